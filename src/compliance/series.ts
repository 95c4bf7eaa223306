import { CLAUSES } from '../report/clauses.ts';
import type { ClauseId, ReportFinding } from '../report/report.ts';
import { matchFindings } from '../settle/fingerprint.ts';
import type { JudgedFinding, JudgedReport } from './judge.ts';
import type { Change, ClauseStatus, FindingBrief, TrendPoint } from './model.ts';
import { countStandings, verdictOn } from './verdict.ts';

/** What became of findings from one report to the next. */
export type Step = {
  readonly new: readonly JudgedFinding[];
  /** Not in the report before, and in one before that. */
  readonly reopened: readonly JudgedFinding[];
  readonly fixed: readonly JudgedFinding[];
  readonly known: number;
};

/**
 * What became of findings through a series of reports, oldest first: one step a report, none of them counted at the first. Findings are
 * recognised by fingerprint, down its ladder; those about comments and policies of the tool itself belong to no clause and are left out.
 */
export function stepsOf(series: readonly JudgedReport[]): readonly Step[] {
  let gone: readonly JudgedFinding[] = [];
  let before: readonly JudgedFinding[] | null = null;
  return series.map((judged): Step => {
    const current = counted(judged);
    if (before === null) {
      before = current;
      return { new: [], reopened: [], fixed: [], known: current.length };
    }
    const last = matched(current, before);
    const unmatched = current.filter((one) => !last.pairs.has(one));
    const earlier = matched(unmatched, gone);
    const back = new Set(earlier.pairs.values());
    gone = [...gone.filter((one) => !back.has(one)), ...last.unmatched];
    before = current;
    return {
      new: unmatched.filter((one) => !earlier.pairs.has(one)),
      reopened: unmatched.filter((one) => earlier.pairs.has(one)),
      fixed: last.unmatched,
      known: last.pairs.size,
    };
  });
}

function counted({ findings }: JudgedReport): readonly JudgedFinding[] {
  return findings.filter(({ finding }) => finding.clauses.length > 0);
}

type Matched = {
  readonly pairs: ReadonlyMap<JudgedFinding, JudgedFinding>;
  readonly unmatched: readonly JudgedFinding[];
};

function matched(current: readonly JudgedFinding[], previous: readonly JudgedFinding[]): Matched {
  const byFinding = (all: readonly JudgedFinding[]) => new Map(all.map((one) => [one.finding, one]));
  const [now, then] = [byFinding(current), byFinding(previous)];
  const { matches, unmatched } = matchFindings<ReportFinding, ReportFinding>([...now.keys()], [...then.keys()]);
  return {
    pairs: new Map(
      matches.flatMap(({ current, previous }) =>
        previous === null ? [] : [[now.get(current)!, then.get(previous)!] as const],
      ),
    ),
    unmatched: unmatched.map((finding) => then.get(finding)!),
  };
}

/** The points of a series, with what its steps say. */
export function trendOf(series: readonly JudgedReport[], steps: readonly Step[]): readonly TrendPoint[] {
  return series.map((judged, at): TrendPoint => {
    const { run, tool } = judged.report;
    const findings = counted(judged);
    const step = steps[at]!;
    const openIn = (id: ClauseId) =>
      findings.filter(({ standing, finding }) => standing === 'open' && finding.clauses.includes(id)).length;
    return {
      on: run.now,
      commit: run.commit,
      toolVersion: tool.version,
      standings: countStandings(findings),
      new: step.new.length,
      fixed: step.fixed.length,
      reopened: step.reopened.length,
      open: byClause(openIn),
      statuses: statusesOf(judged),
    };
  });
}

function byClause<T>(of: (id: ClauseId) => T): Record<ClauseId, T> {
  return Object.fromEntries(CLAUSES.map(({ id }) => [id, of(id)])) as Record<ClauseId, T>;
}

function statusesOf(judged: JudgedReport): Record<ClauseId, ClauseStatus> {
  return byClause((id) => verdictOn({ clauses: [id], rules: [], evidence: [] }, judged).status);
}

/** What the last step of a series changed; null where there is one report alone. */
export function changeOf(series: readonly JudgedReport[], steps: readonly Step[]): Change | null {
  const [now, before, step] = [series.at(-1), series.at(-2), steps.at(-1)];
  if (!now || !before || !step) return null;
  const same = (pick: (judged: JudgedReport) => readonly unknown[]) =>
    pick(now).every((value, at) => value === pick(before)[at]);
  const [then, today] = [statusesOf(before), statusesOf(now)];
  return {
    since: { on: before.report.run.now, commit: before.report.run.commit, toolVersion: before.report.tool.version },
    sameTool: same(({ report: { tool } }) => [tool.version, tool.rulesDigest, tool.catalogueDigest]),
    sameConfig: same(({ report: { run } }) => [run.configDigest]),
    new: step.new.map((one) => brief(one, true)),
    reopened: step.reopened.map((one) => brief(one, true)),
    fixed: step.fixed.map((one) => brief(one, false)),
    known: step.known,
    clauses: CLAUSES.flatMap(({ id }) => (then[id] === today[id] ? [] : [{ id, from: then[id], to: today[id] }])),
  };
}

function brief({ key, finding }: JudgedFinding, isHere: boolean): FindingBrief {
  const { fingerprint, ruleId, severity, clauses, symbol, file, line } = finding;
  return { key: isHere ? key : null, fingerprint, ruleId, severity, clauses, symbol, file, line };
}
