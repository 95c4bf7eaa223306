import type { Example } from './rule.ts';

const reported = (text: string, file = 'server.ts'): Example => ({ file, text: text.trimStart(), reports: true });
const silent = (text: string, file = 'server.ts'): Example => ({ file, text: text.trimStart(), reports: false });

/** Examples by rule, for its page and `explain`: first what is reported, then the same done rightly. */
export const examples: ReadonlyMap<string, readonly Example[]> = new Map([
  [
    'module-state',
    [
      reported(`
import express from 'express';

const votes: Record<string, number> = {}; // reported
const app = express();
app.post('/votes/:name', (req, res) => {
  votes[req.params.name] = (votes[req.params.name] ?? 0) + 1;
  res.json(votes);
});
app.listen(3000);
`),
      silent(`
import express from 'express';
import { Redis } from 'ioredis';

const redis = new Redis(process.env.REDIS_URL!);
const app = express();
app.post('/votes/:name', async (req, res) => {
  res.json({ votes: await redis.hincrby('votes', req.params.name, 1) });
});
app.listen(3000);
`),
    ],
  ],
  [
    'module-cache',
    [
      reported(`
import express from 'express';
import pg from 'pg';

const pool = new pg.Pool();
const prices = new Map<string, unknown>(); // reported
const app = express();
app.get('/prices/:id', async (req, res) => {
  const known = prices.get(req.params.id);
  if (known) return void res.json(known);
  const { rows } = await pool.query('select * from prices where id = $1', [req.params.id]);
  prices.set(req.params.id, rows[0]);
  res.json(rows[0]);
});
app.listen(3000);
`),
      silent(`
import express from 'express';
import pg from 'pg';
import { Redis } from 'ioredis';

const pool = new pg.Pool();
const redis = new Redis(process.env.REDIS_URL!);
const app = express();
app.get('/prices/:id', async (req, res) => {
  const known = await redis.get(req.params.id);
  if (known) return void res.type('json').send(known);
  const { rows } = await pool.query('select * from prices where id = $1', [req.params.id]);
  await redis.set(req.params.id, JSON.stringify(rows[0]), 'EX', 60);
  res.json(rows[0]);
});
app.listen(3000);
`),
    ],
  ],
  [
    'memory-session',
    [
      reported(`
import express from 'express';
import session from 'express-session';

const app = express();
app.use(session({ secret: process.env.SECRET!, resave: false, saveUninitialized: false })); // reported
app.listen(3000);
`),
      silent(`
import { RedisStore } from 'connect-redis';
import express from 'express';
import session from 'express-session';
import { createClient } from 'redis';

const client = await createClient({ url: process.env.REDIS_URL }).connect();
const app = express();
app.use(session({ store: new RedisStore({ client }), secret: process.env.SECRET!, resave: false, saveUninitialized: false }));
app.listen(3000);
`),
    ],
  ],
  [
    'memory-backend',
    [
      reported(`
import express from 'express';
import { rateLimit } from 'express-rate-limit';

const app = express();
app.use(rateLimit({ windowMs: 60_000, limit: 100 })); // reported
app.listen(3000);
`),
      silent(`
import express from 'express';
import { rateLimit } from 'express-rate-limit';
import { RedisStore } from 'rate-limit-redis';
import { createClient } from 'redis';

const client = await createClient({ url: process.env.REDIS_URL }).connect();
const store = new RedisStore({ sendCommand: (...args: string[]) => client.sendCommand(args) });
const app = express();
app.use(rateLimit({ windowMs: 60_000, limit: 100, store }));
app.listen(3000);
`),
    ],
  ],
  [
    'local-persistence',
    [
      reported(`
import { writeFile } from 'node:fs/promises';
import express from 'express';

const app = express();
app.put('/avatars/:user', express.raw({ type: 'image/png' }), async (req, res) => {
  await writeFile(\`/srv/avatars/\${req.params.user}.png\`, req.body); // reported
  res.sendStatus(204);
});
app.listen(3000);
`),
      silent(`
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import express from 'express';

const s3 = new S3Client({});
const app = express();
app.put('/avatars/:user', express.raw({ type: 'image/png' }), async (req, res) => {
  await s3.send(new PutObjectCommand({ Bucket: 'avatars', Key: req.params.user, Body: req.body }));
  res.sendStatus(204);
});
app.listen(3000);
`),
    ],
  ],
  [
    'embedded-database',
    [
      reported(`
import Database from 'better-sqlite3';
import express from 'express';

const db = new Database('/data/orders.db'); // reported
const app = express();
app.get('/orders', (_req, res) => {
  res.json(db.prepare('select * from orders').all());
});
app.listen(3000);
`),
      silent(`
import express from 'express';
import pg from 'pg';

const db = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const app = express();
app.get('/orders', async (_req, res) => {
  res.json((await db.query('select * from orders')).rows);
});
app.listen(3000);
`),
    ],
  ],
  [
    'in-process-schedule',
    [
      reported(`
import express from 'express';
import cron from 'node-cron';
import pg from 'pg';

const pool = new pg.Pool();
const app = express();
cron.schedule('0 3 * * *', async () => { // reported
  await pool.query('delete from carts where touched_at < now() - interval \\'7 days\\'');
});
app.listen(3000);
`),
      silent(`
import { Queue, Worker } from 'bullmq';
import express from 'express';
import pg from 'pg';

const connection = { host: process.env.REDIS_HOST! };
const pool = new pg.Pool();
const app = express();
await new Queue('sweep', { connection }).upsertJobScheduler('sweep', { pattern: '0 3 * * *' });
new Worker('sweep', async () => {
  await pool.query('delete from carts where touched_at < now() - interval \\'7 days\\'');
}, { connection });
app.listen(3000);
`),
    ],
  ],
  [
    'in-process-lock',
    [
      reported(`
import { Mutex } from 'async-mutex';
import express from 'express';
import pg from 'pg';

const pool = new pg.Pool();
const mutex = new Mutex(); // reported
const app = express();
app.post('/close-day', async (_req, res) => {
  await mutex.runExclusive(() => pool.query('call close_day()'));
  res.sendStatus(204);
});
app.listen(3000);
`),
      silent(`
import express from 'express';
import pg from 'pg';

const pool = new pg.Pool();
const app = express();
app.post('/close-day', async (_req, res) => {
  await pool.query('select pg_advisory_lock(42)');
  await pool.query('call close_day()');
  res.sendStatus(204);
});
app.listen(3000);
`),
    ],
  ],
  [
    'sticky-session',
    [
      reported(`
import { createServer } from 'node:http';
import sticky from 'sticky-session';

const server = createServer((_req, res) => {
  res.end('ok');
});
sticky.listen(server, 3000); // reported
`),
      silent(`
import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';

const redis = new Redis(process.env.REDIS_URL!);
const adapter = createAdapter(redis, redis.duplicate());
const server = createServer();
new Server(server, { transports: ['websocket'], adapter });
server.listen(3000);
`),
    ],
  ],
  [
    'runtime-asset-compilation',
    [
      reported(`
import express from 'express';
import * as sass from 'sass';

const app = express();
app.get('/theme.css', (_req, res) => {
  res.type('css').send(sass.compile('theme.scss').css); // reported
});
app.listen(3000);
`),
      silent(`
import express from 'express';

const app = express();
app.use(express.static('dist'));
app.listen(3000);
`),
    ],
  ],
]);
