// SPDX-License-Identifier: LGPL-3.0-or-later
// The server's rules for what rooms are called, so that the page can say it while one types.

const MOST_POINTS = 64;
export const MOST_TITLE = 80;
export const MOST_PASSWORD = 256;

/** One spelling for what the server takes for the same name. */
export const foldRoomName = (name: string): string =>
  name.normalize('NFKC').toLowerCase().replace(/ß/g, 'ss').replace(/ς/g, 'σ').normalize('NFKC');

/** Whether the server may take two names for the same; it folds more than a browser can. */
export const alike = (a: string, b: string): boolean => coarse(a) === coarse(b);
const coarse = (name: string): string => foldRoomName(foldRoomName(name).toUpperCase());

/** "Tea & cake!" becomes "tea-cake", as an address for the room; empty where no letter or digit remains. */
export function roomNameFrom(title: string): string {
  const kept = foldRoomName(title).replace(/[^\p{L}\p{N}\p{M}\-_.]+/gu, '-').replace(/-{2,}/g, '-');
  const points = [...kept.replace(/^-+|-+$/g, '')].slice(0, MOST_POINTS);
  const name = points.join('').replace(/-+$/, '');
  return /[\p{L}\p{N}]/u.test(name) ? name : '';
}

export const MOST_NAME = 32;

/** Why the server refused a person's name, as far as that can be seen. */
export function nameTrouble(name: string): 'long' | 'unseen' | '' {
  const spelled = name.normalize('NFKC').trim();
  if (/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(spelled)) return 'unseen';
  return pointCount(spelled) > MOST_NAME ? 'long' : '';
}

/** At most so many characters of it; a title that an address suggests may have any number. */
export const shortened = (text: string, most: number): string => [...text].slice(0, most).join('').trim();

export const pointCount = (text: string): number => {
  let points = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0xdc00 || unit > 0xdfff) points += 1;
  }
  return points;
};

/** In the reader's own order, and 2 before 10. */
export const byName = new Intl.Collator(undefined, { numeric: true }).compare;
