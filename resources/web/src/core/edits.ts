// SPDX-License-Identifier: LGPL-3.0-or-later
// Carries a text that failed to be sent back to where its room's messages are written.

type OnEdit = (room: string, text: string) => void;

export class Edits {
  private readonly listeners = new Set<OnEdit>();

  listen(run: OnEdit): () => void {
    this.listeners.add(run);
    return () => this.listeners.delete(run);
  }

  announce(room: string, text: string): void {
    for (const run of this.listeners) run(room, text);
  }
}
