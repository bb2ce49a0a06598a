// SPDX-License-Identifier: LGPL-3.0-or-later
// A WebSocket to one service that comes back by itself until it is ended, with waits that grow.

import { Backoff } from '../core/backoff';

export type LineState = 'connecting' | 'open' | 'waiting' | 'ended';

export interface LineEvents {
  text(message: string): void;
  bytes?(message: ArrayBuffer): void;
  opened?(): void;
  closed?(code: number, reason: string): void;
  changed(state: LineState): void;
}

export class Line {
  state: LineState = 'ended';
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly backoff = new Backoff(() => Math.random());

  /** path: as the service's clients write it, "/echo". */
  constructor(
    private readonly path: string,
    private readonly events: LineEvents,
  ) {}

  open(): void {
    clearTimeout(this.timer);
    this.socket?.close();
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(`${scheme}//${location.host}${this.path}`);
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    this.become('connecting');
    const mine = (run: () => void): void => {
      if (this.socket === socket) run();
    };
    socket.onopen = () => mine(() => {
      this.backoff.reset();
      this.become('open');
      this.events.opened?.();
    });
    socket.onmessage = ({ data }: { data: unknown }) => mine(() => {
      if (typeof data === 'string') this.events.text(data);
      else if (data instanceof ArrayBuffer) this.events.bytes?.(data);
    });
    socket.onclose = ({ code, reason }) => mine(() => {
      this.socket = undefined;
      this.timer = setTimeout(() => this.open(), 300 + this.backoff.next());
      this.become('waiting');
      this.events.closed?.(code, reason);
    });
  }

  end(): void {
    clearTimeout(this.timer);
    const { socket } = this;
    this.socket = undefined;
    socket?.close();
    this.become('ended');
  }

  send(message: string): boolean {
    if (this.state !== 'open' || !this.socket) return false;
    this.socket.send(message);
    return true;
  }

  private become(state: LineState): void {
    this.state = state;
    this.events.changed(state);
  }
}
