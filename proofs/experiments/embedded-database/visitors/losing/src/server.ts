import Database from 'better-sqlite3';
import express from 'express';

const database = new Database('visitors.db');
database.exec('create table if not exists entries (id integer primary key, name text not null)');

const app = express();
app.use(express.json());

app.post('/entries', (req, res) => {
  database.prepare('insert into entries (name) values (?)').run(req.body.name);
  res.status(201).json({ name: req.body.name });
});

app.get('/entries', (_req, res) => {
  const rows = database.prepare<[], { name: string }>('select name from entries order by id').all();
  res.json(rows.map(({ name }) => name));
});

app.listen(Number(process.env.PORT));
