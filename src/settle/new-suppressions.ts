import { joinPath } from '../paths/repo-path.ts';
import type { Report, ReportFinding } from '../report/report.ts';
import { matchFindings } from './fingerprint.ts';
import type { Weakening } from './policy-findings.ts';

/**
 * The suppressions that a change adds: findings that a comment holds now, and that none held before, whether they were there or not.
 * `before` are all findings of the base, suppressed ones with that status.
 */
export function newSuppressions(report: Report, before: readonly ReportFinding[]): Weakening[] {
  const { matches } = matchFindings([...report.findings, ...report.suppressed], before);
  return matches.flatMap(({ current, previous }): Weakening[] => {
    if (current.status !== 'suppressed' || previous?.status === 'suppressed') return [];
    const [, written = current.file, line] = /^(.*):(\d+)$/.exec(current.waiver?.where ?? '') ?? [];
    return [
      {
        messageId: 'suppression',
        symbol: current.symbol,
        data: { rule: current.ruleId },
        file: joinPath(report.run.root, written) ?? written,
        line: Number(line ?? current.line),
      },
    ];
  });
}
