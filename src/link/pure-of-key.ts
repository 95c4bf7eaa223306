import { type CallId, type FileFacts, type FunctionId, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { isPartOf } from './binding-parts.ts';
import type { Facts, JudgeInput } from './categories.ts';
import { isNew } from './filled-after.ts';
import { guardChain, testsOf } from './guards.ts';
import type { Mutation } from './holders.ts';
import { givenParts, isOneOfParts } from './keyed-values.ts';
import { asksOthers, isWorkedOut } from './made-of-key.ts';
import { isWithin } from './nested-functions.ts';
import { From } from './origins.ts';
import type { Points } from './points.ts';
import { bindingGid, callGid, functionGid } from './program.ts';
import { exportOf } from './static.ts';

// A value that code of the program works out step by step of its key, of constants and of what stands fast once the server runs: whichever
// process does it, and how often, the outcome is the same. What is known of where values come from ends at what a caller brings, and does
// not see that what it does not know is the key; here the steps themselves are looked at.

/** Parts of the steps that are looked at. */
const MAX_PARTS = 300;
const MAX_STEPS = 24;
/** Steps from what is put to the call or operator that gives it. */
const MAX_RESULT_STEPS = 8;

/** What differs from one process to another, or from one time to the next. */
const OWN = From.random | From.time | From.created;
/** What a call that is not known step by step may give, beside what the key brings. */
const STEADY = From.self | From.library | From.fresh | From.constant | From.environment | From.shipped | From.fn;
/** What of the process itself is the same in all that run the program. */
const OF_PROCESS = /^(?:env|platform|arch|versions?|argv|execPath)$/;

/** Whether every step from a key to what is put under it only computes, and is given nothing else that changes; of a place without key, from constants. */
export function isPureOfKey(input: JudgeInput, f: Facts, m: Mutation): boolean {
  const { pt, ctx, origins, pure, holder } = input;
  const facts = pt.p.files[m.file]!;
  if (!pure || m.v === NONE || (m.key === NONE && m.kind !== 'assign')) return false;
  if (m.op === 'op=' || m.op === '++' || m.method === 'add' || isNew(facts, m.v)) return false;
  const maker = pt.p.functions[m.fn]!.id;
  const parts = givenParts(facts, m.key === NONE ? [] : [m.key]);
  if (parts === null || facts.functions[maker]!.generator || !isResult(facts, m.v, 0)) return false;
  const isKey = (v: ValueId): boolean => v === m.key || isOneOfParts(facts, parts, v);
  /** An entry of the holder itself, under the same key. */
  const isEntry = (v: ValueId): boolean => {
    const x = facts.values[v]!;
    if (x.k === 'index') return m.key !== NONE && isSame(facts, x.i, m.key) && f.isPlace(m.file, x.o);
    if (x.k !== 'call') return m.key === NONE && (x.k === 'bind' || x.k === 'prop') && isHolder(v);
    const { callee, recv, args } = facts.calls[x.c]!;
    const name = facts.values[callee]!;
    return (
      name.k === 'prop' &&
      name.p === 'get' &&
      recv !== NONE &&
      args.length === 1 &&
      isSame(facts, args[0]!, m.key) &&
      f.isPlace(m.file, recv)
    );
  };
  const isHolder = (v: ValueId): boolean => {
    const x = facts.values[v]!;
    return x.k === 'bind' ? bindingGid(pt.p, m.file, x.b) === holder.binding : f.isPlace(m.file, v);
  };
  const seen = new Set<ValueId>();
  const inner = new Set<FunctionId>();
  let budget = MAX_PARTS;

  const all = (list: readonly ValueId[], depth: number): boolean => list.every((v) => look(v, depth + 1));
  const look = (v: ValueId, depth: number): boolean => {
    if (v === NONE) return true;
    if (depth > MAX_STEPS || --budget < 0) return false;
    if (seen.has(v) || isKey(v)) return true;
    // What leads back to itself (`name = name.trim()`) is of what it was at first.
    seen.add(v);
    const x = facts.values[v]!;
    switch (x.k) {
      case 'lit':
      case 'undef':
      case 'regexp':
      case 'class':
        return true;
      case 'global':
        return x.name !== 'process' && x.name !== 'performance' && x.name !== 'crypto';
      case 'op':
        return x.op !== '++' && all(x.of, depth);
      case 'alt':
        return all([...x.of, x.cond], depth);
      case 'as':
      case 'narrow':
      case 'elem':
      case 'key':
      case 'rest':
        return look(x.v, depth + 1);
      case 'arr':
        return all([...x.items, ...x.spreads], depth);
      case 'obj':
        return all([...x.props.map((q) => q[1]), ...x.computed.flat(), ...x.spreads], depth);
      case 'prop': {
        const of = facts.values[x.o]!;
        if (of.k === 'global' && of.name === 'process') return OF_PROCESS.test(x.p);
        // What is kept beside the holder, in the same object, and stays.
        if (of.k === 'this') return holder.kind === 'field' && pure.isSteadyField(x.p);
        return (pure.isSteadyField(x.p) || isText(x.p)) && look(x.o, depth + 1);
      }
      case 'index':
        return all([x.o, x.i], depth);
      case 'fn':
        return isPureInside(x.f, depth + 1);
      case 'bind':
        return isSteady(x.b, depth);
      case 'call':
        return isPureCall(v, x.c, depth);
      default:
        return false;
    }
  };

  /** A function that is written within the one that puts: what it reads is a part of the steps. */
  const isWrittenHere = (v: ValueId): boolean => {
    const x = facts.values[v]!;
    return x.k === 'bind' ? !facts.bindings[x.b]!.top && !facts.bindings[x.b]!.imp : x.k === 'fn' || x.k === 'call';
  };

  const isPureCall = (v: ValueId, call: CallId, depth: number): boolean => {
    const { callee, recv, args, kind } = facts.calls[call]!;
    // An object of the program is more than a result: what it is told later it keeps.
    if (kind === 'new' && (pt.made.get(callGid(pt.p, m.file, call))?.length ?? 0) > 0) return false;
    const isMethod = facts.values[callee]!.k === 'prop';
    const given = [isMethod ? recv : isWrittenHere(callee) ? callee : NONE, ...args];
    if (pure.isPureCall(functionGid(pt.p, m.file, facts.calls[call]!.f), call)) return all(given, depth);
    // What a library gives: known by where it comes from.
    if (asksOthers(pt, m.file, v, isKey)) return false;
    const of = origins.of(ctx.frames[m.frame]!, m.file, v, (file, y) => file === m.file && isKey(y));
    return (of & ~STEADY) === 0 && of !== 0;
  };

  /** A variable: one that nobody writes any more, or a local, and what it is given and filled with, wherever it depends on something. */
  const isSteady = (b: number, depth: number): boolean => {
    const x = facts.bindings[b]!;
    if (x.imp) {
      const t = pt.p.target(m.file, x.imp.spec);
      const e = t.kind === 'file' ? exportOf(pt.p, t.file, x.imp.name) : null;
      return !e || 'pkg' in e || e.b === NONE || pure.isSteadyBinding(bindingGid(pt.p, e.file, e.b));
    }
    if (x.top || x.f === 0) return pure.isSteadyBinding(bindingGid(pt.p, m.file, b));
    if (x.kind === 'function') return x.defs.every((d) => look(d, depth + 1));
    if (x.kind === 'param') return inner.has(x.f) && x.defs.length === 0;
    if (x.kind === 'catch') return true;
    return x.defs.every((d) => look(d, depth + 1)) && changesOf(b).every((y) => look(y, depth + 1));
  };

  /** What decides which of several values a local has, and what is put into it. */
  const changes = new Map<number, readonly ValueId[]>();
  // Under what the put itself stands, all of the steps do.
  const around = new Set(guardChain(facts, m.guard));
  const changesOf = (b: number): readonly ValueId[] =>
    entryOf(changes, b, () => {
      const out: ValueId[] = [];
      facts.functions.forEach((fn, id) => {
        if (!isWithin(facts, id, facts.bindings[b]!.f)) return;
        for (const e of fn.events) {
          let guard: number | null = null;
          if (e.t === 'write' && e.s !== m.s) {
            if ('b' in e.to ? e.to.b === b : isPartOf(facts, e.to.o, b)) {
              guard = e.guard;
              out.push(e.v, 'i' in e.to ? e.to.i : NONE);
            }
          } else if (e.t === 'call') {
            const c = facts.calls[e.c]!;
            // Who else is handed it may change it.
            if (c.recv !== NONE && isPartOf(facts, c.recv, b)) {
              guard = c.guard;
              out.push(...c.args);
            }
          }
          if (guard === null) continue;
          for (const g of guardChain(facts, guard)) if (g.cond !== NONE && !around.has(g)) out.push(g.cond);
        }
      });
      return [...new Set(out)];
    });

  /** A callback: what it reads, calls and gives. */
  const isPureInside = (fn: FunctionId, depth: number): boolean => {
    const { async, generator, events } = facts.functions[fn]!;
    if (async || generator) return false;
    inner.add(fn);
    return events.every((e) => {
      if (e.t === 'read' || e.t === 'return') return look(e.v, depth + 1);
      if (e.t === 'call') return isPureCallAt(e.c, depth + 1);
      if (e.t === 'write') return 'b' in e.to ? isOwn(e.to.b, fn) : look(e.to.o, depth + 1) && look(e.v, depth + 1);
      return e.t !== 'await' && e.t !== 'yield';
    });
  };
  const isOwn = (b: number, fn: FunctionId): boolean =>
    isWithin(facts, facts.bindings[b]!.f, fn) || isWithin(facts, facts.bindings[b]!.f, maker);
  const isPureCallAt = (call: CallId, depth: number): boolean => {
    const { callee, recv, args } = facts.calls[call]!;
    const isMethod = facts.values[callee]!.k === 'prop';
    return (
      pure.isPureCall(functionGid(pt.p, m.file, facts.calls[call]!.f), call) &&
      all([isMethod ? recv : isWrittenHere(callee) ? callee : NONE, ...args], depth)
    );
  };

  const { made, others } = alternatives(facts, m.v, isEntry);
  // Whoever puts it there though something is there may mean another one.
  if (others.length === 0 && !f.missed(m) && !givesWhatIsThere(pt, f, m)) return false;
  if (made.length === 0 || !all(made, 0)) return false;
  const of = origins.of(ctx.frames[m.frame]!, m.file, m.v, (file, y) => file === m.file && isKey(y));
  return (of & OWN) === 0;
}

/** What a write puts: what is there already (`hit = known[key]; if (!hit) hit = parse(key); known[key] = hit`), and what is made. */
function alternatives(
  f: FileFacts,
  v: ValueId,
  isEntry: (v: ValueId) => boolean,
): { readonly made: readonly ValueId[]; readonly others: readonly ValueId[] } {
  const x = f.values[v]!;
  const b = x.k === 'bind' ? f.bindings[x.b]! : null;
  const list = x.k === 'alt' && x.op !== '&&' ? x.of : b && b.kind !== 'param' && !b.imp && !b.top ? b.defs : [v];
  const others = list.filter((y) => y !== NONE && isEntry(y));
  return others.length === 0
    ? { made: [v], others }
    : { made: list.filter((y) => y !== NONE && !others.includes(y)), others };
}

/** Whether the function gives what is there before it comes to a write, whatever else holds: `if (known.has(key)) { const hit = known.get(key); if (hit) return hit; }`. */
function givesWhatIsThere({ p }: Points, f: Facts, m: Mutation): boolean {
  const facts = p.files[m.file]!;
  return p.functions[m.fn]!.f.events.some((e) => {
    if (e.t !== 'return' || e.s > m.s || e.v === NONE || e.guard === NONE || !f.isPlace(m.file, e.v)) return false;
    return [...guardChain(facts, e.guard)].every(
      (g) =>
        g.kind === 'if' &&
        testsOf(facts, g.cond, g.yes).some((t) => t.says === 'present' && f.isPlace(m.file, t.v)) &&
        isPlainTest(facts, g.cond),
    );
  });
}

/** Whether a condition is one question, and not several. */
const isPlainTest = (f: FileFacts, cond: ValueId): boolean => cond !== NONE && f.values[cond]!.k !== 'alt';

/** What texts and lists tell of themselves, whatever else has a field of that name. */
const isText = (name: string): boolean => name === 'length' || name === 'size';

/** Whether a value is the outcome of a call or an operator, or a record of such: no mark, and no copy of the key. */
function isResult(f: FileFacts, v: ValueId, depth: number): boolean {
  if (v === NONE || depth > MAX_RESULT_STEPS) return false;
  const x = f.values[v]!;
  if (x.k === 'as') return isResult(f, x.v, depth + 1);
  if (x.k === 'obj') return x.spreads.length === 0 && x.props.some((q) => isWorkedOut(f, q[1]));
  if (x.k === 'bind') {
    const b = f.bindings[x.b]!;
    return b.kind !== 'param' && !b.imp && !b.top && b.defs.some((d) => isResult(f, d, depth + 1));
  }
  return isWorkedOut(f, v);
}

/** Whether two values are the same variable, or the same value. */
function isSame(f: FileFacts, a: ValueId, b: ValueId): boolean {
  if (a === b) return true;
  if (a === NONE || b === NONE) return false;
  const [x, y] = [f.values[a]!, f.values[b]!];
  return x.k === 'bind' && y.k === 'bind' && x.b === y.b;
}
