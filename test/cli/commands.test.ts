import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HolderTrace } from '../../src/report/trace-view.ts';
import type { TracePlace } from '../../src/trace.ts';
import { makeProject, run, stubStages } from './support.ts';

let cwd: string;
beforeEach(() => {
  cwd = makeProject({
    'package.json': JSON.stringify({
      name: 'shop',
      workspaces: ['packages/*'],
      scripts: { start: 'node src/server.js' },
    }),
    '.sharenothingrc.json': JSON.stringify(
      {
        rules: { 'module-cache': 'off' },
        ignore: 'src/old/**',
        processes: [{ entry: 'src/job.js', kind: 'job', replicas: 2 }],
      },
      null,
      2,
    ),
    'src/server.js': "const http = require('node:http');\nlet hits = 0;\n",
    'src/job.js': '',
    'src/old/a.js': '',
    'src/types.d.ts': 'export {};\n',
    'packages/a/package.json': '{ "name": "a" }',
    'packages/a/.sharenothingrc.yaml': 'rules:\n  module-state: info\n',
    'packages/a/index.js': '',
  });
});
afterEach(() => fs.rmSync(cwd, { recursive: true, force: true }));

const ran = async (...argv: string[]) => {
  const result = await run(argv, { cwd });
  return { ...result, json: () => JSON.parse(result.stdout) };
};

describe('rules', () => {
  test('one line a rule, with its severity here and where that was said', async () => {
    const { stdout, code } = await ran('rules');
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      'module-cache  off    .sharenothingrc.json:3  a copy that goes stale (preview)',
      'module-state  error                          state kept in the process',
    ]);
  });

  test('as JSON', async () => {
    const [cache] = (await ran('rules', '--format', 'json')).json();
    expect(cache).toMatchObject({ id: 'module-cache', severity: 'off', severityFrom: '.sharenothingrc.json:3' });
  });

  test('a broken configuration is told and does not keep it from listing', async () => {
    fs.writeFileSync(path.join(cwd, '.sharenothingrc.json'), '{');
    const { stdout, stderr, code } = await ran('rules');
    expect(stderr).toContain('error[config-unreadable]');
    expect(stdout).toContain('module-state');
    expect(code).toBe(0);
  });
});

describe('explain', () => {
  test('tells what it finds, the severity here, messages and way out', async () => {
    const { stdout } = await ran('explain', 'module-cache');
    expect(stdout).toContain('module-cache: a copy that goes stale');
    expect(stdout).toContain('Here: off, from .sharenothingrc.json:3');
    expect(stdout).toContain('Way out: Read it again.');
  });

  test('as Markdown it is the page of docs/rules, as JSON it is data', async () => {
    expect((await ran('explain', 'module-state', '--format', 'markdown')).stdout).toContain(
      '```ts\nlet carts = new Map();\n```',
    );
    expect((await ran('explain', 'module-state', '--format', 'json')).json()).toMatchObject({
      id: 'module-state',
      severity: 'default',
      severities: ['error'],
    });
  });

  test('in the terminal code is indented and headings are bold', async () => {
    const { stdout } = await ran('explain', 'module-state', '--color', 'always');
    expect(stdout).toContain('    \u001b[36mlet carts = new Map();\u001b[39m');
    expect(stdout).toContain('\u001b[1mmodule-state: state kept in the process\u001b[22m');
  });
});

describe('files', () => {
  test('each file, its package, and why it is left out', async () => {
    const { stdout, code } = await ran('files');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^src\/server\.js +analysed +entry: server +shop$/m);
    expect(stdout).toMatch(/^packages\/a\/index\.js +analysed +a$/m);
    expect(stdout).toMatch(/^src\/types\.d\.ts +skipped +shop +declaration/m);
    expect(stdout).toMatch(/^src\/old\/a\.js +analysed +shop +not reported: ignore, \.sharenothingrc\.json:5$/m);
    expect(stdout).toMatch(/4 to analyse, 1 left out/);
  });

  test('as JSON', async () => {
    const { files } = (await ran('files', '--format', 'json')).json();
    expect(files).toContainEqual({
      file: 'src/server.js',
      state: 'analysed',
      kind: 'entry: server',
      package: 'shop',
      reason: null,
    });
  });

  test('of another folder', async () => {
    expect((await ran('files', 'packages/a')).stdout).toMatch(/^index\.js +analysed +entry: server +a$/m);
  });
});

