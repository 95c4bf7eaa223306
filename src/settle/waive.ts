import { isBelow, joinPath } from '../paths/repo-path.ts';
import type { Report, ReportFinding } from '../report/report.ts';
import { withFindings } from '../report/summary.ts';
import { daysBetween } from '../text/calendar.ts';
import type { IsJudged } from './baseline.ts';
import { byNote, inOrderOnce } from './order.ts';
import { relativeTo } from './relative.ts';

/** What a waiver speaks of: one finding by its fingerprint, or a rule, file (repository-relative) and symbol. */
export type WaiverTarget =
  | { readonly fingerprint: string }
  | { readonly rule: string; readonly path: string; readonly symbol: string };

/** One entry of a waivers file. An entry that is not as it should be has `problems` and counts as expired. */
export type Waiver = {
  /** 1-based line in the file. */
  readonly line: number;
  /** Null where it cannot be told what it speaks of. */
  readonly target: WaiverTarget | null;
  readonly reason: string;
  readonly owner: string;
  readonly approvedBy: string;
  readonly ticket: string;
  /** Dates `YYYY-MM-DD` as written; empty where there is none. */
  readonly created: string;
  /** Last day on which it holds, UTC. */
  readonly expires: string;
  /** What is wrong with it as it stands: lower case, no final stop. */
  readonly problems: readonly string[];
};

/** A waivers file. */
export type Waivers = {
  /** The file, repository-relative; the name alone where it lies elsewhere. */
  readonly file: string;
  /** The folder that it speaks for, repository-relative. */
  readonly dir: string;
  readonly entries: readonly Waiver[];
};

/** What waivers are judged by: a UTC date, and how many days one may last at most. */
export type WaiverTerms = { readonly now: string; readonly maxDays: number };

/** Days before its last one from which on a waiver is told to run out. */
export const WARNED_DAYS = 30;

/** What holds a waiver back on a day: nothing, its last day, or what is wrong with it. */
export type WaiverState = { readonly state: 'valid' | 'expired' | 'malformed'; readonly problems: readonly string[] };

/** Judges one entry by itself: what is wrong with one has no effect on the others. */
export function waiverState(waiver: Waiver, { now, maxDays }: WaiverTerms): WaiverState {
  const problems = [...waiver.problems];
  if (problems.length === 0) {
    const term = daysBetween(waiver.created, waiver.expires);
    if (waiver.created > now) problems.push(`it was created on ${waiver.created}, which lies after today (${now})`);
    if (term < 0) problems.push(`it expires on ${waiver.expires}, before it was created (${waiver.created})`);
    if (term > maxDays) problems.push(`it lasts ${term} days, more than ${maxDays}`);
  }
  if (problems.length > 0) return { state: 'malformed', problems };
  return waiver.expires < now
    ? { state: 'expired', problems: [`it ran out on ${waiver.expires}`] }
    : { state: 'valid', problems: [] };
}

/** What a waiver speaks of, in words. */
export function targetText({ target }: Waiver): string {
  if (target === null) return 'a waiver without a target';
  if ('fingerprint' in target) return `the waiver of ${target.fingerprint}`;
  return `the waiver of \`${target.symbol}\` (${target.rule}, ${target.path})`;
}

/**
 * Findings that a waiver in force holds become `waived`, those whose waiver has run out or is malformed `expired`. It takes what is
 * `new`, and what a suppression in the code held until it ran out. Waivers that ran out, run out soon or hold nothing are told in notes.
 */
export function waive(report: Report, waivers: Waivers | null, terms: WaiverTerms, isJudged: IsJudged): Report {
  if (waivers === null) return report;
  const { root } = report.run;
  const file = relativeTo(root, waivers.file);
  const judged = waivers.entries.map((waiver) => ({ waiver, ...waiverState(waiver, terms) }));
  const used = new Set<Waiver>();
  const findings = report.findings.map((finding): ReportFinding => {
    const own = judged.filter(({ waiver }) => speaksOf(waiver, finding, root));
    for (const { waiver } of own) used.add(waiver);
    // One that is in force is stronger than one that is not.
    const best = own.find(({ state }) => state === 'valid') ?? own[0];
    if (!best || (finding.status !== 'new' && finding.status !== 'expired')) return finding;
    const { reason, owner, approvedBy, ticket, expires, line } = best.waiver;
    const waiver = { reason, owner, approvedBy, ticket, until: expires, where: `${file}:${line}` };
    return { ...finding, status: best.state === 'valid' ? 'waived' : 'expired', waiver };
  });
  const notes = judged.flatMap(({ waiver, state, problems }): Report['notes'] => {
    const note = (code: string, message: string) => [{ code, file, line: waiver.line, message }];
    if (!mayBeHere(waiver, waivers, root)) return [];
    if (state === 'malformed')
      return note('waiver-expired', `${targetText(waiver)} counts as expired: ${problems.join('; ')}`);
    if (state === 'expired') return note('waiver-expired', `${targetText(waiver)} ran out on ${waiver.expires}`);
    if (!used.has(waiver))
      return isUnused(waiver, report, isJudged)
        ? note('waiver-unused', `${targetText(waiver)} holds nothing: take it out of the file`)
        : [];
    return daysBetween(terms.now, waiver.expires) < WARNED_DAYS
      ? note('waiver-expiring', `${targetText(waiver)} runs out on ${waiver.expires} (owner ${waiver.owner})`)
      : [];
  });
  const held = withFindings(report, findings);
  return notes.length === 0 ? held : { ...held, notes: inOrderOnce([...held.notes, ...notes], byNote) };
}

function speaksOf({ target }: Waiver, finding: ReportFinding, root: string): boolean {
  if (target === null) return false;
  if ('fingerprint' in target) return target.fingerprint === finding.fingerprint;
  return (
    target.rule === finding.ruleId && target.symbol === finding.symbol && target.path === joinPath(root, finding.file)
  );
}

/** Whether a waiver speaks of the folder of this report: of others, another report of the same run tells. */
function mayBeHere({ target }: Waiver, { dir }: Waivers, root: string): boolean {
  return target !== null && 'path' in target ? isBelow(target.path, root) : dir === root;
}

/** What was not looked for is not gone. */
function isUnused({ target }: Waiver, report: Report, isJudged: IsJudged): boolean {
  if (report.errors.length > 0 || target === null) return false;
  if ('fingerprint' in target) return report.rules.every(({ severity }) => severity !== 'off');
  const left = report.projects.flatMap(({ skipped }) => skipped.map(({ file }) => file));
  return isJudged(target.rule, target.path) && !left.includes(relativeTo(report.run.root, target.path));
}
