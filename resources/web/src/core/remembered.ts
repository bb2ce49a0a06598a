// SPDX-License-Identifier: LGPL-3.0-or-later
// The rooms this browser was in, one storage key each so that tabs don't overwrite each other,
// with its title and how far it was read. Passwords of rooms live in the tab alone.

import { readJson, type Surroundings } from './surroundings';

const PREFIX = 'lanroom.room.';
const PASSWORD = 'lanroom.password.';

export interface ReadMark {
  epoch: string;
  read: number;
  title: string;
}

export class Remembered {
  constructor(private readonly world: Surroundings) {}

  rooms(): string[] {
    const keys = this.world.kept.keys().filter((key) => key.startsWith(PREFIX));
    return keys.map((key) => key.slice(PREFIX.length)).sort();
  }

  /** Whose mark the key keeps. */
  roomOf(key: string): string | undefined {
    return key.startsWith(PREFIX) ? key.slice(PREFIX.length) : undefined;
  }

  mark(room: string): ReadMark | undefined {
    const value = readJson(this.world.kept, PREFIX + room) as Partial<ReadMark> | null;
    if (typeof value?.epoch !== 'string' || typeof value.read !== 'number') return undefined;
    const title = typeof value.title === 'string' ? value.title : room;
    return { epoch: value.epoch, read: value.read, title };
  }

  keep(room: string, mark: ReadMark): void {
    const before = this.mark(room);
    const goesOn = before?.epoch === mark.epoch;
    if (goesOn && before.read >= mark.read && before.title === mark.title) return;
    const read = goesOn ? Math.max(before.read, mark.read) : mark.read;
    this.world.kept.set(PREFIX + room, JSON.stringify({ ...mark, read }));
  }

  /** The server spells the room otherwise. The password that opened it under its former name is the right one. */
  move(from: string, to: string): void {
    const mark = this.mark(from);
    const there = this.mark(to);
    if (mark && (!there || there.epoch === mark.epoch)) this.keep(to, mark);
    const password = this.password(from);
    if (password !== undefined) this.keepPassword(to, password);
    this.forget(from);
  }

  forget(room: string): void {
    this.world.kept.remove(PREFIX + room);
    this.world.tab.remove(PASSWORD + room);
  }

  password(room: string): string | undefined {
    return this.world.tab.get(PASSWORD + room);
  }

  keepPassword(room: string, password: string): void {
    this.world.tab.set(PASSWORD + room, password);
  }
}
