// SPDX-License-Identifier: LGPL-3.0-or-later
// Where one writes. Enter sends, Shift+Enter breaks the line; the draft is kept per room.

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { pointCount } from '../core/names';
import { words } from '../words';
import { SendIcon } from './icons';
import { useClient } from './use-client';
import { useFittingHeight } from './use-fitting-height';

const COUNT_FROM_LEFT = 200;

/** Said in steps, not at every key. */
function aloud(left: number): string {
  if (left < 0) return words.composer.over(-left);
  return left <= COUNT_FROM_LEFT ? words.composer.left(Math.ceil(left / 50) * 50) : '';
}

export function Composer({ room, title }: { room: string; title: string }) {
  const client = useClient();
  const [text, setText] = useState(() => client.drafts.get(room));
  const field = useRef<HTMLTextAreaElement>(null);
  // The end by itself: a pattern would try it at each of the blanks that may stand before a word.
  const body = text.trimEnd().replace(/^\s*\n/, '');
  const left = client.bodyLimit - pointCount(body);
  const { full } = client.outbox;
  const sendable = body !== '' && left >= 0 && !full;

  const write = (next: string): void => {
    setText(next);
    client.drafts.set(room, next);
  };
  const send = (): void => {
    if (!sendable) return;
    client.send(room, body);
    write('');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // While an input method composes, Enter is its own; 229 is what older browsers say then.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || composing) return;
    event.preventDefault();
    send();
  };

  useFittingHeight(field, text);
  useLayoutEffect(() => {
    // On a touch screen the keyboard would jump up unasked.
    if (matchMedia('(hover: hover)').matches) field.current?.focus();
  }, []);
  useEffect(() => client.edits.listen((edited, draft) => {
    if (edited !== room) return;
    const begun = client.drafts.get(room);
    write(begun === '' ? draft : `${begun}\n${draft}`);
    field.current?.focus();
  }), [room]);

  const submit = (event: Event): void => {
    event.preventDefault();
    send();
  };
  return (
    <form class="composer" onSubmit={submit}>
      <textarea
        ref={field}
        class="composer-field"
        rows={1}
        dir="auto"
        value={text}
        aria-label={words.composer.label(title)}
        placeholder={words.composer.placeholder(title)}
        enterkeyhint="send"
        autocapitalize="sentences"
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {/* Always there: a place that comes together with its words is often not heard. */}
      <span class="unseen" role="status">{full ? words.composer.full : aloud(left)}</span>
      {full && <span class="composer-count" aria-hidden="true">{words.composer.full}</span>}
      {left <= COUNT_FROM_LEFT && (
        <span class={left < 0 ? 'composer-count composer-over' : 'composer-count'} aria-hidden="true">{left}</span>
      )}
      <button type="submit" class="composer-send" aria-label={words.composer.send} disabled={!sendable}>
        <SendIcon />
      </button>
    </form>
  );
}
