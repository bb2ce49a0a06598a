// SPDX-License-Identifier: LGPL-3.0-or-later
// Everything the page knows and does, without the page: one Client per tab. It hands what
// arrives to the session, the requests, the rooms and the outbox, and keeps them in step.

import { Changes } from './changes';
import { LOBBY } from './directory';
import { Drafts } from './drafts';
import { Edits } from './edits';
import { Link } from './link';
import { heads } from './parse';
import type { Incoming, Welcome } from './protocol';
import { Outbox } from './outbox';
import { Requests, type OnAnswer } from './requests';
import { Rooms } from './rooms';
import { Sender } from './sender';
import { Session } from './session';
import type { Surroundings } from './surroundings';

const PLACE = 'lanroom.place';

export interface NewRoom {
  room: string;
  title: string;
  password: string;
  hidden: boolean;
}

export class Client {
  readonly changes = new Changes();
  readonly edits = new Edits();
  readonly session: Session;
  readonly link: Link;
  readonly rooms: Rooms;
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  placeName: string;
  bodyLimit = 4000;
  /** Welcomed on the connection that is open now. */
  welcomed = false;
  /** How many messages were sent from here so far: the log follows these, and no other tab's. */
  typed = 0;

  private readonly requests: Requests;
  private readonly sender: Sender;

  constructor(private readonly world: Surroundings) {
    const changed = this.changes.announce;
    this.placeName = world.kept.get(PLACE) ?? '';
    this.drafts = new Drafts(world);
    this.requests = new Requests((wire) => this.welcomed && this.transmit(wire));
    this.link = new Link(world, {
      up: () => this.session.greet(),
      message: (message) => this.received(message),
      down: () => this.connectionLost(),
      quiet: () => this.probe(),
      changed,
    });
    this.session = new Session(world, {
      connect: () => this.link.open(),
      disconnect: () => {
        this.link.close();
        this.connectionLost();
      },
      startOver: () => this.link.sleep(),
      transmit: (wire) => this.transmit(wire),
      welcomed: (welcome) => this.onWelcome(welcome),
      changed,
    });
    this.outbox = new Outbox(world, changed, (room) => {
      this.rooms.enter(room);
      this.sender.pump(room);
    });
    this.rooms = new Rooms(world, this.requests, {
      me: () => this.me,
      connected: () => this.welcomed,
      moved: (room) => this.roomMoved(room),
      renamed: (from, to) => {
        this.outbox.move(from, to);
        this.drafts.move(from, to);
      },
      changed,
    });
    this.sender = new Sender(world.clock, this.outbox, this.requests, {
      me: () => this.me,
      maySend: (room) => this.welcomed && this.rooms.get(room)?.membership === 'joined',
      notJoined: (room) => this.rooms.rejoin(room),
      acked: (room) => this.roomMoved(room),
    });
  }

  get me(): string {
    return this.session.you?.id ?? '';
  }

  /** Comes back as who I was, if that is remembered; the deep link's room is entered too. */
  start(wanted: string | undefined): void {
    if (this.rooms.mine.length === 0) this.rooms.enter(LOBBY);
    if (wanted !== undefined) this.rooms.enter(wanted);
    this.session.start();
  }

  send(name: string, body: string): void {
    const room = this.rooms.spelled(name);
    this.outbox.add(room, body);
    this.typed += 1;
    const entered = this.rooms.get(room);
    if (entered) entered.divider = undefined;
    this.sender.pump(room);
  }

  retry(cmid: string): void {
    const room = this.outbox.get(cmid)?.room;
    this.outbox.retry(cmid);
    if (room !== undefined) this.sender.pump(room);
  }

  /** The function it returns gives the making up, as long as nobody has been asked yet. */
  createRoom({ room, title, password, hidden }: NewRoom, onAnswer: OnAnswer): () => void {
    const secret = password === '' ? {} : { password };
    return this.requests.ask({ type: 'create', room, title, hidden, ...secret }, onAnswer, true);
  }

  leaveRoom(name: string): void {
    const room = this.rooms.spelled(name);
    for (const { cmid } of this.outbox.of(room)) this.outbox.drop(cmid);
    this.rooms.leave(room);
  }

  /** Network back, or the page visible again. */
  wake(): void {
    if (this.link.wake()) this.probe();
  }

  /** The person wants to be back after the server had closed for good. */
  comeBack(): void {
    this.link.close();
    this.link.open();
  }

  keptChanged(key: string): void {
    this.session.keptChanged(key);
    this.outbox.keptChanged(key);
    this.rooms.keptChanged(key);
  }

  private received(message: Incoming): void {
    if (this.session.answered(message)) return;
    if (message.type === 'resumed') {
      this.session.repeat();
      this.requests.repeat();
      this.rooms.resumed(heads(message.rooms));
      // Nobody tells of rooms that emptied meanwhile.
      if (this.welcomed) this.askRooms();
      return;
    }
    const asked = this.requests.answered(message);
    if (message.type === 'rooms' || !asked) this.rooms.handled(message);
  }

  private onWelcome(welcome: Welcome): void {
    this.welcomed = true;
    this.link.settled();
    this.placeName = welcome.server.name;
    this.world.kept.set(PLACE, this.placeName);
    this.bodyLimit = welcome.limits.body;
    this.requests.repeat();
    this.rooms.welcomed(welcome);
    for (const room of this.outbox.rooms()) this.rooms.enter(room);
  }

  private connectionLost(): void {
    this.welcomed = false;
    this.session.connectionLost();
    this.requests.connectionLost();
    this.sender.connectionLost();
    this.rooms.connectionLost();
    this.changes.announce();
  }

  private roomMoved(name: string): void {
    const room = this.rooms.get(name);
    if (room) this.outbox.dropConfirmed(name, room.timeline.last);
    for (const { cmid, from = this.me } of this.outbox.of(name)) {
      if (room?.timeline.messages.some((each) => each.cmid === cmid && each.from.id === from)) {
        this.outbox.drop(cmid);
      }
    }
    this.sender.pump(name);
  }

  private probe(): void {
    if (this.welcomed && this.world.visible()) {
      this.askRooms();
      this.link.expectAnswer();
    }
  }

  private askRooms(): void {
    this.requests.ask({ type: 'rooms' }, () => undefined);
  }

  private transmit(wire: object): boolean {
    const sent = this.link.send(wire);
    if (sent) this.link.expectAnswer();
    return sent;
  }
}
