import type { Report, ReportFinding, ReportSummary } from './report.ts';

/** The counts that follow from the lists of findings: by severity, and by what holds them. */
export type FindingCounts = Pick<ReportSummary, 'findings' | 'statuses' | 'suppressed'>;

export function countFindings(findings: readonly ReportFinding[], suppressed: readonly ReportFinding[]): FindingCounts {
  const bySeverity = { error: 0, warning: 0, info: 0 };
  const byStatus = { new: 0, existing: 0, touched: 0, waived: 0, expired: 0 };
  for (const { severity, status } of findings) {
    bySeverity[severity]++;
    if (status !== 'suppressed') byStatus[status]++;
  }
  return { findings: bySeverity, statuses: byStatus, suppressed: suppressed.length };
}

/** The report with other findings, and the counts that follow. */
export function withFindings(
  report: Report,
  findings: readonly ReportFinding[],
  suppressed: readonly ReportFinding[] = report.suppressed,
): Report {
  return {
    ...report,
    findings: [...findings],
    suppressed: [...suppressed],
    summary: { ...report.summary, ...countFindings(findings, suppressed) },
  };
}
