// SPDX-License-Identifier: LGPL-3.0-or-later
// Cuts nothing that has a place on the wall: the newest message gets the largest letters in which it
// fits whole, and an older one is whole while it is not over the top. What is too long for any of that is
// cut after as many lines as there is place for.

import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect } from 'preact/hooks';

/** From large to small; wall.css says how large. */
export const SIZES = ['short', 'medium', 'long', 'small'] as const;
type Size = (typeof SIZES)[number];

/** The part of the log's height that fades out at its top, as in wall.css. */
const FADING = 0.12;
/** Lines of an older message that reaches over the top. */
const OLDER_LINES = 4;

/** In which size to begin: larger letters than that would leave what was said before no place. */
export function startSize(body: string): Size {
  const lines = body.split('\n').length;
  if (body.length <= 70 && lines <= 3) return 'short';
  return body.length <= 220 && lines <= 7 ? 'medium' : 'long';
}

export function useFit(log: RefObject<HTMLElement>): void {
  // After each draw: somebody may have said something.
  useLayoutEffect(() => fit(log.current));
  useEffect(() => {
    const { current } = log;
    if (!current) return undefined;
    const sized = new ResizeObserver(() => fit(current));
    sized.observe(current);
    return () => sized.disconnect();
  }, []);
}

function fit(log: HTMLElement | null): void {
  const sayings = [...(log?.querySelectorAll<HTMLElement>('.saying') ?? [])].reverse();
  const newest = sayings.shift();
  if (!log || !newest) return;
  let left = log.clientHeight * (1 - FADING) - parseFloat(getComputedStyle(log).paddingBottom);
  left -= fitNewest(newest, left);
  for (const older of sayings) {
    const text = textOf(older);
    clamp(text, undefined);
    if (older.offsetHeight > left) clamp(text, OLDER_LINES);
    left -= older.offsetHeight;
  }
}

/** Returns the height that it takes. */
function fitNewest(newest: HTMLElement, place: number): number {
  const text = textOf(newest);
  clamp(text, undefined);
  for (const size of SIZES.slice(SIZES.indexOf(startSize(text.textContent ?? '')))) {
    newest.dataset.size = size;
    if (newest.offsetHeight <= place) return newest.offsetHeight;
  }
  const around = newest.offsetHeight - text.offsetHeight;
  clamp(text, Math.max(1, Math.floor((place - around) / parseFloat(getComputedStyle(text).lineHeight))));
  return newest.offsetHeight;
}

const textOf = (saying: HTMLElement): HTMLElement => saying.querySelector('.saying-text') ?? saying;

function clamp({ style }: HTMLElement, lines: number | undefined): void {
  style.webkitLineClamp = lines === undefined ? '' : String(lines);
}
