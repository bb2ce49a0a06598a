// SPDX-License-Identifier: LGPL-3.0-or-later
// What stands above the first message: more to load, the room's beginning, or shapes while the
// room is opening.

import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Room } from '../core/room';
import { words } from '../words';
import { BalloonIcon } from './icons';
import { useClient } from './use-client';

export function LogBeginning({ room, empty }: { room: Room; empty: boolean }) {
  if (room.timeline.older) return <Earlier room={room} />;
  if (room.timeline.epoch === '') return empty ? <Opening /> : null;
  if (!empty) return <p class="log-start">{words.log.start(room.title)}</p>;
  return (
    <div class="empty">
      <span class="empty-sign"><BalloonIcon /></span>
      <h2>{words.log.emptyTitle}</h2>
      <p>{words.log.emptyText}</p>
    </div>
  );
}

function Earlier({ room: { name, loadingOlder } }: { room: Room }) {
  const client = useClient();
  const button = useRef<HTMLButtonElement>(null);
  // When nothing is earlier the button goes; the log goes on from here.
  useLayoutEffect(() => () => {
    const { current } = button;
    if (current && current === document.activeElement) current.closest<HTMLElement>('.log')?.focus();
  }, []);
  // Disabled it would lose the focus. A press while it loads asks for nothing more.
  return (
    <div class="log-earlier">
      <button
        ref={button}
        type="button"
        class="button button-quiet button-small"
        aria-disabled={loadingOlder}
        onClick={() => client.rooms.loadOlder(name)}
      >
        {loadingOlder ? words.log.loadingOlder : words.log.earlier}
      </button>
    </div>
  );
}

function Opening() {
  return (
    <div class="opening">
      <span class="unseen">{words.room.joining}</span>
      {['short', 'long', 'mine', 'long', 'short'].map((shape, index) => (
        <span key={index} class={`opening-shape opening-${shape}`} aria-hidden="true" />
      ))}
    </div>
  );
}
