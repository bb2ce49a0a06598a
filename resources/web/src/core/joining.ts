// SPDX-License-Identifier: LGPL-3.0-or-later
// Gets into the open rooms: asks, and asks again where the server can't just now; on a new connection
// into all of them, a few at a time.

import * as parse from './parse';
import { PASSING, type Incoming, type Joined } from './protocol';
import type { Remembered } from './remembered';
import type { Requests } from './requests';
import type { Room } from './room';
import type { Clock } from './surroundings';

const RETRY_MS = 2_000;
/** Rooms joined again at a time: what that brings must fit into the 1 MiB that a gateway keeps for a slow line. */
const MOST_JOINING = 3;

export interface JoiningEvents {
  connected(): boolean;
  joined(room: Room, joined: Joined): void;
  changed(): void;
}

export class Joining {
  /** Those to be joined again on this connection, in turn. */
  private returning: Room[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly requests: Requests,
    private readonly remembered: Remembered,
    private readonly open: ReadonlyMap<string, Room>,
    private readonly events: JoiningEvents,
  ) {}

  /** Into every open room, on a new connection. */
  all(): void {
    this.returning = [...this.open.values()];
    this.next();
  }

  connectionLost(): void {
    this.returning = [];
  }

  join(room: Room): void {
    if (!this.events.connected()) return;
    room.membership = 'joining';
    const { name, timeline } = room;
    const password = this.remembered.password(name);
    const secret = password === undefined ? {} : { password };
    this.requests.ask({ type: 'join', room: name, ...secret, ...timeline.resumePoint }, (answer) => {
      if (this.isOpen(room)) this.answered(room, answer);
      this.next();
    });
  }

  // It may have been left meanwhile, or left and entered anew.
  private isOpen(room: Room): boolean {
    return this.open.get(room.name) === room;
  }

  private next(): void {
    const joining = (): number => [...this.open.values()].filter(({ membership }) => membership === 'joining').length;
    while (this.returning.length > 0 && joining() < MOST_JOINING) {
      const room = this.returning.shift();
      // It may have been entered by hand.
      if (room && this.isOpen(room) && !['joining', 'joined'].includes(room.membership)) this.join(room);
    }
  }

  private answered(room: Room, answer: Incoming): void {
    const joined = parse.joined(answer);
    const { code, retryMs } = parse.serverError(answer);
    if (joined) {
      this.events.joined(room, joined);
    } else if (PASSING.has(code) || retryMs !== undefined) {
      room.membership = 'wanted';
      this.clock.after(retryMs ?? RETRY_MS, () => {
        if (this.isOpen(room) && room.membership === 'wanted') this.join(room);
      });
    } else {
      room.membership = 'refused';
      room.refusal = code;
    }
    this.events.changed();
  }
}
