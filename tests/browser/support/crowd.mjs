// SPDX-License-Identifier: LGPL-3.0-or-later
// More people than there are browsers: connections of a page of ours, for as long as it stays open.

import { randomBytes } from 'node:crypto';

const hello = (name) => ({ type: 'hello', protocol: 1, name });
const join = (room) => ({ type: 'join', room });

/** Somebody who asks for one thing after the other. Runs in the page. */
const somebody = (asks) => new Promise((resolve, reject) => {
  const socket = new WebSocket(`ws://${location.host}/chat`);
  let asked = 0;
  const ask = () => {
    if (asked < asks.length) socket.send(JSON.stringify({ ...asks[asked], id: String(asked) }));
    else resolve();
  };
  socket.onopen = ask;
  socket.onclose = ({ code }) => reject(new Error(`${asks[0].name} was closed with ${code}`));
  socket.onmessage = ({ data }) => {
    const answer = JSON.parse(data);
    if (answer.re !== String(asked)) return;
    if (answer.type === 'error' || answer.type === 'nack') reject(new Error(`${asks[0].name}: ${data}`));
    asked += 1;
    ask();
  };
});

/** One after the other: the browser makes a page wait that opens many connections at once. */
const come = (page, people) => page.evaluate(
  `(async () => { for (const asks of ${JSON.stringify(people)}) await (${somebody})(asks); })()`,
);

/** As many people more in the lobby, and rooms of these titles. */
export function crowd(page, people, titles = []) {
  const rooms = titles.map((title, at) => ({ type: 'create', room: `crowd-${at}`, title, hidden: false }));
  return come(page, Array.from({ length: people }, (_, at) => [
    hello(`Guest ${at + 1}`), join('lobby'), ...(at === 0 ? [...rooms, ...rooms.map(({ room }) => join(room))] : []),
  ]));
}

/** Somebody of this name in the room, who says this. */
export function talker(page, name, room, ...says) {
  const sends = says.map((body) => ({ type: 'send', room, cmid: randomBytes(16).toString('hex'), body }));
  return come(page, [[hello(name), join(room), ...sends]]);
}

/** Somebody who says 'line 1' to 'line COUNT' in the room. Returns the lines. */
export async function chatter(page, name, room, count) {
  const lines = Array.from({ length: count }, (_, at) => `line ${at + 1}`);
  await talker(page, name, room, ...lines);
  return lines;
}
