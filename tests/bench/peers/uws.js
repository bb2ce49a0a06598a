// SPDX-License-Identifier: LGPL-3.0-or-later
// Peer: uWebSockets under Node. uws.js PORT
// Publishing is native; each message that comes in passes through JavaScript.
const uws = require('@trufflesuite/uws-js-unofficial');

const options = { compression: uws.DISABLED, maxBackpressure: 64 << 20, idleTimeout: 0 };
const app = uws.App();
app
  .ws('/echo', { ...options, message: (client, data, isBinary) => client.send(data, isBinary) })
  .ws('/relay/:name', {
    ...options,
    upgrade: (response, request, context) => {
      response.upgrade(
        { room: request.getUrl() },
        request.getHeader('sec-websocket-key'),
        request.getHeader('sec-websocket-protocol'),
        request.getHeader('sec-websocket-extensions'),
        context,
      );
    },
    open: (client) => client.subscribe(client.room),
    message: (client, data, isBinary) => app.publish(client.room, data, isBinary),
  })
  .listen('127.0.0.1', Number(process.argv[2]), () => {});
