// SPDX-License-Identifier: LGPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest';
import { Client } from '../src/core/client';
import type { Room } from '../src/core/room';
import { FakeServer } from './fake-server';
import { FakeWorld } from './fake-world';

let server: FakeServer;
let world: FakeWorld;
let client: Client;

const asked = (): number =>
  world.sockets.flatMap((socket) => socket.sent).filter((message) => message.type === 'history').length;
function lobby(): Room {
  const room = client.rooms.get('lobby');
  if (!room) throw new Error('not in the lobby');
  return room;
}
/** Whoever looks at the start of a log asks at every change. */
function lookAtStart(): void {
  client.changes.listen(() => client.rooms.loadOlder('lobby'));
  client.rooms.loadOlder('lobby');
}
const changesTold = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  server = new FakeServer();
  for (let i = 1; i <= 120; i += 1) server.say(`m${i}`);
  world = new FakeWorld();
  server.serve(world);
  client = new Client(world);
  client.start(undefined);
  client.session.enter('Ada', undefined);
  world.clock.pass(10);
});

describe('older messages', () => {
  it('are asked for again only when the server said they may be', async () => {
    server.pageErrors.push({ code: 'storage', retry_ms: 5_000 });
    lookAtStart();
    await changesTold();
    await changesTold();
    expect(asked()).toBe(1);
    expect(lobby().loadingOlder).toBe(true);
    world.clock.pass(4_999);
    await changesTold();
    expect(asked()).toBe(1);
    world.clock.pass(1);
    await changesTold();
    await changesTold();
    expect(lobby().timeline.messages.length).toBe(120);
    expect(asked()).toBe(3);
  });

  it('are asked for after a moment when it didn\'t say', async () => {
    server.pageErrors.push({ code: 'not_joined' });
    lookAtStart();
    await changesTold();
    expect(asked()).toBe(1);
    world.clock.pass(2_000);
    await changesTold();
    expect(lobby().timeline.messages.length).toBe(120);
  });

  it('are not asked for by who is not in the room', () => {
    lobby().membership = 'joining';
    client.rooms.loadOlder('lobby');
    expect(asked()).toBe(0);
  });

  it('are not waited for over a lost connection', () => {
    server.pageErrors.push({ code: 'busy', retry_ms: 60_000 });
    client.rooms.loadOlder('lobby');
    server.dropAll();
    world.clock.pass(1_000);
    client.rooms.loadOlder('lobby');
    expect(lobby().timeline.messages.length).toBe(100);
  });
});

describe('what is read while it is being fetched', () => {
  const kept = (): unknown => JSON.parse(world.kept.get('lanroom.room.lobby') ?? '');
  const missMany = (): void => {
    server.dropAll();
    for (let i = 121; i <= 250; i += 1) server.say(`m${i}`);
    world.clock.pass(20_000);
  };

  it('is read after a reload, too', () => {
    lobby().beingRead = true;
    missMany();
    expect(lobby().read).toBe(250);
    expect(kept()).toMatchObject({ read: 250 });
  });

  it('is not when nobody looks', () => {
    missMany();
    expect(lobby().timeline.last).toBe(250);
    expect(kept()).toMatchObject({ read: 120 });
  });

  it('keeps no room that was left meanwhile', () => {
    const left = lobby();
    left.beingRead = true;
    for (let i = 121; i <= 130; i += 1) server.say(`m${i}`);
    const { socket } = world;
    const say = socket.say.bind(socket);
    socket.say = (message: { type?: string }) => {
      if (message.type === 'history') client.leaveRoom('lobby');
      say(message);
    };
    server.resume();
    expect(left.timeline.last).toBe(130);
    expect(world.kept.get('lanroom.room.lobby')).toBeUndefined();
  });
});

describe('missed messages', () => {
  beforeEach(() => {
    for (let i = 121; i <= 130; i += 1) server.say(`m${i}`);
    server.pageErrors.push({ code: 'storage', retry_ms: 1_000 });
    server.resume();
    expect(asked()).toBe(1);
  });

  it('are asked for once after an error, whatever arrives meanwhile', () => {
    server.broadcast(server.say('live'));
    server.broadcast(server.say('live, too'));
    expect(asked()).toBe(1);
    world.clock.pass(1_000);
    expect(asked()).toBe(2);
    expect(lobby().timeline.messages.slice(-3).map(({ body }) => body)).toEqual(['m130', 'live', 'live, too']);
  });

  it('are not asked for in a room that was left', () => {
    client.leaveRoom('lobby');
    world.clock.pass(10_000);
    expect(asked()).toBe(1);
  });

  it('are not asked for in a room that has let us go', () => {
    lobby().membership = 'refused';
    world.clock.pass(10_000);
    expect(asked()).toBe(1);
  });
});
