import { NONE } from '../extract/facts.ts';
import type { Facts } from './categories.ts';
import { AFTER } from './contexts.ts';
import { guardChain } from './guards.ts';
import type { Mutation } from './holders.ts';
import type { Points } from './points.ts';

/**
 * Whether lines that write after start-up leave different values there, one of them written out: a slot that is `'stop'` after one and
 * `'start'` after another tells which of them ran last. That there is nothing again counts as no value of its own.
 */
export function tellsLast(pt: Points, f: Facts): boolean {
  const after = f.afterPuts;
  // What only steers the code is set anew by each run of it before it is asked: what tells somebody of it may be asked at any time.
  if (!f.reads.some((r) => (r.mask & AFTER) !== 0 && (r.use === 'return' || r.use === 'prop'))) return false;
  if (!after.every((m) => m.kind === 'assign' && m.op === '=' && m.v !== NONE)) return false;
  const written = new Set<string>();
  const left = new Set<string>();
  for (const m of after) {
    if (isOverwritten(pt, after, m)) continue;
    const x = pt.p.files[m.file]!.values[m.v]!;
    const value = x.k === 'lit' ? `${typeof x.v} ${String(x.v)}` : `${m.file}:${m.s}`;
    left.add(value);
    if (x.k === 'lit') written.add(value);
  }
  return written.size > 0 && left.size > 1;
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
