// SPDX-License-Identifier: LGPL-3.0-or-later
// Why there is nothing to see, and what helps: a password, or coming back.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { MOST_PASSWORD } from '../core/names';
import type { Wall } from '../core/wall';
import { CLOSE } from '../core/link';
import { Logo } from '../ui/logo';
import { words } from './words';

export function Refused({ wall }: { wall: Wall }) {
  const locked = wall.refusal.startsWith('password_');
  const missing = wall.refusal === 'room_not_found';
  const [title, text] = wall.needsAccess ? [words.accessTitle, words.accessText]
    : locked ? [words.lockedTitle(wall.room), words.lockedText]
    : missing ? [words.missingTitle(wall.room), words.missingText]
    : [words.refusedTitle, ''];
  return (
    <Card title={title} text={text}>
      {(wall.needsAccess || locked || missing) && <Secret wall={wall} />}
    </Card>
  );
}

function Secret({ wall }: { wall: Wall }) {
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const wrong = wall.accessWrong || (tried && !wall.trying && !wall.needsAccess);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (password === '') return;
    setTried(true);
    if (wall.needsAccess) wall.giveAccess(password);
    else wall.givePassword(password);
  };
  return (
    <form class="form" onSubmit={submit} noValidate>
      <div class="field">
        <label class="field-label" for="wall-password">{words.password}</label>
        <input
          id="wall-password"
          ref={field}
          class="input input-large"
          type="password"
          maxLength={MOST_PASSWORD}
          value={password}
          autocomplete="off"
          aria-invalid={wrong}
          aria-describedby="wall-problem"
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
      </div>
      <p id="wall-problem" class="field-problem" role="alert">{wrong ? words.wrong : ''}</p>
      <button type="submit" class="button button-main button-large" disabled={wall.trying}>
        {wall.trying ? words.trying : words.show}
      </button>
    </form>
  );
}

export function Closed({ wall, code }: { wall: Wall; code: number }) {
  const old = code === CLOSE.version;
  return (
    <Card title={old ? words.versionTitle : words.removedTitle} text={old ? '' : words.removedText}>
      <button
        type="button"
        class="button button-main button-large"
        onClick={() => (old ? location.reload() : wall.comeBack())}
      >
        {old ? words.reload : words.comeBack}
      </button>
    </Card>
  );
}

function Card({ title, text, children }: { title: string; text: string; children: preact.ComponentChildren }) {
  return (
    <main class="wall-door">
      <section class="wall-card">
        <Logo size={52} />
        <h1>{title}</h1>
        {text !== '' && <p class="wall-why">{text}</p>}
        {children}
      </section>
    </main>
  );
}
