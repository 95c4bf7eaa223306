import { libraryMessages, tellComponents } from './component-finding.ts';
import type { Rule } from './rule.ts';
import { stateFinding } from './state-finding.ts';

/** Sessions, login state and per-client protocol sessions in the memory of one process. */
const rule: Rule = {
  id: 'memory-session',
  title: 'Session data kept in the memory of one process',
  clauses: ['VI.5'],
  since: '0.1.0',
  maturity: 'preview',
  raisedBySeveral: true,
  consequences: ['lost-on-restart', 'not-shared', 'unbounded'],
  docs: `Reports data that belongs to the session of a user or client, found again by later requests under the identity of that session, and kept in
process memory: maps from a session id, token or cookie to what the server knows of the client, maps from a protocol session to its transport,
and session libraries with their default store, a store in memory or one in local files.

The next request of the same client may reach another process, which does not know the session; a restart logs everybody out.

Silent are sessions that lie in the client's cookie, and stores that every way hands to a backing service (\`backed\`, with the line).
`,
  messages: {
    ...libraryMessages('the client is unknown to every other process, and a restart or another disk ends all sessions'),
    map: {
      severity: 'error',
      what: '`{symbol}` keeps data of client sessions in the memory of this process {when}',
      why: 'the client is unknown to every other process, and a restart ends all sessions',
      whyFunctions:
        'the next request of a client may run in another instance of the function, which knows no session, and recycled instances take theirs along',
      fix: 'keep the sessions in a store that expires them and that all processes share (Redis or Memcached, for instance through connect-redis), keyed as `{symbol}` is',
    },
  },
  check(model, out) {
    tellComponents(rule.id, rule.messages, model, out);
    for (const state of model.states)
      if (state.category === 'session') out.finding(stateFinding(rule.id, 'map', state));
  },
};

export default rule;
