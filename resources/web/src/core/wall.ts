// SPDX-License-Identifier: LGPL-3.0-or-later
// What a wall knows: one room, looked at in silence. It joins with observe, so nobody sees it or
// counts it and it cannot write; it comes back by itself, and misses nothing the room still has.

import { Changes } from './changes';
import { Link } from './link';
import { alike } from './names';
import * as parse from './parse';
import { PASSING, type Incoming, type Welcome } from './protocol';
import { Requests } from './requests';
import { Session } from './session';
import type { Keeper, Surroundings } from './surroundings';
import { Timeline } from './timeline';

/** What the operator sees it by; nobody else sees it. */
const NAME = 'Wall';
const PAGE = 100;
const RETRY_MS = 2_000;
const PASSWORD = 'password';

export class Wall {
  readonly changes = new Changes();
  readonly timeline = new Timeline();
  readonly link: Link;
  placeName = '';
  title: string;
  /** How many people are in the room. */
  people = 0;
  showing = false;
  /** Why the room doesn't let us look, or '' while it does. */
  refusal = '';
  /** A password was given and is being tried. */
  trying = false;

  private readonly world: Surroundings;
  private readonly session: Session;
  private readonly requests: Requests;
  private welcomed = false;
  private catching = false;

  constructor(
    world: Surroundings,
    /** As the address has it, then as the server spells it. */
    public room: string,
  ) {
    // Somebody of its own: not the person who chats in the same browser.
    this.world = { ...world, kept: prefixed(world.kept, 'wall.'), tab: prefixed(world.tab, `wall.${room}.`) };
    this.title = room;
    const changed = (): void => this.changed();
    this.requests = new Requests((wire) => this.welcomed && this.transmit(wire));
    this.link = new Link(this.world, {
      up: () => this.session.greet(),
      message: (message) => this.received(message),
      down: () => this.lost(),
      quiet: () => this.probe(),
      changed,
    });
    this.session = new Session(this.world, {
      connect: () => this.link.open(),
      disconnect: () => {
        this.link.close();
        this.lost();
      },
      startOver: () => this.link.sleep(),
      transmit: (wire) => this.transmit(wire),
      welcomed: (welcome) => this.onWelcome(welcome),
      changed,
    });
  }

  /** The place itself asks for its password before anything else. */
  get needsAccess(): boolean {
    const { state } = this.session;
    return state.is === 'asking' && state.why.startsWith('access');
  }

  get accessWrong(): boolean {
    const { state } = this.session;
    return state.is === 'asking' && state.why === 'access_wrong';
  }

  start(): void {
    this.session.start();
    this.changed();
  }

  wake(): void {
    if (this.link.wake()) this.probe();
  }

  comeBack(): void {
    this.link.close();
    this.link.open();
  }

  giveAccess(password: string): void {
    this.session.enter(NAME, password);
  }

  givePassword(password: string): void {
    this.world.tab.set(PASSWORD, password);
    this.trying = true;
    this.join();
    this.changes.announce();
  }

  private changed(): void {
    const { state } = this.session;
    if (state.is === 'asking' && (state.why === 'first' || state.why === 'name_taken')) {
      this.session.enter(state.suggestion ?? NAME, undefined);
    }
    this.changes.announce();
  }

  private onWelcome(welcome: Welcome): void {
    this.welcomed = true;
    this.link.settled();
    this.placeName = welcome.server.name;
    this.join();
  }

  private join(): void {
    if (!this.welcomed) return;
    const password = this.world.tab.get(PASSWORD);
    const secret = password === undefined ? {} : { password };
    const ask = { type: 'join', room: this.room, observe: true, ...secret, ...this.timeline.resumePoint } as const;
    this.requests.ask(ask, (answer) => this.joined(answer));
  }

  private joined(answer: Incoming): void {
    const joined = parse.joined(answer);
    const { code, retryMs } = parse.serverError(answer);
    if (joined) {
      this.trying = false;
      this.showing = true;
      this.refusal = '';
      this.room = joined.room;
      this.title = joined.title;
      this.people = joined.members.length;
      this.timeline.joined(joined);
      this.catchUp();
    } else if (PASSING.has(code) || retryMs !== undefined) {
      // Nothing is said about the password yet: it is still being tried.
      this.world.clock.after(retryMs ?? RETRY_MS, () => this.join());
    } else {
      this.trying = false;
      this.refusal = code;
    }
    this.changes.announce();
  }

  private received(message: Incoming): void {
    if (this.session.answered(message)) return;
    if (message.type === 'resumed') {
      this.session.repeat();
      this.requests.repeat();
      const head = parse.heads(message.rooms).get(this.room);
      if (head !== undefined) {
        this.timeline.headIs(head);
        this.catchUp();
      } else if (this.showing) {
        this.join();
      }
      return;
    }
    if (!this.requests.answered(message)) this.heard(message);
  }

  private heard(message: Incoming): void {
    if (message.type === 'message' && message.room === this.room) {
      const said = parse.message(message);
      if (!said) return;
      this.timeline.arrived(said);
      this.timeline.trim();
      this.catchUp();
    } else if (message.type === 'room') {
      const info = parse.roomInfo(message.room);
      if (!info) return;
      if (this.refusal === 'room_not_found' && alike(info.room, this.room)) this.join(); // it has just been made
      if (info.room !== this.room) return;
      this.people = info.members;
      this.title = info.title;
    } else if (message.type === 'presence' && message.room === this.room) {
      if (typeof message.members === 'number') this.people = message.members;
    }
    this.changes.announce();
  }

  private catchUp(): void {
    const after = this.timeline.catchUpAfter;
    if (after === undefined || this.catching) return;
    this.catching = true;
    this.requests.ask({ type: 'history', room: this.room, after, limit: PAGE }, (answer) => {
      this.catching = false;
      const page = parse.history(answer);
      if (!page) {
        this.world.clock.after(parse.serverError(answer).retryMs ?? RETRY_MS, () => this.catchUp());
        return;
      }
      this.timeline.newer(page);
      this.timeline.trim();
      this.catchUp();
      this.changes.announce();
    });
  }

  private lost(): void {
    this.welcomed = false;
    this.catching = false;
    this.session.connectionLost();
    this.requests.connectionLost();
    this.changes.announce();
  }

  private probe(): void {
    if (!this.welcomed) return;
    this.requests.ask({ type: 'rooms' }, () => undefined);
    this.link.expectAnswer();
  }

  private transmit(wire: object): boolean {
    const sent = this.link.send(wire);
    if (sent) this.link.expectAnswer();
    return sent;
  }
}

function prefixed(keeper: Keeper, prefix: string): Keeper {
  return {
    get: (key) => keeper.get(prefix + key),
    set: (key, value) => keeper.set(prefix + key, value),
    remove: (key) => keeper.remove(prefix + key),
    keys: () => keeper.keys().filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length)),
  };
}
