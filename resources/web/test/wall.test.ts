// SPDX-License-Identifier: LGPL-3.0-or-later
// The wall against a server that goes away and asks for secrets: it looks on, under a name of its
// own, and shows everything once.

import { describe, expect, it } from 'vitest';
import { Wall } from '../src/core/wall';
import { FakeServer } from './fake-server';
import { FakeWorld } from './fake-world';

function open(server: FakeServer, world = new FakeWorld(), room = 'lobby'): { wall: Wall; world: FakeWorld } {
  server.serve(world);
  const wall = new Wall(world, room);
  wall.start();
  world.clock.pass(10);
  return { wall, world };
}

const shown = (wall: Wall): string[] => wall.timeline.messages.map(({ body }) => body);
const asked = (world: FakeWorld, type: string) => world.socket.sent.filter((message) => message.type === type);

describe('the wall', () => {
  it('looks on, and shows what is said', () => {
    const server = new FakeServer();
    server.say('before');
    const { wall, world } = open(server);
    expect(asked(world, 'join')).toMatchObject([{ room: 'lobby', observe: true }]);
    server.broadcast(server.say('live'));
    expect(shown(wall)).toEqual(['before', 'live']);
    expect(wall.showing).toBe(true);
  });

  it('is not who chats in the same browser', () => {
    const world = new FakeWorld();
    world.kept.set('lanroom.me', JSON.stringify({ name: 'Ada', token: 'ada' }));
    open(new FakeServer(), world);
    expect(asked(world, 'hello')).toMatchObject([{ name: 'Wall' }]);
    expect(world.kept.get('lanroom.me')).toContain('Ada');
  });

  it('comes back with what it missed', () => {
    const server = new FakeServer();
    server.say('one');
    const { wall, world } = open(server);
    server.dropAll();
    server.say('two');
    world.clock.pass(20_000);
    server.broadcast(server.say('three'));
    expect(shown(wall)).toEqual(['one', 'two', 'three']);
    expect(world.sockets).toHaveLength(2);
  });

  it('catches up behind an open connection when the service was replaced', () => {
    const server = new FakeServer();
    const { wall, world } = open(server);
    server.messages.push({ seq: 1, cmid: '', from: { id: 'u_1', name: 'Ada' }, ts: 1, body: 'unheard' });
    server.resume();
    expect(shown(wall)).toEqual(['unheard']);
    expect(world.sockets).toHaveLength(1);
  });

  it('takes the name that is offered when its own is in use', () => {
    const world = new FakeWorld();
    const wall = new Wall(world, 'lobby');
    wall.start();
    const answer = (): void => {
      world.socket.onopen?.();
      const hello = world.socket.sent[0];
      if (hello?.name === 'Wall') world.socket.say({ type: 'error', re: hello.id, code: 'name_taken', suggestion: 'Wall 2' });
    };
    answer();
    answer();
    expect(asked(world, 'hello')).toMatchObject([{ name: 'Wall 2' }]);
  });

  it('asks for the password of a locked room, and of the place', () => {
    const world = new FakeWorld();
    const wall = new Wall(world, 'tea');
    const refuse = (type: string, code: string): void => {
      const request = world.socket.sent.filter((message) => message.type === type).pop();
      world.socket.say({ type: 'error', re: request?.id, code });
    };
    wall.start();
    world.socket.onopen?.();
    refuse('hello', 'access_required');
    expect(wall.needsAccess).toBe(true);
    wall.giveAccess('sesame');
    world.socket.onopen?.();
    expect(asked(world, 'hello')).toMatchObject([{ access: 'sesame' }]);
    const id = world.socket.sent[0]?.id;
    world.socket.say({ type: 'welcome', re: id, token: 't', you: { id: 'u_9', name: 'Wall' }, server: { name: 'Box' }, rooms: [] });
    refuse('join', 'password_required');
    expect(wall.refusal).toBe('password_required');
    wall.givePassword('inner');
    expect(asked(world, 'join').pop()).toMatchObject({ password: 'inner', observe: true });
    refuse('join', 'password_wrong');
    expect(wall.refusal).toBe('password_wrong');
  });

  it('goes on trying a password that the server had no time for', () => {
    const world = new FakeWorld();
    const { wall } = open(new FakeServer(), world, 'tea');
    world.socket.onsent = () => undefined;
    const answer = (code: string, more: object = {}): void => {
      world.socket.say({ type: 'error', re: asked(world, 'join').pop()?.id, code, ...more });
    };
    wall.refusal = 'password_required';
    wall.givePassword('inner');
    answer('busy', { retry_ms: 500 });
    expect(wall.trying).toBe(true);
    world.clock.pass(500);
    expect(asked(world, 'join')).toHaveLength(3);
    answer('storage');
    expect(wall.trying).toBe(true);
    world.clock.pass(2_000);
    answer('password_wrong');
    expect(wall).toMatchObject({ trying: false, refusal: 'password_wrong' });
  });

  it('comes back from a server that could hear no hello for long', () => {
    const server = new FakeServer();
    for (let i = 0; i < 100; i += 1) server.helloErrors.push({ code: 'storage', retry_ms: 1_000 });
    const { wall, world } = open(server);
    for (let i = 0; i < 4; i += 1) {
      world.clock.pass(10_000);
      server.drop(world.socket, 4401);
    }
    server.helloErrors.length = 0;
    world.clock.pass(30_000);
    expect(wall).toMatchObject({ showing: true, link: { state: { is: 'open' } } });
  });

  it('goes on under the name that the server has for its room', () => {
    const server = new FakeServer();
    server.spelled.set('ᾠδή', 'ὠιδή');
    const { wall, world } = open(server, new FakeWorld(), 'ᾠδή');
    server.broadcast(server.say('live'));
    expect(shown(wall)).toEqual(['live']);
    server.messages.push({ seq: 2, cmid: '', from: { id: 'u_1', name: 'Ada' }, ts: 1, body: 'unheard' });
    server.resume();
    expect(shown(wall)).toEqual(['live', 'unheard']);
    world.socket.say({ type: 'presence', room: 'ὠιδή', joined: [], left: [], members: 7 });
    expect(wall).toMatchObject({ room: 'ὠιδή', people: 7 });
  });

  it('joins a room that has just been made, however the server spells it', () => {
    const world = new FakeWorld();
    const { wall } = open(new FakeServer(), world, 'ᾠδή');
    const room = { room: 'ὠιδή', title: 'Ode', members: 0, locked: false };
    wall.refusal = 'room_not_found';
    world.socket.say({ type: 'room', room: { ...room, room: 'tea' } });
    expect(asked(world, 'join')).toHaveLength(1);
    world.socket.say({ type: 'room', room });
    expect(asked(world, 'join')).toHaveLength(2);
  });

  it('knows that the chat has stopped, and comes back when it has not any more', async () => {
    const world = new FakeWorld();
    world.healthy = 'stopped';
    const wall = new Wall(world, 'lobby');
    wall.start();
    world.socket.onclose?.({ code: 1006 });
    await Promise.resolve();
    expect([wall.link.out, wall.link.trouble]).toEqual([true, 'stopped']);
    new FakeServer().serve(world);
    world.clock.pass(2_000);
    expect([wall.link.out, wall.link.trouble, wall.showing]).toEqual([false, '', true]);
  });
});
