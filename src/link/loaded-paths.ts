import { OBJECT_PACKAGES, objectFunctions } from '../catalog/object-functions.ts';
import { type Call, NONE, type ValueId } from '../extract/facts.ts';
import { baseOf, dirOf } from '../paths/repo-path.ts';
import { entryOf } from '../text/entry-of.ts';
import { GLOBAL, indexOf } from './call-index.ts';
import { isIterator } from './natives.ts';
import { isWithin } from './nested-functions.ts';
import { mainsBelow } from './package-mains.ts';
import { matching, ROOT, relative, tidy, UNKNOWN } from './path-files.ts';
import { bindingGid, functionGid, type Program, valueAt } from './program.ts';
import { type Static, valueStatic } from './static.ts';

/**
 * Paths as texts: what is known of the repository starts with `/.` (its root), `*` stands for any name, a segment `**` for any
 * folders, and `?` for what is not known. A list is the paths of its elements, an entry of a folder its name.
 */
type Paths = readonly string[];
type Env = { readonly fn: number; readonly file: number; readonly args: readonly ValueId[]; readonly env: Env | null };
/** An expression, and the calls that lead to where it stands. */
export type At = { readonly file: number; readonly v: ValueId; readonly env: Env | null };

const MAX_PATH_DEPTH = 40;
const MAX_PATH_STEPS = 6000;
const MAX_PATHS = 400;
const MAX_LOADER_CALLERS = 400;
/** Files that one call, or one computed import, loads. */
export const MAX_FILES_OF_LOADER = 600;

/** What a parameter is beside what is seen of it: some callers are not understood. As a part of a path, any name. */
const MORE = '?+';
const PATH = /^(?:node:path(?:\/posix)?|pathe|upath)$/;
const FILES = /^(?:node:fs(?:\/promises)?|fs-extra|graceful-fs|mz\/fs)$/;
/** Packages that find files by patterns, and those that list all below a folder. */
const GLOBS = /^(?:glob|fast-glob|globby|tinyglobby|glob-promise|node-glob)$/;
const WALKS =
  /^(?:readdirp|klaw|klaw-sync|walk-sync|walkdir|recursive-readdir|recursive-readdir-sync|recursive-readdir-async|readdir-enhanced|fs-readdir-recursive|rrdir|@nodelib\/fs\.walk|node-dir|fs-walk)$/;
/** `jetpack.find(folder)` finds below it, `jetpack.list(folder)` lists its names. */
const FINDER = 'fs-jetpack';
/** Methods of lists and texts that leave what a path is as far as it matters here. */
const KEEPS = new Set([
  'filter',
  'sort',
  'toSorted',
  'reverse',
  'toReversed',
  'slice',
  'flat',
  'find',
  'pop',
  'shift',
  'at',
  'values',
  'entries',
  'concat',
  'split',
  'replace',
  'replaceAll',
  'trim',
  'substring',
  'substr',
  'toString',
  'toLowerCase',
  'normalize',
  'then',
  'catch',
  'finally',
]);
const WRAPPERS = new Set([
  '.Array.from',
  '.Promise.all',
  '.Promise.resolve',
  '.Object.values',
  '.Object.keys',
  '.String',
]);

const LISTS: ReadonlySet<string> = new Set(objectFunctions.same);
const MERGE: ReadonlySet<string> = new Set(objectFunctions.merge);
/** Whether a library's function gives an object with what stands in all that it is handed. */
function isMerge(s: { readonly pkg: string; readonly steps: string }): boolean {
  if (s.pkg === '(global)') return s.steps === '.Object.assign';
  const last = s.steps.slice(s.steps.lastIndexOf('.') + 1);
  return OBJECT_PACKAGES.test(s.pkg) && (last === '' || MERGE.has(last));
}

