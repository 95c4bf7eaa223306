import type { ClauseId, Report } from '../report/report.ts';
import { reason } from './gaps.ts';
import type { JudgedFinding, JudgedReport } from './judge.ts';
import type { ClauseStatus, Reason, Standing } from './model.ts';
import type { EvidenceKind } from './policy/pack.ts';

/** What a verdict is about: clauses, rules whatever their clauses, and what has to be known beside. */
export type Subject = {
  readonly clauses: readonly ClauseId[];
  readonly rules: readonly string[];
  readonly evidence: readonly EvidenceKind[];
};

export type Verdict = {
  readonly status: ClauseStatus;
  readonly reasons: readonly Reason[];
  /** Rules that speak of it, as the report lists them. */
  readonly rules: readonly string[];
  readonly findings: readonly JudgedFinding[];
  readonly counts: Readonly<Record<Standing, number>>;
};

/**
 * The verdict of a judged report on a subject. An open finding decides, whatever was not looked at; without one, every gap leaves the
 * subject unassessed: nothing passes because nobody looked.
 */
export function verdictOn(subject: Subject, judged: JudgedReport): Verdict {
  const { report } = judged;
  const ofClauses = report.rules.filter(({ clauses }) => clauses.some((id) => subject.clauses.includes(id)));
  const rules = [...new Set([...ofClauses.map(({ id }) => id), ...subject.rules])];
  const findings = judged.findings.filter(
    ({ finding }) =>
      finding.clauses.some((id) => subject.clauses.includes(id)) || subject.rules.includes(finding.ruleId),
  );
  const counts = countStandings(findings);
  const gaps = [
    ...missingRules(subject, report),
    ...judged.gaps
      .filter((gap) => gap.rules === null || gap.rules.some((id) => rules.includes(id)))
      .map((gap) => gap.reason),
    ...missingEvidence(subject.evidence, report),
    ...(counts.undecided > 0 ? [counted('undecided-findings', counts.undecided)] : []),
  ];
  const held = counts.accepted > 0 ? [counted('all-held', counts.accepted)] : [];
  if (counts.open > 0) {
    return {
      status: 'not-satisfied',
      reasons: [...openReasons(findings, counts.open), ...held, ...gaps],
      rules,
      findings,
      counts,
    };
  }
  if (gaps.length > 0) return { status: 'not-assessed', reasons: [...gaps, ...held], rules, findings, counts };
  if (held.length > 0) return { status: 'risk-accepted', reasons: held, rules, findings, counts };
  return { status: 'satisfied', reasons: [reason('clean')], rules, findings, counts };
}

/** The worst of several verdicts comes first. */
const WORST: readonly ClauseStatus[] = ['not-satisfied', 'not-assessed', 'risk-accepted', 'satisfied'];

/** The status of a whole by those of its parts; a whole without parts was not assessed. */
export function worstStatus(statuses: readonly ClauseStatus[]): ClauseStatus {
  return WORST.find((status) => statuses.includes(status)) ?? 'not-assessed';
}

export function countStandings(findings: readonly { readonly standing: Standing }[]): Record<Standing, number> {
  const counts = { open: 0, accepted: 0, undecided: 0, noted: 0 };
  for (const { standing } of findings) counts[standing]++;
  return counts;
}

function openReasons(findings: readonly JudgedFinding[], open: number): readonly Reason[] {
  const withState = (state: string) =>
    findings.filter(({ standing, exception }) => standing === 'open' && exception?.state === state).length;
  const expired = withState('expired');
  const incomplete = withState('incomplete');
  return [
    counted('open-findings', open),
    ...(expired > 0 ? [counted('expired-exceptions', expired)] : []),
    ...(incomplete > 0 ? [counted('incomplete-exceptions', incomplete)] : []),
  ];
}

/** A clause that no rule speaks of, and a rule that the report does not know, were not looked at. */
function missingRules({ clauses, rules }: Subject, report: Report): readonly Reason[] {
  return [
    ...clauses
      .filter((id) => !report.rules.some((rule) => rule.clauses.includes(id)))
      .map((clause) => reason('no-clause', { clause })),
    ...rules
      .filter((id) => !report.rules.some((rule) => rule.id === id))
      .map((rule) => reason('rule-missing', { rule })),
  ];
}

function missingEvidence(asked: readonly EvidenceKind[], { run, projects }: Report): readonly Reason[] {
  const known: Readonly<Record<EvidenceKind, boolean>> = {
    commit: run.commit !== null,
    clean: run.dirty === false,
    by: run.by !== null && run.by.trim() !== '',
    processes: projects.every(({ processes }) => processes.length > 0),
  };
  return asked.filter((kind) => !known[kind]).map((evidence) => reason('evidence-missing', { evidence }));
}

function counted(
  code: 'open-findings' | 'expired-exceptions' | 'incomplete-exceptions' | 'all-held' | 'undecided-findings',
  count: number,
): Reason {
  return reason(code, { count: String(count) });
}
