// SPDX-License-Identifier: LGPL-3.0-or-later
// The scroll position of a log: stays at the end while one is there; when rows come in above,
// what one reads stays put; near the start the owner is told to fetch earlier rows.

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

/** What a message tells the log when it has become longer or shorter. */
export const FOLDED = 'folded';

const NEAR_END = 40;
const NEAR_START = 300;
const ABOVE_NEW = 60;

interface Options {
  /** A new number means other rows altogether: start at the end again. */
  generation: number;
  onNearStart: () => void;
}

/** By key, not element: a message may be drawn anew when its group comes apart. */
interface Anchor {
  key: string;
  top: number;
}

/** As the log stood when we last looked. */
interface Stand {
  top: number;
  height: number;
}

export function useLogScroll(log: RefObject<HTMLDivElement>, { generation, onNearStart }: Options) {
  const [atEnd, setAtEnd] = useState(true);
  const end = useRef(true);
  const anchor = useRef<Anchor>();
  const stood = useRef<Stand>();
  const placed = useRef(false);
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
    stood.current = standOf(box);
    if (box.scrollTop < NEAR_START) nearStart.current();
  };
  /** Whatever came in above, or wraps otherwise: what one reads stays put. */
  const hold = (): void => {
    const box = log.current;
    const before = anchor.current;
    if (!box || !before) return;
    if (stood.current && moved(box, stood.current)) {
      setEnd(reaches(box, stood.current.height));
      return;
    }
    if (end.current) return;
    const row = box.querySelector<HTMLElement>(`[data-said="${CSS.escape(before.key)}"]`);
    if (row) box.scrollTop += topOf(row) - before.top;
  };
  /** Once, when the first rows are there: to what is new, where that doesn't fit the screen. */
  const placeFirst = (box: HTMLElement): void => {
    if (placed.current || !box.querySelector('[data-said]')) return;
    placed.current = true;
    const line = box.querySelector<HTMLElement>('[data-new]');
    if (!line || box.scrollHeight - (topOf(line) - topOf(box) + box.scrollTop) <= box.clientHeight) return;
    box.scrollTop += topOf(line) - topOf(box) - ABOVE_NEW;
    stood.current = standOf(box);
    setEnd(false);
  };
  const toEnd = (): void => {
    setEnd(true);
    settle();
  };

  useLayoutEffect(() => setEnd(true), [generation]);
  useLayoutEffect(() => {
    const box = log.current;
    if (box) placeFirst(box);
    hold();
    settle();
  });
  useEffect(() => {
    const box = log.current;
    if (!box) return undefined;
    const onScroll = (): void => {
      const reached = reaches(box, box.scrollHeight);
      if (reached !== end.current) setEnd(reached);
      anchor.current = firstSeen(box);
      stood.current = standOf(box);
      if (box.scrollTop < NEAR_START) nearStart.current();
    };
    // A keyboard coming up or a growing composer must not cover the newest message.
    const sized = new ResizeObserver(() => {
      hold();
      settle();
    });
    sized.observe(box);
    box.addEventListener('scroll', onScroll, { passive: true });
    box.addEventListener(FOLDED, onScroll);
    return () => {
      sized.disconnect();
      box.removeEventListener('scroll', onScroll);
      box.removeEventListener(FOLDED, onScroll);
    };
  }, []);

  return { atEnd, end, toEnd };
}

const standOf = (box: HTMLElement): Stand => ({ top: box.scrollTop, height: box.scrollHeight });

const reaches = (box: HTMLElement, height: number): boolean =>
  height - box.scrollTop - box.clientHeight <= NEAR_END;

/** Whether somebody scrolled, and we have not heard of it: the event comes with the next frame, and a
 * draw may come first. What is drawn moves nothing by itself, but a log that got shorter ends sooner. */
const moved = (box: HTMLElement, stand: Stand): boolean =>
  Math.abs(box.scrollTop - Math.min(stand.top, box.scrollHeight - box.clientHeight)) > 1;

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
  return row ? { key: row.dataset.said ?? '', top: topOf(row) } : undefined;
}
