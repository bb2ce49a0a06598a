// SPDX-License-Identifier: LGPL-3.0-or-later
// Several tabs share how far a room is read.

import { beforeEach, describe, expect, it } from 'vitest';
import { Client } from '../src/core/client';
import type { Room } from '../src/core/room';
import { FakeServer } from './fake-server';
import { FakeWorld } from './fake-world';

interface Tab { world: FakeWorld; client: Client; room: Room }

let server: FakeServer;
let reader: Tab;
let other: Tab;

function open(first?: FakeWorld): Tab {
  const world = new FakeWorld(first?.clock, first?.storage, undefined, (key) => client.keptChanged(key));
  server.serve(world);
  const client = new Client(world);
  client.start(undefined);
  if (client.session.state.is === 'asking') client.session.enter('Ada', undefined);
  world.clock.pass(10);
  const room = client.rooms.get('lobby');
  if (!room) throw new Error('not in the lobby');
  return { world, client, room };
}
const unread = ({ client, room }: Tab): number => room.unread(client.me);
const hear = (count: number): void => {
  for (let i = 0; i < count; i += 1) server.broadcast(server.say('x'));
};

beforeEach(() => {
  server = new FakeServer();
  server.say('before');
  reader = open();
  other = open(reader.world);
});

describe('what one tab has read', () => {
  it('is read in the other, which tells of it', async () => {
    hear(5);
    await Promise.resolve();
    expect(unread(other)).toBe(5);
    expect(other.room.divider).toBe(1);
    let told = false;
    other.client.changes.listen(() => { told = true; });
    reader.client.rooms.markRead('lobby');
    await Promise.resolve();
    expect(unread(other)).toBe(0);
    expect(other.room.divider).toBeUndefined();
    expect(told).toBe(true);
  });

  it('is read there also when its mark is there before the message', () => {
    reader.room.beingRead = true; // it was first to come, and hears first
    hear(5);
    expect(unread(other)).toBe(0);
    expect(other.room.divider).toBeUndefined();
  });

  it('is read there also when that one catches up later', () => {
    server.drop(other.world.socket);
    reader.room.beingRead = true;
    hear(120);
    other.world.clock.pass(20_000);
    expect(other.room.timeline.last).toBe(121);
    expect(unread(other)).toBe(0);
  });

  it('leaves the line where somebody looks at it', () => {
    hear(5);
    other.room.scrolledUp = true;
    reader.client.rooms.markRead('lobby');
    expect(unread(other)).toBe(0);
    expect(other.room.divider).toBe(1);
  });

  it('leaves unread what came after it', () => {
    hear(5);
    other.world.kept.set('lanroom.room.lobby', JSON.stringify({ epoch: 'e1', read: 4, title: 'Lobby' }));
    expect(unread(reader)).toBe(2);
    expect(reader.room.divider).toBe(1);
  });

  it('says nothing of another log', () => {
    hear(5);
    other.world.kept.set('lanroom.room.lobby', JSON.stringify({ epoch: 'e0', read: 6, title: 'Lobby' }));
    expect(unread(reader)).toBe(5);
  });
});
