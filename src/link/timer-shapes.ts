import { type CallId, type FileFacts, type FunctionId, type GuardId, NONE, type ValueId } from '../extract/facts.ts';
import { consumersOf } from './consumers.ts';
import { AFTER, type Contexts, Ctx } from './contexts.ts';
import { MOMENT } from './effects.ts';
import { guardChain, testsAt } from './guards.ts';
import { setOf } from './heap.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';
import { isSwitch } from './sleeps.ts';
import type { Timer } from './timers.ts';

/** Why a timer is no schedule by its shape alone, with the place that proves it. */
export type Shape = {
  readonly reason: 'request-scoped' | 'process-upkeep';
  readonly why: string;
  readonly at: { readonly file: number; readonly s: number; readonly e: number };
};

const CLEARS = /(^|\.)clear(Timeout|Interval|Immediate)$/;

/** `again`: the work arms it anew. What the shape of a timer tells, before what its work does: it waits, gives up, is over at once, or belongs to one operation. */
export function shapeOf(pt: Points, ctx: Contexts, t: Timer, again: boolean): Shape | null {
  if (t.call === NONE) return null;
  const here = { file: t.file, s: t.s, e: t.e };
  if ((ctx.maskOf(t.fn) & ~Ctx.shutdown) === 0)
    return { reason: 'process-upkeep', why: 'armed while the process shuts down', at: here };
  const moment: Shape = { reason: 'request-scoped', why: 'put off for a moment', at: here };
  if (t.kind === 'debounce' && t.delay !== null && t.delay <= PAUSE) return moment;
  if (t.kind === 'debounce' || t.kind === 'cron' || t.kind === 'loop') return null;
  if (t.apart) return t.delay !== null && t.delay <= MOMENT ? moment : null;
  const f = pt.p.files[t.file]!;
  const c = f.calls[t.call]!;
  if (t.kind === 'timeout' && (c.use === 'await' || executorOf(pt, t.file, c.f) !== null))
    return { reason: 'request-scoped', why: 'only waits: a promise settles when it fires', at: here };
  const settled = t.kind === 'interval' ? settledBy(pt, t) : null;
  if (settled)
    return { reason: 'request-scoped', why: 'asks again until the promise settles that waits for it', at: settled };
  const kept = keptAt(pt, t);
  const isMoment = t.kind === 'timeout' && t.delay !== null && t.delay <= MOMENT;
  // However short the pause: what arms itself anew whatever it finds goes on for ever. A shorter one lets other work come between.
  const goesOn = again && t.delay !== null && t.delay >= PAUSE && armsItself(pt, t) && isUnconditional(f, c.f, c.guard);
  if (isMoment && !goesOn && !(kept && (again || clearedBefore(pt, t, kept))))
    return { reason: 'request-scoped', why: 'put off for a moment', at: here };
  return insideOperation(pt, ctx, t);
}

/** Milliseconds from which on a pause is one of a period; less only gives way to other work. */
const PAUSE = 100;

/** Whether the timer runs the very function that armed it, by itself or as the only thing that is called then. */
function armsItself(pt: Points, t: Timer): boolean {
  const owner = methodAround(pt, t.fn);
  return t.work.some((fn) => {
    if (fn === owner) return true;
    const { file, f } = pt.p.functions[fn]!;
    const calls = f.events.filter((e) => e.t === 'call');
    return (
      calls.length === 1 && calls.some((e) => e.t === 'call' && pt.targets.get(callGid(pt.p, file, e.c))?.has(owner))
    );
  });
}
/** The function that an arrow function stands in, as far out as arrows go. */
export function methodAround(pt: Points, fn: number): number {
  const { file, f } = pt.p.functions[fn]!;
  return f.kind === 'arrow' && f.parent > 0 && f.name === '' ? methodAround(pt, functionGid(pt.p, file, f.parent)) : fn;
}

/** Whether nothing that its function finds out decides whether a place is reached, but for a switch that others set. */
function isUnconditional(f: FileFacts, fn: FunctionId, guard: GuardId): boolean {
  for (const g of guardChain(f, guard))
    if (g.kind === 'catch' || g.kind === 'loop' || (g.cond !== NONE && !isSwitch(f, fn, g.cond))) return false;
  return true;
}

