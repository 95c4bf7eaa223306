import fs from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { toolErrorCodes } from '../../src/diagnostics/codes.ts';
import { runProcess } from '../support/process.ts';
import { makeProject } from './support.ts';
import { project, wrongInvocations } from './wrong-invocations.ts';

const made: string[] = [];
afterAll(() => {
  for (const dir of made) fs.rmSync(dir, { recursive: true, force: true });
});

describe.concurrent('a wrong invocation says what is wrong, where, and what to do', () => {
  test.each(wrongInvocations)('$about', async ({ argv, files, code, words, exit = 2 }) => {
    const cwd = makeProject({ ...project, ...files });
    made.push(cwd);
    const ran = await runProcess(argv, { cwd });
    expect(ran.code).toBe(exit);
    expect(ran.stderr).toMatch(new RegExp(`^error\\[${code}\\]: `, 'm'));
    for (const word of words) expect(ran.stderr).toContain(word);
    expect(ran.stderr).toMatch(/^ {2}fix: .+$/m);
    expect(ran.stderr).not.toMatch(/^ {4}at /m);
    // Nothing was left behind, whatever went wrong.
    expect(fs.readdirSync(cwd, { recursive: true }).filter((name) => String(name).includes('.tmp'))).toEqual([]);
  });
});

test('each has a code of the list, and most of the list has one', () => {
  const used = new Set(wrongInvocations.map(({ code }) => code));
  for (const code of used) expect(Object.keys(toolErrorCodes)).toContain(code);
  // The others have tests of their own: those of git in test/source, of compliance reports in test/compliance and test/cli/print-pdf, `interrupted` and `internal` in test/cli, a baseline of bytes
  // below. `baseline-unknown` needs a stage that fails, which no input is known to do.
  const elsewhere = Object.keys(toolErrorCodes).filter((code) => !used.has(code));
  expect(elsewhere).toEqual([
    'policy-unreadable',
    'baseline-unknown',
    'not-a-directory',
    'not-a-repository',
    'git-missing',
    'git-failed',
    'revision-unknown',
    'shallow-clone',
    'base-incomplete',
    'compliance-policy-invalid',
    'chromium-missing',
    'chromium-failed',
    'not-verifiable',
    'facts-stale',
    'interrupted',
    'internal',
  ]);
});
