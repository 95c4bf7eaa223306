import type { Rule } from './rule.ts';
import { stateFinding } from './state-finding.ts';

/** Flags, promise chains and lock objects that let a section run once at a time, in one process alone. */
const rule: Rule = {
  id: 'in-process-lock',
  title: 'Lock that holds in one process only',
  clauses: ['VI.1'],
  since: '0.1.0',
  maturity: 'preview',
  raisedBySeveral: true,
  consequences: ['not-shared', 'race'],
  docs: `Reports mutexes, semaphores, flags, lists of running keys, counters and chains of promises that let a section run once (or a few times) at a
time, where the section works on something that other processes reach too: rows, files, commands, other services, devices. Each process has
its own lock, so two processes run the section at the same moment.

Silent are: locks around work on this process's own memory and handles; work in progress that others only join; locks made anew for each
request or job; flags that are set at start and cleared at stop; sections that take a lock in a shared store or claim their rows
(\`SKIP LOCKED\`).
`,
  messages: {
    flag: {
      severity: 'error',
      what: '`{symbol}` lets a section run once at a time, in this process only',
      why: 'a second process has its own flag and runs the same section at the same moment',
      whyFunctions:
        'instances of a function run side by side, each with its own flag, and one that is frozen or recycled in the section never lowers it',
      fix: 'take a lock that all processes share in place of `{symbol}`: a PostgreSQL advisory lock, a Redis lock (SET NX with an expiry, redlock), or a unique row',
    },
    round: {
      severity: 'warning',
      what: '`{symbol}` keeps a section from running twice at a time, in this process only',
      why: 'a second process has its own flag, so what runs once here runs once in each process',
      fix: 'take a lease that all processes share in place of `{symbol}` (a Redis lock with an expiry, a row with a time), or hand the work to a shared queue with one worker at a time',
    },
    chain: {
      severity: 'error',
      what: '`{symbol}` queues a section behind a promise, in this process only',
      why: 'a second process has its own queue and runs the same section at the same moment',
      whyFunctions:
        'instances of a function run side by side, each with its own queue, and one that is recycled takes its queue along',
      fix: 'take a lock that all processes share in place of `{symbol}` (PostgreSQL advisory lock, Redis lock), or hand the work to a shared queue with one worker at a time',
    },
    mutex: {
      severity: 'error',
      what: '`{symbol}` is a lock of this process only, around work that other processes do too',
      why: 'a second process has its own lock and enters the section at the same moment',
      fix: 'take a lock that all processes share in place of `{symbol}`: redlock or redis-semaphore, SELECT ... FOR UPDATE, a PostgreSQL advisory lock',
    },
    limit: {
      severity: 'warning',
      what: '`{symbol}` limits what runs at a time, in this process only',
      why: 'each process allows as many of its own, so N processes go N times over the limit',
      fix: 'share the limit that `{symbol}` keeps: Bottleneck with `datastore: "ioredis"`, redis-semaphore, or a queue with a limiter',
    },
  },
  check(model, out) {
    for (const state of model.states)
      if (state.category === 'lock')
        out.finding(stateFinding(rule.id, Object.hasOwn(rule.messages, state.shape) ? state.shape : 'flag', state));
  },
};

export default rule;
