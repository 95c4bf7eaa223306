import type { Deployment, SingleFact } from '../discover/deployment.ts';
import { orderClauses } from '../report/clauses.ts';
import { CONSEQUENCES } from '../report/consequences.ts';
import type { ReportError, ReportFinding, ReportTraceStep } from '../report/report.ts';
import { TRACE_MESSAGES } from '../report/trace-messages.ts';
import type { Finding, Rule, Span, TraceStep } from '../rules/rule.ts';
import { byCodeUnit } from '../text/order.ts';
import { deployedFinding, raisedSeverity } from './deployed.ts';
import type { Located, Locator } from './locate.ts';
import { type Rendered, renderMessage, renderSentence, renderTemplate } from './render.ts';
import { type ConfiguredSeverity, settleSeverity } from './severity.ts';

/** What settling one finding needs. `fail` takes what is wrong with the finding itself: a bug of a rule, told and not hidden. */
export type FindingContext = {
  readonly rules: ReadonlyMap<string, Rule>;
  /** What is configured for a rule in a file; undefined is what the rule's message says. */
  readonly severityAt: (ruleId: string, file: string) => ConfiguredSeverity | undefined;
  readonly locator: Locator;
  readonly deployment?: Deployment;
  /** Takes what hides the finding, once for each. */
  readonly hidden?: (by: SingleFact) => void;
  readonly fail: (error: ReportError) => void;
};

/**
 * One finding as the report tells it, with status `new` and the fingerprint given. Undefined where the rule is off, or where the
 * finding cannot be told at all (unknown rule or message), which is an entry of `errors`.
 */
export function settleFinding(
  judged: Finding,
  fingerprint: string,
  context: FindingContext,
): ReportFinding | undefined {
  const problem = (message: string) =>
    context.fail({ stage: 'settle', file: judged.span.file, rule: judged.ruleId, message });
  const rule = context.rules.get(judged.ruleId);
  if (!rule) return void problem(`a finding names the rule ${judged.ruleId}, which is not registered`);
  const ofRule = Object.hasOwn(rule.messages, judged.messageId) ? rule.messages[judged.messageId]! : undefined;
  if (!ofRule) return void problem(`the rule has no message ${judged.messageId}`);
  const deployed = deployedFinding(judged, rule, context.deployment);
  const { finding } = deployed;
  const { whyFunctions } = ofRule;
  const template = deployed.isFunction && whyFunctions !== undefined ? { ...ofRule, why: whyFunctions } : ofRule;
  const own = raisedSeverity(template.severity, rule, deployed);
  const severity = settleSeverity(own, context.severityAt(rule.id, finding.span.file));
  if (severity === 'off') return undefined;
  if (deployed.hiddenBy) context.hidden?.(deployed.hiddenBy);

  const filled = (rendered: Rendered, id: string) => {
    if (rendered.missing.length > 0) problem(`message ${id} has no value for ${rendered.missing.join(', ')}`);
    return rendered.text;
  };
  const placed = (span: Span): Located => {
    const located = context.locator.locate(span);
    if (!located) problem(`no text at ${span.file} ${span.start}..${span.end}`);
    return located ?? context.locator.startOf(span.file);
  };
  const step = (traced: TraceStep): ReportTraceStep => {
    const words = stepWords(rule, traced.messageId);
    if (words === undefined) problem(`no words for the trace step ${traced.messageId}`);
    const { file, line, column, snippet } = placed(traced.span);
    const message = filled(renderTemplate(words ?? traced.messageId, traced.data), traced.messageId);
    return { file, line, column, message, messageId: traced.messageId, data: { ...traced.data }, snippet };
  };

  const place = placed(finding.span);
  const consequences = [...CONSEQUENCES.keys()].filter((one) => finding.consequences.includes(one));
  return {
    ruleId: rule.id,
    severity,
    confidence: finding.confidence,
    message: filled(renderMessage(template, finding.data), finding.messageId),
    messageId: finding.messageId,
    data: { ...finding.data },
    file: place.file,
    line: place.line,
    column: place.column,
    endLine: place.endLine,
    endColumn: place.endColumn,
    snippet: place.snippet,
    symbol: finding.symbol,
    holder: finding.holder,
    writes: sortedSet(finding.writes),
    consequences,
    clauses: orderClauses(rule.clauses, consequences),
    processes: sortedSet(finding.processes),
    trace: finding.trace.map(step),
    fingerprint,
    status: 'new',
    help: filled(renderSentence(template.fix, finding.data), finding.messageId),
  };
}

/** The words of a trace step: the rule's own, else those that all rules share. */
function stepWords(rule: Rule, messageId: string): string | undefined {
  if (rule.steps && Object.hasOwn(rule.steps, messageId)) return rule.steps[messageId];
  return Object.hasOwn(TRACE_MESSAGES, messageId) ? TRACE_MESSAGES[messageId] : undefined;
}

function sortedSet(items: readonly string[]): string[] {
  return [...new Set(items)].sort(byCodeUnit);
}
