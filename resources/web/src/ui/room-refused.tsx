// SPDX-License-Identifier: LGPL-3.0-or-later
// Why one isn't in: the room is locked, isn't there, or doesn't let this person in.

import { useState } from 'preact/hooks';
import type { Room } from '../core/room';
import { words } from '../words';
import { LockIcon } from './icons';
import { useClient } from './use-client';

interface Props {
  room: Room;
  onCreate: (title: string) => void;
  onLobby: () => void;
}

export function RoomRefused({ room, onCreate, onLobby }: Props) {
  const client = useClient();
  if (room.refusal.includes('password')) return <Locked room={room} />;
  const missing = room.refusal === 'room_not_found';
  return (
    <section class="empty">
      <h2>{missing ? words.room.missingTitle : words.room.refusedTitle}</h2>
      <p>{missing ? words.room.missingText(room.name) : words.room.refusedText}</p>
      <div class="empty-actions">
        <button type="button" class="button button-quiet" onClick={onLobby}>{words.room.toLobby}</button>
        {missing ? (
          <button type="button" class="button button-main" onClick={() => onCreate(room.title)}>
            {words.room.missingCreate}
          </button>
        ) : (
          <button type="button" class="button button-main" onClick={() => client.rooms.enter(room.name)}>
            {words.room.again}
          </button>
        )}
      </div>
    </section>
  );
}

function Locked({ room }: { room: Room }) {
  const client = useClient();
  const [password, setPassword] = useState('');
  const tried = client.rooms.remembered.password(room.name) !== undefined;
  const submit = (event: Event): void => {
    event.preventDefault();
    if (password !== '') client.rooms.enter(room.name, password);
  };
  return (
    <section class="empty">
      <span class="empty-sign"><LockIcon /></span>
      <h2>{words.room.lockedTitle(room.title)}</h2>
      <p>{words.room.lockedText}</p>
      <form class="form empty-form" onSubmit={submit} noValidate>
        <label class="field">
          <span class="field-label">{words.room.password}</span>
          <input
            class="input"
            type="password"
            value={password}
            autocomplete="off"
            autofocus
            aria-invalid={tried}
            aria-describedby="locked-problem"
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </label>
        <p id="locked-problem" class="field-problem" role="alert">{tried ? words.room.passwordWrong : ''}</p>
        <button type="submit" class="button button-main">{words.room.unlock}</button>
      </form>
    </section>
  );
}
