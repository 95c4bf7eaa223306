import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AnalyzeOptions } from '../../src/analyze.ts';
import type { Report } from '../../src/report/report.ts';
import { schemaErrors } from '../support/report-schema.ts';
import { finding, makeProject, reportOf, run, stubStages } from './support.ts';

let cwd: string;
beforeEach(() => {
  cwd = makeProject({
    'package.json': '{ "name": "shop" }',
    'src/server.ts': 'export let carts = 0;\n',
    'apps/api/package.json': '{ "name": "api" }',
    'apps/api/src/server.ts': '',
    'apps/web/package.json': '{ "name": "web" }',
    'apps/web/src/server.ts': '',
  });
});
afterEach(() => fs.rmSync(cwd, { recursive: true, force: true }));

/** Stages whose analysis gives this report, and the options that it was called with. */
function analysing(report: Report) {
  const calls: { dir: string; options: AnalyzeOptions }[] = [];
  const stages = stubStages({
    analyze: async (source, options) => {
      calls.push({ dir: source.dir, options });
      return report;
    },
  });
  return { stages, calls };
}

const json = async (argv: readonly string[], report: Report) => {
  const { stages, calls } = analysing(report);
  const ran = await run([...argv, '--format', 'json'], { cwd, stages });
  return { ...ran, calls, report: JSON.parse(ran.stdout) as Report };
};

describe('exit codes', () => {
  const warning = finding({ ruleId: 'module-cache', severity: 'warning' });
  const info = finding({ severity: 'info' });
  const crashed = reportOf([], { errors: [{ stage: 'extract', file: 'a.ts', rule: null, message: 'boom' }] });

  test.each([
    ['clean', reportOf([]), [], 0],
    ['an error', reportOf([finding()]), [], 1],
    ['a warning', reportOf([warning]), [], 1],
    ['an info', reportOf([info]), [], 0],
    ['an info, --fail-on info', reportOf([info]), ['--fail-on', 'info'], 1],
    ['a warning, --fail-on error', reportOf([warning]), ['--fail-on', 'error'], 0],
    ['an error, --fail-on never', reportOf([finding()]), ['--fail-on', 'never'], 0],
    ['an error, --exit-zero', reportOf([finding()]), ['--exit-zero'], 0],
    ['a crash in a stage', crashed, [], 2],
    ['a crash, --exit-zero', crashed, ['--exit-zero'], 2],
    ['strict preset', reportOf([info]), ['--preset', 'strict'], 1],
    ['a warning, --quiet', reportOf([warning]), ['--quiet'], 1],
    ['low confidence left out', reportOf([finding({ confidence: 'low' })]), ['--confidence', 'medium'], 0],
  ] as const)('%s', async (_, report, argv, code) => {
    expect((await run(argv, { cwd, stages: analysing(report).stages })).code).toBe(code);
  });

  test('failOn of the configuration counts, and --fail-on is stronger', async () => {
    fs.writeFileSync(path.join(cwd, '.sharenothingrc.json'), '{ "failOn": "error" }');
    const { stages } = analysing(reportOf([warning]));
    expect((await run([], { cwd, stages })).code).toBe(0);
    expect((await run(['--fail-on', 'warning'], { cwd, stages })).code).toBe(1);
  });
});

