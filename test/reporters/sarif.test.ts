import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import type { RenderOptions } from '../../src/reporters/reporter.ts';
import sarif from '../../src/reporters/sarif.ts';
import { cleanReport, goldenReport } from '../support/golden-report.ts';
import { hostilePath, hostileText, reportSaying } from '../support/hostile.ts';
import { schemaCheck } from '../support/json-schema.ts';

const errorsOf = schemaCheck('sarif-2.1.0.json');

type Region = { startLine: number; startColumn?: number; endLine?: number; endColumn?: number };
type Physical = { artifactLocation: { uri: string; uriBaseId: string }; region?: Region };
type Located = { physicalLocation: Physical; message?: { text: string } };
type Result = {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: Located[];
  partialFingerprints: Record<string, string>;
  codeFlows?: { threadFlows: { locations: { location: Located }[] }[] }[];
  baselineState?: string;
  suppressions?: { kind: string; status: string; justification?: string }[];
  properties: { status: string };
};
type Run = {
  tool: { driver: { rules: { id: string; name: string; [key: string]: unknown }[] } };
  automationDetails?: { id: string };
  columnKind: string;
  originalUriBaseIds: Record<string, object>;
  versionControlProvenance?: object[];
  invocations: [
    {
      executionSuccessful: boolean;
      toolExecutionNotifications: {
        descriptor: { id: string };
        level: string;
        message: { text: string };
        locations?: Located[];
      }[];
    },
  ];
  results: Result[];
};

function runOf(report: Report, options: RenderOptions = {}): Run {
  const log = JSON.parse(sarif.render(report, options));
  expect(errorsOf(log)).toEqual([]);
  expect(log.runs).toHaveLength(1);
  return log.runs[0];
}

