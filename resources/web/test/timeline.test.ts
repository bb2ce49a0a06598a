// SPDX-License-Identifier: LGPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import type { ChatMessage, Joined } from '../src/core/protocol';
import { MOST_HELD, MOST_KEPT, Timeline } from '../src/core/timeline';

const message = (seq: number): ChatMessage =>
  ({ seq, cmid: '', from: { id: 'u', name: 'U' }, ts: seq, body: `m${seq}` });
const range = (from: number, to: number): ChatMessage[] =>
  Array.from({ length: to - from + 1 }, (_, i) => message(from + i));
const page = (messages: ChatMessage[], more: boolean) => ({ room: 'tea', messages, more });
const join = (change: Partial<Joined>): Joined => ({
  room: 'tea', title: 'Tea', epoch: 'e', first: 1, head: 0, recovered: false,
  messages: [], more: false, members: [], ...change,
});
const seqs = (timeline: Timeline): number[] => timeline.messages.map(({ seq }) => seq);

describe('Timeline', () => {
  it('starts with the newest and knows whether there are older ones', () => {
    const timeline = new Timeline();
    timeline.joined(join({ head: 57, messages: range(8, 57) }));
    expect(timeline).toMatchObject({ last: 57, older: true, catchUpAfter: undefined });
    timeline.earlier(page(range(1, 7), false));
    expect(timeline.older).toBe(false);
    expect(seqs(timeline)).toEqual(range(1, 57).map(({ seq }) => seq));
  });

  it('shows the next, drops the known, and asks for what is missing', () => {
    const timeline = new Timeline();
    timeline.joined(join({ head: 2, messages: range(1, 2) }));
    timeline.arrived(message(3));
    timeline.arrived(message(2));
    expect(seqs(timeline)).toEqual([1, 2, 3]);
    timeline.arrived(message(6));
    timeline.arrived(message(7));
    expect(seqs(timeline)).toEqual([1, 2, 3]);
    expect(timeline.catchUpAfter).toBe(3);
    timeline.newer(page(range(4, 6), false));
    expect(seqs(timeline)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(timeline.catchUpAfter).toBeUndefined();
  });

  it('resumes, holding live messages back while pages come', () => {
    const timeline = new Timeline();
    timeline.joined(join({ head: 2, messages: range(1, 2) }));
    expect(timeline.resumePoint).toEqual({ epoch: 'e', after: 2 });
    timeline.joined(join({ recovered: true, head: 7, messages: range(3, 4), more: true }));
    timeline.arrived(message(8));
    expect(seqs(timeline)).toEqual([1, 2, 3, 4]);
    timeline.newer(page(range(5, 6), true));
    expect(timeline.catchUpAfter).toBe(6);
    timeline.newer(page(range(7, 7), false));
    expect(seqs(timeline)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('starts afresh in another epoch', () => {
    const timeline = new Timeline();
    timeline.joined(join({ head: 9, messages: range(1, 9) }));
    const { generation } = timeline;
    timeline.joined(join({ epoch: 'new', head: 2, messages: range(1, 2) }));
    expect(seqs(timeline)).toEqual([1, 2]);
    expect(timeline.generation).toBe(generation + 1);
  });

  it('fetches what a replaced service has more', () => {
    const timeline = new Timeline();
    timeline.joined(join({ head: 2, messages: range(1, 2) }));
    timeline.headIs(2);
    expect(timeline.catchUpAfter).toBeUndefined();
    timeline.headIs(4);
    expect(timeline.catchUpAfter).toBe(2);
  });

  it('goes on when history itself has a hole', () => {
    const timeline = new Timeline();
    timeline.joined(join({ head: 2, messages: range(1, 2) }));
    timeline.arrived(message(50));
    timeline.newer(page([], true));
    expect(seqs(timeline)).toEqual([1, 2, 50]);
    timeline.arrived(message(90));
    timeline.newer(page(range(80, 90), false));
    expect(seqs(timeline)).toEqual(range(80, 90).map(({ seq }) => seq));
  });

  it('asks again for what it could not hold back', () => {
    const timeline = new Timeline();
    timeline.joined(join({ head: 1, messages: range(1, 1) }));
    const last = MOST_HELD + 50;
    for (const late of range(3, last)) timeline.arrived(late);
    timeline.newer(page(range(2, 2), false));
    expect(timeline.catchUpAfter).toBe(MOST_HELD + 2);
    timeline.newer(page(range(MOST_HELD + 3, last), false));
    expect(timeline).toMatchObject({ last, catchUpAfter: undefined });
    expect(timeline.messages.length).toBe(last);
  });

  it('keeps its memory within bounds', () => {
    const timeline = new Timeline();
    timeline.joined(join({ head: MOST_KEPT + 1, messages: range(1, MOST_KEPT + 1) }));
    timeline.trim();
    expect(timeline.messages.length).toBeLessThan(MOST_KEPT);
    expect(timeline).toMatchObject({ older: true, last: MOST_KEPT + 1 });
  });

  it('takes no older page that would leave a hole, since it was trimmed meanwhile', () => {
    const timeline = new Timeline();
    timeline.joined(join({ head: MOST_KEPT + 60, messages: range(51, MOST_KEPT + 60) }));
    timeline.trim();
    const [first] = timeline.messages;
    expect(timeline.earlier(page(range(1, 50), false))).toBe(false);
    expect(timeline.older).toBe(true);
    expect(timeline.messages[0]).toBe(first);
    const seq = first?.seq ?? 0;
    expect(timeline.earlier(page(range(seq - 50, seq - 1), true))).toBe(true);
    expect(seqs(timeline)).toEqual(range(seq - 50, MOST_KEPT + 60).map((each) => each.seq));
  });

  it('begins an empty room at its head', () => {
    const timeline = new Timeline();
    timeline.joined(join({}));
    timeline.arrived(message(1));
    expect(seqs(timeline)).toEqual([1]);
  });
});
