import type {
  AssignmentContext,
  ClassContext,
  DecoratorContext,
  FunctionTypeContext,
  LibraryContexts,
  ObjectKind,
  Registration,
} from '../catalog/contexts.ts';
import { type Keep, keeps, type Setter } from '../catalog/keeps.ts';
import { parseKind, parseProvenance, withoutDefault } from '../catalog/provenance.ts';

/** An object kind of the catalogue with its number. */
export type Kind = { readonly id: number; readonly entry: string; readonly name: string; readonly def: ObjectKind };

type Entry = {
  readonly lib: LibraryContexts;
  readonly kindsByName: Map<string, number>;
  readonly bySteps: Map<string, number[]>;
  readonly calls: Map<string, Registration[]>;
};

/** The catalogue, arranged for look-ups by package, provenance, kind and name. */
export type LibraryIndex = {
  readonly kinds: readonly Kind[];
  /** Kind and what it extends. */
  closure(kind: number): readonly number[];
  /** Kinds of a value known by package and steps (`new ` in front where constructed). */
  kindsOf(pkg: string, steps: string): readonly number[];
  /** Kinds of what lies some steps from an object of a kind. */
  kindsFrom(kind: number, steps: string): readonly number[];
  /** Kind that a library's exported type names. */
  kindsOfType(pkg: string, type: string): readonly number[];
  /** Registrations by a call of a package's export, and by a method of a kind. */
  callsOf(pkg: string, steps: string): readonly Found<Registration>[];
  methodsOf(kind: number, method: string): readonly Found<Registration>[];
  assignmentsOf(kind: number): readonly Found<AssignmentContext>[];
  decoratorsOf(pkg: string, name: string): readonly DecoratorContext[];
  isRequestDecorator(pkg: string, name: string): boolean;
  classesOf(pkg: string): readonly { readonly entry: string; readonly row: ClassContext }[];
  functionTypesOf(pkg: string, type: string): readonly Found<FunctionTypeContext>[];
  /** Kind that a property of a kind leads to. */
  propertyKind(kind: number, property: string): number | undefined;
  /** Kind named inside an entry (`socket`, or `entry-id/socket`). */
  kindNamed(entry: string, name: string): number | undefined;
  /** Entry ids of a package. */
  entriesOf(pkg: string): readonly string[];
  /** Properties of objects of a kind where programs keep values for as long as the process lives (`app.locals`), and their kind. */
  keepsOf(kind: number): ReadonlySet<string>;
  /** Properties of a request's object under which one handler hands values to the next; `*` for any. */
  carriesOf(kind: number): ReadonlySet<string>;
  /** Methods of a kind that put a value under a name: index of the name and of the value. */
  settersOf(kind: number, method: string): Setter | undefined;
  /** Whether objects of a kind keep what a program puts there under names of its own. */
  keepsNamed(kind: number): boolean;
  /** Names of the methods that put into, or ask, a named place that can be both. */
  readonly settingMethods: ReadonlySet<string>;
  /** What such a method does there: the arguments that it takes, which is the name, and which the value that it puts. */
  settingOf(
    kind: number,
    method: string,
  ): { readonly arguments: number; readonly name: number; readonly value?: number } | undefined;
  /** Whether a method of a request's object gives back, under a name, what another handler put there. */
  handsBack(kind: number, method: string): boolean;
  /** Kind of what stands behind such a property. */
  readonly kept: number;
  /** Objects of a kind inherit what is put on a property of objects of another (`app.context` of koa). */
  inheritsFrom(kind: number): { readonly on: number; readonly property: string } | undefined;
  /** Packages of an entry. */
  packagesOf(entry: string): readonly string[];
  /** Whether a package is one of an entry's. */
  belongsTo(pkg: string, entry: string): boolean;
};

export type Found<T> = { readonly entry: string; readonly row: T };

const NONE: readonly never[] = [];

/** Package names that stand for a module specifier's package: the sub-path itself, then the package, with and without `node:`. */
export function candidates(pkg: string): string[] {
  const out = [pkg];
  const parts = pkg.split('/');
  for (let n = parts.length - 1; n >= (pkg.startsWith('@') ? 2 : 1); n--) out.push(parts.slice(0, n).join('/'));
  return out;
}

