import http from 'node:http';
import { createAdapter } from '@socket.io/redis-adapter';
import express from 'express';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';

const redis = new Redis(process.env.REDIS_URL!);
const day = 24 * 60 * 60;

const app = express();
app.use(express.json());
const server = http.createServer(app);
const io = new Server(server, {
  transports: ['websocket'],
  adapter: createAdapter(redis.duplicate(), redis.duplicate()),
});

app.get('/settings', (_req, res) => {
  res.json({ transports: ['websocket'] });
});

app.post('/baskets/:customer', async (req, res) => {
  const key = `basket:${req.params.customer}`;
  await redis.rpush(key, req.body.item);
  await redis.expire(key, day);
  const basket = await redis.lrange(key, 0, -1);
  io.emit(`basket of ${req.params.customer}`, basket);
  res.status(201).json(basket);
});

app.get('/baskets/:customer', async (req, res) => {
  res.json(await redis.lrange(`basket:${req.params.customer}`, 0, -1));
});

server.listen(Number(process.env.PORT));
