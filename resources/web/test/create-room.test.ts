// SPDX-License-Identifier: LGPL-3.0-or-later
// A room is made once the server can be asked, unless the person has thought better of it.

import { describe, expect, it } from 'vitest';
import { Client } from '../src/core/client';
import { FakeServer } from './fake-server';
import { FakeWorld } from './fake-world';

function open(server: FakeServer): { client: Client; world: FakeWorld } {
  const world = new FakeWorld();
  server.serve(world);
  const client = new Client(world);
  client.start(undefined);
  client.session.enter('Ada', undefined);
  world.clock.pass(10);
  return { client, world };
}

describe('a room that is to be made', () => {
  const created = (world: FakeWorld) => world.socket.sent.filter(({ type }) => type === 'create');
  const tea = { room: 'tea', title: 'Tea', password: '', hidden: false };

  it('is made once the server is back', () => {
    const server = new FakeServer();
    const { client, world } = open(server);
    server.dropAll();
    client.createRoom(tea, () => undefined);
    world.clock.pass(20_000);
    expect(created(world)).toMatchObject([{ room: 'tea', title: 'Tea' }]);
  });

  it('is not made any more when it was given up meanwhile', () => {
    const server = new FakeServer();
    const { client, world } = open(server);
    server.dropAll();
    const giveUp = client.createRoom(tea, () => expect.unreachable());
    giveUp();
    world.clock.pass(20_000);
    expect(client.welcomed).toBe(true);
    expect(created(world)).toEqual([]);
    server.resume();
    expect(created(world)).toEqual([]);
  });

  it('says nothing of an answer that comes after it was given up', () => {
    const { client, world } = open(new FakeServer());
    client.createRoom(tea, () => expect.unreachable())();
    world.socket.say({ type: 'created', re: created(world)[0]?.id, room: { room: 'tea', title: 'Tea', members: 0, locked: false } });
    expect(client.rooms.get('tea')).toBeUndefined();
  });
});
