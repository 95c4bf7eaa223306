import { Queue, Worker } from 'bullmq';
import express from 'express';
import pg from 'pg';

const database = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const connection = { url: process.env.REDIS_URL };

const fees = new Queue('late-fees', { connection });
await fees.upsertJobScheduler('nightly', { pattern: '* * * * * *' });
new Worker(
  'late-fees',
  async () => {
    await database.query("insert into rounds values (date_trunc('second', now())) on conflict do nothing");
    await database.query('update loans set fee_cents = fee_cents + 10');
  },
  { connection },
);

const app = express();
app.get('/loans/:book', async (req, res) => {
  const { rows } = await database.query('select fee_cents from loans where book = $1', [req.params.book]);
  res.json(rows[0]);
});

app.listen(Number(process.env.PORT));
