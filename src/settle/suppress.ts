import { nearest } from '../diagnostics/nearest.ts';
import { isBelow } from '../paths/repo-path.ts';
import type { ReportFinding } from '../report/report.ts';
import type { Finding, Rule, Span } from '../rules/rule.ts';
import { isCalendarDate } from '../text/calendar.ts';
import { byCodeUnit } from '../text/order.ts';
import { DIRECTIVES, type Directive, readDirective } from './directive.ts';
import { relativeTo } from './relative.ts';

/** A comment to this tool, as extract found it: `next` is the offset of the next code (-1: none), `first` says that no code stands before it. */
export type Comment = {
  readonly text: string;
  readonly s: number;
  readonly e: number;
  readonly next: number;
  readonly first: boolean;
};

/** A comment with its words and its lines (1-based). */
export type Remark = {
  readonly directive: Directive;
  readonly span: Span;
  readonly line: number;
  readonly endLine: number;
  /** Line of the next code; null where there is none. */
  readonly nextLine: number | null;
  readonly first: boolean;
};

export type SuppressContext = {
  /** DIR, repository-relative. */
  readonly dir: string;
  /** UTC date of the run. */
  readonly now: string;
  readonly rules: readonly Rule[];
  /** Whether a rule was asked about a file (repository-relative). */
  readonly isJudged: (ruleId: string, file: string) => boolean;
  /** Nothing failed: what is not found is not there. */
  readonly complete: boolean;
};

/** What suppressions make of a report's findings. */
export type Suppressed = {
  /** What stays: `new`, or `expired` where its suppression has run out. */
  readonly findings: readonly ReportFinding[];
  readonly suppressed: readonly ReportFinding[];
  /** What is wrong with the comments themselves, for the rules about them. */
  readonly remarks: readonly Finding[];
};

/** One suppression with everything that it needs, and where it holds. */
type Suppression = Remark & { readonly rules: readonly string[]; readonly holds: (line: number) => boolean };

/**
 * Holds findings against the comments of their files (repository-relative path → comments in the order of the file). A suppression
 * holds findings of the rules that it names, on the lines that it stands for, if it gives a reason and has not run out.
 */
export function suppress(
  findings: readonly ReportFinding[],
  remarksOf: ReadonlyMap<string, readonly Remark[]>,
  context: SuppressContext,
): Suppressed {
  const remarks: Finding[] = [];
  const decided = new Map<ReportFinding, ReportFinding>();
  const byFile = new Map<string, ReportFinding[]>();
  for (const finding of findings) {
    const own = byFile.get(finding.file);
    if (own) own.push(finding);
    else byFile.set(finding.file, [finding]);
  }
  for (const [file, all] of [...remarksOf].sort(([a], [b]) => byCodeUnit(a, b))) {
    if (!isBelow(file, context.dir)) continue;
    const own = byFile.get(relativeTo(context.dir, file)) ?? [];
    for (const one of suppressionsOf(all, context, remarks)) hold(own, one, context, decided, remarks);
  }
  const settled = findings.map((finding) => decided.get(finding) ?? finding);
  return {
    findings: settled.filter(({ status }) => status !== 'suppressed'),
    suppressed: settled.filter(({ status }) => status === 'suppressed'),
    remarks,
  };
}

/** The suppressions of one file; what is wrong with the others goes to `remarks`. */
function suppressionsOf(all: readonly Remark[], context: SuppressContext, remarks: Finding[]): Suppression[] {
  const found: Suppression[] = [];
  const open: { readonly remark: Remark; readonly rules: readonly string[] }[] = [];
  for (const remark of all) {
    const { kind, word, names } = remark.directive;
    if (kind === 'assert') continue;
    if (kind === null) {
      const data = { near: near(word, [...DIRECTIVES.keys()]) };
      remarks.push(remarkOn(remark, 'suppression-unknown-rule', 'directive', word, data));
    } else if (kind === 'end') {
      const at = open.findLastIndex((one) => names.length === 0 || sameNames(one.remark.directive.names, names));
      const [start] = at < 0 ? [] : open.splice(at, 1);
      if (start) found.push({ ...start.remark, rules: start.rules, holds: between(start.remark, remark) });
      else remarks.push(remarkOn(remark, 'suppression-unused', 'no-start', wordOf(remark), {}));
    } else {
      const rules = rulesOf(remark, context, remarks);
      if (kind === 'start') open.push({ remark, rules });
      else if (rules.length > 0 && kind === 'file' && !remark.first)
        remarks.push(remarkOn(remark, 'suppression-unused', 'not-first', rules.join(', '), {}));
      else found.push({ ...remark, rules, holds: linesOf(remark) });
    }
  }
  for (const { remark, rules } of open)
    if (rules.length > 0) remarks.push(remarkOn(remark, 'suppression-unused', 'no-end', rules.join(', '), {}));
  return found;
}

/** A finding this many lines away is likely the one that was meant. */
const NEAR = 10;

