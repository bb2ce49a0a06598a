// SPDX-License-Identifier: LGPL-3.0-or-later
// A person's colour and letters, the same on every screen because they come from the id.

export const COLOURS = 12;

export function colourOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0) % COLOURS;
}

/** One or two letters: of the first and last word, or the first of the only one. */
export function initialsOf(name: string): string {
  const parts = name.trim().split(/[\s._-]+/u).filter((part) => part !== '');
  const ends = parts.length > 1 ? [parts[0], parts[parts.length - 1]] : [parts[0]];
  return ends.map((word) => [...(word ?? '?')][0] ?? '').join('').toLocaleUpperCase();
}
