// SPDX-License-Identifier: LGPL-3.0-or-later
// A component's line to a service: open while the component is on the page.

import { useEffect, useRef, useState } from 'preact/hooks';
import { lineNews } from './catalogue';
import { Line, type LineEvents, type LineState } from './line';

export interface UsedLine {
  state: LineState;
  send(message: string): boolean;
  retry(): void;
}

export function useLine(path: string, events: Omit<LineEvents, 'changed'>): UsedLine {
  const [state, setState] = useState<LineState>('connecting');
  const line = useRef<Line>();
  // The newest handlers, without a new connection for each drawing.
  const heard = useRef(events);
  heard.current = events;
  useEffect(() => {
    const mine = new Line(path, {
      text: (message) => heard.current.text(message),
      bytes: (message) => heard.current.bytes?.(message),
      opened: () => heard.current.opened?.(),
      closed: (code, reason) => heard.current.closed?.(code, reason),
      changed: (now) => {
        setState(now);
        lineNews.announce();
      },
    });
    line.current = mine;
    mine.open();
    return () => mine.end();
  }, [path]);
  return {
    state,
    send: (message) => line.current?.send(message) ?? false,
    retry: () => line.current?.open(),
  };
}
