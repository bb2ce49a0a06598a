// SPDX-License-Identifier: LGPL-3.0-or-later
// What stands above the first message: more to load, the room's beginning, or shapes while the
// room is opening.

import type { Room } from '../core/room';
import { words } from '../words';
import { BalloonIcon } from './icons';
import { useClient } from './use-client';

export function LogBeginning({ room, empty }: { room: Room; empty: boolean }) {
  const client = useClient();
  if (room.timeline.older) {
    return (
      <div class="log-earlier">
        <button
          type="button"
          class="button button-quiet button-small"
          disabled={room.loadingOlder}
          onClick={(event) => {
            client.rooms.loadOlder(room.name);
            // The button can't keep the focus while it loads; the log goes on from here.
            event.currentTarget.closest<HTMLElement>('.log')?.focus();
          }}
        >
          {room.loadingOlder ? words.log.loadingOlder : words.log.earlier}
        </button>
      </div>
    );
  }
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
