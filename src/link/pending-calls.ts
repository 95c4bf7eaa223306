import { type FileFacts, type Func, NONE, type ValueId } from '../extract/facts.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { AFTER, Ctx } from './contexts.ts';
import { isCalledOut, LOOKS, type Taking } from './entry-calls.ts';
import type { Mutation } from './holders.ts';
import { From } from './origins.ts';
import { settles } from './own-work.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';

// Calls that this process made and that are not answered yet, with what waits for the answer.

/** Locals and calls that a key, or what is kept, is followed back through. */
const MAX_BACK = 6;
/** What of a key is this process's own: it counted it, drew it at random, or looked at the clock. */
const OWN =
  From.state |
  From.self |
  From.constant |
  From.environment |
  From.machine |
  From.random |
  From.time |
  From.library |
  From.fresh;
/** What is done with the collection on the way to an entry, which has a read of its own. */
const PASSES: ReadonlySet<string> = new Set(['recv', 'target', 'member']);
/** What stands beside a callback in a record of it: the timer of its time-out, when it was asked. */
const BESIDE = From.timer | From.time | From.constant | From.environment | From.fn;

/**
 * Callbacks that wait for an answer, each behind a number that this process made up: whoever takes one out calls it, and is no
 * request or job, which any process could be given.
 */
export function pendingCalls(input: JudgeInput, f: Facts): Verdict | null {
  const { pt } = input;
  const isEmptied = (m: Mutation) => m.kind === 'assign' && (f.originOf(m) & ~(From.fresh | From.constant)) === 0;
  const puts = f.afterPuts.filter((m) => !isEmptied(m));
  if (puts.length === 0) return null;
  const isAsked = (m: Mutation) =>
    m.kind === 'put' && m.key !== NONE && m.v !== NONE && isOwnKey(input, f, m) && isWaiting(input, m, m.v, 0);
  if (!puts.every(isAsked)) return null;
  const removes = f.all.filter((m) => m.kind === 'remove' || (m.op !== 'init' && !puts.includes(m)));
  const endsItself = puts.every((m) => removes.some((r) => r.guard === NONE && keptFunctions(pt, m).includes(r.fn)));
  const taking: Taking = { pt, removes, isPlace: f.isPlace, endsItself };
  const putters = new Set(puts.map((m) => m.fn));
  let answered = false;
  for (const r of f.reads) {
    if (LOOKS.has(r.how) || (r.how === 'value' && PASSES.has(r.use))) continue;
    if (putters.has(r.fn) && (r.use === 'cond' || r.use === 'cmp')) continue;
    if (r.mask & (Ctx.request | Ctx.job) || r.use === 'target' || !isCalledOut(taking, r)) return null;
    if (r.mask & AFTER) answered = true;
  }
  if (!answered) return null;
  return verdict(
    'single-flight',
    'called-back',
    'callers that wait for an answer to a number of this process, and are called once it comes',
    puts[0]!,
  );
}

/** Whether a key is a number that this process made up. */
function isOwnKey({ pt }: JudgeInput, f: Facts, m: Mutation): boolean {
  const from = f.keyOrigin(m);
  if (from & ~OWN) return false;
  return (from & (From.random | From.time)) !== 0 || isCounted(pt, m.file, m.fn, m.key, 0);
}

