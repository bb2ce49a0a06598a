// SPDX-License-Identifier: LGPL-3.0-or-later
// Control: ws and SQLite, with as much of the chat's protocol as the load needs. chat_control.js PORT FOLDER
//
// An acknowledged message is on disk, and everyone sees one order: what comes together shares a commit of
// at most 50 messages, and none waits longer than 5 ms for others.
const path = require('node:path');
const Database = require('better-sqlite3');
const { WebSocketServer, WebSocket } = require('ws');

const GROUP = 50;
const WAIT_MS = 5;

const database = new Database(path.join(process.argv[3], 'chat.db'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec('CREATE TABLE message (seq INTEGER PRIMARY KEY, cmid TEXT UNIQUE, sender INTEGER, ts INTEGER, body TEXT)');
const insert = database.prepare('INSERT INTO message (cmid, sender, ts, body) VALUES (?, ?, ?, ?)');
const insertAll = database.transaction((group) => {
  for (const each of group) {
    each.seq = insert.run(each.cmid, each.sender, each.ts, each.body).lastInsertRowid;
  }
});

const members = new Set();
let waiting = [];
let timer;

function commit() {
  clearTimeout(timer);
  timer = undefined;
  const group = waiting;
  waiting = [];
  insertAll(group);
  for (const { client, id, room, seq, cmid, sender, ts, body } of group) {
    client.send(JSON.stringify({ type: 'ack', re: id, room, cmid, seq, ts }));
    const text = JSON.stringify({ type: 'message', room, seq, cmid, from: { id: sender }, ts, body });
    for (const member of members) {
      if (member.readyState === WebSocket.OPEN) member.send(text);
    }
  }
}

function store(client, sender, { id, room, cmid, body }) {
  waiting.push({ client, sender, id, room, cmid, body, ts: Date.now() });
  if (waiting.length >= GROUP) commit();
  else timer ??= setTimeout(commit, WAIT_MS);
}

let clients = 0;
const server = new WebSocketServer({
  host: '127.0.0.1',
  port: Number(process.argv[2]),
  backlog: 4096,
  perMessageDeflate: false,
  clientTracking: false,
});
server.on('connection', (client) => {
  const number = ++clients;
  client.on('message', (data) => {
    const request = JSON.parse(data);
    if (request.type === 'send') return store(client, number, request);
    if (request.type === 'join') members.add(client);
    const type = request.type === 'join' ? 'joined' : 'welcome';
    client.send(JSON.stringify({ type, re: request.id }));
  });
  client.on('close', () => members.delete(client));
});
