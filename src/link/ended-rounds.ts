import type { ValueId } from '../extract/facts.ts';
import { consumersOf } from './consumers.ts';
import type { Points } from './points.ts';
import { functionGid } from './program.ts';
import { isClear, keptAt, readsKept, within } from './timer-shapes.ts';
import type { Timer } from './timers.ts';

/**
 * Whether the work of an interval ends it in a function that goes on to answer the client that the interval is armed for: it comes round
 * only until the answer is there. `answers` tells whether a function holds such an answer.
 */
export function endsWithAnswer(pt: Points, t: Timer, answers: (fn: number) => boolean): boolean {
  if (t.kind !== 'interval' || t.call < 0) return false;
  const f = pt.p.files[t.file]!;
  const own = new Set(t.work);
  const kept = keptAt(pt, t);
  const uses = consumersOf(f);
  const handle = uses.of(uses.callValue(t.call)).find((u) => u.k === 'def');
  const isHandle = (v: ValueId): boolean => {
    if (kept) return readsKept(pt, t.file, v, kept);
    const x = f.values[v]!;
    return handle?.k === 'def' && x.k === 'bind' && x.b === handle.b;
  };
  return f.calls.some(
    (c, id) =>
      c?.args.some(isHandle) &&
      isClear(pt, t.file, id) &&
      within(pt, t.file, c.f, own) &&
      answers(functionGid(pt.p, t.file, c.f)),
  );
}
