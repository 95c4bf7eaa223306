import type { LibraryEntry } from '../catalog/libraries.ts';
import { parseProvenance } from '../catalog/provenance.ts';
import { type FunctionId, type GuardId, NONE, type Value } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { isKnownByKind, packageOf, stepsOf } from './alternatives.ts';
import { decoOf } from './decorators.ts';
import { type ObjectId, setOf } from './heap.ts';
import { candidates, normalSteps, stepsFromPackage } from './library-index.ts';
import type { Linked } from './linked.ts';
import type { Points } from './points.ts';
import { callGid, functionGid, packageName, valueAt } from './program.ts';
import { typeStatics, valueStatic } from './static.ts';
import { mayBeIn } from './versions.ts';

/** A place where the program uses something that an entry speaks of. */
export type LibraryUse = {
  readonly entry: LibraryEntry;
  /** The package of the entry that it comes from. */
  readonly pkg: string;
  readonly file: number;
  /** Function of the file in which it stands, and what it stands under. */
  readonly f: FunctionId;
  readonly guard: GuardId;
  readonly s: number;
  readonly e: number;
  /** The call (global id), or -1 where none is made (an import, a class, a property that is read). */
  readonly call: number;
  /** Argument of that call from which the entry's arguments are counted. */
  readonly from: number;
  /** For values that are given inside an object (`register({ plugin, options })`): the property that holds it; in a list of such, its path. */
  readonly part: string | null;
  /** For what is done to an object that is there already (a method, a property): true. */
  readonly onObject: boolean;
  /** Objects that the use gives, to which something may be done later. */
  readonly objects: readonly ObjectId[];
  /** Name of it for people: the callee as written last. */
  readonly name: string;
  /** Installed version or range, as far as it is known. */
  readonly version: string | null;
};

