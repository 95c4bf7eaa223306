import { type FileFacts, type Func, type FunctionId, NONE } from '../extract/facts.ts';

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
