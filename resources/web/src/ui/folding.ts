// SPDX-License-Identifier: LGPL-3.0-or-later
// Which part of a long message stands in a log before somebody asks for all of it: a message of 4000 line
// breaks would be higher than a house, to everybody in the room. Long lines alone are no reason; 4000
// characters of them are a page.

/** A message of more lines than this is folded ... */
const MOST_LINES = 25;
/** ... to so many. */
const FOLDED_LINES = 15;

/** Where the part ends that always stands there; undefined where that is all of it. */
export function foldAt(body: string): number | undefined {
  let fold: number | undefined;
  let lines = 1;
  for (let at = body.indexOf('\n'); at >= 0; at = body.indexOf('\n', at + 1)) {
    if (lines === FOLDED_LINES) fold = at;
    if (lines === MOST_LINES) return fold;
    lines += 1;
  }
  return undefined;
}
