// SPDX-License-Identifier: LGPL-3.0-or-later
// The tab's title: how much is unread, and where one is.

import { useEffect } from 'preact/hooks';
import type { Client } from '../core/client';
import { words } from '../words';

export function usePageTitle(client: Client, active: string): void {
  const unread = client.rooms.mine.reduce((sum, room) => sum + room.unread(client.me), 0);
  const room = client.rooms.titleOf(active);
  const badge = unread > 0 ? `(${words.rooms.badge(unread)}) ` : '';
  const title = `${badge}${room} · ${client.placeName || words.app}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
