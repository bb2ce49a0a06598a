// SPDX-License-Identifier: LGPL-3.0-or-later
// Tells the server that a room was left, until it has heard it: else it would go on sending what is
// said there, and count somebody who is gone.

import * as parse from './parse';
import { PASSING } from './protocol';
import type { Requests } from './requests';
import type { Clock } from './surroundings';

const RETRY_MS = 2_000;

export class Leaving {
  constructor(
    private readonly clock: Clock,
    private readonly requests: Requests,
    /** Connected, and nobody has gone back into that room. */
    private readonly stillOut: (room: string) => boolean,
  ) {}

  leave(room: string): void {
    this.requests.ask({ type: 'leave', room }, (answer) => {
      const { code, retryMs } = parse.serverError(answer);
      if (answer.type === 'error' && (PASSING.has(code) || retryMs !== undefined)) {
        this.clock.after(retryMs ?? RETRY_MS, () => {
          if (this.stillOut(room)) this.leave(room);
        });
      } else {
        // Only members have a hidden room in their list, and nobody tells that it went out of it.
        this.requests.ask({ type: 'rooms' }, () => undefined);
      }
    }, true);
  }
}
