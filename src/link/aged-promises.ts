import { NONE } from '../extract/facts.ts';
import type { Facts } from './categories.ts';
import { consumersOf } from './consumers.ts';
import { isGlobal } from './entry-calls.ts';
import type { Mutation } from './holders.ts';
import { From } from './origins.ts';
import type { Points } from './points.ts';
import { functionGid } from './program.ts';

/**
 * `status = ask(); setTimeout(() => { status = undefined; }, 3000)`: whoever puts a promise there has it dropped after a while, whatever
 * became of it, and nothing is ended with it. What it gave counts for a time, as a copy does: it is no client that is made once.
 */
export function agesOut(pt: Points, f: Facts): boolean {
  const puts = f.afterPuts.filter((m) => (f.originOf(m) & From.promise) !== 0);
  return puts.length > 0 && puts.every((put) => f.removes.some((m) => isDroppedBy(pt, put, m)));
}

/** Whether a removal is all that a timer does which the function of the put starts. */
function isDroppedBy(pt: Points, put: Mutation, removal: Mutation): boolean {
  const { file, id, f: fn } = pt.p.functions[removal.fn]!;
  if (file !== put.file || removal.kind === 'put') return false;
  const handed = consumersOf(pt.p.files[file]!).argumentOf(id);
  if (handed?.i !== 0 || !isGlobal(pt, file, handed.c, /^\.setTimeout$/)) return false;
  const at = pt.p.files[file]!.calls[handed.c]!;
  return at.f !== NONE && functionGid(pt.p, file, at.f) === put.fn && !fn.events.some((e) => e.t === 'call');
}
