import { NONE } from '../../extract/facts.ts';
import { classAround } from '../class-methods.ts';
import type { Program } from '../program.ts';
import { folderOf, type Path } from './place.ts';

/** What decides whether two writes are one store. */
export type Homed = {
  readonly file: number;
  /** Function (global id) that it stands in. */
  readonly fn: number;
  readonly path: Path;
  readonly leaf: string;
  /** Writes of different groups are never one: logs, uploads, plain calls, each library. */
  readonly group: string;
  /** The call for which all is one store, whatever the path: what a library is told by one option, what one function of a file writes. */
  readonly option?: number;
};

/**
 * Groups the writes of one store in one file: the same path; the same folder in the same class or function; the same callee in the same
 * function. Never across files: each file's writes are mended there.
 */
export function groupHomes<T extends Homed>(
  p: Program,
  writes: readonly T[],
  startsAnew: (fn: number) => boolean,
): readonly (readonly T[])[] {
  const parent = writes.map((_, i) => i);
  const find = (i: number): number => {
    let at = i;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  const first = new Map<string, number>();
  const join = (key: string, i: number) => {
    const other = first.get(key);
    if (other === undefined) first.set(key, i);
    else parent[find(i)] = find(other);
  };
  writes.forEach((w, i) => {
    const where = `${w.file}|${w.group}`;
    const fn = outerFunction(p, w.fn, startsAnew);
    if (w.path.key !== '') join(`${where}|path|${w.path.key}|${isLocal(w.path) ? fn : ''}`, i);
    // What a library is told is a store for each place.
    if (w.option !== undefined) join(`${where}|option ${w.option}`, i);
    if (w.group.startsWith('told ')) return;
    const folder = w.path.key === '' ? null : folderOf(w.path);
    const cls = classAround(p, w.fn);
    if (folder !== null && folder !== 'cwd:' && folder !== '') {
      if (cls !== NONE) join(`${where}|class ${cls}|${folder}`, i);
      join(`${where}|fn ${fn}|${folder}`, i);
    }
    join(`${where}|call ${fn}|${w.leaf}`, i);
  });
  const groups = new Map<number, T[]>();
  writes.forEach((w, i) => {
    const root = find(i);
    const list = groups.get(root);
    if (list) list.push(w);
    else groups.set(root, [w]);
  });
  return [...groups.values()];
}

/** A path of one unknown alone is another in each function. */
const isLocal = (path: Path): boolean => path.pieces.every((x) => typeof x !== 'string');

/** The function that a callback stands in, up to one that has a name, or that starts an activation of its own. */
function outerFunction(p: Program, fn: number, startsAnew: (fn: number) => boolean): number {
  const { file, id } = p.functions[fn]!;
  let at = id;
  for (let hops = 0; hops < 12; hops++) {
    const f = p.files[file]!.functions[at]!;
    if ((f.kind !== 'arrow' && f.kind !== 'function') || f.parent <= 0 || f.name !== '') break;
    if (startsAnew(p.functionBase[file]! + at)) break;
    at = f.parent;
  }
  return p.functionBase[file]! + at;
}
