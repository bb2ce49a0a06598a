// SPDX-License-Identifier: LGPL-3.0-or-later
// The connection to the server: opens the socket, notices when it is gone, and decides when
// and whether to come back. It knows nothing of chat; one instance lives as long as the page.

import { Backoff } from './backoff';
import { incoming } from './parse';
import type { Incoming } from './protocol';
import type { SocketLike, Surroundings } from './surroundings';
import { troubleOf, type Health, type Trouble } from './trouble';

export type LinkState =
  | { is: 'closed' }
  | { is: 'connecting'; again: boolean }
  | { is: 'open' }
  | { is: 'waiting'; until: number }
  | { is: 'stopped'; code: number };

export interface LinkEvents {
  up(): void;
  message(message: Incoming): void;
  down(): void;
  /** Nothing was heard for a while: time to ask something. */
  quiet(): void;
  changed(): void;
}

export const CLOSE = { stopping: 4001, noHello: 4401, removed: 4403, version: 4406 } as const;

// A phone's radio can swallow a handshake without a word.
const CONNECT_MS = 15_000;
const ANSWER_MS = 30_000;
const PROBE_MS = 8_000;
const QUIET_MS = 45_000;
const LOOK_MS = 3_000;

export class Link {
  state: LinkState = { is: 'closed' };

  private socket: SocketLike | undefined;
  private readonly backoff: Backoff;
  private forgetTimer: () => void = () => undefined;
  private forgetDoubt: (() => void) | undefined;
  private forgetQuiet: () => void = () => undefined;
  private triedWithoutHello = false;
  /** Something was sent on this connection, and the first of that is always a hello. */
  private spoken = false;
  private health: Health | undefined;
  /** The server said that it is being stopped, and has not let us in since. */
  private goodbye = false;
  /** Since when nobody has let us in. */
  private outSince: number | undefined;

  constructor(
    private readonly world: Surroundings,
    private readonly events: LinkEvents,
  ) {
    this.backoff = new Backoff(() => world.random());
  }

  open(): void {
    if (this.socket) return;
    this.forgetTimer();
    this.outSince ??= this.world.clock.now();
    this.become({ is: 'connecting', again: this.backoffUsed });
    let socket: SocketLike;
    try {
      socket = this.world.openSocket();
    } catch {
      this.comeBackLater();
      return;
    }
    this.socket = socket;
    this.spoken = false;
    this.forgetTimer = this.world.clock.after(CONNECT_MS, () => this.lost(socket, 1006));
    socket.onopen = () => {
      if (this.socket !== socket) return;
      this.lookLater();
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
    this.letIn();
    this.drop();
    this.become({ is: 'closed' });
  }

  send(message: object): boolean {
    if (this.state.is !== 'open' || !this.socket) return false;
    this.spoken = true;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /** The server accepted us: the next loss starts with short waits again. */
  settled(): void {
    this.letIn();
    this.backoff.reset();
    this.backoffUsed = false;
    this.triedWithoutHello = false;
  }

  /** Somebody should have let us in, and nobody has. */
  get out(): boolean {
    return this.outSince !== undefined;
  }

  get trouble(): Trouble {
    const now = this.world.clock.now();
    return troubleOf(this.health, now - (this.outSince ?? now), this.goodbye);
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
    this.outSince ??= this.world.clock.now();
    // Who said hello and was not heard, as by a server whose disk is full, has done no wrong.
    const unheard = code === CLOSE.noHello && this.spoken;
    if (code >= 4400 && code <= 4499 && !unheard) {
      this.become({ is: 'stopped', code });
      this.events.down();
      if (code === CLOSE.noHello && this.world.visible()) this.wake();
      return;
    }
    this.goodbye ||= code === CLOSE.stopping;
    this.comeBackLater();
    this.events.down();
    // Those that are about to stop as well may still answer.
    if (code !== CLOSE.stopping) this.askHealth();
  }

  private comeBackLater(): void {
    const wait = this.backoff.next();
    this.backoffUsed = true;
    this.forgetTimer();
    this.forgetTimer = this.world.clock.after(wait, () => this.open());
    this.become({ is: 'waiting', until: this.world.clock.now() + wait });
  }

  private askHealth(): void {
    void this.world.health().then((health) => {
      if (!this.out) return;
      this.health = health;
      this.events.changed();
    });
  }

  // The gateway holds an open line to a service that is away, and says nothing of it.
  private lookLater(): void {
    this.forgetTimer();
    this.forgetTimer = this.world.clock.after(LOOK_MS, () => {
      this.askHealth();
      this.lookLater();
    });
  }

  private letIn(): void {
    this.forgetTimer();
    this.health = undefined;
    this.goodbye = false;
    this.outSince = undefined;
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
