// SPDX-License-Identifier: LGPL-3.0-or-later
// Who I am here: the name, the token that proves it next time, and the hello that opens every
// connection. Asks the person when the server can't take what is remembered.

import { ME, rememberedMe, type Me } from './me';
import { serverError, welcome as readWelcome } from './parse';
import { PROTOCOL, type Incoming, type Person, type Welcome } from './protocol';
import type { Surroundings } from './surroundings';

export type AskReason =
  | 'first' | 'name_taken' | 'name_invalid' | 'access_required' | 'access_wrong' | 'other';

export type SessionState =
  | { is: 'asking'; why: AskReason; name: string; suggestion: string | undefined }
  | { is: 'greeting' }
  | { is: 'in'; you: Person };

export interface SessionEvents {
  /** Opens the connection; hello follows by greet() when it is up. */
  connect(): void;
  disconnect(): void;
  /** Gives this connection up for a new one. */
  startOver(): void;
  transmit(wire: object): void;
  welcomed(welcome: Welcome): void;
  changed(): void;
}

const REPEAT_MS = 4_000;

interface Hello {
  id: string;
  wire: object;
  token: string | undefined;
  withAccess: boolean;
}

export class Session {
  state: SessionState;
  /** What the person wants to be called, until the server has said its word. */
  private me: Me;
  /** Is asked for another name, and stays who I am, and connected, until there is one. */
  renaming = false;
  /** Who I was, until the server has taken the other name. */
  private before: Me | undefined;
  /** Whom the server has named by which token, last. */
  private named: { token: string; you: Person } | undefined;
  private hello: Hello | undefined;
  private hellos = 0;
  private forgetTimer: () => void = () => undefined;

  constructor(
    private readonly world: Surroundings,
    private readonly events: SessionEvents,
  ) {
    this.me = this.remembered();
    this.state = this.me.token === undefined ? this.ask('first') : { is: 'greeting' };
  }

  get you(): Person | undefined {
    if (this.state.is === 'in') return this.state.you;
    // Back from another name before there was a connection, I am who I was: my messages are mine.
    return this.named?.token === this.me.token ? this.named?.you : undefined;
  }

  /** Been in before, so the place may show at once, connected or not. */
  get known(): boolean {
    return this.state.is !== 'asking' && this.me.token !== undefined;
  }

  /** Whom I can go on being instead of giving another name. */
  get stayAs(): string | undefined {
    return this.renaming ? this.me.name : this.before?.name;
  }

  get wantedName(): string {
    return this.me.name;
  }

  /** The password of the place was asked for at some time, so the dialog shows its field. */
  get needsAccess(): boolean {
    if (this.me.access !== undefined) return true;
    return this.state.is === 'asking' && this.state.why.startsWith('access');
  }

  start(): void {
    if (this.state.is === 'greeting') this.events.connect();
  }

  /** The person gave a name, and the password of the place if it was asked for. */
  enter(name: string, access: string | undefined): void {
    const wanted = name.trim();
    if (this.renaming && wanted === this.me.name) {
      this.stay();
      return;
    }
    const was = this.before ?? (this.me.token === undefined ? this.remembered() : this.me);
    this.before = was.token === undefined || was.name === wanted ? undefined : was;
    this.me = { name: wanted };
    if (was.token !== undefined && was.name === wanted) this.me.token = was.token;
    // Not asked for means known.
    const secret = access ?? was.access ?? '';
    if (secret !== '') this.me.access = secret;
    // A connection says hello once.
    if (this.renaming) this.events.disconnect();
    this.renaming = false;
    this.greetAnew();
  }

  /** The connection is up. */
  greet(): void {
    const kept = this.remembered();
    if (kept.token !== undefined && !this.before) {
      this.me = { ...kept, ...(this.me.access === undefined ? {} : { access: this.me.access }) };
    }
    const { name, token, access } = this.me;
    const who = token === undefined ? { name } : { token };
    this.hellos += 1;
    const id = `hello-${this.hellos}`;
    const wire = { type: 'hello', id, protocol: PROTOCOL, ...who, ...(access ? { access } : {}) };
    this.hello = { id, wire, token, withAccess: access !== undefined };
    this.repeat();
  }

