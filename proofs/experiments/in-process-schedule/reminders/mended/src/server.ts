import { Queue, Worker } from 'bullmq';
import express from 'express';

const connection = { url: process.env.REDIS_URL };
const reminders = new Queue<{ text: string }>('reminders', { connection });
new Worker<{ text: string }>(
  'reminders',
  async ({ data }) => {
    await fetch(`${process.env.MAIL_URL}/mails`, { method: 'POST', body: data.text });
  },
  { connection },
);

const app = express();
app.use(express.json());

app.post('/reminders', async (req, res) => {
  const { text, seconds } = req.body;
  await reminders.add('reminder', { text }, { delay: seconds * 1000 });
  res.status(202).json({ text });
});

app.listen(Number(process.env.PORT));
