// SPDX-License-Identifier: LGPL-3.0-or-later
// Empties the outbox: in each room one message at a time, the next after the ack of the former.

import { serverError } from './parse';
import { PASSING, type Incoming } from './protocol';
import type { Failure, Outbox, Unsent } from './outbox';
import type { Requests } from './requests';
import type { Clock } from './surroundings';

export interface SenderEvents {
  me(): string;
  maySend(room: string): boolean;
  /** The server says we are not in that room. */
  notJoined(room: string): void;
  acked(room: string): void;
}

const RETRY_MS = 1_000;

export class Sender {
  private readonly inFlight = new Map<string, string>();
  private readonly pausing = new Set<string>();

  constructor(
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly requests: Requests,
    private readonly events: SenderEvents,
  ) {}

  /** Sends the room's next message, if it has one and may send. */
  pump(room: string): void {
    if (this.inFlight.has(room) || this.pausing.has(room) || !this.events.maySend(room)) return;
    const me = this.events.me();
    this.outbox.disown(room, me);
    const entry = this.outbox.next(room);
    if (!entry) return;
    const { cmid, body } = entry;
    this.inFlight.set(room, cmid);
    this.outbox.sending(cmid, me);
    this.requests.ask({ type: 'send', room, cmid, body }, (answer) => this.answered(entry, answer));
  }

  connectionLost(): void {
    this.inFlight.clear();
  }

  private answered({ room, cmid }: Unsent, answer: Incoming): void {
    this.inFlight.delete(room);
    if (answer.type === 'ack' && typeof answer.seq === 'number') {
      this.outbox.acked(cmid, answer.seq);
      this.events.acked(room);
    } else {
      this.refused(room, cmid, answer);
    }
    this.pump(room);
  }

  private refused(room: string, cmid: string, answer: Incoming): void {
    const { code, retryMs } = serverError(answer);
    const passing = PASSING.has(code) || code === 'not_joined';
    if (passing || retryMs !== undefined) this.pause(room, retryMs ?? RETRY_MS);
    else this.outbox.failed(cmid, failure(code));
    if (code === 'not_joined') this.events.notJoined(room);
  }

  private pause(room: string, ms: number): void {
    this.pausing.add(room);
    this.clock.after(ms, () => {
      this.pausing.delete(room);
      this.pump(room);
    });
  }
}

const failure = (code: string): Failure =>
  code === 'conflict' || code === 'too_long' || code === 'muted' ? code : 'refused';
