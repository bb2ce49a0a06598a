// SPDX-License-Identifier: LGPL-3.0-or-later
// Says in plain words what is wrong with the connection, while something is.

import { useEffect, useReducer } from 'preact/hooks';
import type { LinkState } from '../core/link';
import type { Trouble } from '../core/trouble';
import { words } from '../words';
import { focusRoom } from './focus-room';
import { useClient } from './use-client';

export function ConnectionNote() {
  const client = useClient();
  const { state, trouble } = client.link;
  // Seconds go by, and what has lasted long is said in other words.
  const [, tick] = useReducer((turn: number) => turn + 1, 0);
  useEffect(() => {
    const timer = setInterval(() => tick(undefined), 500);
    return () => clearInterval(timer);
  }, []);

  const tryNow = (): void => {
    client.wake();
    focusRoom(); // the button goes
  };
  const waiting = state.is === 'waiting';
  const why = words.connection.why[trouble] ?? '';
  const again = waiting || why !== '' || (state.is === 'connecting' && state.again);
  const unsent = client.outbox.fragile ? words.connection.notKept : words.connection.kept;
  const kept = again && client.session.known ? unsent : '';
  const spoken = again ? `${stopped(trouble) ?? words.connection.lost} ${why} ${kept}` : '';
  return (
    <div class={again ? 'connection connection-lost' : 'connection'}>
      <span class="unseen" role="status">{spoken}</span>
      <span class="connection-text" aria-hidden="true">
        <span class="connection-dot" />
        <span>
          <strong>{stopped(trouble) ?? stateText(state)}</strong> {why} {kept}
        </span>
      </span>
      {waiting && (
        <button type="button" class="button button-small" onClick={tryNow}>
          {words.connection.tryNow}
        </button>
      )}
    </div>
  );
}

function stopped(trouble: Trouble): string | undefined {
  if (trouble === 'stopped') return words.connection.stopped;
  return trouble === 'long' ? words.connection.long : undefined;
}

function stateText(state: LinkState): string {
  if (state.is === 'waiting') {
    const seconds = Math.ceil((state.until - Date.now()) / 1000);
    return seconds > 0 ? words.connection.reconnectingIn(seconds) : words.connection.reconnecting;
  }
  const again = state.is === 'connecting' && state.again;
  return again ? words.connection.reconnecting : words.connection.connecting;
}
