import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Assessment } from '../../src/compliance/model.ts';
import { makeProject } from '../cli/support.ts';
import { runProcess } from '../support/process.ts';

const files = {
  'package.json': JSON.stringify({
    name: 'shop',
    type: 'module',
    dependencies: { express: '^5.0.0', 'express-session': '^1.18.0', 'connect-redis': '^9.0.0', redis: '^5.0.0' },
    scripts: { start: 'node src/server.js' },
  }),
  'src/server.js': `import express from 'express';
import session from 'express-session';
import { RedisStore } from 'connect-redis';
import { createClient } from 'redis';

const client = createClient({ url: process.env.REDIS_URL });
const carts = new Map();

const app = express();
app.use(session({ secret: process.env.SECRET, store: new RedisStore({ client }) }));
app.post('/carts/:id', (request, response) => {
  carts.set(request.params.id, request.body);
  response.json(carts.get(request.params.id));
});
app.listen(3000);
`,
};

let cwd: string;
const git = (...argv: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...argv], { cwd, stdio: 'ignore' });
const run = (...argv: string[]) => runProcess(argv, { cwd });
const report = (...argv: string[]) => run('report', '--compliance', '--now', '2026-02-01', ...argv);
const write = (name: string, text: string) => fs.writeFileSync(path.join(cwd, name), text);
const read = (name: string) => fs.readFileSync(path.join(cwd, name), 'utf8');

beforeAll(async () => {
  cwd = makeProject(files);
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-q', '-m', 'one');
  write('.git/info/exclude', 'out-*\n');
  await report('--by', 'Ada', '--format', 'json:out-first.json', '--format', 'markdown:out-first.md');
  await run('--format', 'json:out-plain.json', '--now', '2026-02-01');
});
afterAll(() => fs.rmSync(cwd, { recursive: true, force: true }));

describe('report --compliance', () => {
  test('tells evidence, clauses, the good too, and the map of processes and state', () => {
    const [one] = (JSON.parse(read('out-first.json')) as Assessment).services;
    expect(one).toMatchObject({ dirty: false, by: 'Ada', on: '2026-02-01', name: path.basename(cwd) });
    expect(one!.commit).toMatch(/^[0-9a-f]{40}$/);
    expect(one!.clauses.map(({ status }) => status)).toEqual([
      'not-satisfied',
      'satisfied',
      'satisfied',
      'satisfied',
      'satisfied',
    ]);
    expect(one!.backed).toMatchObject([
      { symbol: 'new RedisStore', file: 'src/server.js', package: 'connect-redis', processes: ['start'] },
      { symbol: 'session', file: 'src/server.js', proof: { line: 10 }, processes: ['start'] },
    ]);
    expect(one!.map.edges.map(({ kind }) => kind).sort()).toEqual(['backed-by', 'backed-by', 'keeps', 'uses', 'uses']);
  });

  test('gives the same bytes again, from several formats of one run too', async () => {
    const argv = ['--by', 'Ada', '--format', 'markdown:out-again.md', '--format', 'csv:out-again.csv'];
    const { code } = await report(...argv, '--format', 'oscal:out-again.oscal.json', '--format', 'json:out-again.json');
    expect(code).toBe(0);
    expect(read('out-again.md')).toBe(read('out-first.md'));
    expect(read('out-again.json')).toBe(read('out-first.json'));
  });

  test('joins services of saved reports and folders, with the trend of each', async () => {
    const argv = ['shop=.', 'old=out-plain.json', '--previous', 'shop=out-plain.json', '--format', 'json'];
    const { stdout, code } = await report(...argv);
    const { services, inputs } = JSON.parse(stdout) as Assessment;
    expect(code).toBe(0);
    expect(services.map(({ name, trend }) => [name, trend.length])).toEqual([
      ['shop', 2],
      ['old', 1],
    ]);
    expect(inputs.map(({ role, service }) => [role, service])).toEqual([
      ['report', 'shop'],
      ['previous', 'shop'],
      ['report', 'old'],
      ['policy', null],
    ]);
  });

  test('fails as check does where that is asked for', async () => {
    expect((await report('out-plain.json', '--fail-on', 'error')).code).toBe(1);
    expect((await report('out-plain.json', '--fail-on', 'never')).code).toBe(0);
  });

  test('a rule that is off for the server’s files is no pass', async () => {
    write('out-config.yaml', 'overrides:\n  - { files: src/**, rules: { module-state: off } }\n');
    const { stdout } = await report('--config', 'out-config.yaml', '--format', 'json');
    const [clause] = (JSON.parse(stdout) as Assessment).services[0]!.clauses;
    expect(clause).toMatchObject({
      status: 'not-assessed',
      reasons: [{ code: 'rule-off-in-part', data: { rule: 'module-state', from: 'out-config.yaml:2' } }],
    });
  });

  test.each([
    ['report --lang en out-plain.json', 'bad-option', '--lang is for compliance reports'],
    ['report --format oscal out-plain.json', 'bad-option', 'the format oscal is for compliance reports'],
    ['report', 'bad-option', 'missing required argument "files"'],
    ['report --compliance --format sarif', 'unknown-format', 'no format "sarif"'],
    ['report --compliance --policy soc3', 'not-found', 'did you mean "soc2"'],
    ['report --compliance --lang fr', 'bad-value', '--lang takes en'],
    ['report --compliance gone.json', 'not-found', 'there is no file "gone.json"'],
    ['report --compliance a=out-plain.json a=out-plain.json', 'output-conflict', 'two services are called "a"'],
    [
      'report --compliance a=out-plain.json b=out-plain.json --history out-plain.json',
      'bad-value',
      'it is not clear which service',
    ],
    ['report --compliance a=out-plain.json --previous b=out-plain.json', 'bad-value', 'there is no service "b"'],
    ['report verify package.json', 'report-unusable', 'no report of this tool'],
    ['report verify out-first.json gone', 'not-found', 'there is no folder "gone"'],
    ['report verify out-first.json --service x', 'bad-value', 'no service "x"'],
    ['report verify out-first.json --lang en', 'bad-option', 'report verify has no option --lang'],
    ['report verify out-first.json --policy soc2', 'not-verifiable', 'another state of the policy twelve-factor-vi'],
  ])('%s: %s', async (line, code, words) => {
    const ran = await run(...line.split(' '));
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(new RegExp(`^error\\[${code}\\]`));
    expect(ran.stderr).toContain(words);
  });
});

