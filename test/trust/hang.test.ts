import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { makeProject } from '../cli/support.ts';
import { repositoryRoot, runProcess } from '../support/process.ts';

const preload = ['--require', path.join(repositoryRoot, 'test/support/preload/hanging-file.cjs')];

let dir: string;
beforeAll(() => {
  dir = makeProject({
    'package.json': '{ "scripts": { "start": "node src/server.js" }, "dependencies": { "express": "^5.0.0" } }',
    'src/endless.js': 'exports.a = 1;\n',
    'src/server.js': `const express = require('express');
require('./endless.js');
const app = express();
let served = 0;
app.get('/', (req, res) => { served += 1; res.send(String(served)); });
app.listen(3000);
`,
    ...Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`src/more-${i}.js`, `exports.a = ${i};\n`])),
  });
});
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

describe('a file that takes for ever', () => {
  const env = { TEST_HANGS: 'src/endless.js' };

  test.each([['1'], ['3']])(
    'with --timeout and %s threads asked for: an error entry, the rest is analysed, exit 2',
    async (threads) => {
      const argv = ['--format', 'json', '--timeout', '1', '--concurrency', threads, '--no-cache'];
      const { code, signal, stdout } = await runProcess(argv, { cwd: dir, env, node: preload });
      expect({ code, signal }).toEqual({ code: 2, signal: null });
      const report: Report = JSON.parse(stdout);
      expect(report.errors).toEqual([
        { stage: 'extract', file: 'src/endless.js', rule: null, message: 'it took more than 1 s (--timeout)' },
      ]);
      expect(report.projects[0]!.skipped).toEqual([
        { file: 'src/endless.js', reason: 'time-out', detail: 'more than 1 s (--timeout)' },
      ]);
      expect(report.findings.map(({ symbol }) => symbol)).toEqual(['served']);
      expect(report.summary.filesAnalysed).toBe(13);
    },
  );

  test('SIGINT ends a run whose thread does not answer: exit 130, no output, no file', async () => {
    const before = fs.readdirSync(dir, { recursive: true });
    const argv = ['--format', 'pretty', '--format', 'json:report.json', '--concurrency', '2', '--no-cache'];
    const { code, signal, stdout, stderr } = await runProcess(argv, {
      cwd: dir,
      env: { ...env, TEST_SIGNAL: 'SIGINT' },
      node: preload,
    });
    expect({ code, signal }).toEqual({ code: 130, signal: null });
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^error\[interrupted\]: /);
    expect(fs.readdirSync(dir, { recursive: true })).toEqual(before);
  });

  test('SIGTERM ends it at once, with its threads', async () => {
    const argv = ['--format', 'json:report.json', '--concurrency', '2', '--no-cache'];
    const ran = await runProcess(argv, { cwd: dir, env: { ...env, TEST_SIGNAL: 'SIGTERM' }, node: preload });
    expect(ran).toEqual({ code: null, signal: 'SIGTERM', stdout: '', stderr: '' });
    expect(fs.existsSync(path.join(dir, 'report.json'))).toBe(false);
  });
});

test('--timeout changes no byte of a run that nothing holds up, nor does --memory-limit', async () => {
  const bytes = async (...more: string[]) => {
    const { stdout, stderr, code } = await runProcess(
      ['--format', 'json', '--now', '2026-01-02', '--no-cache', ...more],
      { cwd: dir },
    );
    expect([stderr, code]).toEqual(['', 1]);
    return JSON.stringify({ ...JSON.parse(stdout), timing: null });
  };
  const plain = await bytes();
  expect(await bytes('--timeout', '60')).toBe(plain);
  expect(await bytes('--concurrency', '4', '--memory-limit', '800')).toBe(plain);
});

test.each([
  [['--concurrency', '8', '--memory-limit', '800'], '1 threads: --memory-limit 800'],
  [['--concurrency', '8', '--memory-limit', '300'], 'the main thread: --memory-limit 300'],
  [['--concurrency', '2', '--memory-limit', '3000'], '2 threads: --concurrency 2'],
  [['--timeout', '60'], '1 threads: --timeout'],
])('%j: %s', async (argv, words) => {
  const { stderr } = await runProcess([...argv, '--stats', '--format', 'json', '--no-cache'], { cwd: dir });
  expect(stderr).toContain(words);
});
