import {
  type Call,
  type Event,
  type FunctionId,
  type GuardId,
  NONE,
  type Value,
  type ValueId,
} from '../extract/facts.ts';
import { guardChain } from './guards.ts';
import { type ObjectId, setOf } from './heap.ts';
import type { Points } from './points.ts';
import { bindingGid, callGid, functionGid, type Program, valueAt } from './program.ts';
import { exportOf } from './static.ts';

/** A place that gives a value: the expression, where a person would look for it, and what it stands under. */
export type Source = {
  readonly file: number;
  readonly v: ValueId;
  /** Function of that file in which it is evaluated. */
  readonly f: FunctionId;
  readonly guard: GuardId;
  readonly s: number;
  readonly e: number;
};

/** Where a value may come from, one step back. */
export type Sources = {
  readonly of: readonly Source[];
  /** It may have no value at all there (declared and never assigned on some way, a property that is not in the literal). */
  readonly absent: boolean;
  /** It may come from elsewhere too, which is not seen. */
  readonly open: boolean;
};

export type WriteEvent = Extract<Event, { t: 'write' }>;
/** A write with the file and function that it stands in. */
export type PlacedWrite = { readonly file: number; readonly f: FunctionId; readonly w: WriteEvent };

/** Steps from values back to what gives them, over the whole program. */
export type ValueSources = {
  /** One step back; null where the value is its own source (literals, functions, classes, calls of libraries, ...). */
  from(file: number, v: ValueId): Sources | null;
  /** What a named property of an object may hold. */
  property(o: ObjectId, name: string): Sources;
  /** Property of an object as written: the literal at hand is read in order, the last one wins. */
  propertyOf(file: number, v: ValueId, name: string): Sources;
  /** Calls that run a function, seen directly. */
  callsOf(fn: number): readonly number[];
  /** Writes to a property of that name anywhere in what is loaded. */
  writesTo(name: string): readonly PlacedWrite[];
  /** What a function returns. */
  returnsOf(fn: number): Sources;
  /** What the functions return that a call runs. */
  returned(call: number): Sources | null;
  /** Span of a place for people: a literal, call or function has its own, the rest that of what holds it. */
  spanOf(source: Source): { readonly s: number; readonly e: number };
};

/** Places that give one property through spreads; what lies beyond is unknown. */
const MAX_SOURCES = 40;

/** Each place once, and no more than are followed. */
function bounded(x: Sources): Sources {
  const seen = new Map(x.of.map((s) => [`${s.file}|${s.v}|${s.s}`, s] as const));
  if (seen.size === x.of.length && seen.size <= MAX_SOURCES) return x;
  const of = [...seen.values()].slice(0, MAX_SOURCES);
  return { of, absent: x.absent, open: x.open || seen.size > MAX_SOURCES };
}

const NOTHING: Sources = { of: [], absent: false, open: true };
/** Literals that are read inside one another. */
const MAX_READS = 40;
const FALSY_OPS = new Set(['init', '=', '??=', '||=']);

/**
 * Indexes the writes and calls of a solved program. Facts of files that no process loads do not count. `leftOut` tells sources that
 * do not count where several of them are put together (what runs in development alone).
 */
