// SPDX-License-Identifier: LGPL-3.0-or-later
// The client against a server that loses connections, answers and workers: nothing typed is
// lost, nothing appears twice, the order holds.

import { describe, expect, it } from 'vitest';
import { Client } from '../src/core/client';
import { FakeServer } from './fake-server';
import { FakeClock, FakeWorld, SharedStorage } from './fake-world';

function open(server: FakeServer, world = new FakeWorld()): { client: Client; world: FakeWorld } {
  server.serve(world);
  const client = new Client(world);
  client.start(undefined);
  if (client.session.state.is === 'asking') client.session.enter('Ada', undefined);
  world.clock.pass(10);
  return { client, world };
}

const shown = (client: Client): string[] => {
  const messages = client.rooms.get('lobby')?.timeline.messages.map(({ body }) => body) ?? [];
  return [...messages, ...client.outbox.of('lobby').map(({ body }) => `(${body})`)];
};
const bodies = (server: FakeServer): string[] => server.messages.map(({ body }) => body);

describe('sending', () => {
  it('shows a message at once and marks it when acknowledged', () => {
    const server = new FakeServer();
    const { client, world } = open(server);
    const { onsent } = world.socket;
    world.socket.onsent = () => undefined;
    client.send('lobby', 'hello');
    expect(shown(client)).toEqual(['(hello)']);
    world.socket.onsent = onsent;
    server.resume();
    expect(shown(client)).toEqual(['hello']);
  });

  it('tries again by itself after a nack that says when', () => {
    const server = new FakeServer();
    const { client, world } = open(server);
    server.nacks.push({ code: 'storage', retry_ms: 2_000 });
    client.send('lobby', 'one');
    client.send('lobby', 'two');
    world.clock.pass(1_999);
    expect(bodies(server)).toEqual([]);
    world.clock.pass(1);
    expect(shown(client)).toEqual(['one', 'two']);
  });

  it('keeps what the server refuses, and goes on with the next', () => {
    const server = new FakeServer();
    const { client } = open(server);
    server.nacks.push({ code: 'muted' });
    client.send('lobby', 'one');
    client.send('lobby', 'two');
    expect(shown(client)).toEqual(['two', '(one)']);
    expect(client.outbox.of('lobby')[0]?.failed).toBe('muted');
    client.retry(client.outbox.of('lobby')[0]?.cmid ?? '');
    expect(shown(client)).toEqual(['two', 'one']);
  });

  it('takes a new cmid after a conflict', () => {
    const server = new FakeServer();
    const { client, world } = open(server);
    server.nacks.push({ code: 'conflict' });
    client.send('lobby', 'one');
    client.retry(client.outbox.of('lobby')[0]?.cmid ?? '');
    const cmids = world.socket.sent.filter((m) => m.type === 'send').map((m) => m.cmid);
    expect(new Set(cmids).size).toBe(2);
    expect(shown(client)).toEqual(['one']);
  });

  it('joins again when the server says it is not in the room', () => {
    const server = new FakeServer();
    const { client, world } = open(server);
    server.nacks.push({ code: 'not_joined' });
    client.send('lobby', 'one');
    expect(world.socket.sent.filter((m) => m.type === 'join').length).toBe(2);
    world.clock.pass(1_000);
    expect(shown(client)).toEqual(['one']);
  });
});

