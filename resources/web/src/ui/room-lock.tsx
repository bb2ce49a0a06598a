// SPDX-License-Identifier: LGPL-3.0-or-later
// A locked room from outside: the place for its password.

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { lockState } from '../core/lock';
import { MOST_PASSWORD } from '../core/names';
import type { Room } from '../core/room';
import { words } from '../words';
import { LockIcon } from './icons';
import { useClient } from './use-client';

interface Props {
  room: Room;
  hidden: boolean;
  children: ComponentChildren;
}

export function RoomLock({ room, hidden, children }: Props) {
  const client = useClient();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const state = lockState(room, client.welcomed, hidden && tried);
  const busy = state === 'trying';
  const problem = state !== 'wrong' ? '' : hidden ? words.room.hiddenWrong : words.room.passwordWrong;

  const submit = (event: Event): void => {
    event.preventDefault();
    if (password === '' || busy) return;
    setTried(true);
    client.rooms.enter(room.name, password);
  };
  return (
    <section class="empty">
      <span class="empty-sign"><LockIcon /></span>
      <h2>{hidden ? words.room.hiddenTitle : words.room.lockedTitle(room.title)}</h2>
      <p>{words.room.lockedText}</p>
      <form class="form empty-form" onSubmit={submit} noValidate>
        <div class="field">
          <label class="field-label" for="lock-password">{words.room.password}</label>
          <input
            id="lock-password"
            class="input"
            type="password"
            maxLength={MOST_PASSWORD}
            value={password}
            autocomplete="off"
            autofocus
            aria-invalid={problem !== ''}
            aria-describedby="lock-problem"
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </div>
        <p id="lock-problem" class="field-problem" role="alert">{problem}</p>
        <button type="submit" class="button button-main" disabled={busy}>
          {busy ? words.room.joining : words.room.unlock}
        </button>
      </form>
      {children}
    </section>
  );
}