export function indexValues(
  pt: Points,
  loaded: ReadonlySet<number>,
  leftOut: (source: Source) => boolean = () => false,
): ValueSources {
  const { p, h } = pt;
  const bindingWrites = new Map<number, PlacedWrite[]>();
  const propertyWrites = new Map<string, PlacedWrite[]>();
  const calls = new Map<number, number[]>();
  for (const file of [...loaded].sort((a, b) => a - b)) {
    p.files[file]!.functions.forEach((fn, f) => {
      for (const w of fn.events) {
        if (w.t !== 'write' || w.op === 'delete') continue;
        if (w.v === NONE) continue;
        if ('b' in w.to) push(bindingWrites, bindingGid(p, file, w.to.b), { file, f, w });
        else if ('p' in w.to) push(propertyWrites, w.to.p, { file, f, w });
      }
    });
    p.files[file]!.calls.forEach((c, id) => {
      if (!c) return;
      const gid = callGid(p, file, id);
      for (const fn of pt.targets.get(gid) ?? []) if (!isEmit(p, file, c)) push(calls, fn, gid);
    });
  }

  /** Literals whose properties are being read: one that spreads itself gives nothing new. */
  const reading = new Set<string>();
  const sourceOf = ({ file, f, w }: PlacedWrite): Source => ({ file, v: w.v, f, guard: w.guard, s: w.s, e: w.e });

  const bindingSources = (file: number, b: number): Sources => {
    const x = p.files[file]!.bindings[b]!;
    if (x.imp) {
      const t = p.target(file, x.imp.spec);
      if (t.kind !== 'file' || x.imp.name === '*') return NOTHING;
      return exported(t.file, x.imp.name);
    }
    if (x.kind === 'param') return argumentsOf(file, b);
    const writes = bindingWrites.get(bindingGid(p, file, b)) ?? [];
    const of = writes.filter(({ w }) => FALSY_OPS.has(w.op)).map(sourceOf);
    const known = new Set(of.map((s) => s.v));
    // Names of patterns, functions and classes are defined without a write.
    const rest = x.defs.filter((v) => !known.has(v) && !writes.some(({ w }) => w.v === v));
    for (const v of new Set(rest)) of.push({ file, v, f: x.f, guard: NONE, s: x.s, e: x.e });
    const computed = writes.some(({ w }) => !FALSY_OPS.has(w.op));
    if (x.kind === 'catch' || of.length === 0)
      return { of, absent: of.length === 0 && x.kind !== 'catch', open: x.kind === 'catch' || computed };
    return { of, absent: rest.length === 0 && mayBeUnset(p, writes), open: computed };
  };

  const exported = (file: number, name: string): Sources => {
    const e = exportOf(p, file, name);
    if (e && 'pkg' in e) return NOTHING;
    if (e) {
      if (e.b === NONE) return one(e.file, e.v);
      const imp = p.files[e.file]!.bindings[e.b]!.imp;
      return imp ? NOTHING : bindingSources(e.file, e.b);
    }
    if (p.files[file]!.esm) return NOTHING;
    const of: Source[] = [];
    p.files[file]!.functions.forEach((fn, f) => {
      for (const w of fn.events) {
        if (w.t !== 'write' || !('p' in w.to)) continue;
        const o = valueAt(p, file, w.to.o);
        if (o.k === 'exports' && w.to.p === name) of.push(sourceOf({ file, f, w }));
        else if (o.k === 'module' && w.to.p === 'exports') {
          const v = valueAt(p, file, w.v);
          if (name === 'default') of.push(sourceOf({ file, f, w }));
          else if (v.k === 'obj') of.push(...literalProperty(file, w.v, name).of);
        }
      }
    });
    return of.length > 0 ? { of, absent: false, open: false } : NOTHING;
  };

  const one = (file: number, v: ValueId): Sources => {
    const at = place(p, file, v);
    return { of: [{ file, v, f: at.f, guard: at.guard, s: at.s, e: at.e }], absent: false, open: false };
  };

  /** Arguments that the seen calls give to a parameter, and its default where one gives none. */
  const argumentsOf = (file: number, b: number): Sources => {
    const x = p.files[file]!.bindings[b]!;
    const fn = functionGid(p, file, x.f);
    const { f } = p.functions[fn]!;
    const index = x.index ?? f.params.indexOf(b);
    const own = x.defs.map((v) => ({ file, v, f: x.f, guard: NONE, s: x.s, e: x.e }));
    const later = (bindingWrites.get(bindingGid(p, file, b)) ?? []).map(sourceOf);
    const of: Source[] = [...later];
    let absent = false;
    let open = index < 0 || (f.rest && index === f.params.length - 1);
    const seen = calls.get(fn) ?? [];
    if (seen.length === 0) open = true;
    for (const call of seen) {
      const { file: at, c } = p.calls[call]!;
      const given = index - pt.ahead(call, fn);
      const a = c.args[given];
      if (given < 0) open = true;
      else if (c.spreadFrom !== NONE && given >= c.spreadFrom) open = true;
      else if (a === undefined) {
        if (own.length > 0) of.push(...own);
        else absent = true;
      } else {
        of.push({ file: at, v: a, f: c.f, guard: c.guard, s: c.s, e: c.e });
        if (own.length > 0 && mayBeNothing(p, at, a)) of.push(...own);
      }
    }
    if (seen.length === 0) of.push(...own);
    return { of, absent, open };
  };

  /** A property of an object literal, read in the order in which it is written. */
  const literalProperty = (file: number, v: ValueId, name: string): Sources => {
    const x = valueAt(p, file, v);
    if (x.k !== 'obj') return NOTHING;
    const of: Source[] = [];
    const own = x.props.filter((q) => q[0] === name && q[2] !== 'set');
    const last = own[own.length - 1];
    let open = x.computed.some(([k]) => {
      const key = valueAt(p, file, k);
      return key.k !== 'lit' || key.v === name;
    });
    // Spreads that stand after the property may replace it; those before it only fill in where it is missing.
    const later = x.spreads.filter((_, i) => !last || (x.spreadAt?.[i] ?? -1) > last[3]).reverse();
    let settled = false;
    for (const s of later) {
      if (settled) break;
      const inner = spreadProperty(file, s, name, x.f, 0);
      of.push(...inner.of);
      open ||= inner.open;
      settled = !inner.absent && !inner.open && inner.of.length > 0;
    }
    if (settled) return { of, absent: false, open };
    if (!last) return { of, absent: true, open };
    const at = place(p, file, v);
    const value = last[2] === 'get' ? getterValue(file, last[1]) : null;
    if (value) return { of: [...of, ...value.of], absent: value.absent, open: open || value.open };
    of.push({ file, v: last[1], f: x.f, guard: at.guard, s: last[3], e: last[3] + name.length });
    return { of, absent: false, open };
  };
  const getterValue = (file: number, v: ValueId): Sources | null => {
    const g = valueAt(p, file, v);
    return g.k === 'fn' ? returnsOf(functionGid(p, file, g.f)) : null;
  };

  /** What a spread of `v` gives for a property; `absent` where it may leave it as it was. */
  const spreadProperty = (file: number, v: ValueId, name: string, f: FunctionId, depth: number): Sources => {
    // `x = { ...x, a }` gives what it had before, which the other ways tell.
    const key = `${file}|${v}|${name}`;
    const known = spreads.get(key);
    if (known) return known;
    spreads.set(key, { of: [], absent: true, open: false });
    const out = bounded(spreadSources(file, v, name, f, depth));
    spreads.set(key, out);
    return out;
  };
  /** Answers by spread value and property; while one is looked for, the answer is that it leaves things as they were. */
  const spreads = new Map<string, Sources>();
  const spreadSources = (file: number, v: ValueId, name: string, f: FunctionId, depth: number): Sources => {
    const x = valueAt(p, file, v);
    if (x.k === 'obj') return propertyOf(file, v, name);
    if (x.k === 'undef' || x.k === 'lit') return { of: [], absent: true, open: false };
    if (depth > 8) return NOTHING;
    const parts: Sources[] = [];
    if (x.k === 'alt') {
      for (const part of x.of) parts.push(spreadProperty(file, part, name, f, depth + 1));
      if (x.op === '&&') parts.splice(0, x.of.length - 1, { of: [], absent: true, open: false });
    } else if (x.k === 'as' || x.k === 'await' || x.k === 'narrow')
      return spreadProperty(file, x.v, name, f, depth + 1);
    else {
      const back = from(file, v);
      if (!back) return NOTHING;
      for (const s of back.of) if (!leftOut(s)) parts.push(spreadProperty(s.file, s.v, name, s.f, depth + 1));
      if (back.absent) parts.push({ of: [], absent: true, open: false });
      if (back.open) parts.push({ of: [], absent: true, open: true });
    }
    return {
      of: parts.flatMap((s) => s.of),
      absent: parts.some((s) => s.absent),
      open: parts.some((s) => s.open),
    };
  };

  /** The property of a literal with what is written to it later: an unconditional write replaces what was there. */
  const propertyOf = (file: number, v: ValueId, name: string): Sources => {
    const key = `${file}|${v}|${name}`;
    if (reading.has(key) || reading.size > MAX_READS) return { of: [], absent: true, open: true };
    reading.add(key);
    const base = literalProperty(file, v, name);
    reading.delete(key);
    const o = setOf(h, pt.valueNode(file, v))[0];
    if (o === undefined) return base;
    const later = writesOf(o, name);
    if (later.length === 0) return base;
    const of = later.map(sourceOf);
    const at = place(p, file, v);
    const replaced = later.some(
      (x) => x.file === file && x.f === at.f && x.w.op === '=' && isPrefix(p, file, x.w.guard, at.guard),
    );
    if (replaced) return { of, absent: false, open: false };
    // What the module that gives out the settings fills in as it is loaded (`config.debug = …`) is there for all others.
    const givesOut = (x: PlacedWrite): boolean => setOf(h, pt.exportsNode(x.file)).includes(o);
    const filled = later.some(
      (x) => x.file !== file && x.f === 0 && x.w.op === '=' && x.w.guard === NONE && givesOut(x),
    );
    return { of: [...base.of, ...of], absent: base.absent && !filled, open: base.open };
  };

  /** Writes whose target may be this very object. */
  const writesOf = (o: ObjectId, name: string): PlacedWrite[] =>
    (propertyWrites.get(name) ?? []).filter(
      ({ file, w }) => 'p' in w.to && FALSY_OPS.has(w.op) && setOf(h, pt.valueNode(file, w.to.o)).includes(o),
    );

  const property = (o: ObjectId, name: string): Sources => {
    const x = h.objects[o]!;
    switch (x.k) {
      case 'obj':
        return x.type === 'rest' ? restProperty(o, name) : propertyOf(x.file, x.site, name);
      case 'mod':
        return exported(x.file, name);
      case 'exp':
      case 'fn':
      case 'global': {
        const of = writesOf(o, name).map(sourceOf);
        return { of, absent: of.length === 0, open: false };
      }
      case 'inst':
      case 'class':
        return memberSources(o, name);
      default:
        return NOTHING;
    }
  };
  const restProperty = (o: ObjectId, name: string): Sources => {
    const x = h.objects[o]!;
    const lit = valueAt(p, x.file, x.site);
    const key = `rest|${o}|${name}`;
    if (lit.k !== 'rest' || reading.has(key) || reading.size > MAX_READS) return NOTHING;
    reading.add(key);
    const out = ofObjects(x.file, lit.v, name);
    reading.delete(key);
    return out;
  };

  const memberSources = (o: ObjectId, name: string): Sources => {
    const x = h.objects[o]!;
    const of = writesOf(o, name).map(sourceOf);
    const cls = x.k === 'inst' ? x.cls : x.site;
    if (cls < 0) return { of, absent: of.length === 0, open: false };
    let absent = true;
    for (let at = cls, hops = 0; at >= 0 && hops < 16; at = pt.parentOf(at).cls, hops++) {
      const { file, c } = p.classes[at]!;
      for (const m of c.members) {
        if (m.name !== name || m.isStatic !== (x.k === 'class')) continue;
        if (m.kind === 'get' && m.f !== NONE) return returnsOf(functionGid(p, file, m.f)) ?? NOTHING;
        if (m.param !== NONE && c.ctor !== NONE) {
          const b = p.files[file]!.functions[c.ctor]!.params[m.param];
          const given = b === undefined ? NOTHING : argumentsOf(file, b);
          return { of: [...of, ...given.of], absent: given.absent, open: given.open };
        }
        if (m.init === NONE) continue;
        absent = false;
        of.push({ file, v: m.init, f: m.isStatic ? c.staticF : c.fieldsF, guard: NONE, s: m.s, e: m.e });
      }
      if (pt.parentOf(at).ext) return { of, absent: false, open: true };
    }
    const made = absent && of.some((s) => s.guard === NONE && isConstructor(p, s));
    return { of, absent: absent && !made, open: false };
  };

  const ofObjects = (file: number, o: ValueId, name: string): Sources => {
    const lit = valueAt(p, file, o);
    if (lit.k === 'obj') return propertyOf(file, o, name);
    const node = pt.valueNode(file, o);
    const objects = setOf(h, node);
    if (objects.length === 0) return NOTHING;
    const parts = objects.map((x) => property(x, name));
    return {
      of: unique(parts.flatMap((s) => s.of)),
      absent: parts.some((s) => s.absent),
      open: h.wide.has(node) || parts.some((s) => s.open),
    };
  };

  /** What a function returns, in order; null where it is no function that is read. */
  const returnsOf = (fn: number): Sources => {
    const { file, f, id } = p.functions[fn]!;
    const of: Source[] = [];
    for (const e of f.events)
      if (e.t === 'return') of.push({ file, v: e.v, f: id, guard: e.guard, s: e.s, e: e.s + 1 });
    return { of, absent: of.length === 0, open: f.generator };
  };

  const returned = (call: number): Sources | null => {
    const { c } = p.calls[call]!;
    if (c.kind === 'new') return null;
    const fns = [...(pt.targets.get(call) ?? [])];
    if (fns.length === 0) return null;
    const parts = fns.map(returnsOf);
    return {
      of: parts.flatMap((s) => s.of),
      absent: parts.some((s) => s.absent),
      open: (pt.externals.get(call)?.length ?? 0) > 0 || parts.some((s) => s.open),
    };
  };

  const from = (file: number, v: ValueId): Sources | null => {
    const x = valueAt(p, file, v);
    const at = (list: readonly ValueId[]): Source[] =>
      list.map((y) => {
        const w = place(p, file, y);
        return { file, v: y, f: w.f, guard: w.guard, s: w.s, e: w.e };
      });
    switch (x.k) {
      case 'bind':
        return bindingSources(file, x.b);
      case 'prop':
        return ofObjects(file, x.o, x.p);
      case 'index': {
        // Any element of a literal: the key is not known.
        const o = valueAt(p, file, literalBehind(file, x.o));
        if (o.k === 'obj') return { of: at(o.props.map((q) => q[1])), absent: true, open: o.spreads.length > 0 };
        if (o.k === 'arr') return { of: at(o.items), absent: false, open: o.spreads.length > 0 };
        return NOTHING;
      }
      case 'elem': {
        const o = valueAt(p, file, literalBehind(file, x.v));
        return o.k === 'arr' ? { of: at(o.items), absent: false, open: o.spreads.length > 0 } : NOTHING;
      }
      case 'call':
        return returned(callGid(p, file, x.c));
      case 'require': {
        const t = p.target(file, x.spec);
        return t.kind === 'file' && !p.files[t.file]!.esm ? exported(t.file, 'default') : null;
      }
      case 'await':
      case 'as':
      case 'narrow':
        return { of: at([x.v]), absent: false, open: false };
      default:
        return null;
    }
  };
  const literalBehind = (file: number, v: ValueId): ValueId => {
    let at = v;
    for (let hops = 0; hops < 12; hops++) {
      const x = valueAt(p, file, at);
      const b = x.k === 'bind' ? p.files[file]!.bindings[x.b]! : null;
      if (x.k === 'as') at = x.v;
      else if (b && !b.imp && b.defs.length === 1 && b.kind !== 'param') at = b.defs[0]!;
      else break;
    }
    return at;
  };

  return {
    from,
    property,
    propertyOf,
    callsOf: (fn) => calls.get(fn) ?? [],
    writesTo: (name) => propertyWrites.get(name) ?? [],
    returnsOf,
    returned,
    spanOf: (source) => {
      const own = source.v === NONE ? null : ownSpan(p, source.file, source.v);
      return own ?? { s: source.s, e: source.e };
    },
  };
}

