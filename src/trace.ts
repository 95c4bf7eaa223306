import type { AnalyzeOptions } from './analyze.ts';
import type { PathStep, ProgramModel, State } from './link/model.ts';
import { runPipeline } from './pipeline.ts';
import type { Place } from './report/report.ts';
import type { Explanation, HolderAccess, HolderTrace } from './report/trace-view.ts';
import { rules } from './rules/index.ts';
import type { Finding, Span } from './rules/rule.ts';
import { deployedFinding, raisedSeverity } from './settle/deployed.ts';
import { createLocator, type Located } from './settle/locate.ts';
import { settleSeverity } from './settle/severity.ts';
import type { Source } from './source/source.ts';

/** A place in a file of the source: repository-relative, 1-based line, and a 1-based UTF-16 column where one is meant. */
export type TracePlace = { readonly file: string; readonly line: number; readonly column?: number };

/**
 * Everything known of the state of the process that is declared or written at a place: all of it on the line, or what the column
 * stands in. Where there is none, the nearest lines that have some. Rejects only on abort.
 */
export async function explainHolders(source: Source, options: AnalyzeOptions, at: TracePlace): Promise<Explanation> {
  const { model, texts, analysed, errors } = await runPipeline(source, options);
  const locator = createLocator('', texts);
  const located = (span: Span): Located => locator.locate(span) ?? locator.startOf(span.file);
  const place = (span: Span) => {
    const { file, line, column } = located(span);
    return { file, line, column };
  };
  const isThere = (span: Span) => span.file === at.file && holds(located(span), at);
  const spansOf = ({ span, writes }: State) => [span, ...writes.map((write) => write.span)];
  const states = model.states.filter((state) => spansOf(state).some(isThere));
  if (states.length === 0) {
    const lines = model.states.flatMap((state) =>
      spansOf(state)
        .filter(({ file }) => file === at.file)
        .map((span) => ({ line: located(span).line, symbol: state.symbol })),
    );
    return { holders: [], nearest: nearestLines(lines, at.line), analysed: analysed.includes(at.file), errors };
  }

  const findings = new Map<string, Finding>();
  for (const rule of rules) {
    const out = { finding: (one: Finding) => findings.set(keyOf(one), one), silence() {} };
    rule.check(model, out, { strict: options.strict === true });
  }
  const holders = states.map((state): HolderTrace => {
    const finding = findings.get(keyOf(state));
    return {
      ...place(state.span),
      symbol: state.symbol,
      holder: state.holder,
      lifetime: state.lifetime,
      writes: state.writes.map(
        (write): HolderAccess => ({
          ...place(write.span),
          kind: write.kind,
          context: write.contexts.join(', '),
          via: viaOf(write.path),
        }),
      ),
      reads: readsOf(state, place),
      category: state.category,
      runnerUp: state.runnerUp,
      verdict: finding
        ? { kind: 'finding', ...judged(finding, options, model.deployment) }
        : { kind: 'silence', reason: state.category },
      proof: state.proof && { file: state.proof.file, line: located(state.proof).line },
      why: state.why,
    };
  });
  return { holders, nearest: [], analysed: true, errors };
}

/** How many lines an error names. */
const MOST_NEAREST = 3;

type Line = Explanation['nearest'][number];

/** Each line once, with the names of all state there, by distance. */
function nearestLines(all: readonly Line[], from: number): readonly Line[] {
  const byLine = new Map<number, Set<string>>();
  for (const { line, symbol } of all) byLine.set(line, (byLine.get(line) ?? new Set()).add(symbol));
  return [...byLine]
    .map(([line, symbols]) => ({ line, symbol: [...symbols].join(', ') }))
    .sort((a, b) => Math.abs(a.line - from) - Math.abs(b.line - from) || a.line - b.line)
    .slice(0, MOST_NEAREST);
}

/** From what starts the write down to the function that writes: the model goes the other way. */
function viaOf(path: readonly PathStep[]): string[] {
  return [...path].reverse().flatMap(({ kind, what }) => {
    const [by = '', of = ''] = what.split('|');
    return kind === 'call' ? [of] : [of, by];
  });
}

/** One line for each place; the receiver of a call says less than the method that is called on it there. */
function readsOf(state: State, place: (span: Span) => Place): HolderAccess[] {
  // A call that writes reads its receiver at the same place: told once, as the write.
  const writes = new Set(state.writes.map(({ span }) => `${span.file}\n${span.start}`));
  const places = new Map<string, { span: Span; hows: Set<string>; contexts: Set<string> }>();
  for (const { span, how, contexts } of state.reads) {
    const key = `${span.file}\n${span.start}`;
    if (writes.has(key)) continue;
    const known = places.get(key) ?? { span, hows: new Set(), contexts: new Set() };
    known.hows.add(READS.get(how) ?? how);
    for (const context of contexts) known.contexts.add(context);
    places.set(key, known);
  }
  return [...places.values()].map(({ span, hows, contexts }) => {
    if (hows.size > 1) hows.delete(RECEIVER);
    return { ...place(span), kind: [...hows].join(', '), context: [...contexts].join(', '), via: [] };
  });
}

const RECEIVER = 'receiver of a call';

/** The uses of a value, as the facts name them, in words. */
const READS: ReadonlyMap<string, string> = new Map([
  ['recv', RECEIVER],
  ['callee', 'called'],
  ['arg', 'argument'],
  ['member', 'property read'],
  ['target', 'property written'],
  ['cond', 'decides a branch'],
  ['cmp', 'compared'],
  ['arith', 'calculated with'],
  ['return', 'returned'],
  ['await', 'awaited'],
  ['init', 'assigned'],
  ['prop', 'put into a literal'],
  ['iter', 'iterated'],
]);

/** A rule says one thing of a piece of state, which its declaration names. */
function keyOf({ span, symbol }: Pick<State | Finding, 'span' | 'symbol'>): string {
  return `${span.file}\n${span.start}\n${symbol}`;
}

function judged(finding: Finding, { severityAt, severities }: AnalyzeOptions, deployment: ProgramModel['deployment']) {
  const { ruleId, messageId, confidence, span } = finding;
  const rule = rules.find(({ id }) => id === ruleId);
  const ofMessage = rule?.messages[messageId]?.severity ?? 'error';
  const own = rule ? raisedSeverity(ofMessage, rule, deployedFinding(finding, rule, deployment)) : ofMessage;
  const configured = severityAt ? severityAt(ruleId, span.file) : severities?.get(ruleId);
  const severity = settleSeverity(own, configured);
  return { ruleId, confidence, severity: configured ? `${severity} (${configured.from})` : severity };
}

function holds(where: Located, { line, column }: TracePlace): boolean {
  if (line < where.line || line > where.endLine) return false;
  if (column === undefined) return true;
  return (line > where.line || column >= where.column) && (line < where.endLine || column <= where.endColumn);
}
