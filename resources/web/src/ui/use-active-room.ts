// SPDX-License-Identifier: LGPL-3.0-or-later
// The room in front: the one the address names, else one this person is in.

import { useEffect, useState } from 'preact/hooks';
import type { Client } from '../core/client';
import { LOBBY } from '../core/directory';
import { goTo, respell, roomInAddress } from '../page/hash';

function fallback(client: Client): string {
  const mine = client.rooms.mine;
  return (client.rooms.get(LOBBY) ?? mine[0])?.name ?? LOBBY;
}

export function useActiveRoom(client: Client): [string, (room: string) => void] {
  const [called, setCalled] = useState(() => roomInAddress() ?? fallback(client));
  const active = client.rooms.spelled(called);

  useEffect(() => {
    const onHash = (): void => setCalled(roomInAddress() ?? fallback(client));
    addEventListener('hashchange', onHash);
    return () => removeEventListener('hashchange', onHash);
  }, []);
  useEffect(() => {
    client.rooms.enter(active);
  }, [active]);
  useEffect(() => {
    if (active === called) return;
    respell(called, active);
    setCalled(active);
  }, [active, called]);

  return [active, (room) => {
    goTo(room);
    setCalled(room);
  }];
}
