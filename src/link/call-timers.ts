import {
  type Call,
  type CallId,
  type FileFacts,
  type FunctionId,
  type Guard,
  NONE,
  type ValueId,
} from '../extract/facts.ts';
import { callersOfFunctions } from './callers.ts';
import { consumersOf } from './consumers.ts';
import { type Effects, OUTSIDE, type Work } from './effects.ts';
import { guardChain } from './guards.ts';
import type { Mutation } from './holders.ts';
import { isWithin } from './nested-functions.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';
import { inCatch, type Shape } from './timer-shapes.ts';
import type { Timer } from './timers.ts';

// Timers of one call whose caller waits for it by a callback: its time-out, and that it is tried again.

/** Functions up from where a timer is armed; a deeper one is not looked at. */
const MAX_UP = 16;
/** Places that a helper is called from which tries again what called it. */
const MAX_HELPED = 24;
/** Steps from a value back to the `arguments` that it was made of. */
const MAX_PARTS = 5;

/** `puts`: where callers are put that wait for an answer, by function. */
export type CallTimers = {
  readonly pt: Points;
  readonly effects: Effects;
  readonly puts: ReadonlyMap<number, readonly Mutation[]>;
};

/** A time-out that only calls the waiting caller back, or an attempt that ends by calling it, or by being made again. */
export function ofOneCall(about: CallTimers, t: Timer, work: Work): Shape | null {
  if (t.kind !== 'timeout' || t.call === NONE || t.work.length !== 1) return null;
  const again = attemptOf(about.pt, t);
  return again === null ? (helped(about, t) ?? timeOut(about, t, work)) : retry(about, t, again);
}

/** Functions around a call, the inner one first. */
function around(f: FileFacts, c: CallId): FunctionId[] {
  const out: FunctionId[] = [];
  for (let at = f.calls[c]!.f; at > 0 && out.length < MAX_UP; at = f.functions[at]!.parent) out.push(at);
  return out;
}

/** The function around a timer that the timer runs again, with the parameters that it is given again unchanged. */
function attemptOf(pt: Points, t: Timer): { readonly f: FunctionId; readonly same: readonly number[] } | null {
  const f = pt.p.files[t.file]!;
  const { file, id } = pt.p.functions[t.work[0]!]!;
  if (file !== t.file) return null;
  const over = around(f, t.call);
  if (over.includes(id)) return { f: id, same: [] };
  // `() => attempt(n + 1, callback)`
  const calls = f.calls.filter((c) => c && c.f === id);
  const c = calls.length === 1 ? calls[0]! : null;
  const named = c ? f.values[c.callee]! : null;
  if (!c || named?.k !== 'bind') return null;
  const inner = over.find((at) => f.bindings[named.b]!.defs.some((d) => isFunction(f, d, at)));
  if (inner === undefined) return null;
  const same = f.functions[inner]!.params.filter((b, i) => {
    const given = c.args[i] === undefined ? null : f.values[c.args[i]!]!;
    return given?.k === 'bind' && given.b === b;
  });
  return { f: inner, same };
}

const isFunction = (f: FileFacts, v: ValueId, fn: FunctionId): boolean => {
  const x = f.values[v]!;
  return x.k === 'fn' && x.f === fn;
};

/** What waits for the call: a parameter that is a function. */
function retry({ pt, effects }: CallTimers, t: Timer, again: NonNullable<ReturnType<typeof attemptOf>>): Shape | null {
  const f = pt.p.files[t.file]!;
  const over = around(f, t.call);
  const outer = over.slice(over.indexOf(again.f) + 1);
  const waiting = [...outer.flatMap((at) => f.functions[at]!.params), ...again.same];
  for (const b of waiting) {
    const ends = callsOf(f, b);
    const inside = ends.filter((c) => isWithin(f, f.calls[c]!.f, again.f));
    if (inside.length === 0 || !ends.every((c) => isInstead(pt, t, c)) || !isAwaited(pt, effects, t.file, b)) continue;
    // What asks nothing meanwhile only lets the time pass until it runs what it was given.
    if (effects.of(t.work, -1, (fn, c) => pt.p.functions[fn]!.file === t.file && ends.includes(c)).mask === 0) continue;
    const { s, e } = f.calls[inside[0]!]!;
    return {
      reason: 'request-scoped',
      why: 'tried again until the caller that waits for it is called back',
      at: { file: t.file, s, e },
    };
  }
  return null;
}

