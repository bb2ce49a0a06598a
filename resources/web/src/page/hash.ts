// SPDX-License-Identifier: LGPL-3.0-or-later
// The part of the address after # names the room: links to a room are links to this page.

import { foldRoomName } from '../core/names';

export function roomInAddress(): string | undefined {
  try {
    const name = foldRoomName(decodeURIComponent(location.hash.slice(1)));
    return name === '' ? undefined : name;
  } catch {
    return undefined;
  }
}

export const addressOf = (room: string): string => `#${encodeURIComponent(room)}`;

/** The same room spelled otherwise: no other place, so none to come back to. */
export function respell(from: string, to: string): void {
  if (roomInAddress() === from) history.replaceState(history.state, '', addressOf(to));
}

export function goTo(room: string): void {
  if (roomInAddress() !== room) location.hash = addressOf(room);
}
