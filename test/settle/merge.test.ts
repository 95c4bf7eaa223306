import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Report, ReportFinding } from '../../src/report/report.ts';
import { withFindings } from '../../src/report/summary.ts';
import { diffReports } from '../../src/settle/diff.ts';
import { mergeReports, mismatchOf } from '../../src/settle/merge.ts';
import { cleanReport, goldenReport } from '../support/golden-report.ts';
import { schemaErrors } from '../support/report-schema.ts';

const [hits] = goldenReport.findings;
const [a, b] = ['a', 'b'].map((digit) => digit.repeat(32)) as [string, string];

function reportOf(
  root: string,
  findings: readonly Partial<ReportFinding>[],
  change: Partial<Report['run']> = {},
): Report {
  const whole = findings.map((one) => ({ ...hits!, ...one }));
  const report = { ...cleanReport, run: { ...cleanReport.run, root, commit: 'c'.repeat(40), ...change } };
  return withFindings(report, whole, []);
}

describe('mergeReports', () => {
  const api = reportOf('apps/api', [{ symbol: 'carts', fingerprint: a }]);
  const worker = reportOf('apps/worker', [{ symbol: 'jobs', fingerprint: b }]);
  const web = reportOf('web', []);

  test('paths start from the folder that holds all of them', () => {
    const merged = mergeReports([api, worker]);
    expect(merged.run.root).toBe('apps');
    expect(merged.projects.map(({ root }) => root)).toEqual(['api', 'worker']);
    expect(merged.findings.map(({ file }) => file)).toEqual(['api/src/server.ts', 'worker/src/server.ts']);
    expect(merged.summary).toMatchObject({ filesAnalysed: 2, findings: { error: 2, warning: 0, info: 0 } });
    expect(schemaErrors(JSON.parse(JSON.stringify(merged)))).toEqual([]);
    expect(mergeReports([api, web]).run.root).toBe('');
  });

  test('the order of the reports plays no part, and one that is there twice counts once', () => {
    const whole = mergeReports([api, worker, web]);
    const again = { ...api, timing: { link: 5 } };
    fc.assert(
      fc.property(fc.shuffledSubarray([api, worker, web, api, again], { minLength: 5, maxLength: 5 }), (reports) => {
        expect({ ...mergeReports(reports), timing: {} }).toEqual({ ...whole, timing: {} });
      }),
    );
    expect(mergeReports([api, api])).toEqual(api);
  });

  test('a finding of two reports (folders inside each other) counts once; if it fails one of them, it fails', () => {
    const file = 'apps/api/src/server.ts';
    const outer = (status: ReportFinding['status']) =>
      reportOf('', [{ symbol: 'carts', fingerprint: a, file, status, processes: ['api', 'nightly'], trace: [] }]);
    const inner = reportOf('apps/api', [{ symbol: 'carts', fingerprint: a, trace: [] }]);
    for (const reports of [
      [outer('waived'), inner],
      [inner, outer('waived')],
    ]) {
      const { findings, summary } = mergeReports(reports);
      expect(findings.map(({ status }) => status)).toEqual(['new']);
      expect(summary.statuses).toMatchObject({ new: 1, waived: 0 });
    }
    const [both] = mergeReports([outer('new'), inner]).findings;
    expect(both!.processes).toEqual(['api', 'nightly']);
    // Another state of the same name elsewhere is another finding.
    const twin = reportOf('', [{ symbol: 'carts', fingerprint: a }]);
    expect(mergeReports([twin, inner]).findings).toHaveLength(2);
  });

  test('says where the reports are of different commits', () => {
    const other = reportOf('apps/worker', [], { commit: 'd'.repeat(40) });
    const { run, notes } = mergeReports([api, other]);
    expect(run.commit).toBe(null);
    expect(notes).toEqual([expect.objectContaining({ code: 'commits-differ' })]);
  });

  test('says where two reports are of one folder: they may be of two repositories, or of two sets of rules', () => {
    const codes = (reports: Report[]) => mergeReports(reports).notes.map(({ code }) => code);
    expect(codes([api, reportOf('apps/api', [])])).toEqual(['same-folder']);
    expect(codes([api, worker, api])).toEqual([]);
  });

  test('reports of different tools or rules do not mix', () => {
    const tool = (change: Partial<Report['tool']>) => ({ ...worker, tool: { ...worker.tool, ...change } });
    expect(mismatchOf([api, worker, web])).toBe(null);
    expect(mismatchOf([api, worker, tool({ version: '0.2.0' })])).toEqual({ what: 'tool', first: 0, second: 2 });
    expect(mismatchOf([api, tool({ rulesDigest: 'x' })])).toEqual({ what: 'rules', first: 0, second: 1 });
    expect(mismatchOf([api, tool({ catalogueDigest: 'x' })])).toEqual({ what: 'rules', first: 0, second: 1 });
  });
});

describe('diffReports', () => {
  const names = (findings: readonly ReportFinding[]) => findings.map(({ symbol }) => symbol).sort();
  const named = (symbol: string, change: Partial<ReportFinding> = {}) => ({
    symbol,
    fingerprint: symbol,
    writes: [`put:${symbol}`],
    ...change,
  });

  test('tells new, fixed and the rest apart', () => {
    const before = reportOf('', [named('carts'), named('jobs')]);
    const after = reportOf('', [named('carts', { line: 90 }), named('prices')]);
    const diff = diffReports(before, after);
    expect([names(diff.added), names(diff.fixed), names(diff.existing)]).toEqual([['prices'], ['jobs'], ['carts']]);
    expect(diff.existing[0]!.line).toBe(90);
    expect(diff.summary).toEqual({ added: 1, fixed: 1, existing: 1 });
  });

  test('a moved file and a renamed symbol are no difference; a graver one is new', () => {
    const before = reportOf('', [named('carts'), named('jobs'), named('prices', { severity: 'warning' })]);
    const after = reportOf('', [
      named('carts', { file: 'src/other.ts' }),
      named('tasks', { writes: ['put:jobs'] }),
      named('prices', { severity: 'error' }),
    ]);
    const diff = diffReports(before, after);
    expect([names(diff.added), names(diff.fixed), names(diff.existing)]).toEqual([['prices'], [], ['carts', 'tasks']]);
  });

  test('reports of different folders are compared by the paths of the repository', () => {
    const before = reportOf('', [named('carts', { file: 'apps/api/src/server.ts' })]);
    const after = reportOf('apps/api', [named('carts', { file: 'src/server.ts' })]);
    expect(diffReports(before, after).existing).toHaveLength(1);
    const gone = diffReports(before, reportOf('apps/api', []));
    expect(gone.fixed.map(({ file }) => file)).toEqual(['src/server.ts']);
  });

  test('forth and back: what is new one way is fixed the other', () => {
    const symbols = fc.subarray(['a', 'b', 'c', 'd', 'e']);
    fc.assert(
      fc.property(symbols, symbols, (one, other) => {
        const before = reportOf(
          '',
          one.map((symbol) => named(symbol)),
        );
        const after = reportOf(
          '',
          other.map((symbol) => named(symbol)),
        );
        const forth = diffReports(before, after);
        const back = diffReports(after, before);
        expect(names(forth.added)).toEqual(other.filter((symbol) => !one.includes(symbol)));
        expect(names(forth.fixed)).toEqual(names(back.added));
        expect(names(forth.existing)).toEqual(names(back.existing));
      }),
    );
  });
});