/**
 * The same by a helper that was handed the arguments, `return again('order', arguments)`: everything that calls it is run again with what it
 * was called with, and somebody waits for each.
 */
function helped({ pt, effects }: CallTimers, t: Timer): Shape | null {
  const { p } = pt;
  const f = p.files[t.file]!;
  const work = p.functions[t.work[0]!]!;
  if (work.file !== t.file) return null;
  const over = around(f, t.call);
  for (const e of work.f.events) {
    if (e.t !== 'call') continue;
    const targets = pt.targets.get(callGid(p, t.file, e.c));
    const list = targets ? listHandedTo(f, f.calls[e.c]!) : NONE;
    const from = list === NONE ? null : f.values[list]!;
    if (!targets || from?.k !== 'bind') continue;
    const helper = over.find((fn) => f.functions[fn]!.params.includes(from.b));
    if (helper === undefined) continue;
    const at = f.functions[helper]!.params.indexOf(from.b);
    const callers = callersOfFunctions(pt).get(functionGid(p, t.file, helper)) ?? [];
    const isWaitedFor = (gid: number): boolean => {
      const { file, id, c } = p.calls[gid]!;
      const facts = p.files[file]!;
      const given = c.args[at];
      if (given === undefined) return false;
      // Called there, the helper arms its timer there.
      const armed: Timer = { ...t, file, call: id };
      return around(facts, id).some(
        (fn) =>
          targets.has(functionGid(p, file, fn)) &&
          isArgumentsOf(facts, given, fn, 0) &&
          facts.functions[fn]!.params.some((b) => {
            const ends = callsOf(facts, b);
            return ends.length > 0 && ends.every((x) => isInstead(pt, armed, x)) && isAwaited(pt, effects, file, b);
          }),
      );
    };
    if (callers.length === 0 || callers.length > MAX_HELPED || !callers.every(isWaitedFor)) continue;
    const { s, e: end } = f.calls[e.c]!;
    return {
      reason: 'request-scoped',
      why: 'tried again until the caller that waits for it is called back',
      at: { file: t.file, s, e: end },
    };
  }
  return null;
}

/** The list that a call is handed as its arguments: `send.apply(null, list)`, `send(...list)`; NONE where there is none. */
function listHandedTo(f: FileFacts, c: Call): ValueId {
  const callee = f.values[c.callee]!;
  if (callee.k === 'prop' && callee.p === 'apply') return c.args[1] ?? NONE;
  return c.spreadFrom === 0 ? (c.args[0] ?? NONE) : NONE;
}

/** Whether a value holds what a function was called with: its `arguments`, or a list made of them. */
function isArgumentsOf(f: FileFacts, v: ValueId, fn: FunctionId, depth: number): boolean {
  if (v === NONE || depth > MAX_PARTS) return false;
  const x = f.values[v]!;
  const owner = f.functions[fn]!;
  switch (x.k) {
    case 'args':
      return x.f === fn;
    case 'bind': {
      if (owner.rest && owner.params.length === 1 && owner.params[0] === x.b) return true;
      const b = f.bindings[x.b]!;
      return b.kind !== 'param' && !b.imp && b.defs.length === 1 && isArgumentsOf(f, b.defs[0]!, fn, depth + 1);
    }
    case 'arr':
      return x.items.length === 0 && x.spreads.length === 1 && isArgumentsOf(f, x.spreads[0]!, fn, depth + 1);
    case 'call': {
      const c = f.calls[x.c]!;
      const callee = f.values[c.callee]!;
      if (callee.k !== 'prop' || (callee.p !== 'call' && callee.p !== 'from')) return false;
      return c.args.length === 1 && isArgumentsOf(f, c.args[0]!, fn, depth + 1);
    }
    default:
      return false;
  }
}

/** The work calls the caller back, does nothing else outside, and the caller waits for an answer where others find it. */
function timeOut({ pt, effects, puts }: CallTimers, t: Timer, work: Work): Shape | null {
  const f = pt.p.files[t.file]!;
  const { id } = pt.p.functions[t.work[0]!]!;
  const over = around(f, t.call);
  for (const b of over.flatMap((at) => f.functions[at]!.params)) {
    const own = callsOf(f, b).filter((c) => f.calls[c]!.f === id);
    if (own.length === 0) continue;
    const isKept = over.some((at) =>
      (puts.get(functionGid(pt.p, t.file, at)) ?? []).some((m) => m.file === t.file && mentions(f, m.v, b, 0)),
    );
    if (!isKept) continue;
    const rest = effects.of(t.work, -1, (fn, call) => fn === t.work[0] && own.includes(call));
    if ((rest.mask & OUTSIDE) !== 0 || work.cut) continue;
    const { s, e } = f.calls[own[0]!]!;
    return { reason: 'request-scoped', why: 'only calls the caller back that waits', at: { file: t.file, s, e } };
  }
  return null;
}

