import { type CallId, type Event, type FunctionId, type Guard, NONE } from '../extract/facts.ts';
import { Ctx, type Frame, type WorkerLoops } from './frames.ts';
import { guardChain } from './guards.ts';
import type { Points } from './points.ts';
import { callsItself, goesOn, loopAround, sleepOf } from './sleeps.ts';

type Rounds = { readonly loops: ReadonlySet<Guard>; readonly again: ReadonlySet<CallId> };
const NOTHING: Rounds = { loops: new Set(), again: new Set() };

/** What runs in the rounds of a loop that start-up entered runs after start-up too. */
export const inRounds = (mask: number): number => (mask & Ctx.boot ? mask | Ctx.timer : mask);

/** The same frame, as it is at one of its events. */
export const atEvent = (loops: WorkerLoops, frame: Frame, file: number, fn: FunctionId, e: Event): Frame =>
  frame.mask & Ctx.boot && loops.holds(file, fn, e) ? { ...frame, mask: inRounds(frame.mask) } : frame;

/** Finds them when asked for: in asynchronous functions alone, as all others keep the process from anything else. */
export function workerLoops(pt: Points): WorkerLoops {
  const { p } = pt;
  const known = new Map<number, Rounds>();
  const find = (file: number, id: FunctionId): Rounds => {
    const f = p.files[file]!;
    const fn = f.functions[id]!;
    if (!fn.async) return NOTHING;
    const loops = new Set<Guard>();
    const again = new Set<CallId>();
    for (const e of fn.events) {
      if (e.t !== 'await') continue;
      const call = sleepOf(pt, file, e.v, 0);
      const loop = loopAround(f, call === null ? e.guard : f.calls[call]!.guard);
      // A sleep in a catch only puts off the next try.
      if (loop === 'catch') continue;
      if (loop && goesOn(f, id, loop) && (call !== null || isEndless(loop))) loops.add(loop);
      else if (call !== null && !loop && callsItself(pt, file, id, f.calls[call]!.s))
        for (const y of fn.events) if (y.t === 'call' && f.calls[y.c]!.s > f.calls[call]!.s) again.add(y.c);
    }
    return loops.size + again.size === 0 ? NOTHING : { loops, again };
    function isEndless({ cond }: Guard): boolean {
      const x = cond === NONE ? null : f.values[cond]!;
      return x === null || (x.k === 'lit' && Boolean(x.v));
    }
  };
  return {
    holds(file, fn, e) {
      const gid = p.functionBase[file]! + fn;
      let rounds = known.get(gid);
      if (!rounds) {
        rounds = find(file, fn);
        known.set(gid, rounds);
      }
      if (rounds === NOTHING) return false;
      if (e.t === 'call' && rounds.again.has(e.c)) return true;
      const f = p.files[file]!;
      const guard = e.t === 'call' ? f.calls[e.c]!.guard : 'guard' in e ? e.guard : NONE;
      for (const g of guardChain(f, guard)) if (rounds.loops.has(g)) return true;
      return false;
    },
  };
}
