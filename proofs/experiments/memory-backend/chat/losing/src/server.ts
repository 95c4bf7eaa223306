import { Server } from 'socket.io';

const io = new Server(Number(process.env.PORT), { transports: ['websocket'] });

io.on('connection', (socket) => {
  socket.on('say', (text: string) => {
    io.emit('said', text);
  });
});
