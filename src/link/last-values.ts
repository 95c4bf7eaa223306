import { NONE } from '../extract/facts.ts';
import type { Facts } from './categories.ts';
import { AFTER } from './contexts.ts';
import { FOR_ONE } from './frames.ts';
import { guardChain, inside } from './guards.ts';
import type { Mutation } from './holders.ts';
import type { Points } from './points.ts';

/**
 * Whether lines that write after start-up leave different values there, one of them written out, and somebody is told: a slot that is
 * `'stop'` after one and `'start'` after another says which of them ran last. That there is nothing again counts as no value of its own.
 */
export function tellsLast(pt: Points, f: Facts): boolean {
  const after = f.afterPuts;
  // What only steers the code is set anew by each run of it before it is asked: what tells somebody of it may be asked at any time.
  if (!f.reads.some((r) => (r.mask & AFTER) !== 0 && (r.use === 'return' || r.use === 'prop'))) return false;
  if (!after.every((m) => m.kind === 'assign' && m.op === '=' && m.v !== NONE)) return false;
  const left = after.filter((m) => !isOverwritten(pt, after, m));
  // How the last work of this process went, each process says of itself.
  if (left.some((m) => inside(pt.p.files[m.file]!, m.guard, 'catch'))) return false;
  const values = new Set<string>();
  const written = new Set<string>();
  for (const m of left) {
    const x = pt.p.files[m.file]!.values[m.v]!;
    const value = x.k === 'lit' ? `${typeof x.v} ${String(x.v)}` : `${m.file}:${m.s}`;
    values.add(value);
    if (x.k === 'lit') written.add(value);
  }
  // Words alone that the process writes down of its own work are its own, too.
  const isOfOthers = written.size < values.size || left.some((m) => (m.mask & FOR_ONE) !== 0);
  return written.size > 0 && values.size > 1 && isOfOthers;
}

/** Whether the same function goes on to write there again whenever it has come by. */
function isOverwritten(pt: Points, all: readonly Mutation[], m: Mutation): boolean {
  const facts = pt.p.files[m.file]!;
  const around = new Set(guardChain(facts, m.guard));
  return all.some(
    (x) =>
      x.fn === m.fn &&
      x.s > m.s &&
      (x.guard === NONE || [...guardChain(facts, x.guard)].every((guard) => around.has(guard))),
  );
}
