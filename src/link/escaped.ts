import { NONE } from '../extract/facts.ts';
import { fieldNodeIfAny, nameId, type ObjectId, setOf } from './heap.ts';
import { isUnknownPackage } from './library-index.ts';
import type { Points } from './points.ts';
import { functionGid } from './program.ts';
import { isRouteLiteral } from './unknown-calls.ts';

// What code that is not known can run of the program: the functions in what it was handed.

/**
 * A function that stands in what was handed out. `self`: the object, where it is a method of it; else -1. `route`: beside a path and the
 * method of a request, or in an object that is.
 */
export type Held = { readonly fn: number; readonly self: ObjectId; readonly route: boolean };
/**
 * How something was handed out. `at`: its place in the order in which such were. `to`: a library of which nothing is known, or one of which
 * something is; or that which nothing was found for at all.
 */
export type Escape = { readonly at: number; readonly to: 'stranger' | 'library' | 'unresolved' };

/** Whom a call that these functions of libraries may be hands its arguments to; null for the language. */
export function handedTo({ h, lib }: Points, callees: readonly ObjectId[]): Escape['to'] | null {
  if (callees.length === 0) return 'unresolved';
  const pkgs = callees.map((e) => h.objects[e]!.pkg);
  if (pkgs.includes('(global)')) return null;
  return pkgs.every((pkg) => isUnknownPackage(lib, pkg)) ? 'stranger' : 'library';
}

/** Objects in objects that are looked into: resolvers in types in schemas in modules in the options of a server. */
const MAX_DEPTH = 6;
/** Objects that are looked into, of all that was handed out. */
const MAX_OBJECTS = 50_000;
/** Values of one field that are looked at. */
const MAX_VALUES = 16;

/**
 * Functions that code that is not known can run, each once, with where they were handed out last: those in lists and literals, in what such
 * functions give back, and the methods of the objects of classes.
 */
export function runnable<T extends Escape>(
  pt: Points,
  escaped: ReadonlyMap<ObjectId, T>,
): readonly (Held & { readonly from: T })[] {
  const { p, h } = pt;
  const out = new Map<string, Held & { readonly from: T }>();
  /** How deep an object was found at least, by whether it is part of a route. */
  const seen = new Map<number, number>();
  let left = MAX_OBJECTS;
  const take = (held: Held, from: T): void => {
    const key = `${held.fn}|${held.self}`;
    if (!out.has(key)) out.set(key, { ...held, from });
  };
  const into = (objects: readonly ObjectId[], owner: ObjectId, depth: number, route: boolean, from: T): void => {
    for (let j = 0; j < objects.length && j < MAX_VALUES; j++) {
      const o = objects[j]!;
      const x = h.objects[o]!;
      if (x.k === 'fn' && depth > 0 && (route || from.to !== 'unresolved'))
        take({ fn: x.site, self: p.functions[x.site]!.f.kind === 'method' ? owner : -1, route }, from);
      look(o, depth, route, from);
    }
  };
  const look = (o: ObjectId, depth: number, inRoute: boolean, from: T): void => {
    const x = h.objects[o]!;
    const route = inRoute || isRouteLiteral(p, x);
    const key = o * 2 + (route ? 1 : 0);
    if ((seen.get(key) ?? MAX_DEPTH) <= depth || left-- <= 0) return;
    seen.set(key, depth);
    if (x.k === 'fn') into(setOf(h, pt.returnNode(x.site)), -1, depth + 1, route, from);
    else if (x.k === 'arr') {
      for (const y of elements(o)) into([y], -1, depth + 1, route, from);
    } else if (x.k === 'obj' && x.type !== 'rest') {
      const fields = h.fields[o] ?? [];
      for (let i = 1; i < fields.length; i += 2) into(setOf(h, fields[i]!), o, depth + 1, route, from);
    } else if (x.k === 'inst' && x.cls >= 0 && from.to === 'stranger') methods(x.cls, o, from);
    else if (x.k === 'class' && from.to === 'stranger')
      for (const made of pt.instances.get(x.site) ?? []) if (h.objects[made]!.site < 0) methods(x.site, made, from);
  };
  const methods = (of: number, self: ObjectId, from: T): void => {
    for (let cls = of, hops = 0; cls >= 0 && hops < 16; cls = pt.parentOf(cls).cls, hops++) {
      const { file, c } = p.classes[cls]!;
      for (const m of c.members) {
        if (m.isStatic || !/^[^_#]/.test(m.name)) continue;
        // `sign = async (tx) => …`: a field that is a function is called as a method is.
        const init = m.kind === 'field' && m.init !== NONE ? p.files[file]!.values[m.init]! : null;
        const f = m.kind === 'method' ? m.f : init?.k === 'fn' ? init.f : NONE;
        if (f !== NONE)
          take({ fn: functionGid(p, file, f), self: m.kind === 'method' ? self : -1, route: false }, from);
      }
    }
  };
  /** What stands in a list; where it is too much to be told in one, in the lists that it was put together from (`[...ships, ...docks]`). */
  const elements = (o: ObjectId): readonly ObjectId[] => {
    const n = fieldNodeIfAny(h, o, nameId(h, '*'));
    if (n === undefined) return [];
    const x = h.objects[o]!;
    const lit = h.wide.has(n) && x.file >= 0 ? p.files[x.file]!.values[x.site] : undefined;
    const parts = lit?.k === 'arr' ? lit.spreads.flatMap((v) => setOf(h, pt.valueNode(x.file, v))) : [];
    return [...setOf(h, n), ...parts];
  };
  // The last first: it is what counts.
  for (const [o, from] of [...escaped].sort((a, b) => b[1].at - a[1].at)) look(o, 0, false, from);
  return [...out.values()];
}
