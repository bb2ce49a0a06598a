// SPDX-License-Identifier: LGPL-3.0-or-later
// The first thing a newcomer sees: choose a name, come in.

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { nameTrouble } from '../core/names';
import type { AskReason } from '../core/session';
import { words } from '../words';
import { ConnectionNote } from './connection-note';
import { Logo } from './logo';
import { useClient } from './use-client';

export function Door() {
  const client = useClient();
  const { session } = client;
  const asking = session.state.is === 'asking' ? session.state : undefined;
  const suggestion = asking?.suggestion;
  const { renaming, stayAs } = session;
  const needsAccess = session.needsAccess && !renaming;
  const ready = renaming || asking !== undefined;
  const [name, setName] = useState(session.wantedName);
  const [access, setAccess] = useState('');
  const [missing, setMissing] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);
  const accessField = useRef<HTMLInputElement>(null);
  const aboutAccess = asking?.why === 'access_required' || asking?.why === 'access_wrong';
  const problem = missing ? words.door.nameMissing : problemText(asking?.why, session.wantedName);

  useLayoutEffect(() => {
    const field = (aboutAccess ? accessField : nameField).current;
    if (ready) field?.focus();
    if (renaming) field?.select();
  }, [asking?.why]);

  useEffect(() => {
    if (stayAs === undefined) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.isComposing) session.stay();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [stayAs]);

  const enter = (as: string): void => {
    setMissing(as.trim() === '');
    if (as.trim() === '') nameField.current?.focus();
    else session.enter(as, needsAccess ? access : undefined);
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    enter(name);
  };
  const takeSuggestion = (): void => {
    setName(suggestion ?? '');
    enter(suggestion ?? '');
  };

  return (
    <main class="door">
      <form class="door-card" onSubmit={submit} noValidate>
        <Logo size={56} />
        <h1>{stayAs === undefined ? words.door.title : words.door.changeTitle}</h1>
        <p class="door-intro">{stayAs === undefined ? words.door.intro : words.door.changeIntro(stayAs)}</p>

        <div class="field">
          <label class="field-label" for="door-name">{words.door.name}</label>
          <input
            id="door-name"
            ref={nameField}
            class="input input-large"
            dir="auto"
            value={name}
            placeholder={words.door.namePlaceholder}
            maxLength={64}
            autocomplete="nickname"
            autocapitalize="words"
            spellcheck={false}
            aria-describedby="door-problem"
            aria-invalid={problem !== '' && !aboutAccess}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </div>
        {needsAccess && (
          <div class="field">
            <label class="field-label" for="door-access">{words.door.access}</label>
            <input
              id="door-access"
              ref={accessField}
              class="input input-large"
              type="password"
              value={access}
              autocomplete="current-password"
              aria-describedby="door-hint door-problem"
              aria-invalid={asking?.why === 'access_wrong'}
              onInput={(event) => setAccess(event.currentTarget.value)}
            />
            <span id="door-hint" class="field-hint">{words.door.accessHint}</span>
          </div>
        )}
        <p id="door-problem" class="field-problem" role="alert">{problem}</p>
        {suggestion !== undefined && (
          <button type="button" class="button button-quiet" onClick={takeSuggestion}>
            {words.door.suggest(suggestion)}
          </button>
        )}
        <button type="submit" class="button button-main button-large" disabled={!ready}>
          {!ready ? words.door.entering : stayAs === undefined ? words.door.enter : words.door.change}
        </button>
        {stayAs !== undefined && (
          <button type="button" class="button button-quiet" onClick={() => session.stay()}>
            {words.door.stay(stayAs)}
          </button>
        )}
        <ConnectionNote shown={!ready} />
      </form>
    </main>
  );
}

function problemText(why: AskReason | undefined, name: string): string {
  switch (why) {
    case 'name_taken': return words.door.nameTaken(name);
    case 'name_invalid': return invalidText(name);
    case 'access_required': return words.door.accessRequired;
    case 'access_wrong': return words.door.accessWrong;
    case 'other': return words.door.other;
    default: return '';
  }
}

function invalidText(name: string): string {
  switch (nameTrouble(name)) {
    case 'long': return words.door.nameLong;
    case 'unseen': return words.door.nameUnseen;
    default: return words.door.nameInvalid;
  }
}
