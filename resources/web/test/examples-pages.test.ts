// SPDX-License-Identifier: LGPL-3.0-or-later
// What the services' pages keep while a person writes, draws and presses twice.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stillTyped } from '../src/services/guestbook-model';
import { OneSocket } from '../src/services/one-socket';
import { afterMessage, nobody } from '../src/services/rooms-2012-model';
import { MOST_STROKES, withStroke, type Drawn } from '../src/services/stroke';

describe('the rooms of 2012', () => {
  it('ask for the name again only when the service does', () => {
    const named = { ...nobody, asked: true, known: true };
    const said = { type: 'event', event: { type: 'message', name: 'Ben', message: 'query' } };
    expect(afterMessage(named, JSON.stringify(said)).known).toBe(true);
    expect(afterMessage(named, '{"type":"query","query":"name"}').known).toBe(false);
  });
});

describe('the guest book', () => {
  it('keeps what was typed after the signature went out', () => {
    expect(stillTyped('hello', 'hello')).toBe('');
    expect(stillTyped('hello, and more', 'hello')).toBe('hello, and more');
  });
});

describe('the strokes on a sheet', () => {
  it('keep their keys and stay the same things when the oldest goes', () => {
    let all: readonly Drawn[] = [];
    for (let i = 0; i < MOST_STROKES; i += 1) all = withStroke(all, { colour: 0, points: [i, i] });
    const more = withStroke(withStroke(all, { colour: 1, points: [1, 2] }), { colour: 2, points: [3, 4] });
    expect(more.length).toBe(MOST_STROKES);
    expect(more[0]).toBe(all[2]);
    expect(new Set(more.map(({ key }) => key)).size).toBe(MOST_STROKES);
  });
});

describe('the connection of a page that tries a service', () => {
  class Socket {
    onopen?: () => void;
    onmessage?: (event: { data: unknown }) => void;
    onclose?: (event: { code: number; reason: string }) => void;
    close = vi.fn();
    send = vi.fn();
    constructor(readonly address: string) {
      sockets.push(this);
    }
  }
  let sockets: Socket[];
  const told: string[] = [];
  const one = (): OneSocket => new OneSocket({
    changed: (state) => told.push(state),
    heard: (data) => told.push(`heard ${String(data)}`),
    closed: (code) => told.push(`code ${code}`),
  });
  beforeEach(() => {
    sockets = [];
    told.length = 0;
    vi.stubGlobal('WebSocket', Socket);
  });
  afterEach(() => vi.unstubAllGlobals());

  it('says how far it is', () => {
    const socket = one();
    socket.connect('ws://a/x');
    sockets[0]?.onopen?.();
    sockets[0]?.onmessage?.({ data: 'hi' });
    socket.send('ho');
    socket.close(1000);
    sockets[0]?.onclose?.({ code: 1000, reason: '' });
    expect(told).toEqual(['connecting', 'open', 'heard hi', 'closed', 'code 1000']);
    expect(sockets[0]?.send).toHaveBeenCalledWith('ho');
  });

  it('closes the former for another, and hears nothing of it any more', () => {
    const socket = one();
    socket.connect('ws://a/x');
    socket.connect('ws://a/y');
    expect(sockets[0]?.close).toHaveBeenCalled();
    sockets[1]?.onopen?.();
    sockets[0]?.onopen?.();
    sockets[0]?.onmessage?.({ data: 'late' });
    sockets[0]?.onclose?.({ code: 1006, reason: '' });
    expect(told).toEqual(['connecting', 'connecting', 'open']);
    socket.send('ho');
    expect(sockets[0]?.send).not.toHaveBeenCalled();
    socket.end();
    sockets[1]?.onclose?.({ code: 1005, reason: '' });
    expect(told).toEqual(['connecting', 'connecting', 'open']);
  });

  it('is not connecting where the address is none', () => {
    vi.stubGlobal('WebSocket', class extends Socket {
      constructor(address: string) {
        super(address);
        throw new SyntaxError('no address');
      }
    });
    const socket = one();
    expect(() => socket.connect('ws://a/#')).toThrow();
    expect(told).toEqual([]);
  });
});
