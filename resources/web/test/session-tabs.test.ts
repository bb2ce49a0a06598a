// SPDX-License-Identifier: LGPL-3.0-or-later
// Several tabs share one token; when it dies, one of them is the first to have another.

import { beforeEach, describe, expect, it } from 'vitest';
import { Client } from '../src/core/client';
import { FakeWorld } from './fake-world';

describe('two tabs whose token is known no more', () => {
  interface Tab { world: FakeWorld; client: Client }
  const say = ({ world }: Tab, message: object): void => {
    const { id } = world.socket.sent[world.socket.sent.length - 1] ?? {};
    world.socket.say({ re: id, ...message });
  };
  const said = ({ world }: Tab): unknown => world.socket.sent[world.socket.sent.length - 1];
  const dead = { type: 'error', code: 'token_invalid' };
  const again = {
    type: 'welcome', token: 't2', epoch: 'db', you: { id: 'u_2', name: 'Ada' },
    server: { name: 'Test', version: '1' }, limits: { body: 4000 }, rooms: [],
  };
  let one: Tab;
  let other: Tab;

  beforeEach(() => {
    const world = new FakeWorld();
    world.kept.set('lanroom.me', JSON.stringify({ name: 'Ada', token: 't1' }));
    const open = (): Tab => {
      const its = new FakeWorld(world.clock, world.storage, undefined, (key) => tab.client.keptChanged(key));
      const tab: Tab = { world: its, client: new Client(its) };
      tab.client.start(undefined);
      its.socket.onopen?.();
      return tab;
    };
    one = open();
    other = open();
    say(one, dead);
    expect(said(one)).toMatchObject({ name: 'Ada' });
  });

  it('are one person again when the second hears it later', () => {
    say(one, again);
    say(other, dead);
    expect(said(other)).toMatchObject({ token: 't2' });
    expect(one.world.kept.get('lanroom.me')).toContain('t2');
    say(other, again);
    expect(other.client.me).toBe('u_2');
  });

  it('are one person again when both say their name', () => {
    say(other, dead);
    say(one, again);
    say(other, { type: 'error', code: 'name_taken', suggestion: 'Ada 2' });
    expect(said(other)).toMatchObject({ token: 't2' });
    say(other, again);
    expect(other.client.me).toBe('u_2');
  });

  it('are one person again when the second was asked for another name already', () => {
    say(other, dead);
    say(other, { type: 'error', code: 'name_taken', suggestion: 'Ada 2' });
    expect(other.client.session.state).toMatchObject({ is: 'asking', why: 'name_taken' });
    say(one, again);
    other.world.socket.onopen?.();
    expect(said(other)).toMatchObject({ token: 't2' });
  });
});
