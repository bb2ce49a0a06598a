// SPDX-License-Identifier: LGPL-3.0-or-later
// A new room: its name, and optionally a password or no place in the list.

import { useEffect, useRef, useState } from 'preact/hooks';
import { MOST_PASSWORD, MOST_TITLE, roomNameFrom, shortened } from '../core/names';
import { roomInfo, serverError } from '../core/parse';
import { words } from '../words';
import { Dialog } from './dialog';
import { useClient } from './use-client';

/** What the server says about the name, and not about the room. */
const ABOUT_NAME: ReadonlySet<string> = new Set(['room_taken', 'room_invalid', 'no_address']);

interface Props {
  title: string;
  onClose: () => void;
  onCreated: (room: string) => void;
}

export function CreateRoomDialog({ title: suggested, onClose, onCreated }: Props) {
  const client = useClient();
  const [title, setTitle] = useState(() => shortened(suggested, MOST_TITLE));
  const [password, setPassword] = useState('');
  const [hidden, setHidden] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const [taken, setTaken] = useState('');
  const nameField = useRef<HTMLInputElement>(null);
  const room = roomNameFrom(title);
  const aboutName = ABOUT_NAME.has(problem);
  const problemText = problem === '' ? '' : words.create.errors[problem] ?? words.create.error;
  const giveUp = useRef<() => void>();
  // Who closes this before there is an answer wants no room any more.
  useEffect(() => () => giveUp.current?.(), []);

  const refused = (code: string): void => {
    setProblem(code);
    if (ABOUT_NAME.has(code)) nameField.current?.focus();
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (busy) return;
    setTaken('');
    if (room === '') {
      refused('no_address');
      return;
    }
    setBusy(true);
    setProblem('');
    giveUp.current = client.createRoom({ room, title: title.trim(), password, hidden }, (answer) => {
      setBusy(false);
      if (answer.type === 'error') {
        const { code } = serverError(answer);
        refused(code);
        if (code === 'room_taken') setTaken(room);
        return;
      }
      // The server has the last word on how a name is spelled.
      const made = roomInfo(answer.room)?.room ?? room;
      client.rooms.enter(made, password === '' ? undefined : password);
      onCreated(made);
    });
  };

  return (
    <Dialog title={words.create.title} onClose={onClose}>
      <form class="form" onSubmit={submit} noValidate>
        <div class="field">
          <label class="field-label" for="create-name">{words.create.name}</label>
          <input
            id="create-name"
            ref={nameField}
            class="input"
            dir="auto"
            value={title}
            maxLength={MOST_TITLE}
            placeholder={words.create.namePlaceholder}
            autocomplete="off"
            autofocus
            aria-describedby="create-address create-name-problem"
            aria-invalid={aboutName}
            onInput={(event) => setTitle(event.currentTarget.value)}
          />
          <span id="create-address" class="field-hint">{room === '' ? '' : words.create.address(room)}</span>
          <p id="create-name-problem" class="field-problem" role="alert">{aboutName ? problemText : ''}</p>
          {taken !== '' && taken === room && (
            <button type="button" class="button button-quiet field-way-out" onClick={() => onCreated(taken)}>
              {words.create.goTo(taken)}
            </button>
          )}
        </div>
        <div class="field">
          <label class="field-label" for="create-password">
            {words.create.password} <span class="field-optional">{words.create.optional}</span>
          </label>
          <input
            id="create-password"
            class="input"
            type="password"
            maxLength={MOST_PASSWORD}
            value={password}
            autocomplete="new-password"
            aria-describedby="create-password-hint"
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
          <span id="create-password-hint" class="field-hint">{words.create.passwordHint}</span>
        </div>
        <div class="check">
          <input
            id="create-hidden"
            type="checkbox"
            class="check-box"
            checked={hidden}
            aria-describedby="create-hidden-hint"
            onChange={(event) => setHidden(event.currentTarget.checked)}
          />
          <div>
            <label class="check-label" for="create-hidden">{words.create.hidden}</label>
            <span id="create-hidden-hint" class="field-hint">{words.create.hiddenHint}</span>
          </div>
        </div>
        <p class="field-problem" role="alert">{aboutName ? '' : problemText}</p>
        {busy && !client.welcomed && <p class="field-hint" role="status">{words.create.offline}</p>}
        <div class="dialog-actions">
          <button type="button" class="button button-quiet" onClick={onClose}>{words.create.cancel}</button>
          <button type="submit" class="button button-main" disabled={busy}>
            {busy ? words.create.busy : words.create.submit}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
