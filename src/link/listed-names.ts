import { type CallId, type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { changed, changedAbroad, exportedAs } from './changed-lists.ts';
import { consumersOf } from './consumers.ts';
import { commonJsValues } from './module-code.ts';
import { isIterator } from './natives.ts';
import type { Program } from './program.ts';
import { exportOf, valueStatic } from './static.ts';

// `for (const level of ['debug', 'info']) log[level] = …`, `METHODS.forEach((method) => app[method](…))`: a computed name that goes
// through a list that is written in the program is one of the names of that list, and no other.

/** Names of one list; in one with more any name is meant. */
const MAX_LISTED = 64;
/** Variables, lists in lists and parts of texts that one name is followed through. */
const MAX_STEPS = 6;

type Place = { readonly file: number; readonly v: ValueId };

const known = new WeakMap<Program, Map<number, readonly string[] | null>>();

/**
 * The names that a computed name goes through: an element of a written list of texts, a key of a written object, one of two texts, or a
 * text made of these. Null where it may be any.
 */
export function namesListed(p: Program, file: number, v: ValueId): readonly string[] | null {
  const names = entryOf(known, p, () => new Map<number, readonly string[] | null>());
  return entryOf(names, p.valueBase[file]! + v, () => {
    const f = p.files[file]!;
    // A text that is written needs no list, and what is worked out elsewhere cannot be one.
    const { k } = f.values[v]!;
    if (k !== 'bind' && k !== 'op' && k !== 'alt' && k !== 'as' && k !== 'elem' && k !== 'key') return null;
    const out = textsOf(p, file, v, 0);
    return out === null || out.size === 0 || out.size > MAX_LISTED ? null : [...out];
  });
}

/** The texts that a value may be, or null. */
function textsOf(p: Program, file: number, v: ValueId, steps: number): Set<string> | null {
  if (v === NONE || steps > MAX_STEPS) return null;
  const f = p.files[file]!;
  const x = f.values[v]!;
  switch (x.k) {
    case 'lit':
      return typeof x.v === 'string' ? new Set([x.v]) : null;
    case 'as':
    case 'narrow':
      return textsOf(p, file, x.v, steps + 1);
    case 'elem':
      return itemsOf(p, file, x.v, steps + 1);
    case 'key':
      return keysOf(p, file, x.v, steps + 1);
    case 'alt':
      return x.op === '&&' ? null : union(x.of.map((y) => textsOf(p, file, y, steps + 1)));
    case 'op':
      return x.op === 'template' || x.op === '+' ? joined(x.of.map((y) => textsOf(p, file, y, steps + 1))) : null;
    case 'bind': {
      const b = f.bindings[x.b]!;
      if (b.kind === 'param') return b.defs.length === 0 && b.index === 0 ? handedOver(p, file, b.f, steps) : null;
      const at = b.imp ? far(p, file, v) : b.defs.length === 1 ? { file, v: b.defs[0]! } : null;
      return at && textsOf(p, at.file, at.v, steps + 1);
    }
    default:
      return null;
  }
}

/** What an iterating method hands to a function as its first argument. */
function handedOver(p: Program, file: number, fn: number, steps: number): Set<string> | null {
  const f = p.files[file]!;
  const given = consumersOf(f).argumentOf(fn);
  const c = given ? f.calls[given.c]! : null;
  const callee = c ? f.values[c.callee]! : null;
  if (!c || given!.i !== 0 || c.kind !== 'call' || callee?.k !== 'prop' || !isIterator(callee.p)) return null;
  // One that has a name may call itself by it, with anything.
  const uses = consumersOf(f);
  if (uses.of(c.args[0]!).some((u) => u.k === 'def' && uses.bindValue(u.b) !== NONE)) return null;
  // `rows.reduce((sum, row) => …)`: what comes first is no element.
  if (callee.p.startsWith('reduce')) return null;
  return itemsOf(p, file, callee.o, steps + 1);
}

/** The texts in a list, if it is written as one and nothing is added to it. */
function itemsOf(p: Program, file: number, v: ValueId, steps: number): Set<string> | null {
  const at = written(p, file, v, steps);
  if (!at) return null;
  const f = p.files[at.file]!;
  const x = f.values[at.v]!;
  if (x.k === 'call') {
    const { callee, args } = f.calls[x.c]!;
    const m = f.values[callee]!;
    const on = m.k === 'prop' ? f.values[m.o]! : null;
    const isOf = (name: string) => on?.k === 'global' && on.name === name;
    if (m.k !== 'prop' || args.length !== 1) return null;
    if (isOf('Object') && m.p === 'freeze') return itemsOf(p, at.file, args[0]!, steps + 1);
    return isOf('Object') && m.p === 'keys' ? keysOf(p, at.file, args[0]!, steps + 1) : null;
  }
  if (x.k !== 'arr') return null;
  return union([
    ...x.items.map((y) => textsOf(p, at.file, y, steps + 1)),
    ...x.spreads.map((y) => itemsOf(p, at.file, y, steps + 1)),
  ]);
}

/** The keys of an object that is written, and gets no others. */
function keysOf(p: Program, file: number, v: ValueId, steps: number): Set<string> | null {
  const at = written(p, file, v, steps);
  const x = at ? p.files[at.file]!.values[at.v]! : null;
  if (!at || x?.k !== 'obj' || x.computed.length > 0) return null;
  return union([new Set(x.props.map((q) => q[0])), ...x.spreads.map((y) => keysOf(p, at.file, y, steps + 1))]);
}

/** The expression that a constant is set to, here or in another module; null for what is changed after. */
function written(p: Program, file: number, v: ValueId, steps: number): Place | null {
  if (v === NONE || steps > MAX_STEPS) return null;
  const f = p.files[file]!;
  const x = f.values[v]!;
  if (x.k === 'as' || x.k === 'narrow') return written(p, file, x.v, steps + 1);
  if (x.k === 'prop') {
    const at = inModule(p, file, x.o, x.p);
    return at && written(p, at.file, at.v, steps + 1);
  }
  if (x.k === 'call') {
    const given = givenBy(f, x.c);
    return given === NONE ? { file, v } : written(p, file, given, steps + 1);
  }
  if (x.k !== 'bind') return { file, v };
  const b = f.bindings[x.b]!;
  if (b.kind === 'param' || changed(f).has(x.b)) return null;
  if (!b.imp) {
    if (b.defs.length !== 1 || exportedAs(f, x.b).some((name) => changedAbroad(p, file).has(name))) return null;
    return written(p, file, b.defs[0]!, steps + 1);
  }
  const at = far(p, file, v);
  return at && written(p, at.file, at.v, steps + 1);
}

/** What stands under a name in a module that was required. */
function inModule(p: Program, file: number, v: ValueId, name: string): Place | null {
  const s = valueStatic(p, file, v);
  if (s?.k !== 'module' || p.files[s.file]!.esm || changed(p.files[s.file]!).has(name)) return null;
  if (changedAbroad(p, s.file).has(name)) return null;
  const values = [...commonJsValues(p.files[s.file]!, name)].filter((y) => p.files[s.file]!.values[y]!.k !== 'undef');
  return values.length === 1 ? { file: s.file, v: values[0]! } : null;
}

/** What a function gives that is called where it is written, if it does nothing else. */
function givenBy(f: FileFacts, call: CallId): ValueId {
  const { callee, args } = f.calls[call]!;
  const x = f.values[callee]!;
  if (x.k !== 'fn' || args.length > 0) return NONE;
  const [e, ...more] = f.functions[x.f]!.events.filter(({ t }) => t === 'return' || t === 'call' || t === 'write');
  return e?.t === 'return' && more.length === 0 ? e.v : NONE;
}

/** What an imported constant is set to where it is declared; null for what is changed there. */
function far(p: Program, file: number, v: ValueId): Place | null {
  const x = p.files[file]!.values[v]!;
  const b = x.k === 'bind' ? p.files[file]!.bindings[x.b]! : null;
  const t = b?.imp ? p.target(file, b.imp.spec) : null;
  if (!b?.imp || t?.kind !== 'file' || b.imp.name === '*') return null;
  const e = exportOf(p, t.file, b.imp.name);
  if (!e || 'pkg' in e) return null;
  const there = p.files[e.file]!;
  const names = [b.imp.name, ...exportedAs(there, e.b)];
  if (names.some((name) => changedAbroad(p, e.file).has(name))) return null;
  if (e.b === NONE) return { file: e.file, v: e.v };
  const { defs } = there.bindings[e.b]!;
  return defs.length === 1 && !changed(there).has(e.b) ? { file: e.file, v: defs[0]! } : null;
}

function union(parts: readonly (Set<string> | null)[]): Set<string> | null {
  const out = new Set<string>();
  for (const part of parts) {
    if (part === null) return null;
    for (const text of part) out.add(text);
  }
  return out;
}

/** Each text of the first part with each of the second, and so on. */
function joined(parts: readonly (Set<string> | null)[]): Set<string> | null {
  let out = new Set(['']);
  for (const part of parts) {
    if (part === null || out.size * part.size > MAX_LISTED) return null;
    out = new Set([...out].flatMap((start) => [...part].map((text) => start + text)));
  }
  return out;
}
