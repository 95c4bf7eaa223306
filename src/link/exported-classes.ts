import { NONE, type TypeId } from '../extract/facts.ts';
import { Ctx, type Seed } from './contexts.ts';
import { EXPORTED, exportingEntries } from './conventions.ts';
import { type ObjectId, setOf } from './heap.ts';
import { methodsOf } from './hierarchy.ts';
import { instancesOf, type Points } from './points.ts';
import { functionGid, type LinkInput, type Program } from './program.ts';
import { bindingStatic, exportOf, typeStatics, valueStatic } from './static.ts';

// Classes that packages export: their users make the objects, and run the methods.

/** Exported classes of which users make one for the process, as far as anything tells: not those whose objects come in numbers. */
export function madeByUsers(pt: Points, input: LinkInput, loaded: ReadonlySet<number>): readonly number[] {
  const exported = exportedClasses(pt, input, loaded);
  if (exported.size === 0) return [];
  const many = heldInNumbers(pt.p, loaded);
  const isOneOfMany = (cls: number): boolean => {
    for (let at = cls, hops = 0; at >= 0 && hops < 16; at = pt.parentOf(at).cls, hops++) if (many.has(at)) return true;
    return false;
  };
  return [...exported].filter((cls) => !isOneOfMany(cls));
}

/** Methods of the classes that a package exports, on the objects that its users make: whenever they call them, maybe after start-up. */
export function methodsForUsers(pt: Points, input: LinkInput, loaded: ReadonlySet<number>): Seed[] {
  const { p } = pt;
  const out: Seed[] = [];
  for (const cls of exportedClasses(pt, input, loaded)) {
    const selves = instancesOf(pt, cls).filter((o) => pt.h.objects[o]!.injected);
    const isHandedOut = input.handedOut?.has(p.classes[cls]!.file) ?? false;
    if (selves.length === 0 || (p.classes[cls]!.c.impl.length === 0 && !isHandedOut)) continue;
    for (let at = cls, hops = 0; at >= 0 && hops < 16; at = pt.parentOf(at).cls, hops++) {
      const { file, c } = p.classes[at]!;
      for (const m of c.members)
        if (m.kind === 'method' && m.f !== NONE && !m.isStatic && /^[^_#]/.test(m.name))
          out.push({
            fn: functionGid(p, file, m.f),
            selves,
            bit: Ctx.later,
            what: EXPORTED,
            request: -1,
            ifUncalled: true,
          });
    }
  }
  return out;
}

/** Objects that a module made itself and exports (`module.exports = new Harbour()`): its users call their methods, as functions. */
export function objectsExported(pt: Points, file: number): readonly ObjectId[] {
  const { p, h } = pt;
  const nodes = p.files[file]!.esm ? [] : [pt.exportsNode(file)];
  for (const name of exportedNames(p, file)) {
    const e = exportOf(p, file, name);
    if (e && !('pkg' in e))
      nodes.push(e.b !== NONE ? pt.bindingNode(p.bindingBase[e.file]! + e.b) : pt.valueNode(e.file, e.v));
  }
  const found = nodes.flatMap((n) => setOf(h, n).filter((o) => h.objects[o]!.k === 'inst' && !h.objects[o]!.injected));
  return [...new Set(found)];
}

/** Methods of such an object that are there for others: of its class and those it extends, or of the prototype of its function. */
export function methodsOfMade(pt: Points, o: ObjectId): readonly number[] {
  const { p, h } = pt;
  const { cls, ctor } = h.objects[o]!;
  if (cls >= 0) return methodsOf(p, pt.parentOf, cls, '').filter((fn) => /^[^_#]/.test(p.functions[fn]!.f.name || '_'));
  const proto = ctor < 0 ? undefined : pt.prototypeOf(ctor);
  const fields = proto === undefined ? [] : (h.fields[proto] ?? []);
  const out: number[] = [];
  for (let i = 0; i < fields.length; i += 2)
    if (/^[^_#*]/.test(h.nameList[fields[i]!]!))
      for (const x of setOf(h, fields[i + 1]!)) if (h.objects[x]!.k === 'fn') out.push(h.objects[x]!.site);
  return out;
}

/** Classes whose objects are written to stand in a list or table (`Room[]`, `Map<string, Room>`): of these there are many, that come and go. */
function heldInNumbers(p: Program, loaded: ReadonlySet<number>): ReadonlySet<number> {
  const out = new Set<number>();
  for (const file of loaded) {
    const take = (t: TypeId): void => {
      for (const s of typeStatics(p, file, t)) if (s.k === 'class') out.add(s.gid);
    };
    for (const x of p.files[file]!.types) {
      if (x.k === 'arr') take(x.of);
      else if (x.k === 'obj' && x.index !== NONE) take(x.index);
      else if (x.k === 'ref' && TABLES.has(x.name)) for (const t of x.args) take(t);
    }
  }
  return out;
}
const TABLES = new Set([
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Record',
  'Array',
  'ReadonlyArray',
  'ReadonlyMap',
  'ReadonlySet',
]);

/** Classes that packages export to their users. */
function exportedClasses({ p }: Points, input: LinkInput, loaded: ReadonlySet<number>): ReadonlySet<number> {
  const out = new Set<number>();
  const own = exportingEntries(input).flatMap((e) => p.fileOf.get(e) ?? []);
  for (const file of new Set([...own, ...(input.handedOut ?? [])])) {
    if (!loaded.has(file)) continue;
    for (const name of exportedNames(p, file)) {
      const x = exportOf(p, file, name);
      if (!x || 'pkg' in x) continue;
      const s = x.b !== NONE ? bindingStatic(p, x.file, x.b) : valueStatic(p, x.file, x.v);
      if (s?.k === 'class') out.add(s.gid);
    }
  }
  return out;
}

/** Names that a module exports, through `export *`. */
function exportedNames(p: Program, file: number, seen = new Set<number>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  return p.files[file]!.exports.flatMap((e) => {
    if (e.name !== '*') return [e.name];
    const t = 'from' in e ? p.target(file, e.from) : null;
    return t?.kind === 'file' ? exportedNames(p, t.file, seen) : [];
  });
}
