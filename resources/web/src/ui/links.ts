// SPDX-License-Identifier: LGPL-3.0-or-later
// Finds web addresses in a text. Only http and https ever become links.

export type Piece = { text: string; href?: string };

// Where a sentence goes on without a blank, its own marks end an address; in one they would be encoded.
const ADDRESS = /\bhttps?:\/\/[^\s<>"“”«»、。，．！？：；（）「」『』【】《》〈〉…]+/giu;

export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTail(match[0]);
    const href = webAddress(address);
    if (href === undefined) continue;
    if (match.index > end) found.push({ text: text.slice(end, match.index) });
    found.push({ text: address, href });
    end = match.index + address.length;
  }
  if (end < text.length) found.push({ text: text.slice(end) });
  return found;
}

const TAIL = /[.,;:!?'’*_~]/;
const OPENED_BY = new Map([[')', '('], [']', '['], ['}', '{']]);

// The full stop after an address belongs to the sentence, a closing bracket to whoever opened it. All
// is counted once, before the end moves: somebody may write 4000 brackets to make every reader wait.
function withoutTail(address: string): string {
  const counts = new Map<string, number>();
  for (const unit of address) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  const count = (unit: string): number => counts.get(unit) ?? 0;
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address.charAt(end - 1);
    const open = OPENED_BY.get(last);
    const unbalanced = open !== undefined && count(open) < count(last);
    if (!TAIL.test(last) && !unbalanced) break;
    counts.set(last, count(last) - 1);
  }
  return address.slice(0, end);
}

function webAddress(text: string): string | undefined {
  try {
    const url = new URL(text);
    const web = url.protocol === 'http:' || url.protocol === 'https:';
    return web && url.hostname !== '' ? url.href : undefined;
  } catch {
    return undefined;
  }
}
