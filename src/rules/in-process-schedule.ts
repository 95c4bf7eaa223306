import type { Schedule } from '../link/model.ts';
import type { Finding, Rule, TraceStep } from './rule.ts';

/** Recurring and delayed work that one process keeps for itself: N processes do it N times, a restart loses it. */
const rule: Rule = {
  id: 'in-process-schedule',
  title: 'Work scheduled in the memory of one process',
  clauses: ['VI.1'],
  since: '0.1.0',
  maturity: 'preview',
  consequences: ['duplicated', 'lost-on-restart'],
  docs: `Reports work that a process arms for itself with a timer, a cron library, a decorator, or a debounce or throttle, where that work acts outside
the process: it writes rows or files, puts messages on a queue, calls other services, runs commands.

Each process has a timer of its own, so N processes do the work N times; a restart starts the period anew and drops what was waiting.

What decides is what the work does, followed through the calls of the program. Silent are: timers that only wait or give up (a sleep, a
time-out that aborts), delays of at most a second that nothing postpones, timers that belong to one request and are cleared when it ends,
work on this process's own memory and handles (pruning a map, a heart-beat of live sockets, a reconnect), metrics, what a process
says of itself under a name of its own, a file that is removed before a minute is over, and work that is claimed in a shared store
before it is done. Work that is left running after the response without a timer is no schedule.
`,
  messages: {
    recurring: {
      severity: 'warning',
      what: '`{callee}` runs `{symbol}` again and again in every process ({act})',
      why: 'two processes do it twice, and a restart starts the period anew',
      fix: "let one scheduler start `{symbol}` for all processes: a repeatable job of a queue (BullMQ, pg-boss, Agenda), the platform's cron, or a lease in a shared store that is held for the whole period",
    },
    delayed: {
      severity: 'warning',
      what: '`{callee}` puts off `{symbol}` in the memory of this process ({act})',
      why: 'a restart before the timer fires drops the work, and nothing else knows that it is due',
      fix: 'put the work of `{symbol}` on a queue that keeps delayed jobs (BullMQ `delay`, pg-boss `startAfter`), or store when it is due and let a scheduler pick it up',
    },
    debounced: {
      severity: 'warning',
      what: '`{callee}` holds back `{symbol}` in the memory of this process ({act})',
      why: 'a restart drops the call that waits, and every process counts the wait for itself',
      fix: 'do the work of `{symbol}` at once, or put it on a queue with a delayed job whose id makes it happen once (BullMQ `delay` and `deduplication`)',
    },
    pending: {
      severity: 'error',
      what: '`{callee}` stores later what only this process knows: `{symbol}` writes it ({act})',
      why: 'a process that is killed before the timer fires loses what was acknowledged already, and two processes write over each other',
      fix: 'store the change when it happens, and answer when `{symbol}` has written it; or keep it in a backing service (Redis) until it is written',
    },
    unknown: {
      severity: 'warning',
      what: '`{callee}` runs `{symbol}` in every process, and what it does could not be followed ({act})',
      why: 'if it works on something outside this process, two processes do it twice and a restart loses it',
      fix: "if `{symbol}` works on shared data, let one scheduler start it for all processes (a repeatable job of a queue, the platform's cron)",
    },
  },
  steps: {
    armed: '`{callee}` arms `{symbol}` here',
    acts: '`{by}` acts outside the process here ({act})',
    'arms-from': '`{by}` calls `{callee}` here, which leads to the timer',
    'arms-root': '`{name}` is registered here, which leads to the timer {root}',
  },
  check(model, out) {
    for (const schedule of model.schedules ?? []) {
      if (schedule.verdict.kind === 'report') out.finding(finding(schedule, schedule.verdict.shape));
      else
        out.silence({
          span: schedule.span,
          symbol: schedule.symbol,
          reason: schedule.verdict.reason,
          proof: schedule.proof,
        });
    }
  },
};

/** The trace goes from the arming call through what the work does to where it acts, then up to what arms it. */
function finding(s: Schedule, messageId: string): Finding {
  const trace: TraceStep[] = [{ span: s.span, messageId: 'armed', data: { callee: s.callee, symbol: s.symbol } }];
  for (const step of s.work)
    trace.push(
      step.kind === 'call'
        ? { span: step.span, messageId: 'called', data: { by: step.by, callee: step.callee } }
        : { span: step.span, messageId: 'acts', data: { by: step.by, act: step.callee } },
    );
  for (const step of s.path) {
    const [a = '', b = ''] = step.what.split('|');
    trace.push(
      step.kind === 'call'
        ? { span: step.span, messageId: 'arms-from', data: { by: a, callee: b } }
        : { span: step.span, messageId: 'arms-root', data: { name: a, root: b } },
    );
  }
  return {
    ruleId: rule.id,
    messageId,
    data: { symbol: s.symbol, callee: s.callee, act: s.act || 'not known' },
    span: s.span,
    symbol: s.symbol,
    holder: 'timer',
    consequences: s.consequences,
    confidence: s.confidence,
    trace,
    writes: s.effects.map((effect) => `${effect}:timer`),
    processes: s.processes,
  };
}

export default rule;
