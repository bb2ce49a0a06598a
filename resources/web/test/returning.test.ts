// SPDX-License-Identifier: LGPL-3.0-or-later
// Somebody who is in many rooms comes back: not everything is asked for at once.

import { describe, expect, it } from 'vitest';
import { Rooms } from '../src/core/rooms';
import { Requests } from '../src/core/requests';
import { FakeWorld } from './fake-world';

interface Join {
  id: number;
  type: string;
  room: string;
}

const WELCOME = {
  token: 't', epoch: 'db', you: { id: 'u_1', name: 'Ada' }, server: { name: 'Box', version: '1' },
  limits: { body: 4000 }, rooms: [],
};

describe('rooms joined again', () => {
  function comeBack(names: string[]) {
    const asked: Join[] = [];
    const requests = new Requests((wire) => asked.push(wire as Join) > 0);
    let connected = false;
    const rooms = new Rooms(new FakeWorld(), requests, {
      me: () => 'u_1', connected: () => connected, moved: () => undefined, renamed: () => undefined,
      changed: () => undefined,
    });
    for (const name of names) rooms.enter(name);
    connected = true;
    rooms.welcomed(WELCOME);
    const answer = (): void => {
      const { id, room } = asked.shift() ?? { id: 0, room: '' };
      requests.answered({
        type: 'joined', re: id, room, title: room, epoch: 'e', first: 1, head: 0, recovered: false, messages: [],
        more: false, members: [],
      });
    };
    return { asked, rooms, answer };
  }
  const memberships = (rooms: Rooms): string[] => rooms.mine.map(({ membership }) => membership);

  it('come three at a time, and all of them', () => {
    const { asked, rooms, answer } = comeBack(['a', 'b', 'c', 'd', 'e']);
    expect(asked.map(({ room }) => room)).toEqual(['a', 'b', 'c']);
    answer();
    expect(asked.map(({ room }) => room)).toEqual(['b', 'c', 'd']);
    for (let i = 0; i < 4; i += 1) answer();
    expect(asked).toEqual([]);
    expect(memberships(rooms)).toEqual(['joined', 'joined', 'joined', 'joined', 'joined']);
  });

  it('go on when one is left before its answer, or is not to be had', () => {
    const { asked, rooms, answer } = comeBack(['a', 'b', 'c', 'd', 'e']);
    rooms.leave('a');
    rooms.leave('d');
    answer();
    expect(asked.filter(({ type }) => type === 'join').map(({ room }) => room)).toEqual(['b', 'c', 'e']);
  });
});
