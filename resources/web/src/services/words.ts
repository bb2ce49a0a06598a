// SPDX-License-Identifier: LGPL-3.0-or-later
// Every word a person reads on the pages of the services, ready for translation.

const number = new Intl.NumberFormat();
const milliseconds = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1, minimumFractionDigits: 1 });

export const words = {
  heading: 'What runs here',
  intro: 'Each of these is a program of its own. One may crash or be replaced, and the others don’t notice.',
  place: (place: string) => (place === '' ? 'Lanroom' : place),
  toChat: 'Chat',
  back: 'What runs here',
  loading: 'Looking around…',
  unreachable: 'The server doesn’t answer. This page asks again by itself.',
  none: 'Nothing here answers you.',
  more: (count: number) =>
    count === 1
      ? 'One more answers only the computer it runs on.'
      : `${number.format(count)} more answer only the computer they run on.`,
  moreHint: 'Whoever runs this place can open them to everybody.',
  localOnly: 'This computer only',
  localHint: (name: string) =>
    `Services marked “This computer only” can’t be reached from elsewhere. Naming one in the setting services.open, such as ${name}, opens it to everybody.`,
  dropHint: 'Put a service of your own into the folder services/ of Lanroom’s data: it shows up here within two seconds.',
  states: {
    running: 'Running',
    replacing: 'Running',
    starting: 'Starting',
    restarting: 'Starting again',
    idle: 'Sleeping',
    failed: 'Failed',
    stopped: 'Stopped',
  } as Record<string, string>,
  missingTitle: 'It is gone',
  missingText: 'This service is no longer here.',

  link: {
    connecting: 'Connecting…',
    open: 'Connected',
    waiting: 'Coming back…',
    refused: 'It doesn’t let this page in. It may not be running.',
    retry: 'Try now',
  },

  chat: {
    open: 'Open the chat',
    byHand: 'Programs speak to it in a protocol, which you can try by hand here.',
  },

  echo: {
    label: 'Something to say',
    placeholder: 'Is anybody there?',
    send: 'Send',
    heading: 'What came back',
    empty: 'Say something: the same comes back.',
    took: (ms: number) => `${milliseconds.format(ms)} ms`,
    race: 'A hundred, one after the other',
    racing: 'Counting…',
    raced: (ms: number) => `A hundred times there and back: half of them in ${milliseconds.format(ms)} ms or less.`,
  },

  relay: {
    channel: 'Channel',
    channelHint: 'Whoever opens this page with the same channel hears the same.',
    change: 'Go there',
    now: (path: string) => `You are on ${path}`,
    label: 'Something for everybody on the channel',
    placeholder: 'Hello, all of you',
    send: 'Send',
    heading: 'On this channel',
    empty: 'Open this page in a second window, and say something here.',
    sketch: 'A sheet of paper for everybody on the channel: draw with the mouse or a finger',
    sketchHeading: 'Draw together',
    colour: (name: string) => `Draw in ${name}`,
    colours: ['ink', 'green', 'amber', 'red', 'blue'],
    clear: 'Clean sheet',
  },

  rooms: {
    name: 'Your name',
    nameHint: 'It stays the same until you load this page again.',
    enter: 'Enter',
    heading: 'Rooms',
    none: 'No room yet. Make the first.',
    create: 'New room',
    createPlaceholder: 'Tea',
    make: 'Make it',
    here: (count: number) => (count === 1 ? '1 here' : `${number.format(count)} here`),
    in: (room: string) => `In ${room}`,
    nowhere: 'Choose a room to talk in it.',
    say: 'Message',
    send: 'Send',
    came: (name: string) => `${name} came in`,
    went: (name: string) => `${name} went out`,
    afresh: 'The service began afresh, and its rooms with it. Say who you are again.',
  },

  book: {
    name: 'Your name',
    text: 'Your line',
    placeholder: 'It was good to be here',
    sign: 'Sign the book',
    signing: 'Writing…',
    words: 'Words people use',
    heading: 'Who was here',
    empty: 'Nobody has signed yet.',
    count: (count: number) => (count === 1 ? '1 line' : `${number.format(count)} lines`),
    older: 'Show earlier lines',
    missing: 'A name and a line, please.',
    failed: 'It could not be written. Try again?',
  },

  tryIt: {
    intro: 'This service has no page of its own here. You can speak to it by hand.',
    path: 'Address',
    pathHint: 'It takes what lies below its path, too.',
    connect: 'Connect',
    disconnect: 'Hang up',
    label: 'Message',
    send: 'Send',
    heading: 'What was said',
    empty: 'Nothing yet.',
    sent: 'You',
    got: 'Service',
    bytes: (count: number) => (count === 1 ? '1 byte: ' : `${number.format(count)} bytes: `),
    opened: 'Connected',
    closed: (code: number, reason: string) => `Closed with ${code}${reason === '' ? '' : `: ${reason}`}`,
    clear: 'Clear',
  },
};
