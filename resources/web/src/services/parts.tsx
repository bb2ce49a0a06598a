// SPDX-License-Identifier: LGPL-3.0-or-later
// What the services' pages are made of.

import type { ComponentChildren } from 'preact';
import { colourOf, initialsOf } from '../ui/colour';
import { Logo } from '../ui/logo';
import type { Service } from './catalogue';
import type { LineState } from './line';
import { words } from './words';

export function Frame({ place, children }: { place: string; children: ComponentChildren }) {
  return (
    <div class="page">
      <header class="page-head">
        <Logo size={32} />
        <span class="page-place">{words.place(place)}</span>
        <nav class="page-nav"><a class="button button-quiet" href="/">{words.toChat}</a></nav>
      </header>
      {children}
    </div>
  );
}

export const Sign = ({ service, large = false }: { service: Service; large?: boolean }) => (
  <span class={`avatar avatar-${colourOf(service.name)} sign${large ? ' sign-large' : ''}`} aria-hidden="true">
    {initialsOf(service.title)}
  </span>
);

export function State({ state }: { state: string }) {
  return <span class={`state state-${state}`}>{words.states[state] ?? state}</span>;
}

/** How the page's own line to the service is. */
export function LineNote({ state, onRetry }: { state: LineState; onRetry: () => void }) {
  const text = state === 'open' ? words.link.open : state === 'waiting' ? words.link.waiting : words.link.connecting;
  return (
    <p class="line-note">
      <span class={`state state-${state === 'open' ? 'running' : 'starting'}`} role="status">{text}</span>
      {state === 'waiting' && (
        <button type="button" class="button button-small" onClick={onRetry}>{words.link.retry}</button>
      )}
    </p>
  );
}

interface SayProps {
  id: string;
  label: string;
  placeholder?: string;
  button: string;
  value: string;
  disabled: boolean;
  onInput: (value: string) => void;
  onSay: () => void;
}

/** One line to write in, and its button. */
export function Say({ id, label, placeholder, button, value, disabled, onInput, onSay }: SayProps) {
  return (
    <form
      class="say"
      onSubmit={(event) => {
        event.preventDefault();
        if (value !== '' && !disabled) onSay();
      }}
    >
      <label class="field-label say-label" for={id}>{label}</label>
      <input
        id={id}
        class="input"
        dir="auto"
        value={value}
        placeholder={placeholder}
        autocomplete="off"
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <button type="submit" class="button button-main" disabled={disabled || value === ''}>{button}</button>
    </form>
  );
}

/** What is said here, entry by entry; it scrolls by itself, so the keyboard must get at it. */
export function Lines({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="lines" role="log" aria-label={label} tabIndex={0}>
      <ol class="lines-list">{children}</ol>
    </div>
  );
}
