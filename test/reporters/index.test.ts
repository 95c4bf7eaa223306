import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ToolError } from '../../src/diagnostics/tool-error.ts';
import { loadReporter } from '../../src/reporters/index.ts';
import { reporterAliases, reporterNames } from '../../src/reporters/names.ts';
import { cleanReport, goldenReport } from '../support/golden-report.ts';
import { hostilePath, hostileText, reportSaying } from '../support/hostile.ts';
import { backwards } from '../support/shuffled.ts';

describe('reporters', () => {
  it.each(reporterNames)('%s is loaded by its name and takes the golden reports', async (name) => {
    const reporter = await loadReporter(name);
    expect(reporter.name).toBe(name);
    expect(reporter.mediaType).toMatch(/^[a-z]+\/[a-z0-9.+-]+$/);
    expect(reporter.defaultFile).toMatch(/^sharenothing\.[a-z.]+$/);
    if (name !== 'pretty' && name !== 'json')
      await expect(reporter.render(goldenReport, {})).toMatchFileSnapshot(`snapshots/golden-${name}.txt`);
    for (const report of [goldenReport, cleanReport]) {
      const text = reporter.render(report, {});
      expect(text.endsWith('\n')).toBe(true);
      expect(reporter.render(structuredClone(report), {})).toBe(text);
    }
  });

  it.each(reporterNames)('%s leaves the report as it was', async (name) => {
    const report = structuredClone(goldenReport);
    (await loadReporter(name)).render(deepFreeze(report), {});
    expect(report).toEqual(goldenReport);
  });

  it.each(reporterNames)('%s prints nothing that acts on a terminal', async (name) => {
    const reporter = await loadReporter(name);
    expectHarmless(reporter.render(goldenReport, {}));
    fc.assert(
      fc.property(hostileText, hostilePath, (text, file) => {
        expectHarmless(reporter.render(reportSaying(text, file), {}));
      }),
    );
  });

  it.each(reporterNames)('%s gives the same bytes however the report was put together', async (name) => {
    const reporter = await loadReporter(name);
    expect(reporter.render(backwards(goldenReport), {})).toBe(reporter.render(goldenReport, {}));
  });

  it.each(reporterNames)(
    '%s has a place for each of its findings, and a word on what it has none for',
    async (name) => {
      const reporter = await loadReporter(name);
      const text = reporter.render({ ...goldenReport, run: { ...goldenReport.run, root: '' } }, {});
      for (const { file, line, status } of goldenReport.findings.filter(({ file }) => /^[a-z/.]+$/.test(file))) {
        if (status === 'existing' || status === 'waived') continue;
        expect(text).toContain(file);
        expect(text).toMatch(new RegExp(`\\b${line}\\b`));
      }
      const clean = reporter.render(cleanReport, {});
      for (const { ruleId } of goldenReport.findings) expect(clean).not.toContain(`${ruleId} at`);
    },
  );

  it('has a file for each name', () => {
    const files = readdirSync(new URL('../../src/reporters', import.meta.url)).filter((file) => file.endsWith('.ts'));
    const machinery = ['index.ts', 'names.ts', 'reporter.ts'];
    expect(files.filter((file) => !machinery.includes(file)).sort()).toEqual(
      reporterNames.map((name) => `${name}.ts`).sort(),
    );
  });

  it("knows other tools' names", async () => {
    for (const [alias, name] of reporterAliases) expect((await loadReporter(alias)).name).toBe(name);
  });

  it('refuses an unknown name and tells all that there are', async () => {
    for (const name of ['jsn', '__proto__', '']) {
      const error = await loadReporter(name).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(ToolError);
      expect((error as ToolError).code).toBe('unknown-format');
      for (const known of reporterNames) expect((error as ToolError).fix).toContain(known);
    }
    await expect(loadReporter('jsn')).rejects.toHaveProperty('fix', expect.stringContaining('did you mean "json"'));
  });
});

/** Line feeds aside, no character that moves a cursor, changes colours or reorders text. */
function expectHarmless(text: string): void {
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}
