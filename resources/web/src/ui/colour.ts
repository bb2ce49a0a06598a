// SPDX-License-Identifier: LGPL-3.0-or-later
// How a person's sign looks, the same on every screen because it comes from the id and the name.

export const COLOURS = 12;
export const SHAPES = 3;

// The server numbers its people as they come: by the number, a whole class of newcomers gets signs that
// all differ, whatever their names. By a hash some of them would be alike.
function numberOf(id: string): number {
  const numbered = /^u_(\d{1,9})$/.exec(id);
  if (numbered) return Number(numbered[1]);
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** In steps of five around the palette, so that who comes next looks quite another. */
export const colourOf = (id: string): number => (numberOf(id) * 5) % COLOURS;

export const shapeOf = (id: string): number => Math.floor(numberOf(id) / COLOURS) % SHAPES;

/** As many names as are known by their letters: to take one apart is dear, and signs are drawn often. */
export const MOST_KNOWN = 2_000;
const known = new Map<string, string>();

/** Two letters: of the first and last word, or the first two of the only one. Or one picture. */
export function initialsOf(name: string): string {
  let initials = known.get(name);
  if (initials === undefined) {
    initials = initialsIn(name);
    if (known.size >= MOST_KNOWN) known.clear(); // who is still in sight is soon known again
    known.set(name, initials);
  }
  return initials;
}

function initialsIn(name: string): string {
  const parts = name.replace(/^\p{P}+/u, '').trim().split(/[\s._-]+/u).filter((part) => part !== '');
  const [first = '?', second = ''] = letters(parts[0] ?? '?');
  if (!isLetter(first)) return first;
  const last = parts.length > 1 ? letters(parts[parts.length - 1] ?? '')[0] ?? '' : '';
  if (isLetter(last)) return (first + last).toLocaleUpperCase();
  // Letters of scripts without cases are wide, and one of them says much.
  const narrow = first.toLowerCase() !== first.toUpperCase() || /^\p{N}/u.test(first);
  return first.toLocaleUpperCase() + (narrow && isLetter(second) ? second : '');
}

const isLetter = (letter: string): boolean => /^[\p{L}\p{N}]/u.test(letter);

interface Segmenter {
  segment(text: string): Iterable<{ segment: string }>;
}

/** What a reader counts as one: a flag or a family is several code points. */
function letters(text: string): string[] {
  const { Segmenter } = Intl as { Segmenter?: new () => Segmenter };
  return Segmenter ? Array.from(new Segmenter().segment(text), ({ segment }) => segment) : [...text];
}
