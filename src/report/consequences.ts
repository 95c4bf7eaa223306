import type { Consequence } from './report.ts';

/** Every consequence in fixed order, with what a user of the server would notice, as the end of a sentence. */
export const CONSEQUENCES: ReadonlyMap<Consequence, string> = new Map<Consequence, string>([
  ['lost-on-restart', 'a restart, crash or deploy loses it'],
  ['not-shared', 'each process has its own, so the answer depends on which process is asked'],
  ['stale', 'a process goes on serving an old value after it has changed elsewhere'],
  ['duplicated', 'every process does the same work again'],
  ['race', 'requests or processes overwrite each other'],
  ['unbounded', 'it grows until the process runs out of memory'],
  ['fills-disk', 'it grows until the disk is full'],
]);
