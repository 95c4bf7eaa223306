import { NONE } from '../extract/facts.ts';
import { AFTER } from './contexts.ts';
import { type ObjectId, setOf } from './heap.ts';
import type { Holder } from './holders.ts';
import type { State } from './model.ts';
import type { Points } from './points.ts';

/** A lock object of a library, with the objects that it may be. */
export type LockObject = { readonly state: State; readonly objects: readonly ObjectId[] };

/** A collection or slot that is told as state, with what it holds. */
export type ToldHolder = { readonly holder: Holder; readonly state: State };

/**
 * `locks.set(id, new Mutex())`: a collection into which nothing is put but locks is how these locks are kept, one for each key. That is one
 * defect, and the collection is the place to say so. What holds anything else beside is a finding of its own.
 */
export function lockTables(
  pt: Points,
  told: readonly ToldHolder[],
  locks: readonly LockObject[],
): { readonly states: readonly State[]; readonly tables: ReadonlySet<State> } {
  const known = new Set(locks.flatMap(({ objects }) => objects));
  const homes = new Map<ObjectId, State>();
  const tables = new Set<State>();
  for (const { holder, state } of told) {
    const kept = new Set<ObjectId>();
    const puts = holder.mutations.filter((m) => m.kind === 'put' && (m.mask & AFTER) !== 0);
    const later = holder.mutations.filter((m) => m.kind !== 'remove' && (m.mask & AFTER) !== 0);
    const isLock = ({ file, v }: (typeof puts)[number]): boolean => {
      const all = v === NONE ? [] : setOf(pt.h, pt.valueNode(file, v));
      for (const o of all) kept.add(o);
      return all.length > 0 && all.every((o) => known.has(o));
    };
    if (puts.length === 0 || later.length !== puts.length || !puts.every(isLock)) continue;
    tables.add(state);
    for (const o of kept) homes.set(o, state);
  }
  const states = locks.map(({ state, objects }) => {
    const at = objects.map((o) => homes.get(o)).find((x) => x !== undefined);
    return at ? { ...state, symbol: at.symbol, span: at.span } : state;
  });
  return { states, tables };
}
