import type { Facts, JudgeInput } from './categories.ts';
import { AFTER, Ctx } from './contexts.ts';
import type { Access } from './holders.ts';
import { From } from './origins.ts';

// How far a process has come: what it has dealt with, and where it goes on. Neither can be had again from where the data came from.

/**
 * A set that is only asked whether something is in it, and that the one who asks puts it into: what has been dealt with. Where it came
 * from does not know that.
 */
export function marksWhatWasDone({ pt, holder }: JudgeInput, f: Facts): boolean {
  const isSet = [...holder.objects].every((o) => pt.h.objects[o]!.k === 'nat' && pt.h.objects[o]!.type === 'Set');
  if (holder.objects.size === 0 || !isSet) return false;
  const puts = f.afterPuts.filter((m) => m.kind === 'put');
  if (puts.length === 0 || f.afterPuts.some((m) => m.kind !== 'put' && f.originOf(m) !== From.fresh)) return false;
  const asks = f.reads.filter((r) => r.how === 'has');
  const rest = (r: Access) => r.how === 'has' || r.how === 'size' || r.use === 'recv' || r.use === 'discard';
  const [askers, putters] = [asks.map((r) => r.fn), puts.map((m) => m.fn)];
  const isSame = askers.every((fn) => putters.includes(fn)) && putters.every((fn) => askers.includes(fn));
  return asks.length > 0 && isSame && f.reads.every(rest);
}

/** Contexts in which a process asks for itself: whoever else asks is told what was asked for. */
const ASKS_ITSELF = Ctx.boot | Ctx.timer | Ctx.later | Ctx.event;

/** What was told last and says what is asked for next: a restart does not know, and another process asks for the same. */
export function isCursor({ holder, sinks }: JudgeInput, f: Facts): boolean {
  if (holder.objects.size > 0) return false;
  return f.afterPuts.some(
    (m) =>
      m.kind === 'assign' &&
      (m.mask & AFTER & ~ASKS_ITSELF) === 0 &&
      (f.originOf(m) & (From.answer | From.remote)) !== 0 &&
      (f.originOf(m) & (From.handle | From.promise)) === 0 &&
      f.reads.some(
        (r) => r.fn === m.fn && r.s < m.s && r.use !== 'recv' && sinks.of(r.file, r.v).some((s) => s.kind === 'out'),
      ),
  );
}
