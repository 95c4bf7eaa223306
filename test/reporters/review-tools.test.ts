import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import gitlab from '../../src/reporters/gitlab.ts';
import rdjson from '../../src/reporters/rdjson.ts';
import { cleanReport, goldenReport } from '../support/golden-report.ts';
import { hostilePath, hostileText, reportSaying } from '../support/hostile.ts';
import { schemaCheck } from '../support/json-schema.ts';

const gitlabErrors = schemaCheck('gitlab-codeclimate.json');
const rdjsonErrors = schemaCheck('reviewdog-diagnostic-result.json');

type Issue = {
  description: string;
  check_name: string;
  fingerprint: string;
  severity: string;
  location: { path: string; lines: { begin: number; end: number } };
};

describe('gitlab', () => {
  const issuesOf = (report: Report): Issue[] => JSON.parse(gitlab.render(report, {}));

  it('has issues that GitLab takes, whatever the target is called', () => {
    const held = (report: Report) => {
      for (const issue of issuesOf(report)) {
        expect(gitlabErrors(issue)).toEqual([]);
        expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(issue.severity);
        expect(issue.location.lines.begin).toBeGreaterThanOrEqual(1);
        expect(issue.location.lines.end).toBeGreaterThanOrEqual(issue.location.lines.begin);
      }
    };
    held(goldenReport);
    fc.assert(fc.property(hostileText, hostilePath, (text, file) => held(reportSaying(text, file))));
    expect(issuesOf(cleanReport)).toEqual([]);
  });

  it('tells what a baseline holds, since GitLab compares branches itself, but not what is waived or suppressed', () => {
    expect(issuesOf(goldenReport).map(({ location }) => `${location.path}:${location.lines.begin}`)).toEqual([
      "apps/api/src/=cmd|' ##[group]a,b:c;d].ts:2",
      'apps/api/src/my file #1.ts:10',
      'apps/api/src/server.ts:4',
      'apps/api/src/server.ts:30',
      'apps/api/src/server.ts:40',
      'apps/api/src/日本語/ファイル.ts:1',
    ]);
  });

  it('gives each issue a fingerprint of its own: GitLab drops a second one without a word', () => {
    const twice = { ...goldenReport, findings: [...goldenReport.findings, ...goldenReport.findings] };
    const fingerprints = issuesOf(twice).map(({ fingerprint }) => fingerprint);
    expect(new Set(fingerprints).size).toBe(fingerprints.length);
    expect(fingerprints).toEqual(expect.arrayContaining(issuesOf(goldenReport).map(({ fingerprint }) => fingerprint)));
  });
});

type Position = { line: number; column?: number };
type Diagnostic = {
  message: string;
  severity: string;
  location: { path: string; range: { start: Position; end?: Position } };
  related_locations?: { location: { range: { start: Position } } }[];
};

describe('rdjson', () => {
  const diagnosticsOf = (report: Report): Diagnostic[] => {
    const result = JSON.parse(rdjson.render(report, {}));
    expect(rdjsonErrors(result)).toEqual([]);
    return result.diagnostics;
  };

  it('is valid, whatever the target is called', () => {
    expect(diagnosticsOf(goldenReport)).toHaveLength(6);
    expect(diagnosticsOf(cleanReport)).toEqual([]);
    fc.assert(fc.property(hostileText, hostilePath, (text, file) => void diagnosticsOf(reportSaying(text, file))));
  });

  it('counts columns in bytes of UTF-8', () => {
    const [finding] = goldenReport.findings;
    const character = fc.constantFrom('a', 'é', 'キ', '😀', '\t');
    fc.assert(
      fc.property(fc.array(character), fc.array(character), (before, span) => {
        const head = before.join('');
        const column = head.length + 1;
        const endColumn = column + span.join('').length;
        const snippet = `${head}${span.join('')};`;
        const findings = [{ ...finding!, line: 3, endLine: 3, column, endColumn, snippet, trace: [] }];
        const [told] = diagnosticsOf({ ...cleanReport, findings });
        expect(told!.location.range).toEqual({
          start: { line: 3, column: Buffer.byteLength(head) + 1 },
          end: { line: 3, column: Buffer.byteLength(head) + Buffer.byteLength(span.join('')) + 1 },
        });
      }),
    );
  });

  it('has no column where the text before it is not in the report', () => {
    const byLine = (line: number) =>
      diagnosticsOf(goldenReport).find(({ location }) => location.range.start.line === line)!.location.range;
    // The span ends below the last line of the snippet; it starts behind what was cut off.
    expect(byLine(10)).toEqual({ start: { line: 10 }, end: { line: 19 } });
    const [finding] = goldenReport.findings;
    const cut = {
      ...finding!,
      line: 8,
      endLine: 8,
      column: 700,
      endColumn: 703,
      snippet: `${'é'.repeat(500)}… (+900 characters)`,
    };
    const [told] = diagnosticsOf({ ...cleanReport, findings: [cut] });
    expect(told!.location.range).toEqual({ start: { line: 8 }, end: { line: 8 } });
  });

  it('tells failures that name a file', () => {
    const failed = diagnosticsOf(goldenReport).filter(({ message }) => message.startsWith('the analysis failed'));
    expect(failed.map(({ severity, location }) => [severity, location.path])).toEqual([
      ['ERROR', 'apps/api/src/\u001b[31mred\u001b[0m.ts'],
    ]);
  });
});
