// SPDX-License-Identifier: LGPL-3.0-or-later
// How far the open rooms are read: kept for the next visit, and shared with the browser's other tabs.

import type { Remembered } from './remembered';
import type { Room } from './room';

export class Reading {
  constructor(
    private readonly remembered: Remembered,
    private readonly open: ReadonlyMap<string, Room>,
    private readonly me: () => string,
  ) {}

  markRead(room: Room): void {
    if (room.read === undefined) return;
    room.read = room.timeline.last;
    this.keep(room);
  }

  /** Its log moved. Another tab may have heard, and read, before this one did. */
  moved(room: Room): void {
    if (room.beingRead) this.keep(room);
    else room.readElsewhere(this.remembered.mark(room.name), this.me());
  }

  /** Another tab changed a key. True when it was a room's that is open here. */
  keptChanged(key: string): boolean {
    const room = this.open.get(this.remembered.roomOf(key) ?? '');
    room?.readElsewhere(this.remembered.mark(room.name), this.me());
    return room !== undefined;
  }

  keep(room: Room): void {
    // It may have been left while a page of it was on its way.
    const isIn = this.open.get(room.name) === room && room.membership === 'joined';
    if (room.read === undefined || !isIn) return;
    this.remembered.keep(room.name, {
      epoch: room.timeline.epoch, read: room.read, title: room.title,
    });
  }
}
