import type { Confidence, Report, ReportFinding, Severity } from '../report/report.ts';
import { isCalendarDate } from '../text/calendar.ts';
import { type Gap, gapsOf } from './gaps.ts';
import type { Exception, Standing } from './model.ts';
import type { ExceptionField, PolicyPack } from './policy/pack.ts';

/** A finding with what it means under a policy on a day, and the exception that was asked for, whether or not it holds. */
export type JudgedFinding = {
  readonly key: string;
  readonly finding: ReportFinding;
  readonly standing: Standing;
  readonly exception: Exception | null;
};

/** A report under a policy on a day. */
export type JudgedReport = {
  readonly report: Report;
  /** In the report's order, suppressed ones after the others. */
  readonly findings: readonly JudgedFinding[];
  readonly gaps: readonly Gap[];
};

const SEVERITIES: readonly Severity[] = ['info', 'warning', 'error'];
const CONFIDENCES: readonly Confidence[] = ['low', 'medium', 'high'];

/** Judges each finding by itself: what a baseline holds is known, and as open as before. */
export function judgeReport(report: Report, policy: PolicyPack, now: string): JudgedReport {
  const taken = new Set<string>();
  const findings = [...report.findings, ...report.suppressed].map((finding): JudgedFinding => {
    const key = uniqueKey(finding.fingerprint, taken);
    const exception = exceptionOf(finding, key, policy, now);
    return { key, finding, exception, standing: standingOf(finding, exception, policy) };
  });
  return { report, findings, gaps: gapsOf(report, policy) };
}

function uniqueKey(fingerprint: string, taken: Set<string>): string {
  let key = fingerprint;
  for (let next = 2; taken.has(key); next++) key = `${fingerprint}~${next}`;
  taken.add(key);
  return key;
}

function standingOf(
  { severity, confidence }: ReportFinding,
  exception: Exception | null,
  policy: PolicyPack,
): Standing {
  const { thresholds } = policy;
  if (SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(thresholds.severity)) return 'noted';
  if (exception?.state === 'valid') return 'accepted';
  return CONFIDENCES.indexOf(confidence) < CONFIDENCES.indexOf(thresholds.confidence) ? 'undecided' : 'open';
}

/** The exception that speaks of a finding. A suppression without an approver is one that somebody may still have to give. */
function exceptionOf(finding: ReportFinding, key: string, policy: PolicyPack, now: string): Exception | null {
  const { waiver, status } = finding;
  const kind = status === 'suppressed' ? 'suppression' : 'waiver';
  if (!waiver && status !== 'suppressed' && status !== 'waived') return null;
  const given = waiver ?? { reason: '', owner: '', approvedBy: '', ticket: '', until: '', where: '' };
  const { reason, owner, approvedBy, ticket, until, where } = given;
  const { accept, require } = policy.exceptions;
  const missing: string[] = require.filter((field: ExceptionField) => given[field].trim() === '');
  if (!accept.includes(kind)) missing.unshift(kind);
  const isOver = status === 'expired' || (until !== '' && (!isCalendarDate(until) || until < now));
  const state = isOver ? 'expired' : missing.length > 0 ? 'incomplete' : 'valid';
  return { kind, state, missing, finding: key, reason, owner, approvedBy, ticket, until, where };
}
