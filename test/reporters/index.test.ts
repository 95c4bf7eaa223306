import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ToolError } from '../../src/diagnostics/tool-error.ts';
import { loadReporter } from '../../src/reporters/index.ts';
import { reporterAliases, reporterNames } from '../../src/reporters/names.ts';
import { cleanReport, goldenReport } from '../support/golden-report.ts';

describe('reporters', () => {
  it.each(reporterNames)('%s is loaded by its name and takes the golden reports', async (name) => {
    const reporter = await loadReporter(name);
    expect(reporter.name).toBe(name);
    expect(reporter.mediaType).toMatch(/^[a-z]+\/[a-z0-9.+-]+$/);
    expect(reporter.defaultFile).toMatch(/^sharenothing\.[a-z.]+$/);
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
    const text = (await loadReporter(name)).render(goldenReport, {});
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
  });

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

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}
