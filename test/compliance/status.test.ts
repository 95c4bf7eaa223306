import { describe, expect, test } from 'vitest';
import { judgeReport } from '../../src/compliance/judge.ts';
import type { AssessedClause } from '../../src/compliance/model.ts';
import type { PolicyPack } from '../../src/compliance/policy/pack.ts';
import { verdictOn } from '../../src/compliance/verdict.ts';
import type { Report, ReportFinding, ReportRule } from '../../src/report/report.ts';
import { reportOf } from '../cli/support.ts';
import { goldenReport } from '../support/golden-report.ts';
import { assessed, plainPolicy, service } from './support.ts';

const rule = (id: string, clauses: ReportRule['clauses'], change: Partial<ReportRule> = {}): ReportRule => ({
  ...goldenReport.rules[0]!,
  id,
  clauses,
  severity: 'default',
  severityFrom: 'default',
  ...change,
});

const rules = [
  rule('module-state', ['VI.1']),
  rule('local-persistence', ['VI.2', 'VI.3']),
  rule('runtime-asset-compilation', ['VI.4']),
  rule('memory-session', ['VI.5']),
  rule('suppression-unused', []),
];

const process = goldenReport.projects[0]!.processes[0]!;

const waiver = {
  reason: 'one instance until spring',
  owner: '@shop',
  approvedBy: '@lead',
  ticket: '',
  until: '2026-06-30',
  where: 'sharenothing.waivers.yaml:2',
};

const found = (change: Partial<ReportFinding> = {}): ReportFinding => ({
  ...goldenReport.findings[0]!,
  ruleId: 'module-state',
  severity: 'error',
  confidence: 'high',
  clauses: ['VI.1'],
  fingerprint: 'a'.repeat(32),
  status: 'new',
  trace: [],
  ...change,
});

/** A report in which all was looked at, with some findings. */
const whole = (findings: readonly ReportFinding[] = [], change: Partial<Report> = {}): Report =>
  reportOf(findings, {
    rules,
    projects: [{ root: '', processes: [process], files: 1, skipped: [] }],
    run: { ...goldenReport.run, root: '', dirty: false },
    ...change,
  });

const clausesOf = (report: Report, policy: PolicyPack = plainPolicy): readonly AssessedClause[] =>
  assessed([service(report)], { policy }).services[0]!.clauses;
const statuses = (report: Report, policy?: PolicyPack) => clausesOf(report, policy).map(({ status }) => status);
const first = (report: Report, policy?: PolicyPack) => {
  const { status, reasons } = clausesOf(report, policy)[0]!;
  return [status, ...reasons.map(({ code }) => code)];
};
const others = ['satisfied', 'satisfied', 'satisfied', 'satisfied'];

