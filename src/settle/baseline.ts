import { isBelow } from '../paths/repo-path.ts';
import type { Report, ReportFinding } from '../report/report.ts';
import { withFindings } from '../report/summary.ts';
import { type Match, type Matchable, matchFindings } from './fingerprint.ts';
import { byNote, inOrderOnce } from './order.ts';
import { relativeTo } from './relative.ts';

/** One finding that a baseline holds. `file` is repository-relative, `line` the 1-based line of the entry in the baseline. */
export type BaselineEntry = Matchable & { readonly line: number };

/** What was there when the gate was put up. `file` is the baseline itself, repository-relative. */
export type Baseline = { readonly file: string; readonly entries: readonly BaselineEntry[] };

/** Whether a rule was asked about a file (repository-relative): what was not looked for cannot be gone. */
export type IsJudged = (ruleId: string, file: string) => boolean;

/** How a report's findings and a baseline's entries of the same folder fit together. */
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
  const entries = baseline.entries.filter(({ file }) => isBelow(file, root));
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
  if (baseline === null) return report;
  const { matches, stale } = matchBaseline(report, baseline, isJudged);
  const known = new Map(matches.map((match) => [match.current, match]));
  const notes: Report['notes'] = stale.map(({ line, symbol, ruleId, file }) => ({
    code: 'baseline-stale',
    file: relativeTo(report.run.root, baseline.file),
    line,
    message: `\`${symbol}\` (${ruleId}, ${relativeTo(report.run.root, file)}) is gone: \`sharenothing baseline prune\` takes it out of the baseline`,
  }));
  const findings = report.findings.map((finding): ReportFinding => {
    const match = known.get(finding);
    if (finding.status !== 'new' || !match?.previous) return finding;
    if (match.status === 'existing') return { ...finding, status: 'existing' };
    notes.push({
      code: 'baseline-graver',
      file: relativeTo(report.run.root, baseline.file),
      line: match.previous.line,
      message: `\`${finding.symbol}\` counts as new: it was ${match.previous.severity} and is ${finding.severity} now`,
    });
    return finding;
  });
  const held = withFindings(report, findings);
  return notes.length === 0 ? held : { ...held, notes: inOrderOnce([...held.notes, ...notes], byNote) };
}
