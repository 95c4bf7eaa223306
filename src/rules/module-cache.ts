import type { State } from '../link/model.ts';
import type { Consequence } from '../report/report.ts';
import { libraryMessages, tellComponents } from './component-finding.ts';
import type { Rule } from './rule.ts';
import { stateFinding } from './state-finding.ts';

/** Copies of data that lives elsewhere, kept in the memory of one process. */
const rule: Rule = {
  id: 'module-cache',
  title: 'Copy of shared data kept in the memory of one process',
  clauses: ['VI.3'],
  since: '0.1.0',
  maturity: 'stable',
  consequences: ['not-shared', 'stale', 'unbounded'],
  docs: `Reports copies, in process memory, of data that can be fetched or computed again: read-through caches, tables loaded once and refreshed,
values kept with a time stamp, libraries whose default store is this process (\`Keyv\` without a store, response caches, default caches of
GraphQL servers), memos of libraries (memoizee, lodash's \`memoize\` and \`once\`, p-memoize) around a function that asks another process.
When the source changes, each process goes on with the copy that it happens to have.

Silent are memos of pure functions and of files shipped with the build, and what is loaded once from the environment. The preset
\`sharenothing:strict\` tells of the memos too, as \`info\`: they answer rightly everywhere, and cost memory and a cold start in each process.
`,
  messages: {
    ...libraryMessages(
      'when the data changes, or another process changes it, this process goes on answering with its old copy',
    ),
    miss: {
      severity: 'warning',
      what: '`{symbol}` keeps a copy of fetched data in the memory of this process, filled on a miss {when}',
      why: 'when the data changes, or another process changes it, this process goes on answering with its old copy',
      whyFunctions:
        'every instance fills its own copy after a cold start, and a frozen one answers with an old copy when it is thawed',
      fix: 'keep the copies of `{symbol}` in a shared cache with an expiry (Redis SET with EX, Memcached), or read the source each time',
    },
    refreshed: {
      severity: 'warning',
      what: '`{symbol}` is a copy of fetched data in the memory of this process, refreshed by age or on a timer',
      why: 'two processes refresh at different moments, so the answer depends on which one is asked',
      whyFunctions:
        'a frozen instance refreshes nothing: timers stand still, and its first answers after a thaw come from the old copy',
      fix: 'keep the copy of `{symbol}` in a shared cache with an expiry (Redis SET with EX, Memcached), so that all processes see the same one',
    },
    boot: {
      severity: 'warning',
      what: '`{symbol}` is a copy of data that this process loads once at start-up from where others can change it',
      why: 'after a change, processes started before it and after it answer differently until all are restarted',
      whyFunctions:
        'instances live for unknown times: after a change, those started before it answer differently until they are recycled',
      fix: 'read `{symbol}` from its source when it is needed, or keep the copy in a shared cache with an expiry (Redis SET with EX)',
    },
    loaded: {
      severity: 'warning',
      what: '`{symbol}` is a copy of loaded data in the memory of this process, changed {when}',
      why: 'another process does not see the change and goes on with its own copy',
      whyFunctions: 'another instance does not see the change, and a recycled one has lost it',
      fix: 'read `{symbol}` from its source when it is needed, or keep the copy in a shared cache (Redis) that a change invalidates for all processes',
    },
    written: {
      severity: 'error',
      what: '`{symbol}` is a copy of stored data in the memory of this process, changed and stored anew {when}',
      why: 'another process goes on with its own copy, and what it stores next overwrites this change',
      whyFunctions:
        'another instance goes on with its own copy, and what it stores next overwrites this change; a frozen one does so with an old copy',
      fix: 'change the data where it is stored, in one step (a transaction, an atomic update), and read `{symbol}` from there, or keep the copy in a shared cache (Redis) that a change invalidates for all processes',
    },
    changed: {
      severity: 'error',
      what: '`{symbol}` is a copy of stored data in the memory of this process, and what changes in the store changes in this copy alone {when}',
      why: 'another process goes on with what it loaded: it does not know what was added here, and lets through what was taken away',
      whyFunctions:
        'another instance goes on with what it loaded: it does not know what was added here, and lets through what was taken away',
      fix: 'read `{symbol}` from where it is stored when something depends on it, or keep the copy in a shared cache (Redis) that a change invalidates for all processes',
    },
    memo: {
      severity: 'info',
      what: '`{symbol}` remembers results of a pure function in the memory of this process, filled {when}',
      why: 'each process computes and holds its own; the answers are the same, while memory and the first requests after a start are not',
      fix: 'leave it as it is where it is bounded and cheap to fill again; else bound `{symbol}`, or keep the results in a shared cache (Redis)',
    },
  },
  check(model, out, options) {
    tellComponents(rule.id, rule.messages, model, out);
    for (const state of model.states) {
      if (state.category === 'cache')
        out.finding(stateFinding(rule.id, CACHE_SHAPES.has(state.shape) ? state.shape : 'loaded', state));
      else if (state.category === 'pure-memo' && options?.strict)
        out.finding({ ...stateFinding(rule.id, 'memo', state), consequences: memoConsequences(state) });
    }
  },
};

/** Shapes of caches that have a message of their own. */
const CACHE_SHAPES: ReadonlySet<string> = new Set(['miss', 'refreshed', 'boot', 'loaded', 'written', 'changed']);

/** A memo is lost without harm and never stale: what is left is that each process has its own, and that it may grow. */
function memoConsequences({ unbounded }: State): readonly Consequence[] {
  return unbounded ? ['not-shared', 'unbounded'] : ['not-shared'];
}

export default rule;
