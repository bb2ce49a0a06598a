// SPDX-License-Identifier: LGPL-3.0-or-later
// What a client of the demo chat room knows, message after message. Pure; the protocol's page stands
// beside the service.

import { words } from './words';

const KEPT = 200;

export interface Said {
  key: number;
  /** undefined: somebody came or went. */
  name: string | undefined;
  text: string;
}

export interface Rooms {
  list: readonly (readonly [string, number])[];
  room: string | undefined;
  said: readonly Said[];
  /** The service asked who we are a second time: it has begun afresh. */
  begun: boolean;
  asked: boolean;
  /** It has been told who we are, and has not asked since. */
  known: boolean;
  last: number;
}

export const nobody: Rooms = { list: [], room: undefined, said: [], begun: false, asked: false, known: false, last: 0 };

type Bag = Record<string, unknown>;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export function afterMessage(before: Rooms, message: string): Rooms {
  const bag = bagIn(message);
  switch (bag.type) {
    case 'query':
      // Asked again after we had a name: the service began afresh behind the open connection.
      return { ...nobody, asked: true, begun: before.asked };
    case 'join':
      return { ...before, room: text(bag.chatroom), said: [] };
    case 'notice':
      return note(before, undefined, text(bag.notice));
    case 'event':
      return afterEvent(before, (bag.event ?? {}) as Bag);
    default:
      return before;
  }
}

/** Nothing is in what is no JSON, or null. */
function bagIn(message: string): Bag {
  try {
    return (JSON.parse(message) ?? {}) as Bag;
  } catch {
    return {};
  }
}

function afterEvent(before: Rooms, event: Bag): Rooms {
  const name = text(event.name);
  switch (event.type) {
    case 'listing':
      return { ...before, list: Array.isArray(event.chatrooms) ? event.chatrooms.flatMap(entry) : [] };
    case 'newchatroom':
      return { ...before, list: [...before.list, [name, 0]] };
    case 'update': {
      const [changed] = entry(event.data);
      return changed
        ? { ...before, list: before.list.map((each) => (each[0] === changed[0] ? changed : each)) }
        : before;
    }
    case 'message':
      return note(before, name, text(event.message));
    case 'newuser':
      return note(before, undefined, words.rooms.came(name));
    case 'logoff':
      return note(before, undefined, words.rooms.went(name));
    default:
      return before;
  }
}

function entry(value: unknown): (readonly [string, number])[] {
  return Array.isArray(value) && typeof value[0] === 'string' ? [[value[0], Number(value[1]) || 0]] : [];
}

function note(before: Rooms, name: string | undefined, what: string): Rooms {
  const key = before.last + 1;
  return { ...before, last: key, said: [...before.said, { key, name, text: what }].slice(-KEPT) };
}
