import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { filterByConfidence, filterByFiles, filterByQuiet, withNotes } from '../../src/settle/filter.ts';
import { joinReports } from '../../src/settle/join.ts';
import { goldenReport } from '../support/golden-report.ts';
import { schemaErrors } from '../support/report-schema.ts';

describe('reports of several folders as one', () => {
  const joined = joinReports(
    [
      { prefix: 'web', report: goldenReport },
      { prefix: 'api', report: goldenReport },
    ],
    'apps',
  );

  test('fits the schema and has all of both, paths from the common folder', () => {
    expect(schemaErrors(joined)).toEqual([]);
    expect(joined.run.root).toBe('apps');
    for (const list of ['findings', 'suppressed', 'silences'] as const) {
      expect(joined[list], list).toHaveLength(2 * goldenReport[list].length);
    }
    const located = goldenReport.errors.filter(({ file }) => file !== null).length;
    expect(joined.errors).toHaveLength(goldenReport.errors.length + located);
    expect(joined.summary.errors).toBe(joined.errors.length);
    const places = [
      ...joined.findings.flatMap(({ file, trace }) => [file, ...trace.map((step) => step.file)]),
      ...joined.silences.map(({ file }) => file),
      ...joined.projects.flatMap(({ skipped, processes }) => [
        ...skipped.map(({ file }) => file),
        ...processes.map(({ entry }) => entry),
      ]),
    ];
    expect(places.filter((file) => !/^(?:api\/|web\/|\.\.\/|[^/]+\/)/.test(file))).toEqual([]);
    expect(joined.summary.findings.error).toBe(2 * goldenReport.summary.findings.error);
  });

  test('the order of the folders plays no part', () => {
    const turned = joinReports(
      [
        { prefix: 'api', report: goldenReport },
        { prefix: 'web', report: goldenReport },
      ],
      'apps',
    );
    expect(JSON.stringify(turned.findings)).toBe(JSON.stringify(joined.findings));
    expect(turned.projects).toEqual(joined.projects);
  });

  test('what differs is not told as one: commit, severity of a rule', () => {
    const other: Report = {
      ...goldenReport,
      run: { ...goldenReport.run, commit: 'f'.repeat(40), dirty: false },
      rules: goldenReport.rules.map((rule) => ({ ...rule, severity: 'off' })),
    };
    const { run, rules } = joinReports(
      [
        { prefix: 'a', report: goldenReport },
        { prefix: 'b', report: other },
      ],
      '',
    );
    expect([run.commit, run.dirty]).toEqual([null, true]);
    const differing = goldenReport.rules.filter(({ severity }) => severity !== 'off').map(({ id }) => id);
    expect(differing.length).toBeGreaterThan(0);
    expect(rules.filter(({ severityFrom }) => severityFrom === 'differs by folder').map(({ id }) => id)).toEqual(
      differing,
    );
  });

  test('one folder alone is its own report', () => {
    expect(joinReports([{ prefix: '', report: goldenReport }], 'apps/api')).toBe(goldenReport);
  });

  test('a trace that leaves one folder is seen from the common one', () => {
    const [finding] = goldenReport.findings;
    const trace = [{ ...finding!.trace[0]!, file: '../shared/a.ts' }];
    const report: Report = { ...goldenReport, findings: [{ ...finding!, trace }] };
    expect(joinReports([{ prefix: 'web', report }], 'apps').findings[0]?.trace[0]?.file).toBe('shared/a.ts');
  });

  test('what holds a finding is seen from there too', () => {
    const waived = goldenReport.findings.find(({ status }) => status === 'waived')!;
    const report: Report = {
      ...goldenReport,
      findings: [{ ...waived, waiver: { ...waived.waiver!, where: 'w.yaml:9' } }],
    };
    expect(joinReports([{ prefix: 'web', report }], 'apps').findings[0]?.waiver?.where).toBe('web/w.yaml:9');
  });
});

describe('what is left out is said', () => {
  const count = (report: Report) => report.findings.length;

  test('by confidence', () => {
    const high = filterByConfidence(goldenReport, 'high');
    expect(high.findings.every(({ confidence }) => confidence === 'high')).toBe(true);
    expect(high.notes.find(({ code }) => code === 'below-confidence')?.message).toContain(
      `${count(goldenReport) - count(high)} finding`,
    );
    expect(filterByConfidence(goldenReport, 'low')).toEqual({ ...goldenReport });
  });

  test('by severity', () => {
    const quiet = filterByQuiet(goldenReport);
    expect(quiet.findings.every(({ severity }) => severity === 'error')).toBe(true);
    expect(quiet.summary.findings).toMatchObject({ warning: 0, info: 0 });
    expect(quiet.notes.some(({ code }) => code === 'quiet')).toBe(true);
  });

  test('by file', () => {
    const file = goldenReport.findings[0]!.file;
    const narrowed = filterByFiles(goldenReport, new Set([file]));
    expect(new Set(narrowed.findings.map((one) => one.file))).toEqual(new Set([file]));
    expect(narrowed.silences.every((one) => one.file === file)).toBe(true);
    expect(narrowed.errors).toEqual(goldenReport.errors);
    expect(schemaErrors(narrowed)).toEqual([]);
  });
});

test('notes are placed from DIR, in order, once', () => {
  const note = { code: 'x', file: 'apps/api/a.json', line: 3, message: 'y' };
  const { notes } = withNotes(goldenReport, [note, note]);
  expect(notes.filter(({ code }) => code === 'x')).toEqual([{ ...note, file: 'a.json' }]);
});