describe('what is analysed', () => {
  test('the current folder without arguments, and `check` is the default command', async () => {
    for (const argv of [[], ['check'], ['.'], ['check', '.']]) {
      const { calls } = await json(argv, reportOf([]));
      expect(calls.map(({ dir }) => dir)).toEqual(['']);
    }
  });

  test('several folders: one report, several projects, paths from the folder that holds them', async () => {
    const { report, calls, code } = await json(['apps/web', 'apps/api', 'apps/api'], reportOf([finding()]));
    expect(calls).toHaveLength(2);
    expect(report.projects.map(({ root }) => root)).toEqual(['api', 'web']);
    expect(report.findings.map(({ file }) => file)).toEqual(['api/src/server.ts', 'web/src/server.ts']);
    expect(report.summary.findings.error).toBe(2);
    expect(report.summary.filesAnalysed).toBe(2);
    expect(schemaErrors(report)).toEqual([]);
    expect(code).toBe(1);
  });

  test('a folder inside another is not analysed twice', async () => {
    expect((await json(['apps/api', '.'], reportOf([]))).calls).toHaveLength(1);
  });

  test('a file narrows the report of the whole project, and says so', async () => {
    const other = finding({ file: 'src/other.ts' });
    const { report, calls, stderr, code } = await json(['src/server.ts'], reportOf([finding(), other]));
    expect(calls).toHaveLength(1);
    expect(report.findings.map(({ file }) => file)).toEqual(['src/server.ts']);
    expect(report.notes).toEqual([expect.objectContaining({ code: 'outside-files' })]);
    expect(stderr).toBe('analysing the whole project .; the report is narrowed to 1 file\n');
    expect(code).toBe(1);
  });

  test('a file without findings of its own is clean, whatever other files hold', async () => {
    expect((await json(['apps/api/src/server.ts'], reportOf([finding()]))).code).toBe(0);
  });

  test('a file outside the current folder belongs to the nearest package above it', async () => {
    const { stages, calls } = analysing(reportOf([finding()]));
    const ran = await run(['../api/src/server.ts', '--format', 'json'], { cwd: path.join(cwd, 'apps/web'), stages });
    expect(calls).toHaveLength(1);
    expect(ran.stderr).toContain('../api');
  });

  test('no file to analyse is exit 2, with what was seen', async () => {
    const skipped = [{ file: 'a.d.ts', reason: 'declaration' as const }];
    const empty = reportOf([], { projects: [{ root: '', processes: [], files: 0, skipped }] });
    const { code, stderr, report } = await json([], empty);
    expect(code).toBe(2);
    expect(stderr).toContain('error[no-files]');
    expect(stderr).toContain('1 declaration');
    expect(report.version).toBe(1);
  });
});

describe('what the stages are told', () => {
  test('date, severities by file, silences', async () => {
    fs.writeFileSync(
      path.join(cwd, '.sharenothingrc.json'),
      JSON.stringify({
        rules: { 'module-cache': 'off' },
        ignore: 'src/old',
        overrides: [{ files: 'src/new/**', rules: { 'module-cache': 'info' } }],
      }),
    );
    const { calls } = await json(['--silences', '--now', '2027-01-02', '--rule', 'module-state=info'], reportOf([]));
    const { options } = calls[0]!;
    expect(options).toMatchObject({ now: '2027-01-02', silences: true, configFiles: ['.sharenothingrc.json'] });
    expect(options.severities?.get('module-cache')).toEqual({ severity: 'off', from: '.sharenothingrc.json:1' });
    expect(options.severityAt?.('module-state', 'src/a.ts')).toEqual({ severity: 'info', from: '--rule' });
    expect(options.severityAt?.('module-cache', 'src/new/a.ts')?.severity).toBe('info');
    expect(options.severityAt?.('module-state', 'src/old/a.ts')?.severity).toBe('off');
  });

  test('today is the date by default', async () => {
    expect((await json([], reportOf([]))).calls[0]?.options.now).toBe('2026-05-04');
  });
});

describe('what is reported', () => {
  test('--quiet leaves errors and says what it left out', async () => {
    const { report } = await json(['--quiet'], reportOf([finding(), finding({ severity: 'warning' })]));
    expect(report.findings).toHaveLength(1);
    expect(report.summary.findings).toEqual({ error: 1, warning: 0, info: 0 });
    expect(report.notes).toEqual([
      expect.objectContaining({ code: 'quiet', message: expect.stringContaining('1 finding') }),
    ]);
  });

  test('--confidence leaves out what is below, and says so', async () => {
    const { report } = await json(['--confidence', 'high'], reportOf([finding(), finding({ confidence: 'medium' })]));
    expect(report.findings).toHaveLength(1);
    expect(report.notes).toEqual([expect.objectContaining({ code: 'below-confidence' })]);
  });

  test('what of the configuration has no effect is a note of the report', async () => {
    fs.writeFileSync(path.join(cwd, '.sharenothingrc.json'), '{ "ignore": "scr/**" }');
    expect((await json([], reportOf([]))).report.notes).toEqual([
      expect.objectContaining({ code: 'config-matches-nothing', file: '.sharenothingrc.json', line: 1 }),
    ]);
  });
});

