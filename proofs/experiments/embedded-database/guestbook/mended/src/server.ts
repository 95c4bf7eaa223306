import express from 'express';
import pg from 'pg';

const database = new pg.Pool({ connectionString: process.env.DATABASE_URL });

const app = express();
app.use(express.json());

app.post('/entries', async (req, res) => {
  await database.query('insert into entries (name) values ($1)', [req.body.name]);
  res.status(201).json({ name: req.body.name });
});

app.get('/entries', async (_req, res) => {
  const { rows } = await database.query('select name from entries order by id');
  res.json(rows.map(({ name }) => name));
});

app.listen(Number(process.env.PORT));
