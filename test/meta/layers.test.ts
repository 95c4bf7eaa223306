import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { extract } from '../../src/extract/extract.ts';
import type { FileFacts } from '../../src/extract/facts.ts';
import { byCodeUnit } from '../../src/text/order.ts';
import { repositoryRoot } from '../support/process.ts';
import { type Arrow, arrowsOf, filesOf, stageOf, textOf } from './import-graph.ts';

/** What a stage may import. `code` runs; `types` are gone after compilation (what may run may be a type too). */
type Allowed = {
  readonly code: readonly string[];
  readonly types?: readonly string[];
  readonly packages?: readonly string[];
  readonly node?: readonly string[];
};

/**
 * Every arrow between the stages. Data goes one way, source → discover → extract → link → rules → settle → reporters: a new
 * arrow is a decision, and belongs in docs/architecture.md too.
 */
const arrows: Readonly<Record<string, Allowed>> = {
  text: { code: [] },
  paths: { code: [], packages: ['picomatch'], node: ['node:module', 'node:path'] },
  diagnostics: { code: ['text'], packages: ['leven'] },
  source: {
    code: ['diagnostics', 'paths', 'text'],
    packages: ['diff', 'ignore', 'picomatch', 'yaml'],
    node: ['node:buffer', 'node:child_process', 'node:crypto', 'node:fs', 'node:module', 'node:os', 'node:path'],
  },
  discover: {
    code: ['paths', 'text'],
    types: ['source'],
    packages: ['dockerfile-ast', 'jsonc-parser', 'toml-eslint-parser', 'yaml'],
  },
  extract: { code: [], packages: ['ts-morph'] },
  catalog: { code: ['text'], types: ['report'], packages: ['valibot'] },
  link: {
    code: ['catalog', 'extract', 'paths', 'text'],
    types: ['discover', 'report'],
    packages: ['picomatch', 'resolve.exports', 'semver'],
    node: ['node:module'],
  },
  rules: { code: [], types: ['link', 'report'] },
  report: { code: ['text'], types: ['discover', 'source'], packages: ['valibot'] },
  settle: {
    code: ['diagnostics', 'paths', 'report', 'text'],
    types: ['discover', 'rules', 'source'],
    packages: ['diff'],
    node: ['node:crypto', 'node:module', 'node:path'],
  },
  policy: {
    code: ['config', 'diagnostics', 'paths', 'report', 'settle', 'text'],
    types: ['discover', 'rules', 'source'],
    packages: ['yaml'],
    node: ['node:module', 'node:path'],
  },
  compliance: {
    code: ['diagnostics', 'report', 'reporters', 'settle', 'text'],
    types: ['discover', 'source'],
    packages: ['@dagrejs/dagre', 'd3-array', 'd3-shape', 'valibot', 'yaml'],
    node: ['node:crypto', 'node:path'],
  },
  reporters: { code: ['diagnostics', 'report', 'text'], packages: ['string-width', 'wrap-ansi'], node: ['node:path'] },
  config: {
    code: ['catalog', 'diagnostics', 'discover', 'paths', 'settle', 'text'],
    types: ['report', 'source'],
    packages: ['cosmiconfig', 'jiti', 'jsonc-parser', 'picomatch', 'valibot', 'yaml'],
    node: ['node:fs', 'node:module', 'node:os', 'node:path', 'node:url'],
  },
  'src/version.ts': { code: [], node: ['node:module'] },
  workers: { code: ['extract', 'facts', 'text'], node: ['node:worker_threads'] },
  cache: {
    code: ['facts'],
    types: ['source', 'src/extraction.ts'],
    node: ['node:crypto', 'node:fs', 'node:path', 'node:url', 'node:zlib'],
  },
  'src/taken-over.ts': {
    code: ['facts', 'link'],
    types: ['discover', 'extract', 'src/extraction.ts'],
    node: ['node:crypto'],
  },
  'src/judged.ts': { code: [], types: ['settle', 'source', 'src/taken-over.ts'] },
  'src/judge.ts': {
    code: ['catalog', 'rules', 'settle', 'src/pipeline.ts'],
    types: ['source', 'src/analyze.ts', 'src/judged.ts'],
  },
  'src/run-events.ts': { code: [], types: ['workers'] },
  'src/extraction.ts': {
    code: ['extract', 'facts', 'source', 'text', 'workers'],
    types: ['discover', 'link', 'report'],
    node: ['node:crypto'],
  },
  'src/pipeline.ts': {
    code: [
      'catalog',
      'discover',
      'extract',
      'link',
      'paths',
      'source',
      'src/extraction.ts',
      'src/taken-over.ts',
      'text',
    ],
    types: ['report', 'src/judged.ts', 'src/run-events.ts', 'workers'],
    node: ['node:crypto', 'node:timers/promises'],
  },
  'src/explain-processes.ts': {
    code: ['settle', 'src/pipeline.ts'],
    types: ['discover', 'source'],
  },
  'src/trace.ts': {
    code: ['rules', 'settle', 'src/pipeline.ts'],
    types: ['link', 'report', 'source', 'src/analyze.ts'],
  },
  'src/analyze.ts': {
    code: ['rules', 'settle', 'src/judge.ts', 'src/judged.ts', 'src/version.ts', 'text'],
    types: ['cache', 'catalog', 'discover', 'report', 'source', 'src/extraction.ts', 'src/run-events.ts', 'workers'],
  },
  'src/change.ts': {
    code: ['paths', 'settle'],
    types: ['report', 'source', 'src/analyze.ts', 'src/extraction.ts', 'src/stages.ts'],
  },
  facts: {
    code: ['diagnostics', 'extract', 'paths', 'settle', 'source', 'text'],
    types: ['src/extraction.ts'],
    node: ['node:buffer', 'node:timers/promises'],
  },
  'src/change-policy.ts': {
    code: ['config', 'diagnostics', 'paths', 'policy'],
    types: ['rules', 'settle', 'source'],
  },
  'src/stages.ts': {
    code: ['catalog', 'discover', 'rules', 'source', 'src/analyze.ts', 'src/explain-processes.ts', 'src/trace.ts'],
    types: ['report'],
  },
  'src/run.ts': {
    code: [
      'catalog',
      'config',
      'discover',
      'paths',
      'policy',
      'rules',
      'settle',
      'source',
      'src/analyze.ts',
      'src/change-policy.ts',
      'src/change.ts',
      'src/stages.ts',
    ],
    types: ['catalog', 'discover', 'report', 'rules', 'source', 'src/analyze.ts'],
  },
  'src/index.ts': {
    code: ['config', 'diagnostics', 'report', 'src/run.ts'],
    types: ['catalog', 'discover'],
    node: ['node:path'],
  },
  cli: {
    code: [
      'cache',
      'compliance',
      'config',
      'diagnostics',
      'discover',
      'facts',
      'paths',
      'policy',
      'report',
      'reporters',
      'settle',
      'src/run.ts',
      'src/stages.ts',
      'text',
      'workers',
    ],
    types: ['catalog', 'rules', 'source', 'src/change.ts', 'src/run-events.ts'],
    packages: ['chalk', 'commander', 'supports-hyperlinks'],
    node: [
      'node:child_process',
      'node:crypto',
      'node:fs',
      'node:module',
      'node:os',
      'node:path',
      'node:perf_hooks',
      'node:readline/promises',
      'node:timers/promises',
      'node:url',
    ],
  },
};

