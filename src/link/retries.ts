import { type Call, type CallId, type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { ledTo } from './callables.ts';
import { constantNumber } from './constant-number.ts';
import { consumersOf } from './consumers.ts';
import { guardChain } from './guards.ts';
import { isIterator } from './natives.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';
import { afterFailure, isClear, keptAt, readsKept, within } from './timer-shapes.ts';

/**
 * Whether a timer of the language only tries again until something succeeds: an interval that its own work clears, or a delay after a
 * failure at whose end the function that failed runs anew. What runs then is part of what armed it, only later.
 */
export function triesAgain(pt: Points, gid: number, work: readonly { readonly fn: number }[]): boolean {
  const { file, id, c } = pt.p.calls[gid]!;
  if (c.f === NONE || work.length === 0) return false;
  const steps = (pt.externals.get(gid) ?? []).map((e) => pt.h.objects[e]!.steps);
  const fns = work.map(({ fn }) => fn);
  if (steps.some((s) => INTERVAL.test(s))) return clearsItself(pt, file, id, fns);
  if (!steps.some((s) => DELAY.test(s))) return false;
  return fns.some((fn) => runsAgain(pt, file, c.f, fn)) && afterFailure(pt, file, id, () => [], 0);
}

/** Whether what a timer runs is part of what arms it, only later: it tries again, or is put off once. */
export function onlyLater(pt: Points, gid: number, work: readonly { readonly fn: number }[]): boolean {
  const fns = work.map(({ fn }) => fn);
  return triesAgain(pt, gid, work) || firesOnce(pt, gid, fns);
}

/** Functions that the work of a timer may run, as far as they are followed. */
const MAX_TIMER_WORK = 4000;
/** Milliseconds by which start-up may put a part of itself off. What is put off for longer is planned for a time. */
const LATER_START = 60_000;
const onces = new WeakMap<Points, Map<string, boolean>>();

/**
 * Whether a delay puts its work off once, by a moment that is written down, and nothing arms it anew: armed at start-up, that is start-up
 * which happens a little later, at each start.
 */
export function firesOnce(pt: Points, gid: number, work: readonly number[]): boolean {
  const { p } = pt;
  const { file, c } = p.calls[gid]!;
  const timers = (pt.externals.get(gid) ?? []).map((e) => pt.h.objects[e]!);
  const isDelay = timers.some(({ pkg, steps }) => /^(?:\(global\)|node:timers)$/.test(pkg) && DELAY.test(steps));
  if (c.f === NONE || !isDelay || work.length === 0) return false;
  const delay = c.args[1] === undefined ? 0 : constantNumber(pt, file, c.args[1]);
  if (delay === null || delay > LATER_START || isRepeated(p.files[file]!, c)) return false;
  const known = entryOf(onces, pt, () => new Map<string, boolean>());
  return entryOf(known, `${gid}|${work.join()}`, () => !comesBack(pt, functionGid(p, file, c.f), work));
}

/** Whether a call stands in a loop, or in a function that is run for each element of a list. */
function isRepeated(f: FileFacts, c: Call): boolean {
  if ([...guardChain(f, c.guard)].some(({ kind }) => kind === 'loop')) return true;
  const given = consumersOf(f).argumentOf(c.f);
  const callee = given ? f.values[f.calls[given.c]!.callee]! : null;
  return callee?.k === 'prop' && isIterator(callee.p);
}

/** Whether functions may lead to one, or back to themselves, or go on for ever; or wind up their timer anew. */
function comesBack(pt: Points, to: number, from: readonly number[]): boolean {
  const { p } = pt;
  const back = new Set([to, ...from]);
  const runs = new Set(from);
  for (const fn of runs) {
    if (runs.size > MAX_TIMER_WORK) return true;
    const { file: at, f } = p.functions[fn]!;
    const facts = p.files[at]!;
    for (const e of f.events) {
      if (e.t !== 'call') continue;
      const c = facts.calls[e.c]!;
      const callee = facts.values[c.callee]!;
      if (callee.k === 'prop' && callee.p === 'refresh') return true;
      if ([...guardChain(facts, c.guard)].some(({ kind, yes }) => kind === 'loop' && yes)) return true;
      for (const next of ledTo(pt, callGid(p, at, e.c))) {
        if (back.has(next)) return true;
        runs.add(next);
      }
    }
  }
  return false;
}

const INTERVAL = /(^|\.)setInterval$/;
const DELAY = /(^|\.)setTimeout$/;

/**
 * Whether the work of an interval clears it for what it found: what it waited for is there, or what it asked says so. Where something
 * else says that it is over (a flag that is set as the process stops), the interval is a schedule that can be ended.
 */
function clearsItself(pt: Points, file: number, call: CallId, work: readonly number[]): boolean {
  const f = pt.p.files[file]!;
  const own = new Set(work);
  const kept = keptAt(pt, { file, call });
  const handle = consumersOf(f)
    .of(consumersOf(f).callValue(call))
    .find((u) => u.k === 'def');
  const isHandle = (v: ValueId): boolean =>
    kept ? readsKept(pt, file, v, kept) : handle?.k === 'def' && isBinding(f, v, handle.b);
  /** Whether a value comes of the work itself: of a call, or of a local of its. */
  const isFound = (v: ValueId, depth = 0): boolean => {
    if (v === NONE || depth > 6) return false;
    const x = f.values[v]!;
    if (x.k === 'lit' || x.k === 'undef' || x.k === 'call') return true;
    if (x.k === 'op' || x.k === 'alt') return x.of.every((y) => isFound(y, depth + 1));
    if (x.k === 'await' || x.k === 'as' || x.k === 'narrow') return isFound(x.v, depth + 1);
    if (x.k === 'prop' || x.k === 'index') return isFound(x.o, depth + 1);
    return x.k === 'bind' && !f.bindings[x.b]!.imp && within(pt, file, f.bindings[x.b]!.f, own);
  };
  const endsItself = (at: Call): boolean => {
    const conds = [...guardChain(f, at.guard)].flatMap((g) => (g.cond === NONE || g.kind === 'loop' ? [] : [g.cond]));
    if (conds.length > 0) return conds.every((cond) => isFound(cond));
    const waited = f.calls.some((c) => c?.f === at.f && c.use === 'await' && c.e < at.s);
    return waited || !own.has(functionGid(pt.p, file, at.f));
  };
  return f.calls.some(
    (at, id) =>
      at &&
      at.f !== NONE &&
      at.args.some(isHandle) &&
      within(pt, file, at.f, own) &&
      isClear(pt, file, id) &&
      endsItself(at),
  );
}

/** Whether a function is one around the place that arms a timer, or only calls one. */
function runsAgain(pt: Points, file: number, armedIn: number, fn: number): boolean {
  const { p } = pt;
  const f = p.files[file]!;
  const around = new Set<number>();
  for (let at = armedIn, hops = 0; at > 0 && hops < 16; at = f.functions[at]!.parent, hops++)
    around.add(functionGid(p, file, at));
  if (around.has(fn)) return true;
  const work = p.functions[fn]!;
  return work.f.events.some(
    (e) => e.t === 'call' && [...(pt.targets.get(callGid(p, work.file, e.c)) ?? [])].some((g) => around.has(g)),
  );
}

const isBinding = (f: FileFacts, v: ValueId, b: number): boolean => {
  const x = f.values[v]!;
  return x.k === 'bind' ? x.b === b : x.k === 'as' && isBinding(f, x.v, b);
};
