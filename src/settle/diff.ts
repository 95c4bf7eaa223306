import { posix } from 'node:path';
import type { Report, ReportFinding } from '../report/report.ts';
import type { ReportDiff } from '../report/report-diff.ts';
import { matchFindings } from './fingerprint.ts';
import { byFinding, inOrder } from './order.ts';
import { relativeTo } from './relative.ts';

/**
 * What a report has that an earlier one had not, has no more, and still has. Findings are matched down the ladder of fingerprints,
 * whatever holds them; one that has become graver is new. Paths of all start from the folder of the new report.
 */
export function diffReports(older: Report, newer: Report): ReportDiff {
  const root = newer.run.root;
  const before = [...older.findings, ...older.suppressed].map((finding) => moved(finding, older.run.root, root));
  const { matches, unmatched } = matchFindings([...newer.findings, ...newer.suppressed], before);
  const added = matches.filter(({ status }) => status === 'new').map(({ current }) => current);
  const existing = matches.filter(({ status }) => status === 'existing').map(({ current }) => current);
  return {
    version: 1,
    old: { tool: older.tool, run: older.run, errors: older.errors.length },
    new: { tool: newer.tool, run: newer.run, errors: newer.errors.length },
    added: inOrder(added, byFinding),
    fixed: inOrder(unmatched, byFinding),
    existing: inOrder(existing, byFinding),
    summary: { added: added.length, fixed: unmatched.length, existing: existing.length },
  };
}

/** A finding whose paths start from one folder (repository-relative) with paths from another. */
function moved(finding: ReportFinding, from: string, to: string): ReportFinding {
  if (from === to) return finding;
  const path = (file: string) => relativeTo(to, posix.join(from, file));
  return {
    ...finding,
    file: path(finding.file),
    trace: finding.trace.map((step) => ({ ...step, file: path(step.file) })),
  };
}
