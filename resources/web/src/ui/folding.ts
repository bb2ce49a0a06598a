// SPDX-License-Identifier: LGPL-3.0-or-later
// Which part of a long message stands in a log before somebody asks for all of it: a message of 4000 line
// breaks would be higher than a house, to everybody in the room.

/** A message of more lines than this is folded ... */
const MOST_LINES = 25;
/** ... to so many. */
const FOLDED_LINES = 15;
/** About as many characters go into a line where there is width for them. */
const LINE = 70;

/** Where the part ends that always stands there; undefined where that is all of it. */
export function foldAt(body: string): number | undefined {
  let lines = 0;
  let fold: number | undefined;
  for (let start = 0; start <= body.length;) {
    const lineEnd = body.indexOf('\n', start);
    const end = lineEnd < 0 ? body.length : lineEnd;
    const takes = Math.max(1, Math.ceil((end - start) / LINE));
    const place = FOLDED_LINES - lines;
    if (fold === undefined && takes > place) fold = place > 0 ? betweenWords(body, start + place * LINE) : start - 1;
    lines += takes;
    if (lines > MOST_LINES) return fold !== undefined && fold < body.length ? fold : undefined;
    start = end + 1;
  }
  return undefined;
}

const MOST_WORD = 80;

/** Never within an address: half of one would lead somewhere else. */
function betweenWords(body: string, from: number): number {
  const blank = body.slice(from).search(/\s/);
  const next = blank < 0 ? body.length : from + blank;
  let begin = from;
  while (begin > 0 && !/\s/.test(body.charAt(begin - 1))) begin -= 1;
  if (next - from <= MOST_WORD || body.slice(begin, next).includes('://')) return next;
  // Scripts without blanks; a pair of surrogates stays together.
  return /[\udc00-\udfff]/.test(body.charAt(from)) ? from - 1 : from;
}
