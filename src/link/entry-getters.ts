import { NONE, type ValueId } from '../extract/facts.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';

/** Functions that one call may run; with more of them it is not known what it gives. */
const MAX_TARGETS = 2;

/**
 * Whether a call runs functions of the program that only look an entry up and give it (`find(id) { return this.known[id]; }`): whoever
 * asks whether there is one asks the place itself. `isEntry`: whether a value reads an entry of the place.
 */
export function givesEntry(
  pt: Points,
  file: number,
  v: ValueId,
  isEntry: (file: number, v: ValueId) => boolean,
): boolean {
  const x = pt.p.files[file]!.values[v]!;
  const fns = x.k === 'call' ? [...(pt.targets.get(callGid(pt.p, file, x.c)) ?? [])] : [];
  if (fns.length === 0 || fns.length > MAX_TARGETS) return false;
  return fns.every((fn) => {
    const { file: at, f } = pt.p.functions[fn]!;
    if (f.async || f.generator || f.events.some((e) => e.t === 'write' || e.t === 'await')) return false;
    const given = f.events.flatMap((e) => (e.t === 'return' ? [e.v] : []));
    return given.length > 0 && given.every((y) => y !== NONE && isLookedUp(pt, at, y, isEntry));
  });
}

/** Whether a value is an entry that is looked up by its key, and not the place itself. */
function isLookedUp(pt: Points, file: number, v: ValueId, isEntry: (file: number, v: ValueId) => boolean): boolean {
  const { values, calls } = pt.p.files[file]!;
  const x = values[v]!;
  if (x.k === 'as') return isLookedUp(pt, file, x.v, isEntry);
  if (x.k === 'index') return isEntry(file, x.o);
  if (x.k !== 'call') return false;
  const { callee, recv } = calls[x.c]!;
  const name = values[callee]!;
  return name.k === 'prop' && (name.p === 'get' || name.p === 'has') && recv !== NONE && isEntry(file, recv);
}
