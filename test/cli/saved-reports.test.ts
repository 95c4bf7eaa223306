import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { reporterNames } from '../../src/reporters/names.ts';
import { repositoryRoot, runProcess } from '../support/process.ts';
import { makeProject } from './support.ts';

/** A repository of two servers; each has been checked alone, and both together. */
let cwd: string;
beforeAll(async () => {
  cwd = makeProject({});
  for (const folder of ['apps/api', 'apps/worker'])
    fs.cpSync(path.join(repositoryRoot, 'fixtures/showcase/orders-api'), path.join(cwd, folder), { recursive: true });
  // Without a repository every folder would be a root of its own.
  execFileSync('git', ['init', '--quiet'], { cwd });
  const checks = [
    ['apps/api', '--format', 'json:api.json'],
    ['apps/worker', '--format', 'json:worker.json'],
    ['apps/api', 'apps/worker', '--format', 'json:both.json'],
  ];
  for (const argv of checks) expect((await run(...argv)).code).toBe(1);
});
afterAll(() => fs.rmSync(cwd, { recursive: true, force: true }));

const run = (...argv: string[]) => runProcess(argv, { cwd });
const read = (file: string) => fs.readFileSync(path.join(cwd, file), 'utf8');
const reportIn = (file: string): Report => ({ ...JSON.parse(read(file)), timing: {} });

test('merge gives what one run over both folders gives', async () => {
  expect(await run('merge', 'worker.json', 'api.json', '--output', 'merged.json')).toEqual({
    code: 0,
    signal: null,
    stdout: '',
    stderr: '',
  });
  expect(reportIn('merged.json')).toEqual(reportIn('both.json'));
});

test('merged reports are one run of SARIF', async () => {
  const { stdout } = await run('merge', 'api.json', 'worker.json', '--format', 'sarif', '--sarif-category', 'servers');
  const { runs } = JSON.parse(stdout);
  expect(runs).toHaveLength(1);
  expect(runs[0].automationDetails.id).toBe('servers/');
  expect(runs[0].results).toHaveLength(reportIn('both.json').findings.length);
});

test('report writes a saved report as the run itself would have', async () => {
  const formats = reporterNames.filter((name) => name !== 'pretty' && name !== 'compact' && name !== 'agent');
  const files = (prefix: string) => formats.flatMap((name) => ['--format', `${name}:${prefix}-${name}`]);
  await run('apps/api', ...files('direct'));
  expect(await run('report', 'api.json', ...files('later'))).toMatchObject({ code: 0, stdout: '', stderr: '' });
  for (const name of formats) {
    // Times are part of these two.
    if (name === 'json' || name === 'jsonl') continue;
    expect([name, read(`later-${name}`)]).toEqual([name, read(`direct-${name}`)]);
  }
});

test('a report needs no source, and may come from standard input', async () => {
  const empty = makeProject({ 'report.json': read('api.json') });
  try {
    const { code, stdout } = await runProcess(['report', 'report.json'], { cwd: empty });
    expect(code).toBe(0);
    expect(stdout).toContain('lastNumber');
  } finally {
    fs.rmSync(empty, { recursive: true, force: true });
  }
});

test('--fail-on judges as check does; without it the exit code is 0', async () => {
  const codes = async (...argv: string[]) => (await run(...argv)).code;
  expect(await codes('report', 'api.json', '--fail-on', 'warning')).toBe(1);
  expect(await codes('report', 'api.json', '--fail-on', 'never')).toBe(0);
  expect(await codes('merge', 'api.json', 'worker.json', '--fail-on', 'error')).toBe(1);
  const failed = { ...reportIn('api.json'), errors: [{ stage: 'link', file: null, rule: null, message: 'boom' }] };
  fs.writeFileSync(path.join(cwd, 'failed.json'), JSON.stringify(failed));
  expect(await codes('merge', 'api.json', 'failed.json', '--fail-on', 'never')).toBe(2);
});

test('diff tells what is new and what is fixed, and fails for what is new alone', async () => {
  const later = reportIn('api.json');
  const [fixed, ...findings] = later.findings;
  const added = { ...findings[0]!, symbol: 'sessions', fingerprint: 'f'.repeat(32), writes: ['put:event'], line: 99 };
  fs.writeFileSync(path.join(cwd, 'later.json'), JSON.stringify({ ...later, findings: [...findings, added] }));
  const told = await run('diff', 'api.json', 'later.json', '--fail-on', 'warning');
  expect(told.code).toBe(1);
  expect(told.stdout).toContain('sessions');
  expect(told.stdout).toContain(`Fixed\n  ${fixed!.file}:${fixed!.line}:${fixed!.column}`);
  expect(told.stdout).toMatch(new RegExp(`1 new finding, 1 fixed, ${findings.length} in both\\n$`));
  const json = JSON.parse((await run('diff', 'api.json', 'later.json', '--format', 'json')).stdout);
  expect(json.added.map((one: { symbol: string }) => one.symbol)).toEqual(['sessions']);
  const { stdout } = await run('diff', 'api.json', 'later.json', '--format', 'markdown', '--output', 'diff.md');
  expect(stdout).toBe('');
  expect(read('diff.md')).toContain('| `apps/api/');
  // Fewer than before is no failure.
  expect((await run('diff', 'later.json', 'later.json', '--fail-on', 'info')).code).toBe(0);
});
