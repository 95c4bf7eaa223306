import express from 'express';
import { Redis } from 'ioredis';

const redis = new Redis(process.env.REDIS_URL!);

const app = express();
app.use(express.json());

app.post('/invoices', async (req, res) => {
  const number = await redis.incr('invoices:last-number');
  const invoice = { number, customer: req.body.customer };
  await redis.hset('invoices', String(number), JSON.stringify(invoice));
  res.status(201).json(invoice);
});

app.get('/invoices/:number', async (req, res) => {
  const invoice = await redis.hget('invoices', req.params.number);
  if (invoice) res.json(JSON.parse(invoice));
  else res.status(404).json({ error: 'no such invoice' });
});

app.listen(Number(process.env.PORT));
