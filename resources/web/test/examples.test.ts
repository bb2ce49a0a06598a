// SPDX-License-Identifier: LGPL-3.0-or-later
// What the examples' pages make of what their services say, and of what nobody should.

import { describe, expect, it } from 'vitest';
import { catalogue } from '../src/services/catalogue';
import { emptyBook, withEntries, withNews } from '../src/services/guestbook-model';
import { afterMessage, nobody, type Rooms } from '../src/services/rooms-2012-model';
import { strokeFrom } from '../src/services/stroke';

describe('the list of services', () => {
  it('leaves out what it cannot read', () => {
    const { services, more, place } = catalogue({
      place: 'Room 7',
      more: 2,
      services: [null, 7, {}, { name: 'a' }, { name: 'echo', path: '/echo', state: 'idle', local_only: true }],
    });
    expect(services).toEqual([
      { name: 'echo', title: 'echo', about: '', path: '/echo', subPaths: false, localOnly: true, state: 'idle' },
    ]);
    expect([more, place]).toEqual([2, 'Room 7']);
    expect(catalogue(null).services).toEqual([]);
  });
});

describe('the rooms of 2012', () => {
  const after = (messages: unknown[]): Rooms =>
    messages.reduce<Rooms>((rooms, message) => afterMessage(rooms, JSON.stringify(message)), nobody);
  const event = (what: object): object => ({ type: 'event', event: what });

  it('follows rooms, their sizes and their talk', () => {
    const rooms = after([
      { type: 'query', query: 'name' },
      event({ type: 'listing', chatrooms: [['Tea', 1], 'odd'] }),
      event({ type: 'newchatroom', name: 'Work' }),
      { type: 'join', chatroom: 'Tea' },
      event({ type: 'update', data: ['Tea', 2] }),
      event({ type: 'newuser', name: 'Ben' }),
      event({ type: 'message', name: 'Ben', message: 'hi' }),
    ]);
    expect(rooms.list).toEqual([['Tea', 2], ['Work', 0]]);
    expect(rooms.room).toBe('Tea');
    expect(rooms.said.map(({ name, text }) => [name, text])).toEqual([[undefined, 'Ben came in'], ['Ben', 'hi']]);
    expect(rooms.begun).toBe(false);
  });

  it('notices that the service began afresh', () => {
    const rooms = after([{ type: 'query' }, { type: 'join', chatroom: 'Tea' }, { type: 'query' }]);
    expect([rooms.begun, rooms.room]).toEqual([true, undefined]);
    expect(afterMessage(rooms, 'no JSON')).toBe(rooms);
    expect(afterMessage(rooms, 'null')).toBe(rooms);
  });
});

describe('the guest book', () => {
  const entry = (id: number): object => ({ id, name: 'Ada', text: `line ${id}`, ts: id });

  it('has each entry once, newest first', () => {
    const page = withEntries(emptyBook, { entries: [entry(3), entry(2), null], more: true, total: 3 });
    const news = withNews(page, { entry: entry(4), total: 4 });
    const again = withNews(news, { entry: entry(4), total: 4 });
    const all = withEntries(again, { entries: [entry(1)], more: false, total: 4 });
    expect(all.entries.map(({ id }) => id)).toEqual([4, 3, 2, 1]);
    expect([again.more, all.more, all.total]).toEqual([true, false, 4]);
  });
});

describe('a stroke on the sheet', () => {
  it('is told from a text', () => {
    expect(strokeFrom('hello')).toBeUndefined();
    expect(strokeFrom('{"stroke":{"points":[1,"x"]}}')).toBeUndefined();
    expect(strokeFrom('{')).toBeUndefined();
    expect(strokeFrom('{"stroke":{"colour":2,"points":[1,2]}}')).toEqual({ colour: 2, points: [1, 2] });
    expect(strokeFrom('{"clear":true}')).toBe('clear');
  });
});
