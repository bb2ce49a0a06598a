// SPDX-License-Identifier: LGPL-3.0-or-later
// A chat server in memory, with the promises of the real one and faults on demand.

import type { FakeSocket, FakeWorld } from './fake-world';

export interface Stored {
  seq: number;
  cmid: string;
  from: { id: string; name: string };
  ts: number;
  body: string;
}

type Wire = Record<string, unknown>;
type Fault = 'none' | 'lose-request' | 'lose-answer';

export class FakeServer {
  epoch = 'e1';
  messages: Stored[] = [];
  page = 50;
  /** Asked before each send: what goes wrong with it. */
  fault: () => Fault = () => 'none';
  /** Answers the next sends in the server's place. */
  readonly nacks: Wire[] = [];
  /** Answers the next requests for history in the server's place. */
  readonly pageErrors: Wire[] = [];
  readonly sends: string[] = [];
  /** What it lists. */
  rooms: Wire[] = [{ room: 'lobby', title: 'Lobby', members: 1, locked: false, joined: false }];
  /** How it spells rooms that requests spell otherwise. All of them have the same log. */
  readonly spelled = new Map<string, string>();
  /** Answers the next hellos, or requests to leave, in the server's place. */
  readonly helloErrors: Wire[] = [];
  readonly leaveErrors: Wire[] = [];
  private readonly connected = new Map<FakeSocket, { id: string; rooms: Set<string> }>();
  private readonly tokens = new Map<string, string>();

  serve(world: FakeWorld): void {
    world.onSocket = (socket) => {
      socket.onsent = (message) => this.receive(socket, message);
      world.clock.after(1, () => {
        if (!socket.closedByPage) {
          this.connected.set(socket, { id: '', rooms: new Set() });
          socket.onopen?.();
        }
      });
    };
  }

  drop(socket: FakeSocket, code = 1006): void {
    this.connected.delete(socket);
    socket.onclose?.({ code });
  }

  dropAll(): void {
    for (const socket of [...this.connected.keys()]) this.drop(socket);
  }

  /** What a replaced worker says first. */
  resume(): void {
    for (const [socket, { rooms }] of this.connected) {
      const head = this.messages.length;
      socket.say({ type: 'resumed', rooms: Object.fromEntries([...rooms].map((room) => [room, head])) });
    }
  }

  say(body: string, id = 'u_other', cmid = ''): Stored {
    const seq = this.messages.length + 1;
    const stored = { seq, cmid, from: { id, name: id }, ts: 1_790_000_000_000 + seq, body };
    this.messages.push(stored);
    return stored;
  }

  broadcast(stored: Stored): void {
    for (const [socket, { rooms }] of this.connected) {
      for (const room of rooms) socket.say({ type: 'message', room, ...stored });
    }
  }

  private receive(socket: FakeSocket, request: Wire): void {
    const me = this.connected.get(socket);
    if (!me || socket.closedByPage) return;
    const answer = (message: Wire): void => socket.say({ re: request.id, ...message });
    const room = this.spelled.get(String(request.room)) ?? String(request.room);
    switch (request.type) {
      case 'hello':
        this.hello(me, request, answer);
        break;
      case 'join':
        me.rooms.add(room);
        answer(this.joined(room, request));
        break;
      case 'leave':
        this.leave(me.rooms, room, answer);
        break;
      case 'send':
        this.send(socket, me.id, { ...request, room }, answer);
        break;
      case 'history':
        answer(this.pageAnswer({ ...request, room }));
        break;
      case 'rooms':
        answer({ type: 'rooms', rooms: this.rooms });
        break;
    }
  }

  private hello(me: { id: string }, request: Wire, answer: (m: Wire) => void): void {
    const error = this.helloErrors.shift();
    if (error) return answer({ type: 'error', ...error });
    me.id = this.userOf(request);
    answer(this.welcome(me.id));
  }

  private leave(rooms: Set<string>, room: string, answer: (m: Wire) => void): void {
    const error = this.leaveErrors.shift();
    if (error) return answer({ type: 'error', ...error });
    rooms.delete(room);
    answer({ type: 'left', room });
  }

  private send(socket: FakeSocket, id: string, request: Wire, answer: (m: Wire) => void): void {
    const { cmid, body, room } = request as { cmid: string; body: string; room: string };
    const fault = this.fault();
    this.sends.push(body);
    if (fault === 'lose-request') return this.drop(socket);
    const nack = this.nacks.shift();
    if (nack) return answer({ type: 'nack', room, cmid, ...nack });
    const known = this.messages.find((each) => each.cmid === cmid && each.from.id === id);
    const stored = known ?? this.say(body, id, cmid);
    if (fault === 'lose-answer') this.drop(socket);
    else answer({ type: 'ack', room, cmid, seq: stored.seq, ts: stored.ts });
    if (!known) this.broadcast(stored);
  }

  private userOf(request: Wire): string {
    const token = typeof request.token === 'string' ? request.token : '';
    const id = this.tokens.get(token) ?? `u_${String(request.name)}`;
    this.tokens.set(`token-${id}`, id);
    return id;
  }

  private welcome(id: string): Wire {
    return {
      type: 'welcome', token: `token-${id}`, epoch: 'db', you: { id, name: id },
      server: { name: 'Test', version: '1' }, limits: { body: 4000 },
      rooms: this.rooms,
    };
  }

  private joined(room: string, { epoch, after }: Wire): Wire {
    const head = this.messages.length;
    const recovered = epoch === this.epoch && typeof after === 'number' && after <= head;
    const since = this.messages.slice(recovered ? Number(after) : -this.page);
    const messages = since.slice(0, this.page);
    return {
      type: 'joined', room, title: room === 'lobby' ? 'Lobby' : room, epoch: this.epoch, first: 1, head, recovered,
      messages, more: messages.length < since.length, members: [],
    };
  }

  private pageAnswer(request: Wire): Wire {
    const error = this.pageErrors.shift();
    if (error) return { type: 'error', ...error };
    return { type: 'history', room: request.room, ...this.history(request) };
  }

  private history({ before, after, limit }: Wire): { messages: Stored[]; more: boolean } {
    const most = Math.min(Number(limit), this.page);
    if (typeof after === 'number') {
      const found = this.messages.slice(after, after + most);
      return { messages: found, more: after + most < this.messages.length };
    }
    const end = Number(before) - 1;
    const start = Math.max(0, end - most);
    return { messages: this.messages.slice(start, end), more: start > 0 };
  }
}
