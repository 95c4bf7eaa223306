import type { ClauseId, Consequence } from './report.ts';

/** One clause of the Twelve-Factor App's factor VI (Processes), in our own words. */
export type Clause = {
  readonly id: ClauseId;
  readonly title: string;
  /** What a process has to do, as one sentence. */
  readonly requirement: string;
};

/** The clauses that a compliance report is organised by, in order. */
export const CLAUSES: readonly Clause[] = [
  {
    id: 'VI.1',
    title: 'processes are stateless and share nothing',
    requirement:
      'Any process can serve any request: no answer depends on memory, locks or sockets that only one process has.',
  },
  {
    id: 'VI.2',
    title: 'data that must persist lives in a backing service',
    requirement:
      'What must outlive the process is kept in a database, an object store or another backing service, never only in the process or on its disk.',
  },
  {
    id: 'VI.3',
    title: 'memory and disk are a brief cache of one transaction',
    requirement:
      'Memory and files may serve one request or job while it runs; nothing kept there is assumed to be there for a later one.',
  },
  {
    id: 'VI.4',
    title: 'assets are compiled in the build stage',
    requirement: 'Code and assets are compiled and bundled before the process starts, not while it runs.',
  },
  {
    id: 'VI.5',
    title: 'no sticky sessions',
    requirement:
      'Session data lives in a shared store that expires it, so that no client needs to come back to the same process.',
  },
];

const BY_ID = new Map(CLAUSES.map((clause) => [clause.id, clause]));

/** The clause of an id. */
export function clauseOf(id: ClauseId): Clause {
  return BY_ID.get(id)!;
}

/**
 * The clauses of a finding, the one that its consequences speak of first: data that is lost for good breaks VI.2, what a later request
 * does not find or finds stale breaks VI.3. The others follow in the rule's order.
 */
export function orderClauses(ofRule: readonly ClauseId[], consequences: readonly Consequence[]): ClauseId[] {
  const first: ClauseId | undefined = consequences.includes('lost-on-restart')
    ? 'VI.2'
    : consequences.some((one) => one === 'not-shared' || one === 'stale')
      ? 'VI.3'
      : undefined;
  // A rule that breaks the general clause breaks it first, whatever follows from it.
  if (first === undefined || !ofRule.includes(first) || ofRule[0] === 'VI.1') return [...ofRule];
  return [first, ...ofRule.filter((id) => id !== first)];
}
