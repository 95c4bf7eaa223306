import { type FileFacts, type GuardId, NONE, type ValueId } from '../extract/facts.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { AFTER } from './contexts.ts';
import { From } from './from.ts';
import { guardChain } from './guards.ts';
import type { Access, Holder, Mutation } from './holders.ts';

/** Where breakers are written and read: by function and by file. */
export type BreakerPlaces = {
  readonly puts: ReadonlyMap<number, readonly Mutation[]>;
  readonly reads: ReadonlyMap<number, ReadonlySet<ValueId>>;
};

/** The places of what was found to be a breaker: when calls of this process failed, which decides whether it tries again. */
export function placesOfBreakers(
  told: readonly { readonly holder: Holder; readonly verdict: Verdict }[],
): BreakerPlaces {
  const puts = new Map<number, Mutation[]>();
  const reads = new Map<number, Set<ValueId>>();
  for (const { holder, verdict: v } of told) {
    if (v.category !== 'process-upkeep' || v.shape !== 'breaker') continue;
    for (const m of holder.mutations) if (m.mask & AFTER) puts.set(m.fn, [...(puts.get(m.fn) ?? []), m]);
    for (const r of holder.reads) reads.set(r.file, (reads.get(r.file) ?? new Set()).add(r.v));
  }
  return { puts, reads };
}

/**
 * What is noted down of a failure beside the breaker that it opens (`downUntil = …; lastError = error`): written in the same breath, and read
 * only where the breaker was asked. It tells what this process's own calls met, as the breaker does; what a request brought is told to others.
 */
export function besideBreaker({ pt, holder }: JudgeInput, f: Facts, places: BreakerPlaces): Verdict | null {
  if (holder.objects.size > 0 || f.afterPuts.length === 0) return null;
  const written = (m: Mutation) =>
    m.kind === 'assign' &&
    (places.puts.get(m.fn) ?? []).some((b) => b.file === m.file && b.guard === m.guard && b.kind === 'assign');
  if (!f.after.every(written) || f.afterPuts.some((m) => f.originOf(m) & From.request)) return null;
  const later = f.reads.filter((r) => (r.mask & AFTER) !== 0);
  if (later.length === 0 || !later.every((r) => isAsked(pt.p.files[r.file]!, r, places))) return null;
  return verdict(
    'process-upkeep',
    'breaker',
    'noted beside what decides whether this process tries again',
    f.afterPuts[0]!,
  );
}

/** Whether a read stands where a breaker was asked, on the side where it is open or on the other. */
function isAsked(f: FileFacts, r: Access, places: BreakerPlaces): boolean {
  const asked = places.reads.get(r.file);
  if (!asked) return false;
  for (const g of guardChain(f, r.guard as GuardId))
    if (g.kind === 'if' && g.cond !== NONE && names(f, g.cond, asked, 0)) return true;
  return false;
}

const MAX_CONDITION_DEPTH = 4;

/** Whether one of some values is part of a condition. */
function names(f: FileFacts, v: ValueId, asked: ReadonlySet<ValueId>, depth: number): boolean {
  if (asked.has(v)) return true;
  const x = f.values[v]!;
  if (depth >= MAX_CONDITION_DEPTH) return false;
  if (x.k === 'as' || x.k === 'narrow') return names(f, x.v, asked, depth + 1);
  return (x.k === 'op' || x.k === 'alt') && x.of.some((y) => names(f, y, asked, depth + 1));
}
