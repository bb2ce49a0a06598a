// SPDX-License-Identifier: LGPL-3.0-or-later
import { beforeEach, describe, expect, it } from 'vitest';
import type { ChatMessage, Joined } from '../src/core/protocol';
import { MOST_BELOW, Room } from '../src/core/room';
import { MOST_KEPT } from '../src/core/timeline';

const message = (seq: number, id = 'u_other'): ChatMessage =>
  ({ seq, cmid: '', from: { id, name: id }, ts: seq, body: 'x' });
const joined: Joined = {
  room: 'tea', title: 'Tea', epoch: 'e', first: 1, head: 2, recovered: false,
  messages: [message(1), message(2)], more: false, members: [{ id: 'me', name: 'Me' }],
};
const presence = (came: string[], left: string[]) => ({
  type: 'presence', room: 'tea', members: 1,
  joined: came.map((id) => ({ id, name: id })), left: left.map((id) => ({ id, name: id })),
});

let room: Room;
beforeEach(() => {
  room = new Room('tea');
  room.joined(joined, undefined);
});

describe('what is unread', () => {
  it('is nothing on the first visit, then what others say unseen', () => {
    expect(room.unread('me')).toBe(0);
    room.arrived(message(3), false);
    room.arrived(message(4, 'me'), true);
    room.arrived(message(5), false);
    expect(room.unread('me')).toBe(2);
    expect(room.divider).toBe(2);
  });

  it('begins anew with each absence', () => {
    room.arrived(message(3), false);
    room.beingRead = true;
    room.read = room.timeline.last;
    room.arrived(message(4), false);
    expect(room.divider).toBe(2); // it stays for whoever has just come back
    room.beingRead = false;
    room.arrived(message(5), false);
    room.arrived(message(6), false);
    expect(room.divider).toBe(4);
  });

  it('is nothing while the newest is being looked at', () => {
    room.beingRead = true;
    room.arrived(message(3), false);
    expect(room.unread('me')).toBe(0);
    expect(room.divider).toBeUndefined();
  });

  it('keeps its place over a look at another room', () => {
    for (let seq = 3; seq <= 40; seq += 1) room.arrived(message(seq), false);
    room.scrolledUp = true;
    room.lookedAway('me');
    expect(room.divider).toBe(2);
    room.arrived(message(41), false);
    expect(room.divider).toBe(2);
    room.read = room.timeline.last;
    room.lookedAway('me');
    expect(room.divider).toBeUndefined();
  });

  it('goes on where the last visit ended', () => {
    const again = new Room('tea');
    again.joined({ ...joined, first: 1, head: 60, messages: [message(59), message(60)] }, { epoch: 'e', read: 50 });
    expect(again.unread('me')).toBe(10);
    expect(again.divider).toBe(50);
  });

  it('is nothing when the room was made anew since', () => {
    const again = new Room('tea');
    again.joined(joined, { epoch: 'before', read: 1 });
    expect(again.unread('me')).toBe(0);
  });
});

describe('what is kept in memory', () => {
  const grow = (id: string): void => {
    for (let seq = 3; seq <= 2 * MOST_KEPT + 2; seq += 1) room.arrived(message(seq, id), id === 'me');
  };

  it('is bounded while nobody looks, and what is unread still counted', () => {
    grow('u_other');
    expect(room.timeline.messages.length).toBeLessThanOrEqual(MOST_KEPT);
    expect(room.unread('me')).toBe(2 * MOST_KEPT);
    expect(room).toMatchObject({ divider: 2, read: 2 });
  });

  it('is bounded when only I write', () => {
    grow('me');
    expect(room.timeline.messages.length).toBeLessThanOrEqual(MOST_KEPT);
    expect(room.unread('me')).toBe(0);
  });

  it('stays while one reads what is older', () => {
    room.scrolledUp = true;
    grow('u_other');
    expect(room.timeline.messages.length).toBe(2 * MOST_KEPT + 2);
    room.scrolledUp = false;
    room.arrived(message(2 * MOST_KEPT + 3), false);
    expect(room.timeline.messages.length).toBeLessThanOrEqual(MOST_KEPT);
  });

  it('does not stay for a place in a log that was made anew', () => {
    for (let seq = 3; seq <= 50; seq += 1) room.arrived(message(seq), false);
    room.scrolledUp = true;
    room.joined({ ...joined, epoch: 'later' }, undefined);
    grow('u_other');
    expect(room.timeline.messages.length).toBeLessThanOrEqual(MOST_KEPT);
  });

  it('does not stay when the reader never comes down again', () => {
    room.scrolledUp = true;
    const last = 2 + MOST_BELOW;
    for (let seq = 3; seq <= last; seq += 1) {
      room.scrolledUp = true; // said again with every picture of the page
      room.arrived(message(seq, 'u_other'), false);
    }
    expect(room.timeline.messages.length).toBe(last);
    room.arrived(message(last + 1, 'u_other'), false);
    expect(room.timeline.messages.length).toBeLessThanOrEqual(MOST_KEPT);
    expect(room.unread('me')).toBe(MOST_BELOW + 1);
  });
});

describe('who is here', () => {
  it('takes over the whole list after the service was replaced', () => {
    room.presence(presence(['a', 'b'], []), 'me', 1);
    const now = ['me', 'b', 'c'].map((id) => ({ id, name: id }));
    room.presence({ ...presence([], []), members: 3, now }, 'me', 2);
    expect(room.people.map(({ id }) => id).sort()).toEqual(['b', 'c', 'me']);
    expect(room.notices.slice(2).map(({ came, person }) => [came, person.id])).toEqual([
      [false, 'a'], [true, 'c'],
    ]);
  });

  it('follows presence and tells each coming and going once', () => {
    room.presence(presence(['b', 'a'], []), 'me', 1);
    room.presence(presence(['a'], []), 'me', 2);
    room.presence(presence([], ['b', 'stranger']), 'me', 3);
    expect(room.people.map(({ id }) => id)).toEqual(['a', 'me']);
    expect(room.notices.map(({ came, person }) => [came, person.id])).toEqual([
      [true, 'b'], [true, 'a'], [false, 'b'],
    ]);
  });

  it('stands in the order people count', () => {
    room.presence(presence(['Guest 10', 'Guest 2', 'Guest 1'], []), 'me', 1);
    expect(room.people.map(({ name }) => name)).toEqual(['Guest 1', 'Guest 2', 'Guest 10', 'Me']);
  });

  it('does not announce myself', () => {
    room.presence(presence(['me'], []), 'me', 1);
    expect(room.notices).toEqual([]);
  });

  it('tells no more of it when the room was made anew', () => {
    for (let seq = 3; seq <= 50; seq += 1) room.arrived(message(seq), false);
    room.presence(presence(['a'], []), 'me', 1);
    room.joined({ ...joined, head: 50, recovered: true, messages: [] }, undefined);
    expect(room.notices.map(({ after }) => after)).toEqual([50]);
    room.joined({ ...joined, epoch: 'later' }, undefined);
    expect(room.notices).toEqual([]);
    room.presence(presence(['a'], []), 'me', 2);
    expect(room.notices.map(({ after }) => after)).toEqual([2]);
  });

  it('keeps only so many notices', () => {
    for (let i = 0; i < 500; i += 1) room.presence(presence([`u${i}`], []), 'me', i);
    expect(room.notices.length).toBe(200);
  });
});
