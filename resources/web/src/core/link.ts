// SPDX-License-Identifier: LGPL-3.0-or-later
// The connection to the server: opens the socket, notices when it is gone, and decides when
// and whether to come back. It knows nothing of chat; one instance lives as long as the page.

import { Backoff } from './backoff';
import { incoming } from './parse';
import type { Incoming } from './protocol';
import type { Health, SocketLike, Surroundings } from './surroundings';

export type LinkState =
  | { is: 'closed' }
  | { is: 'connecting'; again: boolean; health?: Health }
  | { is: 'open' }
  | { is: 'waiting'; until: number; health?: Health }
  | { is: 'stopped'; code: number };

export interface LinkEvents {
  up(): void;
  message(message: Incoming): void;
  down(): void;
  /** Nothing was heard for a while: time to ask something. */
  quiet(): void;
  changed(): void;
}

export const CLOSE = { noHello: 4401, removed: 4403, version: 4406 } as const;

// A phone's radio can swallow a handshake without a word.
const CONNECT_MS = 15_000;
const ANSWER_MS = 30_000;
const PROBE_MS = 8_000;
const QUIET_MS = 45_000;

export class Link {
  state: LinkState = { is: 'closed' };

  private socket: SocketLike | undefined;
  private readonly backoff: Backoff;
  private forgetTimer: () => void = () => undefined;
  private forgetDoubt: (() => void) | undefined;
  private forgetQuiet: () => void = () => undefined;
  private triedWithoutHello = false;
  private lastHealth: Health | undefined;

  constructor(
    private readonly world: Surroundings,
    private readonly events: LinkEvents,
  ) {
    this.backoff = new Backoff(() => world.random());
  }

  open(): void {
    if (this.socket) return;
    this.forgetTimer();
    this.become({ is: 'connecting', again: this.backoffUsed, ...this.health() });
    let socket: SocketLike;
    try {
      socket = this.world.openSocket();
    } catch {
      this.comeBackLater();
      return;
    }
    this.socket = socket;
    this.forgetTimer = this.world.clock.after(CONNECT_MS, () => this.lost(socket, 1006));
    socket.onopen = () => {
      if (this.socket !== socket) return;
      this.forgetTimer();
      this.lastHealth = undefined;
      this.become({ is: 'open' });
      this.events.up();
    };
    socket.onmessage = ({ data }) => {
      if (this.socket !== socket) return;
      this.trust();
      const message = incoming(data);
      if (message) this.events.message(message);
    };
    socket.onclose = ({ code }) => this.lost(socket, code);
  }

  /** Closes on our own wish; nothing comes back until open(). */
  close(): void {
    this.forgetTimer();
    this.drop();
    this.become({ is: 'closed' });
  }

  send(message: object): boolean {
    if (this.state.is !== 'open' || !this.socket) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /** The server accepted us: the next loss starts with short waits again. */
  settled(): void {
    this.backoff.reset();
    this.backoffUsed = false;
    this.triedWithoutHello = false;
  }

  /** An answer is due: when nothing at all arrives in time, the line is taken for dead. */
  expectAnswer(ms = ANSWER_MS): void {
    if (this.forgetDoubt || this.state.is !== 'open') return;
    const socket = this.socket;
    this.forgetDoubt = this.world.clock.after(ms, () => {
      if (socket) this.lost(socket, 1006);
    });
  }

  /** Network back, or page visible again: don't sit out the wait. True: the caller may probe. */
  wake(): boolean {
    if (this.state.is === 'waiting') this.open();
    else if (this.state.is === 'stopped' && this.state.code === CLOSE.noHello) {
      if (!this.triedWithoutHello) {
        this.triedWithoutHello = true;
        this.open();
      }
    } else if (this.state.is === 'open') {
      this.trust();
      this.expectAnswer(PROBE_MS);
      return true;
    }
    return false;
  }

  /** The network is gone: an open socket won't tell for minutes. */
  sleep(): void {
    if (this.socket) this.lost(this.socket, 1006);
  }

  private backoffUsed = false;

  private lost(socket: SocketLike, code: number): void {
    if (this.socket !== socket) return;
    this.drop();
    if (code >= 4400 && code <= 4499) {
      this.become({ is: 'stopped', code });
      this.events.down();
      if (code === CLOSE.noHello && this.world.visible()) this.wake();
      return;
    }
    this.comeBackLater();
    this.events.down();
    this.askHealth();
  }

  private comeBackLater(): void {
    const wait = this.backoff.next();
    this.backoffUsed = true;
    this.forgetTimer();
    this.forgetTimer = this.world.clock.after(wait, () => this.open());
    this.become({ is: 'waiting', until: this.world.clock.now() + wait, ...this.health() });
  }

  // A browser hides the status of a refused upgrade; /healthz tells what to say instead.
  private askHealth(): void {
    void this.world.health().then((health) => {
      this.lastHealth = health;
      if (this.state.is === 'waiting' || this.state.is === 'connecting') {
        this.become({ ...this.state, health });
      }
    });
  }

  private health(): { health?: Health } {
    return this.lastHealth === undefined ? {} : { health: this.lastHealth };
  }

  private trust(): void {
    this.forgetDoubt?.();
    this.forgetDoubt = undefined;
    this.forgetQuiet();
    this.forgetQuiet = this.world.clock.after(QUIET_MS, () => this.events.quiet());
  }

  private drop(): void {
    this.trust();
    this.forgetQuiet();
    this.forgetTimer();
    const socket = this.socket;
    this.socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  private become(state: LinkState): void {
    this.state = state;
    this.events.changed();
  }
}
