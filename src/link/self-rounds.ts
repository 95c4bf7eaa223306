import {
  type Call,
  type CallId,
  type FileFacts,
  type FunctionId,
  type GuardId,
  NONE,
  type ValueId,
} from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { consumersOf } from './consumers.ts';
import { guardChain } from './guards.ts';
import { setOf, stepsOf } from './heap.ts';
import { isIterator } from './natives.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';
import { isSwitch, loopAround } from './sleeps.ts';

// Work that goes on for ever without a timer and without a loop: a function that does its work, waits for it, and runs itself anew.

/** Functions between a call and the function around them all that it leads back to. */
const MAX_BACK = 4;
/** Parts of a condition that are looked through for what the round found out. */
const MAX_CONDITION = 6;
/** What runs a function anew each time that it says that it is done (caolan/async lib/forever.js, 3.2). */
const FOREVER = /^(?:async|async-es|neo-async)(?:\.default)?\.forever$|^async\/forever(?:\.default)?$/;
/** Functions of the language that run what they are given as soon as what runs now is done. */
const SOON = /^\.(?:setImmediate|queueMicrotask|process\.nextTick)$/;

/**
 * The calls of a function by which it, or one around it, runs anew each time that it is done, with nothing handed on and nothing that a
 * round finds out to end it: `next()` behind an `await`, `setImmediate(loop)`, `take(() => loop())`. A function that goes through a list
 * and ends with that is none of them; nor is one that tries again what failed.
 */
export function roundsAgain(pt: Points, file: number, id: FunctionId): readonly CallId[] {
  const { p } = pt;
  const f = p.files[file]!;
  const fn = f.functions[id]!;
  let around: FunctionId[] | null = null;
  return fn.events.flatMap((e) => {
    if (e.t !== 'call') return [];
    const c = f.calls[e.c]!;
    if (isForever(pt, file, e.c)) return [e.c];
    // Most calls lead elsewhere: the functions around are looked for where one may lead back.
    if (fn.kind === 'module') return [];
    around ??= backTo(pt, file, id);
    const to = around.find((g) => leadsTo(pt, file, e.c, g));
    if (to === undefined || !isAlways(pt, file, to, id, c)) return [];
    return to !== id || waits(pt, file, id, e.c, c) ? [e.c] : [];
  });
}

/** A function and those around it, as far as each is handed on to be run when something is done. */
function backTo(pt: Points, file: number, id: FunctionId): FunctionId[] {
  const f = pt.p.files[file]!;
  const out = [id];
  for (let at = id; out.length <= MAX_BACK; ) {
    const given = consumersOf(f).argumentOf(at);
    const { parent } = f.functions[at]!;
    if (given === null || parent <= 0 || !goesOnWith(f, f.calls[given.c]!, at)) break;
    // Each of the functions between has to be run whatever the round finds out.
    if (f.calls[given.c]!.f !== parent) break;
    out.push(parent);
    at = parent;
  }
  return out;
}

/** Whether a call takes a function for when its work is done: no listener of an event, no other try after a failure, nothing done for each of a list. */
function goesOnWith(f: FileFacts, c: Call, fn: FunctionId): boolean {
  const callee = f.values[c.callee]!;
  const first = c.args[0] === undefined ? undefined : f.values[c.args[0]]!;
  if (c.kind !== 'call' || (first?.k === 'lit' && typeof first.v === 'string')) return false;
  if (callee.k === 'prop') {
    if (callee.p === 'then') return first?.k === 'fn' && first.f === fn;
    if (callee.p === 'catch' || isIterator(callee.p)) return false;
  }
  return true;
}

/** Whether a call runs a function with what it was given itself, or hands it on to be run as soon as this is done. */
function leadsTo(pt: Points, file: number, call: CallId, fn: FunctionId): boolean {
  const { p } = pt;
  const f = p.files[file]!;
  const c = f.calls[call]!;
  const gid = functionGid(p, file, fn);
  if (c.kind !== 'call') return false;
  if (pt.targets.get(callGid(p, file, call))?.has(gid)) {
    const { params } = f.functions[fn]!;
    return c.args.every((a, i) => {
      const x = f.values[a]!;
      return x.k === 'bind' && x.b === params[i];
    });
  }
  const callee = f.values[c.callee]!;
  const [first] = c.args;
  if (first === undefined || !isAmong(pt, file, first, gid)) return false;
  return (callee.k === 'prop' && callee.p === 'then') || isSoon(pt, file, call);
}

/** `async.forever(fn)`: the library does the same with what it is handed, and ends with an error alone. */
const isForever = (pt: Points, file: number, call: CallId): boolean =>
  (pt.externals.get(callGid(pt.p, file, call)) ?? []).some((o) => {
    const { pkg, steps } = pt.h.objects[o]!;
    return FOREVER.test(`${pkg}${steps}`);
  });

/** Whether a call of the language runs what it is given as soon as what runs now is done. */
export const isSoon = (pt: Points, file: number, call: CallId): boolean =>
  (pt.externals.get(callGid(pt.p, file, call)) ?? []).some((o) => {
    const x = pt.h.objects[o]!;
    return x.pkg === '(global)' && SOON.test(stepsOf(pt.h, x));
  });