/** Last parts of a path whose default export is that of the package. */
const WHOLE = new Set(['index', 'main', 'promise', 'promises', 'esm', 'cjs', 'node']);

/**
 * Normal steps from a package's exports for those from the exports of one of its sub-paths: the default export of `lodash/get` is `get`
 * of `lodash`. That of a path named after the package (`express/lib/express`) or after nothing in it (`pkg/index.js`) is the package's own.
 */
export function stepsFromPackage(pkg: string, steps: string, name: string): string {
  const [made, rest] = steps.startsWith('new ') ? ['new ', steps.slice(4)] : ['', steps];
  if (name === pkg || rest.startsWith('.')) return steps;
  const last = pkg
    .split('/')
    .pop()!
    .replace(/\.[cm]?js$/, '');
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (WHOLE.has(last) || plain(last) === plain(name.split('/').pop()!)) return steps;
  return `${made}.${last}${rest}`;
}

/** The same question is asked of each call of a program: its answer is kept. */
function remembered<K, T>(ask: (key: K, text: string) => T): (key: K, text: string) => T {
  const known = new Map<K, Map<string, T>>();
  return (key, text) => {
    let byText = known.get(key);
    if (!byText) {
      byText = new Map();
      known.set(key, byText);
    }
    let answer = byText.get(text);
    if (answer === undefined) {
      answer = ask(key, text);
      byText.set(text, answer);
    }
    return answer;
  };
}

