import { type FileFacts, type FunctionId, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { type Consumer, consumersOf } from './consumers.ts';
import { type ObjectId, setOf } from './heap.ts';
import type { Points } from './points.ts';
import { bindingGid, valueAt } from './program.ts';
import { exportOf } from './static.ts';

// Functions and classes of which every use is seen, since nobody is handed them: what is seen of their calls is all that there is.

const memos = new WeakMap<Points, Map<ObjectId, boolean>>();

/** Whether a function (global id) is what variables and exports mean that are called, and nothing else, and does not read `arguments`. */
export function isOnlyCalled(pt: Points, loaded: ReadonlySet<number>, gid: number): boolean {
  const { file, id } = pt.p.functions[gid]!;
  const it = pt.fnObject(gid);
  return entryOf(memoOf(pt), it, () => {
    const readsAll = pt.p.files[file]!.values.some((x) => x.k === 'args' && x.f === id);
    return !readsAll && hasName(pt, file, id) && isPlainEverywhere(pt, loaded, file, it, isCall);
  });
}

/** Whether nothing is done with a class (global id) but to export it, to extend it, to ask for its static members, and to make objects of it. */
export function isOnlyMade(pt: Points, loaded: ReadonlySet<number>, cls: number): boolean {
  const it = pt.classObject(cls);
  return entryOf(memoOf(pt), it, () => isPlainEverywhere(pt, loaded, pt.p.classes[cls]!.file, it, isOfClass));
}

const memoOf = (pt: Points): Map<ObjectId, boolean> => entryOf(memos, pt, () => new Map<ObjectId, boolean>());

/** Whether each use of an object that a file makes, and of all that this file exports, is such a one, or names or exports it. */
function isPlainEverywhere(
  pt: Points,
  loaded: ReadonlySet<number>,
  home: number,
  it: ObjectId,
  isPlain: (f: FileFacts, use: Consumer) => boolean,
): boolean {
  for (const file of loaded) {
    const f = pt.p.files[file]!;
    const uses = consumersOf(f);
    const isUsed = (v: ValueId): boolean =>
      uses.of(v).every((use) => use.k === 'def' || isExport(f, use) || isPlain(f, use));
    const isAsked = (v: ValueId): boolean => uses.of(v).every((use) => use.k === 'def' || isPartByName(f, use));
    for (const [v, x] of f.values.entries()) {
      if (!HOLDS.has(x.k)) continue;
      if (setOf(pt.h, pt.valueNode(file, v)).includes(it) ? !isUsed(v) : isWhole(pt, home, file, v) && !isAsked(v))
        return false;
    }
  }
  return true;
}

/** Values that may be a function or class which stands elsewhere, or where they stand. */
const HOLDS: ReadonlySet<string> = new Set(['bind', 'prop', 'index', 'fn', 'class']);

const isCall = (_: FileFacts, use: Consumer): boolean => use.k === 'callee';

/** `new Store()`, `Store.open()`, `class Own extends Store`: who asks for the prototype may make one without. */
function isOfClass(f: FileFacts, use: Consumer): boolean {
  if (use.k !== 'value') return use.k === 'callee' || use.k === 'recv';
  const x = f.values[use.v]!;
  return x.k === 'class' || (x.k === 'prop' && x.p !== 'prototype');
}

/** A part of a namespace that is asked for by its name. */
const isPartByName = (f: FileFacts, use: Consumer): boolean =>
  use.k === 'recv' || (use.k === 'value' && f.values[use.v]!.k === 'prop');

/** `module.exports = { start }`, `exports.start = start` */
function isExport(f: FileFacts, use: Consumer): boolean {
  if (use.k === 'store') return isExports(f, use.o);
  if (use.k !== 'value' || f.values[use.v]!.k !== 'obj') return false;
  const all = consumersOf(f).of(use.v);
  return all.length > 0 && all.every((one) => one.k === 'store' && isExports(f, one.o));
}

const isExports = (f: FileFacts, o: ValueId): boolean => f.values[o]!.k === 'exports' || f.values[o]!.k === 'module';

/** Whether a variable holds all that a file exports. */
function isWhole(pt: Points, home: number, file: number, v: ValueId): boolean {
  const x = valueAt(pt.p, file, v);
  if (x.k !== 'bind') return false;
  return setOf(pt.h, pt.bindingNode(bindingGid(pt.p, file, x.b))).some((o) => {
    const { k, file: of } = pt.h.objects[o]!;
    return (k === 'mod' || k === 'exp') && of === home;
  });
}

/** Whether a function is what a variable of its file or an export of it means, and no property of some object. */
function hasName({ p }: Points, file: number, fn: FunctionId): boolean {
  const f = p.files[file]!;
  const isIt = (v: ValueId): boolean => {
    const x = v === NONE ? undefined : f.values[v]!;
    return x?.k === 'fn' && x.f === fn;
  };
  if (f.bindings.some((b) => b.kind !== 'param' && b.defs.some(isIt))) return true;
  const given = exportOf(p, file, 'default');
  if (given && 'v' in given && given.file === file && isIt(given.v)) return true;
  return f.functions.some(({ events }) =>
    events.some((e) => e.t === 'write' && 'p' in e.to && isIt(e.v) && isExports(f, e.to.o)),
  );
}
