import { NONE, type ValueId } from '../extract/facts.ts';
import { makePathValues, type PathValues } from './files/path-value.ts';
import type { LibraryUse } from './library-uses.ts';
import type { Linked } from './linked.ts';
import { functionGid } from './program.ts';

/** A call of a wrapper that hands in the path of what is opened. */
export type Site = {
  readonly file: number;
  readonly s: number;
  readonly e: number;
  readonly symbol: string;
  /** Function (global id) that it stands in. */
  readonly fn: number;
};

const paths = new WeakMap<Linked, PathValues>();
function pathsOf(linked: Linked): PathValues {
  const known = paths.get(linked) ?? makePathValues(linked.pt, linked.input.packageDirOf);
  paths.set(linked, known);
  return known;
}

/** The argument that holds the path of what a use opens, or NONE. */
function pathArgument({ p }: Linked, use: LibraryUse): ValueId {
  const { path } = use.entry;
  if (!path || typeof path.argument !== 'number' || path.option !== undefined || use.call < 0) return NONE;
  return p.calls[use.call]!.c.args[path.argument + use.from] ?? NONE;
}

/**
 * Whether a database that is opened for one request is a file that stays: its place is known in part, and is neither memory nor the
 * folder of temporary files.
 */
export function staysOnDisk(linked: Linked, use: LibraryUse): boolean {
  if (use.entry.rule !== 'embedded-database') return false;
  const v = pathArgument(linked, use);
  if (v === NONE) return false;
  const { key, pieces } = pathsOf(linked).of({ file: use.file, v, env: null });
  const known = pieces.some((x) => typeof x === 'string');
  return known && !/:memory:|^tmp:|^\/tmp\b|mkdtemp/.test(key);
}

/** Levels of functions that hand a path on as they were given it. */
const MAX_WRAPPERS = 3;

const callers = new WeakMap<Linked, Map<number, number[]>>();
function callersOf(linked: Linked, fn: number): readonly number[] {
  let table = callers.get(linked);
  if (!table) {
    table = new Map();
    for (const [call, fns] of linked.pt.targets)
      for (const one of fns) {
        const list = table.get(one);
        if (list) list.push(call);
        else table.set(one, [call]);
      }
    callers.set(linked, table);
  }
  return table.get(fn) ?? [];
}

/**
 * The calls that hand in the path, where a function of the program opens what others name and at least two files do so: the first of
 * each file. Empty where the path is known at the use. Calls that only read (`readonly: true`) are left out.
 */
export function sitesOfPath(linked: Linked, use: LibraryUse): readonly Site[] {
  if (use.entry.rule !== 'embedded-database') return [];
  const v = pathArgument(linked, use);
  const found = v === NONE ? [] : sitesOf(linked, use.file, v, 0);
  const first = new Map<number, Site>();
  for (const site of [...found].sort((a, b) => a.file - b.file || a.s - b.s))
    if (!first.has(site.file)) first.set(site.file, site);
  return first.size > 1 ? [...first.values()] : [];
}

function sitesOf(linked: Linked, file: number, v: ValueId, depth: number): readonly Site[] {
  const { p, ctx, dev } = linked;
  const f = p.files[file]!;
  const x = f.values[v]!;
  const b = x.k === 'bind' ? f.bindings[x.b]! : null;
  // What a constructor is given belongs to the object: it is told where that opens it.
  if (b?.kind !== 'param' || b.index === undefined || depth >= MAX_WRAPPERS || isConstructor(linked, file, b.f))
    return [];
  return callersOf(linked, functionGid(p, file, b.f)).flatMap((call): readonly Site[] => {
    const { file: from, c } = p.calls[call]!;
    const given = c.args[b.index!];
    const fn = functionGid(p, from, c.f);
    if (given === undefined || ctx.maskOf(fn) === 0 || dev.at(from, c.f, c.guard)) return [];
    if (c.args.some((a) => onlyReads(linked, from, a))) return [];
    const further = sitesOf(linked, from, given, depth + 1);
    if (further.length > 0) return further;
    const callee = p.files[from]!.values[c.callee]!;
    const symbol =
      callee.k === 'prop' ? callee.p : callee.k === 'bind' ? p.files[from]!.bindings[callee.b]!.name : 'open';
    return [{ file: from, s: c.ns, e: c.e, symbol, fn }];
  });
}

/** The constructor of a class. */
function isConstructor({ p }: Linked, file: number, f: number): boolean {
  return p.files[file]!.classes.some(({ ctor }) => ctor === f);
}

/** An options object that opens a file for reading alone. */
function onlyReads({ p }: Linked, file: number, v: ValueId): boolean {
  const f = p.files[file]!;
  const x = f.values[v]!;
  return (
    x.k === 'obj' &&
    x.props.some(([name, value]) => {
      const given = f.values[value]!;
      return /^read[oO]nly$/.test(name) && given.k === 'lit' && given.v === true;
    })
  );
}