/** Where the work of an interval ends it and settles the promise in whose executor it was armed: somebody waits for what it finds. */
function settledBy(pt: Points, t: Timer): Shape['at'] | null {
  const f = pt.p.files[t.file]!;
  const promise = executorOf(pt, t.file, f.calls[t.call]!.f);
  const executor = promise === null ? undefined : f.values[f.calls[promise]!.args[0]!]!;
  if (executor?.k !== 'fn') return null;
  const { params } = f.functions[executor.f]!;
  const own = new Set(t.work);
  const inWork = f.calls.flatMap((c, id) => (c && c.f !== NONE && within(pt, t.file, c.f, own) ? [{ c, id }] : []));
  if (!inWork.some(({ id }) => isClear(pt, t.file, id))) return null;
  const at = inWork.find(({ c }) => {
    const callee = f.values[c.callee]!;
    return callee.k === 'bind' && params.includes(callee.b);
  });
  return at ? { file: t.file, s: at.c.s, e: at.c.e } : null;
}

/** The `new Promise(...)` whose executor holds a function, if one does. */
function executorOf(pt: Points, file: number, f: FunctionId): number | null {
  const facts = pt.p.files[file]!;
  const uses = consumersOf(facts);
  for (let at = f, hops = 0; at > 0 && hops < 16; at = facts.functions[at]!.parent, hops++) {
    const arg = uses.argumentOf(at);
    if (arg?.i !== 0 || facts.calls[arg.c]!.kind !== 'new') continue;
    const exts = pt.externals.get(callGid(pt.p, file, arg.c)) ?? [];
    if (exts.some((e) => pt.h.objects[e]!.pkg === '(global)' && pt.h.objects[e]!.steps === '.Promise')) return arg.c;
  }
  return null;
}

/** Where a handle is kept beyond its function: a field, an entry, a variable of an outer function. */
export type Kept =
  | { readonly k: 'field'; readonly p: string; readonly o: ValueId }
  | { readonly k: 'entry'; readonly o: ValueId }
  | { readonly k: 'binding'; readonly b: number };

/** The place that keeps the handle of a timer, or null for a local or nothing. */
export function keptAt(pt: Points, t: Pick<Timer, 'file' | 'call'>): Kept | null {
  const f = pt.p.files[t.file]!;
  const uses = consumersOf(f);
  const look = (v: ValueId, depth: number): Kept | null => {
    if (v === NONE || depth > 4) return null;
    for (const u of uses.of(v)) {
      if (u.k === 'store') {
        for (const e of f.functions[u.f]!.events)
          if (e.t === 'write' && e.v === v && !('b' in e.to))
            return 'p' in e.to ? { k: 'field', p: e.to.p, o: e.to.o } : { k: 'entry', o: e.to.o };
      } else if (u.k === 'arg') {
        const c = f.calls[u.c]!;
        const callee = f.values[c.callee]!;
        if (callee.k === 'prop' && (callee.p === 'set' || callee.p === 'push' || callee.p === 'add') && c.recv !== NONE)
          return { k: 'entry', o: c.recv };
      } else if (u.k === 'def') {
        const b = f.bindings[u.b]!;
        if (b.top || b.f === 0 || b.f !== f.calls[t.call]!.f) return { k: 'binding', b: u.b };
        const on = look(uses.bindValue(u.b), depth + 1);
        if (on) return on;
      } else if (u.k === 'value') {
        const x = f.values[u.v]!;
        if (x.k === 'as' || x.k === 'obj' || x.k === 'alt') {
          const on = look(u.v, depth + 1);
          if (on) return on;
        }
      }
    }
    return null;
  };
  return look(consumersOf(f).callValue(t.call), 0);
}

