// SPDX-License-Identifier: LGPL-3.0-or-later
// Whether somebody looks at the newest messages right now: then they are read, and not counted.

import { useEffect, useReducer } from 'preact/hooks';
import type { Client } from '../core/client';
import type { Room } from '../core/room';

export function useReading(client: Client, room: Room, atEnd: boolean): void {
  const [, look] = useReducer((turn: number) => turn + 1, 0);
  const reading = atEnd && document.visibilityState === 'visible' && document.hasFocus();

  useEffect(() => {
    const again = (): void => look(undefined);
    addEventListener('focus', again);
    addEventListener('blur', again);
    document.addEventListener('visibilitychange', again);
    return () => {
      removeEventListener('focus', again);
      removeEventListener('blur', again);
      document.removeEventListener('visibilitychange', again);
    };
  }, []);
  useEffect(() => {
    room.beingRead = reading;
    if (reading && room.unread(client.me) > 0) {
      client.rooms.markRead(room.name);
      client.changes.announce();
    }
  });
  useEffect(() => () => {
    room.beingRead = false;
    room.divider = undefined;
  }, [room]);
}
