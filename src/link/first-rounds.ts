import { NONE } from '../extract/facts.ts';
import type { Leaf, Work } from './effects.ts';
import { OUTSIDE } from './library-effects.ts';
import type { Points } from './points.ts';
import type { Timer } from './timers.ts';

// The first round of a schedule, armed by a timer of its own: it is no schedule beside the one that goes on with it.

/** Milliseconds up to which a first round comes soon after what arms it. */
const FIRST = 60_000;

/**
 * The timer that goes on with what a delay does once: an interval that the delayed work starts, whatever it finds, or a timer that is
 * armed beside the delay with the same function for later. Either does all that the delayed work does outside this process; where that does more, it is work
 * of its own, which a restart drops.
 */
export function goesOnAs(
  { p }: Points,
  t: Timer,
  timers: readonly Timer[],
  works: ReadonlyMap<Timer, Work>,
): Timer | undefined {
  if (t.kind !== 'timeout' || t.call === NONE || t.rest || t.apart) return undefined;
  const acts = outsideOf(works.get(t)!);
  if (acts.size === 0) return undefined;
  const guardOf = (x: Timer) => p.files[x.file]!.calls[x.call]!.guard;
  return timers.find((x) => {
    if (x === t || x.call === NONE || x.rest || x.apart) return false;
    const recurs = x.kind === 'interval' || x.kind === 'cron';
    const started = recurs && guardOf(x) === NONE && works.get(t)!.runs.has(x.fn);
    const beside = x.fn === t.fn && guardOf(x) === guardOf(t) && isSameWork(t, x) && comesFirst(t, x, recurs);
    if (!started && !beside) return false;
    const same = outsideOf(works.get(x)!);
    return [...acts].every((act) => same.has(act));
  });
}

/** Whether two timers are handed the same: what calls it with other values does other work. */
const isSameWork = (t: Timer, x: Timer): boolean =>
  t.work.length === x.work.length && t.work.every((fn) => x.work.includes(fn));

/** Whether a delay is over soon, and before the first time of another timer. */
const comesFirst = (t: Timer, x: Timer, recurs: boolean): boolean =>
  t.delay !== null && t.delay <= FIRST && (recurs || (x.kind === 'timeout' && x.delay !== null && x.delay > t.delay));

/** The calls by which some work acts outside this process. */
const outsideOf = ({ leaves }: Work): ReadonlySet<string> =>
  new Set(leaves.flatMap((leaf: Leaf) => (leaf.does & OUTSIDE ? [`${leaf.file}|${leaf.call}`] : [])));
