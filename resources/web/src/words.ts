// SPDX-License-Identifier: LGPL-3.0-or-later
// Every word a person reads, in one place, ready for translation.

import { MOST_NAME } from './core/names';
import type { Trouble } from './core/trouble';

const number = new Intl.NumberFormat();
// Each name by itself, so that those written from right to left don't take their neighbours' places.
const isolated = (name: string): string => `\u2068${name}\u2069`;
const list = (all: readonly string[]): string => {
  const names = all.map(isolated);
  if (names.length <= 1) return names.join('');
  const most = names.length > 4 ? 3 : names.length - 1;
  const rest = names.length - most;
  const start = names.slice(0, most).join(', ');
  return rest === 1 ? `${start} and ${names[names.length - 1] ?? ''}` : `${start} and ${rest} others`;
};
const people = (count: number): string =>
  count === 1 ? '1 person' : `${number.format(count)} people`;

export const words = {
  app: 'Lanroom',

  door: {
    title: 'Come on in',
    intro: 'Everyone on this network can meet here. No account, no internet: just a name.',
    name: 'Your name',
    namePlaceholder: 'What are you called?',
    access: 'Password of this place',
    accessHint: 'The person who runs it can tell you.',
    enter: 'Enter',
    entering: 'Entering…',
    nameTaken: (name: string) => `“${name}” is already taken here, or looks too much like a name that is.`,
    nameLong: `That name is too long: it may have up to ${MOST_NAME} characters.`,
    nameUnseen: 'There are unseen characters in that name. Please type it without them.',
    nameInvalid: 'That name can’t be used here. Up to 32 ordinary letters, please.',
    accessRequired: 'This place asks for a password.',
    accessWrong: 'That isn’t the password of this place.',
    other: 'The server didn’t take that. Try another name?',
    nameMissing: 'A name is all it takes.',
    suggest: (name: string) => `Be “${name}”`,
    changeTitle: 'Change your name',
    changeIntro: (name: string) => `What you have said so far stays under “${name}”.`,
    change: 'Change name',
    stay: (name: string) => `Stay ${name}`,
  },

  rooms: {
    heading: 'Rooms',
    yours: 'Your rooms',
    more: 'More rooms',
    none: 'No rooms here yet.',
    create: 'New room',
    open: 'Show rooms',
    close: 'Close rooms',
    people,
    peopleHere: (count: number) => `${people(count)} here`,
    unread: (count: number) => (count === 1 ? '1 new message' : `${number.format(count)} new messages`),
    locked: 'locked',
    badge: (count: number) => (count > 99 ? '99+' : number.format(count)),
    changeName: 'Change name',
    you: 'You',
  },

  create: {
    title: 'A new room',
    name: 'Name',
    namePlaceholder: 'Tea corner',
    address: (room: string) => `Its address here will be #${room}`,
    password: 'Password',
    optional: 'optional',
    passwordHint: 'Whoever comes in has to know it.',
    hidden: 'Hidden',
    hiddenHint: 'Not listed. Share its address with those you want in.',
    submit: 'Create room',
    busy: 'Creating…',
    cancel: 'Cancel',
    offline: 'The server can’t be reached right now; the room is made as soon as it is back.',
    errors: {
      no_address: 'Use at least one letter or digit.',
      room_taken: 'There is a room with this name already. Go there, or choose another name.',
      room_invalid: 'This name can’t be used for a room.',
      too_many_rooms: 'There are as many rooms as fit. An empty one has to go first.',
      rate: 'That was quick. Wait a moment and try again.',
    } as Record<string, string>,
    goTo: (room: string) => `Go to #${room}`,
    error: 'The room couldn’t be made. Try again?',
  },

  room: {
    people: 'People',
    morePeople: (count: number) => `and ${people(count)} more`,
    showPeople: (count: number) => (count === 0 ? 'Show who is here' : `Show who is here: ${people(count)}`),
    closePeople: 'Close people',
    inThisRoom: 'In this room',
    you: 'you',
    leave: 'Leave this room',
    roles: { operator: 'host', moderator: 'moderator' } as Record<string, string>,
    invite: 'Invite with this address',
    wall: 'Show on a big screen',
    copy: 'Copy',
    copied: 'Copied',
    joining: 'Opening the room…',
    lockedTitle: (title: string) => `${title} is locked`,
    lockedText: 'Someone who is in can tell you the password.',
    password: 'Password of the room',
    passwordWrong: 'That isn’t the password. Try again?',
    unlock: 'Go in',
    missingTitle: 'No room here',
    missingText: (room: string) =>
      `There is no room at #${room} that is open to you. It may be gone, or hidden behind a password.`,
    missingCreate: 'Create it',
    missingPassword: 'Enter a password',
    hiddenTitle: 'Hidden behind a password',
    hiddenWrong: 'Either that isn’t the password, or there is no such room.',
    refusedTitle: 'You can’t go in right now',
    refusedText: 'The server didn’t let you in.',
    again: 'Try again',
    toLobby: 'Go to the lobby',
    unsentHere: (count: number) =>
      count === 1
        ? 'One of your messages waits here to be sent.'
        : `${count} of your messages wait here to be sent.`,
    leaveTitle: (title: string) => `Leave ${title}?`,
    leaveUnsent: (count: number) =>
      count === 1
        ? 'One of your messages hasn’t been sent yet. It will be discarded.'
        : `${count} of your messages haven’t been sent yet. They will be discarded.`,
    leaveAnyway: 'Discard and leave',
    stay: 'Stay',
    leftTitle: (title: string) => `You left ${title}`,
    leftText: 'Pick another room, or come back in.',
    comeBackIn: 'Come back in',
  },

  log: {
    label: (title: string) => `Messages in ${title}`,
    emptyTitle: 'It’s quiet in here',
    emptyText: 'Say the first word. Everyone who comes in will see it.',
    start: (title: string) => `This is where ${title} begins.`,
    loadingOlder: 'Loading earlier messages…',
    earlier: 'Show earlier messages',
    today: 'Today',
    yesterday: 'Yesterday',
    newLine: 'New',
    newMessages: (count: number) => (count === 1 ? '1 new message' : `${number.format(count)} new messages`),
    showAll: 'Show all',
    showLess: 'Show less',
    toNewest: 'Go to the newest message',
    waiting: 'Waiting to be sent',
    sent: 'Sent',
    failed: {
      conflict: 'Not sent: another message took its place.',
      too_long: 'Not sent: it is too long.',
      muted: 'Not sent: you can’t write here at the moment.',
      refused: 'Not sent: the server didn’t take it.',
      renamed: 'Sent under your former name, but perhaps it didn’t arrive.',
    },
    retry: 'Try again',
    edit: 'Edit',
    discard: 'Discard',
    joined: (names: readonly string[]) => `${list(names)} joined`,
    left: (names: readonly string[]) => `${list(names)} left`,
    cameBack: (names: readonly string[]) => `${list(names)} came back`,
    stoppedBy: (names: readonly string[]) => `${list(names)} stopped by`,
  },

  composer: {
    label: (title: string) => `Message to ${title}`,
    placeholder: (title: string) => `Write to ${title}`,
    send: 'Send',
    full: 'Too many are waiting',
    left: (count: number) => (count === 1 ? '1 character left' : `${number.format(count)} characters left`),
    over: (count: number) =>
      count === 1 ? '1 character too many' : `${number.format(count)} characters too many`,
  },

  connection: {
    connecting: 'Connecting…',
    reconnecting: 'Reconnecting…',
    reconnectingIn: (seconds: number) => `Reconnecting in ${seconds} s…`,
    kept: 'Your messages are kept.',
    notKept: 'Keep this page open until your messages are sent.',
    lost: 'The connection is lost; trying to come back.',
    tryNow: 'Try now',
    back: 'Connected again.',
    closed: 'This place was closed.',
    stopped: 'The chat has stopped.',
    long: 'The chat is away.',
    why: {
      unreachable: 'Is this device still in the same network?',
      gone: 'Is this device still in the same network? If it is, whoever opened this place may have closed it.',
      closed: 'What was said is kept; this page comes back by itself when it opens again.',
      full: 'Too many devices are connected at the moment.',
      away: 'The chat is just starting again.',
      stopped: 'The person who opened this place has to start it again. This page keeps trying.',
      long: 'If it doesn’t come back soon, tell the person who opened this place. This page keeps trying.',
    } as Partial<Record<Trouble, string>>,
    removedTitle: 'You were removed',
    removedText: 'Someone who runs this place has sent you out.',
    comeBack: 'Come back',
    closedTitle: 'The connection was closed',
    closedText: 'The server didn’t hear from this page in time.',
    connect: 'Connect again',
    versionTitle: 'This page is out of date',
    versionText: 'The server speaks a newer language. Load the page again.',
    reload: 'Load again',
  },

  close: 'Close',
};
