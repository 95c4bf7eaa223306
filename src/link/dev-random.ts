import { NONE, type ValueId } from '../extract/facts.ts';
import type { Contexts, Frame } from './contexts.ts';
import type { DevGuards, DevProof } from './dev-guards.ts';
import { From, type Origins } from './origins.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';

/** Variables, calls and alternatives that are looked through for where a random value is made. */
const MAX_STEPS_BACK = 6;

/** Of a value that may be random: the test that keeps it from being so in a deployed process; null where one may make it. */
export function randomInDevelopment(
  about: { readonly pt: Points; readonly ctx: Contexts; readonly origins: Origins; readonly dev: DevGuards },
  frame: Frame,
  file: number,
  v: ValueId,
  hops = 0,
): DevProof | null {
  const { pt, ctx, origins, dev } = about;
  if (v === NONE || hops > MAX_STEPS_BACK) return null;
  const f = pt.p.files[file]!;
  const x = f.values[v]!;
  const within = (y: ValueId) => randomInDevelopment(about, frame, file, y, hops + 1);
  const isRandom = (at: Frame, of: number, y: ValueId) => (origins.of(at, of, y) & From.random) !== 0;
  /** Every way to something random must be kept from deployed processes; the first tells why. */
  const every = (ways: readonly (DevProof | null)[]): DevProof | null =>
    ways.length > 0 && !ways.includes(null) ? ways[0]! : null;
  if (x.k === 'as' || x.k === 'await') return within(x.v);
  if (x.k === 'bind') {
    const b = f.bindings[x.b]!;
    return b.kind !== 'param' && !b.imp && b.defs.length === 1 ? within(b.defs[0]!) : null;
  }
  if (x.k === 'alt') {
    const proofOf = (y: ValueId, i: number) =>
      (x.op === '?:' && x.of.length === 2 ? dev.condition(file, x.cond, i === 0) : null) ?? within(y);
    return every(x.of.flatMap((y, i) => (isRandom(frame, file, y) ? [proofOf(y, i)] : [])));
  }
  const targets = x.k === 'call' ? [...(pt.targets.get(callGid(pt.p, file, x.c)) ?? [])] : [];
  return every(
    targets.flatMap((fn) => {
      const t = pt.p.functions[fn]!;
      const at = ctx.framesOf(fn)[0];
      if (!at) return [null];
      return t.f.events.flatMap((e) => {
        if (e.t !== 'return' || !isRandom(at, t.file, e.v)) return [];
        return [dev.guard(t.file, e.guard) ?? randomInDevelopment(about, at, t.file, e.v, hops + 1)];
      });
    }),
  );
}
