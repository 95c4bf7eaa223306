import type { Rule } from './rule.ts';
import { stateFinding } from './state-finding.ts';

/** Flags and promise chains that let one section run at a time, in one process alone. */
const rule: Rule = {
  id: 'in-process-lock',
  title: 'Lock that holds in one process only',
  clauses: ['VI.1'],
  since: '0.1.0',
  maturity: 'preview',
  consequences: ['not-shared', 'race'],
  docs: `Reports flags, lists of running keys and chains of promises that let a section run once at a time, where the section works on something that
other processes reach too. Each process has its own flag, so two processes run the section at the same moment.
`,
  messages: {
    flag: {
      severity: 'error',
      what: '`{symbol}` lets a section run once at a time, in this process only',
      why: 'a second process has its own flag and runs the same section at the same moment',
      fix: 'take a lock that all processes share in place of `{symbol}`: a PostgreSQL advisory lock, a Redis lock (SET NX with an expiry, redlock), or a unique row',
    },
    chain: {
      severity: 'error',
      what: '`{symbol}` queues a section behind a promise, in this process only',
      why: 'a second process has its own queue and runs the same section at the same moment',
      fix: 'take a lock that all processes share in place of `{symbol}` (PostgreSQL advisory lock, Redis lock), or hand the work to a shared queue with one worker at a time',
    },
  },
  check(model, out) {
    for (const state of model.states)
      if (state.category === 'lock')
        out.finding(stateFinding(rule.id, state.shape === 'chain' ? 'chain' : 'flag', state));
  },
};

export default rule;
