// SPDX-License-Identifier: LGPL-3.0-or-later
// One room this page is in, or means to be in: its log, its people, what is unread.

import { byName } from './names';
import { people as readPeople } from './parse';
import type { ChatMessage, History, Incoming, Joined, Person } from './protocol';
import { Timeline } from './timeline';

export type Membership = 'wanted' | 'joining' | 'joined' | 'refused';

/** Somebody came or went; shown after the message with that number. */
export interface Notice {
  came: boolean;
  person: Person;
  after: number;
  ts: number;
}

const MOST_NOTICES = 200;
/** Whoever has not come down for so many new messages has gone, and loses the place. */
export const MOST_BELOW = 5_000;

export class Room {
  readonly timeline = new Timeline();
  membership: Membership = 'wanted';
  /** Why the server said no, while membership is refused. */
  refusal = '';
  title: string;
  people: readonly Person[] = [];
  count = 0;
  notices: readonly Notice[] = [];
  loadingOlder = false;
  /** A page of missed messages has been asked for. */
  catching = false;
  /** Everything up to here has been seen; undefined until the room is first joined. */
  read: number | undefined;
  /** Where the line "new" stands. */
  divider: number | undefined;
  /** The reader looks at the newest messages right now. */
  beingRead = false;
  /** The last message there was when the reader went up to older ones, which must stay. */
  private upSince: number | undefined;

  constructor(
    /** Until the room is joined the server may spell it otherwise. */
    public name: string,
    title?: string,
  ) {
    this.title = title ?? name;
  }

  joined(joined: Joined, readBefore: { epoch: string; read: number } | undefined): void {
    const { last, epoch } = this.timeline;
    this.membership = 'joined';
    this.refusal = '';
    this.title = joined.title;
    this.people = sorted(joined.members);
    this.count = joined.members.length;
    this.timeline.joined(joined);
    // Another database counts anew; what stands after an old number would stay below everything.
    if (epoch !== '' && epoch !== joined.epoch) {
      this.notices = [];
      this.upSince = undefined;
    }
    if (this.read !== undefined && epoch === joined.epoch) {
      this.grown(last);
    } else if (readBefore?.epoch === joined.epoch) {
      this.read = Math.min(readBefore.read, joined.head);
      this.divider = this.read < joined.head ? this.read : undefined;
    } else {
      this.read = joined.head;
      this.divider = undefined;
    }
    this.trim();
  }

  arrived(message: ChatMessage, mine: boolean): void {
    const before = this.timeline.last;
    this.timeline.arrived(message);
    if (mine && this.read === before) this.read = this.timeline.last;
    else this.grown(before);
    this.trim();
  }

  newer(page: History): void {
    const before = this.timeline.last;
    this.timeline.newer(page);
    this.grown(before);
    this.trim();
  }

  private grown(before: number): void {
    if (this.timeline.last <= before) return;
    if (this.beingRead) this.read = this.timeline.last;
    // Where all had been read a new absence begins, and what is new begins with it.
    else if (this.divider === undefined || this.read === before) this.divider = before;
  }

  /** The reader has gone up to older messages, or is back at the newest. */
  set scrolledUp(up: boolean) {
    this.upSince = up ? (this.upSince ?? this.timeline.last) : undefined;
  }

  /** Whoever looks at another room finds this one's place again, as long as anything is unread. */
  lookedAway(me: string): void {
    this.beingRead = this.scrolledUp = false;
    this.divider = this.unread(me) > 0 ? this.read : undefined;
  }

  /** Another tab has read on, perhaps further than what has arrived here. */
  readElsewhere(mark: { epoch: string; read: number } | undefined, me: string): void {
    if (this.read === undefined || mark?.epoch !== this.timeline.epoch) return;
    const upTo = Math.min(mark.read, this.timeline.last);
    if (upTo <= this.read) return;
    this.read = upTo;
    const inFront = this.beingRead || this.upSince !== undefined;
    if (!inFront && this.unread(me) === 0) this.divider = undefined;
  }

  // Also while nobody looks: a tab may lie in the background for days, and be scrolled up there.
  private trim(): void {
    if (this.upSince === undefined || this.timeline.last - this.upSince > MOST_BELOW) this.timeline.trim();
  }

  presence(message: Incoming, me: string, now: number): void {
    // After the service was replaced it cannot say who went, but once who is there.
    const all = Array.isArray(message.now) ? readPeople(message.now) : undefined;
    const staying = new Set(all?.map((person) => person.id));
    const came = all ?? readPeople(message.joined);
    const left = all ? this.people.filter((p) => !staying.has(p.id)) : readPeople(message.left);
    const gone = new Set(left.map((person) => person.id));
    const known = new Set(this.people.map((person) => person.id));
    const after = this.timeline.last;
    const notices = [
      ...left.filter((p) => known.has(p.id)).map((person) => ({ came: false, person, after, ts: now })),
      ...came.filter((p) => !known.has(p.id)).map((person) => ({ came: true, person, after, ts: now })),
    ].filter((notice) => notice.person.id !== me);
    const here = new Map(this.people.filter((p) => !gone.has(p.id)).map((p) => [p.id, p]));
    for (const person of came) here.set(person.id, person);
    this.people = sorted([...here.values()]);
    this.count = typeof message.members === 'number' ? message.members : this.people.length;
    this.notices = [...this.notices, ...notices].slice(-MOST_NOTICES);
  }

  unread(me: string): number {
    const { read } = this;
    if (read === undefined || read >= this.timeline.last) return 0;
    const first = this.timeline.messages[0]?.seq ?? this.timeline.last + 1;
    const notLoaded = Math.max(0, first - read - 1);
    const loaded = this.timeline.messages.filter((m) => m.seq > read && m.from.id !== me).length;
    return notLoaded + loaded;
  }
}

const sorted = (people: readonly Person[]): Person[] =>
  [...people].sort((a, b) => byName(a.name, b.name) || (a.id < b.id ? -1 : 1));
