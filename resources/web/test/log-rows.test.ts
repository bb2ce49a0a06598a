// SPDX-License-Identifier: LGPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../src/core/protocol';
import type { Notice } from '../src/core/room';
import { keepGroupKeys } from '../src/ui/group-keys';
import { logRows, summary, type LogSource, type Row } from '../src/ui/log-rows';

const NOON = new Date(2026, 5, 1, 12).getTime();
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ada = { id: 'ada', name: 'Ada' };
const bob = { id: 'bob', name: 'Bob' };

const said = (seq: number, from = ada, ts = NOON): ChatMessage =>
  ({ seq, from, ts, cmid: `c${seq}`, body: `m${seq}` });
const notice = (came: boolean, person = bob, after = 1): Notice => ({ came, person, after, ts: NOON });
const rows = (source: Partial<LogSource>): Row[] =>
  logRows({ messages: [], notices: [], unsent: [], divider: undefined, me: ada, ...source });
const kinds = (source: Partial<LogSource>): string[] =>
  rows(source).map((row) => (row.is === 'group' ? row.said.map((s) => s.body).join('+') : row.is));

describe('logRows', () => {
  it('groups what one sender says within minutes', () => {
    const messages = [said(1), said(2), said(3, bob), said(4), said(5, ada, NOON + 6 * MINUTE)];
    expect(kinds({ messages })).toEqual(['day', 'm1+m2', 'm3', 'm4', 'm5']);
  });

  it('separates days', () => {
    const messages = [said(1), said(2, ada, NOON + 24 * 60 * MINUTE)];
    expect(kinds({ messages })).toEqual(['day', 'm1', 'day', 'm2']);
  });

  it('starts no day by this device\'s own clock between two messages, however wrong it is', () => {
    for (const wrong of [-DAY, DAY]) {
      const notices = [{ ...notice(true), ts: NOON + wrong }, { ...notice(false, bob, 2), ts: NOON + wrong }];
      expect(kinds({ messages: [said(1), said(2), said(3)], notices })).toEqual([
        'day', 'm1', 'notices', 'm2', 'notices', 'm3',
      ]);
    }
    const unsent = [{ cmid: 'c9', room: 'tea', body: 'm9', ts: NOON - DAY }];
    expect(kinds({ messages: [said(1, bob)], notices: [notice(true)], unsent })).toEqual(['day', 'm1', 'notices', 'm9']);
  });

  it('gives every row a key of its own, also where the server\'s clock was set back', () => {
    const messages = [said(1), said(2, ada, NOON + DAY), said(3), said(4, ada, NOON + DAY), said(5)];
    const keys = rows({ messages }).map(({ key }) => key);
    expect(keys.length).toBe(10);
    expect(new Set(keys).size).toBe(10);
  });

  it('puts notices where they happened, merged, and drops those before the log begins', () => {
    const notices = [notice(true, bob, 1), notice(true), notice(false), notice(true, bob, 3)];
    expect(kinds({ messages: [said(1), said(2), said(3)], notices })).toEqual([
      'day', 'm1', 'notices', 'm2+m3', 'notices',
    ]);
    expect(kinds({ messages: [said(3)], notices })).toEqual(['day', 'm3', 'notices']);
  });

  it('draws the line above what is new', () => {
    expect(kinds({ messages: [said(1), said(2)], divider: 1 })).toEqual(['day', 'm1', 'new', 'm2']);
  });

  it('shows what is unsent last, as my own, and keeps its key when it is sent', () => {
    const unsent = [{ cmid: 'c2', room: 'tea', body: 'm2', ts: NOON }];
    const before = rows({ messages: [said(1)], unsent });
    const after = rows({ messages: [said(1), said(2)] });
    expect(before.map(({ key }) => key)).toEqual(after.map(({ key }) => key));
    expect(kinds({ messages: [said(1, bob)], unsent })).toEqual(['day', 'm1', 'm2']);
  });
});

describe('the keys of groups', () => {
  const keysOf = (all: Row[]): string[] => all.filter(({ is }) => is === 'group').map(({ key }) => key);

  it('stay when older messages of the sender come in above', () => {
    const now = rows({ messages: [said(3), said(4, bob)] });
    const kept = keepGroupKeys(now, new Map());
    const then = rows({ messages: [said(1, bob), said(2), said(3), said(4, bob)] });
    keepGroupKeys(then, kept);
    expect(keysOf(then).slice(1)).toEqual(keysOf(now));
  });

  it('are all different when a group comes apart', () => {
    let kept = keepGroupKeys(rows({ messages: [said(3)] }), new Map());
    kept = keepGroupKeys(rows({ messages: [said(2), said(3)] }), kept);
    const apart = rows({ messages: [said(2), said(3)], divider: 2 });
    keepGroupKeys(apart, kept);
    expect(keysOf(apart)).toHaveLength(2);
    expect(new Set(keysOf(apart)).size).toBe(2);
  });
});

describe('summary', () => {
  it('names each person once', () => {
    const cleo = { id: 'cleo', name: 'Cleo' };
    expect(summary([notice(true), notice(false, ada), notice(true, ada), notice(true, cleo), notice(false, cleo)]))
      .toEqual({ joined: ['Bob'], left: [], cameBack: ['Ada'], stoppedBy: ['Cleo'] });
  });
});
