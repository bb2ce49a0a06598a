// SPDX-License-Identifier: LGPL-3.0-or-later
// What has become of the password that was given for a room.

import type { Room } from './room';

export type LockState = 'asking' | 'trying' | 'wrong';

/** given: for a room that is hidden, so that the server doesn't say that a password was wrong. */
export function lockState({ membership, refusal }: Room, welcomed: boolean, given: boolean): LockState {
  // Wanted, and connected: it is this room's turn soon, or the server had no time for it just now.
  if (membership === 'joining' || (membership === 'wanted' && welcomed)) return 'trying';
  if (membership !== 'refused') return 'asking'; // nobody has looked at it yet
  return refusal === 'password_wrong' || given ? 'wrong' : 'asking';
}
