import { isBelow } from '../paths/repo-path.ts';
import type { Report, ReportFinding } from '../report/report.ts';
import { withFindings } from '../report/summary.ts';
import { type Match, type Matchable, matchFindings } from './fingerprint.ts';
import { byNote, inOrderOnce } from './order.ts';
import { relativeTo } from './relative.ts';

/** One finding that a baseline holds; `file` is repository-relative. */
export type BaselineEntry = Matchable & {
  /** The baseline file that it stands in, and its 1-based line there. */
  readonly from: string;
  readonly line: number;
};

/** One baseline file. */
export type BaselineFile = {
  /** Repository-relative; the name alone where it lies elsewhere. */
  readonly file: string;
  /** The folder that paths in it start from, repository-relative. */
  readonly dir: string;
  readonly entries: readonly BaselineEntry[];
};

/** What was there when the gate was put up: the file of the folder first, then those above it, then those below. */
export type Baseline = readonly BaselineFile[];

/** Whether a rule was asked about a file (repository-relative): what was not looked for cannot be gone. */
export type IsJudged = (ruleId: string, file: string) => boolean;

/** How a report's findings and the entries of its folder fit together. */
export type BaselineMatch = {
  /** One for each finding of the report, suppressed ones included. */
  readonly matches: readonly Match<ReportFinding, BaselineEntry>[];
  /** Entries whose finding is gone, though it was looked for. */
  readonly stale: readonly BaselineEntry[];
};

/**
 * Matches all findings of a report, whatever holds them, against the entries of its folder. An entry is stale where its rule was
 * asked about its file and nothing came of it; never where a stage failed or the file was left out.
 */
export function matchBaseline(report: Report, baseline: Baseline, isJudged: IsJudged): BaselineMatch {
  const { root } = report.run;
  const entries = baseline.flatMap((one) => one.entries).filter(({ file }) => isBelow(file, root));
  const inReport = entries.map((entry) => ({ ...entry, file: relativeTo(root, entry.file), entry }));
  const { matches, unmatched } = matchFindings([...report.findings, ...report.suppressed], inReport);
  const left = new Set(report.projects.flatMap(({ skipped }) => skipped.map(({ file }) => file)));
  const stale = unmatched.filter(
    ({ file, entry }) => report.errors.length === 0 && !left.has(file) && isJudged(entry.ruleId, entry.file),
  );
  return {
    matches: matches.map((match) => ({ ...match, previous: match.previous?.entry ?? null })),
    stale: stale.map(({ entry }) => entry),
  };
}

/**
 * Findings that the baseline knows and nothing else holds become `existing`. What is graver than it was stays new, with a note; so do
 * expired ones: a baseline does not renew a waiver. Stale entries are named in notes.
 */
export function holdByBaseline(report: Report, baseline: Baseline | null, isJudged: IsJudged): Report {
  if (baseline === null || baseline.length === 0) return report;
  const { root } = report.run;
  const { matches, stale } = matchBaseline(report, baseline, isJudged);
  const known = new Map(matches.map((match) => [match.current, match]));
  const notes: Report['notes'] = stale.map((entry) => ({
    code: 'baseline-stale',
    file: relativeTo(root, entry.from),
    line: entry.line,
    message: `${entryText(entry, root)} is gone: \`sharenothing baseline prune\` takes it out of the baseline`,
  }));
  const findings = report.findings.map((finding): ReportFinding => {
    const match = known.get(finding);
    if (finding.status !== 'new' || !match?.previous) return finding;
    if (match.status === 'existing') return { ...finding, status: 'existing' };
    notes.push({
      code: 'baseline-graver',
      file: relativeTo(root, match.previous.from),
      line: match.previous.line,
      message: `\`${finding.symbol}\` counts as new: it was ${match.previous.severity} and is ${finding.severity} now`,
    });
    return finding;
  });
  const held = withFindings(report, findings);
  return notes.length === 0 ? held : { ...held, notes: inOrderOnce([...held.notes, ...notes], byNote) };
}

/** An entry in words; its file as seen from the folder `root`. */
export function entryText({ symbol, ruleId, file }: BaselineEntry, root: string): string {
  return `\`${symbol}\` (${ruleId}, ${relativeTo(root, file)})`;
}
