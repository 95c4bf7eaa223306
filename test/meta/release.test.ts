import fs from 'node:fs';
import path from 'node:path';
import * as validator from '@action-validator/core';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { rules } from '../../src/rules/index.ts';
import { finding, reportOf } from '../cli/support.ts';
import { repositoryRoot } from '../support/process.ts';
import { textOf } from './import-graph.ts';

type Step = { readonly name?: string; readonly uses?: string; readonly run?: string };
type Workflow = {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly permissions: Readonly<Record<string, string>>; readonly steps: readonly Step[] }>
  >;
};

const text = textOf('.github/workflows/release.yml');
const workflow: Workflow = parse(text);
const [job] = Object.values(workflow.jobs);
const runs = job!.steps.flatMap(({ run }) => run ?? []);

describe('the release workflow', () => {
  test('is valid', () => {
    expect(validator.validateWorkflow(text).errors).toEqual([]);
  });

  test('may do what it has to, and has no secret', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(job!.permissions).toEqual({ contents: 'write', 'id-token': 'write' });
    expect(text).not.toMatch(/secrets\./);
  });

  test('pins what it uses, and takes no name of a branch or tag into a script', () => {
    for (const [, name, rest] of text.matchAll(/uses: (\S+)(.*)/g))
      expect(`${name}${rest}`).toMatch(/^[\w-]+(?:\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    for (const run of runs) expect(run).not.toContain('${{');
  });

  test('publishes what it has tested: with a statement of origin and a list of components', () => {
    const at = (words: string) => runs.findIndex((run) => run.includes(words));
    expect(at('.ci/run')).toBeGreaterThanOrEqual(0);
    expect(at('hold-patch.mjs')).toBeGreaterThan(at('.ci/run'));
    expect(at('npm pack')).toBeGreaterThan(at('hold-patch.mjs'));
    expect(runs[at('npm pack')]).toContain('npm run --silent sbom');
    expect(runs[at('publish ./')]).toMatch(/--provenance/);
    expect(at('publish ./')).toBeGreaterThan(at('npm pack'));
  });
});

describe('a patch release is held against the one before', async () => {
  const { added, isPatch } = await import(path.join(repositoryRoot, 'scripts/hold-patch.mjs'));

  test.each([
    ['1.2.3', '1.2.4', true],
    ['1.2.9', '1.2.10', true],
    ['1.2.3', '1.3.0', false],
    ['1.2.3', '2.0.0', false],
    ['1.2.3', '1.2.3', false],
    ['1.2.4', '1.2.3', false],
    ['1.2.3', '1.2.4-beta.1', false],
  ])('%s → %s: %s', (before, now, is) => {
    expect(isPatch(before, now)).toBe(is);
  });

  test('what is found more is told, whatever moved; what is found less is not', () => {
    const before = reportOf([finding({ symbol: 'a' }), finding({ symbol: 'b' })]);
    expect(added(before, reportOf([finding({ symbol: 'a', line: 9 })]))).toEqual([]);
    expect(added(before, reportOf([finding({ symbol: 'c' })]))).toEqual(['src/server.ts module-state error c']);
    // Two of the same name are one more, and a severity that rose is another finding.
    expect(added(before, reportOf([finding({ symbol: 'a' }), finding({ symbol: 'a' })]))).toHaveLength(1);
    expect(added(reportOf([finding({ severity: 'info' })]), reportOf([finding()]))).toHaveLength(1);
  });
});

test('accuracy of every rule is published', () => {
  const page = textOf('docs/accuracy.md');
  const measured = rules.filter(({ meta, clauses }) => !meta && clauses.length > 0).map(({ id }) => id);
  expect(measured.length).toBeGreaterThanOrEqual(10);
  // Precision and recall, or a dash where the servers have none of it.
  const missing = measured.filter(
    (id) => !new RegExp(`^\\| \`${id}\` \\| (?:[01]\\.\\d\\d|-) \\| (?:[01]\\.\\d\\d|-) \\|`, 'm').test(page),
  );
  expect(missing).toEqual([]);
});

describe('SECURITY.md', () => {
  const page = textOf('SECURITY.md');
  const rows = Array.from(
    page.matchAll(/^\| (\d+) \| ([^|]+) \| \[([^\]]+)\]\(([^)]+)\) \|$/gm),
    ([, n, promise, title, file]) => ({
      number: Number(n),
      promise: promise!,
      title: title!,
      file: file!,
    }),
  );

  test('makes ten promises', () => {
    expect(rows.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test.each(rows)('promise $number is held by a test that there is: $title', ({ title, file }) => {
    expect(file).toMatch(/^test\/.*\.test\.ts$/);
    // Titles stand in quotes.
    const titles = textOf(file).match(/'[^'\n]*'/g) ?? [];
    expect(titles.filter((one) => one.includes(title))).not.toEqual([]);
  });

  test('its links lead somewhere', () => {
    for (const [, target] of page.matchAll(/\]\(([^)#]+)[^)]*\)/g))
      expect([target, fs.existsSync(path.join(repositoryRoot, target!))]).toEqual([target, true]);
  });
});
