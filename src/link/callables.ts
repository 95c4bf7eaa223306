import { NONE, type ValueId } from '../extract/facts.ts';
import { fieldNodeIfAny, nameId, type ObjectId, setOf } from './heap.ts';
import { isUnknownPackage } from './library-index.ts';
import { isContinuation, isIterator } from './natives.ts';
import type { Points } from './points.ts';
import { functionGid, type Program } from './program.ts';
import { valueStatic } from './static.ts';
import { looksLikeRegistration, saysItKeeps } from './unknown-calls.ts';

/** A function and what it is bound to, or null where its `this` is found otherwise. */
export type Callable = { readonly fn: number; readonly selves: readonly ObjectId[] | null };

/** Arrays in arrays that functions are looked for in. */
const MAX_NESTED = 2;
/** Fields of one object that are looked at. */
const MAX_FIELDS = 32;
/** Values of one field that are looked at. */
const MAX_VALUES = 8;
/** Wrappers around wrappers (`traced(limited(fn))`) that functions are looked for in. */
const MAX_WRAPPERS = 3;

/** Functions that stand in values. */
export function callables(pt: Points): {
  readonly functionsAt: (objects: readonly ObjectId[]) => Callable[];
  readonly handlersAt: (objects: readonly ObjectId[]) => Callable[];
  readonly returnedBy: (fn: number, at?: readonly string[]) => Callable[];
} {
  const { h } = pt;
  /** Functions among the objects at a node, each once, with what they are bound to: through arrays, and arrays in those. */
  const functionsAt = (objects: readonly ObjectId[]): Callable[] => {
    const out: Callable[] = [];
    const taken = new Set<string>();
    const seen: Set<ObjectId>[] = Array.from({ length: MAX_NESTED }, () => new Set());
    const look = (list: readonly ObjectId[], depth: number): void => {
      for (const o of list) {
        const x = h.objects[o]!;
        if (x.k === 'fn') {
          const key = `${x.site}|${x.bound ?? ''}`;
          if (taken.has(key)) continue;
          taken.add(key);
          out.push({ fn: x.site, selves: x.bound === undefined ? null : setOf(h, x.bound) });
        } else if (depth < MAX_NESTED && (x.k === 'arr' || (x.k === 'nat' && x.type === 'Array'))) {
          if (seen[depth]!.has(o)) continue;
          seen[depth]!.add(o);
          const n = fieldNodeIfAny(h, o, nameId(h, '*'));
          if (n !== undefined) look(setOf(h, n), depth + 1);
        }
      }
    };
    look(objects, 0);
    return out;
  };
  /** The same with functions that code that is not known has wrapped. */
  const handlersAt = (objects: readonly ObjectId[]): Callable[] => {
    const plain = functionsAt(objects);
    const taken = new Set(plain.map(({ fn }) => fn));
    const wrapped = new Set(objects.flatMap((o) => wrappedBy(pt, o)).filter((fn) => !taken.has(fn)));
    return wrapped.size > 0 ? [...plain, ...[...wrapped].map((fn) => ({ fn, selves: null }))] : plain;
  };
  /** What stands at a path in objects; `*` is any name. */
  const walk = (objects: readonly ObjectId[], path: readonly string[]): readonly ObjectId[] =>
    path.reduce<readonly ObjectId[]>((list, step) => {
      const next = new Set<ObjectId>();
      for (const o of list) {
        const fields = h.objects[o]!.k === 'obj' ? (h.fields[o] ?? []) : [];
        for (let i = 0; i < fields.length && i < MAX_FIELDS * 2; i += 2)
          if (step === '*' || h.nameList[fields[i]!] === step) for (const y of setOf(h, fields[i + 1]!)) next.add(y);
      }
      return [...next];
    }, objects);
  /** Functions that a callback returns, or that stand in the object that it returns: at these paths, or at its properties. */
  const returnedBy = (fn: number, at?: readonly string[]): Callable[] => {
    const back = setOf(h, pt.returnNode(fn));
    if (at) return at.flatMap((path) => functionsAt(walk(back, path.split('.'))));
    const out = functionsAt(back);
    for (const o of back) {
      if (h.objects[o]!.k !== 'obj') continue;
      const fields = h.fields[o] ?? [];
      for (let i = 0; i < fields.length && i < MAX_FIELDS * 2; i += 2)
        out.push(...functionsAt(setOf(h, fields[i + 1]!)));
    }
    return out;
  };
  return { functionsAt, handlersAt, returnedBy };
}

