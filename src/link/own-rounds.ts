import type { ValueId } from '../extract/facts.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { consumersOf } from './consumers.ts';
import { AFTER, Ctx } from './contexts.ts';
import type { Access } from './holders.ts';
import { From } from './origins.ts';
import { beatsOfStartUp } from './own-work.ts';
import { realReads } from './upkeep.ts';

/**
 * When a recurring job of this process last came round: its own timer alone writes the time and asks for it, and all that comes of it is
 * whether this round does anything, by how long ago that was. What is compared with data (`row.created > last`) is a cursor: where it
 * stands decides what is dealt with, and by whom. That each process has such rounds, the timer tells; the time beside it adds nothing. What a request or
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
    isAgainstClock(input, r) &&
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

/** Steps from a time to the comparison with it. */
const MAX_CLOCK_STEPS = 10;

/** Whether a time is only ever compared, and reckoned, with the clock, constants and settings. */
function isAgainstClock({ pt, ctx, origins }: JudgeInput, r: Access): boolean {
  const { values } = pt.p.files[r.file]!;
  const uses = consumersOf(pt.p.files[r.file]!);
  const frame = ctx.frames[r.frame]!;
  const isClock = (v: ValueId): boolean =>
    (origins.of(frame, r.file, v) & ~(From.time | From.constant | From.environment)) === 0;
  const reckons = (v: ValueId, depth: number): boolean =>
    depth < MAX_CLOCK_STEPS &&
    uses.of(v).every((u) => {
      if (u.k === 'def') {
        const { kind, defs, top } = pt.p.files[r.file]!.bindings[u.b]!;
        return kind !== 'param' && !top && defs.length === 1 && reckons(uses.bindValue(u.b), depth + 1);
      }
      if (u.k !== 'value') return true;
      const x = values[u.v]!;
      if (x.k === 'op' && !x.of.every((y) => y === v || isClock(y))) return false;
      return reckons(u.v, depth + 1);
    });
  return reckons(r.v, 0);
}