describe('outputs', () => {
  test('--output writes the file and nothing on standard output', async () => {
    const ran = await run(['--format', 'json', '--output', 'report.json'], { cwd });
    expect(ran.stdout).toBe('');
    expect(JSON.parse(fs.readFileSync(path.join(cwd, 'report.json'), 'utf8')).version).toBe(1);
    expect(fs.readdirSync(cwd).filter((name) => name.includes('.tmp'))).toEqual([]);
  });

  test('--format NAME:PATH, repeated: several reports of one run', async () => {
    const ran = await run(['--format', 'pretty', '--format', 'json:out.json'], { cwd });
    expect(ran.stdout).toContain('carts');
    expect(JSON.parse(fs.readFileSync(path.join(cwd, 'out.json'), 'utf8')).version).toBe(1);
  });

  test.each([
    ['--output', ['--format', 'json', '--output', '-']],
    ['--format NAME:PATH', ['--format', 'json:-', '--format', 'compact:beside.txt']],
  ])('a dash is standard output: %s', async (_, argv) => {
    const ran = await run(argv, { cwd });
    expect(JSON.parse(ran.stdout).version).toBe(1);
    expect(fs.readdirSync(cwd)).not.toContain('-');
  });

  test('an existing file is replaced, a link is followed', async () => {
    fs.writeFileSync(path.join(cwd, 'real.json'), 'old');
    fs.symlinkSync('real.json', path.join(cwd, 'link.json'));
    await run(['--format', 'json:link.json'], { cwd });
    expect(fs.lstatSync(path.join(cwd, 'link.json')).isSymbolicLink()).toBe(true);
    expect(fs.readFileSync(path.join(cwd, 'real.json'), 'utf8')).toContain('"version": 1');
  });

  test.each([
    ['a link to a file', 'report.json', 'victim'],
    ['a link to a folder', 'reports/report.json', '.'],
    ['a link to a link', 'chain/report.json', '.'],
  ])('%s of a repository does not lead what is written out of it', async (_, output, target) => {
    const outside = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'outside-')));
    fs.writeFileSync(path.join(outside, 'victim'), 'precious');
    fs.mkdirSync(path.join(cwd, '.git'));
    const [first] = output.split('/');
    if (first === 'chain') {
      fs.symlinkSync('chained', path.join(cwd, 'chain'));
      fs.symlinkSync(outside, path.join(cwd, 'chained'));
    } else fs.symlinkSync(path.join(outside, target), path.join(cwd, first!));
    for (const argv of [
      ['--format', `json:${output}`],
      ['--format', 'json', '--output', path.join(cwd, output)],
    ]) {
      const { code, stderr, stdout } = await run(argv, { cwd });
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('error[output-not-writable]: the report cannot be written: a link of the project leads');
    }
    expect(fs.readdirSync(outside)).toEqual(['victim']);
    expect(fs.readFileSync(path.join(outside, 'victim'), 'utf8')).toBe('precious');
    // The place itself may be named.
    await run(['--format', `json:${path.join(outside, 'victim')}`], { cwd });
    expect(fs.readFileSync(path.join(outside, 'victim'), 'utf8')).toContain('"version": 1');
    fs.rmSync(outside, { recursive: true });
  });

  test('--stats tells the stages on standard error', async () => {
    const ran = await run(['--stats', '--format', 'json'], { cwd });
    expect(ran.stderr).toMatch(/^source +1 ms\nextract +20 ms\n/);
    JSON.parse(ran.stdout);
  });
});

