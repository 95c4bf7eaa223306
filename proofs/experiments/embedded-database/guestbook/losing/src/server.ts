import express from 'express';
import { JSONFilePreset } from 'lowdb/node';

type Entry = { name: string };

const database = await JSONFilePreset<{ entries: Entry[] }>('guestbook.json', { entries: [] });

const app = express();
app.use(express.json());

app.post('/entries', async (req, res) => {
  await database.update(({ entries }) => entries.push({ name: req.body.name }));
  res.status(201).json({ name: req.body.name });
});

app.get('/entries', (_req, res) => {
  res.json(database.data.entries.map(({ name }) => name));
});

app.listen(Number(process.env.PORT));
