import type { Rule } from './rule.ts';
import { stateFinding } from './state-finding.ts';

/**
 * State that lives as long as the process and is the only copy. Sources: the Twelve-Factor App, factor VI (Processes).
 */
const rule: Rule = {
  id: 'module-state',
  title: 'State kept in the memory of one process',
  clauses: ['VI.1'],
  since: '0.1.0',
  maturity: 'stable',
  consequences: ['lost-on-restart', 'not-shared', 'race', 'unbounded', 'duplicated'],
  docs: `Reports state that lives as long as the process, is written after start-up, and is the only copy of what it holds: module variables,
static fields, fields of objects that exist once in a process, variables captured by handlers, properties of the global object.

A record of data is one piece of state, however deep it is written: a literal of several properties without methods, and all that stands
in a field. A field that no class declares belongs to the base whose methods write it.

With two processes each has its own copy, so the answer depends on which one is asked; when a process is killed, its copy is gone.

Silent are: what is written only while modules load or at start-up; clients and connections made on first use; work in progress that
is dropped when it settles; memos of pure functions; timer handles, latches and other upkeep of the process itself; metrics; fields
that are stored with their object and restored from there; connections that are told what a bus tells to every process; what is
written under a test for development or tests alone.
`,
  messages: {
    collection: {
      severity: 'error',
      what: '`{symbol}` collects data in the memory of this process {when}, and nothing else holds a copy',
      why: 'a second process never sees what was put in here, and a restart loses all of it',
      whyFunctions:
        'the platform freezes this instance between requests, runs others beside it and recycles it without notice: what was put in here is gone, or unseen by the next request',
      fix: 'keep the entries of `{symbol}` in a backing service that all processes share, for instance a Redis hash (HSET/HGET/HDEL) or a database table, and read them from there',
    },
    counter: {
      severity: 'error',
      what: '`{symbol}` is counted up in the memory of this process {when}',
      why: 'each process counts for itself, so two of them give the same number twice, and a restart starts over',
      whyFunctions:
        'every instance of the function counts for itself and starts over when it is recycled, so the same number comes up many times',
      fix: 'count in a backing service with an atomic operation, for instance Redis INCR or a database sequence, in place of `{symbol}`',
    },
    slot: {
      severity: 'error',
      what: '`{symbol}` is overwritten in the memory of this process {when}, and nothing else holds a copy',
      why: 'another process still answers with its own old value, and a restart forgets the change',
      whyFunctions:
        'the next request may run in another instance, or in a new one after this one was recycled, and finds the old value',
      fix: 'store the value of `{symbol}` in a backing service (a Redis key, a database row) when it changes and read it from there, or hand it on as an argument if it belongs to one request',
    },
    random: {
      severity: 'error',
      what: '`{symbol}` is made at random by each process {when}, and clients bring back what comes of it',
      why: 'what one process gave out, another refuses, and so does the same one after a restart',
      fix: 'give all processes one value for `{symbol}`, from the configuration (an environment variable, a secret store) or from a backing service that keeps the first one',
    },
  },
  check(model, out, options) {
    for (const state of model.states) {
      if (state.category === 'state')
        out.finding(stateFinding(rule.id, state.shape in rule.messages ? state.shape : 'slot', state));
      else if (!REPORTED.has(state.category) && !(options?.strict && state.category === REPORTED_IF_STRICT))
        out.silence({ span: state.span, symbol: state.symbol, reason: state.category, proof: state.proof });
    }
  },
};

/** Categories that other rules report. */
const REPORTED = new Set(['cache', 'session', 'lock']);
/** What module-cache reports for those who want to know all. */
const REPORTED_IF_STRICT = 'pure-memo';

export default rule;
