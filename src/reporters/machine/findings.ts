import type { FindingStatus, Report, ReportFinding, Severity } from '../../report/report.ts';
import { SEVERITIES } from '../../report/severities.ts';
import { byCodeUnit } from '../../text/order.ts';

/** What a baseline, a waiver or a comment in the code holds. */
const HELD: ReadonlySet<FindingStatus> = new Set(['existing', 'waived', 'suppressed']);

/** The findings that somebody has to look at: nothing holds them. In the report's order. */
export function openFindings({ findings }: Report): ReportFinding[] {
  return findings.filter(({ status }) => !HELD.has(status));
}

/** All findings, those that the code suppresses last. */
export function everyFinding({ findings, suppressed }: Report): ReportFinding[] {
  return [...findings, ...suppressed];
}

/** Gravest first, else in the order given: for consumers that show the first few and drop the rest. */
export function worstFirst(findings: readonly ReportFinding[]): ReportFinding[] {
  return SEVERITIES.flatMap((severity) => findings.filter((one) => one.severity === severity));
}

/** How many findings there are of each severity that has any. */
export function bySeverity(findings: readonly ReportFinding[]): [Severity, number][] {
  return SEVERITIES.map((severity): [Severity, number] => [
    severity,
    findings.filter((one) => one.severity === severity).length,
  ]).filter(([, count]) => count > 0);
}

/** Findings by file, in the order of paths. */
export function byFile(findings: readonly ReportFinding[]): [string, ReportFinding[]][] {
  const files = new Map<string, ReportFinding[]>();
  for (const finding of findings) {
    const known = files.get(finding.file);
    if (known) known.push(finding);
    else files.set(finding.file, [finding]);
  }
  return [...files].sort(([a], [b]) => byCodeUnit(a, b));
}

/**
 * The fingerprints of findings, unique: consumers drop a second finding of the same one without a word. Within one run they are
 * unique already; in a report that was merged of several, later ones get an ordinal.
 */
export function uniqueFingerprints(findings: readonly ReportFinding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ fingerprint }) => {
    const count = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, count);
    return count === 1 ? fingerprint : `${fingerprint}~${count}`;
  });
}
