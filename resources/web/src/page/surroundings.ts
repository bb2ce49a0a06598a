// SPDX-License-Identifier: LGPL-3.0-or-later
// The browser as the core's surroundings. The page usually stands on a plain http:// address, so
// nothing here may need a secure context.

import type { Keeper, SocketLike, Surroundings } from '../core/surroundings';
import { chatHealth, type Health } from '../core/trouble';

const HEALTH_MS = 5_000;

export const browserSurroundings: Surroundings = {
  clock: {
    now: () => Date.now(),
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  },
  random: () => Math.random(),
  newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  },
  kept: keeper(() => window.localStorage),
  tab: keeper(() => window.sessionStorage),
  openSocket(): SocketLike {
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    return new WebSocket(`${scheme}//${location.host}/chat`) as SocketLike;
  },
  async health(): Promise<Health> {
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), HEALTH_MS);
    try {
      const answer = await fetch('/services.json', { cache: 'no-store', signal: giveUp.signal });
      // A gateway that answers refuses this only when it has no room for another connection.
      return answer.ok ? chatHealth(await answer.json()) : 'full';
    } catch {
      return 'unreachable';
    } finally {
      clearTimeout(timer);
    }
  },
  visible: () => document.visibilityState === 'visible',
};

// Storage may be switched off, or full: then this page's memory has to do.
function keeper(storage: () => Storage): Keeper {
  const memory = new Map<string, string>();
  const attempt = <T>(run: (storage: Storage) => T): T | undefined => {
    try {
      return run(storage());
    } catch {
      return undefined;
    }
  };
  return {
    get: (key) => memory.get(key) ?? attempt((s) => s.getItem(key)) ?? undefined,
    set(key, value) {
      const done = attempt((s) => {
        s.setItem(key, value);
        return true;
      });
      if (done) memory.delete(key);
      else memory.set(key, value);
      return done === true;
    },
    remove(key) {
      memory.delete(key);
      attempt((s) => s.removeItem(key));
    },
    keys: () => [...new Set([...memory.keys(), ...(attempt((s) => Object.keys(s)) ?? [])])],
  };
}