describe('processes', () => {
  test('each with its kind, entry and the line that proves it', async () => {
    const { stdout, code } = await ran('processes');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^start +server +src\/server\.js/m);
    expect(stdout).toMatch(/^ {2}package\.json:1: /m);
    expect(stdout).toMatch(/^src\/job\.js +job +src\/job\.js +2 replicas\n {2}\.sharenothingrc\.json:7: /m);
  });

  test('as JSON', async () => {
    const { processes } = (await ran('processes', '--format', 'json')).json();
    expect(processes[0]).toMatchObject({ name: 'start', kind: 'server', entry: 'src/server.js', replicas: null });
  });
});

describe('print-config', () => {
  test('every key with its origin', async () => {
    const { stdout, code } = await ran('print-config', '--fail-on', 'error');
    expect(code).toBe(0);
    expect(stdout).toContain('governed by .sharenothingrc.json');
    expect(stdout).toMatch(/^rules\.module-cache +off +\.sharenothingrc\.json:3$/m);
    expect(stdout).toMatch(/^rules\.module-state +default +default$/m);
    expect(stdout).toMatch(/^failOn +error +--fail-on$/m);
    expect(stdout).toMatch(/^confidence +medium +default$/m);
    expect(stdout).toMatch(/^processes +\{.*job\.js.*\} +\.sharenothingrc\.json:7$/m);
  });

  test('of a file tells what governs it, and that a nested file inherits nothing', async () => {
    const { stdout } = await ran('print-config', 'packages/a/index.js');
    expect(stdout).toContain('packages/a/index.js: governed by packages/a/.sharenothingrc.yaml');
    expect(stdout).toContain('"extends": ["../../.sharenothingrc.json"]');
    expect(stdout).toMatch(/^rules\.module-state +info +packages\/a\/\.sharenothingrc\.yaml:2$/m);
    expect(stdout).toMatch(/^rules\.module-cache +default +default$/m);
  });

  test('of an ignored file says by which line', async () => {
    expect((await ran('print-config', 'src/old/a.js')).stdout).toMatch(/^ignored +true +\.sharenothingrc\.json:5$/m);
  });

  test('as JSON', async () => {
    const told = (await ran('print-config', 'src/server.js', '--format', 'json')).json();
    expect(told).toMatchObject({ file: 'src/server.js', scope: { file: '.sharenothingrc.json' } });
    expect(told.values).toContainEqual({ key: 'failOn', value: 'warning', from: 'default' });
  });
});

describe('config', () => {
  test('verify names what was read', async () => {
    const { stdout, code } = await ran('config', 'verify');
    expect(code).toBe(0);
    expect(stdout).toBe('valid: .sharenothingrc.json\nvalid: packages/a/.sharenothingrc.yaml\n');
  });

  test('verify also reads the packages, and ends in 2 on a fault', async () => {
    fs.writeFileSync(path.join(cwd, 'packages/a/.sharenothingrc.yaml'), 'rules:\n  module-sate: off\n');
    const { stderr, code } = await ran('config', 'verify');
    expect(code).toBe(2);
    expect(stderr).toContain('packages/a/.sharenothingrc.yaml:2');
    expect(stderr).toContain('"module-state"');
  });

  test('verify without configuration says that the defaults hold', async () => {
    const empty = makeProject({ 'a.js': '' });
    expect((await run(['config', 'verify'], { cwd: empty })).stdout).toContain('no configuration found');
    fs.rmSync(empty, { recursive: true });
  });

  test('schema prints the JSON schema', async () => {
    const schema = (await ran('config', 'schema')).json();
    expect(schema.properties).toHaveProperty('failOn');
  });
});

