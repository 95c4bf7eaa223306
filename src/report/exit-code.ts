import type { Report, ReportFinding, Severity } from './report.ts';

/** From which severity on findings fail a run; `never`: no finding does. */
export type FailLevel = Severity | 'never';

export type ExitOptions = {
  /** `--fail-on`; default `warning`. */
  readonly failOn?: FailLevel;
  /** `--fail-on-incomplete`: what was left out fails the run too. */
  readonly failOnIncomplete?: boolean;
  /** `--exit-zero`: findings do not fail the run; what the tool could not do still does. */
  readonly exitZero?: boolean;
};

const RANK: Readonly<Record<FailLevel, number>> = { never: 3, error: 2, warning: 1, info: 0 };

/** Skips that leave nothing unread: a declaration file has nothing that runs, and a link cycle leads to files that were seen. */
const COMPLETE: ReadonlySet<string> = new Set(['declaration', 'link-cycle']);

/** Whether a file that was left out for this reason may hold findings. */
export function leavesGap(reason: string): boolean {
  return !COMPLETE.has(reason);
}

/** Whether part of the code was not analysed: files left out by a limit, or a budget that was hit. */
export function isIncomplete(report: Report): boolean {
  return (
    report.limits.length > 0 ||
    report.projects.some((project) => project.skipped.some(({ reason }) => leavesGap(reason)))
  );
}

/** Whether a finding counts for the exit code at all: what a baseline, a suppression or a valid waiver holds does not. */
export function counts({ status }: ReportFinding): boolean {
  return status === 'new' || status === 'expired';
}

/** Whether a finding fails a run by itself; `failOn` is `warning` where nothing is said. */
export function failsAt(finding: ReportFinding, failOn: FailLevel = 'warning'): boolean {
  return counts(finding) && RANK[finding.severity] >= RANK[failOn];
}

/**
 * The exit code of a run, decided here and nowhere else.
 * - 2: the tool could not do its job: an error in a stage or rule, a project without an analysed file, or incomplete where that was asked for
 * - 1: a finding at or above the fail level that nothing holds
 * - 0: neither
 */
export function exitCode(report: Report, options: ExitOptions = {}): 0 | 1 | 2 {
  if (report.errors.length > 0) return 2;
  if (report.projects.length === 0 || report.projects.some(({ files }) => files === 0)) return 2;
  if (options.failOnIncomplete && isIncomplete(report)) return 2;
  const failed = report.findings.some((finding) => failsAt(finding, options.failOn));
  return failed && !options.exitZero ? 1 : 0;
}
