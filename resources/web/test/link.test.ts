// SPDX-License-Identifier: LGPL-3.0-or-later
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Backoff } from '../src/core/backoff';
import { Link } from '../src/core/link';
import { chatHealth, troubleOf } from '../src/core/trouble';
import { FakeWorld } from './fake-world';

describe('Backoff', () => {
  it('grows its ceiling from half a second to half a minute, and starts over', () => {
    const backoff = new Backoff(() => 1);
    const waits = Array.from({ length: 8 }, () => backoff.next());
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    backoff.reset();
    expect(backoff.next()).toBe(500);
  });

  it('may be anything below the ceiling', () => {
    expect(new Backoff(() => 0).next()).toBe(0);
    expect(new Backoff(() => 0.5).next()).toBe(250);
  });
});

describe('trouble', () => {
  const listed = (state: string) => chatHealth({ services: [{ path: '/echo', state: 'failed' }, { path: '/chat', state }] });

  it.each([
    ['failed', 'stopped'], ['stopped', 'stopped'], ['restarting', 'away'], ['starting', 'away'],
    ['running', 'ok'], ['replacing', 'ok'], ['idle', 'ok'], ['of a later version', 'away'],
  ])('knows a chat that is %s as %s', (state, health) => expect(listed(state)).toBe(health));

  it('takes a chat that is not listed for stopped, and an answer it cannot read for nothing', () => {
    expect(chatHealth({ services: [] })).toBe('stopped');
    for (const odd of [null, 1, 'x', {}, { services: 1 }]) expect(chatHealth(odd)).toBe('away');
    expect(chatHealth({ services: [null, 1] })).toBe('stopped');
  });

  it('changes its words by itself after 20 s', () => {
    expect([troubleOf(undefined, 19_999), troubleOf(undefined, 20_000)]).toEqual(['', 'long']);
    expect([troubleOf('away', 0), troubleOf('away', 20_000)]).toEqual(['away', 'long']);
    expect([troubleOf('unreachable', 0), troubleOf('unreachable', 20_000)]).toEqual(['unreachable', 'gone']);
    expect([troubleOf('stopped', 0), troubleOf('stopped', 20_000)]).toEqual(['stopped', 'stopped']);
  });
});

