// SPDX-License-Identifier: LGPL-3.0-or-later

/** What the service at a path answers to a text, when a page of its server says it. */
export function askService(page, path, text) {
  return page.evaluate(([where, words]) => new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${location.host}${where}`);
    socket.onopen = () => socket.send(words);
    socket.onmessage = ({ data }) => {
      resolve(data);
      socket.close();
    };
    socket.onclose = ({ code }) => reject(new Error(`${where} closed with ${code}`));
  }), [path, text]);
}
