// npm install socket.io; node chat.mjs
import { Server } from 'socket.io';

const io = new Server(8080);
io.on('connection', (socket) => {
  socket.once('enter', ({ room, name }, answer) => {
    if (typeof room !== 'string' || typeof name !== 'string' || name === '' || name.length > 32) {
      answer?.({ error: 'A name has 1 to 32 characters.' });
      return;
    }
    socket.join(room);
    io.to(room).emit('came', { name });
    socket.on('say', (text) => io.to(room).emit('said', { name, text: String(text) }));
    socket.on('disconnect', () => io.to(room).emit('left', { name }));
    answer?.({ ok: true });
  });
});
