// SPDX-License-Identifier: LGPL-3.0-or-later
// The chat protocol as this client speaks it: what goes out, what comes in.
// Everything that arrives is unknown until parse() has looked at it.

export const PROTOCOL = 1;

/** Whoever runs the place, when they say something. */
export const OPERATOR = 'u_operator';

/** Refusals that say: the same request may succeed a little later. */
export const PASSING: ReadonlySet<string> = new Set(['rate', 'busy', 'storage']);

export interface Person {
  id: string;
  name: string;
  role?: string;
}

export interface ChatMessage {
  seq: number;
  cmid: string;
  from: Person;
  ts: number;
  body: string;
}

export interface RoomInfo {
  room: string;
  title: string;
  members: number;
  locked: boolean;
  joined: boolean;
}

export interface Welcome {
  token: string;
  epoch: string;
  you: Person;
  server: { name: string; version: string };
  limits: { body: number };
  rooms: RoomInfo[];
}

export interface Joined {
  room: string;
  title: string;
  epoch: string;
  first: number;
  head: number;
  recovered: boolean;
  messages: ChatMessage[];
  more: boolean;
  members: Person[];
}

export interface History {
  room: string;
  messages: ChatMessage[];
  more: boolean;
}

export interface ServerError {
  code: string;
  message: string;
  retryMs: number | undefined;
  suggestion: string | undefined;
}

/** A request before its id is known. */
export interface Request {
  type: 'hello' | 'rooms' | 'create' | 'join' | 'leave' | 'send' | 'history';
  [field: string]: unknown;
}

/** A message from the server, only known to be an object with a type. */
export interface Incoming {
  type: string;
  re?: unknown;
  [field: string]: unknown;
}