describe('what survives', () => {
  it('sends what was typed offline, in order, after a reload', () => {
    const server = new FakeServer();
    const first = open(server);
    server.drop(first.world.socket);
    for (const body of ['one', 'two', 'three']) first.client.send('lobby', body);
    expect(bodies(server)).toEqual([]);
    const second = open(server, new FakeWorld(first.world.clock, first.world.storage));
    expect(bodies(server)).toEqual(['one', 'two', 'three']);
    expect(shown(second.client)).toEqual(['one', 'two', 'three']);
    expect(second.client.outbox.fragile).toBe(false);
  });

  it('doubles nothing when the ack was lost and the page reloaded', () => {
    const server = new FakeServer();
    const first = open(server);
    server.fault = () => 'lose-answer';
    first.client.send('lobby', 'one');
    server.fault = () => 'none';
    const second = open(server, new FakeWorld(first.world.clock, first.world.storage));
    expect(bodies(server)).toEqual(['one']);
    expect(shown(second.client)).toEqual(['one']);
  });

  it('repeats every unanswered request when the worker was replaced', () => {
    const server = new FakeServer();
    const { client, world } = open(server);
    const { onsent } = world.socket;
    world.socket.onsent = () => undefined;
    client.send('lobby', 'one');
    server.say('missed');
    expect(shown(client)).toEqual(['(one)']);
    world.socket.onsent = onsent;
    server.resume();
    expect(shown(client)).toEqual(['missed', 'one']);
    expect(server.sends).toEqual(['one']);
  });

  it('says when a message is in memory only', () => {
    const server = new FakeServer();
    const { client, world } = open(server);
    server.drop(world.socket);
    world.storage.full = true;
    client.send('lobby', 'one');
    expect(client.outbox.fragile).toBe(true);
    world.clock.pass(2_000);
    expect(shown(client)).toEqual(['one']);
    expect(client.outbox.fragile).toBe(false);
  });

  it('loses, doubles and reorders nothing over a hundred bad connections', () => {
    let seed = 7;
    const dice = (sides: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * sides);
    };
    const server = new FakeServer();
    let { client, world } = open(server);
    server.fault = () => (['none', 'none', 'lose-request', 'lose-answer'] as const)[dice(4)] ?? 'none';
    const typed: string[] = [];
    for (let turn = 0; turn < 400; turn += 1) {
      const what = dice(10);
      if (what < 6) {
        typed.push(`m${turn}`);
        client.send('lobby', `m${turn}`);
      } else if (what < 7) server.dropAll();
      else if (what < 8) server.broadcast(server.say(`other ${turn}`));
      else if (what < 9) world.clock.pass(dice(2_000));
      else {
        world.sockets.forEach((socket) => server.drop(socket));
        ({ client, world } = open(server, new FakeWorld(world.clock, world.storage)));
      }
    }
    server.fault = () => 'none';
    world.clock.pass(120_000);
    expect(bodies(server).filter((body) => body.startsWith('m'))).toEqual(typed);
    expect(client.outbox.rooms()).toEqual([]);
    const { messages } = client.rooms.get('lobby')?.timeline ?? { messages: [] };
    expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, i) => (messages[0]?.seq ?? 0) + i));
    expect(messages[messages.length - 1]?.seq).toBe(server.messages.length);
  });
});

describe('several tabs', () => {
  function twoTabs(server: FakeServer) {
    const clock = new FakeClock();
    const storage = new SharedStorage();
    const tabs: Client[] = [];
    const openTab = () => {
      const at = tabs.length;
      const world = new FakeWorld(clock, storage, new SharedStorage(), (key) => tabs[at]?.keptChanged(key));
      server.serve(world);
      const client = new Client(world);
      tabs.push(client);
      client.start(undefined);
      if (client.session.state.is === 'asking') client.session.enter('Ada', undefined);
      clock.pass(10);
      return { client, world };
    };
    return { clock, a: openTab(), b: openTab() };
  }

  it('leave each other\'s messages alone', () => {
    const server = new FakeServer();
    const { a, b, clock } = twoTabs(server);
    server.drop(a.world.socket);
    a.client.send('lobby', 'from a');
    b.client.send('lobby', 'from b');
    clock.pass(5_000);
    expect(bodies(server)).toEqual(['from b', 'from a']);
    expect(server.sends).toEqual(['from b', 'from a']);
    expect(shown(a.client)).toEqual(['from b', 'from a']);
    expect(shown(b.client)).toEqual(['from b', 'from a']);
  });

  it('take over from one that is gone', () => {
    const server = new FakeServer();
    const { a, b, clock } = twoTabs(server);
    a.world.onSocket = () => undefined;
    server.drop(a.world.socket);
    a.client.send('lobby', 'one');
    a.client.send('lobby', 'two');
    clock.pass(30_000);
    expect(bodies(server)).toEqual(['one', 'two']);
    expect(shown(b.client)).toEqual(['one', 'two']);
    expect(a.client.outbox.rooms()).toEqual([]);
  });
});

describe('the list of rooms', () => {
  const info = (room: string, title: string) => ({ room, title, members: 0, locked: false, joined: false });

  it('stands in the order people count, the lobby first', () => {
    const { client, world } = open(new FakeServer());
    const rooms = [info('r10', 'Room 10'), info('r2', 'Room 2'), info('lobby', 'Zum Anker'), info('r1', 'Room 1')];
    world.socket.say({ type: 'rooms', rooms });
    expect(client.rooms.directory.map(({ title }) => title)).toEqual(['Zum Anker', 'Room 1', 'Room 2', 'Room 10']);
  });

  it('is asked for again when the worker was replaced', () => {
    const server = new FakeServer();
    const { client, world } = open(server);
    world.socket.say({ type: 'rooms', rooms: [{ ...info('tea', 'Tea'), members: 3 }] });
    server.rooms = [info('tea', 'Tea')];
    server.resume();
    expect(client.rooms.directory).toEqual([info('tea', 'Tea')]);
  });

  it('knows the title of a room one has left', () => {
    const { client } = open(new FakeServer());
    client.leaveRoom('lobby');
    expect(client.rooms.titleOf('lobby')).toBe('Lobby');
    expect(client.rooms.titleOf('nowhere')).toBe('nowhere');
  });
});
