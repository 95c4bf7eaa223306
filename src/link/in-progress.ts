import { NONE, type ValueId } from '../extract/facts.ts';
import { countsOn, type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { consumersOf } from './consumers.ts';
import { inside } from './guards.ts';
import type { Mutation } from './holders.ts';
import { From } from './origins.ts';
import type { Points } from './points.ts';
import { functionGid } from './program.ts';

/**
 * How much of something this process has in progress, by key or in all: whoever counts it up takes that away again in the end of the
 * same call, whatever happens. What waits or is refused by it is refused by this process, whose load it bounds.
 */
export function inProgress(input: JudgeInput, f: Facts): Verdict | null {
  const { pt, holder } = input;
  if (f.afterPuts.length === 0) return null;
  const isCounted = (m: Mutation): boolean =>
    m.kind === 'update' || countsOn(pt, f, m) || (m.kind === 'put' && m.key !== NONE && isNext(pt, f, m.file, m.v, 0));
  const isReset = (m: Mutation): boolean => m.kind === 'assign' && (f.originOf(m) & ~From.constant) === 0;
  const counted = f.after.filter((m) => m.kind !== 'remove');
  if (!counted.every((m) => isCounted(m) || isReset(m)) || !counted.some(isCounted)) return null;
  if (counted.some((m) => m.kind === 'update' && holder.objects.size > 0)) return null;
  const ends = new Map<Mutation, ReadonlySet<number>>();
  for (const m of f.after) {
    const of = endsOf(input, m);
    if (of) ends.set(m, of);
  }
  const starts = counted.filter((m) => !ends.has(m) && isCounted(m));
  if (starts.length === 0 || ends.size === 0) return null;
  const over = new Set([...ends.values()].flatMap((fns) => [...fns]));
  if (!starts.every((m) => callsAround(input, m).some((fn) => over.has(fn)))) return null;
  return verdict(
    'process-upkeep',
    'in-progress',
    'counts what this process has in progress: who adds to it takes that away at its end',
    [...ends.keys()][0]!,
  );
}

/** Locals and alternatives that a count is followed back through. */
const MAX_BACK = 6;

/** `(counts.get(key) ?? 0) + 1`: what stands there, counted on. */
function isNext(pt: Points, f: Facts, file: number, v: ValueId, depth: number): boolean {
  if (v === NONE || depth > MAX_BACK) return false;
  const { values, bindings } = pt.p.files[file]!;
  const x = values[v]!;
  const isNumber = (y: ValueId): boolean =>
    typeof (values[y] as { v?: unknown }).v === 'number' && values[y]!.k === 'lit';
  const isThere = (y: ValueId, hops: number): boolean => {
    if (f.isPlace(file, y)) return true;
    const z = values[y]!;
    if (hops > MAX_BACK) return false;
    if (z.k === 'as' || z.k === 'narrow') return isThere(z.v, hops + 1);
    if (z.k === 'alt')
      return z.of.some((w) => isThere(w, hops + 1)) && z.of.every((w) => isNumber(w) || isThere(w, hops + 1));
    return z.k === 'bind' && bindings[z.b]!.defs.length === 1 && isThere(bindings[z.b]!.defs[0]!, hops + 1);
  };
  if (x.k === 'op') return /^[+-]$/.test(x.op) && x.of.some(isNumber) && x.of.some((y) => isThere(y, 0));
  return x.k === 'bind' && bindings[x.b]!.defs.length === 1 && isNext(pt, f, file, bindings[x.b]!.defs[0]!, depth + 1);
}

/** The functions at whose end a write runs, whatever happens: in `finally`, in the work of `.finally`, or called there alone. */
function endsOf(input: JudgeInput, m: Mutation): ReadonlySet<number> | null {
  const { pt, ctx } = input;
  const own = atEnd(pt, m.file, m.fn, m.guard);
  if (own !== null) return new Set([own]);
  const calls = ctx.framesOf(m.fn).flatMap((frame) => frame.callers.map(({ call }) => call));
  const out = new Set<number>();
  for (const call of calls) {
    if (call < 0) return null;
    const { file, c } = pt.p.calls[call]!;
    const at = atEnd(pt, file, functionGid(pt.p, file, c.f), c.guard);
    if (at === null) return null;
    out.add(at);
  }
  return out.size > 0 ? out : null;
}

/** The function at whose end what stands there runs, or null. */
export function atEnd(pt: Points, file: number, fn: number, guard: number): number | null {
  const f = pt.p.files[file]!;
  if (inside(f, guard, 'finally')) return fn;
  const arg = consumersOf(f).argumentOf(pt.p.functions[fn]!.id);
  if (!arg) return null;
  const at = f.calls[arg.c]!;
  const callee = f.values[at.callee]!;
  return callee.k === 'prop' && callee.p === 'finally' ? functionGid(pt.p, file, at.f) : null;
}

/** The function that a write stands in, and those that call it. */
const callsAround = ({ pt, ctx }: JudgeInput, m: Mutation): readonly number[] => [
  m.fn,
  ...ctx
    .framesOf(m.fn)
    .flatMap((frame) =>
      frame.callers.flatMap(({ call }) =>
        call < 0 ? [] : [functionGid(pt.p, pt.p.calls[call]!.file, pt.p.calls[call]!.c.f)],
      ),
    ),
];
