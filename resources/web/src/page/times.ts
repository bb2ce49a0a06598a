// SPDX-License-Identifier: LGPL-3.0-or-later
// Days and hours as this browser's person writes them.

import { words } from '../words';

const hour = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

export const clockTime = (ts: number): string => hour.format(ts);
export const exactTime = (ts: number): string => exact.format(ts);

/** Midnight of that day here, as a key for comparing days. */
export function dayOf(ts: number): number {
  const date = new Date(ts);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

export function dayName(ts: number, now: number): string {
  const date = dayOf(ts);
  const today = dayOf(now);
  if (date === today) return words.log.today;
  // Half a day back from midnight is yesterday, even where clocks change.
  if (date === dayOf(today - 12 * 3_600_000)) return words.log.yesterday;
  const sameYear = new Date(ts).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? day : dayOfYear).format(ts);
}
