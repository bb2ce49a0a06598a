// SPDX-License-Identifier: LGPL-3.0-or-later
// Keeps a group of messages the same group when older ones of its sender come in above: named by its first
// message alone, it would be drawn anew with all that it holds.

import type { Row } from './log-rows';

/** By the key of a message, the key of the group that it stood in. */
export type GroupKeys = ReadonlyMap<string, string>;

/** Gives groups their former keys; returns what to give the next time. */
export function keepGroupKeys(rows: readonly Row[], before: GroupKeys): GroupKeys {
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  for (const row of rows) {
    if (row.is !== 'group') continue;
    const known = row.said.map(({ key }) => before.get(key)).find((key) => key !== undefined && !taken.has(key));
    // One that came apart leaves its key to the part that stands first.
    if (known !== undefined) row.key = known;
    else if (taken.has(row.key)) row.key = `${row.key}-again`;
    taken.add(row.key);
    for (const { key } of row.said) keys.set(key, row.key);
  }
  return keys;
}