/** Calls of a parameter, also by `call` and `apply`. */
function callsOf(f: FileFacts, b: number): CallId[] {
  const uses = consumersOf(f);
  const v = uses.bindValue(b);
  if (v === NONE) return [];
  return uses.of(v).flatMap((u) => {
    if (u.k === 'callee') return [u.c];
    if (u.k !== 'recv') return [];
    const callee = f.values[f.calls[u.c]!.callee]!;
    return callee.k === 'prop' && (callee.p === 'call' || callee.p === 'apply') ? [u.c] : [];
  });
}

/** Whether what is put holds a parameter, or a function that calls it. */
function mentions(f: FileFacts, v: ValueId, b: number, depth: number): boolean {
  if (v === NONE || depth > 3) return false;
  const x = f.values[v]!;
  if (x.k === 'bind')
    return x.b === b || (!f.bindings[x.b]!.top && f.bindings[x.b]!.defs.some((d) => mentions(f, d, b, depth + 1)));
  if (x.k === 'obj') return x.props.some((q) => mentions(f, q[1], b, depth + 1));
  if (x.k === 'as') return mentions(f, x.v, b, depth + 1);
  return x.k === 'fn' && callsOf(f, b).some((c) => isWithin(f, f.calls[c]!.f, x.f));
}

/** Whether a call of what waits runs only where the timer is not armed: under the other outcome of a condition, or where nothing failed. */
function isInstead(pt: Points, t: Timer, end: CallId): boolean {
  const f = pt.p.files[t.file]!;
  const uses = consumersOf(f);
  const k = f.calls[end]!;
  const here: Guard[] = [];
  let sees = false;
  let at = f.calls[t.call]!.f;
  let guard = f.calls[t.call]!.guard;
  const handed = new Map<CallId, FunctionId>();
  for (let hops = 0; at > 0 && hops < MAX_UP; hops++) {
    here.push(...guardChain(f, guard));
    sees ||= at === k.f;
    const arg = uses.argumentOf(at);
    if (arg) handed.set(arg.c, at);
    // `const retry = () => setTimeout(…)` stands where it is called.
    const only = arg ? NONE : onlyCallOf(f, at);
    guard = arg ? f.calls[arg.c]!.guard : only === NONE ? NONE : f.calls[only]!.guard;
    at = only === NONE ? f.functions[at]!.parent : f.calls[only]!.f;
  }
  const there = [...guardChain(f, k.guard)];
  const isOther = there.some((g) =>
    here.some((x) => x !== g && x.cond !== NONE && x.cond === g.cond && x.yes !== g.yes),
  );
  if (isOther) return true;
  if (inCatch(pt, t)) return !sees || there.some((g) => g.kind === 'try');
  if (sees) return false;
  // `.then(answered, failed)`
  for (let fn = k.f, hops = 0; fn > 0 && hops < MAX_UP; fn = f.functions[fn]!.parent, hops++) {
    const arg = uses.argumentOf(fn);
    if (arg && handed.has(arg.c) && handed.get(arg.c) !== fn) return true;
  }
  return false;
}

/** The only call of a function that has a name in the function around it and is used for nothing else; NONE where there is none such. */
function onlyCallOf(f: FileFacts, fn: FunctionId): CallId {
  const b = f.bindings.findIndex((x) => !x.top && x.defs.length === 1 && isFunction(f, x.defs[0]!, fn));
  if (b < 0) return NONE;
  const uses = consumersOf(f);
  const v = uses.bindValue(b);
  const [use, another] = v === NONE ? [] : uses.of(v);
  return use?.k === 'callee' && another === undefined ? use.c : NONE;
}

/** Whether some caller goes on by what it gives: that acts, answers, or calls back in turn. What only tells a log waits for nothing. */
function isAwaited(pt: Points, effects: Effects, file: number, b: number): boolean {
  const fns = effects.functionsAt(pt.bindingNode(pt.p.bindingBase[file]! + b));
  return fns.length > 0 && (effects.of(fns).mask !== 0 || effects.handedIn(fns).length > 0);
}