/** Files that may reach the file system: of the target, none but those of source. */
const fileSystem: Readonly<Record<string, string>> = {
  'src/config/config-files.ts': 'a configuration named by the user may lie outside the repository',
  'src/config/root.ts': 'tells where the repository starts',
  'src/config/temporary-copy.ts': 'writes what runs as configuration out of a git index or revision, and removes it',
  'src/cache/folder.ts': 'reads, writes and removes the files of the cache',
  'src/cache/identity.ts': 'reads the versions of the packages that this one runs on',
  'src/cache/place.ts': 'looks for a node_modules to keep the cache in',
  'src/cli/inputs.ts': 'reads patches and saved reports that the user names',
  'src/cli/outputs.ts': 'writes the reports',
  'src/cli/print-pdf.ts': 'hands the page to the browser that prints it, and takes the PDF',
  'src/cli/run-baseline.ts': 'does not write over a baseline',
  'src/cli/package-file.ts': 'reads what is shipped with this package',
  'src/cli/targets.ts': 'tells folders, files and misspelled commands apart',
  'src/cli/understood.ts': 'tells a folder from a file',
};

/** Files outside src/cli that may ask the machine, and for what. */
const machine: Readonly<Record<string, readonly string[]>> = {
  // The library's front door: today's date where the caller gives none.
  'src/index.ts': ['new Date()'],
  // How many columns a text takes; the locale is fixed.
  'src/reporters/terminal/code-frame.ts': ['Intl'],
  // The environment in which git is found, where the caller gives none.
  'src/source/repository.ts': ['process.env'],
  'src/source/work-tree.ts': ['process.env'],
  // Windows has other file names.
  'src/source/git.ts': ['process.platform'],
  'src/source/repository-path.ts': ['process.platform'],
  // The last resort against a file that takes for ever.
  'src/workers/extract-pool.ts': ['setImmediate', 'setTimeout'],
};

