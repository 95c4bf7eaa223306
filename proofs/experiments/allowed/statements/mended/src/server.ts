import fs from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express from 'express';
import pg from 'pg';

const database = new pg.Pool({ connectionString: process.env.DATABASE_URL });

/** Fetches a statement of the bank, which is too large for the memory, and books its lines: all of them, or none. */
async function book(statement: string): Promise<number> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'statement-'));
  const transaction = await database.connect();
  try {
    const file = path.join(folder, 'statement.csv');
    const answer = await fetch(`${process.env.BANK_URL}/statements/${encodeURIComponent(statement)}`);
    await pipeline(Readable.fromWeb(answer.body!), fs.createWriteStream(file));

    await transaction.query('begin');
    let lines = 0;
    for await (const text of readline.createInterface({ input: fs.createReadStream(file) })) {
      lines += 1;
      await transaction.query('insert into bookings values ($1, $2, $3)', [
        statement,
        lines,
        Number(text.split(';')[1]),
      ]);
    }
    await transaction.query('commit');
    return lines;
  } catch (error) {
    await transaction.query('rollback');
    throw error;
  } finally {
    transaction.release();
    await rm(folder, { recursive: true, force: true });
  }
}

const app = express();

app.post('/statements/:name', async (req, res) => {
  res.status(201).json({ lines: await book(req.params.name) });
});

app.get('/statements/:name', async (req, res) => {
  const { rows } = await database.query(
    'select count(*)::int as lines, sum(cents)::int as cents from bookings where statement = $1',
    [req.params.name],
  );
  res.json(rows[0]);
});

app.listen(Number(process.env.PORT));
