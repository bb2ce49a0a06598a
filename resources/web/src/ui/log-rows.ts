// SPDX-License-Identifier: LGPL-3.0-or-later
// Arranges a room's messages, unsent ones and notices into the rows of its log: day lines,
// groups of one sender's messages, quiet notices merged, and the line above what is new.

import type { Unsent } from '../core/outbox';
import type { ChatMessage, Person } from '../core/protocol';
import type { Notice } from '../core/room';
import { dayOf } from '../page/times';

/** Messages of one sender stand together when no more than this lies between them. */
const GROUP_MS = 5 * 60_000;

export interface Said {
  key: string;
  body: string;
  ts: number;
  seq: number | undefined;
  unsent: Unsent | undefined;
}

export type Row =
  | { is: 'day'; key: string; ts: number }
  | { is: 'new'; key: string }
  | { is: 'notices'; key: string; notices: Notice[] }
  | { is: 'group'; key: string; from: Person; mine: boolean; ts: number; said: Said[] };

export interface LogSource {
  messages: readonly ChatMessage[];
  notices: readonly Notice[];
  unsent: readonly Unsent[];
  divider: number | undefined;
  me: Person;
}

export function logRows({ messages, notices, unsent, divider, me }: LogSource): Row[] {
  const rows: Row[] = [];
  const days = new Set<number>();
  let day = 0;
  let nextNotice = 0;

  const startDay = (ts: number, before: string): void => {
    if (dayOf(ts) === day) return;
    day = dayOf(ts);
    // The server's clock may have been set back, and a day come twice.
    rows.push({ is: 'day', key: days.has(day) ? `day-${day}-${before}` : `day-${day}`, ts });
    days.add(day);
  };
  // Messages have the server's time. What has this device's is kept between them.
  const startDayHere = (ts: number, before: string): void => {
    if (dayOf(ts) > day) startDay(ts, before);
  };
  const say = (from: Person, mine: boolean, said: Said): void => {
    (said.unsent ? startDayHere : startDay)(said.ts, said.key);
    const last = rows[rows.length - 1];
    const goesOn =
      last?.is === 'group' && last.from.id === from.id && last.from.name === from.name &&
      said.ts - (last.said[last.said.length - 1]?.ts ?? 0) <= GROUP_MS;
    if (goesOn) last.said.push(said);
    else rows.push({ is: 'group', key: `group-${said.key}`, from, mine, ts: said.ts, said: [said] });
  };
  const noticesBefore = (seq: number, ts: number): void => {
    for (; nextNotice < notices.length; nextNotice += 1) {
      const notice = notices[nextNotice];
      if (!notice || notice.after >= seq) return;
      const last = rows[rows.length - 1];
      if (last?.is === 'notices') last.notices.push(notice);
      else {
        const key = `notice-${notice.after}-${notice.ts}`;
        startDayHere(Math.min(notice.ts, ts), key);
        rows.push({ is: 'notices', key, notices: [notice] });
      }
    }
  };

  const first = messages[0]?.seq ?? 0;
  while ((notices[nextNotice]?.after ?? Infinity) < first - 1) nextNotice += 1;
  for (const { seq, cmid, from, ts, body } of messages) {
    noticesBefore(seq, ts);
    if (divider !== undefined && seq === divider + 1) rows.push({ is: 'new', key: 'new' });
    const mine = from.id === me.id;
    const key = mine && cmid !== '' ? cmid : String(seq);
    say(from, mine, { key, body, ts, seq, unsent: undefined });
  }
  noticesBefore(Infinity, Infinity);
  for (const each of unsent) {
    say(me, true, { key: each.cmid, body: each.body, ts: each.ts, seq: undefined, unsent: each });
  }
  return rows;
}

export interface Comings {
  joined: string[];
  left: string[];
  cameBack: string[];
  stoppedBy: string[];
}

/** What many comings and goings in a row amount to, each person once. */
export function summary(notices: readonly Notice[]): Comings {
  const byPerson = new Map<string, { name: string; first: boolean; last: boolean }>();
  for (const { came, person } of notices) {
    const known = byPerson.get(person.id);
    byPerson.set(person.id, { name: person.name, first: known?.first ?? came, last: came });
  }
  const comings: Comings = { joined: [], left: [], cameBack: [], stoppedBy: [] };
  for (const { name, first, last } of byPerson.values()) {
    if (first && last) comings.joined.push(name);
    else if (!first && !last) comings.left.push(name);
    else if (last) comings.cameBack.push(name);
    else comings.stoppedBy.push(name);
  }
  return comings;
}