const files = filesOf('src', '.ts');
const all = arrowsOf(files);
const told = ({ from, line, to, typeOnly }: Arrow) => `${from}:${line} → ${to}${typeOnly ? ' (type)' : ''}`;
const inside = all.filter(({ from, to, own }) => !own || stageOf(from) !== stageOf(to));

describe('arrows between the stages', () => {
  test('each import leads to a file that is there', () => {
    const known = new Set(files);
    expect(all.filter(({ own, to }) => own && !known.has(to)).map(told)).toEqual([]);
  });

  test('each stage is in the table, and nothing is in it that is gone', () => {
    expect([...new Set(files.map(stageOf))].sort(byCodeUnit)).toEqual(Object.keys(arrows).sort(byCodeUnit));
  });

  test('nothing is imported but what the table says', () => {
    const forbidden = inside.filter(({ from, to, own, typeOnly }) => {
      const { code, types = [], packages = [], node = [] } = arrows[stageOf(from)] ?? { code: [] };
      if (own) return !code.includes(stageOf(to)) && !(typeOnly && types.includes(stageOf(to)));
      if (typeOnly && to === 'chalk' && stageOf(from) === 'reporters') return false;
      return !packages.includes(to) && !node.includes(to);
    });
    expect(forbidden.map(told)).toEqual([]);
  });

  test('the table allows no stage what it does not use', () => {
    const unused = Object.entries(arrows).flatMap(([stage, { code, types = [], packages = [], node = [] }]) => {
      if (stage.startsWith('src/')) return [];
      const own = inside.filter(({ from }) => stageOf(from) === stage);
      const runs = new Set(own.filter(({ typeOnly }) => !typeOnly).map(({ to, own }) => (own ? stageOf(to) : to)));
      const named = new Set(own.map(({ to, own }) => (own ? stageOf(to) : to)));
      return [
        ...[...code, ...packages, ...node].filter((to) => !runs.has(to)),
        ...types.filter((to) => !named.has(to)),
      ].map((to) => `${stage} → ${to}`);
    });
    expect(unused).toEqual([]);
  });

  test('no stage reaches back: what runs has no circle', () => {
    const targets = new Map<string, Set<string>>();
    for (const { from, to, own, typeOnly } of inside) {
      if (!own || typeOnly) continue;
      const set = targets.get(stageOf(from)) ?? new Set();
      targets.set(stageOf(from), set.add(stageOf(to)));
    }
    const circles: string[] = [];
    const done = new Set<string>();
    const visit = (stage: string, open: readonly string[]): void => {
      if (open.includes(stage)) circles.push([...open.slice(open.indexOf(stage)), stage].join(' → '));
      if (done.has(stage) || open.includes(stage)) return;
      for (const next of targets.get(stage) ?? []) visit(next, [...open, stage]);
      done.add(stage);
    };
    for (const stage of targets.keys()) visit(stage, []);
    expect(circles).toEqual([]);
  });
});

