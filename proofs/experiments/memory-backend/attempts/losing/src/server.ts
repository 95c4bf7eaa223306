import express from 'express';
import { rateLimit } from 'express-rate-limit';

const attempts = rateLimit({ windowMs: 15 * 60_000, limit: 3 });

const app = express();
app.post('/sign-in', attempts, (_req, res) => {
  res.status(401).json({ error: 'wrong password' });
});

app.listen(Number(process.env.PORT));
