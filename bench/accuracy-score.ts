import path from 'node:path';
import { globTest } from '../src/paths/globs.ts';

/** What somebody found out about one place of a server. */
export type AccuracyLabel = {
  readonly file: string;
  /** 1-based; `also` are further lines of the same thing. */
  readonly line: number;
  readonly also?: readonly number[];
  readonly symbol?: string;
  readonly rule: string;
  readonly verdict: 'violation' | 'benign' | 'debatable';
  readonly severity?: string;
};

/** The labels of a repository: only files in `scope` and not in `exclude` (globs) were looked at. */
export type AccuracyLabels = {
  readonly repo: string;
  readonly scope?: readonly string[];
  readonly exclude?: readonly string[];
  readonly project?: { readonly root?: string };
  readonly labels: readonly AccuracyLabel[];
};

export type AccuracyFinding = {
  readonly ruleId: string;
  readonly severity: string;
  readonly confidence: string;
  readonly file: string;
  readonly line: number;
  readonly symbol?: string | null;
  readonly trace?: readonly { readonly file: string; readonly line: number }[];
};

export type AccuracyReport = { readonly findings: readonly AccuracyFinding[] };

/** How many findings are right and how many false; of the false ones `traps` were labelled benign. */
export type Tally = { readonly right: number; readonly false: number; readonly traps: number };

/** Counts of one server or of many. Info findings are counted in `info` alone. */
export type Score = {
  readonly rules: ReadonlyMap<string, Tally & { readonly missed: number }>;
  readonly confidences: ReadonlyMap<string, Tally>;
  readonly severities: ReadonlyMap<string, Tally>;
  /** Of what is right: under the labelled rule, with the labelled severity. */
  readonly sameRule: number;
  readonly sameSeverity: number;
  readonly info: number;
  readonly findings: number;
};

const none: Tally & { readonly missed: number } = { right: 0, false: 0, traps: 0, missed: 0 };

/**
 * Compares a report with labels. A finding hits a label that has its line, or that its trace visits and that has its symbol; among
 * violations that it hits it goes to the one with its symbol, then its rule, then one that no other has hit. A second finding on the same
 * violation and one on a debatable place count neither way. Findings are counted under their own rule where they are false, under the
 * label's where they are right.
 */
export function scoreOf({ labels, scope = [], exclude = [], project }: AccuracyLabels, report: AccuracyReport): Score {
  const root = project?.root ?? '.';
  const inRepository = (file: string): string => path.posix.normalize(path.posix.join(root, file));
  const counts = [globTest(scope), globTest(exclude)] as const;
  const rules = new Map<string, Tally & { missed: number }>();
  const confidences = new Map<string, Tally>();
  const severities = new Map<string, Tally>();
  const found = new Map<AccuracyLabel, AccuracyFinding>();
  let [info, findings] = [0, 0];
  const falseAlarm = (finding: AccuracyFinding, trap: boolean): void => {
    const one = { right: 0, false: 1, traps: trap ? 1 : 0 };
    add(rules, finding.ruleId, { ...one, missed: 0 }, none);
    add(confidences, finding.confidence, one, none);
    add(severities, finding.severity, one, none);
  };
  for (const finding of report.findings) {
    const file = inRepository(finding.file);
    if (!counts[0](file) || counts[1](file)) continue;
    findings++;
    if (finding.severity === 'info') {
      info++;
      continue;
    }
    const seen = [finding, ...(finding.trace ?? [])].map((one) => ({ file: inRepository(one.file), line: one.line }));
    const hit = labels.filter((label) => isHit(label, finding, seen));
    const fit = (label: AccuracyLabel): number =>
      (leaf(label.symbol) === leaf(finding.symbol) ? 4 : 0) +
      (label.rule === finding.ruleId ? 2 : 0) +
      (found.has(label) ? 0 : 1);
    const [best] = hit.filter(({ verdict }) => verdict === 'violation').sort((a, b) => fit(b) - fit(a));
    if (!best) {
      if (!hit.some(({ verdict }) => verdict === 'debatable')) falseAlarm(finding, hit.length > 0);
      continue;
    }
    const first = found.get(best);
    if (!first || (finding.ruleId === best.rule && first.ruleId !== best.rule)) found.set(best, finding);
  }
  let [sameRule, sameSeverity] = [0, 0];
  for (const label of labels.filter(({ verdict }) => verdict === 'violation')) {
    const finding = found.get(label);
    add(rules, label.rule, { ...none, ...(finding ? { right: 1 } : { missed: 1 }) }, none);
    if (!finding) continue;
    add(confidences, finding.confidence, { ...none, right: 1 }, none);
    add(severities, finding.severity, { ...none, right: 1 }, none);
    if (finding.ruleId === label.rule) sameRule++;
    if (finding.severity === label.severity) sameSeverity++;
  }
  return { rules, confidences, severities, sameRule, sameSeverity, info, findings };
}

