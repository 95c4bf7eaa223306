import { type Call, NONE, type Value, type ValueId } from '../extract/facts.ts';
import { dirOf, joinPath } from '../paths/repo-path.ts';
import type { HeapObject } from './heap.ts';
import { filesOfPath } from './loaded-paths.ts';
import { type Program, valueAt } from './program.ts';
import { exportOf, valueStatic } from './static.ts';

const MAX_DEPTH = 8;

/** The string that an expression always is: a literal, or a constant that holds one, here or in another module; null where unknown. */
export function constantText(p: Program, file: number, v: ValueId, depth = 0): string | null {
  if (v === NONE || depth > MAX_DEPTH) return null;
  const x = valueAt(p, file, v);
  switch (x.k) {
    case 'lit':
      return typeof x.v === 'string' ? x.v : null;
    case 'as':
      return constantText(p, file, x.v, depth + 1);
    case 'bind': {
      const b = p.files[file]!.bindings[x.b]!;
      if (b.imp) {
        const t = p.target(file, b.imp.spec);
        if (t.kind !== 'file' || b.imp.name === '*') return null;
        const e = exportOf(p, t.file, b.imp.name);
        if (!e || 'pkg' in e) return null;
        if (e.b === NONE) return constantText(p, e.file, e.v, depth + 1);
        const far = p.files[e.file]!.bindings[e.b]!;
        return far.defs.length === 1 ? constantText(p, e.file, far.defs[0]!, depth + 1) : null;
      }
      return b.defs.length === 1 && b.kind !== 'param' ? constantText(p, file, b.defs[0]!, depth + 1) : null;
    }
    case 'prop': {
      const s = valueStatic(p, file, x.o);
      if (s?.k === 'module') {
        const e = exportOf(p, s.file, x.p);
        if (!e || 'pkg' in e || e.b === NONE) return null;
        const far = p.files[e.file]!.bindings[e.b]!;
        return far.defs.length === 1 ? constantText(p, e.file, far.defs[0]!, depth + 1) : null;
      }
      if (s?.k !== 'value') return null;
      const o = valueAt(p, s.file, s.v);
      const q = o.k === 'obj' ? o.props.find((y) => y[0] === x.p && y[2] === 'value') : undefined;
      return q ? constantText(p, s.file, q[1], depth + 1) : null;
    }
    default:
      return null;
  }
}

/**
 * The file that an expression names: `'./x.js'`, `path.join(__dirname, 'x.js')`, `require.resolve('./x')`,
 * `new URL('./x.js', import.meta.url)`, `fileURLToPath(...)` of these. Null where it cannot be told or is not in the program.
 */
export function fileNamed(p: Program, file: number, v: ValueId): number | null {
  const spec = pathText(p, file, v, 0);
  if (spec === null) return null;
  for (const s of /^\.{0,2}\//.test(spec) ? [spec] : [`./${spec}`, spec]) {
    const t = p.target(file, s);
    if (t.kind === 'file') return t.file;
    // A script that is started by a path from the working directory: that of the repository, or of the package.
    for (const dir of new Set(['', p.packageDirOf(p.files[file]!.file)])) {
      const top = joinPath(dir, s);
      const hit = top === undefined ? undefined : p.fileOf.get(top);
      if (hit !== undefined) return hit;
    }
  }
  return null;
}

/**
 * The text of a path that is always the same, seen from the file's folder or from the one the server is started in: `'a/b.txt'`,
 * `path.join(__dirname, 'b.txt')`, `path.resolve(process.cwd(), 'b.txt')`. Null where it is not known or lies elsewhere (`/etc/hosts`).
 */
export function fixedPath(p: Program, file: number, v: ValueId): string | null {
  const text = pathText(p, file, v, 0);
  return text === null || text === '' || /^(?:[/\\~]|[A-Za-z]:)/.test(text) ? null : text;
}

/** Functions that give the same place in another notation, or where a link to it leads: for a file of the program, the file. */
const PATH_KEEPERS: ReadonlySet<string> = new Set([
  'fileURLToPath',
  'pathToFileURL',
  'toString',
  'normalize',
  'realpath',
  'realpathSync',
]);

/** What a function of the program is given, as paths seen from the file that calls it. */
type Given = { readonly fn: number; readonly paths: readonly (string | null)[] };

