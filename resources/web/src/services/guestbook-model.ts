// SPDX-License-Identifier: LGPL-3.0-or-later
// What a client of the guest book knows, answer after answer. Pure.

export interface Entry {
  id: number;
  name: string;
  text: string;
  ts: number;
}

export interface Book {
  /** Newest first, each once. */
  entries: readonly Entry[];
  more: boolean;
  total: number;
  words: readonly (readonly [string, number])[];
}

export const emptyBook: Book = { entries: [], more: false, total: 0, words: [] };

type Bag = Record<string, unknown>;

function entry(value: unknown): Entry[] {
  const bag = value as Bag | null;
  if (!bag || typeof bag.id !== 'number' || typeof bag.ts !== 'number') return [];
  return [{ id: bag.id, name: String(bag.name), text: String(bag.text), ts: bag.ts }];
}

const merged = (before: readonly Entry[], more: readonly Entry[]): Entry[] => {
  const all = new Map([...before, ...more].map((each) => [each.id, each]));
  return [...all.values()].sort((a, b) => b.id - a.id);
};

const total = (before: Book, message: Bag): number =>
  typeof message.total === 'number' ? message.total : before.total;

/** A page of entries, each before those that were there, or the newest. */
export function withEntries(before: Book, message: Bag): Book {
  const page = Array.isArray(message.entries) ? message.entries.flatMap(entry) : [];
  return { ...before, entries: merged(before.entries, page), more: message.more === true, total: total(before, message) };
}

/** Somebody signed, or the words were counted again. */
export function withNews(before: Book, message: Bag): Book {
  const counted = Array.isArray(message.words)
    ? message.words.flatMap((each): [string, number][] =>
        Array.isArray(each) ? [[String(each[0]), Number(each[1])]] : [])
    : before.words;
  return { ...before, entries: merged(before.entries, entry(message.entry)), total: total(before, message), words: counted };
}

/** What is left in the field once `sent` is signed: one may have typed on meanwhile. */
export const stillTyped = (now: string, sent: string): string => (now === sent ? '' : now);
