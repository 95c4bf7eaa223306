import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filesBelow } from '../fixtures/expectations.ts';
import { repositoryRoot, runProcess } from '../support/process.ts';

const original = path.join(repositoryRoot, 'fixtures/showcase/orders-api');
let scratch: string;
const roots: string[] = [];

beforeAll(() => {
  scratch = fs.realpathSync.native(fs.mkdtempSync(path.join(os.tmpdir(), 'sharenothing-same-')));
  for (const [at, name] of ['a', 'another folder/far üp/b'].entries()) {
    const root = path.join(scratch, name);
    // A file system may list files in the order in which they were made.
    const files = [...filesBelow(original)];
    for (const file of at === 0 ? files : files.reverse()) {
      fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      fs.copyFileSync(path.join(original, file), path.join(root, file));
    }
    roots.push(root);
  }
});
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

test('cold and warm, in 1, 2 and 4 threads, in two folders, in files made in another order, in two languages and time zones: the same bytes', async () => {
  const turkish = { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' };
  const plain = { LANG: 'C', LC_ALL: 'C', TZ: 'America/St_Johns' };
  const told: string[] = [];
  for (const [root, threads, language, cache] of [
    [0, 1, plain, 'none'],
    [0, 2, turkish, 'first'],
    [0, 4, plain, 'first'],
    [1, 4, turkish, 'second'],
    [1, 1, plain, 'second'],
    [1, 2, turkish, 'none'],
  ] as const) {
    const env = {
      ...language,
      ...(cache === 'none' ? {} : { SHARENOTHING_NO_CACHE: '', XDG_CACHE_HOME: path.join(scratch, cache) }),
    };
    const argv = ['check', '.', '--format', 'json', '--silences', '--now', '2026-01-02'];
    const { stdout, stderr, code } = await runProcess([...argv, '--concurrency', String(threads)], {
      cwd: roots[root]!,
      env,
    });
    expect([stderr, code]).toEqual(['', 1]);
    told.push(JSON.stringify({ ...JSON.parse(stdout), timing: null }));
  }
  expect(JSON.parse(told[0]!).findings.length).toBeGreaterThan(0);
  // The cache was there, and another one for the other folder.
  for (const name of ['first', 'second'])
    expect(fs.readdirSync(path.join(scratch, name, 'sharenothing'))).toHaveLength(1);
  expect([...new Set(told)]).toHaveLength(1);
});
