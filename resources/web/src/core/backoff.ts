// SPDX-License-Identifier: LGPL-3.0-or-later
// Full jitter: a random wait under a ceiling that doubles from half a second to half a minute,
// so that everyone who lost the same server doesn't come back in the same instant.

const FIRST_MS = 500;
const MOST_MS = 30_000;

export class Backoff {
  private attempts = 0;

  constructor(private readonly random: () => number) {}

  next(): number {
    const ceiling = Math.min(MOST_MS, FIRST_MS * 2 ** this.attempts);
    this.attempts += 1;
    return Math.round(this.random() * ceiling);
  }

  reset(): void {
    this.attempts = 0;
  }
}
