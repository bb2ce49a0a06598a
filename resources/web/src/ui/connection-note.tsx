// SPDX-License-Identifier: LGPL-3.0-or-later
// Says in plain words what is wrong with the connection, while something is. What is said aloud has a place
// that is always there: one that comes together with its words is often not heard.

import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { LinkState } from '../core/link';
import type { Trouble } from '../core/trouble';
import { words } from '../words';
import { focusRoom } from './focus-room';
import { useClient } from './use-client';

// Long enough to be heard; who comes by later finds nothing.
const BACK_MS = 8_000;

export function ConnectionNote({ shown }: { shown: boolean }) {
  const client = useClient();
  const { state, trouble } = client.link;
  // Seconds go by, and what has lasted long is said in other words.
  const [, tick] = useReducer((turn: number) => turn + 1, 0);
  useEffect(() => {
    if (!shown) return undefined;
    const timer = setInterval(() => tick(undefined), 500);
    return () => clearInterval(timer);
  }, [shown]);

  const waiting = state.is === 'waiting';
  const why = words.connection.why[trouble] ?? '';
  const again = shown && (waiting || why !== '' || (state.is === 'connecting' && state.again));
  const unsent = client.outbox.fragile ? words.connection.notKept : trouble === 'closed' ? '' : words.connection.kept;
  const kept = again && client.session.known ? unsent : '';
  const back = useBack(shown, again);
  const spoken = again ? `${lasting(trouble) ?? words.connection.lost} ${why} ${kept}` : back ? words.connection.back : '';

  const tryNow = (): void => {
    client.wake();
    focusRoom(); // the button goes
  };
  return (
    <>
      <span class="unseen" role="status">{spoken}</span>
      {shown && (
        <div class={again ? 'connection connection-lost' : 'connection'}>
          <span class="connection-text" aria-hidden="true">
            <span class="connection-dot" />
            <span>
              <strong>{lasting(trouble) ?? stateText(state)}</strong>
              <span class="connection-why"> {why} {kept}</span>
            </span>
          </span>
          {waiting && (
            <button type="button" class="button button-small" onClick={tryNow}>
              {words.connection.tryNow}
            </button>
          )}
        </div>
      )}
    </>
  );
}

/** Connected again, for a while, after it was said that the connection is lost. */
function useBack(shown: boolean, lost: boolean): boolean {
  const client = useClient();
  const wasLost = useRef(false);
  const [back, setBack] = useState(false);
  wasLost.current ||= lost;
  useEffect(() => {
    if (shown || !wasLost.current) return undefined;
    wasLost.current = false;
    setBack(client.welcomed);
    const timer = setTimeout(() => setBack(false), BACK_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  return back && !shown;
}

function lasting(trouble: Trouble): string | undefined {
  if (trouble === 'closed') return words.connection.closed;
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
