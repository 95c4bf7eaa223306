import { libraryMessages, tellComponents } from './component-finding.ts';
import type { Rule } from './rule.ts';

/** Components that could share their data through a backing service and keep it in the memory of one process. */
const rule: Rule = {
  id: 'memory-backend',
  title: 'Library component that keeps shared data in the memory of one process',
  clauses: ['VI.1', 'VI.2', 'VI.3'],
  since: '0.1.0',
  maturity: 'preview',
  consequences: ['not-shared', 'lost-on-restart', 'race', 'stale', 'unbounded'],
  docs: `Reports components of libraries that keep what all processes need in the memory of one: rate limiters that count by themselves, socket
servers without an adapter, cache modules, task stores and job queues with their default backend, buses that reach this process alone,
clients that stand in for a database (\`ioredis-mock\`).

What decides is the option that names the backend, followed through variables, spreads, factories, parameters and files. Every value
that it may have when the application is deployed counts: a store that is only set where an address is configured leaves the default in
memory. Silent are components whose option names a backing service on every way (\`backed\`, with the line), what only development or
tests use (\`dev-only\`), and what is made for one request or job and goes with it.
What looks into a component that is told itself is told once, with its other places in the trace.
`,
  messages: libraryMessages(
    'a second process has its own, so what one of them counts, keeps or announces does not reach the other, and a restart starts over',
  ),
  check(model, out) {
    tellComponents(rule.id, rule.messages, model, out);
  },
};

export default rule;
