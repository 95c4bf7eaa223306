import type { Component, ProgramModel } from '../link/model.ts';
import type { Severity } from '../report/report.ts';
import type { Finding, MessageTemplate, RuleOutput, TraceStep } from './rule.ts';

/**
 * The messages of a rule for what libraries keep, one for each severity that an entry of the catalogue may have. `why` says what two
 * processes or a kill make of it; what is kept and the way out are the entry's.
 */
export function libraryMessages(why: string): Readonly<Record<string, MessageTemplate>> {
  const message = (severity: Severity): MessageTemplate => ({
    severity,
    what: '`{symbol}` of {package} {keeps}',
    why,
    fix: 'for `{symbol}`, {wayOut}',
  });
  return { library: message('error'), 'library-warning': message('warning'), 'library-info': message('info') };
}

/** The finding of a component: the trace goes from what is kept to the call, the option that decides, and what starts it. */
function componentFinding(component: Component, messages: Readonly<Record<string, MessageTemplate>>): Finding {
  const { symbol, span, use, option, path } = component;
  const elsewhere = use.file !== span.file || use.start !== span.start;
  const trace: TraceStep[] = [{ span, messageId: 'configured', data: { callee: symbol } }];
  if (elsewhere) trace.push({ span: use, messageId: 'handed', data: { callee: component.package } });
  if (option && (option.span.file !== span.file || option.span.start !== span.start))
    trace.push({ span: option.span, messageId: 'decided', data: { name: option.name } });
  for (const step of path) {
    const [a = '', b = ''] = step.what.split('|');
    if (step.kind === 'call') trace.push({ span: step.span, messageId: 'called', data: { by: a, callee: b } });
    else
      trace.push({
        span: step.span,
        messageId: a === 'an anonymous function' ? 'registered-inline' : a === 'the module' ? 'loaded' : 'registered',
        data: { name: a, root: b },
      });
  }
  for (const { name, span: look } of component.looks ?? [])
    trace.push({ span: look, messageId: 'looked-up', data: { name } });
  const wanted = component.message ?? (component.severity === 'error' ? 'library' : `library-${component.severity}`);
  return {
    ruleId: component.rule,
    messageId: Object.hasOwn(messages, wanted) ? wanted : 'library',
    data: { symbol, package: component.package, keeps: component.keeps, wayOut: component.wayOut },
    span,
    symbol,
    holder: 'component',
    consequences: component.consequences,
    confidence: component.confidence,
    trace,
    writes: [`entry:${component.entry}`],
    processes: component.processes,
  };
}

/** Tells the components that a rule speaks of: findings, and silences with their proofs. */
export function tellComponents(
  rule: string,
  messages: Readonly<Record<string, MessageTemplate>>,
  model: ProgramModel,
  out: RuleOutput,
): void {
  for (const component of model.components ?? []) {
    if (component.rule !== rule) continue;
    if (component.verdict === 'report') out.finding(componentFinding(component, messages));
    else
      out.silence({
        span: component.span,
        symbol: component.symbol,
        reason: component.reason ?? 'backed',
        proof: component.proof,
        ...(component.backing ? { backing: component.backing, processes: component.processes } : {}),
      });
  }
}
