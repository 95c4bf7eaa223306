import { NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { once } from '../text/once.ts';
import { importersOf, withImporters } from './importers.ts';
import { commonJsValues } from './module-code.ts';
import { callGid, functionGid, type NameKind, type Program, valueAt } from './program.ts';
import { exportOf, valueStatic } from './static.ts';

const MAX_METHODS_OF_NAME = 4;
/** Names of the global object (ECMA-262; nodejs.org/api/globals.html). */
export const GLOBAL: ReadonlySet<string> = new Set(['global', 'globalThis']);

type Index = ReturnType<typeof makeIndex>;
const indexes = new WeakMap<Program, Index>();
/** The index of a program, made once. */
export function indexOf(p: Program): Index {
  let i = indexes.get(p);
  if (!i) {
    i = makeIndex(p);
    indexes.set(p, i);
  }
  return i;
}

/** What the files say of who calls what, made where a program loads by computed paths, and as far as it is asked for. */
function makeIndex(p: Program) {
  const named = new Map<string, readonly number[]>();
  /** The methods of that name, of whatever class. */
  const methodsNamed = (name: string): readonly number[] =>
    entryOf(named, name, () =>
      filesWith('methods', name).flatMap((file) =>
        p.files[file]!.classes.flatMap(({ members }) =>
          members.flatMap((m) =>
            m.kind === 'method' && m.f !== NONE && m.name === name ? [functionGid(p, file, m.f)] : [],
          ),
        ),
      ),
    );
  const filesWith = (kind: NameKind, name: string): readonly number[] =>
    p.files.flatMap((_, file) => (p.mentions(file, kind, name) ? [file] : []));

  /** Functions that an expression names: statically, or as the method of a class that few classes have. */
  const functionsOf = (file: number, v: ValueId, hops = 0): readonly number[] => {
    if (v === NONE || hops > 4) return [];
    const s = valueStatic(p, file, v);
    if (s?.k === 'fn') return [functionGid(p, s.file, s.id)];
    const x = valueAt(p, file, v);
    const global = globalOf(file, v);
    if (global !== null)
      return (globals().get(global) ?? [])
        .flatMap((at) => functionsOf(at.file, at.v, hops + 1))
        .slice(0, MAX_METHODS_OF_NAME);
    if (x.k === 'bind') {
      const b = p.files[file]!.bindings[x.b]!;
      return b.imp || b.kind === 'param' || b.defs.length !== 1 ? [] : functionsOf(file, b.defs[0]!, hops + 1);
    }
    if (x.k !== 'prop' || s?.k === 'external') return [];
    const methods = methodsNamed(x.p);
    return methods.length <= MAX_METHODS_OF_NAME ? methods : [];
  };

  /** The name under which a value is read from the global object: `load`, where no scope declares it, or `global.load`. */
  const globalOf = (file: number, v: ValueId): string | null => {
    const x = valueAt(p, file, v);
    if (x.k === 'global') return x.name;
    const on = x.k === 'prop' ? valueAt(p, file, x.o) : null;
    return x.k === 'prop' && on?.k === 'global' && GLOBAL.has(on.name) ? x.p : null;
  };
  const nameOf = (file: number, v: ValueId): string | null => {
    const x = valueAt(p, file, v);
    if (x.k === 'global') return x.name;
    if (x.k === 'prop') return x.p;
    if (x.k === 'fn') return `#${file}:${x.f}`;
    if (x.k === 'bind') return p.files[file]!.bindings[x.b]!.name;
    return null;
  };
  const sourceOf = (file: number, v: ValueId): number | null => {
    const x = valueAt(p, file, v);
    const b = x.k === 'bind' ? p.files[file]!.bindings[x.b]! : null;
    const def = b && !b.imp && b.defs.length === 1 ? valueAt(p, file, b.defs[0]!) : null;
    const r = x.k === 'require' ? x : def?.k === 'require' ? def : null;
    const spec = b?.imp?.spec ?? r?.spec;
    const t = spec === undefined ? null : p.target(file, spec);
    return t?.kind === 'file' ? t.file : null;
  };
  // Calls of a file by the name that is called, by the function written there, and by the file whose export it is.
  const byFile = new Map<number, ReadonlyMap<string, readonly number[]>>();
  const callsIn = (file: number): ReadonlyMap<string, readonly number[]> =>
    entryOf(byFile, file, () => {
      const found = new Map<string, number[]>();
      for (const [id, c] of p.files[file]!.calls.entries()) {
        if (!c || c.callee === NONE) continue;
        const name = nameOf(file, c.callee);
        if (name !== null) entryOf(found, name, () => []).push(callGid(p, file, id));
        const from = sourceOf(file, c.callee);
        if (from !== null) entryOf(found, `@${from}`, () => []).push(callGid(p, file, id));
      }
      return found;
    });
  const importers = once(() => importersOf(p));

  const callersOf = new Map<number, readonly number[]>();
  const callers = (fn: number): readonly number[] =>
    entryOf(callersOf, fn, () => {
      const { file, id, f } = p.functions[fn]!;
      const cls = f.kind === 'constructor' && f.cls !== NONE ? p.files[file]!.classes[f.cls]! : null;
      const bound = p.files[file]!.bindings.filter((b) => b.defs.some((d) => isFunction(file, d, id)));
      const names = new Set([cls ? cls.name : f.name, ...bound.map((b) => b.name)]);
      const isMethod = p.files[file]!.classes.some((c) => c.members.some((m) => m.kind === 'method' && m.f === id));
      // Whoever calls anything but a method has its name from an import.
      const near = isMethod ? null : withImporters(file, importers());
      const places = (name: string) => filesWith('called', name).filter((from) => near?.has(from) ?? true);
      const isGlobal = ({ file: at, v }: { readonly file: number; readonly v: ValueId }) =>
        at === file && isFunction(file, v, id);
      const global = p.files[file]!.outline.globals.some((name) => GLOBAL.has(name))
        ? [...globals()].flatMap(([name, put]) => (put.some(isGlobal) ? [name] : []))
        : [];
      const calls = [
        ...global.flatMap((name) => filesWith('called', name).flatMap((from) => callsIn(from).get(name) ?? [])),
        ...[...names].flatMap((name) => places(name).flatMap((from) => callsIn(from).get(name) ?? [])),
        ...(callsIn(file).get(`#${file}:${id}`) ?? []),
        ...importers()[file]!.flatMap((from) => callsIn(from).get(`@${file}`) ?? []),
      ];
      return [...new Set(calls)]
        .filter((g) => {
          const { file: at, c } = p.calls[g]!;
          if (!cls) return c.kind === 'call' && functionsOf(at, c.callee).includes(fn);
          const s = c.kind === 'new' ? valueStatic(p, at, c.callee) : null;
          return s?.k === 'class' && s.gid === p.classBase[file]! + f.cls;
        })
        .sort((a, b) => a - b);
    });
  const isFunction = (file: number, v: ValueId, id: number): boolean => {
    const x = valueAt(p, file, v);
    return x.k === 'fn' && x.f === id;
  };

  const perFile = new Map<number, ReturnType<typeof scan>>();
  const scan = (file: number) => {
    const f = p.files[file]!;
    const handed = new Map<number, { call: number; arg: number }[]>();
    const pushes = new Map<number, ValueId[]>();
    const callsOf = new Map<number, number[]>();
    const values = new Map<number, ValueId>();
    f.values.forEach((x, v) => {
      if (x.k === 'call') values.set(x.c, v);
    });
    f.calls.forEach((c, call) => {
      if (!c) return;
      c.args.forEach((a, arg) => {
        const s = f.values[a]!.k === 'fn' || f.values[a]!.k === 'bind' ? valueStatic(p, file, a) : null;
        if (s?.k === 'fn' && s.file === file) entryOf(handed, s.id, () => []).push({ call, arg });
      });
      const callee = f.values[c.callee];
      if (callee?.k === 'bind') entryOf(callsOf, callee.b, () => []).push(call);
      const recv = c.recv === NONE ? undefined : f.values[c.recv];
      if (callee?.k === 'prop' && /^(?:push|unshift|add)$/.test(callee.p) && recv?.k === 'bind')
        entryOf(pushes, recv.b, () => []).push(...c.args);
    });
    return { handed, pushes, callsOf, values };
  };
  const of = (file: number) => entryOf(perFile, file, () => scan(file));

  /** What the program puts on the global object, by name: `global.root = __dirname`, or without `global` where the name is declared nowhere. */
  const globals = once(() => {
    const out = new Map<string, { readonly file: number; readonly v: ValueId }[]>();
    p.files.forEach(({ outline }, file) => {
      if (p.isTest(file) || !outline.globals.some((name) => GLOBAL.has(name))) return;
      const f = p.files[file]!;
      for (const fn of f.functions)
        for (const e of fn.events) {
          if (e.t !== 'write' || !('p' in e.to)) continue;
          const on = f.values[e.to.o]!;
          if (on.k === 'global' && GLOBAL.has(on.name)) entryOf(out, e.to.p, () => []).push({ file, v: e.v });
        }
    });
    return out;
  });

  /** What a file writes under two names in a row, `settings.files.routes = …`, by both of them. */
  const chains = new Map<number, ReadonlyMap<string, readonly ValueId[]>>();
  const chained = (file: number): ReadonlyMap<string, readonly ValueId[]> =>
    entryOf(chains, file, () => {
      const out = new Map<string, ValueId[]>();
      const f = p.files[file]!;
      for (const fn of f.functions)
        for (const e of fn.events) {
          const on = e.t === 'write' && 'p' in e.to ? f.values[e.to.o]! : null;
          if (e.t === 'write' && 'p' in e.to && on?.k === 'prop') entryOf(out, `${on.p}.${e.to.p}`, () => []).push(e.v);
        }
      return out;
    });
  /** The file from which the object at the start of `settings.files.routes` comes; the file itself where it is made there. */
  const startOf = (file: number, v: ValueId): number => {
    const x = valueAt(p, file, v);
    return x.k === 'prop' ? startOf(file, x.o) : (sourceOf(file, v) ?? file);
  };

  return {
    functionsOf,
    callers,
    handed: (file: number, f: number) => of(file).handed.get(f) ?? [],
    pushes: (file: number) => of(file).pushes,
    /** Calls of what a variable or parameter holds. */
    callsOf: (file: number, b: number) => of(file).callsOf.get(b) ?? [],
    /** What is put on the global object under a name. */
    globalsNamed: (name: string) => globals().get(name) ?? [],
    /**
     * What the module writes under a name on what stands under another, from which the object at the start of a chain comes: of
     * whatever object, as the two names tell it well enough.
     */
    writtenUnder(file: number, o: ValueId, on: string, name: string): readonly { file: number; v: ValueId }[] {
      const from = startOf(file, o);
      return (chained(from).get(`${on}.${name}`) ?? []).map((v) => ({ file: from, v }));
    },
    valueOf: (file: number, call: number): ValueId => of(file).values.get(call) ?? NONE,
    /** The value that a module exports under a name. */
    exported(file: number, name: string): { readonly file: number; readonly v: ValueId } | null {
      const e = exportOf(p, file, name);
      if (!e) return p.files[file]!.esm ? null : commonJsExport(p, file, name);
      if ('pkg' in e) return null;
      if (e.b === NONE) return { file: e.file, v: e.v };
      const { defs } = p.files[e.file]!.bindings[e.b]!;
      return defs.length === 1 ? { file: e.file, v: defs[0]! } : null;
    },
  };
}

/** The first that a CommonJS module gives a name; compilers write `exports.name = void 0` before. */
function commonJsExport(p: Program, file: number, name: string): { readonly file: number; readonly v: ValueId } | null {
  const f = p.files[file]!;
  for (const v of commonJsValues(f, name)) if (f.values[v]?.k !== 'undef') return { file, v };
  return null;
}
