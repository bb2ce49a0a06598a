// SPDX-License-Identifier: LGPL-3.0-or-later
// Finds web addresses in a text. Only http and https ever become links.

export type Piece = { text: string; href?: string };

const ADDRESS = /\bhttps?:\/\/[^\s<>"“”«»]+/giu;

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

// The full stop after an address belongs to the sentence, a closing bracket to whoever opened it.
function withoutTail(address: string): string {
  let kept = address;
  for (;;) {
    const last = kept[kept.length - 1] ?? '';
    const open = { ')': '(', ']': '[', '}': '{' }[last];
    const unbalanced = open !== undefined && kept.split(open).length < kept.split(last).length;
    if (!/[.,;:!?'’*_~]/.test(last) && !unbalanced) return kept;
    kept = kept.slice(0, -1);
  }
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
