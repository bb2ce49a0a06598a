// SPDX-License-Identifier: LGPL-3.0-or-later
// The scroll position of a log: stays at the end while one is there; when rows come in above,
// what one reads stays put; near the start the owner is told to fetch earlier rows.

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

const NEAR_END = 40;
const NEAR_START = 300;

interface Options {
  /** A new number means other rows altogether: start at the end again. */
  generation: number;
  onNearStart: () => void;
}

interface Anchor {
  row: HTMLElement;
  top: number;
}

export function useLogScroll(log: RefObject<HTMLDivElement>, { generation, onNearStart }: Options) {
  const [atEnd, setAtEnd] = useState(true);
  const end = useRef(true);
  const anchor = useRef<Anchor>();
  const nearStart = useRef(onNearStart);
  nearStart.current = onNearStart;

  const setEnd = (value: boolean): void => {
    end.current = value;
    setAtEnd(value);
  };
  const settle = (): void => {
    const box = log.current;
    if (!box) return;
    if (end.current) box.scrollTop = box.scrollHeight;
    anchor.current = firstSeen(box);
    if (box.scrollTop < NEAR_START) nearStart.current();
  };
  const toEnd = (): void => {
    setEnd(true);
    settle();
  };

  useLayoutEffect(() => setEnd(true), [generation]);
  useLayoutEffect(() => {
    const box = log.current;
    const before = anchor.current;
    if (box && before && !end.current && before.row.isConnected) {
      box.scrollTop += topOf(before.row) - before.top;
    }
    settle();
  });
  useEffect(() => {
    const box = log.current;
    if (!box) return undefined;
    const onScroll = (): void => {
      const reached = box.scrollHeight - box.scrollTop - box.clientHeight <= NEAR_END;
      if (reached !== end.current) setEnd(reached);
      anchor.current = firstSeen(box);
      if (box.scrollTop < NEAR_START) nearStart.current();
    };
    // A keyboard coming up or a growing composer must not cover the newest message.
    const sized = new ResizeObserver(settle);
    sized.observe(box);
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      sized.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, []);

  return { atEnd, toEnd };
}

const topOf = (row: HTMLElement): number => row.getBoundingClientRect().top;

/** The first message at least partly in sight, and where it stands. */
function firstSeen(box: HTMLElement): Anchor | undefined {
  const edge = topOf(box);
  const rows = box.querySelectorAll<HTMLElement>('[data-said]');
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row && row.getBoundingClientRect().bottom > edge) high = middle;
    else low = middle + 1;
  }
  const row = rows[low];
  return row ? { row, top: topOf(row) } : undefined;
}
