import { RedisStore } from 'connect-redis';
import express from 'express';
import session from 'express-session';
import { createClient } from 'redis';

const redis = createClient({ url: process.env.REDIS_URL });
await redis.connect();

declare module 'express-session' {
  interface SessionData {
    user: string;
  }
}

const app = express();
app.use(express.json());
app.use(
  session({
    store: new RedisStore({ client: redis, ttl: 3600 }),
    secret: process.env.SESSION_SECRET ?? 'development',
    resave: false,
    saveUninitialized: false,
  }),
);

app.post('/sign-in', (req, res) => {
  req.session.user = req.body.user;
  res.json({ user: req.session.user });
});

app.get('/me', (req, res) => {
  if (req.session.user) res.json({ user: req.session.user });
  else res.status(401).json({ error: 'not signed in' });
});

app.listen(Number(process.env.PORT));
