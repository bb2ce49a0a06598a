// SPDX-License-Identifier: LGPL-3.0-or-later
// One WebSocket at a time, opened and closed by hand. What a former one still has to say is nobody's.

export type OneState = 'closed' | 'connecting' | 'open';

export interface OneEvents {
  changed(state: OneState): void;
  heard(data: unknown): void;
  closed(code: number, reason: string): void;
}

export class OneSocket {
  private socket: WebSocket | undefined;

  constructor(private readonly events: OneEvents) {}

  connect(address: string): void {
    // May throw: then nothing has changed.
    const socket = new WebSocket(address);
    this.end();
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    this.events.changed('connecting');
    const mine = (run: () => void): void => {
      if (this.socket === socket) run();
    };
    socket.onopen = () => mine(() => this.events.changed('open'));
    socket.onmessage = ({ data }: { data: unknown }) => mine(() => this.events.heard(data));
    socket.onclose = ({ code, reason }) => mine(() => {
      this.socket = undefined;
      this.events.changed('closed');
      this.events.closed(code, reason);
    });
  }

  send(text: string): void {
    this.socket?.send(text);
  }

  /** Its end is told, when the other side has closed too. */
  close(code: number): void {
    this.socket?.close(code);
  }

  /** Nothing is told of it any more. */
  end(): void {
    const { socket } = this;
    this.socket = undefined;
    socket?.close();
  }
}
