// SPDX-License-Identifier: LGPL-3.0-or-later

/** As many people more in the lobby, and rooms of these titles, for as long as the page stays open. */
export function crowd(page, people, titles = []) {
  const one = ([name, made]) => new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${location.host}/chat`);
    const asks = [
      { type: 'hello', protocol: 1, name },
      { type: 'join', room: 'lobby' },
      ...made.map((title, at) => ({ type: 'create', room: `crowd-${at}`, title, hidden: false })),
      ...made.map((title, at) => ({ type: 'join', room: `crowd-${at}` })),
    ];
    let asked = 0;
    const ask = () => {
      if (asked < asks.length) socket.send(JSON.stringify({ ...asks[asked], id: String(asked) }));
      else resolve();
    };
    socket.onopen = ask;
    socket.onclose = ({ code }) => reject(new Error(`${name} was closed with ${code}`));
    socket.onmessage = ({ data }) => {
      const answer = JSON.parse(data);
      if (answer.re !== String(asked)) return;
      if (answer.type === 'error') reject(new Error(`${name}: ${data}`));
      asked += 1;
      ask();
    };
  });
  const names = Array.from({ length: people }, (_, at) => [`Guest ${at + 1}`, at === 0 ? titles : []]);
  // One after the other: the browser makes a page wait that opens many connections at once.
  return page.evaluate(`(async () => { for (const each of ${JSON.stringify(names)}) await (${one})(each); })()`);
}
