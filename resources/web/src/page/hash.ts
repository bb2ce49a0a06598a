// SPDX-License-Identifier: LGPL-3.0-or-later
// The part of the address after # names the room: links to a room are links to this page.

export function roomInAddress(): string | undefined {
  try {
    const name = decodeURIComponent(location.hash.slice(1)).normalize('NFKC').toLowerCase();
    return name === '' ? undefined : name;
  } catch {
    return undefined;
  }
}

export const addressOf = (room: string): string => `#${encodeURIComponent(room)}`;

export function goTo(room: string): void {
  if (roomInAddress() !== room) location.hash = addressOf(room);
}
