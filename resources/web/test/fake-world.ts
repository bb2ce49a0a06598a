// SPDX-License-Identifier: LGPL-3.0-or-later
// A world for one tab that stands still until told: time, storage, sockets.

import type { Keeper, SocketLike, Surroundings } from '../src/core/surroundings';
import type { Health } from '../src/core/trouble';

export class FakeClock {
  time = 1_790_000_000_000;
  private timers: { at: number; run: () => void }[] = [];

  now = (): number => this.time;

  after = (ms: number, run: () => void): (() => void) => {
    const timer = { at: this.time + ms, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((each) => each !== timer);
    };
  };

  pass(ms: number): void {
    const until = this.time + ms;
    for (;;) {
      const due = this.timers.filter((t) => t.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.timers = this.timers.filter((each) => each !== due);
      this.time = due.at;
      due.run();
    }
    this.time = until;
  }
}

/** Storage shared between tabs, telling the others of each change like a browser does. */
export class SharedStorage {
  readonly entries = new Map<string, string>();
  readonly tabs = new Set<{ owner: Keeper; changed: (key: string) => void }>();
  full = false;

  keeper(changed: (key: string) => void = () => undefined): Keeper {
    const tell = (key: string): void => {
      for (const tab of this.tabs) if (tab.owner !== keeper) tab.changed(key);
    };
    const keeper: Keeper = {
      get: (key) => this.entries.get(key),
      set: (key, value) => {
        if (this.full) return false;
        this.entries.set(key, value);
        tell(key);
        return true;
      },
      remove: (key) => {
        if (this.entries.delete(key)) tell(key);
      },
      keys: () => [...this.entries.keys()],
    };
    this.tabs.add({ owner: keeper, changed });
    return keeper;
  }
}

export class FakeSocket implements SocketLike {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly sent: Record<string, unknown>[] = [];
  closedByPage = false;
  onsent: (message: Record<string, unknown>) => void = () => undefined;

  send(text: string): void {
    const message = JSON.parse(text) as Record<string, unknown>;
    this.sent.push(message);
    this.onsent(message);
  }

  close(): void {
    this.closedByPage = true;
  }

  say(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

let ids = 0;

export class FakeWorld implements Surroundings {
  readonly sockets: FakeSocket[] = [];
  jitter = 0.5;
  healthy: Health = 'ok';
  seen = true;
  onSocket: (socket: FakeSocket) => void = () => undefined;
  readonly kept: Keeper;
  readonly tab: Keeper;

  constructor(
    readonly clock = new FakeClock(),
    readonly storage = new SharedStorage(),
    tab = new SharedStorage(),
    storageChanged?: (key: string) => void,
  ) {
    this.kept = storage.keeper(storageChanged);
    this.tab = tab.keeper();
  }

  random = (): number => this.jitter;
  newId = (): string => (++ids).toString(16).padStart(32, '0');
  visible = (): boolean => this.seen;
  health = (): Promise<Health> => Promise.resolve(this.healthy);

  openSocket = (): SocketLike => {
    const socket = new FakeSocket();
    this.sockets.push(socket);
    this.onSocket(socket);
    return socket;
  };

  get socket(): FakeSocket {
    const last = this.sockets[this.sockets.length - 1];
    if (!last) throw new Error('no socket was opened');
    return last;
  }
}
