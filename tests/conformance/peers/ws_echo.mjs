// SPDX-License-Identifier: LGPL-3.0-or-later
// Peer: an echo endpoint by 'ws', as its README has it, compression on and the limit the suite asks
// about. Prints its port.   node ws_echo.mjs MAX-MESSAGE
import { WebSocketServer } from 'ws'

const server = new WebSocketServer({
  host: '127.0.0.1',
  port: 0,
  path: '/echo',
  perMessageDeflate: { threshold: 0 },
  maxPayload: Number(process.argv[2]),
})
server.on('connection', client => {
  client.on('error', () => {}) // ws closes the connection itself
  client.on('message', (data, binary) => client.send(data, { binary }))
})
server.on('listening', () => console.log(server.address().port))
