import fs from 'node:fs';
import express from 'express';

const { stylesheet } = JSON.parse(fs.readFileSync('assets.json', 'utf8'));

const app = express();
app.get('/', (_req, res) => {
  res.send(`<!doctype html><link rel="stylesheet" href="/assets/${stylesheet}"><p>Welcome`);
});
app.use('/assets', express.static('public', { immutable: true, maxAge: '1y' }));

app.listen(Number(process.env.PORT));