/** A service of a report, as anybody with an editor can change it. */
type Tampered = {
  findings: { status: string }[];
  clauses: { status: string }[];
  commit: string;
  tool: { version: string };
};

describe('report verify', () => {
  const verify = (name: string) => run('report', 'verify', name);
  const tampered = async (change: (service: Tampered) => void) => {
    const value = JSON.parse(read('out-first.json'));
    change(value.services[0]);
    write('out-tampered.json', JSON.stringify(value));
    return verify('out-tampered.json');
  };

  test('says the same of the commit, whatever the work tree has become', async () => {
    write('src/server.js', 'export {};\n');
    try {
      for (const name of ['out-first.json', 'out-plain.json']) {
        const { code, stdout, stderr } = await verify(name);
        expect([code, stderr]).toEqual([0, '']);
        expect(stdout).toMatch(/: the same \(1 finding; commit [0-9a-f]{40}, analysed on 2026-02-01\)\n$/);
      }
    } finally {
      write('src/server.js', files['src/server.js']);
    }
  });

  test('finds a finding that was taken out, a changed verdict and an exception that nobody gave', async () => {
    const without = await tampered((one) => {
      one.findings = [];
    });
    expect(without.code).toBe(1);
    expect(without.stdout).toContain('NOT the same');
    expect(without.stdout).toMatch(/lacks a finding of the commit: `carts` \(module-state, src\/server\.js:\d+\)/);
    const passed = await tampered((one) => {
      one.clauses[0]!.status = 'satisfied';
    });
    expect([passed.code, passed.stdout]).toEqual([1, expect.stringContaining('verdicts on the clauses')]);
    const waived = await tampered((one) => {
      one.findings[0]!.status = 'waived';
    });
    expect([waived.code, waived.stdout]).toEqual([1, expect.stringContaining('differs in status')]);
  });

  test('cannot tell of a commit that is not there, or of another version', async () => {
    const gone = await tampered((one) => {
      one.commit = '0'.repeat(40);
    });
    expect([gone.code, gone.stderr]).toEqual([2, expect.stringContaining('error[revision-unknown]')]);
    const other = await tampered((one) => {
      one.tool.version = '0.0.1';
    });
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('npx sharenothing@0.0.1')]);
  });
});
