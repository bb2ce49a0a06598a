// SPDX-License-Identifier: LGPL-3.0-or-later
// What one room's log knows: messages without a gap, oldest first, and the rules by which new
// ones get in. It asks for nothing itself; catchUpAfter tells its owner what is missing.

import type { ChatMessage, History, Joined } from './protocol';

/** More than this many messages in memory are trimmed, unless the reader has gone up (room.ts). */
export const MOST_KEPT = 1000;
const KEPT_AFTER_TRIM = 500;
/** Live messages held back while pages come; what doesn't fit is asked for after them. */
export const MOST_HELD = 500;

export class Timeline {
  epoch = '';
  messages: readonly ChatMessage[] = [];
  /** Whether the server has messages before the first one here. */
  older = false;
  /** The highest sequence number shown or known to be before what is shown. */
  last = 0;
  /** Goes up whenever this log was started afresh, so that the view can start afresh too. */
  generation = 0;

  private catching = false;
  /** The highest number heard of, shown or not. */
  private heard = 0;
  private readonly held = new Map<number, ChatMessage>();

  /** Where to go on asking from, or undefined when nothing is missing. */
  get catchUpAfter(): number | undefined {
    return this.catching ? this.last : undefined;
  }

  /** What a join asks for, so that only the missed part comes. */
  get resumePoint(): { epoch?: string; after?: number } {
    return this.epoch === '' ? {} : { epoch: this.epoch, after: this.last };
  }

  joined(joined: Joined): void {
    this.held.clear();
    this.heard = joined.head;
    const goesOn = joined.recovered && joined.epoch === this.epoch;
    if (goesOn) this.append(joined.messages);
    else this.restart(joined.messages, joined.first);
    this.epoch = joined.epoch;
    if (!goesOn && joined.messages.length === 0) this.last = joined.head;
    this.catching = this.last < joined.head || (goesOn && joined.more);
  }

  /** A live message. */
  arrived(message: ChatMessage): void {
    this.heard = Math.max(this.heard, message.seq);
    if (message.seq <= this.last) return;
    if (this.catching || message.seq > this.last + 1) {
      this.catching = true;
      if (this.held.size < MOST_HELD) this.held.set(message.seq, message);
      return;
    }
    this.append([message]);
  }

  /** The service was replaced: its head says whether something was missed meanwhile. */
  headIs(head: number): void {
    this.heard = Math.max(this.heard, head);
    if (head > this.last) this.catching = true;
  }

  /** A page of what came after catchUpAfter. */
  newer(page: History): void {
    if (!this.catching) return;
    const before = this.last;
    const start = page.messages[0];
    if (start && start.seq > this.last + 1) {
      this.restart(page.messages, start.seq);
    } else {
      this.append(page.messages);
    }
    if (page.more && this.last > before) return;
    this.releaseHeld();
    // A page that brought nothing ends it: asking again would bring nothing again.
    this.catching = this.last < this.heard && this.last > before;
  }

  /** A page of what came before the first message here. False when it doesn't reach that one (any more). */
  earlier(page: History): boolean {
    const first = this.messages[0]?.seq ?? this.last + 1;
    const before = page.messages.filter((message) => message.seq < first);
    const end = before[before.length - 1];
    if (end && end.seq !== first - 1) return false;
    this.messages = [...before, ...this.messages];
    this.older = page.more && before.length > 0;
    return true;
  }

  trim(): void {
    if (this.messages.length <= MOST_KEPT) return;
    this.messages = this.messages.slice(-KEPT_AFTER_TRIM);
    this.older = true;
  }

  private restart(messages: ChatMessage[], first: number): void {
    this.generation += 1;
    this.messages = [];
    this.last = (messages[0]?.seq ?? 1) - 1;
    this.append(messages);
    this.older = (this.messages[0]?.seq ?? first) > first;
  }

  private append(messages: readonly ChatMessage[]): void {
    const added: ChatMessage[] = [];
    for (const message of messages) {
      if (message.seq !== this.last + 1) continue;
      added.push(message);
      this.last = message.seq;
    }
    if (added.length > 0) this.messages = [...this.messages, ...added];
  }

  // A gap that history itself can't fill (the messages are gone) must not hold the rest for ever.
  private releaseHeld(): void {
    const waiting = [...this.held.values()].sort((a, b) => a.seq - b.seq);
    this.held.clear();
    for (const message of waiting) {
      if (message.seq <= this.last) continue;
      this.last = message.seq - 1;
      this.append([message]);
    }
  }
}
