// SPDX-License-Identifier: LGPL-3.0-or-later
// Peer: ws. ws.js PORT
const { WebSocketServer, WebSocket } = require('ws');

const rooms = new Map();
const server = new WebSocketServer({
  host: '127.0.0.1',
  port: Number(process.argv[2]),
  backlog: 4096,
  perMessageDeflate: false,
  clientTracking: false,
});

function echo(client) {
  client.on('message', (data, binary) => client.send(data, { binary }));
}

function relay(client, name) {
  if (!rooms.has(name)) rooms.set(name, new Set());
  const room = rooms.get(name);
  room.add(client);
  client.on('message', (data, binary) => {
    for (const member of room) {
      if (member.readyState === WebSocket.OPEN) member.send(data, { binary });
    }
  });
  client.on('close', () => room.delete(client));
}

server.on('connection', (client, request) => {
  if (request.url === '/echo') echo(client);
  else relay(client, request.url);
});
