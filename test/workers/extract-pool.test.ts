import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { type ExtractPool, type Outcome, startPool } from '../../src/workers/extract-pool.ts';
import type { Task } from '../../src/workers/messages.ts';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'sharenothing-pool-'));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

/** A thread that answers with the text in capitals, unless the text says what else is to happen. */
const entry = (() => {
  const file = path.join(scratch, 'thread.mjs');
  const code = `import { parentPort, threadId } from 'node:worker_threads';
parentPort.on('message', ({ path, text }) => {
  if (text === 'die') process.exit(7);
  if (text === 'throw') throw new Error('out of luck');
  if (text === 'fail') return parentPort.postMessage({ error: 'no' });
  parentPort.postMessage({ facts: { head: text.toUpperCase(), body: null } });
});
parentPort.postMessage('ready');
`;
  fs.writeFileSync(file, code);
  return pathToFileURL(file);
})();

async function withPool<T>(size: number, use: (pool: ExtractPool) => Promise<T>, from = entry): Promise<T> {
  const fallback = ({ text }: Task): Outcome => ({ facts: { head: `here: ${text}`, body: null } });
  const pool = startPool({ size, entry: from, fallback });
  try {
    return await use(pool);
  } finally {
    pool.close();
  }
}

const runAll = (pool: ExtractPool, texts: readonly string[]) =>
  Promise.all(texts.map((text, at) => pool.run({ path: `${at}.js`, text })));

describe('the pool of threads that extract', () => {
  test.each([1, 2, 4])('%i: each task has its own answer', async (size) => {
    const texts = Array.from({ length: 40 }, (_, at) => `a${at}`);
    const answers = await withPool(size, (pool) => runAll(pool, texts));
    expect(answers).toEqual(texts.map((text) => ({ facts: { head: text.toUpperCase(), body: null } })));
  });

  test('a fault inside the extractor is the answer for its file alone', async () => {
    expect(await withPool(1, (pool) => runAll(pool, ['a', 'fail', 'b']))).toEqual([
      { facts: { head: 'A', body: null } },
      { error: 'no' },
      { facts: { head: 'B', body: null } },
    ]);
  });

  test.each([1, 2])('%i: a thread that dies is replaced, and costs its own file alone', async (size) => {
    const answers = await withPool(size, (pool) => runAll(pool, ['a', 'die', 'b', 'throw', 'c', 'die', 'd']));
    expect(answers).toEqual([
      { facts: { head: 'A', body: null } },
      { error: 'the thread that extracted the file died: it ended with code 7' },
      { facts: { head: 'B', body: null } },
      { error: 'the thread that extracted the file died: out of luck' },
      { facts: { head: 'C', body: null } },
      { error: 'the thread that extracted the file died: it ended with code 7' },
      { facts: { head: 'D', body: null } },
    ]);
  });

  test('where no thread can be started, the work is done in this one', async () => {
    const missing = pathToFileURL(path.join(scratch, 'missing.mjs'));
    const answers = await withPool(2, (pool) => runAll(pool, ['a', 'b']), missing);
    expect(answers).toEqual([{ facts: { head: 'here: a', body: null } }, { facts: { head: 'here: b', body: null } }]);
    const later = await withPool(
      1,
      async (pool) => {
        await runAll(pool, ['a']);
        return runAll(pool, ['b', 'c']);
      },
      missing,
    );
    expect(later).toEqual([{ facts: { head: 'here: b', body: null } }, { facts: { head: 'here: c', body: null } }]);
  });
});