/** Whether a value is what a counter was counted to, or made of that. */
function isCounted(pt: Points, file: number, fn: number, v: ValueId, depth: number): boolean {
  if (v === NONE || depth > MAX_BACK) return false;
  const f = pt.p.files[file]!;
  const x = f.values[v]!;
  const on = (y: ValueId): boolean => isCounted(pt, file, fn, y, depth + 1);
  if (x.k === 'as') return on(x.v);
  if (x.k === 'op') return x.op === '++' || x.of.some(on);
  if (isCountedOn(f, pt.p.functions[fn]!.f, v)) return true;
  if (x.k === 'bind') {
    const b = f.bindings[x.b]!;
    return b.kind !== 'param' && !b.top && b.defs.length === 1 && on(b.defs[0]!);
  }
  if (x.k !== 'call') return false;
  const c = f.calls[x.c]!;
  const callee = f.values[c.callee]!;
  if (callee.k === 'prop' && callee.p === 'toString' && on(c.recv)) return true;
  const targets = [...(pt.targets.get(callGid(pt.p, file, x.c)) ?? [])];
  if (targets.length === 0) return c.args.some(on);
  return (
    targets.length === 1 &&
    targets.every((to) => {
      const { file: at, f: body } = pt.p.functions[to]!;
      const returned = body.events.filter((e) => e.t === 'return');
      return returned.length > 0 && returned.every((e) => e.t === 'return' && isCounted(pt, at, to, e.v, depth + 1));
    })
  );
}

/** Whether a function counts on the place that a value reads. */
function isCountedOn(f: FileFacts, fn: Func, v: ValueId): boolean {
  const x = f.values[v]!;
  return fn.events.some((e) => {
    if (e.t !== 'write' || (e.op !== '++' && e.op !== 'op=')) return false;
    if ('b' in e.to) return x.k === 'bind' && x.b === e.to.b;
    return x.k === 'prop' && 'p' in e.to && x.o === e.to.o && x.p === e.to.p;
  });
}

/** Whether a value is what waits for an answer and no more: a function, what settles a promise, or a record of that with its timer. */
function isWaiting(input: JudgeInput, m: Mutation, v: ValueId, depth: number): boolean {
  const { pt, ctx, origins } = input;
  if (depth > MAX_BACK) return false;
  const f = pt.p.files[m.file]!;
  const x = f.values[v]!;
  switch (x.k) {
    case 'fn':
      return true;
    case 'as':
    case 'narrow':
      return isWaiting(input, m, x.v, depth + 1);
    case 'alt':
      return x.of.some((y) => isWaiting(input, m, y, depth + 1)) && x.of.every((y) => isBeside(input, m, y, depth));
    case 'obj': {
      if (x.spreads.length > 0 || x.computed.length > 0) return false;
      const values = x.props.map((q) => q[1]);
      return values.some((y) => isWaiting(input, m, y, depth + 1)) && values.every((y) => isBeside(input, m, y, depth));
    }
    case 'bind': {
      const b = f.bindings[x.b]!;
      // What its caller gave: no data, since it is called.
      if (b.kind === 'param')
        return (origins.of(ctx.frames[m.frame]!, m.file, v) & ~(From.fn | From.unknown | From.constant)) === 0;
      return !b.top && b.defs.length === 1 && isWaiting(input, m, b.defs[0]!, depth + 1);
    }
    case 'call': {
      const callee = f.values[f.calls[x.c]!.callee]!;
      return callee.k === 'prop' && callee.p === 'bind' && isWaiting(input, m, callee.o, depth + 1);
    }
    default:
      return settles(pt, m.file, v, 0);
  }
}

const isBeside = (input: JudgeInput, m: Mutation, v: ValueId, depth: number): boolean =>
  isWaiting(input, m, v, depth + 1) || (input.origins.of(input.ctx.frames[m.frame]!, m.file, v) & ~BESIDE) === 0;

/** Functions that stand in what is put, by their number in the program. */
function keptFunctions(pt: Points, m: Mutation): number[] {
  const f = pt.p.files[m.file]!;
  const out: number[] = [];
  const look = (v: ValueId, depth: number): void => {
    if (depth > MAX_BACK) return;
    const x = f.values[v]!;
    if (x.k === 'fn') out.push(functionGid(pt.p, m.file, x.f));
    else if (x.k === 'obj') for (const q of x.props) look(q[1], depth + 1);
    else if (x.k === 'bind') for (const d of f.bindings[x.b]!.defs) look(d, depth + 1);
  };
  look(m.v, 0);
  return out;
}
