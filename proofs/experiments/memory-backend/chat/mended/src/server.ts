import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';

const publisher = new Redis(process.env.REDIS_URL!);
const subscriber = publisher.duplicate();

const io = new Server(Number(process.env.PORT), {
  transports: ['websocket'],
  adapter: createAdapter(publisher, subscriber),
});

io.on('connection', (socket) => {
  socket.on('say', (text: string) => {
    io.emit('said', text);
  });
});
