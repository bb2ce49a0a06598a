// SPDX-License-Identifier: LGPL-3.0-or-later
// Why one isn't in: the room is locked, isn't there, or doesn't let this person in. A hidden room
// with a password looks like none, so one may try a password there too.

import { useState } from 'preact/hooks';
import type { Room } from '../core/room';
import { words } from '../words';
import { useClient } from './use-client';
import { RoomLock } from './room-lock';
import { RoomUnsent } from './room-unsent';

interface Props {
  room: Room;
  onCreate: (title: string) => void;
  onLobby: () => void;
  onLeave: () => void;
}

export function RoomRefused({ room, onCreate, onLobby, onLeave }: Props) {
  const client = useClient();
  const [hidden, setHidden] = useState(false);
  const unsent = <RoomUnsent name={room.name} onLeave={onLeave} />;
  if (hidden || room.refusal.startsWith('password_')) return <RoomLock room={room} hidden={hidden}>{unsent}</RoomLock>;

  const missing = room.refusal === 'room_not_found';
  return (
    <section class="empty">
      <h2>{missing ? words.room.missingTitle : words.room.refusedTitle}</h2>
      <p>{missing ? words.room.missingText(room.name) : words.room.refusedText}</p>
      <div class="empty-actions">
        <button type="button" class="button button-quiet" onClick={onLobby}>{words.room.toLobby}</button>
        {missing ? (
          <>
            <button type="button" class="button button-quiet" onClick={() => setHidden(true)}>
              {words.room.missingPassword}
            </button>
            <button type="button" class="button button-main" onClick={() => onCreate(room.title)}>
              {words.room.missingCreate}
            </button>
          </>
        ) : (
          <button type="button" class="button button-main" onClick={() => client.rooms.enter(room.name)}>
            {words.room.again}
          </button>
        )}
      </div>
      {unsent}
    </section>
  );
}
