import type { LibraryEntry } from '../libraries.ts';

/** Databases that run inside the process, and object mappers that may open one. */
export const databases: readonly LibraryEntry[] = [
  {
    id: 'better-sqlite3-open',
    packages: ['better-sqlite3', 'better-sqlite3-multiple-ciphers'],
    source: 'better-sqlite3@12.11.1: lib/database.js',
    use: {
      form: 'call',
      callee: ['new .default', '.default'],
    },
    verdict: 'report',
    rule: 'embedded-database',
    severity: 'error',
    consequences: ['lost-on-restart', 'not-shared'],
    keeps: 'opens a SQLite database inside this process, in a file of this machine or in memory',
    wayOut: 'connect to a database server, for instance with `new Pool()` of pg',
  },
  {
    id: 'knex-sqlite',
    packages: ['knex'],
    source: 'knex@3.3.0: lib/constants.js, lib/dialects',
    use: {
      form: 'call',
      callee: ['.default', '.knex'],
    },
    verdict: 'report',
    decide: [
      {
        argument: 0,
        option: 'client',
        unsafe: ['=sqlite3', '=sqlite', '=better-sqlite3'],
        safe: [
          '=pg',
          '=postgres',
          '=postgresql',
          '=mysql',
          '=mysql2',
          '=mssql',
          '=tedious',
          '=oracledb',
          '=cockroachdb',
          '=redshift',
          '=pgnative',
        ],
      },
    ],
    rule: 'embedded-database',
    severity: 'error',
    consequences: ['lost-on-restart', 'not-shared'],
    keeps: 'opens a SQLite database inside this process',
    wayOut: "set `client: 'pg'` with a `connection` to a server",
    service: 'the database server',
  },
];