describe('the status of a clause', () => {
  test('is satisfied where all was looked at and nothing was found', () => {
    expect(statuses(whole())).toEqual(['satisfied', ...others]);
    expect(first(whole())).toEqual(['satisfied', 'clean']);
  });

  test('is not satisfied where a finding is open, new or known', () => {
    for (const status of ['new', 'existing', 'touched'] as const) {
      expect(statuses(whole([found({ status })]))).toEqual(['not-satisfied', ...others]);
      expect(first(whole([found({ status })]))).toEqual(['not-satisfied', 'open-findings']);
    }
  });

  test('counts a finding for each clause that it breaks', () => {
    const finding = found({ ruleId: 'local-persistence', clauses: ['VI.3', 'VI.2'] });
    expect(statuses(whole([finding]))).toEqual([
      'satisfied',
      'not-satisfied',
      'not-satisfied',
      'satisfied',
      'satisfied',
    ]);
  });

  test('is risk accepted where an exception in force holds all that was found', () => {
    expect(first(whole([found({ status: 'waived', waiver })]))).toEqual(['risk-accepted', 'all-held']);
    const more = [found({ status: 'waived', waiver }), found({ fingerprint: 'b'.repeat(32) })];
    expect(first(whole(more))).toEqual(['not-satisfied', 'open-findings', 'all-held']);
  });

  test.each([
    ['has run out by the day of the analysis', { status: 'expired', waiver }, 'expired-exceptions'],
    ['has run out since', { status: 'waived', waiver: { ...waiver, until: '2026-01-31' } }, 'expired-exceptions'],
    ['names no day', { status: 'waived', waiver: { ...waiver, until: 'spring' } }, 'expired-exceptions'],
    ['has no approver', { status: 'waived', waiver: { ...waiver, approvedBy: ' ' } }, 'incomplete-exceptions'],
    ['has no owner', { status: 'waived', waiver: { ...waiver, owner: '' } }, 'incomplete-exceptions'],
    ['has no reason', { status: 'waived', waiver: { ...waiver, reason: '' } }, 'incomplete-exceptions'],
    ['has no last day', { status: 'waived', waiver: { ...waiver, until: '' } }, 'incomplete-exceptions'],
    ['is not there', { status: 'waived' }, 'incomplete-exceptions'],
  ] as const)('an exception that %s counts as none', (_, change, reason) => {
    expect(first(whole([found(change)]))).toEqual(['not-satisfied', 'open-findings', reason]);
  });

  test('an exception holds on its last day', () => {
    expect(first(whole([found({ status: 'waived', waiver: { ...waiver, until: '2026-02-01' } })]))[0]).toBe(
      'risk-accepted',
    );
  });

  test('a suppression in the code holds where the policy accepts it', () => {
    const report = whole([], { suppressed: [found({ status: 'suppressed', waiver: { ...waiver, approvedBy: '' } })] });
    expect(first(report)).toEqual(['not-satisfied', 'open-findings', 'incomplete-exceptions']);
    const policy: PolicyPack = {
      ...plainPolicy,
      exceptions: { accept: ['waiver', 'suppression'], require: ['reason', 'until'] },
    };
    expect(first(report, policy)).toEqual(['risk-accepted', 'all-held']);
  });

  test('does not suffer from what is below the thresholds, but is not satisfied by what is uncertain', () => {
    expect(first(whole([found({ severity: 'info' })]))).toEqual(['satisfied', 'clean']);
    expect(first(whole([found({ confidence: 'low' })]))).toEqual(['not-assessed', 'undecided-findings']);
    const strict: PolicyPack = { ...plainPolicy, thresholds: { severity: 'info', confidence: 'low', skipped: [] } };
    expect(first(whole([found({ severity: 'info' })]), strict)[0]).toBe('not-satisfied');
    expect(first(whole([found({ confidence: 'low' })]), strict)[0]).toBe('not-satisfied');
  });
});

describe('every way to "not assessed"', () => {
  const all = ['not-assessed', 'not-assessed', 'not-assessed', 'not-assessed', 'not-assessed'];
  const one = ['not-assessed', ...others];
  const withRule = (change: Partial<ReportRule>) =>
    whole([], { rules: [{ ...rules[0]!, ...change }, ...rules.slice(1)] });
  const withProject = (change: Partial<Report['projects'][number]>) =>
    whole([], { projects: [{ root: '', processes: [process], files: 1, skipped: [], ...change }] });
  const withNote = (code: string) => whole([], { notes: [{ code, file: null, line: null, message: 'm' }] });
  const error = { stage: 'link', file: null, rule: null, message: 'm' };

  const cases: readonly (readonly [string, Report, readonly string[], string])[] = [
    ['a rule is off', withRule({ severity: 'off', severityFrom: '--skip' }), one, 'rule-off'],
    ['a rule is off for some files', withRule({ partlyOff: ['a.yaml:3'] }), one, 'rule-off-in-part'],
    ['folders set a rule differently', withRule({ severityFrom: 'differs by folder' }), one, 'rule-off-in-part'],
    ['no rule speaks of the clause', whole([], { rules: rules.slice(1) }), one, 'no-clause'],
    ['a rule failed', whole([], { errors: [{ ...error, rule: 'module-state' }] }), one, 'rule-failed'],
    ['a stage failed', whole([], { errors: [error] }), all, 'stage-failed'],
    ['a file was skipped', withProject({ skipped: [{ file: 'a.ts', reason: 'too-large' }] }), all, 'files-skipped'],
    [
      'a limit was hit',
      whole([], { limits: [{ stage: 'link', file: 'a.ts', symbol: null, cap: 'steps' }] }),
      all,
      'limit-hit',
    ],
    ['no file was analysed', withProject({ files: 0 }), all, 'no-files'],
    ['there is no project', whole([], { projects: [] }), all, 'no-files'],
    ['no process is known', withProject({ processes: [] }), all, 'no-process'],
    ...[
      'entry-missing',
      'entry-from-main',
      'entry-by-name',
      'output-unmapped',
      'config-no-entry',
      'manifest-broken',
      'package-json-broken',
      'workspace-file-broken',
      'too-many-commands',
      'too-many-scripts',
    ].map((code) => [`of the note ${code}`, withNote(code), all, 'process-unclear'] as const),
    ...['below-confidence', 'outside-files', 'quiet'].map(
      (code) => [`of the note ${code}`, withNote(code), all, 'findings-left-out'] as const,
    ),
  ];

  test.each(cases)('because %s', (_, report, expected, reason) => {
    expect(statuses(report)).toEqual(expected);
    expect(first(report)).toEqual(['not-assessed', reason]);
  });

  test('a finding decides all the same, and an exception does not', () => {
    const skipped = [{ file: 'a.ts', reason: 'too-large' as const }];
    const projects = [{ root: '', processes: [process], files: 1, skipped }];
    expect(first(whole([found()], { projects }))).toEqual(['not-satisfied', 'open-findings', 'files-skipped']);
    const held = found({ status: 'waived', waiver });
    expect(first(whole([held], { projects }))).toEqual(['not-assessed', 'files-skipped', 'all-held']);
  });

  test('skips that leave nothing unread, and those that the policy accepts, are no gap', () => {
    const skipped = (reason: 'declaration' | 'vendored') => withProject({ skipped: [{ file: 'a.ts', reason }] });
    expect(first(skipped('declaration'))).toEqual(['satisfied', 'clean']);
    expect(first(skipped('vendored'))[0]).toBe('not-assessed');
    const thresholds = { ...plainPolicy.thresholds, skipped: ['vendored'] };
    expect(first(skipped('vendored'), { ...plainPolicy, thresholds })[0]).toBe('satisfied');
  });

  test.each([
    ['commit', { commit: null }],
    ['clean', { dirty: true }],
    ['clean', { dirty: null }],
    ['by', { by: null }],
  ] as const)('because the policy asks for evidence that is missing: %s %j', (kind, change) => {
    const report = whole([], { run: { ...goldenReport.run, root: '', dirty: false, ...change } });
    expect(first(report)[0]).toBe('satisfied');
    expect(first(report, { ...plainPolicy, evidence: [kind] })).toEqual(['not-assessed', 'evidence-missing']);
  });
});