/** Functions that a call (global id) runs, makes objects by, or is handed. */
export function ledTo(pt: Points, call: number): readonly number[] {
  const { p, h } = pt;
  const { file, c } = p.calls[call]!;
  const out = [...(pt.targets.get(call) ?? [])];
  for (const o of pt.made.get(call) ?? []) {
    const { cls } = h.objects[o]!;
    if (cls < 0) continue;
    const { file: at, c: made } = p.classes[cls]!;
    for (const fn of [made.ctor, made.fieldsF]) if (fn !== NONE) out.push(functionGid(p, at, fn));
  }
  for (const a of c.args)
    for (const o of setOf(h, pt.valueNode(file, a))) if (h.objects[o]!.k === 'fn') out.push(h.objects[o]!.site);
  return out;
}

/**
 * Functions that code that is not known was handed where it gave a value: whoever calls that value calls them, if it calls anything of the
 * program (`export const handler = traced(async (event) => …)`). Those that take nothing have made what it gave, or a part of it.
 */
export function wrappedBy(pt: Points, o: ObjectId): readonly number[] {
  const { p, h } = pt;
  const out = new Set<number>();
  const look = (at: ObjectId, left: number): void => {
    const x = h.objects[at]!;
    if (x.k !== 'ext' || x.type !== 'call' || x.kinds.length > 0 || !isUnknownPackage(pt.lib, x.pkg)) return;
    const { file, c } = p.calls[x.site]!;
    const callee = p.files[file]!.values[c.callee]!;
    // `rows.map(fn)`, `answer.then(fn)`: what these give is no function.
    const method = callee.k === 'prop' ? callee.p : null;
    if (method !== null && (isIterator(method) || isContinuation(method))) return;
    // `const off = bus.on('open', fn)`: what this gives ends it. `wrapping.traced('open', fn)` of a module is a function by its name.
    const owner = x.from >= 0 ? h.objects[x.from]!.from : -1;
    const isExport = owner >= 0 && h.objects[owner]!.steps === '' && h.objects[owner]!.from < 0;
    if (method !== null && (isExport ? saysItKeeps(method) : looksLikeRegistration(p, file, c, method))) return;
    for (const a of c.args) {
      // What is worked out may be any value that is copied or kept, and is called by nobody.
      const fn = functionNamed(p, file, a);
      if (fn !== null && p.functions[fn]!.f.params.length > 0 && !setsUp(p, fn)) out.add(fn);
      else if (left > 0 && p.files[file]!.values[a]!.k === 'call')
        for (const given of setOf(h, pt.valueNode(file, a)).slice(0, MAX_VALUES)) look(given, left - 1);
    }
    // `wrap(fn).with(options)`
    if (owner >= 0 && left > 0) look(owner, left - 1);
  };
  look(o, MAX_WRAPPERS);
  return [...out];
}

/** The function (global id) that an argument is by its own words: a literal, or the name of a declared one. */
export function functionNamed(p: Program, file: number, v: ValueId): number | null {
  const x = p.files[file]!.values[v]!;
  if (x.k === 'fn') return functionGid(p, file, x.f);
  if (x.k !== 'bind' && x.k !== 'prop') return null;
  const s = valueStatic(p, file, v);
  return s?.k === 'fn' ? functionGid(p, s.file, s.id) : null;
}

/** Whether a function gives a function, or an object with some, at once: it sets something up (`createStore((set) => ({ add: () => … }))`). */
function setsUp(p: Program, fn: number): boolean {
  const { file, f } = p.functions[fn]!;
  const { values } = p.files[file]!;
  const holds = (v: ValueId): boolean => {
    const x = v === NONE ? undefined : values[v]!;
    return x?.k === 'fn' || (x?.k === 'obj' && x.props.some(([, y]) => values[y]!.k === 'fn'));
  };
  return !f.async && f.events.some((e) => e.t === 'return' && holds(e.v));
}
