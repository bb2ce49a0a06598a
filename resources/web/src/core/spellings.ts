// SPDX-License-Identifier: LGPL-3.0-or-later
// How the server spells rooms that are called otherwise here. It folds more than a browser can (`ᾠδή` is
// `ὠιδή`, Cherokee has capitals), and whatever it says of a room is said under its own spelling.

import { foldRoomName } from './names';

export class Spellings {
  private readonly known = new Map<string, string>();

  /** The server's spelling, as far as it is known. */
  of(name: string): string {
    return this.known.get(name) ?? name;
  }

  /** The server goes by `name` for what is called `other` here. */
  learn(name: string, other = foldRoomName(name)): void {
    if (other === name) return;
    this.known.delete(name);
    this.known.set(other, name);
  }
}
