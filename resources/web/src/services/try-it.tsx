// SPDX-License-Identifier: LGPL-3.0-or-later
// The page of a service that has none here: connect, say something, see what comes.

import { useEffect, useRef, useState } from 'preact/hooks';
import { lineNews, type Service } from './catalogue';
import { OneSocket, type OneState } from './one-socket';
import { Lines, Say, State } from './parts';
import { words } from './words';

const KEPT = 300;
const SHOWN_BYTES = 64;

interface Entry {
  key: number;
  who: string;
  text: string;
  kind: 'sent' | 'got' | 'note';
}

export function TryIt({ service, intro = words.tryIt.intro }: { service: Service; intro?: string }) {
  const [path, setPath] = useState(service.path);
  const [text, setText] = useState('');
  const [entries, setEntries] = useState<Entry[]>([]);
  const [state, setState] = useState<OneState>('closed');
  const open = state === 'open';
  const socket = useRef<OneSocket>();
  useEffect(() => () => socket.current?.end(), []);

  const add = (kind: Entry['kind'], what: string): void => {
    const who = kind === 'sent' ? words.tryIt.sent : words.tryIt.got;
    setEntries((before) => [...before, { key: (before[before.length - 1]?.key ?? 0) + 1, who, text: what, kind }].slice(-KEPT));
  };
  const connect = (): void => {
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    socket.current ??= new OneSocket({
      changed: (now) => {
        setState(now);
        if (now !== 'connecting') lineNews.announce();
        if (now === 'open') add('note', words.tryIt.opened);
      },
      heard: (data) => add('got', typeof data === 'string' ? data : hex(data as ArrayBuffer)),
      closed: (code, reason) => add('note', words.tryIt.closed(code, reason)),
    });
    // As an address bar takes it: with or without the slash, and '#' is a letter of the path.
    const typed = encodeURI(path.startsWith('/') ? path : `/${path}`).replace(/#/g, '%23');
    socket.current.connect(`${scheme}//${location.host}${typed}`);
  };
  const send = (): void => {
    socket.current?.send(text);
    add('sent', text);
    setText('');
  };

  return (
    <section class="demo">
      <p>{intro}</p>
      <form
        class="say"
        onSubmit={(event) => {
          event.preventDefault();
          if (open) socket.current?.close(1000);
          else if (state === 'closed') connect();
        }}
      >
        <label class="field-label say-label" for="try-path">{words.tryIt.path}</label>
        <input
          id="try-path"
          class="input"
          value={path}
          readOnly={!service.subPaths || state !== 'closed'}
          autocomplete="off"
          onInput={(event) => setPath(event.currentTarget.value)}
        />
        <button
          type="submit"
          class={`button ${open ? 'button-quiet' : 'button-main'}`}
          disabled={state === 'connecting'}
        >
          {open ? words.tryIt.disconnect : state === 'closed' ? words.tryIt.connect : words.link.connecting}
        </button>
        {service.subPaths && <span class="field-hint say-hint">{words.tryIt.pathHint}</span>}
      </form>
      {open && <p class="line-note"><State state="running" /></p>}
      <Say
        id="try-text"
        label={words.tryIt.label}
        button={words.tryIt.send}
        value={text}
        disabled={!open}
        onInput={setText}
        onSay={send}
      />
      <h2>{words.tryIt.heading}</h2>
      {entries.length === 0 && <p class="demo-empty">{words.tryIt.empty}</p>}
      <Lines label={words.tryIt.heading}>
        {entries.map(({ key, kind, who, text: what }) => (
          <li key={key} class={`lines-line lines-${kind}`}>
            {kind !== 'note' && <span class="lines-who">{who}</span>}
            <span class={kind === 'note' ? 'lines-note' : 'lines-text lines-raw'} dir="auto">{what}</span>
          </li>
        ))}
      </Lines>
      {entries.length > 0 && (
        <p class="demo-row">
          <button type="button" class="button button-quiet" onClick={() => setEntries([])}>{words.tryIt.clear}</button>
        </p>
      )}
    </section>
  );
}

function hex(data: ArrayBuffer): string {
  const bytes = new Uint8Array(data, 0, Math.min(SHOWN_BYTES, data.byteLength));
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return words.tryIt.bytes(data.byteLength) + digits + (data.byteLength > SHOWN_BYTES ? ' …' : '');
}
