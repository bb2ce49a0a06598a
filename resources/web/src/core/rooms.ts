// SPDX-License-Identifier: LGPL-3.0-or-later
// The rooms there are, and the ones this page is in: has them joined again on every connection,
// takes in what arrives for them, and has what is missing from their logs fetched.

import { sorted, withRoom } from './directory';
import { Joining } from './joining';
import { Leaving } from './leaving';
import { Pages } from './pages';
import * as parse from './parse';
import type { Incoming, Joined, RoomInfo, Welcome } from './protocol';
import { Reading } from './reading';
import { Remembered } from './remembered';
import type { Requests } from './requests';
import { Room } from './room';
import { Spellings } from './spellings';
import type { Surroundings } from './surroundings';

export interface RoomsEvents {
  me(): string;
  connected(): boolean;
  /** The room's log moved, or it may send again. */
  moved(room: string): void;
  /** The server spells the room otherwise: what is kept for it goes along. */
  renamed(from: string, to: string): void;
  changed(): void;
}

export class Rooms {
  /** What the server lists: everything but hidden rooms. */
  directory: readonly RoomInfo[] = [];
  readonly remembered: Remembered;
  private readonly open = new Map<string, Room>();
  private readonly spellings = new Spellings();
  private readonly reading: Reading;
  private readonly pages: Pages;
  private readonly joining: Joining;
  private readonly leaving: Leaving;

  constructor(
    private readonly world: Surroundings,
    requests: Requests,
    private readonly events: RoomsEvents,
  ) {
    this.remembered = new Remembered(world);
    this.reading = new Reading(this.remembered, this.open, () => events.me());
    this.pages = new Pages(world.clock, requests, {
      isIn: (room) => this.open.get(room.name) === room && room.membership === 'joined',
      moved: (room) => this.moved(room),
      changed: () => events.changed(),
    });
    this.joining = new Joining(world.clock, requests, this.remembered, this.open, {
      connected: () => events.connected(),
      joined: (room, joined) => this.joined(room, joined),
      changed: () => events.changed(),
    });
    this.leaving = new Leaving(world.clock, requests, (name) => events.connected() && !this.get(name));
    for (const name of this.remembered.rooms()) {
      this.open.set(name, new Room(name, this.remembered.mark(name)?.title));
    }
  }

  get(name: string): Room | undefined {
    return this.open.get(this.spelled(name));
  }

  /** The server's spelling of a name, as far as it is known. */
  spelled(name: string): string {
    return this.spellings.of(name);
  }

  /** As good as it is known, also of a room one isn't in. */
  titleOf(called: string): string {
    const name = this.spelled(called);
    const listed = this.directory.find((info) => info.room === name);
    return this.open.get(name)?.title ?? listed?.title ?? name;
  }

  get mine(): Room[] {
    return [...this.open.values()];
  }

  /** Wants to be in a room from now on, over every reconnect. */
  enter(called: string, password?: string): Room {
    // What isn't spelled as an address is the server's own spelling: of a room just made, say.
    this.spellings.learn(called);
    const name = this.spelled(called);
    let room = this.open.get(name);
    if (!room) {
      room = new Room(name, this.titleOf(name));
      this.open.set(name, room);
    }
    if (password !== undefined) {
      this.remembered.keepPassword(name, password);
      // Without a connection it is tried on the next one; until then nobody has refused it.
      if (room.membership === 'refused') room.membership = 'wanted';
    }
    const asks = room.membership === 'joining' && password === undefined;
    if (room.membership !== 'joined' && !asks) this.joining.join(room);
    this.events.changed();
    return room;
  }

  leave(called: string): void {
    const name = this.spelled(called);
    const room = this.open.get(name);
    this.open.delete(name);
    this.remembered.forget(name);
    if (room?.membership === 'joined' || room?.membership === 'joining') this.leaving.leave(name);
    this.events.changed();
  }

