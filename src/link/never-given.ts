import type { FunctionId, ValueId } from '../extract/facts.ts';
import type { Contexts } from './frames.ts';
import type { Points } from './points.ts';
import { functionGid, valueAt } from './program.ts';
import { exportOf } from './static.ts';
import type { ValueSources } from './value-sources.ts';

/**
 * Whether a value is a parameter that no call gives: each call of the function is seen, and leaves it out (`start(done)` of
 * `start(done, useMemory)`, where tests alone say more). Nothing is known of a function that a library or unknown code runs, or of a
 * method or property, which may be called on what is not seen.
 */
export function isNeverGiven(pt: Points, ctx: Contexts, values: ValueSources, file: number, v: ValueId): boolean {
  const { p } = pt;
  const x = valueAt(p, file, v);
  const b = x.k === 'bind' ? p.files[file]!.bindings[x.b]! : null;
  if (b?.kind !== 'param' || b.imp) return false;
  const back = values.from(file, v);
  if (!back || back.of.length > 0 || back.open || !back.absent) return false;
  const gid = functionGid(p, file, b.f);
  const { kind } = p.functions[gid]!.f;
  if ((kind !== 'function' && kind !== 'arrow') || !hasName(pt, file, b.f)) return false;
  const frames = ctx.framesOf(gid);
  return (
    frames.length > 0 &&
    frames.every(
      (one) =>
        !one.rooted && !one.registered && one.registrations.length === 0 && one.callers.every(({ call }) => call >= 0),
    )
  );
}

/** Whether a function is what a variable of its file or an export of it means, and no property of some object. */
function hasName({ p }: Points, file: number, fn: FunctionId): boolean {
  const f = p.files[file]!;
  const isIt = (v: ValueId): boolean => {
    const x = valueAt(p, file, v);
    return x.k === 'fn' && x.f === fn;
  };
  if (f.bindings.some((b) => b.kind !== 'param' && b.defs.some(isIt))) return true;
  const given = exportOf(p, file, 'default');
  if (given && 'v' in given && given.file === file && isIt(given.v)) return true;
  return f.functions.some(({ events }) =>
    events.some((e) => {
      if (e.t !== 'write' || !('p' in e.to) || !isIt(e.v)) return false;
      const { k } = valueAt(p, file, e.to.o);
      return k === 'exports' || k === 'module';
    }),
  );
}
