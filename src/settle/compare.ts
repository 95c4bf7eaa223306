import type { Report, ReportFinding } from '../report/report.ts';
import { withFindings } from '../report/summary.ts';
import { type Match, matchFindings } from './fingerprint.ts';
import { byNote, inOrderOnce } from './order.ts';

/** What a report is compared with: the same folder before a change, or an earlier report of it. */
export type Comparison = {
  /** As the report's notes call it. */
  readonly name: string;
  /** Every finding of the base, whatever held it there; files from DIR, those that moved since under their new path. */
  readonly findings: readonly ReportFinding[];
  /** Whether the base is known to be whole; where a stage failed on it, what it lacks may not be new. */
  readonly isWhole: boolean;
  /**
   * The lines of a file (from DIR) that changed since, null for all. Undefined where nothing is known of lines: then the snippets of
   * both traces are compared.
   */
  readonly changedLines?: (file: string) => ReadonlySet<number> | null;
};

/**
 * Marks what the base had: `existing`, or `touched` where the finding's own lines or its trace changed. What the base had less grave
 * stays new. What something else holds keeps that status, but uses up its entry; what is back because a waiver ran out was there
 * before, and a change that did not bring it does not fail for it.
 */
export function compareWithBase(report: Report, base: Comparison): Report {
  const { matches, unmatched } = matchFindings([...report.findings, ...report.suppressed], base.findings);
  const known = new Map(matches.map((match) => [match.current, match]));
  const findings = report.findings.map((finding): ReportFinding => {
    const match = known.get(finding);
    if (!match?.previous || match.status === 'new' || finding.status === 'waived') return finding;
    return { ...finding, status: isTouched(match, base) ? 'touched' : 'existing' };
  });
  const marked = withFindings(report, findings);
  const { statuses } = marked.summary;
  const note = (code: string, message: string) => ({ code, file: null, line: null, message });
  const notes = [
    note(
      'compared',
      `compared with ${base.name}: ${statuses.new} new, ${statuses.touched} touched, ${statuses.existing} existing, ${unmatched.length} gone`,
    ),
    ...(base.isWhole
      ? []
      : [note('base-faulty', `a stage failed on ${base.name}: some of what counts as new may have been there`)]),
  ];
  return { ...marked, notes: inOrderOnce([...marked.notes, ...notes], byNote) };
}

function isTouched({ current, previous }: Match<ReportFinding, ReportFinding>, { changedLines }: Comparison): boolean {
  if (!changedLines) {
    // The lines that two traces share are the same text, wherever they stand.
    const before = new Set([previous!, ...previous!.trace].map(({ snippet }) => snippet));
    return [current, ...current.trace].some(({ snippet }) => !before.has(snippet));
  }
  return [...linesOf(current), ...current.trace].some(({ file, line }) => {
    const changed = changedLines(file);
    return changed === null || changed.has(line);
  });
}

/** Every line of the primary span. */
function linesOf({ file, line, endLine }: ReportFinding): { file: string; line: number }[] {
  const last = Math.min(endLine, line + spanLimit);
  return Array.from({ length: Math.max(1, last - line + 1) }, (_, at) => ({ file, line: line + at }));
}

/** Lines of a primary span that are looked at; what a finding points to is a declaration or a call. */
const spanLimit = 200;