/** Decides what one suppression does to the findings of its file, and whether it does anything. */
function hold(
  own: readonly ReportFinding[],
  one: Suppression,
  context: SuppressContext,
  decided: Map<ReportFinding, ReportFinding>,
  remarks: Finding[],
): void {
  const { directive, span, line } = one;
  const { until } = directive;
  const problem =
    until === null || (isCalendarDate(until) && until >= context.now)
      ? null
      : isCalendarDate(until)
        ? 'expired'
        : 'malformed';
  const waiver = {
    reason: directive.reason,
    owner: directive.owner,
    approvedBy: '',
    ticket: '',
    until: until ?? '',
    where: `${relativeTo(context.dir, span.file)}:${line}`,
  };
  const judged = one.rules.filter((rule) => context.isJudged(rule, span.file));
  for (const rule of judged) {
    const held = own.filter((finding) => finding.ruleId === rule && one.holds(finding.line));
    for (const finding of held) {
      // One that is in force is stronger than one that has run out.
      if (problem === null) decided.set(finding, { ...finding, status: 'suppressed', waiver });
      else if (!decided.has(finding)) decided.set(finding, { ...finding, status: 'expired', waiver });
    }
    if (held.length > 0 || problem !== null || !context.complete) continue;
    const others = own
      .filter((finding) => finding.ruleId === rule && Math.abs(finding.line - line) <= NEAR)
      .map((finding) => finding.line);
    const [closest] = others.sort((a, b) => Math.abs(a - line) - Math.abs(b - line) || a - b);
    remarks.push(
      closest === undefined
        ? remarkOn(one, 'suppression-unused', 'unused', rule, {})
        : remarkOn(one, 'suppression-unused', 'elsewhere', rule, { line: String(closest) }),
    );
  }
  if (problem !== null && judged.length > 0)
    remarks.push(remarkOn(one, 'suppression-expired', problem, judged.join(', '), { until: until ?? '' }));
}

/** The rules that a comment suppresses; empty where it gives no reason. What is wrong goes to `remarks`. */
function rulesOf(remark: Remark, { rules }: SuppressContext, remarks: Finding[]): string[] {
  const { names, word, reason } = remark.directive;
  if (names.length === 0) remarks.push(remarkOn(remark, 'suppression-unknown-rule', 'none', word, {}));
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const found = names.filter((name) => {
    const rule = known.get(name);
    if (rule && !rule.meta) return true;
    const data = {
      near: near(
        name,
        [...known.values()].filter(({ meta }) => !meta).map(({ id }) => id),
      ),
    };
    remarks.push(remarkOn(remark, 'suppression-unknown-rule', rule ? 'meta' : 'unknown', name, data));
    return false;
  });
  if (found.length === 0 || reason !== '') return found;
  remarks.push(remarkOn(remark, 'suppression-no-reason', 'missing', found.join(', '), { directive: word }));
  return [];
}

function linesOf({ directive, line, endLine, nextLine }: Remark): (line: number) => boolean {
  if (directive.kind === 'file') return () => true;
  if (directive.kind === 'line') return (at) => at === line || at === endLine;
  return (at) => at === nextLine;
}

function between(start: Remark, end: Remark): (line: number) => boolean {
  return (at) => at >= start.line && at <= end.endLine;
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}

function wordOf({ directive }: Remark): string {
  return directive.names.length === 0 ? directive.word : directive.names.join(', ');
}

/** Longer words are no misspelling of a rule. */
const LONGEST_WORD = 60;

/** A hint on what was meant, as the end of a sentence; empty where nothing is near. */
function near(word: string, candidates: readonly string[]): string {
  if (word.length > LONGEST_WORD) return '';
  const [best] = nearest(word, candidates, 1);
  return best === undefined ? '' : `; the nearest is \`${best}\``;
}

/** A finding about a comment itself. Its symbol is what the comment names, so that it is recognised from run to run. */
export function remarkOn(
  { span }: Pick<Remark, 'span'>,
  ruleId: string,
  messageId: string,
  symbol: string,
  data: Readonly<Record<string, string>>,
): Finding {
  return {
    ruleId,
    messageId,
    data: { symbol, ...data },
    span,
    symbol,
    holder: 'comment',
    consequences: [],
    confidence: 'high',
    trace: [],
    writes: [],
    processes: [],
  };
}

/** Comments with their words and lines. Those of files without a text are left out. */
export function readRemarks(
  comments: ReadonlyMap<string, readonly Comment[]>,
  lineAt: (file: string, offset: number) => number | undefined,
): Map<string, Remark[]> {
  return new Map(
    [...comments].map(([file, all]) => [
      file,
      all.flatMap(({ text, s, e, next, first }): Remark[] => {
        const line = lineAt(file, s);
        if (line === undefined) return [];
        const nextLine = next < 0 ? null : (lineAt(file, next) ?? null);
        return [
          {
            directive: readDirective(text),
            span: { file, start: s, end: e },
            line,
            endLine: lineAt(file, Math.max(s, e - 1)) ?? line,
            nextLine,
            first,
          },
        ];
      }),
    ]),
  );
}
