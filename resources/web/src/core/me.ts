// SPDX-License-Identifier: LGPL-3.0-or-later
// Who I am, as it is kept over reloads and shared between tabs.

import { readJson, type Keeper } from './surroundings';

export const ME = 'lanroom.me';

export interface Me {
  name: string;
  token?: string;
  access?: string;
}

export function rememberedMe(kept: Keeper): Me {
  const value = readJson(kept, ME) as Partial<Me> | null;
  const me: Me = { name: typeof value?.name === 'string' ? value.name : '' };
  if (typeof value?.token === 'string') me.token = value.token;
  if (typeof value?.access === 'string') me.access = value.access;
  return me;
}