  welcomed(welcome: Welcome): void {
    this.list(welcome.rooms);
    this.joining.all();
  }

  connectionLost(): void {
    this.joining.connectionLost();
    this.pages.connectionLost();
    for (const room of this.open.values()) {
      if (room.membership !== 'refused') room.membership = 'wanted';
      room.loadingOlder = room.catching = false;
    }
  }

  /** True when the message belonged here. */
  handled(message: Incoming): boolean {
    switch (message.type) {
      case 'message':
        this.message(message);
        return true;
      case 'presence':
        this.presence(message);
        return true;
      case 'room':
        this.listed(parse.roomInfo(message.room));
        return true;
      case 'rooms':
        this.list(parse.roomInfos(message.rooms));
        this.events.changed();
        return true;
      default:
        return false;
    }
  }

  /** The service was replaced under an open connection; these are the rooms it has us in. */
  resumed(heads: Map<string, number>): void {
    for (const room of this.open.values()) {
      const head = heads.get(room.name);
      if (head === undefined) {
        if (room.membership === 'joined') this.joining.join(room);
      } else if (room.membership === 'joined') {
        room.timeline.headIs(head);
        this.pages.missed(room);
      }
    }
  }

  rejoin(name: string): void {
    const room = this.get(name);
    if (room && room.membership !== 'joining') this.joining.join(room);
  }

  loadOlder(name: string): void {
    const room = this.get(name);
    if (room) this.pages.older(room);
  }

  markRead(name: string): void {
    const room = this.get(name);
    if (room) this.reading.markRead(room);
  }

  /** Another tab may have read further. */
  keptChanged(key: string): void {
    if (this.reading.keptChanged(key)) this.events.changed();
  }

  private joined(room: Room, joined: Joined): void {
    if (joined.room !== room.name && !this.renamed(room, joined)) return;
    room.joined(joined, this.remembered.mark(room.name));
    this.reading.keep(room);
    this.pages.missed(room);
    this.moved(room);
  }

  /** Goes on under the server's name for it. False when that room is open already: then it goes on as that one. */
  private renamed(room: Room, joined: Joined): boolean {
    const from = room.name;
    const to = joined.room;
    this.open.delete(from);
    this.spellings.learn(to, from);
    this.remembered.move(from, to);
    const own = this.open.get(to);
    if (!own) {
      room.name = to;
      this.open.set(to, room);
    }
    this.events.renamed(from, to);
    if (!own) return true;
    if (own.membership === 'joined' && own.timeline.epoch === joined.epoch) {
      // What was said up to this joining is told by its answer, which doesn't fit the other log.
      own.timeline.headIs(joined.head);
      this.pages.missed(own);
      this.events.moved(to);
    } else if (own.membership !== 'joining') {
      this.joining.join(own);
    }
    return false;
  }

  private message(incoming: Incoming): void {
    const message = parse.message(incoming);
    const room = this.open.get(String(incoming.room));
    if (!message || !room) return;
    room.arrived(message, message.from.id === this.events.me());
    this.pages.missed(room);
    this.moved(room);
    this.events.changed();
  }

  private moved(room: Room): void {
    this.reading.moved(room);
    this.events.moved(room.name);
  }

  private presence(message: Incoming): void {
    this.open.get(String(message.room))?.presence(message, this.events.me(), this.world.clock.now());
    this.events.changed();
  }

  private listed(info: RoomInfo | undefined): void {
    if (!info) return;
    this.directory = withRoom(this.directory, info);
    this.known(info);
    this.events.changed();
  }

  private known({ room: name, title }: RoomInfo): void {
    this.spellings.learn(name);
    const room = this.get(name);
    if (room) room.title = title; // an address may have led to one that doesn't let us in
  }

  private list(rooms: readonly RoomInfo[]): void {
    this.directory = sorted(rooms);
    for (const info of rooms) this.known(info);
  }
}
