import { NONE } from '../extract/facts.ts';
import { callersOfFunctions } from './callers.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { inside } from './guards.ts';
import type { ObjectId } from './heap.ts';
import type { Mutation } from './holders.ts';
import type { Points } from './points.ts';
import { functionGid } from './program.ts';
import { allObjects } from './wholly-known.ts';

/** Calls between the code of a module and the line that makes an object. */
const MAX_CALLS = 4;
/** Uses of what is there as an object: nobody asks whether it was put there yet. */
const USED: ReadonlySet<string> = new Set(['recv', 'arg', 'callee', 'member', 'prop']);

/**
 * A slot that is only ever given one and the same object, which the process makes once (a container's, or a module's own): each write
 * puts there what is there already, whoever brings it.
 */
export function oneObject({ pt, holder }: JudgeInput, f: Facts): Verdict | null {
  const [first] = f.afterPuts;
  if (!first || holder.objects.size > 0 || f.removes.some((m) => m.op !== 'init')) return null;
  if (!f.puts.every((m) => m.kind === 'assign' && (m.op === '=' || m.op === 'init'))) return null;
  const all = new Set(f.puts.map((m) => objectOf(pt, m)));
  const [one] = all;
  if (all.size !== 1 || one === null || one === undefined || !isMadeOnce(pt, one)) return null;
  if (!f.reads.every((r) => USED.has(r.use))) return null;
  return verdict('lazy-singleton', 'one-object', 'only ever given one object, which the process makes once', first);
}

/** The one object that a write may put there; null where that is not known. */
function objectOf(pt: Points, m: Mutation): ObjectId | null {
  const set = m.v === NONE ? null : allObjects(pt, m.file, m.v);
  return set?.length === 1 ? set[0]! : null;
}

/** Whether there is one such object in a process: a container keeps it, or start-up makes it by a line that it comes to once. */
function isMadeOnce(pt: Points, o: ObjectId): boolean {
  const x = pt.h.objects[o]!;
  if (x.k !== 'inst') return false;
  if (x.injected) return x.lifetime === undefined || x.lifetime === 'process';
  return x.allocator >= 0 && x.site >= 0 && isReachedOnce(pt, x.site, 0);
}

/** Whether a call stands in no loop, in the code of a module or in a function that one such call runs. */
function isReachedOnce(pt: Points, call: number, depth: number): boolean {
  const { p } = pt;
  const { file, c } = p.calls[call]!;
  if (depth > MAX_CALLS || c.f === NONE || inside(p.files[file]!, c.guard, 'loop')) return false;
  const fn = functionGid(p, file, c.f);
  const { kind } = p.functions[fn]!.f;
  if (kind === 'module' || kind === 'static') return true;
  const calls = callersOfFunctions(pt).get(fn) ?? [];
  return kind !== 'constructor' && calls.length === 1 && isReachedOnce(pt, calls[0]!, depth + 1);
}
