import { type CallId, type Event, type FunctionId, type Guard, NONE } from '../extract/facts.ts';
import { endlessSources } from './endless-sources.ts';
import { Ctx, type Frame, type WorkerLoops } from './frames.ts';
import { guardChain } from './guards.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';
import { roundsAgain } from './self-rounds.ts';
import { callsItself, goesOn, loopAround, sleepOf } from './sleeps.ts';
import { lastsForLife } from './switched-off.ts';

type Rounds = { readonly loops: ReadonlySet<Guard>; readonly again: ReadonlySet<CallId> };
/** Functions that hand a function on to one that runs it. */
const MAX_HANDED = 3;
const NOTHING: Rounds = { loops: new Set(), again: new Set() };

/** What runs in the rounds of a loop that start-up entered runs after start-up too. */
export const inRounds = (mask: number): number => (mask & Ctx.boot ? mask | Ctx.timer : mask);

/** The same frame, as it is at one of its events. */
export const atEvent = (loops: WorkerLoops, frame: Frame, file: number, fn: FunctionId, e: Event): Frame =>
  frame.mask & Ctx.boot && loops.holds(file, fn, e) ? { ...frame, mask: inRounds(frame.mask) } : frame;

/** Finds them when asked for: loops in asynchronous functions alone, as all others keep the process from anything else. */
export function workerLoops(pt: Points): WorkerLoops {
  const { p } = pt;
  const known = new Map<number, Rounds>();
  const find = (file: number, id: FunctionId): Rounds => {
    const f = p.files[file]!;
    const fn = f.functions[id]!;
    const again = new Set<CallId>(roundsAgain(pt, file, id));
    if (!fn.async && fn.kind !== 'module') return again.size === 0 ? NOTHING : { loops: new Set(), again };
    const loops = new Set<Guard>(endlessSources(pt, file, id));
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
    function isEndless(loop: Guard): boolean {
      const x = loop.cond === NONE ? null : f.values[loop.cond]!;
      return x === null || (x.k === 'lit' && Boolean(x.v)) || lastsForLife(pt, file, id, loop);
    }
  };
  const holds = (file: number, fn: FunctionId, e: Event): boolean => {
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
  };
  const handed = new Map<string, boolean>();
  const runs = (fn: number, argument: number, depth = 0): boolean => {
    const key = `${fn}|${argument}`;
    const old = handed.get(key);
    if (old !== undefined) return old;
    const { file, id, f } = p.functions[fn]!;
    const b = f.params[argument];
    const { values, calls } = p.files[file]!;
    const isIt = (v: number) => {
      const x = v === NONE ? null : values[v]!;
      return b !== undefined && x?.k === 'bind' && x.b === b;
    };
    const found = f.events.some((e) => {
      if (e.t !== 'call') return false;
      const c = calls[e.c]!;
      if (isIt(c.callee)) return holds(file, id, e);
      const at = c.args.findIndex(isIt);
      if (at < 0 || depth >= MAX_HANDED) return false;
      return [...(pt.targets.get(callGid(p, file, e.c)) ?? [])].slice(0, 4).some((t) => runs(t, at, depth + 1));
    });
    if (depth === 0 || found) handed.set(key, found);
    return found;
  };
  return { holds, runs };
}