describe('doctor', () => {
  test('tells versions and configuration without a path of the machine', async () => {
    const { stdout, code } = await ran('doctor');
    expect(code).toBe(0);
    expect(stdout).toContain(process.versions.node);
    expect(stdout).toMatch(/^configuration +\.sharenothingrc\.json, packages\/a/m);
    expect(stdout).not.toContain(cwd);
  });

  test('with a broken configuration it tells the rest and ends in 2', async () => {
    fs.writeFileSync(path.join(cwd, '.sharenothingrc.json'), '{');
    const { stdout, stderr, code } = await ran('doctor', '--format', 'json');
    expect(code).toBe(2);
    expect(stderr).toContain('error[config-unreadable]');
    expect(JSON.parse(stdout)).toMatchObject({ configuration: 'cannot be used: config-unreadable' });
  });
});

describe('trace', () => {
  const hits: HolderTrace = {
    file: 'src/server.js',
    line: 2,
    column: 5,
    symbol: 'hits',
    holder: 'module-binding',
    lifetime: 'process',
    writes: [
      { file: 'src/server.js', line: 9, column: 3, kind: 'assign', context: 'request', via: ['listen', 'count'] },
    ],
    category: 'module-state',
    runnerUp: 'metrics',
    verdict: { kind: 'silence', reason: 'metrics' },
    proof: { file: 'src/server.js', line: 12 },
    why: 'it is only read by the metrics endpoint, which each process answers for itself',
  };
  const asked: TracePlace[] = [];
  const stages = stubStages({
    explainHolders: async (_source, _options, at) => {
      asked.push(at);
      return at.line === 2
        ? { holders: [hits], nearest: [], analysed: true, errors: [] }
        : { holders: [], nearest: [{ line: 2, symbol: 'hits' }], analysed: true, errors: [] };
    },
  });

  test('tells kind, lifetime, writes, category, verdict and proof', async () => {
    const { stdout, code } = await run(['trace', 'src/server.js:2'], { cwd, stages });
    expect(code).toBe(0);
    expect(stdout).toBe(`src/server.js:2:5 hits
  kind      module-binding, lives as long as the process
  write     src/server.js:9:3 assign in request, through listen → count
  category  module-state (next: metrics)
  verdict   silent: metrics
  proof     src/server.js:12
  why       it is only read by the metrics endpoint, which each process answers
            for itself
`);
  });

  test('asks for a place of the repository, with the column where there is one', async () => {
    await run(['trace', 'server.js:2:7', '--format', 'json'], { cwd: path.join(cwd, 'src'), stages });
    expect(asked.at(-1)).toEqual({ file: 'src/server.js', line: 2, column: 7 });
  });

  test('a place without state is exit 2', async () => {
    const { stderr, code } = await run(['trace', 'src/server.js:1'], { cwd, stages });
    expect(code).toBe(2);
    expect(stderr).toContain('error[nothing-there]');
    expect(stderr).toContain('the nearest lines that have some are src/server.js:2 (hits);');
  });

  test('where the tool fails on the way, it says so: nothing proves nothing then', async () => {
    const error = { stage: 'link', file: null, rule: null, message: 'TypeError: no such thing' };
    const failing = (holders: readonly HolderTrace[]) =>
      stubStages({ explainHolders: async () => ({ holders, nearest: [], analysed: true, errors: [error] }) });
    const warning =
      'warning: the analysis failed in stage link: TypeError: no such thing; what is told here may be incomplete\n';

    const nothing = await run(['trace', 'src/server.js:1'], { cwd, stages: failing([]) });
    expect(nothing.code).toBe(2);
    expect(nothing.stderr).toContain(warning);
    expect(nothing.stderr).toContain('so that it is not known what is at src/server.js:1');

    const some = await run(['trace', 'src/server.js:2'], { cwd, stages: failing([hits]) });
    expect(some.stderr).toBe(warning);
    expect(some.stdout).toContain('src/server.js:2:5 hits');
  });
});