describe('progress', () => {
  const stages = stubStages({
    analyze: async (_, { onProgress }) => {
      onProgress?.('extract', 1, 2);
      return reportOf([]);
    },
  });

  test('is one line on a terminal, wiped at the end', async () => {
    const { stderr } = await run([], { cwd, stages, tty: true });
    expect(stderr).toContain('extract 1/2');
    expect(stderr.endsWith('\r\u001b[K')).toBe(true);
  });

  test.each([
    [[], { tty: false }],
    [[], { tty: true, env: { CI: 'true' } }],
    [[], { tty: true, env: { TERM: 'dumb' } }],
    [['--no-progress'], { tty: true }],
  ])('%j %j has none', async (argv, surroundings) => {
    expect((await run(argv, { cwd, stages, ...surroundings } as never)).stderr).toBe('');
  });
});

describe('links', () => {
  const link = `\u001b]8;;file://`;

  test('are written on terminals that have them', async () => {
    vi.stubEnv('FORCE_HYPERLINK', '1');
    const { stdout } = await run([], { cwd, tty: true });
    expect(stdout).toContain(`${link}${cwd}/src/server.js`.replace('.js', '.ts'));
  });

  test.each([
    ['1', false],
    ['0', true],
  ])('FORCE_HYPERLINK=%s, terminal: %s has none', async (force, tty) => {
    vi.stubEnv('FORCE_HYPERLINK', force);
    expect((await run([], { cwd, tty })).stdout).not.toContain(link);
  });

  test('are not written into files', async () => {
    vi.stubEnv('FORCE_HYPERLINK', '1');
    await run(['--output', 'out.txt'], { cwd, tty: true });
    expect(fs.readFileSync(path.join(cwd, 'out.txt'), 'utf8')).not.toContain('\u001b');
  });

  afterEach(() => vi.unstubAllEnvs());
});

test('paths start from the current folder, wherever the project is', async () => {
  const ran = await run(['apps/api'], { cwd });
  expect(ran.stdout).toContain('apps/api/src/server.ts:1:1');
  const above = await run(['..'], { cwd: path.join(cwd, 'apps') });
  expect(above.stdout).toContain('../src/server.ts:1:1');
});

test('the width is that of the terminal', async () => {
  const long = finding({ message: `${'word '.repeat(60)}.` });
  const { stages } = analysing(reportOf([long]));
  const widest = async (columns: number) => {
    const { stdout } = await run(['--color', 'never'], { cwd, stages, tty: true, columns });
    return Math.max(
      ...stdout
        .split('\n')
        .filter((line) => line.includes('word'))
        .map((line) => line.length),
    );
  };
  expect(await widest(60)).toBeLessThanOrEqual(60);
  const wide = await widest(140);
  expect(wide).toBeGreaterThan(100);
  expect(wide).toBeLessThanOrEqual(140);
});

test('an interruption ends in 130, without a report and without a file', async () => {
  const stages = stubStages({
    analyze: async (_, { signal }) => {
      signal?.throwIfAborted();
      return reportOf([]);
    },
  });
  const ran = await run(['--format', 'json', '--output', 'out.json'], {
    cwd,
    stages,
    onInterrupt: (callback) => callback(),
  });
  expect(ran.code).toBe(130);
  expect(ran.stdout).toBe('');
  expect(ran.stderr).toContain('error[interrupted]');
  expect(fs.existsSync(path.join(cwd, 'out.json'))).toBe(false);
});

test('a fault of the tool tells version and where to report, and the stack only when asked for', async () => {
  const stages = stubStages({
    analyze: async () => {
      throw Object.assign(new TypeError('no such thing'), { stage: 'link', file: 'src/a.ts' });
    },
  });
  const ran = await run([], { cwd, stages });
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('error[internal]: the tool itself failed in stage link on src/a.ts');
  expect(ran.stderr).toContain('npm bugs sharenothing');
  expect(ran.stderr).not.toContain('    at ');
  expect((await run([], { cwd, stages, env: { SHARENOTHING_DEBUG: '1' } })).stderr).toContain('    at ');
});
