// SPDX-License-Identifier: LGPL-3.0-or-later
// Turns what the server says into known shapes. Each reader returns undefined, or leaves the
// entry out, when something is missing, so that one odd message never stops the page.

import type {
  ChatMessage, History, Incoming, Joined, Person, RoomInfo, ServerError, Welcome,
} from './protocol';

type Bag = Record<string, unknown>;

const isBag = (value: unknown): value is Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown, otherwise = ''): string =>
  typeof value === 'string' ? value : otherwise;
const count = (value: unknown, otherwise = 0): number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : otherwise;

function list<T>(value: unknown, read: (entry: unknown) => T | undefined): T[] {
  if (!Array.isArray(value)) return [];
  return value.map(read).filter((entry): entry is T => entry !== undefined);
}

export function incoming(data: unknown): Incoming | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(data);
    return isBag(value) && typeof value.type === 'string' ? (value as Incoming) : undefined;
  } catch {
    return undefined;
  }
}

export function person(value: unknown): Person | undefined {
  if (!isBag(value) || typeof value.id !== 'string') return undefined;
  return { id: value.id, name: text(value.name, value.id), role: text(value.role, 'guest') };
}

export const people = (value: unknown): Person[] => list(value, person);

export function message(value: unknown): ChatMessage | undefined {
  if (!isBag(value)) return undefined;
  const from = person(value.from);
  const seq = count(value.seq);
  if (!from || seq < 1) return undefined;
  return { seq, from, cmid: text(value.cmid), ts: count(value.ts), body: text(value.body) };
}

export function roomInfo(value: unknown): RoomInfo | undefined {
  if (!isBag(value) || typeof value.room !== 'string') return undefined;
  return {
    room: value.room,
    title: text(value.title) || value.room,
    members: count(value.members),
    locked: value.locked === true,
    joined: value.joined === true,
  };
}

export const roomInfos = (value: unknown): RoomInfo[] => list(value, roomInfo);

export function welcome(value: Incoming): Welcome | undefined {
  const you = person(value.you);
  if (!you || typeof value.token !== 'string') return undefined;
  const server = isBag(value.server) ? value.server : {};
  const limits = isBag(value.limits) ? value.limits : {};
  return {
    you,
    token: value.token,
    epoch: text(value.epoch),
    server: { name: text(server.name), version: text(server.version) },
    limits: { body: count(limits.body, 4000) },
    rooms: roomInfos(value.rooms),
  };
}

export function joined(value: Incoming): Joined | undefined {
  if (value.type !== 'joined' || typeof value.room !== 'string') return undefined;
  return {
    room: value.room,
    title: text(value.title) || value.room,
    epoch: text(value.epoch),
    first: count(value.first, 1),
    head: count(value.head),
    recovered: value.recovered === true,
    messages: list(value.messages, message),
    more: value.more === true,
    members: people(value.members),
  };
}

export function history(value: Incoming): History | undefined {
  if (value.type !== 'history' || typeof value.room !== 'string') return undefined;
  return { room: value.room, messages: list(value.messages, message), more: value.more === true };
}

export function serverError(value: Incoming): ServerError {
  return {
    code: text(value.code, 'unknown'),
    message: text(value.message),
    retryMs: typeof value.retry_ms === 'number' ? count(value.retry_ms) : undefined,
    suggestion: typeof value.suggestion === 'string' ? value.suggestion : undefined,
  };
}

export function heads(value: unknown): Map<string, number> {
  const found = new Map<string, number>();
  if (isBag(value)) {
    for (const [room, head] of Object.entries(value)) found.set(room, count(head));
  }
  return found;
}
