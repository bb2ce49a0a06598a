// SPDX-License-Identifier: LGPL-3.0-or-later
// The guest book's page: the form, what others wrote, newest first, and the words they used most.

import { useRef, useState } from 'preact/hooks';
import { exactTime } from '../page/times';
import type { Service } from './catalogue';
import { LineNote } from './parts';
import { emptyBook, stillTyped, withEntries, withNews, type Book } from './guestbook-model';
import { useLine } from './use-line';
import { words } from './words';

const PATIENCE_MS = 8_000;
const MOST_NAME = 40;
const MOST_TEXT = 280;

export function Guestbook({ service }: { service: Service }) {
  const [book, setBook] = useState<Book>(emptyBook);
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const [signing, setSigning] = useState(false);
  const patience = useRef<ReturnType<typeof setTimeout>>();
  const lastId = useRef(0);
  const sent = useRef('');

  const ask = (type: string, more: object = {}): boolean => {
    lastId.current += 1;
    return line.send(JSON.stringify({ type, id: lastId.current, ...more }));
  };
  const signed = (trouble: string): void => {
    clearTimeout(patience.current);
    setSigning(false);
    setProblem(trouble);
  };
  const line = useLine(service.path, {
    opened: () => {
      ask('read');
      ask('words');
    },
    text: (message) => {
      const heard = JSON.parse(message) as { type?: unknown; message?: unknown };
      if (heard.type === 'entries') setBook((before) => withEntries(before, heard));
      else if (heard.type === 'words') setBook((before) => withNews(before, heard));
      else if (heard.type === 'entry') {
        setBook((before) => withNews(before, heard));
        ask('words');
      } else if (heard.type === 'signed') {
        setText((now) => stillTyped(now, sent.current));
        signed('');
      } else if (heard.type === 'error') {
        signed(words.book.failed);
      }
    },
  });
  const sign = (event: Event): void => {
    event.preventDefault();
    if (name.trim() === '' || text.trim() === '') {
      setProblem(words.book.missing);
      return;
    }
    setProblem('');
    setSigning(true);
    // The service may be replaced before it answers; a second signature is the person's to decide.
    patience.current = setTimeout(() => signed(words.book.failed), PATIENCE_MS);
    sent.current = text;
    ask('sign', { name, text });
  };
  const oldest = book.entries[book.entries.length - 1];

  return (
    <section class="demo">
      <LineNote state={line.state} onRetry={line.retry} />
      <form class="form sign-form" onSubmit={sign} noValidate>
        <div class="field">
          <label class="field-label" for="book-name">{words.book.name}</label>
          <input
            id="book-name"
            class="input"
            dir="auto"
            value={name}
            maxLength={MOST_NAME}
            autocomplete="nickname"
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label class="field-label" for="book-text">{words.book.text}</label>
          <textarea
            id="book-text"
            class="input sign-text"
            dir="auto"
            value={text}
            maxLength={MOST_TEXT}
            placeholder={words.book.placeholder}
            aria-describedby="book-problem"
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </div>
        <p id="book-problem" class="field-problem" role="alert">{problem}</p>
        <button type="submit" class="button button-main button-large" disabled={line.state !== 'open' || signing}>
          {signing ? words.book.signing : words.book.sign}
        </button>
      </form>
      {book.words.length > 0 && (
        <>
          <h2>{words.book.words}</h2>
          <ul class="choices">
            {book.words.map(([word, count]) => (
              <li key={word} class="word">{word} <span class="choice-count">{count}</span></li>
            ))}
          </ul>
        </>
      )}
      <h2>
        {words.book.heading}
        {book.total > 0 && <> <span class="choice-count">{words.book.count(book.total)}</span></>}
      </h2>
      {book.entries.length === 0 && <p class="demo-empty">{words.book.empty}</p>}
      <ol class="entries" aria-live="polite">
        {book.entries.map((entry) => (
          <li key={entry.id} class="entry">
            <p class="entry-text" dir="auto">{entry.text}</p>
            <p class="entry-by">
              <strong>{entry.name}</strong>
              <time dateTime={new Date(entry.ts).toISOString()}>{exactTime(entry.ts)}</time>
            </p>
          </li>
        ))}
      </ol>
      {book.more && oldest && (
        <p class="demo-row">
          <button type="button" class="button button-quiet" onClick={() => ask('read', { before: oldest.id })}>
            {words.book.older}
          </button>
        </p>
      )}
    </section>
  );
}
