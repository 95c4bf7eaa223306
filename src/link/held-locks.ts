import { type Call, type CallId, type FileFacts, type Guard, NONE, type ValueId } from '../extract/facts.ts';
import { constantNumber } from './constant-number.ts';
import { MOMENT } from './effects.ts';
import { guardChain } from './guards.ts';
import type { Points } from './points.ts';
import { sleepOf } from './sleeps.ts';

// For how long a lock in a shared store is held that is given back: until its time is over, or beyond a moment of the clock.

/** Whether a call that stands right behind the one that takes a lock says for how long it holds: nothing has been done under it yet. */
export function saysHowLong(pt: Points, file: number, claim: CallId, at: Call): boolean {
  const f = pt.p.files[file]!;
  const taken = f.calls[claim]!;
  const time = at.args[1] === undefined ? null : constantNumber(pt, file, at.args[1]);
  if (at.f !== taken.f || (time !== null && time <= 0)) return false;
  return f.calls.every((c) => !c || c.f !== at.f || c.s <= taken.s || c.e <= taken.e || c.s >= at.s);
}

/**
 * Whether a function that takes a lock lets some time pass before it gives it back, however fast its work was: a pause that always
 * comes, or one for what is left of a time (`if (spent < time) await sleep(time - spent)`).
 */
export function waitsBefore(pt: Points, fn: number, claim: CallId, at: Call): boolean {
  const { file, f: body } = pt.p.functions[fn]!;
  const f = pt.p.files[file]!;
  const around = new Set(guardChain(f, at.guard));
  return body.events.some((e) => {
    const call = e.t === 'await' ? sleepOf(pt, file, e.v, 0) : null;
    if (call === null || at.f !== f.calls[call]!.f) return false;
    const pause = f.calls[call]!;
    if (pause.s < f.calls[claim]!.s || pause.e > at.s) return false;
    const [inner, ...outer] = guardChain(f, pause.guard);
    if (outer.some((g) => !around.has(g))) return false;
    const times = pause.args.map((a) => constantNumber(pt, file, a));
    if (times.some((n) => n !== null && n <= MOMENT)) return false;
    return inner === undefined || around.has(inner) || pause.args.some((a) => isRest(f, inner, a));
  });
}

/** `if (spent < time)` around a pause of `time - spent`. */
function isRest(f: FileFacts, { kind, cond, yes }: Guard, pause: ValueId): boolean {
  const test = kind === 'if' && yes && cond !== NONE ? f.values[cond]! : null;
  const rest = f.values[pause]!;
  if (test?.k !== 'op' || rest.k !== 'op' || rest.op !== '-' || rest.of.length !== 2) return false;
  const [a, b] = /^<=?$/.test(test.op) ? test.of : /^>=?$/.test(test.op) ? [...test.of].reverse() : [];
  return a !== undefined && b !== undefined && isSame(f, b, rest.of[0]!, 0) && isSame(f, a, rest.of[1]!, 0);
}

/** Parts of two expressions that are held against each other. */
const MAX_PARTS = 6;

/** Whether two expressions are written alike, of numbers and variables that are set once. */
function isSame(f: FileFacts, a: ValueId, b: ValueId, depth: number): boolean {
  if (a === NONE || b === NONE || depth > MAX_PARTS) return false;
  const x = f.values[a]!;
  const y = f.values[b]!;
  if (x.k === 'lit') return y.k === 'lit' && x.v === y.v;
  if (x.k === 'bind') return y.k === 'bind' && x.b === y.b && f.bindings[x.b]!.defs.length <= 1;
  if (x.k !== 'op' || y.k !== 'op' || x.op !== y.op || x.of.length !== y.of.length) return false;
  return x.of.every((part, i) => isSame(f, part, y.of[i]!, depth + 1));
}
