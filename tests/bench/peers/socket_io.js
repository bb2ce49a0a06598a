// SPDX-License-Identifier: LGPL-3.0-or-later
// Peer: Socket.IO, over WebSocket alone. socket_io.js PORT
// /socket.io/?EIO=4&transport=websocket is its echo; with &room=NAME it is the room of that name.
const { createServer } = require('node:http');
const { Server } = require('socket.io');

const http = createServer((_, response) => response.writeHead(404).end());
const io = new Server(http, {
  transports: ['websocket'],
  perMessageDeflate: false,
  httpCompression: false,
  serveClient: false,
});

io.on('connection', (socket) => {
  const { room } = socket.handshake.query;
  delete socket.conn.request; // its guide to memory: the first request is not needed any more
  if (room === undefined) {
    socket.on('m', (data) => socket.emit('m', data));
    return;
  }
  socket.join(room);
  socket.on('m', (data) => io.to(room).emit('m', data));
});

http.listen({ host: '127.0.0.1', port: Number(process.argv[2]), backlog: 4096 });