/** Finds every use of every entry, in order of place. Files that no process loads are left out. */
export function findUses(linked: Linked, wanted: (entry: LibraryEntry) => boolean = () => true): readonly LibraryUse[] {
  const { p, pt, input, entries } = linked;
  const all = (input.keeps ?? []).filter(wanted);
  const out: LibraryUse[] = [];
  const fits = (entry: LibraryEntry, pkg: string): string | null =>
    candidates(pkg).find((name) => entry.packages.some((x) => x === name || bare(x) === bare(name))) ?? null;
  const add = (entry: LibraryEntry, pkg: string, at: Omit<LibraryUse, 'entry' | 'pkg' | 'version'>): void => {
    const name = fits(entry, pkg);
    if (name === null) return;
    const version = input.versionOf?.(p.files[at.file]!.file, name) ?? null;
    if (mayBeIn(version, entry.versions)) out.push({ ...at, entry, pkg: name, version });
  };

  // ---- entries by what leads to them
  const byCallee = new Map<string, LibraryEntry[]>();
  const byMethod = new Map<string, LibraryEntry[]>();
  const byGiven = new Map<string, LibraryEntry[]>();
  const byProperty = new Map<string, LibraryEntry[]>();
  const decorators: LibraryEntry[] = [];
  const heirs: LibraryEntry[] = [];
  const imports: LibraryEntry[] = [];
  for (const entry of all) {
    const { use } = entry;
    if (use.form === 'call')
      for (const text of use.callee) {
        const parsed = parseProvenance(text);
        if (!parsed) continue;
        const steps = `${parsed.constructed ? 'new ' : ''}${parsed.steps.join('')}`;
        if (parsed.start === null) for (const pkg of entry.packages) push(byCallee, `${bare(pkg)}|${steps}`, entry);
        else {
          const kind = pt.lib.kindNamed(parsed.start.entry ?? entry.id, parsed.start.kind);
          if (kind !== undefined) push(byMethod, `${kind}|${steps}`, entry);
        }
      }
    else if (use.form === 'given') for (const method of use.to) push(byGiven, method, entry);
    else if (use.form === 'property') push(byProperty, use.property, entry);
    else if (use.form === 'decorator') decorators.push(entry);
    else if (use.form === 'extends') heirs.push(entry);
    else imports.push(entry);
  }

  // ---- calls
  for (const [call, externals] of [...pt.externals].sort((a, b) => a[0] - b[0])) {
    const { file, c } = p.calls[call]!;
    if (!entries.loaded.has(file) || ['jsx', 'deco', 'super'].includes(c.kind)) continue;
    const seen = new Set<LibraryEntry>();
    const take = (entry: LibraryEntry, pkg: string, onObject = false): void => {
      if (seen.has(entry)) return;
      seen.add(entry);
      add(entry, pkg, { ...atCall(linked, call, 0), onObject });
    };
    for (const o of externals) {
      const isNew = c.kind === 'new';
      // An object that was made is no function: where one is said to be called, the call is of what it holds.
      if (!isNew && pt.h.objects[o]!.type === 'new') continue;
      const { pkg, callees, methods } = namesOf(linked, o, isNew);
      for (const key of callees) for (const entry of byCallee.get(key) ?? []) take(entry, pkg);
      for (const { key, onObject } of methods)
        for (const entry of byMethod.get(key) ?? []) take(entry, entry.packages[0]!, onObject);
    }
  }

  for (const file of [...entries.loaded].sort((a, b) => a - b)) {
    const f = p.files[file]!;
    // ---- values handed to a call
    f.calls.forEach((c, id) => {
      const callee = c ? f.values[c.callee]! : null;
      if (!c || callee?.k !== 'prop') return;
      for (const entry of new Set(byGiven.get(callee.p) ?? [])) {
        if (entry.use.form !== 'given') continue;
        const wantedSteps = new Set(entry.use.value.map(normalSteps));
        for (const [index, a] of c.args.entries()) {
          const found = [[null, a, null] as const, ...partsOf(linked, file, a)].flatMap(([part, v, whole]) => {
            const pkg = provenancesOf(linked, file, v).find(
              ([name, steps]) => wantedSteps.has(normalSteps(steps)) && fits(entry, name) !== null,
            )?.[0];
            return pkg === undefined ? [] : [{ part, v, pkg, whole }];
          });
          for (const { part, v, pkg, whole } of found.slice(0, found[0]?.whole ? found.length : 1))
            add(entry, pkg, {
              ...atCall(linked, callGid(p, file, id), index),
              ...{ part, name: nameAt(linked, file, v), ...whole },
            });
          if (found.length > 0) break;
        }
      }
    });
    // ---- imports
    for (const i of f.imports) {
      if (i.typeOnly || imports.length === 0) continue;
      const t = p.target(file, i.spec);
      if (t.kind !== 'package') continue;
      const pkg = packageName(t);
      for (const entry of imports)
        add(entry, pkg, {
          ...{ file, f: i.f ?? 0, guard: i.guard ?? NONE, s: i.s, e: i.s + i.spec.length + 2, call: -1, from: 0 },
          ...NEW_OBJECT,
          objects: [],
          name: i.spec,
        });
    }
    // ---- classes
    f.classes.forEach((c) => {
      const at = {
        file,
        f: c.f,
        guard: NONE,
        s: c.nameS,
        e: c.nameE,
        call: -1,
        from: 0,
        ...NEW_OBJECT,
        objects: [],
        name: c.name,
      };
      const bases = [
        ...(c.ext === NONE ? [] : [valueStatic(p, file, c.ext)]),
        ...c.impl.flatMap((t) => typeStatics(p, file, t)),
      ];
      for (const base of bases) {
        if (base?.k !== 'external') continue;
        for (const entry of heirs)
          if (entry.use.form === 'extends' && entry.use.base.some((b) => sameName(b, base.steps)))
            add(entry, base.pkg, { ...at, call: superCall(linked, file, c.ctor) });
      }
      const decos = [
        ...c.decos,
        ...c.members.flatMap((m) => m.decos),
        ...c.members.flatMap((m) => (m.f === NONE ? [] : f.functions[m.f]!.paramDecos.flat())),
      ];
      for (const v of decorators.length === 0 ? [] : decos) {
        const deco = decoOf(p, file, v);
        if (!deco) continue;
        for (const entry of decorators) {
          if (entry.use.form !== 'decorator' || !entry.use.name.some((n) => sameName(n, `.${deco.name}`))) continue;
          const call = deco.call === NONE ? -1 : callGid(p, file, deco.call);
          add(entry, deco.pkg, call < 0 ? { ...at, name: deco.name } : { ...atCall(linked, call, 0), name: deco.name });
        }
      }
    });
    // ---- properties of objects of a kind
    if (byProperty.size === 0) continue;
    f.functions.forEach((fn, id) => {
      for (const e of fn.events) {
        if (e.t !== 'read') continue;
        const x = f.values[e.v]!;
        if (x.k !== 'prop') continue;
        for (const entry of byProperty.get(x.p) ?? []) {
          if (entry.use.form !== 'property') continue;
          const kind = pt.lib.kindNamed(entry.id, entry.use.on);
          const but = entry.use.but === undefined ? undefined : pt.lib.kindNamed(entry.id, entry.use.but);
          const hit = setOf(pt.h, pt.valueNode(file, x.o)).some(
            (o) => kind !== undefined && isKind(linked, o, kind) && !(but !== undefined && isKind(linked, o, but)),
          );
          if (!hit) continue;
          const objects = setOf(pt.h, pt.valueNode(file, x.o));
          add(entry, entry.packages[0]!, {
            ...{ file, f: id, guard: e.guard, s: e.s, e: e.e, call: -1, from: 0, objects, name: x.p },
            ...{ part: null, onObject: true },
          });
        }
      }
    });
  }
  return out.sort((a, b) => a.file - b.file || a.s - b.s || a.call - b.call);
}

