import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { repositoryRoot, runProcess } from '../support/process.ts';
import { makeProject } from './support.ts';

const fixtures = path.join(repositoryRoot, 'fixtures');
const preload = path.join(repositoryRoot, 'test/support/preload/deadly-file.cjs');

let broken: string;
beforeAll(() => {
  broken = makeProject({
    'package.json': '{ "name": "shop", "scripts": { "start": "node server.js" }, "dependencies": { "express": "5" } }',
    'server.js': `const express = require('express');
const { numbers } = require('./numbers.js');
const carts = new Map();
const app = express();
app.post('/:id', (request, response) => { carts.set(request.params.id, request.body); response.json(numbers); });
app.listen(3000);
`,
    'numbers.js': 'exports.numbers = [1e999, -1e999, -0, 1];\n',
    'half.js': 'exports.half = (;\n',
    'deep.js': `exports.deep = ${'[ \n'.repeat(2000)}${'] \n'.repeat(2000)};\n`,
    'binary.js': 'exports.zero = "\0";\n',
  });
});
afterAll(() => fs.rmSync(broken, { recursive: true, force: true }));

/** A report's bytes, the times aside. */
const bytes = (report: Report) => JSON.stringify({ ...report, timing: {} });

async function reportWith(dir: string, threads: number, environment: Record<string, string> = {}, node: string[] = []) {
  const argv = ['--format', 'json', '--silences', '--now', '2026-01-02', '--concurrency', String(threads)];
  const ran = await runProcess([...argv, dir], { cwd: repositoryRoot, env: environment, node });
  return { ...ran, report: JSON.parse(ran.stdout) as Report };
}

describe('--concurrency', () => {
  test.each(['showcase/orders-api', 'module-cache'])('the same bytes of fixtures/%s', async (name) => {
    const dir = path.join(fixtures, name);
    const { report: one } = await reportWith(dir, 1);
    expect(one.summary.filesAnalysed).toBeGreaterThan(0);
    for (const threads of [2, 4]) expect(bytes((await reportWith(dir, threads)).report)).toBe(bytes(one));
  });

  test('the same bytes of files that cannot be read as they should be', async () => {
    const { report: one } = await reportWith(broken, 1);
    expect(one.projects[0]?.skipped.map(({ file, reason }) => `${file} ${reason}`)).toEqual([
      'binary.js binary',
      'deep.js nesting',
      'half.js syntax',
    ]);
    for (const threads of [2, 4]) expect(bytes((await reportWith(broken, threads)).report)).toBe(bytes(one));
  });

  test('a thread that dies costs its file, which is told; all others are analysed', async () => {
    const ran = await reportWith(broken, 2, { TEST_DEADLY: 'numbers.js' }, ['--require', preload]);
    expect(ran.code).toBe(2);
    expect(ran.report.errors).toEqual([
      {
        stage: 'extract',
        file: 'numbers.js',
        rule: null,
        message: 'the thread that extracted the file died: it ended with code 3',
      },
    ]);
    expect(ran.report.projects[0]?.skipped).toContainEqual({ file: 'numbers.js', reason: 'crash' });
    expect(ran.report.findings.map(({ symbol }) => symbol)).toEqual(['carts']);
  });

  test('--stats tells what was chosen and why', async () => {
    const argv = ['--stats', '--format', 'json', broken];
    const chosen = await runProcess(argv, { cwd: broken });
    expect(chosen.stderr).toMatch(/^workers +4 files extracted in the main thread: .* threads pay from 2 on$/m);
    const asked = await runProcess([...argv, '--concurrency', '2'], { cwd: broken });
    expect(asked.stderr).toMatch(/^workers +4 files extracted in 2 threads: --concurrency 2$/m);
  });
});
