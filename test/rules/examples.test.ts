import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { examples } from '../../src/rules/examples.ts';
import { rules } from '../../src/rules/index.ts';
import { memorySource } from '../support/memory-source.ts';

/** A project that starts the example, with what it imports among its dependencies. */
function project(file: string, text: string): Readonly<Record<string, string>> {
  const packages = [...text.matchAll(/from '(@[^/']+\/[^/']+|[^/':]+)'/g)].map(([, name]) => name!);
  const dependencies = Object.fromEntries(packages.map((name) => [name, '*']));
  return {
    'package.json': JSON.stringify({
      name: 'example',
      type: 'module',
      scripts: { start: `node ${file}` },
      dependencies,
    }),
    [file]: text,
  };
}

describe('examples on the pages of rules', () => {
  const about = rules.filter(({ meta }) => !meta);

  test('each rule about state has one of each kind', () => {
    for (const { id } of about)
      expect(
        (examples.get(id) ?? []).map(({ reports }) => reports),
        id,
      ).toEqual(expect.arrayContaining([true, false]));
    expect([...examples.keys()].sort()).toEqual(about.map(({ id }) => id).sort());
  });

  test.each([...examples].flatMap(([id, list]) => list.map((one, at) => [`${id} ${at + 1}`, id, one] as const)))(
    '%s',
    async (_, id, { file, text, reports }) => {
      const report = await analyze(memorySource(project(file, text)), { now: '2026-01-01' });
      expect(report.errors).toEqual([]);
      const lines = text.split('\n').flatMap((line, at) => (line.includes('// reported') ? [at + 1] : []));
      expect(lines).toHaveLength(reports ? 1 : 0);
      // What is done rightly breaks no other rule either.
      expect(report.findings.map(({ ruleId, line }) => [ruleId, line])).toEqual(lines.map((line) => [id, line]));
    },
  );
});
