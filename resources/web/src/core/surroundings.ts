// SPDX-License-Identifier: LGPL-3.0-or-later
// What the core needs from the world, behind small interfaces: tests bring their own.

import type { Health } from './trouble';

export interface Clock {
  now(): number;
  /** Runs once after the delay; the returned function forgets it. */
  after(ms: number, run: () => void): () => void;
}

/** Keeps texts over reloads. set() is false when nothing could be kept (storage full or off). */
export interface Keeper {
  get(key: string): string | undefined;
  set(key: string, value: string): boolean;
  remove(key: string): void;
  keys(): string[];
}

export interface SocketLike {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(text: string): void;
  close(): void;
}

export interface Surroundings {
  clock: Clock;
  /** In [0, 1), for jitter. */
  random(): number;
  /** 32 lower-case hex digits, never the same twice. */
  newId(): string;
  /** Lasts over closed tabs, shared between tabs. */
  kept: Keeper;
  /** Lasts over a reload of this tab only. */
  tab: Keeper;
  openSocket(): SocketLike;
  /** What keeps the socket from coming up. */
  health(): Promise<Health>;
  visible(): boolean;
}

export const readJson = (keeper: Keeper, key: string): unknown => {
  try {
    return JSON.parse(keeper.get(key) ?? 'null');
  } catch {
    return null;
  }
};
