// SPDX-License-Identifier: LGPL-3.0-or-later
// The relay's page: a channel is a path below the service's own, and what is said or drawn on it
// reaches everybody there, oneself included. The relay knows nothing of this: to it, all are texts.

import { useState } from 'preact/hooks';
import type { Service } from './catalogue';
import { LineNote, Lines, Say } from './parts';
import { Sketch } from './sketch';
import { strokeFrom, withStroke, type Drawn, type Stroke } from './stroke';
import { useLine } from './use-line';
import { words } from './words';

const KEPT = 100;

export function Relay({ service }: { service: Service }) {
  const [channel, setChannel] = useState('table');
  const [wanted, setWanted] = useState(channel);
  const path = `${service.path}/${encodeURIComponent(channel)}`;
  const folded = wanted.trim().replace(/[/?#\s]+/g, '-');
  return (
    <section class="demo">
      <form
        class="say"
        onSubmit={(event) => {
          event.preventDefault();
          if (folded !== '') setChannel(folded);
        }}
      >
        <label class="field-label say-label" for="relay-channel">{words.relay.channel}</label>
        <input
          id="relay-channel"
          class="input"
          dir="auto"
          value={wanted}
          maxLength={40}
          autocomplete="off"
          aria-describedby="relay-hint"
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
        <button type="submit" class="button button-quiet" disabled={folded === '' || folded === channel}>
          {words.relay.change}
        </button>
        <span id="relay-hint" class="field-hint say-hint">{words.relay.channelHint}</span>
      </form>
      <Channel key={path} path={path} name={`${service.path}/${channel}`} />
    </section>
  );
}

function Channel({ path, name }: { path: string; name: string }) {
  const [text, setText] = useState('');
  const [said, setSaid] = useState<{ key: number; text: string }[]>([]);
  const [strokes, setStrokes] = useState<readonly Drawn[]>([]);
  const line = useLine(path, {
    text: (message) => {
      const drawn = strokeFrom(message);
      if (drawn === 'clear') setStrokes([]);
      else if (drawn) setStrokes((before) => withStroke(before, drawn));
      else setSaid((before) => [{ key: performance.now(), text: message }, ...before].slice(0, KEPT));
    },
  });
  const send = (stroke: Stroke | 'clear'): void => {
    line.send(JSON.stringify(stroke === 'clear' ? { clear: true } : { stroke }));
  };
  return (
    <>
      <LineNote state={line.state} onRetry={line.retry} />
      <p class="demo-now"><code class="path">{words.relay.now(name)}</code></p>
      <Say
        id="relay-text"
        label={words.relay.label}
        placeholder={words.relay.placeholder}
        button={words.relay.send}
        value={text}
        disabled={line.state !== 'open'}
        onInput={setText}
        onSay={() => {
          if (line.send(text)) setText('');
        }}
      />
      <h2>{words.relay.heading}</h2>
      {said.length === 0 && <p class="demo-empty">{words.relay.empty}</p>}
      <Lines label={words.relay.heading}>
        {said.map(({ key, text: each }) => (
          <li key={key} class="lines-line"><span class="lines-text" dir="auto">{each}</span></li>
        ))}
      </Lines>
      <h2>{words.relay.sketchHeading}</h2>
      <Sketch strokes={strokes} disabled={line.state !== 'open'} onDraw={send} />
    </>
  );
}
