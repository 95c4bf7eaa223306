import { type FileFacts, type Guard, NONE, type ValueId } from '../extract/facts.ts';
import { callersOfFunctions } from './callers.ts';
import { AFTER, type Contexts, type Frame } from './frames.ts';
import { guardChain } from './guards.ts';
import { setOf } from './heap.ts';
import type { Points } from './points.ts';
import { functionGid } from './program.ts';

// A function that tells by the number of its arguments what it is to do: `option(name)` asks, `option(name, value)` sets.

/** Functions that tell by their arguments, and call one another. */
const MAX_DEPTH = 2;

/**
 * Contexts in which a place of a function is come to: without those in which only calls run it that give other numbers of arguments than
 * the place needs.
 */
export function maskAt(pt: Points, ctx: Contexts, frame: Frame, file: number, guard: number, depth = 0): number {
  const { p } = pt;
  if (guard === NONE || frame.isRoot || frame.registered || frame.callers.length === 0) return frame.mask;
  const f = p.files[file]!;
  const fn = p.functions[frame.fn]!.id;
  const counted = [...guardChain(f, guard)].filter((g) => countedBy(f, fn, g) !== null);
  if (counted.length === 0) return frame.mask;
  const comesBy = (call: number): boolean => {
    if (call < 0) return true;
    const { file: at, c } = p.calls[call]!;
    if (c.spreadFrom !== NONE || c.kind !== 'call' || pt.ahead(call, frame.fn) > 0) return true;
    // `set.call(options, name)`, `names.forEach(set)`: what it is given, others count.
    const callee = p.files[at]!.values[c.callee]!;
    const isHanded = (v: ValueId): boolean =>
      setOf(pt.h, pt.valueNode(at, v)).some((o) => pt.h.objects[o]!.k === 'fn' && pt.h.objects[o]!.site === frame.fn);
    if ((callee.k === 'prop' && /^(?:call|apply|bind)$/.test(callee.p)) || c.args.some(isHanded)) return true;
    return counted.every((g) => countedBy(f, fn, g)!(c.args.length) !== !g.yes);
  };
  let [past, held] = [0, 0];
  const take = (call: number, mask: number): void => {
    if (isBehind(call)) return;
    if (comesBy(call)) past |= mask;
    else held |= mask;
  };
  // A call of its own behind the same tests is only come to by who comes by them.
  const isBehind = (call: number): boolean => {
    if (call < 0 || p.calls[call]!.file !== file) return false;
    const around = new Set(guardChain(f, p.calls[call]!.c.guard));
    return p.calls[call]!.c.f === fn && counted.every((g) => around.has(g));
  };
  // The function that calls may tell by its own arguments, too.
  const within = (from: Frame, call: number): number => {
    if (call < 0 || depth >= MAX_DEPTH) return from.mask;
    const { file: at, c } = p.calls[call]!;
    return maskAt(pt, ctx, from, at, c.guard, depth + 1);
  };
  for (const { frame: from, call } of frame.callers) take(call, within(ctx.frames[from]!, call));
  // Beyond those that are kept, whatever object they call it on.
  if (frame.crowded)
    for (const call of callersOfFunctions(pt).get(frame.fn) ?? []) {
      const { file: at, c } = p.calls[call]!;
      const from = c.f === NONE ? [] : ctx.framesOf(functionGid(p, at, c.f));
      take(
        call,
        from.reduce((m, x) => m | within(x, call), c.f === NONE ? AFTER : 0),
      );
    }
  return frame.mask & ~(held & ~past);
}

type Answer = (count: number) => boolean | null;

/** What a guard's condition answers for a number of arguments, if it speaks of that: null for one that does not. */
function countedBy(f: FileFacts, fn: number, g: Guard): Answer | null {
  if (g.cond === NONE || (g.kind !== 'if' && g.kind !== 'early')) return null;
  const x = f.values[g.cond]!;
  const isCount = (v: ValueId): boolean => {
    const y = f.values[v]!;
    const of = y.k === 'prop' && y.p === 'length' ? f.values[y.o]! : null;
    return of?.k === 'args' && of.f === fn;
  };
  if (isCount(g.cond)) return (n) => n > 0;
  if (x.k !== 'op') return null;
  if (x.op === '!' && x.of[0] !== undefined && isCount(x.of[0])) return (n) => n === 0;
  const [l, r] = x.of;
  const number = r === undefined ? null : f.values[r]!;
  if (l === undefined || number === null) return null;
  if (isCount(l) && number.k === 'lit' && typeof number.v === 'number') {
    const limit = number.v;
    if (x.op === '===' || x.op === '==') return (n) => n === limit;
    if (x.op === '!==' || x.op === '!=') return (n) => n !== limit;
    if (x.op === '<') return (n) => n < limit;
    if (x.op === '>') return (n) => n > limit;
    if (x.op === '<=') return (n) => n <= limit;
    if (x.op === '>=') return (n) => n >= limit;
    return null;
  }
  // `value === undefined`: so it is where it is not given; what is given may be anything.
  const given = f.values[l]!;
  const b = given.k === 'bind' ? f.bindings[given.b]! : null;
  if (number.k !== 'undef' || b?.kind !== 'param' || b.f !== fn || b.index === undefined || b.defs.length > 0)
    return null;
  const at = b.index;
  if (x.op === '===' || x.op === '==') return (n) => (n <= at ? true : null);
  return x.op === '!==' || x.op === '!=' ? (n) => (n <= at ? false : null) : null;
}
