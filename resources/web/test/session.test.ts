// SPDX-License-Identifier: LGPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest';
import { Client } from '../src/core/client';
import { FakeWorld } from './fake-world';

const WELCOME = {
  type: 'welcome', token: 't1', epoch: 'db', you: { id: 'u_1', name: 'Ada' },
  server: { name: 'Test', version: '1' }, limits: { body: 4000 }, rooms: [],
};

let world: FakeWorld;
let client: Client;

function start(): void {
  client = new Client(world);
  client.start(undefined);
}
function hello(): Record<string, unknown> {
  const last = world.socket.sent.filter((message) => message.type === 'hello').pop();
  if (!last) throw new Error('no hello');
  return last;
}
const answer = (message: object): void => world.socket.say({ re: hello().id, ...message });
const refuse = (code: string, more: object = {}): void => answer({ type: 'error', code, ...more });
function enter(name: string, access?: string): void {
  client.session.enter(name, access);
  world.socket.onopen?.();
}

beforeEach(() => {
  world = new FakeWorld();
  start();
});

describe('Session', () => {
  it('connects only when there is a name', () => {
    expect(client.session.state).toMatchObject({ is: 'asking', why: 'first' });
    expect(world.sockets.length).toBe(0);
    enter('  Ada ');
    expect(hello()).toMatchObject({ protocol: 1, name: 'Ada' });
  });

  it('comes back by its token after a reload', () => {
    enter('Ada');
    answer(WELCOME);
    start();
    expect(client.session.known).toBe(true);
    world.socket.onopen?.();
    expect(hello()).toMatchObject({ token: 't1' });
    expect(hello()).not.toHaveProperty('name');
  });

  it('offers the server\'s suggestion when the name is taken', () => {
    enter('Ada');
    refuse('name_taken', { suggestion: 'Ada 2' });
    expect(client.session.state).toMatchObject({ why: 'name_taken', name: 'Ada', suggestion: 'Ada 2' });
    expect(world.socket.closedByPage).toBe(true);
    enter('Ada 2');
    answer({ ...WELCOME, you: { id: 'u_2', name: 'Ada 2' } });
    expect(client.session.you).toMatchObject({ name: 'Ada 2' });
  });

  it('asks for the password of the place, and remembers it', () => {
    enter('Ada');
    refuse('access_required');
    expect(client.session.state).toMatchObject({ why: 'access_required' });
    enter('Ada', 'wrong');
    refuse('access_required');
    expect(client.session.state).toMatchObject({ why: 'access_wrong' });
    enter('Ada', 'right');
    expect(hello()).toMatchObject({ access: 'right' });
    answer(WELCOME);
    start();
    world.socket.onopen?.();
    expect(hello()).toMatchObject({ token: 't1', access: 'right' });
  });

  it('keeps the token when only the password of the place has changed', () => {
    enter('Ada', 'old');
    answer(WELCOME);
    start();
    world.socket.onopen?.();
    refuse('access_required');
    enter('Ada', 'new');
    expect(hello()).toMatchObject({ token: 't1', access: 'new' });
  });

  it('enters under its name again when the token is no longer known', () => {
    enter('Ada');
    answer(WELCOME);
    start();
    world.socket.onopen?.();
    refuse('token_invalid');
    expect(hello()).toMatchObject({ name: 'Ada' });
    expect(hello()).not.toHaveProperty('token');
  });

  it('stays who it was when the name question is answered with the same name', () => {
    enter('Ada');
    answer(WELCOME);
    client.session.changeName();
    enter('Ada');
    expect(hello()).toMatchObject({ token: 't1' });
    answer(WELCOME);
    client.session.changeName();
    enter('Grace');
    expect(hello()).toMatchObject({ name: 'Grace' });
  });

  it('stays connected while asked for another name, and may stay who it is', () => {
    enter('Ada');
    answer(WELCOME);
    client.session.changeName();
    expect(client.session).toMatchObject({ renaming: true, stayAs: 'Ada' });
    expect(client.welcomed).toBe(true);
    client.session.stay();
    expect(client.session).toMatchObject({ renaming: false, known: true, stayAs: undefined });
    client.session.changeName();
    client.session.enter(' Ada ', undefined);
    expect(client.session).toMatchObject({ renaming: false, known: true });
    expect(world.sockets.length).toBe(1);
  });

  it('says the other name over a connection of its own, with the password it knows', () => {
    enter('Ada', 'secret');
    answer(WELCOME);
    client.session.changeName();
    expect(world.socket.closedByPage).toBe(false);
    enter('Grace');
    expect(world.sockets[0]?.closedByPage).toBe(true);
    expect(hello()).toMatchObject({ name: 'Grace', access: 'secret' });
    answer({ ...WELCOME, token: 't2', you: { id: 'u_2', name: 'Grace' } });
    expect(client.session.stayAs).toBeUndefined();
    start();
    world.socket.onopen?.();
    expect(hello()).toMatchObject({ token: 't2' });
  });

  it('may stay who it was when the other name is taken', () => {
    enter('Ada');
    answer(WELCOME);
    client.session.changeName();
    enter('Grace');
    refuse('name_taken', { suggestion: 'Grace 2' });
    expect(client.session).toMatchObject({ renaming: false, known: false, stayAs: 'Ada' });
    client.session.stay();
    world.socket.onopen?.();
    expect(hello()).toMatchObject({ token: 't1' });
    answer(WELCOME);
    expect(client.session).toMatchObject({ known: true, stayAs: undefined });
  });

  it('is still who it was after a reload, until the other name is taken in', () => {
    enter('Ada');
    answer(WELCOME);
    client.session.changeName();
    enter('Grace');
    start();
    world.socket.onopen?.();
    expect(hello()).toMatchObject({ token: 't1' });
  });

  it('repeats a hello that gets no answer, with the same id', () => {
    enter('Ada');
    world.clock.pass(4_000);
    const hellos = world.socket.sent.filter((message) => message.type === 'hello');
    expect(hellos.length).toBe(2);
    expect(hellos[0]).toEqual(hellos[1]);
    answer(WELCOME);
    world.clock.pass(10_000);
    expect(world.socket.sent.filter((message) => message.type === 'hello').length).toBe(2);
  });

  it('still takes the answer to an earlier repetition after a refusal that passes', () => {
    enter('Ada');
    refuse('busy');
    answer(WELCOME);
    expect(client.session.you).toMatchObject({ name: 'Ada' });
  });

  it('starts over when its welcome was lost for good', () => {
    enter('Ada');
    refuse('already_welcome');
    expect(client.link.state.is).toBe('waiting');
    world.clock.pass(500);
    world.socket.onopen?.();
    answer(WELCOME);
    expect(client.welcomed).toBe(true);
  });

  it('goes in when another tab of this browser has', () => {
    world.kept.set('lanroom.me', JSON.stringify({ name: 'Ada', token: 't1' }));
    client.keptChanged('lanroom.me');
    world.socket.onopen?.();
    expect(hello()).toMatchObject({ token: 't1' });
  });

  it('takes nonsense in the storage for a first visit', () => {
    for (const kept of ['', '{', '7', '[]', '{"name":5,"token":{}}']) {
      world.kept.set('lanroom.me', kept);
      start();
      expect(client.session.state).toMatchObject({ is: 'asking', why: 'first', name: '' });
    }
  });
});
