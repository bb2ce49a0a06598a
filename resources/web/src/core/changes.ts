// SPDX-License-Identifier: LGPL-3.0-or-later
// Tells the page that something it shows may have changed; once for many changes in a row.

export class Changes {
  private readonly listeners = new Set<() => void>();
  private announced = false;

  listen(run: () => void): () => void {
    this.listeners.add(run);
    return () => this.listeners.delete(run);
  }

  announce = (): void => {
    if (this.announced) return;
    this.announced = true;
    void Promise.resolve().then(() => {
      this.announced = false;
      for (const run of this.listeners) run();
    });
  };
}