const NEW_OBJECT = { part: null, onObject: false } as const;

/** A value that is handed over inside a literal: the path to it, and of an element of a list where that stands. */
type Inside = readonly [part: string, v: number, whole: { readonly s: number; readonly e: number } | null];

/** Values that are handed over as `{ plugin }`, alone or in a list of such. */
function partsOf(linked: Linked, file: number, v: number): readonly Inside[] {
  const x = valueAt(linked.p, file, v);
  if (x.k === 'arr')
    return x.items.flatMap((item, i) => {
      const one = valueAt(linked.p, file, item);
      if (one.k !== 'obj') return [];
      return pluginsOf(one).map(([name, y]): Inside => [`${i}.${name}`, y, { s: one.s, e: one.e }]);
    });
  return x.k === 'obj' ? pluginsOf(x).map(([name, y]): Inside => [name, y, null]) : [];
}

const pluginsOf = (x: Extract<Value, { k: 'obj' }>): readonly (readonly [name: string, v: number])[] =>
  x.props.filter((q) => q[0] === 'plugin' || q[0] === 'register').map((q) => [q[0], q[1]]);

const bare = (pkg: string): string => pkg.replace(/^node:/, '');
const sameName = (wanted: string, steps: string): boolean =>
  normalSteps(wanted.startsWith('.') || wanted.startsWith('new ') ? wanted : `.${wanted}`).replace(/^new /, '') ===
  normalSteps(steps).replace(/^new /, '').replace(/\(\)$/, '');

function push<T>(map: Map<string, T[]>, key: string, x: T): void {
  const list = map.get(key);
  if (list) list.push(x);
  else map.set(key, [x]);
}

/** The place of a call, with what it gives. */
export function atCall(linked: Linked, call: number, from: number): Omit<LibraryUse, 'entry' | 'pkg' | 'version'> {
  const { p, pt } = linked;
  const { file, c, id } = p.calls[call]!;
  const callee = valueAt(p, file, c.callee);
  const result = p.files[file]!.values.findIndex((v) => v.k === 'call' && v.c === id);
  const objects = result < 0 ? [] : setOf(pt.h, pt.valueNode(file, result)).filter((o) => pt.h.objects[o]!.k === 'ext');
  const name = callee.k === 'prop' ? callee.p : nameAt(linked, file, c.callee);
  // The place where the name stands, but with the `new` in front of it.
  const s = c.kind === 'new' || c.kind === 'deco' ? c.s : c.ns;
  return {
    file,
    f: c.f,
    guard: c.guard,
    s,
    e: c.e,
    call,
    from,
    ...NEW_OBJECT,
    objects,
    name: c.kind === 'new' ? `new ${name}` : name,
  };
}

/** Name of an expression for people. */
function nameAt(linked: Linked, file: number, v: number): string {
  const x = valueAt(linked.p, file, v);
  if (x.k === 'bind') return linked.p.files[file]!.bindings[x.b]!.name;
  if (x.k === 'prop') return x.p;
  if (x.k === 'global') return x.name;
  if (x.k === 'require') return x.spec;
  if (x.k === 'call') return nameAt(linked, file, linked.p.files[file]!.calls[x.c]!.callee);
  if (x.k === 'await' || x.k === 'as' || x.k === 'narrow') return nameAt(linked, file, x.v);
  return 'it';
}

