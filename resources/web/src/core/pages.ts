// SPDX-License-Identifier: LGPL-3.0-or-later
// Fetches pages of the rooms' logs: what was missed, and what is older. One of each at a time in a
// room; where the server can't give one, that one is asked for again only after a wait.

import * as parse from './parse';
import type { History, Incoming } from './protocol';
import type { Requests } from './requests';
import type { Room } from './room';
import type { Clock } from './surroundings';

const PAGE = 100;
const OLDER_PAGE = 50;
const RETRY_MS = 2_000;

export interface PagesEvents {
  /** This room is open, and the server has us in it. */
  isIn(room: Room): boolean;
  /** The room's log moved. */
  moved(room: Room): void;
  changed(): void;
}

export class Pages {
  /** What waits, waits for the connection it failed on. */
  private connection = 0;

  constructor(
    private readonly clock: Clock,
    private readonly requests: Requests,
    private readonly events: PagesEvents,
  ) {}

  connectionLost(): void {
    this.connection += 1;
  }

  /** Whoever looks at the log's start asks for it again and again. */
  older(room: Room): void {
    const { timeline } = room;
    const first = timeline.messages[0];
    if (!timeline.older || !first || room.loadingOlder || !this.events.isIn(room)) return;
    room.loadingOlder = true;
    this.events.changed();
    const { generation } = timeline;
    const fits = (page: History): boolean => timeline.generation !== generation || timeline.earlier(page);
    const done = (): void => {
      room.loadingOlder = false;
      this.events.changed();
    };
    this.requests.ask({ type: 'history', room: room.name, before: first.seq, limit: OLDER_PAGE }, (answer) => {
      const page = parse.history(answer);
      if (page && fits(page)) done();
      else this.later(answer, done);
    });
  }

  missed(room: Room): void {
    const after = room.timeline.catchUpAfter;
    if (after === undefined || room.catching || !this.events.isIn(room)) return;
    room.catching = true;
    const done = (): void => {
      room.catching = false;
      this.missed(room);
    };
    this.requests.ask({ type: 'history', room: room.name, after, limit: PAGE }, (answer) => {
      const page = parse.history(answer);
      if (!page) {
        this.later(answer, done);
        return;
      }
      room.newer(page);
      done();
      this.events.moved(room);
      this.events.changed();
    });
  }

  private later(answer: Incoming, run: () => void): void {
    const { connection } = this;
    this.clock.after(parse.serverError(answer).retryMs ?? RETRY_MS, () => {
      if (connection === this.connection) run();
    });
  }
}
