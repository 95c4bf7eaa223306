import express from 'express';
import { rateLimit } from 'express-rate-limit';
import { Redis } from 'ioredis';
import { type RedisReply, RedisStore } from 'rate-limit-redis';

const redis = new Redis(process.env.REDIS_URL!);

const attempts = rateLimit({
  windowMs: 15 * 60_000,
  limit: 3,
  store: new RedisStore({
    sendCommand: (command: string, ...args: string[]) => redis.call(command, ...args) as Promise<RedisReply>,
  }),
});

const app = express();
app.post('/sign-in', attempts, (_req, res) => {
  res.status(401).json({ error: 'wrong password' });
});

app.listen(Number(process.env.PORT));
