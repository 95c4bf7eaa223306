import { CLAUSES } from '../report/clauses.ts';
import { leavesGap } from '../report/exit-code.ts';
import type { Report } from '../report/report.ts';
import { byCodeUnit } from '../text/order.ts';
import { type JudgedFinding, type JudgedReport, judgeReport } from './judge.ts';
import { mapOf } from './map.ts';
import type {
  AssessedClause,
  AssessedControl,
  AssessedFinding,
  AssessedPolicy,
  Assessment,
  BackedComponent,
  ClauseStatus,
  Exception,
  Input,
  OverallClause,
  Scope,
  Service,
  Standing,
} from './model.ts';
import { fromRepositoryRoot } from './place.ts';
import type { Control, PolicyPack } from './policy/pack.ts';
import { changeOf, type Step, stepsOf, trendOf } from './series.ts';
import { verdictOn, worstStatus } from './verdict.ts';

/** A report with the name and digest of the file that it came from. */
export type GivenReport = { readonly name: string; readonly sha256: string; readonly report: Report };

/** One service: its report and earlier ones, in any order. */
export type GivenService = GivenReport & {
  readonly service: string;
  /** The report to compare with; else the newest of the history is. */
  readonly previous: GivenReport | null;
  readonly history: readonly GivenReport[];
};

export type AssessInput = {
  readonly tool: { readonly name: string; readonly version: string };
  /** UTC day `YYYY-MM-DD`. */
  readonly now: string;
  readonly by: string | null;
  readonly policy: PolicyPack;
  /** At least one, with names that differ. */
  readonly services: readonly GivenService[];
};

/** Assesses one or several services under a policy. A pure function: equal input, equal assessment. */
export function assess({ tool, now, by, policy, services: given }: AssessInput): Assessment {
  const judged = given.map((one) => judgeReport(fromRepositoryRoot(one.report), policy, now));
  const services = given.map((one, at) => assessService(one, judged[at]!, policy));
  const ids = services.map(({ id }) => id);
  return {
    version: 1,
    tool,
    on: now,
    by,
    policy: assessedPolicy(policy),
    clauses: CLAUSES.map(({ id }, at): OverallClause => overall(id, at, services)),
    controls: policy.controls.filter(isNoClause).map(({ evidence, ...control }): AssessedControl => {
      const verdicts = judged.map((one) =>
        verdictOn({ ...control, evidence: [...new Set([...policy.evidence, ...evidence])] }, one),
      );
      return {
        id: control.id,
        title: control.title,
        description: control.description,
        clauses: control.clauses,
        rules: control.rules,
        status: worstStatus(verdicts.map(({ status }) => status)),
        services: verdicts.map(({ status, reasons }, at) => ({ service: ids[at]!, status, reasons })),
      };
    }),
    services,
    inputs: inputsOf(given, policy),
  };
}

/** A control that is one of the clauses says nothing that the clause does not. */
function isNoClause({ id, clauses, rules, evidence }: Control): boolean {
  return clauses.length !== 1 || clauses[0] !== id || rules.length > 0 || evidence.length > 0;
}

function overall(id: OverallClause['id'], at: number, services: readonly Service[]): OverallClause {
  const statuses = services.map(({ clauses }) => clauses[at]!.status);
  const having = (status: ClauseStatus) => services.filter((_, at) => statuses[at] === status).map((one) => one.id);
  return {
    id,
    status: worstStatus(statuses),
    services: {
      satisfied: having('satisfied'),
      'not-satisfied': having('not-satisfied'),
      'risk-accepted': having('risk-accepted'),
      'not-assessed': having('not-assessed'),
    },
  };
}

function assessedPolicy({
  id,
  title,
  version,
  sha256,
  toBeConfirmed,
  thresholds,
  exceptions,
  evidence,
}: PolicyPack): AssessedPolicy {
  return {
    id,
    title,
    version,
    sha256,
    toBeConfirmed,
    severity: thresholds.severity,
    confidence: thresholds.confidence,
    exceptions: exceptions.require,
    evidence,
  };
}

