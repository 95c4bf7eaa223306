import { type FileFacts, type Func, type FunctionId, NONE, type ValueId } from '../extract/facts.ts';

const known = new WeakMap<FileFacts, readonly Func[]>();

/** The code that runs whenever a module is loaded: the module itself, and functions that it calls where they are written. */
export function moduleCode(f: FileFacts): readonly Func[] {
  const old = known.get(f);
  if (old) return old;
  const out: Func[] = [];
  const seen = new Set<FunctionId>();
  const take = (id: FunctionId): void => {
    const fn = f.functions[id];
    if (!fn || seen.has(id)) return;
    seen.add(id);
    out.push(fn);
    for (const e of fn.events) {
      if (e.t !== 'call' || f.calls[e.c]!.guard !== NONE) continue;
      const callee = f.values[f.calls[e.c]!.callee]!;
      // `(function () { … }).call(this)` is the same.
      const called = callee.k === 'prop' && callee.p === 'call' ? f.values[callee.o]! : callee;
      if (called.k === 'fn' && !f.functions[called.f]!.generator) take(called.f);
    }
  };
  take(0);
  known.set(f, out);
  return out;
}

/**
 * What a CommonJS module says of a name that it exports, in the order in which that is written: `exports.name = x`, up to the first
 * `module.exports = { name: x }`. For `default`, and for the empty name that `require` gives, that is the whole of `module.exports`.
 */
export function* commonJsValues(f: FileFacts, name: string): Generator<ValueId> {
  for (const { events } of moduleCode(f))
    for (const e of events) {
      if (e.t !== 'write' || !('p' in e.to)) continue;
      const on = f.values[e.to.o]!.k;
      if (on === 'exports' && e.to.p === name) yield e.v;
      if (on !== 'module' || e.to.p !== 'exports') continue;
      const whole = f.values[e.v]!;
      const own = whole.k === 'obj' ? whole.props.find((q) => q[0] === name)?.[1] : undefined;
      const v = name === 'default' || name === '' ? e.v : own;
      if (v === undefined) continue;
      yield v;
      return;
    }
}
