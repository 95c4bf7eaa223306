import type { DatabaseFact } from '../link/model.ts';
import { libraryMessages, tellComponents } from './component-finding.ts';
import type { Finding, Rule } from './rule.ts';

/** Databases that run inside the process and keep their data on its disk, or in its memory. */
const rule: Rule = {
  id: 'embedded-database',
  title: 'Database inside the process',
  clauses: ['VI.2', 'VI.1'],
  since: '0.1.0',
  maturity: 'preview',
  consequences: ['lost-on-restart', 'not-shared', 'fills-disk'],
  docs: `Reports databases that run inside the process: SQLite through any driver or object mapper, LevelDB and LMDB, lowdb, NeDB, LokiJS,
node-persist and the like, in a file or in memory. Their data lies where no other process and no other machine can reach it.

What decides is the option that names the engine or the address (\`client\`, \`dialect\`, \`type\`, \`provider\`, \`file:\` URLs,
\`:memory:\`, the \`provider\` of a Prisma schema). Every value that it may have when the application is deployed counts, also where a setting chooses it; branches for
development and tests do not. Silent are connections to a database server, and scratch databases of one request or job.
`,
  messages: {
    ...libraryMessages(
      'a second process, or the next one after a deploy on another disk, has a database of its own that misses what was written here',
    ),
    schema: {
      severity: 'error',
      what: '`{symbol}` of {unit} keeps the tables in a SQLite file of this machine',
      why: 'a second process, or the next one after a deploy on another disk, has a database of its own that misses what was written here',
      fix: 'set `provider = "postgresql"` (or mysql, sqlserver, cockroachdb) in place of `{symbol}`, and give its address',
    },
  },
  check(model, out) {
    for (const fact of model.deployment?.databases ?? []) out.finding(schemaFinding(fact));
    tellComponents(rule.id, rule.messages, model, out);
  },
};

function schemaFinding({ span, unit, setting, processes }: DatabaseFact): Finding {
  return {
    ruleId: rule.id,
    messageId: 'schema',
    data: { symbol: setting, unit },
    span,
    symbol: setting,
    holder: 'manifest',
    consequences: ['lost-on-restart', 'not-shared'],
    confidence: 'high',
    trace: [{ span, messageId: 'configured', data: { callee: setting } }],
    writes: [],
    processes,
  };
}

export default rule;