describe('sarif', () => {
  it('is valid, whatever the target is called', () => {
    expect(runOf(goldenReport).results).toHaveLength(6);
    expect(runOf(cleanReport).results).toEqual([]);
    fc.assert(
      fc.property(hostileText, hostilePath, (text, file) => {
        const run = runOf(reportSaying(text, file), {
          sarifCategory: text,
          sarifIncludeSuppressed: true,
          repository: 'https://example.com/shop',
        });
        const [result] = run.results;
        const { uri } = result!.locations[0]!.physicalLocation.artifactLocation;
        expect(uri).toMatch(/^[\w.~%/-]*$/);
        // No link of the target: SARIF knows `[words](target)`.
        expect(result!.message.text).not.toContain('](');
      }),
    );
  });

  it('names every file from the root of the repository', () => {
    const run = runOf(goldenReport);
    const [result] = run.results.filter(({ codeFlows }) => codeFlows?.[0]?.threadFlows[0]?.locations.length === 3);
    const uris = result!.codeFlows![0]!.threadFlows[0]!.locations.map(
      ({ location }) => location.physicalLocation.artifactLocation.uri,
    );
    expect(uris).toEqual(['apps/api/src/server.ts', 'packages/shared/src/count.ts', 'apps/api/src/server.ts']);
    expect(run.results.map(({ locations }) => locations[0]!.physicalLocation.artifactLocation)).toContainEqual({
      uri: 'apps/api/src/my%20file%20%231.ts',
      uriBaseId: '%SRCROOT%',
    });
    expect(Object.keys(run.originalUriBaseIds)).toEqual(['%SRCROOT%']);
  });

  it('has one location a result with the whole span, in UTF-16 columns, and the trace as a code flow', () => {
    const run = runOf(goldenReport);
    expect(run.columnKind).toBe('utf16CodeUnits');
    for (const { locations } of run.results) expect(locations).toHaveLength(1);
    const [hits] = run.results.filter(({ message }) => message.text.startsWith('`hits`'));
    expect(hits!.locations[0]!.physicalLocation.region).toEqual({
      startLine: 4,
      startColumn: 5,
      endLine: 4,
      endColumn: 9,
    });
    const steps = hits!.codeFlows![0]!.threadFlows[0]!.locations;
    expect(steps.map(({ location }) => location.message!.text)).toEqual(
      goldenReport.findings[0]!.trace.map(({ message }) => message),
    );
  });

  it('describes each rule within what code scanning takes, and never claims a security severity', () => {
    const long = goldenReport.rules.map((rule) => ({ ...rule, description: 'x'.repeat(5000) }));
    const { driver } = runOf({ ...goldenReport, rules: long }).tool;
    for (const rule of driver.rules) {
      const { shortDescription, fullDescription, properties } = rule as unknown as {
        shortDescription: { text: string };
        fullDescription: { text: string };
        properties: Record<string, unknown>;
      };
      expect(rule.name).toMatch(/^[A-Z]\w{0,254}$/);
      expect(shortDescription.text.length).toBeGreaterThan(0);
      expect(fullDescription.text.length).toBeLessThanOrEqual(1024);
      expect((properties.tags as string[]).length).toBeLessThanOrEqual(10);
      expect(properties).toMatchObject({ precision: 'medium', 'problem.severity': expect.any(String) });
      expect(properties).not.toHaveProperty('security-severity');
      expect(rule).not.toHaveProperty('helpUri');
    }
  });

  it('points each result at its rule, also where the report has lost it', () => {
    const { tool, results } = runOf(goldenReport, { sarifIncludeSuppressed: true });
    expect(results.map(({ ruleId }) => ruleId)).toContain('in-process-lock');
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]!.id).toBe(ruleId);
  });

  it('leaves out what is waived or suppressed, and marks it where it is asked for', () => {
    const statuses = (run: Run) => new Set(run.results.map(({ properties }) => properties.status));
    expect(statuses(runOf(goldenReport))).toEqual(new Set(['new', 'touched', 'expired', 'existing']));
    const all = runOf(goldenReport, { sarifIncludeSuppressed: true });
    expect(all.results).toHaveLength(8);
    const held = all.results.filter(({ suppressions }) => suppressions);
    expect(held.map(({ properties, suppressions }) => [properties.status, suppressions![0]])).toEqual([
      ['waived', { kind: 'external', status: 'accepted', justification: 'one instance until March' }],
      ['suppressed', { kind: 'inSource', status: 'accepted' }],
    ]);
  });

  it('tells old from new where the run was compared with an earlier one', () => {
    const states = (report: Report) => [...new Set(runOf(report).results.map(({ baselineState }) => baselineState))];
    expect(states(goldenReport).sort()).toEqual(['new', 'unchanged', 'updated']);
    const fresh = { ...goldenReport, findings: goldenReport.findings.filter(({ status }) => status === 'new') };
    expect(states(fresh)).toEqual([undefined]);
  });

  it('uses our own key of fingerprints, and each once', () => {
    const twice = { ...goldenReport, findings: [...goldenReport.findings, ...goldenReport.findings] };
    const { results } = runOf(twice);
    for (const { partialFingerprints } of results)
      expect(Object.keys(partialFingerprints)).toEqual(['sharenothing/v1']);
    const values = results.map(({ partialFingerprints }) => partialFingerprints['sharenothing/v1']);
    expect(new Set(values).size).toBe(values.length);
  });

  it('tells what was skipped, what failed and which limits were hit', () => {
    const [{ executionSuccessful, toolExecutionNotifications }] = runOf(goldenReport).invocations;
    expect(executionSuccessful).toBe(false);
    const told = toolExecutionNotifications.map(({ descriptor, level }) => `${level} ${descriptor.id}`);
    expect(told).toEqual(expect.arrayContaining(['error analysis-failed', 'warning skipped/too-large']));
    expect(told).toEqual(expect.arrayContaining(['note skipped/declaration', 'warning limit-hit', 'note no-entry']));
    expect(toolExecutionNotifications.find(({ message }) => message.text.includes('2097152'))!.locations).toEqual([
      { physicalLocation: { artifactLocation: { uri: 'apps/api/src/big.js', uriBaseId: '%SRCROOT%' } } },
    ]);
    const [clean] = runOf(cleanReport).invocations;
    expect(clean).toEqual({ executionSuccessful: true, toolExecutionNotifications: [] });
    const empty = { ...cleanReport, projects: [{ root: '', processes: [], files: 0, skipped: [] }] };
    expect(runOf(empty).invocations[0].executionSuccessful).toBe(false);
  });

  it('says which repository and commit, and which analysis of it, where that is known', () => {
    const run = runOf(goldenReport, { repository: 'https://example.com/shop', sarifCategory: 'api' });
    expect(run.automationDetails).toEqual({ id: 'api/' });
    expect(run.versionControlProvenance).toEqual([
      {
        repositoryUri: 'https://example.com/shop',
        revisionId: goldenReport.run.commit,
        mappedTo: { uriBaseId: '%SRCROOT%' },
      },
    ]);
    expect(runOf(goldenReport, { sarifCategory: 'api/' }).automationDetails).toEqual({ id: 'api/' });
    expect(runOf(goldenReport)).not.toHaveProperty('automationDetails');
    expect(runOf(goldenReport)).not.toHaveProperty('versionControlProvenance');
  });

  it('keeps the gravest of more results than a run may hold, and says how many are gone', () => {
    const [finding] = goldenReport.findings;
    const many = Array.from({ length: 25_010 }, (_, index) => ({
      ...finding!,
      trace: [],
      line: index + 1,
      endLine: index + 1,
      severity: index < 20 ? ('info' as const) : ('error' as const),
      fingerprint: `f${index}`,
    }));
    const log = JSON.parse(sarif.render({ ...cleanReport, findings: many }, {}));
    const [{ results, invocations }] = log.runs;
    expect(results).toHaveLength(25_000);
    expect(results.filter(({ level }: Result) => level === 'note')).toHaveLength(10);
    expect(invocations[0].toolExecutionNotifications.at(-1).message.text).toContain('10 results left out');
  });
});
