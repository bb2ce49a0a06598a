// SPDX-License-Identifier: LGPL-3.0-or-later
// The outbox of somebody who goes on under another name: the server knows a cmid of one user only.

import { describe, expect, it } from 'vitest';
import { Client } from '../src/core/client';
import { Outbox } from '../src/core/outbox';
import { FakeServer } from './fake-server';
import { FakeWorld } from './fake-world';

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

describe('who offers another name while there is no connection, and stays', () => {
  it('is who that was, before there is one', () => {
    const server = new FakeServer();
    const { client, world } = open(server);
    client.send('lobby', 'mine');
    server.drop(world.socket);
    world.onSocket = () => undefined;
    client.session.changeName();
    client.session.enter('Bo', undefined);
    expect(client.me).toBe('');
    client.session.stay();
    expect([client.session.known, client.me]).toEqual([true, 'u_Ada']);
    expect(shown(client)).toEqual(['mine']);
  });
});

describe('what was sent under the former name', () => {
  function renamed(client: Client, world: FakeWorld): void {
    client.session.changeName();
    client.session.enter('Bo', undefined);
    world.clock.pass(10);
    expect(client.me).toBe('u_Bo');
  }

  it('is not said again when it arrived', () => {
    const server = new FakeServer();
    const { client, world } = open(server);
    server.fault = () => 'lose-answer';
    client.send('lobby', 'one');
    server.fault = () => 'none';
    client.send('lobby', 'two');
    renamed(client, world);
    expect(server.messages.map(({ from, body }) => [from.id, body])).toEqual([['u_Ada', 'one'], ['u_Bo', 'two']]);
    expect(shown(client)).toEqual(['one', 'two']);
  });

  it('is asked about when it may not have arrived, also after a reload', () => {
    const server = new FakeServer();
    const first = open(server);
    server.fault = () => 'lose-request';
    first.client.send('lobby', 'one');
    server.fault = () => 'none';
    renamed(first.client, first.world);
    const { client } = open(server, new FakeWorld(first.world.clock, first.world.storage));
    const [entry] = client.outbox.of('lobby');
    expect(entry).toMatchObject({ body: 'one', failed: 'renamed', from: 'u_Ada' });
    expect(server.sends).toEqual(['one']);
    client.retry(entry?.cmid ?? '');
    expect(shown(client)).toEqual(['one']);
    expect(server.messages[0]).toMatchObject({ from: { id: 'u_Bo' } });
    expect(server.messages[0]?.cmid).not.toBe(entry?.cmid);
  });

  it('is not what was only typed', () => {
    const server = new FakeServer();
    const { client, world } = open(server);
    server.drop(world.socket);
    client.send('lobby', 'one');
    renamed(client, world);
    expect(shown(client)).toEqual(['one']);
  });

  it('is known as such to another tab that knew it before', () => {
    const first = new FakeWorld();
    const none = (): void => undefined;
    const a = new Outbox(first, none, none);
    const { cmid } = a.add('lobby', 'one');
    const b: Outbox = new Outbox(
      new FakeWorld(first.clock, first.storage, undefined, (key) => b.keptChanged(key)), none, none);
    a.sending(cmid, 'u_Ada');
    b.disown('lobby', 'u_Ada');
    expect(b.get(cmid)?.failed).toBeUndefined();
    b.disown('lobby', 'u_Bo');
    expect(b.get(cmid)?.failed).toBe('renamed');
  });
});
