import { Mutex } from 'async-mutex';
import express from 'express';
import pg from 'pg';

const database = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const oneAtATime = new Mutex();

async function withdraw(account: string, cents: number): Promise<number | null> {
  return oneAtATime.runExclusive(async () => {
    const { rows } = await database.query('select cents from accounts where id = $1', [account]);
    if (rows[0].cents < cents) return null;
    await fetch(`${process.env.FRAUD_CHECK_URL}/checks?account=${account}&cents=${cents}`);
    const left = rows[0].cents - cents;
    await database.query('update accounts set cents = $2 where id = $1', [account, left]);
    return left;
  });
}

const app = express();
app.use(express.json());

app.post('/withdrawals', async (req, res) => {
  const left = await withdraw(req.body.account, req.body.cents);
  if (left === null) res.status(409).json({ error: 'not enough money' });
  else res.status(201).json({ left });
});

app.listen(Number(process.env.PORT));
