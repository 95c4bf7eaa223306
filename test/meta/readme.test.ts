import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { byCodeUnit } from '../../src/text/order.ts';
import { commitAll, git } from '../source/scratch.ts';
import { repositoryRoot, runProcess } from '../support/process.ts';
import { filesOf, textOf } from './import-graph.ts';

const readme = textOf('README.md');
const manifest: { scripts: Record<string, string>; bin: Record<string, string>; engines: { node: string } } =
  JSON.parse(textOf('package.json'));

/** The fenced blocks of a language, in order. */
const blocks = (language: string) =>
  Array.from(readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms')), (match) => match[1]!);
const [show, tests] = blocks('sh').map((block) => block.trim());
const parts = (command: string) => command.split(/\s*&&\s*/);
/** What README runs, as arguments of the program. */
const shown = parts(show!).at(-1)!.split(' ').slice(2);

describe('the first screen of README', () => {
  test('one command sets up and runs the main job', async () => {
    expect(show!.split('\n')).toHaveLength(1);
    // What `npm ci` has to do besides installing: build.
    expect(parts(show!)[0]).toBe('npm ci');
    expect(manifest.scripts.prepare).toBe('npm run build');
    expect(parts(show!).at(-1)).toMatch(/^node bin\/sharenothing\.js check /);
    const { code, stdout, stderr } = await runProcess(shown, { cwd: repositoryRoot });
    expect(stderr).toBe('');
    expect(code).toBe(1);
    expect(stdout).toContain('lastNumber');
  });

  test('what it shows is what the command prints', async () => {
    const { stdout } = await runProcess(shown, { cwd: repositoryRoot });
    const [excerpt] = blocks('text');
    expect(excerpt!.split('\n').length).toBeGreaterThan(15);
    const first = stdout.indexOf(excerpt!.slice(0, excerpt!.indexOf('\n')));
    // A difference is shown line by line: the new lines belong in README.
    expect(excerpt).toBe(stdout.slice(first, stdout.indexOf('\n─', first)).trimEnd().concat('\n'));
  });

  test('one command passes the tests, and CI runs that one', () => {
    expect(tests).toBe('npm ci && npm test');
    const ci = textOf('.ci/run');
    for (const command of parts(tests!)) expect(ci).toMatch(new RegExp(`^${command}\\b`, 'm'));
    expect(fs.statSync(path.join(repositoryRoot, '.ci/run')).mode & 0o111).toBe(0o111);
  });

  test('both stand within the first sixty lines', () => {
    const top = readme.split('\n').slice(0, 60).join('\n');
    expect(top).toContain(show);
    expect(top).toContain(tests);
  });
});

describe('the rest of README', () => {
  // As many runs of the whole program as README has lines, on a machine that may be busy with other tests.
  test('each command that it names runs', { timeout: 240_000 }, async () => {
    const lines = blocks('sh')
      .slice(2)
      .flatMap((block) => block.trim().split('\n'))
      .map((line) => line.replace(/#.*$/, '').trim());
    expect(lines.length).toBeGreaterThan(5);
    // A project that has what the lines speak of.
    const cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'sharenothing-readme-'));
    try {
      for (const folder of ['.', 'apps/api', 'apps/worker'])
        fs.cpSync(path.join(repositoryRoot, shown.at(-1)!), path.join(cwd, folder), { recursive: true });
      git(cwd, ['init', '-q']);
      commitAll(cwd);
      for (const line of lines) {
        const [program, ...argv] = line.split(/\s+/);
        expect(program).toBe('sharenothing');
        const { code, stderr } = await runProcess(argv, { cwd });
        expect([line, stderr]).toEqual([line, '']);
        expect([line, code === 0 || code === 1]).toEqual([line, true]);
      }
      expect(fs.existsSync(path.join(cwd, 'report.json'))).toBe(true);
    } finally {
      fs.rmSync(cwd, { recursive: true, force: true });
    }
  });

  test('the exit codes are those of the report', () => {
    const rows = (text: string) => Array.from(text.matchAll(/^\| (\d+) \| /gm), (match) => match[1]);
    expect(rows(readme)).toEqual(['0', '1', '2', '130']);
    expect(rows(textOf('docs/report.md'))).toEqual(rows(readme));
  });

  test('the version of Node.js is that of package.json and of the program', () => {
    const [version] = /\d+\.\d+/.exec(manifest.engines.node)!;
    expect(readme).toContain(`Node.js ${version} or newer`);
    expect(textOf('bin/sharenothing.js')).toContain(`Node.js ${version} or newer`);
  });
});

describe('links', () => {
  const pages = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'fixtures/README.md', ...filesOf('docs', '.md')];

  test.each(pages)('of %s lead somewhere', (page) => {
    const links = Array.from(textOf(page).matchAll(/\]\(([^)\s]+)\)/g), (match) => match[1]!);
    const own = links.filter((link) => !/^[a-z]+:/.test(link) && !link.startsWith('#'));
    const broken = own.filter((link) => {
      const target = path.posix.join(path.posix.dirname(page), link.replace(/#.*$/, ''));
      return !fs.existsSync(path.join(repositoryRoot, target));
    });
    expect(broken).toEqual([]);
  });

  test('every page is reached from README', () => {
    const reached = new Set<string>();
    const visit = (page: string): void => {
      if (reached.has(page) || !fs.existsSync(path.join(repositoryRoot, page))) return;
      reached.add(page);
      if (!page.endsWith('.md')) return;
      for (const [, link] of textOf(page).matchAll(/\]\(([^)\s:#]+)[^)]*\)/g))
        visit(path.posix.join(path.posix.dirname(page), link!));
    };
    visit('README.md');
    expect(pages.filter((page) => !reached.has(page)).sort(byCodeUnit)).toEqual([]);
  });
});

test('paths that the documentation names in code are there', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md', 'docs/decisions.md', 'docs/limits.md'];
  const missing = pages.flatMap((page) =>
    Array.from(textOf(page).matchAll(/\b((?:src|test|bench|fixtures|docs|bin)\/[\w./-]*\w)/g), (match) => match[1]!)
      .filter((named) => !fs.existsSync(path.join(repositoryRoot, named)))
      .map((named) => `${page}: ${named}`),
  );
  // Paths of the servers and libraries that are spoken of.
  const foreign = new Set([
    'README.md: src/orders.ts',
    'CONTRIBUTING.md: src/queue.ts',
    'docs/architecture.md: src/server.ts',
  ]);
  expect(missing.filter((one) => !foreign.has(one))).toEqual([]);
});
