// SPDX-License-Identifier: LGPL-3.0-or-later
// The server folds names of rooms more than a browser can, and tells of a room under its own spelling only.

import { beforeEach, describe, expect, it } from 'vitest';
import { Client } from '../src/core/client';
import { Spellings } from '../src/core/spellings';
import { FakeServer } from './fake-server';
import { FakeWorld } from './fake-world';

const HERE = 'ᾠδή';
const THERE = 'ὠιδή';

describe('a room that the server spells otherwise', () => {
  let server: FakeServer;
  let world: FakeWorld;

  beforeEach(() => {
    server = new FakeServer();
    server.spelled.set(HERE, THERE);
    world = new FakeWorld();
    server.serve(world);
  });
  function come(wanted?: string): Client {
    const client = new Client(world);
    client.start(wanted);
    if (client.session.state.is === 'asking') client.session.enter('Ada', undefined);
    world.clock.pass(10);
    return client;
  }
  const names = (client: Client): string[] => client.rooms.mine.map(({ name }) => name).sort();
  const shown = (client: Client): string[] => client.rooms.get(THERE)?.timeline.messages.map(({ body }) => body) ?? [];
  const saying = (body: string): void => {
    server.broadcast(server.say(body));
  };

  it('goes on under that name, and hears what is said and who is there', () => {
    const client = come(HERE);
    expect(names(client)).toEqual(['lobby', THERE]);
    saying('hello');
    world.socket.say({ type: 'presence', room: THERE, joined: [], left: [], members: 5 });
    expect(shown(client)).toEqual(['hello']);
    expect(client.rooms.get(THERE)?.count).toBe(5);
  });

  it('is the one in front, however the address has it', () => {
    const client = come(HERE);
    expect(client.rooms.spelled(HERE)).toBe(THERE);
    expect(client.rooms.get(HERE)).toBe(client.rooms.get(THERE));
    expect(client.rooms.enter(HERE)).toBe(client.rooms.get(THERE));
    client.leaveRoom(HERE);
    expect(names(client)).toEqual(['lobby']);
  });

  it('brings along what is kept for it', () => {
    world.kept.set(`lanroom.room.${HERE}`, JSON.stringify({ epoch: 'e1', read: 1, title: 'Ode' }));
    world.tab.set(`lanroom.password.${HERE}`, 'sesame');
    server.say('read');
    server.say('new');
    const offline = new Client(world);
    offline.drafts.set(HERE, 'half a');
    offline.outbox.add(HERE, 'unsent');
    const client = come();
    expect(names(client)).toEqual([THERE]);
    expect(client.rooms.get(THERE)).toMatchObject({ read: 1, divider: 1 });
    expect(client.rooms.remembered.rooms()).toEqual([THERE]);
    expect(client.rooms.remembered.password(THERE)).toBe('sesame');
    expect(client.drafts.get(THERE)).toBe('half a');
    expect(client.drafts.get(HERE)).toBe('');
    expect(shown(client)).toEqual(['read', 'new', 'unsent']);
    expect(client.outbox.rooms()).toEqual([]);
    expect([...world.storage.entries.keys()].filter((key) => key.includes(HERE) || key.includes('unsent'))).toEqual([]);
  });

  it('is one room with the one that is open already', () => {
    const client = come(THERE);
    server.say('missed'); // as if the second joining had been told what the first was not
    client.drafts.set(THERE, 'one');
    client.drafts.set(HERE, 'two');
    const { generation } = client.rooms.get(THERE)?.timeline ?? {};
    client.rooms.enter(HERE);
    expect(names(client)).toEqual(['lobby', THERE]);
    expect(shown(client)).toEqual(['missed']);
    expect(client.rooms.get(THERE)?.timeline.generation).toBe(generation);
    expect(client.drafts.get(THERE)).toBe('one\ntwo');
    client.send(HERE, 'mine');
    expect(shown(client)).toEqual(['missed', 'mine']);
  });

  it.each([[HERE, THERE], ['joined first', 'joined second']])('is one room when %j comes back with %j', (here, there) => {
    server.spelled.set(here, there);
    for (const name of [here, there]) {
      world.kept.set(`lanroom.room.${name}`, JSON.stringify({ epoch: 'e1', read: name === here ? 1 : 0, title: 'Ode' }));
    }
    server.say('read');
    const client = come();
    expect(names(client)).toEqual([there]);
    expect(client.rooms.remembered.mark(there)?.read).toBe(1);
    expect(client.rooms.remembered.rooms()).toEqual([there]);
    server.broadcast(server.say('hello'));
    expect(client.rooms.get(there)?.timeline.messages.map(({ body }) => body)).toEqual(['read', 'hello']);
  });

  it('opens with the password that one gave under the other name', () => {
    const client = come();
    const own = client.rooms.enter(THERE);
    own.membership = 'refused';
    client.rooms.enter(HERE, 'sesame');
    expect(names(client)).toEqual(['lobby', THERE]);
    expect(world.socket.sent.filter(({ type }) => type === 'join').pop()).toMatchObject({ room: THERE, password: 'sesame' });
    expect(own.membership).toBe('joined');
  });
});

describe('Spellings', () => {
  it('know what is listed in capitals, where addresses have none', () => {
    const spellings = new Spellings();
    spellings.learn('ᏣᎳᎩ');
    expect(spellings.of('ꮳꮃꭹ')).toBe('ᏣᎳᎩ');
    expect(spellings.of('tea')).toBe('tea');
  });

  it('never lead in a circle', () => {
    const spellings = new Spellings();
    spellings.learn('b', 'a');
    spellings.learn('a', 'b');
    expect([spellings.of('a'), spellings.of('b')]).toEqual(['a', 'a']);
  });
});
