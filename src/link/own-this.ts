import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import type { Points } from './points.ts';
import { functionGid, type Program } from './program.ts';

/** Whose `this` code means: its own, that of the function around an arrow function, or one that a variable keeps (`const self = this`). */
export type OwnThis = {
  /** The function (global id) whose `this` a function's code means: the function itself where it has a `this` of its own. */
  readonly homeOf: (fn: number) => number;
  /** The function (global id) whose `this` a value is; -1 where it is none. */
  readonly thisAt: (file: number, v: ValueId) => number;
};

/** Reads which variables keep `this`: those that are set once, and to that. */
export function ownThis(p: Program, usesThis: Points['usesThis']): OwnThis {
  const keepers = new Map<number, ReadonlySet<number>>();
  /** Functions of a file whose `this` a variable keeps that functions in it use. */
  const keepersIn = (file: number): ReadonlySet<number> => {
    let out = keepers.get(file);
    if (!out) {
      const f = p.files[file]!;
      const found = new Set<number>();
      for (const b of f.bindings) {
        const of = b.captured ? keptThis(f, b.defs) : NONE;
        if (of !== NONE) found.add(of);
      }
      out = found;
      keepers.set(file, out);
    }
    return out;
  };
  const homes = new Map<number, number>();
  const homeOf = (fn: number): number => {
    const old = homes.get(fn);
    if (old !== undefined) return old;
    const { file, f } = p.functions[fn]!;
    let home = functionGid(p, file, f.thisF);
    const { kind, parent } = p.functions[home]!.f;
    if (parent >= 0 && kind === 'function' && !usesThis(home)) {
      const outer = homeOf(functionGid(p, file, parent));
      if (keepersIn(file).has(p.functions[outer]!.id)) home = outer;
    }
    homes.set(fn, home);
    return home;
  };
  const thisAt = (file: number, v: ValueId): number => {
    const f = p.files[file]!;
    const x = f.values[v]!;
    if (x.k === 'this') return functionGid(p, file, x.f);
    const of = x.k === 'bind' ? keptThis(f, f.bindings[x.b]!.defs) : NONE;
    return of === NONE ? -1 : functionGid(p, file, of);
  };
  return { homeOf, thisAt };
}

/** The function whose `this` a variable with these definitions keeps; NONE where it keeps something else too. */
function keptThis(f: FileFacts, defs: readonly ValueId[]): number {
  const x = defs.length === 1 ? f.values[defs[0]!]! : undefined;
  return x?.k === 'this' && f.functions[x.f]!.kind !== 'module' ? x.f : NONE;
}
