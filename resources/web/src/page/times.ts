// SPDX-License-Identifier: LGPL-3.0-or-later
// Days in the language of the page, hours as this browser's person counts them.

import { words } from '../words';

const own = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions();

/** The page speaks English: so do its days, in the reader's own English where they have one. */
export const pageLanguage = (ofReader: string): string => (/^en\b/i.test(ofReader) ? ofReader : 'en-GB');

const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(pageLanguage(own.locale), options);
// Whether a day has 12 or 24 hours is the reader's habit, whatever the language.
const { hour12 } = own;
const hour = format({ hour: 'numeric', minute: '2-digit', hour12 });
const day = format({ weekday: 'long', day: 'numeric', month: 'long' });
const dayOfYear = format({ day: 'numeric', month: 'long', year: 'numeric' });
const exact = format({ dateStyle: 'medium', timeStyle: 'medium', hour12 });

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
