import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { libraryContexts } from '../../src/catalog/index.ts';
import { discover } from '../../src/discover/discover.ts';
import { isOnlyTestPath, isTestPath } from '../../src/discover/test-path.ts';
import { extract } from '../../src/extract/extract.ts';
import { link } from '../../src/link/link.ts';
import { createModuleResolver } from '../../src/link/modules.ts';
import type { LinkInput } from '../../src/link/program.ts';
import { isCode } from '../../src/paths/code-extensions.ts';
import type { Report } from '../../src/report/report.ts';
import type { Source } from '../../src/source/source.ts';
import { filesBelow } from '../fixtures/expectations.ts';
import { commitAll, git, write } from '../source/scratch.ts';
import { memorySource } from '../support/memory-source.ts';
import { repositoryRoot, runProcess } from '../support/process.ts';

const fixtures = path.join(repositoryRoot, 'fixtures');
const showcase = path.join(fixtures, 'showcase/orders-api');

/** The bytes of a report, the one thing aside that may differ. */
const bytesOf = (report: Report) => JSON.stringify({ ...report, timing: {} });

function filesOf(folder: string): Record<string, string> {
  return Object.fromEntries(filesBelow(folder).map((file) => [file, fs.readFileSync(path.join(folder, file), 'utf8')]));
}

// Many kinds of code in one program, so that names, processes and findings of all meet.
const together = Object.fromEntries(
  ['showcase', 'module-cache', 'silences']
    .flatMap((folder) =>
      Object.entries(filesOf(path.join(fixtures, folder))).map(([file, text]) => [`${folder}/${file}`, text] as const),
    )
    .slice(0, 150),
);

/** What link is given, apart from the facts. */
function linkInput(source: Source, read: readonly string[]): Omit<LinkInput, 'facts'> {
  const workspace = discover(source);
  const resolver = createModuleResolver(workspace, new Set(read));
  const folders = workspace.packages.map(({ dir }) => dir).sort((a, b) => b.length - a.length);
  const packageDirOf = (file: string) => folders.find((dir) => dir === '' || file.startsWith(`${dir}/`)) ?? '';
  return {
    processes: workspace.processes,
    libraryEntries: workspace.libraryEntries,
    resolve: (specifier, from) => resolver(specifier, from),
    resolveGlob: (pattern, from) => resolver.resolveGlob(pattern, from),
    isTestPath,
    isOnlyTestPath,
    packageDirOf,
    dependsOn: (dir, names) =>
      workspace.packages.some((one) => one.dir === dir && names.some((name) => one.dependencies.has(name))),
    libraries: libraryContexts,
  };
}

describe('the order of files decides nothing', () => {
  test('in link: the same model from facts in any order', async () => {
    const code = Object.keys(together).filter(isCode);
    const input = linkInput(memorySource(together), code);
    const facts = code.flatMap((file) => {
      const one = extract(file, together[file]!);
      return 'reason' in one ? [] : [one];
    });
    const expected = link({ ...input, facts });
    expect(expected.states.length).toBeGreaterThan(20);
    fc.assert(
      fc.property(fc.shuffledSubarray(facts, { minLength: facts.length }), (shuffled) => {
        expect(JSON.stringify(link({ ...input, facts: shuffled })) === JSON.stringify(expected)).toBe(true);
      }),
      { numRuns: 8 },
    );
    expect(JSON.stringify(link({ ...input, facts: facts.slice(1) }))).not.toBe(JSON.stringify(expected));
  });

  test('in the whole: the same bytes from a source that was filled in any order', async () => {
    const run = (files: Readonly<Record<string, string>>) =>
      analyze(memorySource(files), { now: '2026-01-02', silences: true });
    const expected = await run(together);
    expect(expected.errors).toEqual([]);
    expect(expected.findings.length).toBeGreaterThan(5);
    const entries = Object.entries(together);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(entries, { minLength: entries.length }), async (shuffled) => {
        expect(bytesOf(await run(Object.fromEntries(shuffled))) === bytesOf(expected)).toBe(true);
      }),
      { numRuns: 3 },
    );
  });
});

describe.each([
  ['a folder', () => {}],
  [
    'a git repository',
    (dir: string) => {
      git(dir, ['init', '-q']);
      write(dir, { '.gitignore': 'node_modules\n' });
      commitAll(dir);
    },
  ],
])('the whole process, in %s', (_, prepare) => {
  let dir: string;
  const argv = ['check', '.', '--format', 'json', '--silences', '--now', '2026-01-02'];
  const bytes = async (env: Readonly<Record<string, string>> = {}) => {
    const { stdout, stderr } = await runProcess(argv, { cwd: dir, env });
    expect(stderr).toBe('');
    return bytesOf(JSON.parse(stdout));
  };
  beforeAll(() => {
    dir = fs.realpathSync.native(fs.mkdtempSync(path.join(os.tmpdir(), 'sharenothing-bytes-')));
    write(dir, filesOf(showcase));
    prepare(dir);
  });
  afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

  test('two runs give the same bytes', async () => {
    const first = await bytes();
    expect(JSON.parse(first).findings.length).toBeGreaterThan(0);
    expect(await bytes({ TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' })).toBe(first);
  });

  test('packages that happen to be installed change nothing', async () => {
    const without = await bytes();
    write(dir, {
      'node_modules/express/package.json': '{"name":"express","version":"4.0.0","main":"index.js"}',
      // What is installed could not be further from what the catalogue says of it.
      'node_modules/express/index.js': 'let calls = 0; module.exports = () => ({ use() { calls++; }, get() {} });\n',
      'node_modules/@types/express/index.d.ts': 'export default function express(): void;\n',
      'node_modules/pg/index.js': 'exports.Pool = class Pool {};\n',
      'node_modules/typescript/package.json': '{"name":"typescript","version":"7.0.0"}',
      'node_modules/.package-lock.json':
        '{"lockfileVersion":3,"packages":{"node_modules/express":{"version":"4.0.0"}}}',
      'src/node_modules/metrics/index.js': 'let total = 0; exports.add = () => { total++; };\n',
    });
    expect(await bytes()).toBe(without);
  });
});