/** Whether a value reads the place that keeps a handle. */
export function readsKept(pt: Points, file: number, v: ValueId, kept: Kept, depth = 0): boolean {
  const f = pt.p.files[file]!;
  if (v === NONE || depth > 4) return false;
  const x = f.values[v]!;
  if (x.k === 'as' || x.k === 'await') return readsKept(pt, file, x.v, kept, depth + 1);
  if (x.k === 'op') return x.of.some((y) => readsKept(pt, file, y, kept, depth + 1));
  if (kept.k === 'binding') return x.k === 'bind' && x.b === kept.b;
  if (x.k === 'bind') return f.bindings[x.b]!.defs.some((d) => readsKept(pt, file, d, kept, depth + 1));
  if (kept.k === 'field') return x.k === 'prop' && x.p === kept.p;
  if (x.k === 'index') return isSamePlace(f, x.o, kept.o);
  if (x.k === 'prop') return readsKept(pt, file, x.o, kept, depth + 1);
  if (x.k === 'call') return isSamePlace(f, f.calls[x.c]!.recv, kept.o);
  return false;
}

/** One expression, or one field of `this` in two functions. */
function isSamePlace(f: FileFacts, a: ValueId, b: ValueId): boolean {
  if (a === b || a === NONE) return a === b;
  const x = f.values[a]!;
  const y = f.values[b]!;
  if (x.k !== 'prop' || y.k !== 'prop' || x.p !== y.p) return false;
  return f.values[x.o]!.k === 'this' && f.values[y.o]!.k === 'this';
}

/** Whether a function beside its work clears a timer whose handle is kept in a field or an entry. */
export function isCleared(pt: Points, t: Timer): boolean {
  const kept = keptAt(pt, t);
  if (!kept) return false;
  const f = pt.p.files[t.file]!;
  const own = new Set(t.work);
  return f.calls.some(
    (c, id) =>
      c &&
      c.f !== NONE &&
      c.f !== f.calls[t.call]!.f &&
      !within(pt, t.file, c.f, own) &&
      c.args.some((a) => readsKept(pt, t.file, a, kept)) &&
      isClear(pt, t.file, id),
  );
}

/** Whether the timer that stands there already is cleared, or looked up, in the same function before another is armed. */
function clearedBefore(pt: Points, t: Timer, kept: Kept): boolean {
  const f = pt.p.files[t.file]!;
  const c = f.calls[t.call]!;
  if (testsAt(f, c.guard).some((x) => readsKept(pt, t.file, x.v, kept))) return true;
  for (const e of f.functions[c.f]!.events) {
    if (e.t !== 'call') continue;
    const at = f.calls[e.c]!;
    if (!at.args.some((a) => readsKept(pt, t.file, a, kept))) continue;
    if (isClear(pt, t.file, e.c)) return true;
  }
  return false;
}

/** Whether a call ends a timer of the language. */
export const isClear = (pt: Points, file: number, c: number): boolean =>
  (pt.externals.get(callGid(pt.p, file, c)) ?? []).some((e) => CLEARS.test(pt.h.objects[e]!.steps));

/** The handle is a local of one activation, goes nowhere else and is cleared by that activation. */
function insideOperation(pt: Points, ctx: Contexts, t: Timer): Shape | null {
  const { p } = pt;
  const f = p.files[t.file]!;
  const uses = consumersOf(f);
  const c = f.calls[t.call]!;
  const def = uses.of(uses.callValue(t.call)).find((u) => u.k === 'def');
  if (def?.k !== 'def') return null;
  const b = f.bindings[def.b]!;
  if (b.top || b.f === 0) return null;
  const owner = functionGid(p, t.file, b.f);
  const v = uses.bindValue(def.b);
  const clears: number[] = [];
  for (const u of v === NONE ? [] : uses.of(v)) {
    if (u.k === 'arg') {
      if (!isClear(pt, t.file, u.c)) return null;
      clears.push(u.c);
    } else if (u.k === 'return' || u.k === 'store' || u.k === 'def') return null;
    else if (u.k === 'value') {
      const x = f.values[u.v]!;
      if (x.k === 'obj' || x.k === 'arr') return null;
    }
  }
  const own = new Set(t.work);
  const later = (ctx.maskOf(owner) & (AFTER & ~Ctx.later)) !== 0;
  for (const id of clears) {
    const at = f.calls[id]!;
    // Clearing itself from its own callback ends nothing early.
    if (within(pt, t.file, at.f, own)) continue;
    // What is cleared before another is armed was put off: it waits on.
    if (at.f === c.f && at.s > c.s && b.f === c.f && !within(pt, t.file, c.f, own))
      return {
        reason: 'request-scoped',
        why: 'cleared by the function that arms it',
        at: { file: t.file, s: at.s, e: at.e },
      };
    if (later && at.f !== c.f && endsWithOperation(pt, t.file, at.f, b.f))
      return {
        reason: 'request-scoped',
        why: 'cleared when the operation that arms it ends',
        at: { file: t.file, s: at.s, e: at.e },
      };
  }
  return null;
}