function pathText(p: Program, file: number, v: ValueId, depth: number, given?: Given): string | null {
  if (v === NONE || depth > MAX_DEPTH) return null;
  const x = valueAt(p, file, v);
  // A helper that names a place of its own gives another path than that of who calls it.
  if (given && x.k !== 'call' && x.k !== 'as' && x.k !== 'bind') return null;
  if (x.k === 'global' && x.name === '__dirname') return '.';
  if (x.k === 'global' && x.name === '__filename') return `./${p.files[file]!.file.split('/').pop()}`;
  if (x.k === 'meta') return '.';
  if (x.k === 'prop') {
    const o = valueAt(p, file, x.o);
    if (o.k === 'meta') return x.p === 'dirname' || x.p === 'url' ? '.' : null;
    if (x.p === 'href' || x.p === 'pathname') return pathText(p, file, x.o, depth + 1);
  }
  if (x.k === 'as' || x.k === 'await') return pathText(p, file, x.v, depth + 1, given);
  if (x.k === 'bind') {
    const b = p.files[file]!.bindings[x.b]!;
    if (given)
      return b.kind === 'param' && b.f === given.fn && b.index !== undefined ? (given.paths[b.index] ?? null) : null;
    const text = constantText(p, file, v);
    if (text !== null) return text;
    return !b.imp && b.defs.length === 1 && b.kind !== 'param' ? pathText(p, file, b.defs[0]!, depth + 1) : null;
  }
  if (x.k === 'op' && x.of.length > 1) {
    const parts = x.of.map((o) => pathText(p, file, o, depth + 1));
    return parts.every((t) => t !== null) ? parts.join('') : null;
  }
  if (x.k === 'call') {
    const c = p.files[file]!.calls[x.c]!;
    const callee = valueAt(p, file, c.callee);
    const name = callee.k === 'prop' ? callee.p : callee.k === 'global' ? callee.name : nameOf(p, file, c.callee);
    const arg = (i: number) => (c.args[i] === undefined ? null : pathText(p, file, c.args[i]!, depth + 1, given));
    if (name === 'cwd' && callee.k === 'prop') {
      const o = valueAt(p, file, callee.o);
      return o.k === 'global' && o.name === 'process' ? '.' : null;
    }
    if (c.kind === 'new' && name === 'URL') return arg(0);
    if (PATH_KEEPERS.has(name ?? ''))
      return c.args.length === 0 && c.recv !== NONE ? pathText(p, file, c.recv, depth + 1, given) : arg(0);
    if (name === 'dirname') {
      const inner = arg(0);
      if (inner !== '.') return inner === null ? null : dirOf(inner) || '.';
      // The address of the file and its folder are both `.` here: the folder around that is not.
      return isFolderOf(p, file, c.args[0]!) ? '..' : '.';
    }
    if (name === 'join' || name === 'resolve') {
      if (callee.k === 'prop' && c.args.length === 1 && valueAt(p, file, callee.o).k === 'global') return arg(0);
      const parts = c.args.map((_, i) => arg(i));
      return parts.length > 0 && parts.every((t) => t !== null) ? parts.join('/') : null;
    }
    return given ? null : pathOfHelper(p, file, c, depth);
  }
  return constantText(p, file, v);
}

/**
 * What a function of the program makes of the path that it is given, and of nothing else: `const here = folderOf(import.meta.url)`, where
 * that is `(url) => path.dirname(fileURLToPath(url))`.
 */
function pathOfHelper(p: Program, file: number, c: Call, depth: number): string | null {
  const s = c.kind === 'call' && c.args.length > 0 ? valueStatic(p, file, c.callee) : null;
  if (s?.k !== 'fn') return null;
  const returned = p.files[s.file]!.functions[s.id]!.events.flatMap((e) => (e.t === 'return' ? [e.v] : []));
  if (returned.length !== 1) return null;
  const paths = c.args.map((a) => pathText(p, file, a, depth + 1));
  return pathText(p, s.file, returned[0]!, depth + 1, { fn: s.id, paths });
}

/** Whether an expression is the folder of something: `path.dirname(x)`, `__dirname`. */
function isFolderOf(p: Program, file: number, v: ValueId, depth = 0): boolean {
  if (v === NONE || depth > MAX_DEPTH) return false;
  const x = valueAt(p, file, v);
  if (x.k === 'bind') {
    const { imp, kind, defs } = p.files[file]!.bindings[x.b]!;
    return !imp && kind !== 'param' && defs.length === 1 && isFolderOf(p, file, defs[0]!, depth + 1);
  }
  if (x.k === 'global') return x.name === '__dirname';
  if (x.k !== 'call') return false;
  const { callee } = p.files[file]!.calls[x.c]!;
  const of = valueAt(p, file, callee);
  return (of.k === 'prop' ? of.p : nameOf(p, file, callee)) === 'dirname';
}

function nameOf(p: Program, file: number, v: ValueId): string | null {
  const s = valueStatic(p, file, v);
  return s?.k === 'external' ? (s.steps.split('.').pop() ?? null) : null;
}

/** Files that a computed import may load: what its pattern matches, the one that a constant names, or those of a folder that is listed. */
export function loadedBy(p: Program, file: number, v: Extract<Value, { k: 'load' }>): readonly number[] {
  const fits = v.glob !== null && /[^*./]/.test(v.glob) ? p.glob(file, v.glob) : [];
  if (fits.length > 0) return fits;
  const hit = fileNamed(p, file, v.v);
  if (hit !== null) return [hit];
  const found = v.glob !== null ? p.glob(file, v.glob) : [];
  return found.length > 0 ? found : filesOfPath(p, file, v.v);
}

/** Whether what stands in the code at a property of an object is a plain text, number or the like. */
export function isPlainAt(p: Program, x: HeapObject, name: string): boolean {
  if (x.k !== 'obj') return false;
  const lit = p.files[x.file]!.values[x.site]!;
  const prop = lit.k === 'obj' ? lit.props.find((q) => q[0] === name && q[2] === 'value') : undefined;
  return prop !== undefined && p.files[x.file]!.values[prop[1]]!.k === 'lit';
}
