import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { AFTER, Ctx } from './contexts.ts';
import type { Access } from './holders.ts';
import { From } from './origins.ts';
import { beatsOfStartUp } from './own-work.ts';
import { realReads } from './upkeep.ts';

/**
 * When a recurring job of this process last came round: its own timer alone writes the time and asks for it, and all that comes of it is
 * whether this round does anything. That each process has such rounds, the timer tells; the time beside it adds nothing. What a request or
 * an event writes or asks, or arms the timer for, limits somebody else, and is no part of the rounds.
 */
export function ownRounds(input: JudgeInput, f: Facts): Verdict | null {
  const { ctx, holder, sinks } = input;
  if (f.afterPuts.length === 0 || holder.objects.size > 0) return null;
  const isOfTimer = (mask: number): boolean => (mask & AFTER) === Ctx.timer;
  const isClock = (o: number): boolean => (o & From.time) !== 0 && (o & ~(From.time | From.constant)) === 0;
  if (!f.after.every((m) => m.kind === 'assign' && isOfTimer(m.mask))) return null;
  if (!f.afterPuts.every((m) => m.op === '=' && isClock(f.originOf(m)))) return null;
  const reads = realReads(input, f).filter((r) => (r.mask & (AFTER | Ctx.shutdown)) !== 0);
  const decides = (r: Access): boolean =>
    isOfTimer(r.mask) &&
    (r.mask & Ctx.shutdown) === 0 &&
    !sinks.isCut(r.file, r.v) &&
    sinks.of(r.file, r.v).every((s) => s.kind === 'cond' || s.kind === 'log' || s.kind === 'clock');
  if (reads.length === 0 || !reads.every(decides)) return null;
  if (!reads.some((r) => sinks.of(r.file, r.v).some((s) => s.kind === 'cond'))) return null;
  if (![...f.afterPuts, ...reads].every((x) => beatsOfStartUp(ctx, x))) return null;
  return verdict(
    'process-upkeep',
    'round',
    'when a job of this process last came round, which only says whether it does so again',
    reads[0]!,
  );
}
