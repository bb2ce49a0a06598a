// SPDX-License-Identifier: LGPL-3.0-or-later
// The rooms that the server lists, in the order people count.

import { byName } from './names';
import type { RoomInfo } from './protocol';

export const LOBBY = 'lobby';

/** The list with this room in it as it is now. */
export const withRoom = (rooms: readonly RoomInfo[], info: RoomInfo): RoomInfo[] =>
  sorted([...rooms.filter((each) => each.room !== info.room), info]);

export const sorted = (rooms: readonly RoomInfo[]): RoomInfo[] =>
  [...rooms].sort((a, b) => {
    if ((a.room === LOBBY) !== (b.room === LOBBY)) return a.room === LOBBY ? -1 : 1;
    return byName(a.title, b.title) || (a.room < b.room ? -1 : 1);
  });