/** Arranges catalogue entries; later entries of one package add to earlier ones. */
export function indexLibraries(libraries: readonly LibraryContexts[]): LibraryIndex {
  const kinds: Kind[] = [];
  const entries = new Map<string, Entry>();
  const byPackage = new Map<string, Entry[]>();
  for (const lib of libraries) {
    const entry: Entry = { lib, kindsByName: new Map(), bySteps: new Map(), calls: new Map() };
    entries.set(lib.id, entry);
    for (const [name, def] of Object.entries(lib.objects ?? {})) {
      entry.kindsByName.set(name, kinds.length);
      kinds.push({ id: kinds.length, entry: lib.id, name, def });
    }
    for (const p of lib.packages) {
      const name = p.startsWith('node:') ? p : p;
      const list = byPackage.get(name);
      if (list) list.push(entry);
      else byPackage.set(name, [entry]);
    }
  }
  const kindNamed = (entryId: string, text: string): number | undefined => {
    const k = parseKind(text);
    if (!k) return undefined;
    return entries.get(k.entry ?? entryId)?.kindsByName.get(k.kind);
  };
  const fromKind = new Map<string, number[]>();
  /** Kinds that others are taken from. */
  const withFrom = new Set<number>();
  const add = (m: Map<string, number[]>, key: string, id: number) => {
    const list = m.get(key);
    if (list) list.push(id);
    else m.set(key, [id]);
  };
  for (const k of kinds) {
    const entry = entries.get(k.entry)!;
    for (const text of k.def.from) {
      const p = parseProvenance(text);
      if (!p) continue;
      const steps = `${p.constructed ? 'new ' : ''}${p.steps.join('')}`;
      if (p.start === null) add(entry.bySteps, steps, k.id);
      else {
        const start = kindNamed(k.entry, p.start.entry ? `${p.start.entry}/${p.start.kind}` : p.start.kind);
        if (start === undefined) continue;
        withFrom.add(start);
        add(fromKind, `${start}|${steps}`, k.id);
      }
    }
  }
  const methods = new Map<string, Found<Registration>[]>();
  const assignments = new Map<number, Found<AssignmentContext>[]>();
  const properties = new Map<string, number>();
  for (const entry of entries.values()) {
    for (const r of entry.lib.registrations ?? []) {
      if (r.on === '') {
        for (const c of r.call) {
          const p = parseProvenance(c);
          const key = p ? `${p.constructed ? 'new ' : ''}${p.steps.join('')}` : c;
          const list = entry.calls.get(key);
          if (list) list.push(r);
          else entry.calls.set(key, [r]);
        }
        continue;
      }
      const kind = kindNamed(entry.lib.id, r.on);
      if (kind === undefined) continue;
      for (const c of r.call) {
        const key = `${kind}|${c}`;
        const list = methods.get(key);
        if (list) list.push({ entry: entry.lib.id, row: r });
        else methods.set(key, [{ entry: entry.lib.id, row: r }]);
      }
    }
    for (const a of entry.lib.assignments ?? []) {
      const kind = kindNamed(entry.lib.id, a.on);
      if (kind === undefined) continue;
      const list = assignments.get(kind) ?? [];
      list.push({ entry: entry.lib.id, row: a });
      assignments.set(kind, list);
    }
    for (const x of entry.lib.properties ?? []) {
      const on = kindNamed(entry.lib.id, x.on);
      const kind = kindNamed(entry.lib.id, x.kind);
      if (on !== undefined && kind !== undefined) properties.set(`${on}|${x.property}`, kind);
    }
  }
  const kept = kinds.length;
  kinds.push({ id: kept, entry: 'keeps', name: 'kept', def: { from: [] } });
  const keepRows = new Map<number, Keep[]>();
  const bagRows = new Map<number, readonly Keep[]>();
  const carried = new Map<number, ReadonlySet<string>>();
  const inherited = new Map<number, { on: number; property: string }>();
  for (const k of keeps) {
    const on = kindNamed('', k.on);
    if (on === undefined) continue;
    bagRows.set(on, [...(bagRows.get(on) ?? []), k]);
    if (k.lifetime === 'request') carried.set(on, new Set([...(carried.get(on) ?? []), ...(k.properties ?? [])]));
    if (k.lifetime !== 'process') continue;
    const list = keepRows.get(on);
    if (list) list.push(k);
    else keepRows.set(on, [k]);
    for (const property of k.properties ?? []) {
      const heir: number | undefined = property === '*' ? undefined : kindNamed(kinds[on]!.entry, property);
      if (heir !== undefined && heir !== on) inherited.set(heir, { on, property });
    }
  }
  const closures = new Map<number, readonly number[]>();
  const closure = (kind: number): readonly number[] => {
    const old = closures.get(kind);
    if (old) return old;
    const out = [kind];
    for (let i = 0; i < out.length; i++) {
      const k = kinds[out[i]!]!;
      for (const e of k.def.extends ?? []) {
        const id = kindNamed(k.entry, e);
        if (id !== undefined && !out.includes(id)) out.push(id);
      }
    }
    closures.set(kind, out);
    return out;
  };
  const entriesFor = (pkg: string): readonly Entry[] => {
    for (const c of candidates(pkg)) {
      const hit = byPackage.get(c) ?? byPackage.get(c.startsWith('node:') ? c.slice(5) : `node:${c}`);
      if (hit) return hit;
    }
    return NONE;
  };
  /** Steps with a `.*` in the entry's table are rare: tried only where the exact ones are not there. */
  const wild = (steps: string): string => steps.replace(/\.[^.()]+$/, '.*');
  const flat = <T>(pkg: string, pick: (e: Entry) => readonly T[] | undefined): Found<T>[] =>
    entriesFor(pkg).flatMap((e) => (pick(e) ?? []).map((row) => ({ entry: e.lib.id, row })));
  return {
    kinds,
    closure,
    kindNamed,
    kindsOf: remembered((pkg: string, steps: string) => {
      const own = entriesFor(pkg);
      // Of most packages nothing is known, and their steps need no look.
      if (own.length === 0) return NONE;
      const s = normalSteps(steps);
      return own.flatMap((e) => e.bySteps.get(s) ?? e.bySteps.get(wild(s)) ?? []);
    }),
    kindsFrom: remembered((kind: number, steps: string) =>
      closure(kind).flatMap((k) =>
        withFrom.has(k) ? (fromKind.get(`${k}|${steps}`) ?? fromKind.get(`${k}|${wild(steps)}`) ?? []) : [],
      ),
    ),
    kindsOfType: (pkg, type) =>
      entriesFor(pkg).flatMap((e) =>
        [...e.kindsByName.entries()]
          .filter(([name]) => e.lib.objects?.[name]?.types?.includes(type))
          .map(([, id]) => id),
      ),
    callsOf: remembered((pkg: string, steps: string) => {
      if (entriesFor(pkg).length === 0) return NONE;
      const s = normalSteps(steps);
      return flat(pkg, (e) => e.calls.get(s) ?? e.calls.get(wild(s)));
    }),
    methodsOf: remembered((kind: number, method: string) => {
      // A row that names the method beats those that reach it by `*`, also where it stands at a kind further up.
      const named = closure(kind).flatMap((k) => methods.get(`${k}|${method}`) ?? []);
      if (named.length > 0 || method === '()') return named;
      return closure(kind).flatMap((k) => methods.get(`${k}|*`) ?? []);
    }),
    assignmentsOf: (kind) => closure(kind).flatMap((k) => assignments.get(k) ?? []),
    decoratorsOf: (pkg, name) =>
      entriesFor(pkg).flatMap((e) => (e.lib.decorators ?? []).filter((d) => d.name === name)),
    isRequestDecorator: (pkg, name) => entriesFor(pkg).some((e) => e.lib.requestDecorators?.includes(name)),
    classesOf: (pkg) => flat(pkg, (e) => e.lib.classes),
    functionTypesOf: (pkg, type) => flat(pkg, (e) => e.lib.functionTypes).filter((x) => x.row.types.includes(type)),
    propertyKind: (kind, property) => {
      for (const k of closure(kind)) {
        const hit = properties.get(`${k}|${property}`);
        if (hit !== undefined) return hit;
      }
      return undefined;
    },
    entriesOf: (pkg) => entriesFor(pkg).map((e) => e.lib.id),
    kept,
    keepsOf: (kind) =>
      new Set(closure(kind).flatMap((k) => (keepRows.get(k) ?? []).flatMap((r) => r.properties ?? []))),
    carriesOf: (kind) => {
      for (const k of closure(kind)) {
        const hit = carried.get(k);
        if (hit) return hit;
      }
      return NOTHING;
    },
    settersOf: (kind, method) => {
      for (const k of closure(kind))
        for (const r of bagRows.get(k) ?? []) {
          const hit = r.setters?.find((x) => x.call === method && x.name !== x.value);
          if (hit) return hit;
        }
      return undefined;
    },
    keepsNamed: (kind) => closure(kind).some((k) => (bagRows.get(k) ?? []).some((r) => (r.setters?.length ?? 0) > 0)),
    handsBack: (kind, method) =>
      closure(kind).some((k) =>
        (bagRows.get(k) ?? []).some((r) => r.lifetime === 'request' && r.getters?.includes(method) === true),
      ),
    settingMethods: new Set(
      keeps.flatMap((r) => (r.getters ? [...r.getters, ...(r.setters ?? []).map((x) => x.call)] : [])),
    ),
    settingOf: (kind, method) => {
      for (const k of closure(kind))
        for (const r of keepRows.get(k) ?? []) {
          if (!r.getters) continue;
          const put = r.setters?.find((x) => x.call === method);
          if (put) return { arguments: 2, name: put.name, value: put.value };
          if (r.getters.includes(method)) return { arguments: 1, name: 0 };
        }
      return undefined;
    },
    inheritsFrom: (kind) => {
      for (const k of closure(kind)) if (inherited.has(k)) return inherited.get(k);
      return undefined;
    },
    packagesOf: (entry) => entries.get(entry)?.lib.packages ?? NONE,
    belongsTo: (pkg, entry) => pkg === entry || entriesFor(pkg).some((e) => e.lib.id === entry),
  };
}

const NOTHING: ReadonlySet<string> = new Set();

/** Steps as they are compared: without what says nothing (`.default` in front). */
export function normalSteps(steps: string): string {
  const constructed = steps.startsWith('new ');
  const list = (constructed ? steps.slice(4) : steps).match(/\.[^.()]+|\(\)/g) ?? [];
  return `${constructed ? 'new ' : ''}${withoutDefault(list).join('')}`;
}

/** Whether a package is one that the catalogue has nothing about; neither the language nor Node is. */
export const isUnknownPackage = (lib: LibraryIndex, pkg: string): boolean =>
  pkg !== '(global)' && !pkg.startsWith('node:') && lib.entriesOf(pkg).length === 0;
