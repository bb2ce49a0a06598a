// SPDX-License-Identifier: LGPL-3.0-or-later
import { setTimeout as pause } from 'node:timers/promises';

const MOST_MS = 60_000;

/** Waits until holds() is true; what it throws meanwhile counts as not yet. */
export async function eventually(what, holds) {
  const until = Date.now() + MOST_MS;
  let last = '';
  while (Date.now() < until) {
    try {
      if (await holds()) return;
      last = '';
    } catch (error) {
      last = `: ${error.message}`;
    }
    await pause(100);
  }
  throw new Error(`waited in vain for ${what}${last}`);
}