describe('Link', () => {
  let world: FakeWorld;
  let link: Link;
  const events = { up: vi.fn(), message: vi.fn(), down: vi.fn(), quiet: vi.fn(), changed: vi.fn() };

  beforeEach(() => {
    vi.resetAllMocks();
    world = new FakeWorld();
    link = new Link(world, events);
    link.open();
    world.socket.onopen?.();
  });

  it('comes back after an ordinary loss, waiting longer each time', () => {
    world.socket.onclose?.({ code: 1006 });
    expect(link.state).toMatchObject({ is: 'waiting', until: world.clock.time + 250 });
    world.clock.pass(250);
    expect(link.state.is).toBe('connecting');
    world.socket.onclose?.({ code: 4001 });
    expect(link.state).toMatchObject({ is: 'waiting', until: world.clock.time + 500 });
  });

  it.each([4403, 4406, 4499])('stays away after %i until asked', (code) => {
    world.socket.onclose?.({ code });
    world.clock.pass(120_000);
    link.wake();
    expect(link.state).toEqual({ is: 'stopped', code });
    expect(world.sockets.length).toBe(1);
    link.close();
    link.open();
    expect(world.sockets.length).toBe(2);
  });

  it('tries once more after 4401, when the page is visible', () => {
    world.seen = false;
    world.socket.onclose?.({ code: 4401 });
    expect(link.state.is).toBe('stopped');
    world.seen = true;
    link.wake();
    expect(link.state.is).toBe('connecting');
    world.socket.onclose?.({ code: 4401 });
    link.wake();
    expect(link.state).toEqual({ is: 'stopped', code: 4401 });
  });

  it('comes back after every 4401 when it had said hello, waiting longer each time', () => {
    for (const wait of [250, 500, 1_000, 2_000]) {
      link.send({ type: 'hello' });
      world.socket.onclose?.({ code: 4401 });
      expect(link.state).toEqual({ is: 'waiting', until: world.clock.time + wait });
      world.clock.pass(wait);
      world.socket.onopen?.();
    }
    world.socket.onclose?.({ code: 4401 });
    expect(events.down).toHaveBeenCalledTimes(5);
    world.socket.onclose?.({ code: 4401 });
    expect(link.state).toEqual({ is: 'stopped', code: 4401 });
  });

  it('does not sit out its wait when woken', () => {
    world.jitter = 0.99;
    world.socket.onclose?.({ code: 1006 });
    link.wake();
    expect(link.state.is).toBe('connecting');
    expect(world.sockets.length).toBe(2);
  });

  it('doubts an open line when woken, and gives it up when nothing comes', () => {
    expect(link.wake()).toBe(true);
    world.clock.pass(8_000);
    expect(link.state.is).toBe('waiting');
    expect(events.down).toHaveBeenCalledOnce();
  });

  it('trusts a line again as soon as anything comes', () => {
    link.wake();
    world.socket.say({ type: 'rooms' });
    world.clock.pass(20_000);
    expect(link.state.is).toBe('open');
    expect(events.message).toHaveBeenCalledWith({ type: 'rooms' });
  });

  it('asks for a sign of life after a quiet time', () => {
    world.socket.say({ type: 'rooms' });
    world.clock.pass(45_000);
    expect(events.quiet).toHaveBeenCalledOnce();
  });

  it('ignores what is no message', () => {
    for (const data of ['', '[]', 'null', '{"type":1}', '{', new ArrayBuffer(1)]) {
      world.socket.onmessage?.({ data });
    }
    expect(events.message).not.toHaveBeenCalled();
  });

  it('learns what is wrong, and forgets it when it is let in', async () => {
    world.healthy = 'stopped';
    world.socket.onclose?.({ code: 1006 });
    await Promise.resolve();
    expect(link.trouble).toBe('stopped');
    link.wake();
    world.socket.onopen?.();
    expect(link.trouble).toBe('stopped');
    link.settled();
    expect(link.out).toBe(false);
    expect(link.trouble).toBe('');
  });

  it('says that the place was closed, until somebody answers there again', async () => {
    world.socket.onclose?.({ code: 4001 });
    await Promise.resolve();
    expect(link.trouble).toBe('closed');
    world.healthy = 'unreachable';
    for (let times = 0; times < 10; times += 1) {
      link.wake();
      world.socket.onclose?.({ code: 1006 });
      await Promise.resolve();
      world.clock.time += 10_000;
      expect(link.trouble).toBe('closed');
    }
    world.healthy = 'away';
    link.wake();
    world.socket.onclose?.({ code: 1006 });
    await Promise.resolve();
    expect(link.trouble).toBe('long');
    link.wake();
    link.settled();
    world.healthy = 'unreachable';
    world.socket.onclose?.({ code: 1006 });
    await Promise.resolve();
    expect(link.trouble).toBe('unreachable');
  });

  it('says other words when it lasts, and counts from the first loss', async () => {
    world.healthy = 'away';
    for (let passed = 0; passed < 20_000; passed += 2_500) {
      link.wake();
      world.socket.onclose?.({ code: 1006 });
      await Promise.resolve();
      expect(link.trouble).toBe('away');
      world.clock.time += 2_500;
    }
    expect(link.trouble).toBe('long');
  });

  it('looks why nobody answers on an open line', async () => {
    world.healthy = 'away';
    expect(link.trouble).toBe('');
    world.clock.pass(3_000);
    await Promise.resolve();
    expect(link.trouble).toBe('away');
    link.settled();
    world.healthy = 'stopped';
    world.clock.pass(60_000);
    await Promise.resolve();
    expect(link.trouble).toBe('');
  });

  it('gives up a handshake that never ends', () => {
    link.close();
    link.open();
    const { socket } = world;
    world.clock.pass(15_000);
    expect(socket.closedByPage).toBe(true);
    expect(link.state.is).toBe('waiting');
  });
});
