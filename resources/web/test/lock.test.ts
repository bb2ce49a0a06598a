// SPDX-License-Identifier: LGPL-3.0-or-later
// What a locked room says of a password, from the moment it is given.

import { beforeEach, describe, expect, it } from 'vitest';
import { Client } from '../src/core/client';
import { lockState, type LockState } from '../src/core/lock';
import { FakeWorld } from './fake-world';

describe('the password of a locked room', () => {
  let world: FakeWorld;
  let client: Client;

  const answer = (type: string, message: object): void => {
    const asked = world.socket.sent.filter((each) => each.type === type).pop();
    world.socket.say({ re: asked?.id, ...message });
  };
  const refuse = (code: string, more: object = {}): void => answer('join', { type: 'error', code, ...more });
  const welcome = (): void => {
    world.socket.onopen?.();
    answer('hello', {
      type: 'welcome', token: 't1', epoch: 'db', you: { id: 'u_1', name: 'Ada' },
      server: { name: 'Test', version: '1' }, limits: { body: 4000 },
      rooms: [{ room: 'tea', title: 'Tea corner', members: 3, locked: true, joined: false }],
    });
  };
  const state = (given = false): LockState | undefined => {
    const room = client.rooms.get('tea');
    return room && lockState(room, client.welcomed, given);
  };

  beforeEach(() => {
    world = new FakeWorld();
    client = new Client(world);
    client.session.enter('Ada', undefined);
    client.rooms.enter('tea');
    welcome();
    refuse('password_wrong');
  });

  it('is wrong when the server says so', () => {
    expect(state()).toBe('wrong');
    client.rooms.enter('tea', 'sesame');
    expect(state()).toBe('trying');
    refuse('password_wrong');
    expect(state()).toBe('wrong');
  });

  it('is still being tried while the server has no time for it', () => {
    client.rooms.enter('tea', 'sesame');
    refuse('busy', { retry_ms: 500 });
    expect(state()).toBe('trying');
    world.clock.pass(500);
    expect(state()).toBe('trying');
    refuse('rate', { retry_ms: 500 });
    expect(state(true)).toBe('trying');
    world.clock.pass(500);
    refuse('room_not_found');
    expect([state(), state(true)]).toEqual(['asking', 'wrong']);
  });

  it('is not wrong before there is a connection to try it on', () => {
    world.socket.onclose?.({ code: 1006 });
    client.rooms.enter('tea', 'sesame');
    expect(state(true)).toBe('asking');
    world.clock.pass(10_000);
    welcome();
    expect(world.socket.sent.pop()).toMatchObject({ type: 'join', room: 'tea', password: 'sesame' });
    expect(state(true)).toBe('trying');
  });

  it('is asked for by the title of the room, which an address alone has led to', () => {
    expect(client.rooms.get('tea')?.title).toBe('Tea corner');
    expect(client.rooms.titleOf('tea')).toBe('Tea corner');
  });
});
