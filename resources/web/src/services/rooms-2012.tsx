// SPDX-License-Identifier: LGPL-3.0-or-later
// A page for the demo chat room of 2012: its protocol has one room at a time and no ids, so what the
// service says is simply believed in order.

import { useState } from 'preact/hooks';
import type { Service } from './catalogue';
import { LineNote, Lines, Say } from './parts';
import { afterMessage, nobody, type Rooms } from './rooms-2012-model';
import { useLine } from './use-line';
import { words } from './words';

export function Rooms2012({ service }: { service: Service }) {
  const [rooms, setRooms] = useState<Rooms>(nobody);
  const [name, setName] = useState('');
  const [fresh, setFresh] = useState('');
  const [text, setText] = useState('');
  const line = useLine(service.path, {
    opened: () => setRooms(nobody),
    text: (message) => setRooms((before) => afterMessage(before, message)),
  });
  const say = (message: object): boolean => line.send(JSON.stringify(message));
  const enter = (): void => {
    const known = say({ type: 'name', name });
    setRooms((before) => ({ ...before, known }));
  };
  const { known } = rooms;
  const open = line.state === 'open';

  return (
    <section class="demo">
      <LineNote state={line.state} onRetry={line.retry} />
      {!known && (
        <>
          <Say
            id="rooms-name"
            label={words.rooms.name}
            button={words.rooms.enter}
            value={name}
            disabled={!open}
            onInput={setName}
            onSay={enter}
          />
          <p class="field-hint">{rooms.begun ? words.rooms.afresh : words.rooms.nameHint}</p>
        </>
      )}
      <h2>{words.rooms.heading}</h2>
      {rooms.list.length === 0 && <p class="demo-empty">{words.rooms.none}</p>}
      <ul class="choices">
        {rooms.list.map(([room, count]) => (
          <li key={room}>
            <button
              type="button"
              class="button button-quiet choice"
              aria-pressed={room === rooms.room}
              disabled={!known}
              onClick={() => say({ type: 'join', chatroom: room })}
            >
              <span class="choice-name">{room}</span>
              <span class="choice-count">{words.rooms.here(count)}</span>
            </button>
          </li>
        ))}
      </ul>
      <Say
        id="rooms-new"
        label={words.rooms.create}
        placeholder={words.rooms.createPlaceholder}
        button={words.rooms.make}
        value={fresh}
        disabled={!open || !known}
        onInput={setFresh}
        onSay={() => {
          say({ type: 'create', chatroom: fresh });
          if (say({ type: 'join', chatroom: fresh })) setFresh('');
        }}
      />
      <h2>{rooms.room === undefined ? words.rooms.nowhere : words.rooms.in(rooms.room)}</h2>
      {rooms.room !== undefined && (
        <>
          <Lines label={words.rooms.in(rooms.room)}>
            {rooms.said.map(({ key, name: who, text: what }) => (
              <li key={key} class="lines-line">
                {who !== undefined && <span class="lines-who">{who}</span>}
                <span class={who === undefined ? 'lines-note' : 'lines-text'} dir="auto">{what}</span>
              </li>
            ))}
          </Lines>
          <Say
            id="rooms-text"
            label={words.rooms.say}
            button={words.rooms.send}
            value={text}
            disabled={!open || !known}
            onInput={setText}
            onSay={() => {
              if (say({ type: 'message', message: text })) setText('');
            }}
          />
        </>
      )}
    </section>
  );
}