/** The files that a computed import may load, told by where its path comes from: listings of folders, helpers' parameters. */
export function filesOfPath(p: Program, file: number, v: ValueId): readonly number[] {
  return memo(p, `${file}|${v}`, () => {
    const paths = makeWalker(p).of({ file, v, env: null });
    const out = new Set(filesOfPaths(p, file, paths));
    if (out.size === 0) for (const hit of mainsBelow(p, file, v)) out.add(hit);
    return [...out].sort((a, b) => a - b).slice(0, MAX_FILES_OF_LOADER);
  });
}

/** The files that stand at paths, seen from the file that loads them. */
function filesOfPaths(p: Program, file: number, of: Paths): readonly number[] {
  const out = new Set<number>();
  const paths = of.filter((path) => !path.startsWith(MORE));
  // Where one of the places is not known, whoever runs the server names the file: the one that is shipped is none of its modules.
  const given = paths.some((path) => path.startsWith(UNKNOWN));
  for (const path of paths)
    for (const hit of given && !path.includes('*') ? belowRoot(p, file, path) : matching(p, file, path))
      if (!p.isTest(hit)) out.add(hit);
  if (out.size === 0) for (const hit of paths.flatMap((path) => namesakes(p, path))) out.add(hit);
  return [...out];
}

/**
 * A file in a folder of the package, behind a start that nothing is known of: `require(root + '/lib/log')`. Programs hand their own
 * folder around so; a file of the settings, which whoever runs the server may name, stands in the folder itself.
 */
function belowRoot(p: Program, file: number, path: string): readonly number[] {
  const inner = path.slice(UNKNOWN.length).replace(/^\/+/, '');
  if (!path.startsWith(UNKNOWN) || inner.includes(UNKNOWN) || !/^[^./][^/]*\/./.test(inner)) return [];
  const own = p.files[file]!.file;
  const whole = tidy(`${ROOT}/${p.packageDirOf(own)}/${inner}`);
  return whole === null ? [] : p.glob(file, relative(dirOf(own), whole));
}

/**
 * The files of one name in folders that lie side by side: `require(folder + '/plugin.js')`, of folders that nothing is known of, means the
 * modules that each bring such a file. A name that stands once may be anybody's.
 */
function namesakes(p: Program, path: string): readonly number[] {
  const name = /^(?:\/\.\/)?\?(?:\/+\?)*\/+([\w.-]+)$/.exec(path)?.[1]?.replace(/\.[cm]?[jt]sx?$/, '');
  if (name === undefined || /^(?:index|main|config|package)$/.test(name)) return [];
  const byParent = new Map<string, number[]>();
  for (const [own, i] of p.fileOf) {
    if (baseOf(own).replace(/\.[cm]?[jt]sx?$/, '') !== name || p.isTest(i) || own.includes('node_modules/')) continue;
    entryOf(byParent, dirOf(dirOf(own)), () => []).push(i);
  }
  return [...byParent.values()].flatMap((same) => (same.length > 1 ? same : []));
}

const memos = new WeakMap<Program, Map<string, readonly number[]>>();
function memo(p: Program, key: string, make: () => readonly number[]): readonly number[] {
  let known = memos.get(p);
  if (!known) {
    known = new Map();
    memos.set(p, known);
  }
  let out = known.get(key);
  if (!out) {
    out = make();
    known.set(key, out);
  }
  return out;
}

/** What a rooted part makes of those before it: nothing. */
function fromRoot(parts: readonly string[]): readonly string[] {
  return parts.slice(Math.max(0, ...parts.map((x, i) => (x === ROOT || x.startsWith(`${ROOT}/`) ? i : 0))));
}

/** All folders below one; what is put behind a slash stays behind one. */
const below = (folder: string): string => (folder.endsWith('/') ? `${folder}**/` : `${folder}/**`);

const join = (parts: readonly string[]): string => fromRoot(parts).join('/');

