import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import type { Program } from './program.ts';

const MAX_STEPS = 6;

/**
 * Tells factories among the functions of a program (global ids): each value that such a function returns is what a `new` or another
 * call in it gave in that very activation, straight or by way of a local variable that is set once. What two calls of it give are two
 * objects, unless the call in it gives what is kept elsewhere.
 */
export function factories(p: Program): (fn: number) => boolean {
  const known = new Map<number, boolean>();
  return (fn) => {
    let is = known.get(fn);
    if (is === undefined) {
      is = isFactory(p, fn);
      known.set(fn, is);
    }
    return is;
  };
}

function isFactory(p: Program, fn: number): boolean {
  const { file, id, f } = p.functions[fn]!;
  if (f.kind === 'module' || f.kind === 'constructor' || f.kind === 'fields') return false;
  const facts = p.files[file]!;
  let some = false;
  for (const e of f.events) {
    if (e.t !== 'return' || e.v === NONE) continue;
    if (isKept(facts, id, e.v, 0)) return false;
    const gives = givesNew(facts, id, e.v, 0);
    if (gives === 'other') return false;
    if (gives === 'new') some = true;
  }
  return some;
}

/** `return kept.get(key)`, where the function puts what it makes into the same table: who asks again is given the same. */
function isKept(f: FileFacts, fn: number, v: ValueId, depth: number): boolean {
  const x = f.values[v]!;
  if (depth > MAX_STEPS) return false;
  if (x.k === 'as' || x.k === 'await') return isKept(f, fn, x.v, depth + 1);
  if (x.k === 'bind') {
    const b = f.bindings[x.b]!;
    return b.f === fn && b.kind !== 'param' && b.defs.some((d) => isKept(f, fn, d, depth + 1));
  }
  const c = x.k === 'call' ? f.calls[x.c]! : null;
  const isTo = (callee: ValueId, name: string): boolean => {
    const y = f.values[callee]!;
    return y.k === 'prop' && y.p === name;
  };
  if (!c || c.recv === NONE || !isTo(c.callee, 'get')) return false;
  return f.functions[fn]!.events.some((e) => {
    const put = e.t === 'call' ? f.calls[e.c]! : null;
    return put !== null && put.recv === c.recv && put.args[0] === c.args[0] && isTo(put.callee, 'set');
  });
}

function givesNew(f: FileFacts, fn: number, v: ValueId, depth: number): 'new' | 'nothing' | 'other' {
  const x = f.values[v]!;
  if (depth > MAX_STEPS) return 'other';
  switch (x.k) {
    case 'as':
    case 'await':
      return givesNew(f, fn, x.v, depth + 1);
    case 'undef':
    case 'lit':
      return 'nothing';
    case 'call':
      return 'new';
    case 'bind': {
      const b = f.bindings[x.b]!;
      if (b.f !== fn || b.top || b.kind === 'param' || b.defs.length !== 1) return 'other';
      return givesNew(f, fn, b.defs[0]!, depth + 1);
    }
    default:
      return 'other';
  }
}
