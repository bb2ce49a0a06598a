// npm install socket.io; node echo.mjs
import { Server } from 'socket.io';

const io = new Server(8080);
io.on('connection', (socket) => {
  socket.on('message', (data) => socket.emit('message', data));
});
