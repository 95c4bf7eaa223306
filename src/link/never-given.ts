import type { ValueId } from '../extract/facts.ts';
import type { Contexts } from './frames.ts';
import { isOnlyCalled } from './plain-uses.ts';
import type { Points } from './points.ts';
import { functionGid, valueAt } from './program.ts';
import type { ValueSources } from './value-sources.ts';

/**
 * Whether a value is a parameter that no call gives: each call of the function is seen, and leaves it out (`start(done)` of
 * `start(done, useMemory)`, where tests alone say more). So it is where the function has a name of its own and nothing is done with it
 * but to export it and to call it: who is handed a function may give it what is not seen.
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
  if (kind !== 'function' && kind !== 'arrow') return false;
  const frames = ctx.framesOf(gid);
  const isSeen = frames.every(
    (one) =>
      !one.rooted && !one.registered && one.registrations.length === 0 && one.callers.every(({ call }) => call >= 0),
  );
  return frames.length > 0 && isSeen && isOnlyCalled(pt, ctx.loaded, gid);
}