/** Whether a function is one of these, or stands in one of these. */
export function within(pt: Points, file: number, f: FunctionId, fns: ReadonlySet<number>): boolean {
  const facts = pt.p.files[file]!;
  for (let at = f, hops = 0; at > 0 && hops < 16; at = facts.functions[at]!.parent, hops++)
    if (fns.has(functionGid(pt.p, file, at))) return true;
  return false;
}

/**
 * Whether a function nested in the one that owns the handle runs when that activation's own work ends: in its flow, returned, or
 * registered on a request, response, socket or child of this activation; not on an object that others hold.
 */
function endsWithOperation(pt: Points, file: number, f: FunctionId, owner: FunctionId): boolean {
  const facts = pt.p.files[file]!;
  const uses = consumersOf(facts);
  for (let at = f, hops = 0; at > 0 && at !== owner && hops < 16; at = facts.functions[at]!.parent, hops++) {
    const arg = uses.argumentOf(at);
    if (!arg) continue;
    const c = facts.calls[arg.c]!;
    if (c.recv === NONE) continue;
    for (const o of setOf(pt.h, pt.valueNode(file, c.recv))) {
      const x = pt.h.objects[o]!;
      if (x.k === 'inst' || (x.k === 'ext' && x.allocator < 0 && x.type !== 'callback')) return false;
    }
  }
  return true;
}

/**
 * Whether a timer is armed where something failed: in a catch block, or in a function handed to `.catch` or to an event that ends a
 * connection. With `callersOf` (calls, as global ids, that may run a function) also in a function that only such places call.
 */
export function inCatch(pt: Points, t: Timer, callersOf: (fn: number) => readonly number[] = () => []): boolean {
  return afterFailure(pt, t.file, t.call, callersOf, 0);
}

/** Calls up from what arms a timer in which the failure is looked for that it follows. */
const MAX_FAILED = 3;

/** Whether a call stands where something failed; `callersOf` as for `inCatch`, `depth` the calls up from there. */
export function afterFailure(
  pt: Points,
  file: number,
  call: CallId,
  callersOf: (fn: number) => readonly number[],
  depth: number,
): boolean {
  const f = pt.p.files[file]!;
  const c = f.calls[call]!;
  for (const g of guardChain(f, c.guard)) if (g.kind === 'catch') return true;
  const uses = consumersOf(f);
  for (let at = c.f, hops = 0; at > 0 && hops < 8; at = f.functions[at]!.parent, hops++) {
    const arg = uses.argumentOf(at);
    const callee = arg ? f.values[f.calls[arg.c]!.callee]! : null;
    if (callee?.k !== 'prop') continue;
    if (callee.p === 'catch' || (callee.p === 'then' && arg!.i === 1)) return true;
    const event = f.values[f.calls[arg!.c]!.args[0]!]!;
    if (
      (callee.p === 'on' || callee.p === 'once') &&
      event.k === 'lit' &&
      /^(error|close|disconnect|end)/.test(String(event.v))
    )
      return true;
  }
  // A function of its own, which nothing but failures call.
  if (depth >= MAX_FAILED || c.f <= 0) return false;
  const callers = callersOf(functionGid(pt.p, file, c.f));
  return (
    callers.length > 0 &&
    callers.every((gid) => {
      const at = pt.p.calls[gid]!;
      return at.c.f !== NONE && afterFailure(pt, at.file, at.id, callersOf, depth + 1);
    })
  );
}
