import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseReport } from '../../src/report/parse.ts';
import { cleanReport, goldenReport } from '../support/golden-report.ts';
import { schemaErrors } from '../support/report-schema.ts';

const saved = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The path of every member and item in a value, as keys. */
function pathsOf(value: unknown, before: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => {
    const path = [...before, key];
    return [path, ...pathsOf((value as Record<string | number, unknown>)[key], path)];
  });
}

/** A copy with one part replaced, or taken out where `part` is undefined. */
function changed(value: unknown, path: readonly (string | number)[], part: unknown): unknown {
  const copy = structuredClone(value);
  let at = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  const last = path.at(-1)!;
  if (part !== undefined) at[last] = part;
  else if (Array.isArray(at)) at.splice(Number(last), 1);
  else delete at[last];
  return copy;
}

describe('parseReport', () => {
  test('takes a report and changes nothing in it', () => {
    for (const report of [goldenReport, cleanReport])
      expect(parseReport(saved(report))).toEqual({ report: saved(report) });
  });

  test('keeps what a later version added', () => {
    const later = { ...goldenReport, added: { by: ['0.9.0'] } };
    expect(parseReport(saved(later))).toEqual({ report: saved(later) });
  });

  test('tells what is wrong first, and where', () => {
    const wrong = (path: (string | number)[], part: unknown) => parseReport(changed(saved(goldenReport), path, part));
    expect(wrong(['findings', 2, 'line'], 'x')).toEqual({ wrong: 'findings[2].line is "x"' });
    expect(wrong(['run', 'root'], undefined)).toEqual({ wrong: 'run.root is undefined' });
    expect(wrong(['findings', 0, 'severity'], 'fatal')).toEqual({ wrong: 'findings[0].severity is "fatal"' });
    expect(parseReport([])).toHaveProperty('wrong');
    for (const value of [null, 'x', 3]) expect(parseReport(value)).toHaveProperty('wrong');
  });

  test('refuses what would break a reader of it: whatever it takes is of the right kinds', () => {
    const report = saved(goldenReport);
    const open =
      /^(?:rules|findings|suppressed|silences|projects)\..*(?:clauses|consequences|kind|reason)\b|^(?:tool|run)\./;
    fc.assert(
      fc.property(
        fc.constantFrom(...pathsOf(report)),
        fc.constantFrom(undefined, null, 'text', -1, 1.5, true, [], {}, [null]),
        (path, part) => {
          const other = changed(report, path, part);
          const isTaken = 'report' in parseReport(other);
          // It never takes less than the schema; it takes more where lists of words are open.
          if (schemaErrors(other).length === 0) expect(isTaken).toBe(true);
          else if (isTaken && typeof part !== 'string' && part !== undefined && !Array.isArray(part))
            expect(`${path.join('.')} ${JSON.stringify(part)}`).toMatch(open);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