/** One text of each, in every combination, up to a bound. */
function combined(lists: readonly Paths[], make: (parts: readonly string[]) => string): Paths {
  let rows: string[][] = [[]];
  for (const [i, list] of lists.entries()) {
    const known = list.filter((x) => x !== MORE);
    // Behind a folder any name stands for those that are known, too.
    const open = known.length === 0 || (i > 0 && (known.length < list.length || known.includes(UNKNOWN)));
    const next = open ? [UNKNOWN] : known;
    rows = rows.flatMap((r) => next.map((x) => [...r, x])).slice(0, MAX_PATHS);
  }
  return [...new Set(rows.map(make))];
}

/** Follows an expression to the paths that it may be, and to the objects whose property one is. */
export function makeWalker(p: Program) {
  let steps = MAX_PATH_STEPS;
  /** Whether the entries of a folder stand for the folder itself: `entry.parentPath`. */
  let asFolder = false;
  const active = new Set<string>();
  const index = indexOf(p);

  const all = (places: readonly At[], depth: number): Paths =>
    [...new Set(places.flatMap((x) => walk(x, depth)))].slice(0, MAX_PATHS);

  const folderOf = (file: number): string => {
    const name = p.files[file]!.file;
    return name.includes('/') ? `${ROOT}/${name.slice(0, name.lastIndexOf('/'))}` : ROOT;
  };
  const cwd = (file: number): string => {
    const dir = p.packageDirOf(p.files[file]!.file);
    return dir === '' ? ROOT : `${ROOT}/${dir}`;
  };

  const walk = (at: At, depth: number): Paths => {
    const { file, v, env } = at;
    if (v === NONE || depth > MAX_PATH_DEPTH || --steps < 0) return [];
    const x = valueAt(p, file, v);
    const inner = (y: ValueId): Paths => walk({ file, v: y, env }, depth + 1);
    switch (x.k) {
      case 'lit':
        return typeof x.v === 'string' ? [x.v] : [];
      case 'as':
      case 'await':
      case 'narrow':
      case 'elem':
      case 'rest':
        return inner(x.v);
      case 'index':
        return inner(x.o);
      case 'global':
        if (x.name === '__dirname') return [folderOf(file)];
        return x.name === '__filename' ? [`${ROOT}/${p.files[file]!.file}`] : ofGlobal(x.name, depth);
      case 'alt':
        return all(
          x.of.map((y) => ({ file, v: y, env })),
          depth + 1,
        );
      case 'arr':
        return all(
          [...x.items, ...x.spreads].map((y) => ({ file, v: y, env })),
          depth + 1,
        );
      // One of a table by a key that is not known: `require(DRIVERS[type])`.
      case 'obj':
        return all(
          x.props.flatMap((q) => (q[2] === 'value' ? [{ file, v: q[1], env }] : [])),
          depth + 1,
        );
      case 'op':
        if (x.op !== 'template' && x.op !== '+') return [];
        return combined(
          x.of.map((y) => inner(y)),
          (parts) => (parts.every((s) => s === UNKNOWN) ? UNKNOWN : fromRoot(parts).join('')),
        );
      case 'prop':
        return property(at, x.o, x.p, depth);
      case 'bind':
        return binding(at, x.b, depth);
      case 'call':
        return call(at, x.c, depth);
      default:
        return [];
    }
  };

  /** What the program puts on the global object under a name: old servers hand their own folder around so. */
  const ofGlobal = (name: string, depth: number): Paths => {
    const key = `g${name}`;
    if (active.has(key)) return [];
    active.add(key);
    const out = all(
      index.globalsNamed(name).map((x) => ({ ...x, env: null })),
      depth + 1,
    );
    active.delete(key);
    return out;
  };

  const property = (at: At, o: ValueId, name: string, depth: number): Paths => {
    const { file, env } = at;
    const of = valueAt(p, file, o);
    if (of.k === 'global' && GLOBAL.has(of.name)) return ofGlobal(name, depth);
    if (of.k === 'meta') {
      if (name === 'dirname' || name === 'dir') return [folderOf(file)];
      return name === 'url' || name === 'filename' || name === 'path' ? [`${ROOT}/${p.files[file]!.file}`] : [];
    }
    const named = member({ file, v: o, env }, name, depth + 1);
    if (named.length > 0) {
      const given = all(named, depth + 1);
      const b = of.k === 'bind' ? p.files[file]!.bindings[of.b]! : null;
      return b?.kind === 'param' && callsItself(file, b.f) ? [...given, ...given.map(below)] : given;
    }
    // An entry of a folder, a part of a parsed path, a URL's text.
    if (name === 'parentPath') {
      const before = asFolder;
      asFolder = true;
      const out = walk({ file, v: o, env }, depth + 1);
      asFolder = before;
      return out;
    }
    if (['name', 'path', 'fullPath', 'base', 'href', 'pathname', 'filename'].includes(name))
      return walk({ file, v: o, env }, depth + 1);
    return [];
  };

  /** What stands under a name of the objects that an expression may be, as far as literals and fields of a class tell. */
  const member = (at: At, name: string, depth: number): readonly At[] => {
    const { file, v, env } = at;
    if (v === NONE || depth > MAX_PATH_DEPTH || --steps < 0) return [];
    const x = valueAt(p, file, v);
    if (x.k === 'obj') {
      const q = x.props.find((y) => y[0] === name && y[2] === 'value');
      return q ? [{ file, v: q[1], env }] : [];
    }
    if (x.k === 'as' || x.k === 'await') return member({ file, v: x.v, env }, name, depth + 1);
    if (x.k === 'load') {
      const files = filesOfPaths(p, file, walk({ file, v: x.v, env }, depth + 1));
      return files.slice(0, MAX_FILES_OF_LOADER).flatMap((i) => exportedMember(i, name, depth));
    }
    if (x.k === 'call') return memberOfCall(at, x.c, name, depth);
    if (x.k === 'alt') return x.of.flatMap((y) => member({ file, v: y, env }, name, depth + 1));
    if (x.k === 'this') {
      const f = p.files[file]!;
      const { cls } = f.functions[x.f]!;
      if (cls === NONE) return [];
      const out: At[] = [];
      const { members, ctor } = f.classes[cls]!;
      for (const m of members) {
        if (m.name !== name) continue;
        if (m.init !== NONE) out.push({ file, v: m.init, env });
        // `constructor(readonly paths: string[])`: what whoever makes one gives.
        const b = m.param === NONE || ctor === NONE ? undefined : f.functions[ctor]!.params[m.param];
        if (b !== undefined) out.push(...origins(at, b));
      }
      f.functions.forEach((fn) => {
        if (fn.cls !== cls) return;
        for (const e of fn.events)
          if (e.t === 'write' && 'p' in e.to && e.to.p === name && f.values[e.to.o]!.k === 'this')
            out.push({ file, v: e.v, env });
      });
      return out;
    }
    if (x.k === 'bind') {
      const b = p.files[file]!.bindings[x.b]!;
      if (b.kind === 'param') return origins(at, x.b).flatMap((y) => member(y, name, depth + 1));
      if (!b.imp) return b.defs.flatMap((y) => member({ file, v: y, env }, name, depth + 1));
    }
    const s = x.k === 'bind' || x.k === 'prop' || x.k === 'require' ? valueStatic(p, file, v) : null;
    if (s?.k === 'value') return member({ file: s.file, v: s.v, env: null }, name, depth + 1);
    if (s?.k === 'module') return exportedMember(s.file, name, depth);
    if (x.k !== 'prop') return [];
    const found = member({ file, v: x.o, env }, x.p, depth + 1).flatMap((y) => member(y, name, depth + 1));
    return found.length > 0 ? found : index.writtenUnder(file, x.o, x.p, name).map((y) => ({ ...y, env: null }));
  };

  /** What a module exports under a name, or what it exports as one object has under it. */
  const exportedMember = (file: number, name: string, depth: number): readonly At[] => {
    const own = index.exported(file, name);
    if (own) return [{ ...own, env: null }];
    const whole = index.exported(file, 'default');
    return whole ? member({ ...whole, env: null }, name, depth + 1) : [];
  };

  /** What objects have under a name that a merge, or a function of the program, gives. */
  const memberOfCall = (at: At, id: number, name: string, depth: number): readonly At[] => {
    const { file, env } = at;
    const c = p.files[file]!.calls[id]!;
    const s = libraryCall(file, c.callee);
    if (s?.k === 'external') return isMerge(s) ? c.args.flatMap((v) => member({ file, v, env }, name, depth + 1)) : [];
    return index.functionsOf(file, c.callee).flatMap((fn) => {
      const { file: own, f } = p.functions[fn]!;
      const inside: Env = { fn, file, args: c.args, env };
      return f.events.flatMap((e) =>
        e.t === 'return' ? member({ file: own, v: e.v, env: inside }, name, depth + 1) : [],
      );
    });
  };

  const binding = (at: At, b: number, depth: number): Paths => {
    const { file, env } = at;
    const f = p.files[file]!;
    const x = f.bindings[b]!;
    if (x.imp) {
      const t = p.target(file, x.imp.spec);
      const e = t.kind === 'file' ? index.exported(t.file, x.imp.name) : null;
      return e ? walk({ ...e, env: null }, depth + 1) : [];
    }
    const key = `${bindingGid(p, file, b)}|${env?.fn ?? -1}|${asFolder}`;
    if (active.has(key)) return [];
    active.add(key);
    const out =
      x.kind === 'param'
        ? parameter(at, b, depth)
        : all(
            [...x.defs, ...pushedTo(file, b)].map((v) => ({ file, v, env })),
            depth + 1,
          );
    active.delete(key);
    return out;
  };
  /** What is put onto the list that a variable holds. */
  const pushedTo = (file: number, b: number): readonly ValueId[] => {
    const f = p.files[file]!;
    if (!f.bindings[b]!.defs.some((d) => f.values[d]!.k === 'arr')) return [];
    return index.pushes(file).get(b) ?? [];
  };

  const parameter = (at: At, b: number, depth: number): Paths => {
    const { file } = at;
    const x = p.files[file]!.bindings[b]!;
    const lists = origins(at, b).map((y) => walk(y, depth + 1));
    const known = [...new Set(lists.flat())].slice(0, MAX_PATHS);
    const given = known.length > 0 && lists.some((list) => list.length === 0) ? [MORE, ...known] : known;
    return callsItself(file, x.f) ? [...given, ...known.map(below)] : given;
  };
  /** A helper that calls itself with a folder of the folder. */
  const callsItself = (file: number, f: number): boolean =>
    index.callers(functionGid(p, file, f)).some((g) => {
      const c = p.calls[g]!;
      return c.file === file && isWithin(p.files[file]!, c.c.f, f);
    });

  /** What callers hand over as a parameter: those that lead here, else all that are seen, the function's own calls of itself aside. */
  const origins = (at: At, b: number): readonly At[] => {
    const { file } = at;
    const x = p.files[file]!.bindings[b]!;
    const fn = functionGid(p, file, x.f);
    if (x.index === undefined) return [];
    for (let e = at.env; e; e = e.env)
      if (e.fn === fn) {
        const a = e.args[x.index];
        return a === undefined ? [] : [{ file: e.file, v: a, env: e.env }];
      }
    const out: At[] = [...handed(at, x.f, x.index)];
    const callers = index.callers(fn).filter((g) => !p.isTest(p.calls[g]!.file));
    for (const g of callers.slice(0, MAX_LOADER_CALLERS)) {
      const c = p.calls[g]!;
      const a = c.c.args[x.index];
      if (a !== undefined && !(c.file === file && isWithin(p.files[file]!, c.c.f, x.f)))
        out.push({ file: c.file, v: a, env: at.env });
    }
    return out;
  };

  /** What a function gets that is handed to a call: the elements of a list, the names of a folder, what a helper calls it with. */
  const handed = (at: At, f: number, param: number): readonly At[] =>
    index.handed(at.file, f).flatMap(({ call, arg }): readonly At[] => {
      const { file, env } = at;
      const c = p.files[file]!.calls[call]!;
      const callee = valueAt(p, file, c.callee);
      const s = libraryCall(file, c.callee);
      // The names of a folder come as the second parameter of a callback.
      if (s?.k === 'external' && (FILES.test(s.pkg) || GLOBS.test(s.pkg) || WALKS.test(s.pkg)))
        return param === 1 ? [{ file, v: index.valueOf(file, call), env }] : [];
      if (callee.k === 'prop' && isIterator(callee.p) && arg === 0)
        return param === (callee.p.startsWith('reduce') ? 1 : 0) ? [{ file, v: c.recv, env }] : [];
      if (callee.k === 'prop' && callee.p === 'then' && arg === 0) return param === 0 ? [{ file, v: c.recv, env }] : [];
      return index.functionsOf(file, c.callee).flatMap((g) => {
        const t = p.functions[g]!;
        const slot = t.f.params[arg];
        if (slot === undefined) return [];
        const inside: Env = { fn: g, file, args: c.args, env };
        return index.callsOf(t.file, slot).flatMap((k) => {
          const a = p.files[t.file]!.calls[k]!.args[param];
          return a === undefined ? [] : [{ file: t.file, v: a, env: inside }];
        });
      });
    });

  /** What a callee means, methods on what a library's call gave aside: `readdirSync(dir).forEach` is a method of a list. */
  const libraryCall = (file: number, callee: ValueId): Static | null => {
    const s = valueStatic(p, file, callee);
    return s?.k === 'external' && s.steps.includes('()') ? null : s;
  };

  const call = (at: At, id: number, depth: number): Paths => {
    const { file, env } = at;
    const c = p.files[file]!.calls[id]!;
    const arg = (i: number): Paths => (c.args[i] === undefined ? [] : walk({ file, v: c.args[i]!, env }, depth + 1));
    const callee = valueAt(p, file, c.callee);
    const s = libraryCall(file, c.callee);
    if (s?.k === 'external') {
      const last = s.steps.slice(s.steps.lastIndexOf('.') + 1);
      if (s.pkg === 'node:process' && last === 'cwd') return [cwd(file)];
      if (PATH.test(s.pkg) || s.steps.startsWith('.path.')) return ofPath(at, c, last, arg, depth);
      if (s.pkg === 'node:url' && /^(?:fileURLToPath|pathToFileURL)$/.test(last)) return arg(0);
      if (s.pkg === '(global)') {
        if (s.steps === '.process.cwd') return [cwd(file)];
        if (s.steps === '.require.resolve') return arg(0);
        if (s.steps === '.URL') {
          const [path, base] = [arg(0), arg(1)];
          if (base.length === 0) return path;
          return combined([base, path], ([from, to]) => join([from!.replace(/\/[^/]*$/, ''), to!]));
        }
        if (WRAPPERS.has(s.steps))
          return s.steps === '.Array.from' && c.args.length > 1 ? mapped(at, c.args[1]!, depth) : arg(0);
      }
      const options = c.args[c.args.length - 1];
      if (FILES.test(s.pkg) && /^(?:readdir|readdirSync|opendir|opendirSync)$/.test(last)) {
        const deep = options !== undefined && member({ file, v: options, env }, 'recursive', depth + 1).length > 0;
        const dir = arg(0);
        if (dir.length === 0) return [];
        return asFolder ? (deep ? dir.flatMap((d) => [d, `${d}/**`]) : dir) : [deep ? '**' : '*'];
      }
      if (GLOBS.test(s.pkg) || (FILES.test(s.pkg) && /^glob(?:Sync)?$/.test(last))) {
        const at0 = options === undefined ? [] : member({ file, v: options, env }, 'cwd', depth + 1);
        const base = at0.length > 0 ? all(at0, depth + 1) : [cwd(file)];
        return combined([base, arg(0).filter((x) => !x.startsWith('!'))], join);
      }
      if (s.pkg === FINDER && /^(?:find|list)(?:Async)?$/.test(last))
        return last.startsWith('list') ? (asFolder ? arg(0) : ['*']) : arg(0).map(below);
      if (WALKS.test(s.pkg)) return arg(0).map((d) => `${d}/**`);
      if (OBJECT_PACKAGES.test(s.pkg) && LISTS.has(last)) return [...new Set(c.args.flatMap((_, i) => arg(i)))];
    }
    const own = index.functionsOf(file, c.callee);
    if (own.length > 0) return own.slice(0, 4).flatMap((fn) => returned(fn, { fn, file, args: c.args, env }, depth));
    if (callee.k !== 'prop' || c.recv === NONE) return [];
    const recv = (): Paths => walk({ file, v: c.recv, env }, depth + 1);
    if (callee.p === 'map' || callee.p === 'flatMap') return mapped(at, c.args[0] ?? NONE, depth);
    if (callee.p === 'then' && c.args[0] !== undefined) {
      const out = mapped(at, c.args[0], depth);
      return out.length > 0 ? out : recv();
    }
    if (callee.p === 'concat') return [...new Set([...recv(), ...c.args.flatMap((_, i) => arg(i))])];
    if (callee.p === 'join' && c.args.length === 1) {
      // `[dir, name].join('/')`
      const list = valueAt(p, file, c.recv);
      if (list.k === 'arr' && list.spreads.length === 0)
        return combined(
          list.items.map((y) => walk({ file, v: y, env }, depth + 1)),
          join,
        );
    }
    return KEEPS.has(callee.p) ? recv() : [];
  };

  const ofPath = (at: At, c: Call, name: string, arg: (i: number) => Paths, depth: number): Paths => {
    switch (name) {
      case 'join':
        return combined(
          c.args.map((a, i) => (c.spreadFrom !== NONE && i >= c.spreadFrom ? [] : walk({ ...at, v: a }, depth + 1))),
          join,
        );
      case 'resolve':
        return combined(
          c.args.map((_, i) => arg(i)),
          (parts) => join([cwd(at.file), ...parts]),
        );
      case 'normalize':
      case 'toNamespacedPath':
        return arg(0);
      case 'dirname':
        return arg(0).map((s) => s.replace(/\/[^/]*$/, ''));
      case 'basename':
      case 'parse':
        return arg(0).map((s) => s.slice(s.lastIndexOf('/') + 1));
      case 'relative':
        return arg(1);
      default:
        return [];
    }
  };

  /** What a callback gives back. */
  const mapped = (at: At, v: ValueId, depth: number): Paths =>
    index.functionsOf(at.file, v).flatMap((fn) => returned(fn, at.env, depth));
  const returned = (fn: number, env: Env | null, depth: number): Paths => {
    const key = `f${fn}|${depth > 20}`;
    if (active.has(key)) return [];
    active.add(key);
    const { file, f } = p.functions[fn]!;
    const out = all(
      f.events.flatMap((e) => (e.t === 'return' || e.t === 'yield' ? [{ file, v: e.v, env }] : [])),
      depth + 1,
    );
    active.delete(key);
    return out;
  };

  return {
    of: (at: At): Paths => walk(at, 0),
    member: (at: At, name: string): readonly At[] => member(at, name, 0),
  };
}
