// SPDX-License-Identifier: LGPL-3.0-or-later
// Gives components the client, and draws them again when it announces a change.

import { createContext } from 'preact';
import { useContext, useEffect, useReducer } from 'preact/hooks';
import type { Client } from '../core/client';

export const ClientContext = createContext<Client | undefined>(undefined);

export function useClient(): Client {
  const client = useContext(ClientContext);
  if (!client) throw new Error('no client above this component');
  return client;
}

export function useChanges(client: Client): void {
  const [, draw] = useReducer((turn: number) => turn + 1, 0);
  useEffect(() => client.changes.listen(() => draw(undefined)), [client]);
}
