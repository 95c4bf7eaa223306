import type { Points } from './points.ts';

const tables = new WeakMap<Points, ReadonlyMap<number, readonly number[]>>();

/** Calls (global ids) that may run each function of a solved program. Made once, on first use. */
export function callersOfFunctions(pt: Points): ReadonlyMap<number, readonly number[]> {
  const old = tables.get(pt);
  if (old) return old;
  const made = new Map<number, number[]>();
  for (const [call, fns] of pt.targets)
    for (const fn of fns) {
      const list = made.get(fn);
      if (list) list.push(call);
      else made.set(fn, [call]);
    }
  tables.set(pt, made);
  return made;
}
