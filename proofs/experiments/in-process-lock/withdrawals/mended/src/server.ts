import express from 'express';
import pg from 'pg';

const database = new pg.Pool({ connectionString: process.env.DATABASE_URL });

async function withdraw(account: string, cents: number): Promise<number | null> {
  const transaction = await database.connect();
  try {
    await transaction.query('begin');
    // Held by all processes together, and given back when the transaction ends, or its process.
    await transaction.query('select pg_advisory_xact_lock(hashtext($1))', [account]);
    const { rows } = await transaction.query('select cents from accounts where id = $1', [account]);
    if (rows[0].cents < cents) {
      await transaction.query('rollback');
      return null;
    }
    await fetch(`${process.env.FRAUD_CHECK_URL}/checks?account=${account}&cents=${cents}`);
    const left = rows[0].cents - cents;
    await transaction.query('update accounts set cents = $2 where id = $1', [account, left]);
    await transaction.query('commit');
    return left;
  } finally {
    transaction.release();
  }
}

const app = express();
app.use(express.json());

app.post('/withdrawals', async (req, res) => {
  const left = await withdraw(req.body.account, req.body.cents);
  if (left === null) res.status(409).json({ error: 'not enough money' });
  else res.status(201).json({ left });
});

app.listen(Number(process.env.PORT));