  /** Says an unanswered hello again; repeating is always safe. */
  repeat(): void {
    if (!this.hello) return;
    this.events.transmit(this.hello.wire);
    this.forgetTimer();
    this.forgetTimer = this.world.clock.after(REPEAT_MS, () => this.repeat());
  }

  connectionLost(): void {
    this.hello = undefined;
    this.forgetTimer();
  }

  /** True when the message was the answer to hello. */
  answered(message: Incoming): boolean {
    const hello = this.hello;
    if (!hello || message.re !== hello.id) return false;
    const welcome = message.type === 'welcome' ? readWelcome(message) : undefined;
    if (welcome) this.welcomed(welcome);
    else this.refused(message, hello);
    return true;
  }

  /** Another tab of this browser went in or out. */
  keptChanged(key: string): void {
    if (key !== ME || this.state.is !== 'asking') return;
    const { why } = this.state;
    if ((why === 'first' || why === 'name_taken') && this.otherTabIsIn()) this.greetAnew();
  }

  /** Asks for another name. With the old one again, I stay who I was. */
  changeName(): void {
    this.renaming = true;
    this.events.changed();
  }

  /** No other name after all. */
  stay(): void {
    if (this.before) {
      this.me = this.before;
      this.before = undefined;
      this.events.disconnect();
      this.greetAnew();
    }
    this.renaming = false;
    this.events.changed();
  }

  private greetAnew(): void {
    this.state = { is: 'greeting' };
    this.events.changed();
    this.events.connect();
  }

  private welcomed(welcome: Welcome): void {
    this.me = { ...this.me, name: welcome.you.name, token: welcome.token };
    this.before = undefined;
    this.world.kept.set(ME, JSON.stringify(this.me));
    this.named = { token: welcome.token, you: welcome.you };
    this.state = { is: 'in', you: welcome.you };
    this.connectionLost();
    this.events.welcomed(welcome);
    this.events.changed();
  }

  private refused(message: Incoming, { token, withAccess }: Hello): void {
    const { code, retryMs, suggestion } = serverError(message);
    switch (code) {
      case 'token_invalid':
        // Another tab may have been given a new one since.
        if (this.remembered().token === token) this.world.kept.remove(ME);
        delete this.me.token;
        if (this.me.name === '' && !this.otherTabIsIn()) this.askPerson('first');
        else this.greet();
        return;
      case 'access_required':
        this.askPerson(withAccess ? 'access_wrong' : 'access_required');
        return;
      case 'name_taken':
        // Perhaps by myself, in another tab.
        if (this.otherTabIsIn()) this.greet();
        else this.askPerson(code, suggestion);
        return;
      case 'name_invalid':
        this.askPerson(code, suggestion);
        return;
      case 'bad_request':
        this.askPerson('other');
        return;
      case 'already_welcome':
        this.events.startOver();
        return;
      default:
        // The same hello stays open: the answer to an earlier repetition may still come.
        this.forgetTimer();
        this.forgetTimer = this.world.clock.after(retryMs ?? REPEAT_MS, () => this.repeat());
    }
  }

  /** As whom I may come in, too: unless it is who I was, and want to be no more. */
  private otherTabIsIn(): boolean {
    return !this.before && this.me.token === undefined && this.remembered().token !== undefined;
  }

  private askPerson(why: AskReason, suggestion?: string): void {
    this.state = this.ask(why, suggestion);
    this.renaming = false;
    // The server waits ten seconds for a hello; a person may think longer.
    this.events.disconnect();
    this.connectionLost();
    this.events.changed();
  }

  private ask(why: AskReason, suggestion?: string): SessionState {
    return { is: 'asking', why, name: this.me.name, suggestion };
  }

  private remembered(): Me {
    return rememberedMe(this.world.kept);
  }
}
