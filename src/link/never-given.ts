import { type FileFacts, type FunctionId, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { consumersOf } from './consumers.ts';
import type { Contexts } from './frames.ts';
import { type ObjectId, setOf } from './heap.ts';
import type { Points } from './points.ts';
import { bindingGid, functionGid, valueAt } from './program.ts';
import { exportOf } from './static.ts';
import type { ValueSources } from './value-sources.ts';

/**
 * Whether a value is a parameter that no call gives: each call of the function is seen, and leaves it out (`start(done)` of
 * `start(done, useMemory)`, where tests alone say more). So it is where the function has a name of its own and nothing is done with it
 * but to export it and to call it: who is handed a function may give it what is not seen.
 */
export function isNeverGiven(pt: Points, ctx: Contexts, values: ValueSources, file: number, v: ValueId): boolean {
  const { p } = pt;
  const x = valueAt(p, file, v);
  const b = x.k === 'bind' ? p.files[file]!.bindings[x.b]! : null;
  if (b?.kind !== 'param' || b.imp) return false;
  const back = values.from(file, v);
  if (!back || back.of.length > 0 || back.open || !back.absent) return false;
  const gid = functionGid(p, file, b.f);
  const { kind } = p.functions[gid]!.f;
  if (kind !== 'function' && kind !== 'arrow') return false;
  const frames = ctx.framesOf(gid);
  const isSeen = frames.every(
    (one) =>
      !one.rooted && !one.registered && one.registrations.length === 0 && one.callers.every(({ call }) => call >= 0),
  );
  return frames.length > 0 && isSeen && isOnlyCalled(pt, ctx, gid);
}

const memos = new WeakMap<Points, Map<number, boolean>>();

/** Whether a function (global id) is the value of variables and exports that are called, and of nothing else, and does not read `arguments`. */
function isOnlyCalled(pt: Points, ctx: Contexts, gid: number): boolean {
  const memo = entryOf(memos, pt, () => new Map<number, boolean>());
  return entryOf(memo, gid, () => onlyCalled(pt, ctx, gid));
}

const classMemos = new WeakMap<Points, Map<number, boolean>>();

/** Whether nothing is done with a class (global id) but to export it, to extend it, to ask for its static members, and to make objects of it. */
export function isOnlyMade(pt: Points, loaded: ReadonlySet<number>, cls: number): boolean {
  const { p } = pt;
  const look = (): boolean => {
    for (const file of loaded) {
      const f = p.files[file]!;
      for (const [v, x] of f.values.entries()) {
        if (x.k !== 'bind' && x.k !== 'prop' && x.k !== 'index' && x.k !== 'class') continue;
        const isIt = setOf(pt.h, pt.valueNode(file, v)).some((o) => {
          const y = pt.h.objects[o]!;
          return y.k === 'class' && y.site === cls;
        });
        if (!isIt) continue;
        const isPlain = consumersOf(f)
          .of(v)
          .every((c) => {
            if (c.k === 'callee' || c.k === 'def' || c.k === 'recv') return true;
            if (c.k === 'store') return isExports(f, c.o);
            if (c.k !== 'value') return false;
            const y = f.values[c.v]!;
            return (y.k === 'prop' && y.p !== 'prototype') || (y.k === 'obj' && isExported(f, c.v)) || y.k === 'class';
          });
        if (!isPlain) return false;
      }
    }
    return true;
  };
  return entryOf(
    entryOf(classMemos, pt, () => new Map<number, boolean>()),
    cls,
    look,
  );
}

function onlyCalled(pt: Points, ctx: Contexts, gid: number): boolean {
  const { p } = pt;
  const { file: home, id } = p.functions[gid]!;
  const own = p.files[home]!;
  if (own.values.some((x) => x.k === 'args' && x.f === id) || !hasName(pt, home, id)) return false;
  const it = pt.fnObject(gid);
  for (const file of ctx.loaded) {
    const f = p.files[file]!;
    const isBound = new Map<number, boolean>();
    const means = (b: number): boolean =>
      entryOf(isBound, b, () => setOf(pt.h, pt.bindingNode(bindingGid(p, file, b))).includes(it));
    for (const [v, x] of f.values.entries()) {
      const isIt =
        x.k === 'bind'
          ? means(x.b)
          : x.k === 'prop' || x.k === 'index'
            ? setOf(pt.h, pt.valueNode(file, v)).includes(it)
            : file === home && x.k === 'fn' && x.f === id;
      if (isIt ? !isCalled(f, v) : x.k === 'bind' && isWhole(pt, home, file, x.b) && !isAsked(f, v)) return false;
    }
  }
  return true;
}

const isFn =
  (f: FileFacts, id: FunctionId) =>
  (v: ValueId): boolean => {
    const x = v === NONE ? undefined : f.values[v]!;
    return x?.k === 'fn' && x.f === id;
  };

/** Whether nothing becomes of a value but that it is called, named by a variable, or exported. */
function isCalled(f: FileFacts, v: ValueId): boolean {
  return consumersOf(f)
    .of(v)
    .every((c) => {
      if (c.k === 'callee' || c.k === 'def') return true;
      if (c.k === 'store') return isExports(f, c.o);
      return c.k === 'value' && f.values[c.v]!.k === 'obj' && isExported(f, c.v);
    });
}

/** `module.exports = { start }` */
const isExported = (f: FileFacts, v: ValueId): boolean => {
  const uses = consumersOf(f).of(v);
  return uses.length > 0 && uses.every((c) => c.k === 'store' && isExports(f, c.o));
};

const isExports = (f: FileFacts, o: ValueId): boolean => f.values[o]!.k === 'exports' || f.values[o]!.k === 'module';

/** Whether a variable holds all that a file exports. */
function isWhole(pt: Points, home: number, file: number, b: number): boolean {
  const isIt = (o: ObjectId): boolean => {
    const { k, file: of } = pt.h.objects[o]!;
    return (k === 'mod' || k === 'exp') && of === home;
  };
  return setOf(pt.h, pt.bindingNode(bindingGid(pt.p, file, b))).some(isIt);
}

/** Whether nothing becomes of a namespace but that a part of it is asked for by its name. */
function isAsked(f: FileFacts, v: ValueId): boolean {
  return consumersOf(f)
    .of(v)
    .every((c) => c.k === 'def' || c.k === 'recv' || (c.k === 'value' && f.values[c.v]!.k === 'prop'));
}

/** Whether a function is what a variable of its file or an export of it means, and no property of some object. */
function hasName({ p }: Points, file: number, fn: FunctionId): boolean {
  const f = p.files[file]!;
  const isIt = isFn(f, fn);
  if (f.bindings.some((b) => b.kind !== 'param' && b.defs.some(isIt))) return true;
  const given = exportOf(p, file, 'default');
  if (given && 'v' in given && given.file === file && isIt(given.v)) return true;
  return f.functions.some(({ events }) =>
    events.some((e) => e.t === 'write' && 'p' in e.to && isIt(e.v) && isExports(f, e.to.o)),
  );
}
