import { type CallId, type FileFacts, type FunctionId, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { once } from '../text/once.ts';
import { loadedBy } from './constants.ts';
import { consumersOf } from './consumers.ts';
import { foldersLoaded } from './folder-loaders.ts';
import { callGid, classGid, type Program } from './program.ts';
import { valueStatic } from './static.ts';

/** Places that one function's name is followed through; one that is handed about more counts as called from anywhere. */
const MAX_ALIASES = 400;
/** What is read of a function that lets others run it, or change it. */
const CALLS_IT: ReadonlySet<string> = new Set(['call', 'apply', 'bind', 'prototype', 'then']);

/** Something of the program by its place: a function, or a class that is constructed. */
type Named = { readonly k: 'fn' | 'class'; readonly file: number; readonly id: number };

/**
 * All calls (global ids) that run a function of the program or construct a class with it, where nobody else can: null where it is handed
 * out, stored, exported to code that is not seen, decorated, extended, or a method. By names alone, so that it can be asked before the
 * program is solved. `open`: files whose exports others use.
 */
export type SoleCallers = (file: number, fn: FunctionId) => readonly number[] | null;

export function soleCallers(p: Program, loaded: ReadonlySet<number>, open: ReadonlySet<number>): SoleCallers {
  const files = [...loaded].sort((a, b) => a - b);
  const index = once(() => indexNames(p, files));
  const memo = new Map<number, readonly number[] | null>();

  /** Whether a module is used as a whole somewhere: then its exports may be called by whoever has it. */
  const isHandedAround = (module: number): boolean => entryOf(around, module, () => followModule(module) === null);
  const around = new Map<number, boolean>();
  /** Follows a module's object: calls of the object itself (`require('./app')(options)`), or null where it goes anywhere else. */
  const followModule = (module: number): readonly number[] | null => {
    if (open.has(module) || index().whole.has(module)) return null;
    const calls: number[] = [];
    const seen = new Set<string>();
    const work = [...(index().modules.get(module) ?? [])];
    for (let at = work.pop(); at; at = work.pop()) {
      const key = `${at.file}|${at.v}`;
      if (at.v === NONE || seen.has(key)) continue;
      seen.add(key);
      if (seen.size > MAX_ALIASES) return null;
      const f = p.files[at.file]!;
      for (const u of consumersOf(f).of(at.v)) {
        if (u.k === 'cond') continue;
        if (u.k === 'callee') calls.push(callGid(p, at.file, u.c));
        else if (u.k === 'recv') continue;
        else if (u.k === 'def') {
          const b = f.bindings[u.b]!;
          if (b.top && isExported(f, u.b)) return null;
          work.push({ file: at.file, v: consumersOf(f).bindValue(u.b) });
        } else if (u.k === 'value') {
          const x = f.values[u.v]!;
          if (x.k === 'prop') {
            if (CALLS_IT.has(x.p)) return null;
            if (x.p === 'default') work.push({ file: at.file, v: u.v });
          } else if (x.k === 'alt' || x.k === 'as' || x.k === 'await' || x.k === 'narrow')
            work.push({ file: at.file, v: u.v });
          else if (x.k !== 'op') return null;
        } else return null;
      }
    }
    return calls;
  };

  const find = (what: Named): readonly number[] | null => {
    const calls = new Set<number>();
    const seen = new Set<string>();
    const work: { readonly file: number; readonly v: ValueId }[] = [];
    const modules = new Set<number>();
    const add = (file: number, v: ValueId): void => {
      if (v !== NONE) work.push({ file, v });
    };
    const isIt = (file: number, v: ValueId): boolean => {
      const s = valueStatic(p, file, v);
      if (s?.k === 'fn') return what.k === 'fn' && s.file === what.file && s.id === what.id;
      return s?.k === 'class' && what.k === 'class' && s.gid === classGid(p, what.file, what.id);
    };
    /** Where else it is known by an exported name; false where code that is not seen may know it. */
    const exported = (file: number, name: string): boolean => {
      const list = [file];
      for (const m of list) {
        if (modules.has(m)) continue;
        modules.add(m);
        if (isHandedAround(m)) return false;
        list.push(...(index().reexports.get(m) ?? []));
      }
      for (const n of new Set([name === '' ? 'default' : name, 'default', ...index().renamed])) {
        for (const at of index().imported.get(n) ?? []) if (at.v !== NONE && isIt(at.file, at.v)) add(at.file, at.v);
        for (const at of index().props.get(n) ?? []) {
          const x = p.files[at.file]!.values[at.v]!;
          const isOwn = at.file === file && x.k === 'prop' && isExports(p.files[file]!, x.o);
          if (isOwn || isIt(at.file, at.v)) add(at.file, at.v);
        }
      }
      // `require('./start')(options)`: the module is the function.
      for (const m of modules)
        for (const at of index().modules.get(m) ?? []) if (at.v !== NONE && isIt(at.file, at.v)) add(at.file, at.v);
      return true;
    };
    const own = index().values.get(`${what.k}|${what.file}|${what.id}`);
    if (own === undefined) return null;
    add(what.file, own);
    for (let at = work.pop(); at; at = work.pop()) {
      const key = `${at.file}|${at.v}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (seen.size > MAX_ALIASES) return null;
      const { file, v } = at;
      const f = p.files[file]!;
      for (const c of calledIn(f).get(v) ?? []) {
        const { kind } = f.calls[c]!;
        if (kind === 'new' ? what.k === 'class' || what.k === 'fn' : kind === 'call' && what.k === 'fn')
          calls.add(callGid(p, file, c));
        else return null;
      }
      for (const e of f.exports) if ('v' in e && e.v === v && v !== NONE && !exported(file, e.name)) return null;
      for (const u of consumersOf(f).of(v)) {
        if (u.k === 'cond' || u.k === 'callee') continue;
        if (u.k === 'def') {
          const b = f.bindings[u.b]!;
          for (const e of f.exports)
            if ('b' in e && e.b === u.b && (b.defs.length > 1 || !exported(file, e.name))) return null;
          add(file, consumersOf(f).bindValue(u.b));
        } else if (u.k === 'recv') {
          const callee = f.values[f.calls[u.c]!.callee]!;
          if (callee.k !== 'prop' || CALLS_IT.has(callee.p)) return null;
        } else if (u.k === 'value') {
          const x = f.values[u.v]!;
          if (x.k === 'prop') {
            if (CALLS_IT.has(x.p)) return null;
          } else if (x.k === 'alt' || x.k === 'as' || x.k === 'narrow') add(file, u.v);
          else if (x.k === 'obj') {
            const names = isWholeExport(f, u.v) ? x.props.filter((q) => q[1] === v && q[2] === 'value') : [];
            if (names.length === 0 || names.some((q) => !exported(file, q[0]))) return null;
          } else if (x.k !== 'op') return null;
        } else if (u.k === 'store') {
          const names = exportNames(f, u.o, v);
          if (names.length === 0 || names.some((n) => !exported(file, n))) return null;
        } else return null;
      }
    }
    return [...calls].sort((a, b) => a - b);
  };

  return (file, fn) => {
    const f = p.files[file]!;
    const x = f.functions[fn]!;
    const key = p.functionBase[file]! + fn;
    const old = memo.get(key);
    if (old !== undefined) return old;
    let out: readonly number[] | null = null;
    if (!x.decos.length && !x.paramDecos.some((d) => d.length > 0)) {
      if (x.kind === 'function' || x.kind === 'arrow') out = find({ k: 'fn', file, id: fn });
      else if (x.kind === 'constructor' && x.cls !== NONE) {
        const c = f.classes[x.cls]!;
        const isPlain = c.decos.length === 0 && !index().extended.has(classGid(p, file, x.cls)) && !makesItself(f);
        out = isPlain ? find({ k: 'class', file, id: x.cls }) : null;
      }
    }
    memo.set(key, out);
    return out;
  };
}

const isExported = (f: FileFacts, b: number): boolean => f.exports.some((e) => 'b' in e && e.b === b);

/** `new this()`, `new this.constructor()`: a class that makes more of its own kind is named nowhere. */
const makesItself = (f: FileFacts): boolean =>
  f.calls.some((c) => {
    const callee = c?.kind === 'new' ? f.values[c.callee]! : null;
    return callee?.k === 'this' || (callee?.k === 'prop' && callee.p === 'constructor');
  });

const calls = new WeakMap<FileFacts, ReadonlyMap<ValueId, readonly CallId[]>>();
/** The calls of each value of a file. */
function calledIn(f: FileFacts): ReadonlyMap<ValueId, readonly CallId[]> {
  return entryOf(calls, f, () => {
    const out = new Map<ValueId, CallId[]>();
    f.calls.forEach((c, id) => {
      if (c) entryOf(out, c.callee, () => []).push(id);
    });
    return out;
  });
}

/** Whether a literal replaces what the file exports (`module.exports = { start }`). */
const isWholeExport = (f: FileFacts, v: ValueId): boolean =>
  consumersOf(f).of(v).length === 1 &&
  consumersOf(f)
    .of(v)
    .every((u) => u.k === 'store' && f.values[u.o]!.k === 'module');

/** Whether a value is the object that the file exports, as CommonJS has it. */
const isExports = (f: FileFacts, v: ValueId): boolean => {
  const x = f.values[v]!;
  return x.k === 'exports' || (x.k === 'prop' && x.p === 'exports' && f.values[x.o]!.k === 'module');
};

/** `Object.defineProperty(exports, '__esModule', …)`. */
const definesOne = (f: FileFacts, callee: ValueId): boolean => {
  const x = f.values[callee]!;
  const on = x.k === 'prop' && x.p === 'defineProperty' ? f.values[x.o]! : undefined;
  return on?.k === 'global' && on.name === 'Object';
};

/** Names under which a CommonJS file exports a value that is stored on an object; none where it is stored elsewhere. */
function exportNames(f: FileFacts, o: ValueId, v: ValueId): readonly string[] {
  const on = f.values[o]!;
  const isModule = on.k === 'module';
  if (!isModule && !isExports(f, o)) return [];
  return f.functions.flatMap(({ events }) =>
    events.flatMap((e) =>
      e.t === 'write' && 'p' in e.to && e.to.o === o && e.v === v
        ? [isModule && e.to.p === 'exports' ? '' : e.to.p]
        : [],
    ),
  );
}

type At = { readonly file: number; readonly v: ValueId };

type Names = {
  /** Values of functions and classes, by kind, file and number. */
  readonly values: ReadonlyMap<string, ValueId>;
  /** By name: the variables that an export of that name is imported into, and the properties that are read. */
  readonly imported: ReadonlyMap<string, readonly At[]>;
  readonly props: ReadonlyMap<string, readonly At[]>;
  /** Names under which something is exported that has another one where it is declared. */
  readonly renamed: ReadonlySet<string>;
  /** By file: the values that are it as a whole; files that hand on what it exports. */
  readonly modules: ReadonlyMap<number, readonly At[]>;
  readonly reexports: ReadonlyMap<number, readonly number[]>;
  /** Files that are loaded by a path that is computed, or with their folder. */
  readonly whole: ReadonlySet<number>;
  /** Classes that others extend. */
  readonly extended: ReadonlySet<number>;
};

function indexNames(p: Program, files: readonly number[]): Names {
  const values = new Map<string, ValueId>();
  const imported = new Map<string, At[]>();
  const renamed = new Set<string>();
  const props = new Map<string, At[]>();
  const modules = new Map<number, At[]>();
  const reexports = new Map<number, number[]>();
  const whole = new Set<number>();
  const extended = new Set<number>();
  for (const file of files) {
    const f = p.files[file]!;
    f.values.forEach((x, v) => {
      if (x.k === 'fn') values.set(`fn|${file}|${x.f}`, v);
      else if (x.k === 'class') values.set(`class|${file}|${x.c}`, v);
      else if (x.k === 'prop') entryOf(props, x.p, () => []).push({ file, v });
      else if (x.k === 'require') {
        const t = p.target(file, x.spec);
        if (t.kind === 'file') entryOf(modules, t.file, () => []).push({ file, v });
      } else if (x.k === 'load') for (const t of loadedBy(p, file, x)) whole.add(t);
    });
    for (const { files: list } of foldersLoaded(p, file).values()) for (const t of list) whole.add(t);
    f.bindings.forEach((b, id) => {
      if (!b.imp || b.imp.typeOnly) return;
      const t = p.target(file, b.imp.spec);
      if (t.kind !== 'file') return;
      const isWhole = b.imp.name === '*' || (b.imp.name === 'default' && !p.files[t.file]!.esm);
      if (isWhole) {
        // A namespace that is exported again goes wherever that is imported.
        if (isExported(f, id)) whole.add(t.file);
        entryOf(modules, t.file, () => []).push({ file, v: consumersOf(f).bindValue(id) });
      }
      entryOf(imported, b.imp.name, () => []).push({ file, v: consumersOf(f).bindValue(id) });
    });
    for (const e of f.exports) {
      if ('from' in e ? e.name !== e.imported : e.b !== NONE && f.bindings[e.b]!.name !== e.name) renamed.add(e.name);
      const t = 'from' in e ? p.target(file, e.from) : null;
      if (!('from' in e) || t?.kind !== 'file') continue;
      entryOf(reexports, t.file, () => []).push(file);
      if (e.imported === '*' && e.name !== '*') whole.add(t.file);
    }
    // `Object.assign(exports, more)`: what the file exports is handed on; that it is marked as a module changes nothing.
    f.values.forEach((_, v) => {
      if (!isExports(f, v)) return;
      const goesOn = consumersOf(f)
        .of(v)
        .some((u) => u.k === 'return' || (u.k === 'arg' && !definesOne(f, f.calls[u.c]!.callee)));
      if (goesOn) whole.add(file);
    });
    for (const c of f.classes) {
      const s = c.ext === NONE ? null : valueStatic(p, file, c.ext);
      if (s?.k === 'class') extended.add(s.gid);
    }
  }
  return { values, imported, renamed, props, modules, reexports, whole, extended };
}