/** Packages and steps that a value may come from. */
function provenancesOf(linked: Linked, file: number, v: number): readonly (readonly [pkg: string, steps: string])[] {
  const { p, pt } = linked;
  const out: [string, string][] = [];
  const s = valueStatic(p, file, v);
  if (s?.k === 'external') out.push([s.pkg, s.steps]);
  for (const o of setOf(pt.h, pt.valueNode(file, v)))
    if (pt.h.objects[o]!.k === 'ext' && !isKnownByKind(pt, o)) out.push([packageOf(pt, o), stepsOf(pt, o)]);
  return out;
}

/** The names under which the tables have what a call runs. Each rule looks through all calls: they are made up once. */
type Names = {
  readonly pkg: string;
  readonly callees: readonly string[];
  readonly methods: readonly { readonly key: string; readonly onObject: boolean }[];
};
const named = new WeakMap<Points, { readonly packages: ReadonlySet<string>; readonly of: Map<number, Names> }>();

function namesOf(linked: Linked, o: ObjectId, isNew: boolean): Names {
  const { pt, input } = linked;
  const { packages, of } = entryOf(named, pt, () => ({
    packages: new Set((input.keeps ?? []).flatMap((entry) => entry.packages.map(bare))),
    of: new Map<number, Names>(),
  }));
  return entryOf(of, o * 2 + (isNew ? 1 : 0), () => {
    const word = isNew ? 'new ' : '';
    const pkg = packageOf(pt, o);
    // Of most packages nothing is told.
    const known = isKnownByKind(pt, o) ? [] : candidates(pkg).filter((name) => packages.has(bare(name)));
    const steps = known.length > 0 ? normalSteps(`${word}${stepsOf(pt, o)}`) : '';
    return {
      pkg,
      callees: known.flatMap((name) => {
        const from = stepsFromPackage(pkg, steps, name);
        return [from, from.replace(/\.[^.()]+$/, '.*')].map((key) => `${bare(name)}|${key}`);
      }),
      methods: methodsAt(linked, o, word).map(([kind, method]) => ({
        key: `${kind}|${method}`,
        onObject: method !== word,
      })),
    };
  });
}

/** Kinds of the object that a callee was taken from, with the steps from there. */
function methodsAt(linked: Linked, o: ObjectId, isNew: string): readonly (readonly [kind: number, steps: string])[] {
  const { pt } = linked;
  const x = pt.h.objects[o]!;
  const out: [number, string][] = [];
  const close = (kinds: readonly number[]) => kinds.flatMap((k) => pt.lib.closure(k));
  for (const k of close(x.kinds)) out.push([k, isNew]);
  const last = (of: typeof x) => of.steps.slice(of.steps.lastIndexOf('.'));
  // `server.method`, and `server.part.method` where the part has no kind of its own.
  let steps = last(x);
  for (let at = x.from, hops = 0; at >= 0 && hops < 3; at = pt.h.objects[at]!.from, hops++) {
    const owner = pt.h.objects[at]!;
    for (const k of close(owner.kinds)) out.push([k, `${isNew}${steps}`]);
    if (owner.kinds.length > 0) break;
    steps = `${last(owner)}${steps}`;
  }
  return out;
}

const isKind = (linked: Linked, o: ObjectId, kind: number): boolean => {
  const { h, lib, companions } = linked.pt;
  const x = h.objects[companions.get(o) ?? o]!;
  return x.kinds.some((k) => lib.closure(k).includes(kind));
};

/** The `super(...)` of a constructor, or -1. */
function superCall(linked: Linked, file: number, ctor: FunctionId): number {
  if (ctor === NONE) return -1;
  const f = linked.p.files[file]!;
  for (const e of f.functions[ctor]!.events)
    if (e.t === 'call' && f.calls[e.c]!.kind === 'super') return callGid(linked.p, file, e.c);
  return -1;
}

/** The function (global id) in which a use stands. */
export const functionOfUse = (linked: Linked, use: LibraryUse): number => functionGid(linked.p, use.file, use.f);
