// SPDX-License-Identifier: LGPL-3.0-or-later
// A room that was left is left for the server, too, and gone from the list where it must not be seen.

import { describe, expect, it } from 'vitest';
import { Client } from '../src/core/client';
import { FakeServer } from './fake-server';
import { FakeWorld } from './fake-world';

describe('a room that is left', () => {
  function inTea(): { server: FakeServer; client: Client; world: FakeWorld } {
    const server = new FakeServer();
    const world = new FakeWorld();
    server.serve(world);
    const client = new Client(world);
    client.start('tea');
    client.session.enter('Ada', undefined);
    world.clock.pass(10);
    return { server, client, world };
  }
  const leaves = (world: FakeWorld) => world.socket.sent.filter(({ type }) => type === 'leave');
  const rate = { code: 'rate', retry_ms: 700 };

  it('is asked for again when the server could not just then', () => {
    const { server, client, world } = inTea();
    server.leaveErrors.push(rate, rate);
    client.leaveRoom('tea');
    world.clock.pass(699);
    expect(leaves(world)).toHaveLength(1);
    world.clock.pass(1 + 700);
    expect(leaves(world)).toMatchObject([{ room: 'tea' }, { room: 'tea' }, { room: 'tea' }]);
    world.clock.pass(20_000);
    expect(leaves(world)).toHaveLength(3);
  });

  it('is not left after all when one is back in it meanwhile', () => {
    const { server, client, world } = inTea();
    server.leaveErrors.push(rate);
    client.leaveRoom('tea');
    client.rooms.enter('tea');
    world.clock.pass(20_000);
    expect(leaves(world)).toHaveLength(1);
    expect(client.rooms.get('tea')?.membership).toBe('joined');
  });

  it('is not left when there is no connection that could be in it', () => {
    const { server, client, world } = inTea();
    server.leaveErrors.push(rate);
    client.leaveRoom('tea');
    world.onSocket = () => undefined;
    server.dropAll();
    world.clock.pass(1_000);
    server.serve(world);
    world.clock.pass(40_000);
    expect(client.welcomed).toBe(true);
    expect(world.sockets.flatMap(({ sent }) => sent).filter(({ type }) => type === 'leave')).toHaveLength(1);
  });

  it('is in the list no more when it is hidden', () => {
    const { client, world } = inTea();
    const tea = { room: 'tea', title: 'Tea', members: 1, locked: false };
    world.socket.say({ type: 'room', room: tea });
    expect(client.rooms.directory.map(({ room }) => room)).toEqual(['lobby', 'tea']);
    client.leaveRoom('tea');
    expect(client.rooms.directory.map(({ room }) => room)).toEqual(['lobby']);
  });
});
