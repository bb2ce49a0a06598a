// SPDX-License-Identifier: LGPL-3.0-or-later
// What was typed here takes the reader to the end of the log; nothing else may.

import { expect, it } from 'vitest';
import { Client } from '../src/core/client';
import { FakeServer } from './fake-server';
import { FakeWorld } from './fake-world';

it('is counted when it is sent, not when it is confirmed, nor what another tab typed', () => {
  const server = new FakeServer();
  const world = new FakeWorld();
  server.serve(world);
  const client = new Client(world);
  client.start(undefined);
  client.session.enter('Ada', undefined);
  world.clock.pass(10);

  server.nacks.push({ code: 'muted' });
  client.send('lobby', 'refused');
  expect(client.typed).toBe(1);
  client.send('lobby', 'confirmed');
  expect(client.outbox.of('lobby').map(({ body }) => body)).toEqual(['refused']);
  expect(client.typed).toBe(2);

  const key = `lanroom.unsent.${'a'.repeat(32)}`;
  world.storage.entries.set(key, JSON.stringify({ room: 'lobby', body: 'of a tab that is gone', ts: 1 }));
  client.keptChanged(key);
  world.clock.pass(20_000);
  expect(server.messages.map(({ body }) => body)).toEqual(['confirmed', 'of a tab that is gone']);
  expect(client.typed).toBe(2);
});
