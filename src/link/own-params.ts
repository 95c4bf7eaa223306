import { type BindingId, type FileFacts, type FunctionId, NONE, type Place, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { addEdge, type Heap, listen, type NodeId, nameId, newNode, type ObjectId, On, setOf } from './heap.ts';
import type { Points } from './points.ts';

/**
 * What a constructor puts from a parameter into a field of the object that it makes. Each object has what its own `new` was given: kept
 * apart, as in object-sensitive analyses (Milanova, Rountev, Ryder, "Parameterized object sensitivity for points-to analysis for Java",
 * TOSEM 2005), else the field of one would hold what was given to all.
 */
type KeptParam = {
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
function keptParams(f: FileFacts, fn: FunctionId): readonly KeptParam[] {
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
function paramOf(
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
  if (at < 0 || of.k !== 'bind') return null;
  // `({ rows } = { rows: shared })`: what stands there where nothing is given is no property of what is given.
  const isEmpty = (d: ValueId): boolean => {
    const z = f.values[d]!;
    return z.k === 'obj' && z.props.length === 0 && z.spreads.length === 0;
  };
  return f.bindings[of.b]!.defs.every(isEmpty) ? { index: at, prop: y.p, defs: more } : null;
}

function indexOf(f: FileFacts, fn: FunctionId, b: BindingId): number {
  const { params, rest } = f.functions[fn]!;
  const index = params.indexOf(b);
  return rest && index === params.length - 1 ? -1 : index;
}

/** The call of a factory, and the factory: what was made for that call. */
type Within = { readonly call: number; readonly fn: number };

/** A field of an object by what was given for it, for its like (other objects of its class), and for all that the constructor makes. */
type Open = {
  readonly o: ObjectId;
  readonly field: number;
  readonly own: NodeId;
  readonly alike: NodeId;
  readonly all: NodeId;
};

/** What the solver is asked for here. */
type Solver = Pick<Points, 'p' | 'valueNode' | 'bindingNode' | 'parentOf'> & {
  readonly h: Heap;
  readonly store: (o: ObjectId, name: number, from: NodeId) => void;
  readonly load: (o: ObjectId, name: number, to: NodeId) => void;
  readonly constructorOf: (cls: number) => number;
};

/** Fields that hold what their object's own `new` was given. */
export type OwnFields = {
  /** Gives an object what its constructor keeps of what a call gives it; `within`: the call of the factory that it was made for. */
  readonly give: (o: ObjectId, ctor: number, call: number, within?: Within) => void;
  readonly isGiven: (o: ObjectId) => boolean;
  /** Whether a function keeps a parameter by this write. */
  readonly isKept: (fn: number, to: Place, v: ValueId) => boolean;
  /** Notes the constructor that keeps what a node holds. */
  readonly note: (from: NodeId, ctor: number) => void;
  /** Whether an object has its own of what a node gives to all that the constructor makes. */
  readonly hasOwn: (o: ObjectId, from: NodeId) => boolean;
  /**
   * Where nothing is known of what was given, the field may hold what others of its class were given; where that is nothing, all that any
   * `new` was given, and the defaults.
   */
  readonly settle: () => void;
};

/** Keeps apart, for each object of a class, what its constructor was given for it. */
export function ownFieldsOf(solver: Solver): OwnFields {
  const { p, h, store, load, valueNode, bindingNode, parentOf, constructorOf } = solver;
  const given = new Map<ObjectId, ReadonlySet<number>>();
  const keepers = new Map<NodeId, number>();
  const open: Open[] = [];
  /** What any `new` of one class gave a parameter of a constructor, or a property of that: by class, constructor and place. */
  const ofClass = new Map<string, NodeId>();
  const keptBy = new Map<number, readonly KeptParam[]>();
  const keptOf = (fn: number): readonly KeptParam[] =>
    entryOf(keptBy, fn, () => keptParams(p.files[p.functions[fn]!.file]!, p.functions[fn]!.id));

  const give: OwnFields['give'] = (o, ctor, call, within) => {
    const { file, c } = p.calls[call]!;
    if (c.spreadFrom !== NONE) return;
    const seen = new Set<number>();
    given.set(o, seen);
    let args: readonly NodeId[] | null = c.args.map((a) => inCall(file, a, within));
    for (let fn = ctor; fn >= 0 && args && !seen.has(fn); ) {
      seen.add(fn);
      const { file: at, id, f } = p.functions[fn]!;
      for (const kept of keptOf(fn)) keep(o, at, fn, kept, args);
      const parent = f.cls === NONE ? -1 : parentOf(p.classBase[at]! + f.cls).cls;
      args = handedUp(at, id, args);
      fn = parent < 0 ? -1 : constructorOf(parent);
    }
  };
  /** What `super(…)` hands on: of the parameters this object's own, what else it gives is given to all. Null where there is not one such call, or it spreads a list. */
  const handedUp = (file: number, fn: FunctionId, args: readonly NodeId[]): readonly NodeId[] | null => {
    const f = p.files[file]!;
    const [c, ...others] = f.functions[fn]!.events.flatMap((e) =>
      e.t === 'call' && f.calls[e.c]!.kind === 'super' ? [f.calls[e.c]!] : [],
    );
    if (!c || others.length > 0 || c.spreadFrom !== NONE) return null;
    return c.args.map((a) => {
      const own = paramOf(f, fn, a);
      const from = own ? args[own.index] : undefined;
      return own === null || from === undefined ? valueNode(file, a) : partOf(from, own.prop);
    });
  };
  const keep = (o: ObjectId, file: number, fn: number, kept: KeptParam, args: readonly NodeId[]): void => {
    const field = nameId(h, kept.field);
    const from = args[kept.index];
    if (from === undefined) {
      for (const v of kept.others) store(o, field, valueNode(file, v));
      return;
    }
    const all = newNode(h);
    for (const v of kept.others) addEdge(h, valueNode(file, v), all);
    const param = p.functions[fn]!.f.params[kept.index]!;
    addEdge(h, kept.prop === null ? bindingNode(p.bindingBase[file]! + param) : valueNode(file, kept.v), all);
    const own = partOf(from, kept.prop);
    store(o, field, own);
    const alike = entryOf(ofClass, `${h.objects[o]!.cls}|${fn}|${kept.index}|${kept.prop ?? ''}`, () => newNode(h));
    addEdge(h, own, alike);
    open.push({ o, field, own, alike, all });
  };
  /** What a property of a value holds; the value itself where none is named. */
  const partOf = (from: NodeId, prop: string | null): NodeId => {
    if (prop === null) return from;
    const taken = newNode(h);
    listen(h, from, On.Load, nameId(h, prop), taken);
    for (const x of setOf(h, from).slice()) load(x, nameId(h, prop), taken);
    return taken;
  };
  /** The node of a value, where a call of the function around it is known: what that call gives, for its parameters. */
  const inCall = (file: number, v: ValueId, within: Within | undefined): NodeId => {
    const at = within ? p.functions[within.fn]! : null;
    const own = at && at.file === file ? paramOf(p.files[file]!, at.id, v) : null;
    if (!own || own.prop !== null || own.defs.length > 0) return valueNode(file, v);
    const { file: from, c } = p.calls[within!.call]!;
    const a = c.spreadFrom === NONE || own.index < c.spreadFrom ? c.args[own.index] : undefined;
    return a === undefined ? valueNode(file, v) : valueNode(from, a);
  };
  return {
    give,
    isGiven: (o) => given.has(o),
    isKept: (fn, to, v) =>
      'p' in to && keptOf(fn).some((kept) => kept.at === to.o && kept.v === v && kept.field === to.p),
    note: (from, ctor) => keepers.set(from, ctor),
    hasOwn: (o, from) => given.get(o)?.has(keepers.get(from) ?? -1) ?? false,
    settle() {
      for (const { o, field, own, alike, all } of open)
        if (setOf(h, own).length === 0) store(o, field, setOf(h, alike).length > 0 ? alike : all);
    },
  };
}
