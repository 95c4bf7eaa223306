import express from 'express';
import cron from 'node-cron';
import pg from 'pg';

const database = new pg.Pool({ connectionString: process.env.DATABASE_URL });

// Each second here, so that nobody has to wait for midnight.
cron.schedule('* * * * * *', async () => {
  await database.query("insert into rounds values (date_trunc('second', now())) on conflict do nothing");
  await database.query('update loans set fee_cents = fee_cents + 10');
});

const app = express();
app.get('/loans/:book', async (req, res) => {
  const { rows } = await database.query('select fee_cents from loans where book = $1', [req.params.book]);
  res.json(rows[0]);
});

app.listen(Number(process.env.PORT));