/** Whether a function that runs itself waits before it does: else it would never come to an end at all. */
function waits(pt: Points, file: number, id: FunctionId, call: CallId, c: Call): boolean {
  const fn = pt.p.files[file]!.functions[id]!;
  const callee = pt.p.files[file]!.values[c.callee]!;
  if ((callee.k === 'prop' && callee.p === 'then') || isSoon(pt, file, call)) return true;
  return (
    fn.async &&
    fn.events.some((e) => e.t === 'await' && e.s < c.s && loopAround(pt.p.files[file]!, e.guard) !== 'catch')
  );
}

/** Whether the call that leads back is come to whatever the round finds out. */
function isAlways(pt: Points, file: number, outer: FunctionId, id: FunctionId, back: Call): boolean {
  const f = pt.p.files[file]!;
  if (!isFree(f, outer, id, back.guard) || loopAround(f, back.guard) !== null) return false;
  for (let at = id; ; ) {
    for (const e of f.functions[at]!.events)
      if (
        e.t === 'return' &&
        e.s < back.s &&
        !isFree(f, outer, at, e.guard) &&
        !comesAgain(pt, file, outer, at, e.guard)
      )
        return false;
    if (at === outer) return true;
    const given = consumersOf(f).argumentOf(at);
    if (given === null) return false;
    const c = f.calls[given.c]!;
    if (!isFree(f, outer, at === outer ? at : c.f, c.guard) || loopAround(f, c.guard) !== null) return false;
    at = f.functions[at]!.parent;
  }
}

/** Whether the branch that returns early runs the function anew as well: at once, or by a timer. */
function comesAgain(pt: Points, file: number, outer: FunctionId, fn: FunctionId, guard: GuardId): boolean {
  const f = pt.p.files[file]!;
  const isTimer = (call: CallId) =>
    (pt.externals.get(callGid(pt.p, file, call)) ?? []).some((o) => pt.h.objects[o]!.steps.endsWith('.setTimeout'));
  return f.functions[fn]!.events.some((e) => {
    if (e.t !== 'call' || f.calls[e.c]!.guard !== guard) return false;
    if (leadsTo(pt, file, e.c, outer)) return true;
    const [work] = f.calls[e.c]!.args;
    if (work === undefined || !isTimer(e.c)) return false;
    const x = f.values[work]!;
    if (x.k === 'fn') return f.functions[x.f]!.events.some((y) => y.t === 'call' && leadsTo(pt, file, y.c, outer));
    return isAmong(pt, file, work, functionGid(pt.p, file, outer));
  });
}

const isAmong = (pt: Points, file: number, v: ValueId, fn: number): boolean =>
  setOf(pt.h, pt.valueNode(file, v)).some((o) => pt.h.objects[o]!.k === 'fn' && pt.h.objects[o]!.site === fn);

/** Whether what a guard asks for is set by others, or whether all went well. */
function isFree(f: FileFacts, outer: FunctionId, fn: FunctionId, guard: GuardId): boolean {
  // What an early exit leaves behind it, is asked of that exit.
  for (const g of guardChain(f, guard))
    if (g.kind !== 'early' && g.cond !== NONE && !(isSwitch(f, fn, g.cond) && !isFoundOut(f, outer, fn, g.cond, 0)))
      return false;
  return true;
}

/** Whether a condition tells of what a round was given or has written: `if (job)`, `if (more)`; not of the error that ends it. */
function isFoundOut(f: FileFacts, outer: FunctionId, fn: FunctionId, v: ValueId, depth: number): boolean {
  const x = v === NONE || depth > MAX_CONDITION ? undefined : f.values[v]!;
  if (x === undefined) return true;
  switch (x.k) {
    case 'lit':
    case 'this':
    case 'undef':
      return false;
    case 'as':
      return isFoundOut(f, outer, fn, x.v, depth + 1);
    case 'prop':
      return writtenWithin(f, outer).has(`.${x.p}`) || isFoundOut(f, outer, fn, x.o, depth + 1);
    case 'bind': {
      const b = f.bindings[x.b]!;
      if (writtenWithin(f, outer).has(`${x.b}`)) return true;
      if (b.kind !== 'param' || b.f === outer || b.f === NONE) return false;
      return !(b.index === 0 && /^_?e(?:rr?|rror)?$/i.test(b.name)) && isInside(f, b.f, outer);
    }
    case 'op':
    case 'alt':
      return x.of.some((y) => isFoundOut(f, outer, fn, y, depth + 1));
    default:
      return true;
  }
}

const isInside = (f: FileFacts, fn: FunctionId, outer: FunctionId): boolean =>
  f.functions[fn]!.s >= f.functions[outer]!.s && f.functions[fn]!.e <= f.functions[outer]!.e;

const writes = new WeakMap<FileFacts, Map<FunctionId, ReadonlySet<string>>>();
/** Bindings and names of properties that a function, or one in it, writes. */
function writtenWithin(f: FileFacts, outer: FunctionId): ReadonlySet<string> {
  const known = entryOf(writes, f, () => new Map<FunctionId, ReadonlySet<string>>());
  return entryOf(known, outer, () => {
    const out = new Set<string>();
    f.functions.forEach((g, id) => {
      if (!isInside(f, id, outer)) return;
      for (const e of g.events) {
        if (e.t !== 'write') continue;
        if ('b' in e.to) out.add(`${e.to.b}`);
        else if ('p' in e.to) out.add(`.${e.to.p}`);
      }
    });
    return out;
  });
}
