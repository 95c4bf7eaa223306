import type { Report, ReportFinding, Severity } from './report.ts';

/** From which severity on findings fail a run; `never`: no finding does. */
export type FailLevel = Severity | 'never';

export type ExitOptions = {
  /** `--fail-on`; default `warning`. */
  readonly failOn?: FailLevel;
  /** `--max-warnings`: so many warnings are let pass, whatever the fail level; one more fails the run. */
  readonly maxWarnings?: number;
  /** `--fail-on-incomplete`: what was left out fails the run too. */
  readonly failOnIncomplete?: boolean;
  /** `--fail-on-expired`: a waiver or suppression that has run out fails the run, whatever it held. */
  readonly failOnExpired?: boolean;
  /** `--strict-baseline`: an entry of the baseline whose finding is gone fails the run. */
  readonly strictBaseline?: boolean;
  /** `--exit-zero`: findings do not fail the run; what the tool could not do still does. */
  readonly exitZero?: boolean;
};

/** The exit code of a run, and why it is not 0: one clause each, lower case, no final stop. */
export type Exit = { readonly code: 0 | 1 | 2; readonly reasons: readonly string[] };

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
/** Notes and rules that tell of a waiver, or a suppression in the code, that has run out. */
const EXPIRED_NOTE = 'waiver-expired';
const EXPIRED_RULE = 'suppression-expired';
/** The note that tells of an entry of the baseline whose finding is gone. */
const STALE_NOTE = 'baseline-stale';

/**
 * The exit code of a run with its reasons, decided here and nowhere else.
 * - 2: the tool could not do its job: an error in a stage or rule, a project without an analysed file, or incomplete where that was asked for
 * - 1: a finding at or above the fail level that nothing holds, too many warnings, or what else was asked to fail the run
 * - 0: neither
 */
export function exitOf(report: Report, options: ExitOptions = {}): Exit {
  const broken = [
    ...(report.errors.length > 0 ? [`${count(report.errors.length, 'stage or rule', 'stages or rules')} failed`] : []),
    ...(report.projects.length === 0 || report.projects.some(({ files }) => files === 0)
      ? ['there is a project without an analysed file']
      : []),
    ...(options.failOnIncomplete && isIncomplete(report)
      ? ['part of the code was not analysed (--fail-on-incomplete)']
      : []),
  ];
  if (broken.length > 0) return { code: 2, reasons: broken };
  const { failOn = 'warning', maxWarnings } = options;
  const open = report.findings.filter(counts);
  const warnings = open.filter(({ severity }) => severity === 'warning').length;
  const failed = open.filter(
    (finding) => failsAt(finding, failOn) && (finding.severity !== 'warning' || maxWarnings === undefined),
  ).length;
  const stale = report.notes.filter(({ code }) => code === STALE_NOTE).length;
  const reasons = [
    ...(failed > 0 ? [`${count(failed, 'finding')} from ${failOn} on`] : []),
    ...(maxWarnings !== undefined && warnings > maxWarnings
      ? [`${count(warnings, 'warning')}, more than ${maxWarnings} (--max-warnings)`]
      : []),
    ...(options.failOnExpired && hasExpired(report) ? ['a waiver or suppression has run out (--fail-on-expired)'] : []),
    ...(options.strictBaseline && stale > 0
      ? [`${count(stale, 'entry', 'entries')} of the baseline without a finding (--strict-baseline)`]
      : []),
  ];
  return { code: reasons.length > 0 && !options.exitZero ? 1 : 0, reasons };
}

/** The exit code alone. */
export function exitCode(report: Report, options: ExitOptions = {}): 0 | 1 | 2 {
  return exitOf(report, options).code;
}

function hasExpired({ findings, notes }: Report): boolean {
  return (
    findings.some(({ status, ruleId }) => status === 'expired' || ruleId === EXPIRED_RULE) ||
    notes.some(({ code }) => code === EXPIRED_NOTE)
  );
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
