// SPDX-License-Identifier: LGPL-3.0-or-later
// Messages typed here that the server has not confirmed. Each lives under its own storage key
// until then, so a reload or a closed tab loses none, and tabs don't overwrite each other.
// Several tabs may send the same one: the server knows its cmid and keeps one. Sent one at a
// time per room, the next after the ack of the former, so their order holds on any connection.
// But it knows a cmid of one user: what was said under another name is not said again by itself.

import { readJson, type Surroundings } from './surroundings';

const FAILURES = ['conflict', 'too_long', 'muted', 'refused', 'renamed'] as const;
export type Failure = (typeof FAILURES)[number];
/** After these only a new cmid can succeed. */
const NAMES_TAKEN: ReadonlySet<Failure> = new Set(['conflict', 'renamed']);

export interface Unsent {
  cmid: string;
  room: string;
  body: string;
  /** When it was typed; also its place in the order. */
  ts: number;
  failed?: Failure;
  /** The user it was first sent as, which may have arrived without our knowing. */
  from?: string;
  /** Set by the ack; the message itself follows and takes its place. */
  seq?: number;
}

const PREFIX = 'lanroom.unsent.';
/** More than this many unconfirmed are not taken; the text stays where it was typed. */
export const MOST_UNSENT = 500;
// Another tab's message is its own business, unless that tab seems to be gone.
const ADOPT_MS = 10_000;

export class Outbox {
  private entries: Unsent[] = [];
  private readonly unkept = new Set<string>();

  constructor(
    private readonly world: Surroundings,
    private readonly changed: () => void,
    private readonly adopted: (room: string) => void,
  ) {
    for (const key of world.kept.keys()) this.adopt(key);
  }

  add(room: string, body: string): Unsent {
    const last = this.entries[this.entries.length - 1];
    const ts = Math.max(this.world.clock.now(), (last?.ts ?? 0) + 1);
    const entry: Unsent = { cmid: this.world.newId(), room, body, ts };
    this.entries.push(entry);
    this.keep(entry);
    this.changed();
    return entry;
  }

  of(room: string): readonly Unsent[] {
    return this.entries.filter((entry) => entry.room === room);
  }

  get full(): boolean {
    return this.entries.length >= MOST_UNSENT;
  }

  /** The one to send next in a room. */
  next(room: string): Unsent | undefined {
    return this.entries.find((e) => e.room === room && !e.failed && e.seq === undefined);
  }

  get(cmid: string): Unsent | undefined {
    return this.entries.find((entry) => entry.cmid === cmid);
  }

  /** Rooms with something still to send. */
  rooms(): string[] {
    const waiting = this.entries.filter((entry) => !entry.failed && entry.seq === undefined);
    return [...new Set(waiting.map((entry) => entry.room))];
  }

  /** Is about to be sent as this user. */
  sending(cmid: string, from: string): void {
    const entry = this.get(cmid);
    if (!entry || entry.from === from) return;
    this.replace(cmid, { from });
    this.keep({ ...entry, from });
  }

  /** What was sent as somebody else, and has no answer, is not sent as me. */
  disown(room: string, me: string): void {
    for (const { cmid, from, failed, seq } of this.of(room)) {
      if (from !== undefined && from !== me && !failed && seq === undefined) this.failed(cmid, 'renamed');
    }
  }

  acked(cmid: string, seq: number): void {
    this.forgetKept(cmid);
    this.replace(cmid, { seq });
  }

  failed(cmid: string, failed: Failure): void {
    this.replace(cmid, { failed });
    const entry = this.get(cmid);
    if (entry) this.keep(entry);
  }

  /** Tries a failed one again, as whoever I am now. */
  retry(cmid: string): void {
    const entry = this.get(cmid);
    if (!entry?.failed) return;
    this.forgetKept(cmid);
    const again: Unsent = { room: entry.room, body: entry.body, ts: entry.ts, cmid };
    if (NAMES_TAKEN.has(entry.failed)) again.cmid = this.world.newId();
    this.entries = this.entries.map((each) => (each === entry ? again : each));
    this.keep(again);
    this.changed();
  }

  /** The message arrived in the log, or its writer gave it up. */
  drop(cmid: string): void {
    const before = this.entries.length;
    this.entries = this.entries.filter((entry) => entry.cmid !== cmid);
    if (this.entries.length === before) return;
    this.forgetKept(cmid);
    this.changed();
  }

  /** Everything confirmed up to seq is in the log by now. */
  dropConfirmed(room: string, last: number): void {
    for (const { cmid, seq } of this.of(room)) {
      if (seq !== undefined && seq <= last) this.drop(cmid);
    }
  }

  /** The server spells the room otherwise. */
  move(from: string, to: string): void {
    for (const entry of this.of(from)) {
      this.replace(entry.cmid, { room: to });
      if (entry.seq === undefined) this.keep({ ...entry, room: to });
    }
  }

  /** Another tab added, changed or removed a key. */
  keptChanged(key: string): void {
    if (!key.startsWith(PREFIX)) return;
    const cmid = key.slice(PREFIX.length);
    const known = this.get(cmid);
    if (this.world.kept.get(key) === undefined) {
      if (known && known.seq === undefined) this.drop(cmid);
    } else if (!known) {
      this.world.clock.after(ADOPT_MS, () => {
        if (this.adopt(key)) this.adopted(this.get(cmid)?.room ?? '');
      });
    } else if (known.from === undefined) {
      const from = readUnsent(readJson(this.world.kept, key), cmid)?.from;
      if (from !== undefined) this.replace(cmid, { from });
    }
  }

  /** True when closing the tab now would lose something typed. */
  get fragile(): boolean {
    return this.unkept.size > 0;
  }

  private adopt(key: string): boolean {
    if (!key.startsWith(PREFIX)) return false;
    const entry = readUnsent(readJson(this.world.kept, key), key.slice(PREFIX.length));
    if (!entry || this.get(entry.cmid)) return false;
    this.entries = [...this.entries, entry].sort((a, b) => a.ts - b.ts);
    return true;
  }

  private replace(cmid: string, change: Partial<Unsent>): void {
    this.entries = this.entries.map((e) => (e.cmid === cmid ? { ...e, ...change } : e));
    this.changed();
  }

  private keep(entry: Unsent): void {
    const { cmid, ...rest } = entry;
    if (this.world.kept.set(PREFIX + cmid, JSON.stringify(rest))) this.unkept.delete(cmid);
    else this.unkept.add(cmid);
  }

  private forgetKept(cmid: string): void {
    this.unkept.delete(cmid);
    this.world.kept.remove(PREFIX + cmid);
  }
}

function readUnsent(value: unknown, cmid: string): Unsent | undefined {
  if (typeof value !== 'object' || value === null || !/^[0-9a-f]{32}$/.test(cmid)) return undefined;
  const { room, body, ts, failed, from } = value as Record<string, unknown>;
  if (typeof room !== 'string' || typeof body !== 'string' || typeof ts !== 'number') {
    return undefined;
  }
  const entry: Unsent = { cmid, room, body, ts };
  const failure = FAILURES.find((each) => each === failed);
  if (failure) entry.failed = failure;
  if (typeof from === 'string') entry.from = from;
  return entry;
}
