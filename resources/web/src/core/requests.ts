// SPDX-License-Identifier: LGPL-3.0-or-later
// Requests that have no answer yet. Ids are never used twice in a page's life, so a late answer
// of an earlier connection finds nobody. A person's own requests (create, leave, ...) outlive a
// lost connection; the rest is asked anew by whoever needs it once the session is back.

import type { Incoming, Request } from './protocol';

export type OnAnswer = (answer: Incoming) => void;

interface Open {
  wire: object;
  onAnswer: OnAnswer;
  outlives: boolean;
}

export class Requests {
  private readonly open = new Map<number, Open>();
  private lastId = 0;

  constructor(private readonly transmit: (wire: object) => boolean) {}

  /** The function it returns gives the request up: it isn't said again, and nobody hears the answer. */
  ask(request: Request, onAnswer: OnAnswer, outlives = false): () => void {
    const id = ++this.lastId;
    const wire = { ...request, id };
    this.open.set(id, { wire, onAnswer, outlives });
    this.transmit(wire);
    return () => this.open.delete(id);
  }

  /** True when the message was an answer to something asked here. */
  answered(message: Incoming): boolean {
    if (typeof message.re !== 'number') return false;
    const request = this.open.get(message.re);
    if (!request) return false;
    this.open.delete(message.re);
    request.onAnswer(message);
    return true;
  }

  /** Says everything unanswered again, in the order it was first said. */
  repeat(): void {
    for (const { wire } of [...this.open.values()]) this.transmit(wire);
  }

  connectionLost(): void {
    for (const [id, request] of this.open) {
      if (!request.outlives) this.open.delete(id);
    }
  }
}
