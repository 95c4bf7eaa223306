import type { State, StateWrite } from '../link/model.ts';
import type { Finding, TraceStep } from './rule.ts';

/** Context names as a sentence ends with them. */
const WHEN: Readonly<Record<string, string>> = {
  request: 'while it serves requests',
  job: 'while it works on jobs',
  connection: 'when clients connect',
  event: 'when events arrive',
  timer: 'on a timer',
  later: 'after start-up',
  boot: 'at start-up',
  shutdown: 'at shutdown',
};
const ORDER = ['request', 'job', 'connection', 'event', 'timer', 'later', 'shutdown', 'boot'];

const firstContext = (w: StateWrite | undefined): string => ORDER.find((c) => w?.contexts.includes(c)) ?? 'later';

/** The finding that a rule makes of a piece of state: the trace goes declaration → write → what starts the write. */
export function stateFinding(
  ruleId: string,
  messageId: string,
  state: State,
  data: Readonly<Record<string, string>> = {},
): Finding {
  const write = state.writes[0];
  const steps: TraceStep[] = [{ span: state.span, messageId: 'declared', data: { symbol: state.symbol } }];
  if (write) {
    steps.push({ span: write.span, messageId: 'written', data: { by: write.by, symbol: state.symbol } });
    for (const s of write.path) {
      const [a = '', b = ''] = s.what.split('|');
      if (s.kind === 'call') steps.push({ span: s.span, messageId: 'called', data: { by: a, callee: b } });
      else
        steps.push({
          span: s.span,
          messageId: a === 'an anonymous function' ? 'registered-inline' : 'registered',
          data: { name: a, root: b },
        });
    }
  }
  // Other places that write it, so that a reader sees all that has to change.
  const seen = new Set(steps.map((s) => `${s.span.file}:${s.span.start}`));
  for (const w of state.writes.slice(1, 6)) {
    if (!w.contexts.some((c) => c !== 'boot' && c !== 'shutdown') || seen.has(`${w.span.file}:${w.span.start}`))
      continue;
    seen.add(`${w.span.file}:${w.span.start}`);
    steps.push({ span: w.span, messageId: 'written', data: { by: w.by, symbol: state.symbol } });
  }
  return {
    ruleId,
    messageId,
    data: { symbol: state.symbol, when: WHEN[firstContext(write)] ?? 'after start-up', ...data },
    span: state.span,
    symbol: state.symbol,
    holder: state.holder,
    consequences: state.consequences,
    confidence: state.confidence,
    trace: steps,
    writes: [
      ...new Set(
        state.writes.flatMap((w) =>
          w.contexts.filter((c) => c !== 'boot' && c !== 'shutdown').map((c) => `${w.kind}:${c}`),
        ),
      ),
    ].sort(),
    processes: state.processes,
  };
}
