import { once } from 'node:events';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';

const publisher = new Redis(process.env.REDIS_URL!);
const subscriber = publisher.duplicate();
await Promise.all([once(publisher, 'ready'), once(subscriber, 'ready')]);

const io = new Server({
  transports: ['websocket'],
  adapter: createAdapter(publisher, subscriber),
});

io.on('connection', (socket) => {
  socket.on('say', (text: string) => {
    io.emit('said', text);
  });
});

// Nobody connects before this process hears the others.
io.listen(Number(process.env.PORT));