function isHit(
  label: AccuracyLabel,
  finding: AccuracyFinding,
  seen: readonly { readonly file: string; readonly line: number }[],
): boolean {
  const lines = [label.line, ...(label.also ?? [])];
  const on = (one: { readonly file: string; readonly line: number }): boolean =>
    one.file === label.file && lines.includes(one.line);
  if (on(seen[0]!)) return true;
  return Boolean(finding.symbol) && leaf(finding.symbol) === leaf(label.symbol) && seen.some(on);
}

/** The last part of a qualified name. */
const leaf = (symbol: string | null | undefined): string => (symbol ?? '').split(/[.#]/).pop() ?? '';

function add<T extends object>(into: Map<string, T>, key: string, more: T, zero: T): void {
  const old = (into.get(key) ?? zero) as Record<string, number>;
  const sum = Object.fromEntries(
    Object.entries(more).map(([name, value]) => [name, (old[name] ?? 0) + (value as number)]),
  );
  into.set(key, sum as T);
}

/** The counts of many servers together. */
export function addScores(scores: readonly Score[]): Score {
  const rules = new Map<string, Tally & { missed: number }>();
  const confidences = new Map<string, Tally>();
  const severities = new Map<string, Tally>();
  const sum = { sameRule: 0, sameSeverity: 0, info: 0, findings: 0 };
  for (const score of scores) {
    for (const [rule, tally] of score.rules) add(rules, rule, tally, none);
    for (const [one, tally] of score.confidences) add(confidences, one, tally, none);
    for (const [one, tally] of score.severities) add(severities, one, tally, none);
    sum.sameRule += score.sameRule;
    sum.sameSeverity += score.sameSeverity;
    sum.info += score.info;
    sum.findings += score.findings;
  }
  return { rules, confidences, severities, ...sum };
}

const share = (part: number, of: number): string => (of === 0 ? '-' : (part / of).toFixed(2));

/** The tables, in Markdown. */
export function tables(score: Score, servers: number): string {
  const rules = [...score.rules].sort(([a], [b]) => (a < b ? -1 : 1));
  const all = rules.reduce(
    (sum, [, one]) => ({
      right: sum.right + one.right,
      false: sum.false + one.false,
      traps: sum.traps + one.traps,
      missed: sum.missed + one.missed,
    }),
    none,
  );
  const row = (name: string, { right, missed, false: wrong }: Tally & { missed: number }): string => {
    const f1 = share(2 * right, 2 * right + wrong + missed);
    return `| ${name} | ${share(right, right + wrong)} | ${share(right, right + missed)} | ${f1} | ${right} / ${missed} / ${wrong} |`;
  };
  const kinds = (title: string, names: readonly string[], found: ReadonlyMap<string, Tally>): readonly string[] => [
    `| ${title} | findings | P | share of what is right | labelled benign |`,
    '| --- | ---: | ---: | ---: | ---: |',
    ...names.map((name) => {
      const { right, false: wrong, traps } = found.get(name) ?? none;
      return `| ${name} | ${right + wrong} | ${share(right, right + wrong)} | ${share(right, all.right)} | ${traps} |`;
    }),
  ];
  return [
    `Over ${servers} servers:`,
    '',
    '| rule | P | R | F1 | right / missed / false |',
    '| --- | ---: | ---: | ---: | --- |',
    ...rules.map(([rule, one]) => row(`\`${rule}\``, one)),
    row('**all**', all),
    '',
    ...kinds('confidence', ['high', 'medium', 'low'], score.confidences),
    '',
    ...kinds('severity', ['error', 'warning'], score.severities),
    '',
    `Of what is right ${share(score.sameRule, all.right)} is told under the labelled rule and ${share(score.sameSeverity, all.right)} with the labelled`,
    `severity. ${share(all.traps, all.right + all.false)} of what is told was labelled benign, and ${share(score.info, score.findings)} of all findings are \`info\`.`,
  ].join('\n');
}