function assessService(given: GivenService, judged: JudgedReport, policy: PolicyPack): Service {
  const { report } = judged;
  const earlier = inTime([...given.history, ...(given.previous ? [given.previous] : [])], given.previous).map((one) =>
    judgeReport(fromRepositoryRoot(one.report), policy, one.report.run.now),
  );
  const series = [...earlier, judged];
  const steps = stepsOf(series);
  const clauses = CLAUSES.map(({ id }): AssessedClause => {
    const verdict = verdictOn({ clauses: [id], rules: [], evidence: policy.evidence }, judged);
    const findings = inStanding(verdict.findings).map(({ key }) => key);
    return {
      id,
      status: verdict.status,
      reasons: verdict.reasons,
      rules: verdict.rules,
      findings,
      counts: verdict.counts,
    };
  });
  const findings = inStanding(judged.findings).map((one) => assessedFinding(one, steps));
  const backed = backedOf(report);
  const processes = report.projects.flatMap((project) => project.processes);
  const { run } = report;
  return {
    id: given.service,
    name: given.service,
    root: run.root,
    commit: run.commit,
    dirty: run.dirty,
    tool: report.tool,
    configDigest: run.configDigest,
    configFiles: run.configFiles,
    policyDigest: run.policyDigest,
    inputsDigest: run.inputsDigest,
    by: run.by,
    on: run.now,
    files: { analysed: report.summary.filesAnalysed, skipped: report.summary.filesSkipped },
    processes,
    rules: report.rules.map(({ help, partlyOff, ...rule }) => rule),
    clauses,
    findings,
    exceptions: exceptionsOf(judged),
    backed,
    scope: scopeOf(judged),
    change: changeOf(series, steps),
    trend: trendOf(series, steps),
    map: mapOf(processes, findings, backed),
  };
}

/** Oldest first; of one day, as given. The report to compare with comes last, whatever its day. */
function inTime(reports: readonly GivenReport[], last: GivenReport | null): readonly GivenReport[] {
  const once = [...new Map(reports.map((one) => [one.sha256, one])).values()];
  const others = once.filter(({ sha256 }) => sha256 !== last?.sha256);
  return [...others.sort((a, b) => byCodeUnit(a.report.run.now, b.report.run.now)), ...(last ? [last] : [])];
}

const STANDINGS: readonly Standing[] = ['open', 'undecided', 'accepted', 'noted'];
const SEVERITIES = ['error', 'warning', 'info'];

/** What counts first, then as the report has it, which is by place. */
function inStanding(findings: readonly JudgedFinding[]): readonly JudgedFinding[] {
  return [...findings].sort(
    (a, b) =>
      STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing) ||
      SEVERITIES.indexOf(a.finding.severity) - SEVERITIES.indexOf(b.finding.severity) ||
      byCodeUnit(a.finding.file, b.finding.file) ||
      a.finding.line - b.finding.line ||
      byCodeUnit(a.key, b.key),
  );
}

function assessedFinding(judged: JudgedFinding, steps: readonly Step[]): AssessedFinding {
  const { key, finding, standing } = judged;
  const last = steps.length > 1 ? steps.at(-1)! : null;
  const change =
    last === null || finding.clauses.length === 0
      ? null
      : last.new.includes(judged)
        ? 'new'
        : last.reopened.includes(judged)
          ? 'reopened'
          : 'known';
  return {
    key,
    fingerprint: finding.fingerprint,
    ruleId: finding.ruleId,
    messageId: finding.messageId,
    data: finding.data,
    message: finding.message,
    help: finding.help,
    severity: finding.severity,
    confidence: finding.confidence,
    file: finding.file,
    line: finding.line,
    column: finding.column,
    endLine: finding.endLine,
    endColumn: finding.endColumn,
    snippet: finding.snippet,
    symbol: finding.symbol,
    holder: finding.holder,
    consequences: finding.consequences,
    clauses: finding.clauses,
    processes: finding.processes,
    trace: finding.trace,
    status: finding.status,
    standing,
    change,
  };
}

function exceptionsOf({ findings }: JudgedReport): readonly Exception[] {
  return findings.flatMap(({ exception }) => (exception ? [exception] : []));
}

function backedOf({ silences }: Report): readonly BackedComponent[] {
  return silences.flatMap(({ file, line, symbol, proof, backing, processes = [] }) =>
    backing ? [{ symbol, file, line, package: backing.package, service: backing.service, proof, processes }] : [],
  );
}

function scopeOf({ report, gaps }: JudgedReport): Scope {
  const silences = new Map<string, number>();
  for (const { reason } of report.silences) silences.set(reason, (silences.get(reason) ?? 0) + 1);
  return {
    projects: report.projects.map(({ root, files, processes }) => ({ root, files, processes: processes.length })),
    skipped: report.projects.flatMap(({ skipped }) =>
      skipped.map(({ file, reason, detail }) => ({ file, reason, detail: detail ?? '', gap: leavesGap(reason) })),
    ),
    gaps: gaps.map(({ reason }) => reason),
    limits: report.limits,
    errors: report.errors,
    notes: report.notes,
    silences: Object.fromEntries([...silences].sort(([a], [b]) => byCodeUnit(a, b))),
  };
}

function inputsOf(given: readonly GivenService[], policy: PolicyPack): readonly Input[] {
  const input = (role: Input['role'], { name, sha256 }: GivenReport, service: string): Input => ({
    role,
    name,
    sha256,
    service,
  });
  return [
    ...given.flatMap((one) => [
      input('report', one, one.service),
      ...(one.previous ? [input('previous', one.previous, one.service)] : []),
      ...inTime(one.history, null).map((old) => input('history', old, one.service)),
    ]),
    { role: 'policy', name: policy.id, sha256: policy.sha256, service: null },
  ];
}
