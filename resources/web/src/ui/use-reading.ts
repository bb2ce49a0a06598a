// SPDX-License-Identifier: LGPL-3.0-or-later
// Whether somebody looks at the newest messages right now: then they are read, and not counted.

import { useEffect, useReducer } from 'preact/hooks';
import type { Client } from '../core/client';
import type { Room } from '../core/room';

export function useReading(client: Client, room: Room, end: { current: boolean }): void {
  const [, look] = useReducer((turn: number) => turn + 1, 0);

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
    // Looked up now: the first layout may just have moved away from the end.
    const reading = end.current && document.visibilityState === 'visible' && document.hasFocus();
    room.beingRead = reading;
    room.scrolledUp = !end.current;
    if (reading && room.unread(client.me) > 0) {
      client.rooms.markRead(room.name);
      client.changes.announce();
    }
  });
  useEffect(() => () => room.lookedAway(client.me), [room]);
}
