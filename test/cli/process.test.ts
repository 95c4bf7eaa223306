import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { bin, repositoryRoot, runProcess } from '../support/process.ts';
import { schemaErrors } from '../support/report-schema.ts';
import { makeProject } from './support.ts';
import { project } from './wrong-invocations.ts';

const preload = (name: string) => ['--require', path.join(repositoryRoot, 'test/support/preload', name)];

let cwd: string;
beforeAll(() => {
  cwd = makeProject(project);
});
afterAll(() => fs.rmSync(cwd, { recursive: true, force: true }));

describe('each command, in a process of its own', () => {
  test('check, as JSON that fits the schema', async () => {
    const { code, stdout, stderr } = await runProcess(['--format', 'json', '--now', '2026-01-02'], { cwd });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const report: Report = JSON.parse(stdout);
    expect(schemaErrors(report)).toEqual([]);
    expect(report.run.now).toBe('2026-01-02');
    expect(report.projects[0]).toMatchObject({ files: 1, processes: [{ name: 'start', entry: 'src/server.js' }] });
    expect(stdout).not.toContain(cwd);
  });

  test.each([
    [['check', '.', '--quiet', '--stats'], 'Analysed 1 file'],
    [['check', 'src/server.js', '--silences', '--no-progress', '--confidence', 'high'], 'Analysed 1 file'],
    [
      ['--only', 'module-state', '--skip', 'module-cache', '--rule', 'module-state=info', '--preset', 'strict'],
      'Analysed',
    ],
    [['rules'], 'module-state'],
    [['explain', 'module-state'], 'Way out:'],
    [['files'], 'src/server.js  analysed  entry: server  shop'],
    [['processes'], 'start  server  src/server.js'],
    [['print-config', 'src/server.js'], 'the defaults hold'],
    [['config', 'verify'], 'no configuration found'],
    [['config', 'schema'], '"failOn"'],
    [['doctor'], 'Node.js'],
  ])('%j', async (argv, words) => {
    const { code, stdout } = await runProcess(argv, { cwd });
    expect(stdout).toContain(words);
    expect(code).toBe(0);
  });

  test('two runs give the same bytes, with any environment', async () => {
    const argv = ['--format', 'json', '--now', '2026-01-02'];
    const [one, two] = await Promise.all([
      runProcess(argv, { cwd }),
      runProcess(argv, { cwd, env: { LANG: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati', CI: 'true', COLUMNS: '40' } }),
    ]);
    const withoutTiming = (text: string) => ({ ...JSON.parse(text), timing: null });
    expect(withoutTiming(two.stdout)).toEqual(withoutTiming(one.stdout));
  });
});

describe('help and version', () => {
  test.each([['--help'], ['--version'], ['help', 'check']])('%s loads no compiler', async (...argv) => {
    const { code, stderr } = await runProcess(argv, { cwd, node: preload('tell-compilers.cjs') });
    expect(code).toBe(0);
    expect(stderr).toBe('loaded compilers: 0\n');
  });

  test('the count above can be other than 0', async () => {
    const { stderr } = await runProcess([], { cwd, node: preload('tell-compilers.cjs') });
    expect(stderr).toMatch(/^loaded compilers: [1-9]/);
  });

  test('an old Node.js is told, not tried', async () => {
    const { code, stdout, stderr } = await runProcess([], { cwd, node: preload('old-node.cjs') });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toBe('error[node-version]: sharenothing needs Node.js 20.19 or newer, this is v20.18.3\n');
  });
});

describe('colour', () => {
  const introducer = '\u001b[';

  test.each([
    [[], {}, false],
    [[], { FORCE_COLOR: '1' }, true],
    [[], { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    [[], { NO_COLOR: '1' }, false],
    [['--color', 'always'], { NO_COLOR: '1' }, true],
    [['--color', 'never'], { FORCE_COLOR: '1' }, false],
  ])('%j %j → %j', async (argv, env, coloured) => {
    const { stdout } = await runProcess(argv, { cwd, env: env as Record<string, string> });
    expect(stdout.includes(introducer)).toBe(coloured);
  });

  test('JSON has none, whatever is asked for', async () => {
    expect((await runProcess(['--format', 'json', '--color', 'always'], { cwd })).stdout).not.toContain(introducer);
  });

  test('errors have it too', async () => {
    expect((await runProcess(['gone'], { cwd, env: { FORCE_COLOR: '1' } })).stderr).toContain(introducer);
    expect((await runProcess(['gone'], { cwd })).stderr).not.toContain(introducer);
  });

  test('a locale without UTF-8 gets ASCII', async () => {
    const { stdout } = await runProcess([], { cwd, env: { LC_ALL: 'C' } });
    expect(stdout).toMatch(/^[\t\n\x20-\x7e]*$/);
    expect((await runProcess([], { cwd })).stdout).toMatch(/[^\t\n\x20-\x7e]/);
  });
});

describe('pipes', () => {
  let large: string;
  const count = 6000;
  beforeAll(() => {
    const name = (at: number) => `types/${'a-rather-long-name-for-a-declaration-file-'.repeat(2)}${at}.d.ts`;
    large = makeProject({
      ...project,
      ...Object.fromEntries(Array.from({ length: count }, (_, at) => [name(at), ''])),
    });
  });
  afterAll(() => fs.rmSync(large, { recursive: true, force: true }));

  test('a reader that is late gets everything', async () => {
    const child = spawn(process.execPath, [bin, '--format', 'json'], { cwd: large, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    // Nothing is read before the process has filled the pipe, and then slowly.
    await new Promise((resolve) => child.stdout.once('readable', resolve));
    for await (const chunk of child.stdout.setEncoding('utf8')) {
      text += chunk;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(text.length).toBeGreaterThan(700_000);
    expect((JSON.parse(text) as Report).projects[0]?.skipped).toHaveLength(count);
  });

  test('a reader that goes away is no error', async () => {
    const child = spawn(process.execPath, [bin, 'files'], { cwd: large, stdio: ['ignore', 'pipe', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(errors).toBe('');
    expect(code).toBe(0);
  });
});

test('what the project has broken is told with file and line, and the rest is analysed', async () => {
  const dir = makeProject({ ...project, 'tsconfig.json': '{\n  "compilerOptions": {\n    oops\n  }\n}\n' });
  const { code, stdout } = await runProcess([], { cwd: dir });
  expect(stdout).toMatch(/note tsconfig-[a-z]+: .*tsconfig\.json:3/s);
  expect(stdout).toContain('Analysed 1 file');
  expect(code).toBe(0);
  fs.rmSync(dir, { recursive: true });
});

test('the package exports what the library promises', async () => {
  const script = "import('sharenothing').then((all) => console.log(Object.keys(all).sort().join()))";
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { cwd: repositoryRoot });
  let text = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) text += chunk;
  expect(text.trim()).toBe('ToolError,analyze,defineConfig,exitCode,exitOf');
});

test('SIGINT in the middle of an analysis: exit 130, no output, no file, no temporary file', async () => {
  const before = fs.readdirSync(cwd, { recursive: true });
  const argv = ['--format', 'pretty', '--format', 'json:report.json'];
  const { code, signal, stdout, stderr } = await runProcess(argv, { cwd, node: preload('interrupt.cjs') });
  expect({ code, signal }).toEqual({ code: 130, signal: null });
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^error\[interrupted\]: /);
  expect(fs.readdirSync(cwd, { recursive: true })).toEqual(before);
});

test('SIGTERM in the middle of an analysis ends the process at once, without output or file', async () => {
  const before = fs.readdirSync(cwd, { recursive: true });
  const argv = ['--format', 'pretty', '--format', 'json:report.json'];
  const env = { TEST_SIGNAL: 'SIGTERM' };
  const ran = await runProcess(argv, { cwd, env, node: preload('interrupt.cjs') });
  expect(ran).toEqual({ code: null, signal: 'SIGTERM', stdout: '', stderr: '' });
  expect(fs.readdirSync(cwd, { recursive: true })).toEqual(before);
});

test('the exit code is 1 where there is a finding, 0 with --exit-zero', async () => {
  const dir = makeProject({
    'package.json':
      '{ "type": "module", "dependencies": { "express": "^5.0.0" }, "scripts": { "start": "node server.js" } }',
    'server.js': `import express from 'express';

const app = express();
const carts = new Map();

app.post('/carts/:id', (request, response) => {
  carts.set(request.params.id, request.body);
  response.json(carts.get(request.params.id));
});

app.listen(3000);
`,
  });
  const found = await runProcess([], { cwd: dir });
  expect(found.stdout).toContain('server.js:4:7');
  expect(found.code).toBe(1);
  expect((await runProcess(['--exit-zero'], { cwd: dir })).code).toBe(0);
  expect((await runProcess(['trace', 'server.js:4'], { cwd: dir })).stdout).toContain('carts');
  fs.rmSync(dir, { recursive: true });
});