describe('the status of a control', () => {
  const controlled = (report: Report, control: Partial<PolicyPack['controls'][number]>) => {
    const policy = { ...plainPolicy, controls: [{ ...plainPolicy.controls[0]!, evidence: [], ...control }] };
    const [found] = assessed([service(report)], { policy }).controls;
    return [found!.status, ...found!.services[0]!.reasons.map(({ code }) => code)];
  };

  test('is the worst of its clauses and rules', () => {
    expect(controlled(whole([found()]), { clauses: ['VI.1', 'VI.2'] })).toEqual(['not-satisfied', 'open-findings']);
    expect(controlled(whole([found()]), { clauses: ['VI.2'] })).toEqual(['satisfied', 'clean']);
    expect(controlled(whole([found()]), { clauses: [], rules: ['module-state'] })[0]).toBe('not-satisfied');
    expect(controlled(whole(), { clauses: [], rules: ['memory-backend'] })).toEqual(['not-assessed', 'rule-missing']);
  });

  test('asks for its own evidence', () => {
    expect(controlled(whole([], { run: { ...goldenReport.run, root: '', by: null } }), { evidence: ['by'] })).toEqual([
      'not-assessed',
      'evidence-missing',
    ]);
  });
});

test('over all services, the worst status counts', () => {
  const clean = service(whole(), 'a');
  const open = service(whole([found()]), 'b');
  const { clauses } = assessed([clean, open]);
  expect(clauses[0]).toMatchObject({
    status: 'not-satisfied',
    services: { satisfied: ['a'], 'not-satisfied': ['b'], 'risk-accepted': [], 'not-assessed': [] },
  });
  expect(clauses[1]!.status).toBe('satisfied');
});

test('a verdict names its rules and counts its findings by standing', () => {
  const judged = judgeReport(
    whole([found(), found({ severity: 'info', fingerprint: 'b'.repeat(32) }), found()]),
    plainPolicy,
    '2026-02-01',
  );
  const verdict = verdictOn({ clauses: ['VI.1'], rules: [], evidence: [] }, judged);
  expect(verdict.rules).toEqual(['module-state']);
  expect(verdict.counts).toEqual({ open: 2, accepted: 0, undecided: 0, noted: 1 });
  // Fingerprints that are there twice are told apart.
  expect(new Set(verdict.findings.map(({ key }) => key)).size).toBe(3);
});
