import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { consumersOf } from './consumers.ts';
import { isGlobal } from './entry-calls.ts';
import { From } from './origins.ts';
import type { Points } from './points.ts';
import { realReads } from './upkeep.ts';

/** Steps from what is read to the delay of a timer. */
const MAX_STEPS = 10;

/** When this process did something last: all that comes of it is how long the next time is put off. What is put off is told by its timer. */
export function paces(input: JudgeInput, f: Facts): Verdict | null {
  const { pt } = input;
  const reads = realReads(input, f);
  if (f.afterPuts.length === 0 || reads.length === 0) return null;
  const isClock = (o: number): boolean => (o & From.time) !== 0 && (o & ~(From.time | From.constant)) === 0;
  if (!f.afterPuts.every((m) => m.kind === 'assign' && isClock(f.originOf(m)))) return null;
  if (!reads.every((r) => isDelay(pt, r.file, r.v, 0))) return null;
  return verdict(
    'process-upkeep',
    'pace',
    'when it was last done, which only says how long the next is put off',
    reads[0]!,
  );
}

/** Whether what becomes of a value is the delay of a timer, and nothing else. */
function isDelay(pt: Points, file: number, v: ValueId, depth: number): boolean {
  if (v === NONE || depth > MAX_STEPS) return false;
  const f = pt.p.files[file]!;
  const uses = consumersOf(f);
  let delayed = false;
  for (const u of uses.of(v)) {
    if (u.k === 'arg') {
      if (isTimer(pt, file, u.c)) {
        if (u.i !== 1) return false;
      } else if (!isArithmetic(pt, file, u.c) || !isDelay(pt, file, uses.callValue(u.c), depth + 1)) return false;
      delayed = true;
    } else if (u.k === 'def') {
      if (!isDelay(pt, file, uses.bindValue(u.b), depth + 1)) return false;
      delayed = true;
    } else if (u.k === 'value') {
      // That there is none, or that it is over, makes it another delay.
      if (isCheck(f, u.v)) continue;
      if (!isDelay(pt, file, u.v, depth + 1)) return false;
      delayed = true;
    } else return false;
  }
  return delayed;
}

/** `delay < 0`, `delay === undefined`. */
const isCheck = (f: FileFacts, v: ValueId): boolean => {
  const x = f.values[v]!;
  if (x.k !== 'op' || !/^[<>]=?$|^[!=]==?$/.test(x.op)) return false;
  return x.of.some((y) => {
    const other = f.values[y]!;
    return other.k === 'undef' || (other.k === 'lit' && other.v === 0);
  });
};
const isTimer = (pt: Points, file: number, c: number): boolean => isGlobal(pt, file, c, /^\.set(?:Timeout|Interval)$/);
const isArithmetic = (pt: Points, file: number, c: number): boolean =>
  isGlobal(pt, file, c, /^\.(?:Math\.\w+|Number)$/);
