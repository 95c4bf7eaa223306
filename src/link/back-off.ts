import { NONE, type ValueId } from '../extract/facts.ts';
import { countsOn, type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { type Consumer, consumersOf } from './consumers.ts';
import { From } from './origins.ts';
import { isArithmetic, isTimer } from './pacing.ts';
import { realReads } from './upkeep.ts';

// How often a process tried in vain, which says how long it waits before it tries again.

/** Steps from what is read to the delay of a timer. */
const MAX_STEPS = 10;

/** What a read leads to: the delay of a timer, or something that changes nothing; null for anything else. */
type End = 'delay' | 'nothing' | null;

/**
 * A count of attempts: counted up by one and put back to a constant, it is the delay of a timer, or ends the attempts. Beside that it stands
 * in the words of a message where it is counted. Another process counts its own attempts; what is tried again is told by its timer.
 */
export function backsOff(input: JudgeInput, f: Facts): Verdict | null {
  const { pt, holder, sinks } = input;
  if (holder.objects.size > 0) return null;
  const counted = f.afterPuts.filter((m) => m.kind === 'update' || countsOn(pt, f, m));
  const isReset = (m: (typeof counted)[number]) => m.kind === 'assign' && (f.originOf(m) & ~From.constant) === 0;
  if (counted.length === 0 || !f.afterPuts.every((m) => counted.includes(m) || isReset(m))) return null;
  if (!f.after.some((m) => isReset(m) && m.op !== 'init')) return null;
  const writers = new Set(f.after.map((m) => m.fn));
  const reads = realReads(input, f);
  const endOf = (file: number, v: ValueId, fn: number, depth: number): End => {
    if (v === NONE) return 'nothing';
    if (depth > MAX_STEPS) return null;
    const facts = pt.p.files[file]!;
    const uses = consumersOf(facts);
    const at = (u: Consumer): End => {
      switch (u.k) {
        case 'def':
          if (pt.p.bindingBase[file]! + u.b === holder.binding) return 'nothing';
          return facts.bindings[u.b]!.top ? null : endOf(file, uses.bindValue(u.b), fn, depth + 1);
        case 'store':
          return counted.some((m) => m.file === file && m.v === v) ? 'nothing' : null;
        case 'arg':
          if (isTimer(pt, file, u.c)) return u.i === 1 ? 'delay' : null;
          return isArithmetic(pt, file, u.c) ? endOf(file, uses.callValue(u.c), fn, depth + 1) : null;
        case 'value': {
          const x = facts.values[u.v]!;
          // `if (this.attempts > 10) return`: where it is counted, it ends the attempts and refuses nobody.
          if (x.k === 'op' && /^[<>]=?$|^[!=]==?$/.test(x.op))
            return writers.has(fn) && !sinks.of(file, u.v).some((s) => s.kind !== 'cond' && s.kind !== 'log')
              ? 'nothing'
              : null;
          if (x.k === 'op' && x.op === 'template') return writers.has(fn) && isSaid(file, u.v) ? 'nothing' : null;
          return x.k === 'op' || x.k === 'as' || x.k === 'alt' ? endOf(file, u.v, fn, depth + 1) : null;
        }
        default:
          return null;
      }
    };
    let end: End = 'nothing';
    for (const u of uses.of(v)) {
      const one = at(u);
      if (one === null) return null;
      if (one === 'delay') end = 'delay';
    }
    return end;
  };
  /** Words that are handed to a call and of which nothing comes back. */
  const isSaid = (file: number, text: ValueId): boolean => {
    const facts = pt.p.files[file]!;
    const uses = consumersOf(facts).of(text);
    return uses.every((u) => u.k === 'arg' && facts.calls[u.c]!.use === 'discard');
  };
  let delays = false;
  for (const r of reads) {
    const end = endOf(r.file, r.v, r.fn, 0);
    if (end === null) return null;
    delays ||= end === 'delay';
  }
  if (!delays) return null;
  return verdict(
    'process-upkeep',
    'back-off',
    'how often this process tried in vain, which only puts off the next attempt',
    counted[0]!,
  );
}
