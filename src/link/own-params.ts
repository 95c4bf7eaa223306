import { type BindingId, type FileFacts, type FunctionId, NONE, type ValueId } from '../extract/facts.ts';

/**
 * What a constructor puts from a parameter into a field of the object that it makes. Each object has what its own `new` was given: kept
 * apart, as in object-sensitive analyses (Milanova, Rountev, Ryder, "Parameterized object sensitivity for points-to analysis for Java",
 * TOSEM 2005), else the field of one would hold what was given to all.
 */
export type KeptParam = {
  readonly field: string;
  readonly index: number;
  /** Of `constructor({ rows })`: the property of the parameter that is kept; null where it is the parameter itself. */
  readonly prop: string | null;
  /** What the field holds besides: defaults, and what stands behind `||`. */
  readonly others: readonly ValueId[];
  /** The write: the value of `this`, and what is written; NONE for a parameter that is a field by its declaration. */
  readonly at: ValueId;
  readonly v: ValueId;
};

/** Alternatives of one value that are looked through. */
const MAX_ALTERNATIVES = 4;

/** Parameters that a function keeps in fields of `this`. */
export function keptParams(f: FileFacts, fn: FunctionId): readonly KeptParam[] {
  const out: KeptParam[] = [];
  const { params, events, cls, kind } = f.functions[fn]!;
  if (kind !== 'constructor' && kind !== 'function') return out;
  const own = cls === NONE ? undefined : f.classes[cls];
  if (own?.ctor === fn)
    for (const m of own.members) {
      const b = m.param === NONE ? undefined : params[m.param];
      if (b !== undefined)
        out.push({ field: m.name, index: m.param, prop: null, others: f.bindings[b]!.defs, at: NONE, v: NONE });
    }
  for (const e of events) {
    if (e.t !== 'write' || !('p' in e.to) || e.op !== '=' || f.values[e.to.o]!.k !== 'this') continue;
    const parts = alternatives(f, e.v);
    const kept = parts.flatMap((v) => paramOf(f, fn, v) ?? []);
    if (kept.length !== 1) continue;
    const { index, prop, defs } = kept[0]!;
    const others = [...defs, ...parts.filter((v) => paramOf(f, fn, v) === null)];
    out.push({ field: e.to.p, index, prop, others, at: e.to.o, v: e.v });
  }
  return out;
}

/** Values that one may be, through what names its type, `||`, `??` and `?:`. */
function alternatives(f: FileFacts, v: ValueId, depth = 0): readonly ValueId[] {
  const x = f.values[v]!;
  if (depth > MAX_ALTERNATIVES) return [v];
  if (x.k === 'as') return alternatives(f, x.v, depth + 1);
  if (x.k === 'alt' && x.op !== 'phi' && x.op !== '&&') return x.of.flatMap((y) => alternatives(f, y, depth + 1));
  return [v];
}

/**
 * The parameter of a function that a value is, by its place, with what else may stand in it (its default); the property, where it is one
 * that the parameter's pattern takes out. Null where it is none, or one that is assigned anew.
 */
export function paramOf(
  f: FileFacts,
  fn: FunctionId,
  v: ValueId,
): { readonly index: number; readonly prop: string | null; readonly defs: readonly ValueId[] } | null {
  const x = f.values[v]!;
  if (x.k !== 'bind') return null;
  const b = f.bindings[x.b]!;
  if (b.f !== fn) return null;
  const index = indexOf(f, fn, x.b);
  if (index >= 0) return { index, prop: null, defs: b.defs };
  // `{ rows = new Map() }` takes either.
  const [taken, ...more] = b.kind === 'let' ? b.defs.flatMap((d) => alternatives(f, d)) : [];
  const y = taken === undefined ? undefined : f.values[taken]!;
  if (y?.k !== 'prop') return null;
  const of = f.values[y.o]!;
  const at = of.k === 'bind' ? indexOf(f, fn, of.b) : -1;
  return at < 0 ? null : { index: at, prop: y.p, defs: more };
}

function indexOf(f: FileFacts, fn: FunctionId, b: BindingId): number {
  const { params, rest } = f.functions[fn]!;
  const index = params.indexOf(b);
  return rest && index === params.length - 1 ? -1 : index;
}
