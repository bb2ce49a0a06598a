// SPDX-License-Identifier: LGPL-3.0-or-later
// Every word a person reads on the wall, ready for translation.

import type { Trouble } from '../core/trouble';

const number = new Intl.NumberFormat();

export const words = {
  title: (room: string) => `${room} · Wall`,
  log: (room: string) => `The newest messages in ${room}`,
  host: 'host',
  people: (count: number) => (count === 1 ? '1 person here' : `${number.format(count)} people here`),
  join: 'Join in',
  code: 'A code that opens this room on a phone',
  emptyTitle: 'It’s quiet in here',
  emptyText: 'Scan the code and say the first word.',
  opening: 'Opening the room…',
  lost: 'Reconnecting…',
  trouble: {
    unreachable: 'Is this screen still in the same network?',
    gone: 'Nobody answers. This place may have been closed.',
    closed: 'This place was closed. What is said here shows again when it opens.',
    full: 'Too many devices are connected.',
    away: 'The chat is just starting again.',
    stopped: 'The chat has stopped. The person who opened this place has to start it again.',
    long: 'The chat is away. The person who opened this place may have to start it again.',
  } as Partial<Record<Trouble, string>>,
  fullScreen: 'Full screen',
  missingTitle: (room: string) => `No room at #${room}`,
  missingText: 'As soon as somebody makes it, it shows here. If it is hidden behind a password, enter that.',
  lockedTitle: (room: string) => `${room} is locked`,
  lockedText: 'Whoever is in the room can tell its password.',
  accessTitle: 'This place asks for its password',
  accessText: 'The person who runs it can tell you.',
  refusedTitle: 'The room can’t be shown right now',
  password: 'Password',
  wrong: 'That isn’t it. Try again?',
  show: 'Show the room',
  trying: 'Trying…',
  removedTitle: 'The wall was sent away',
  removedText: 'Someone who runs this place has closed it.',
  versionTitle: 'This page is out of date',
  comeBack: 'Come back',
  reload: 'Load again',
};