describe('single arrows that matter', () => {
  const importers = (of: (arrow: Arrow) => boolean) =>
    [...new Set(all.filter((arrow) => !arrow.typeOnly && of(arrow)).map(({ from }) => from))].sort(byCodeUnit);

  test('extract alone imports the compiler', () => {
    const compilers = new Set(['ts-morph', 'typescript', '@typescript-eslint/parser', 'oxc-parser', '@swc/core']);
    const stages = all.filter(({ to }) => compilers.has(to)).map(({ from }) => stageOf(from));
    expect([...new Set(stages)]).toEqual(['extract']);
  });

  test('of extract, link sees the facts and nothing else', () => {
    const seen = all.filter(({ from, to }) => stageOf(from) === 'link' && stageOf(to) === 'extract');
    expect([...new Set(seen.map(({ to }) => to))]).toEqual(['src/extract/facts.ts']);
    expect(all.filter(({ from, typeOnly }) => from === 'src/extract/facts.ts' && !typeOnly)).toEqual([]);
  });

  test('source alone reads the target; a few others read or write what is not the target', () => {
    const readers = importers(({ to }) => /^node:fs(?:$|\/)/.test(to)).filter((file) => stageOf(file) !== 'source');
    expect(readers).toEqual(Object.keys(fileSystem).sort(byCodeUnit));
  });

  test('one file starts git, one the browser that prints, and nothing else; threads run our own extractor', () => {
    const threads = ['src/workers/extract-pool.ts', 'src/workers/extract-worker.ts'];
    const starting = /^node:(?:child_process|worker_threads|cluster|vm|inspector|net|http|https|dgram|dns|tls)/;
    expect(importers(({ to }) => starting.test(to))).toEqual(['src/cli/print-pdf.ts', 'src/source/git.ts', ...threads]);
    for (const file of ['src/cli/print-pdf.ts', 'src/source/git.ts'])
      expect(textOf(file)).not.toMatch(/\bexec(?:File)?(?:Sync)?\b|shell: true/);
  });

  test('one file runs code of the target: a configuration of this tool', () => {
    expect(importers(({ to }) => to === 'jiti')).toEqual(['src/config/load-code.ts']);
    const computed = files.filter((file) => factsOf(file).values.some((value) => value.k === 'load'));
    // The first reads the package.json of an installed package.
    expect(computed).toEqual(['src/cli/run-doctor.ts', 'src/config/load-code.ts']);
  });

  test('nothing imports the command line but the program', () => {
    expect(all.filter(({ from, to }) => stageOf(to) === 'cli' && stageOf(from) !== 'cli').map(told)).toEqual([]);
    const bin = fs.readFileSync(path.join(repositoryRoot, 'bin/sharenothing.js'), 'utf8');
    expect(bin).toContain("import('../dist/cli/main.js')");
  });

  test('rules and reporters see no syntax tree, file system, terminal or clock', () => {
    const outside = all.filter(({ from, own }) => /^(?:rules|reporters)$/.test(stageOf(from)) && !own);
    const pure = new Set(['chalk', 'string-width', 'wrap-ansi', 'node:path']);
    expect(outside.filter(({ to }) => !pure.has(to)).map(told)).toEqual([]);
    expect(outside.filter(({ to, typeOnly }) => to === 'chalk' && !typeOnly).map(told)).toEqual([]);
    // What the reporters take of it knows no drive and no current folder.
    for (const { from, to } of outside)
      if (to === 'node:path')
        expect(textOf(from)).toMatch(/import \{ posix(?: as \w+)? \} from 'node:path'|path\.posix/);
  });
});

const known = new Map<string, FileFacts>();

/** Our own code as the tool sees the code of others. */
function factsOf(file: string): FileFacts {
  const old = known.get(file);
  if (old) return old;
  const facts = extract(file, textOf(file));
  if ('reason' in facts) throw new Error(`${file}: ${facts.detail}`);
  known.set(file, facts);
  return facts;
}

/** What a file asks the machine for, as written. Scopes are respected: a variable called `process` is none. */
function asked(file: string): string[] {
  const facts = factsOf(file);
  const found = new Set<string>();
  const nameOf = (id: number) => {
    const value = facts.values[id];
    return value?.k === 'global' ? value.name : null;
  };
  const whole =
    /^(?:console|fetch|navigator|localStorage|Intl|set(?:Timeout|Interval|Immediate)|performance|globalThis|eval|Function)$/;
  for (const value of facts.values) {
    if (value.k === 'global' && whole.test(value.name)) found.add(value.name);
    if (value.k !== 'prop') continue;
    if (nameOf(value.o) === 'process') found.add(`process.${value.p}`);
    if (nameOf(value.o) === 'Date' && value.p === 'now') found.add('Date.now');
    if (nameOf(value.o) === 'Math' && value.p === 'random') found.add('Math.random');
    if (/^(?:localeCompare|toLocale\w+)$/.test(value.p)) found.add(value.p);
  }
  for (const { kind, callee, args } of facts.calls)
    if (nameOf(callee) === 'Date' && (kind !== 'new' || args.length === 0)) found.add('new Date()');
  return [...found].sort(byCodeUnit);
}

describe('what asks the machine (clock, environment, terminal, locale)', () => {
  test('only the command line, and a few with a reason', () => {
    const found = files
      .filter((file) => stageOf(file) !== 'cli')
      .flatMap((file) => {
        const what = asked(file);
        return what.length > 0 ? [[file, what] as const] : [];
      });
    expect(Object.fromEntries(found)).toEqual(machine);
  });

  test('of the command line, one file', () => {
    const terminal = files.filter(
      (file) =>
        stageOf(file) === 'cli' && asked(file).some((what) => !/^process\.(?:versions?|platform|arch)$/.test(what)),
    );
    expect(terminal).toEqual(['src/cli/terminal.ts']);
  });

  test('the search finds what it is for', () => {
    expect(asked('src/cli/terminal.ts')).toEqual(expect.arrayContaining(['process.env', 'process.cwd']));
  });
});