function push<K, T>(map: Map<K, T[]>, key: K, x: T): void {
  const list = map.get(key);
  if (list) list.push(x);
  else map.set(key, [x]);
}

const unique = (list: readonly Source[]): Source[] => {
  const seen = new Set<string>();
  return list.filter((s) => {
    const key = `${s.file}|${s.v}|${s.s}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
};

const EMITS = new Set(['emit', 'emitAsync', 'dispatchEvent']);
/** A call that runs listeners: its arguments stand one further on. */
function isEmit(p: Program, file: number, c: Call): boolean {
  const callee = valueAt(p, file, c.callee);
  return callee.k === 'prop' && EMITS.has(callee.p);
}

/** A value that may be undefined, so that a parameter's default steps in. */
function mayBeNothing(p: Program, file: number, v: ValueId): boolean {
  if (v === NONE) return false;
  const x = valueAt(p, file, v);
  return x.k === 'undef' || (x.k === 'alt' && x.of.some((y) => y !== NONE && valueAt(p, file, y).k === 'undef'));
}

const isConstructor = (p: Program, s: Source): boolean => {
  const kind = p.files[s.file]!.functions[s.f]?.kind;
  return kind === 'constructor' || kind === 'fields';
};

/** The span that an expression has itself. */
function ownSpan(p: Program, file: number, v: ValueId): { readonly s: number; readonly e: number } | null {
  const f = p.files[file]!;
  const x: Value = f.values[v]!;
  if (x.k === 'obj' || x.k === 'arr') return { s: x.s, e: x.e };
  if (x.k === 'call') return { s: f.calls[x.c]!.s, e: f.calls[x.c]!.e };
  if (x.k === 'fn') return { s: f.functions[x.f]!.s, e: f.functions[x.f]!.e };
  if (x.k === 'class') return { s: f.classes[x.c]!.s, e: f.classes[x.c]!.e };
  if (x.k === 'await' || x.k === 'as' || x.k === 'narrow') return ownSpan(p, file, x.v);
  return null;
}

/** Where an expression is evaluated, as far as it says so itself. */
function place(p: Program, file: number, v: ValueId): Omit<Source, 'file' | 'v'> {
  const f = p.files[file]!;
  const x = f.values[v]!;
  if (x.k === 'call') {
    const c = f.calls[x.c]!;
    return { f: c.f, guard: c.guard, s: c.s, e: c.e };
  }
  if (x.k === 'obj' || x.k === 'arr') return { f: x.f, guard: NONE, s: x.s, e: x.e };
  if (x.k === 'await' || x.k === 'as' || x.k === 'narrow') return place(p, file, x.v);
  const own = ownSpan(p, file, v);
  return { f: 0, guard: NONE, s: own?.s ?? 0, e: own?.e ?? 1 };
}

/** Whether every run that passes `outer` passes `inner` too: the guards of `inner` are among those of `outer`. */
export function isPrefix(p: Program, file: number, inner: GuardId, outer: GuardId): boolean {
  const f = p.files[file]!;
  const all = new Set<object>(guardChain(f, outer));
  for (const g of guardChain(f, inner)) if (!all.has(g) && g.kind !== 'try' && g.kind !== 'finally') return false;
  return true;
}

/** Whether a variable may be read before any of these writes: none is unconditional, and no pair covers both ways of one test. */
export function mayBeUnset(p: Program, writes: readonly PlacedWrite[]): boolean {
  const seen = new Map<string, boolean>();
  for (const { file, f, w } of writes) {
    if (w.op === 'init') return false;
    const chain = [...guardChain(p.files[file]!, w.guard)].filter((g) => g.kind !== 'try' && g.kind !== 'finally');
    if (chain.length === 0 && p.files[file]!.functions[f]!.kind === 'module') return false;
    if (chain.length === 0) {
      // Set by a function: whoever reads after the call has it.
      continue;
    }
    const g = chain[0]!;
    if (g.kind === 'case' && !g.yes) return false;
    const key = `${file}|${g.cond}`;
    const old = seen.get(key);
    if (old !== undefined && old !== g.yes && chain.length === 1) return false;
    seen.set(key, g.yes);
  }
  return !writes.some(({ file, f, w }) => f > 0 && w.guard === NONE && w.op === '=' && file >= 0);
}
