// SPDX-License-Identifier: LGPL-3.0-or-later
// Half-written messages, one per room. This tab's own text comes first; a new tab finds what the
// last one left. A tab clears the shared copy only if it is its own.

import type { Surroundings } from './surroundings';

const PREFIX = 'lanroom.draft.';

export class Drafts {
  private readonly written = new Map<string, string>();

  constructor(private readonly world: Surroundings) {}

  get(room: string): string {
    const key = PREFIX + room;
    return this.world.tab.get(key) ?? this.world.kept.get(key) ?? '';
  }

  set(room: string, text: string): void {
    const key = PREFIX + room;
    if (text !== '') {
      this.world.tab.set(key, text);
      this.world.kept.set(key, text);
      this.written.set(room, text);
      return;
    }
    const shared = this.world.kept.get(key);
    const mine = this.written.get(room) ?? this.world.tab.get(key) ?? shared;
    if (shared === mine) this.world.kept.remove(key);
    this.written.delete(room);
    // Empty, not absent: another tab's draft must not appear here after sending.
    this.world.tab.set(key, '');
  }

  /** The server spells the room otherwise. */
  move(from: string, to: string): void {
    const text = this.get(from);
    if (text === '') return;
    this.set(from, '');
    const there = this.get(to);
    // Another tab may have brought the same text here already.
    if (there !== text) this.set(to, there === '' ? text : `${there}\n${text}`);
  }
}
