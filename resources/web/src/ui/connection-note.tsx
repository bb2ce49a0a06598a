// SPDX-License-Identifier: LGPL-3.0-or-later
// Says in plain words what is wrong with the connection, while something is.

import { useEffect, useReducer } from 'preact/hooks';
import type { LinkState } from '../core/link';
import { words } from '../words';
import { useClient } from './use-client';

export function ConnectionNote() {
  const client = useClient();
  const { state } = client.link;
  const [, tick] = useReducer((turn: number) => turn + 1, 0);
  const waiting = state.is === 'waiting';

  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setInterval(() => tick(undefined), 500);
    return () => clearInterval(timer);
  }, [waiting]);

  const trouble = state.is === 'waiting' || state.is === 'connecting' ? healthText(state) : '';
  const again = waiting || (state.is === 'connecting' && state.again);
  const spoken = again ? `${words.connection.lost} ${trouble} ${words.connection.kept}` : '';
  return (
    <div class={again ? 'connection connection-lost' : 'connection'}>
      <span class="unseen" role="status">{spoken}</span>
      <span class="connection-text" aria-hidden="true">
        <span class="connection-dot" />
        <span>
          <strong>{stateText(state)}</strong> {again && words.connection.kept} {trouble}
        </span>
      </span>
      {waiting && (
        <button type="button" class="button button-small" onClick={() => client.wake()}>
          {words.connection.tryNow}
        </button>
      )}
    </div>
  );
}

function stateText(state: LinkState): string {
  if (state.is === 'waiting') {
    const seconds = Math.ceil((state.until - Date.now()) / 1000);
    return seconds > 0 ? words.connection.reconnectingIn(seconds) : words.connection.reconnecting;
  }
  const again = state.is === 'connecting' && state.again;
  return again ? words.connection.reconnecting : words.connection.connecting;
}

function healthText({ health }: { health?: 'unreachable' | 'down' | 'ok' }): string {
  switch (health) {
    case 'unreachable': return words.connection.unreachable;
    case 'down': return words.connection.down;
    default: return '';
  }
}
