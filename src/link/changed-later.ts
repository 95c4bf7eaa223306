import { NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { consumersOf } from './consumers.ts';
import { AFTER, type Contexts } from './contexts.ts';
import { type ObjectId, setOf } from './heap.ts';
import { mutatorOf } from './holders.ts';
import { isIterator } from './natives.ts';
import type { Points } from './points.ts';
import { functionGid } from './program.ts';

/** Objects that one write may mean: with more of them, it is not known which. */
const MAX_MEANT = 4;
/** Fields of a record that are looked at. */
const MAX_FIELDS = 32;

const known = new WeakMap<Contexts, ReadonlySet<ObjectId>>();

/** Literals and collections of the program that code writes into while the server runs, other than the function that makes them. */
function changedLater(pt: Points, ctx: Contexts): ReadonlySet<ObjectId> {
  return entryOf(known, ctx, () => {
    const { p, h } = pt;
    const out = new Set<ObjectId>();
    p.functions.forEach(({ file, f }, fn) => {
      if ((ctx.maskOf(fn) & AFTER) === 0) return;
      const facts = p.files[file]!;
      const meant = (v: ValueId): readonly ObjectId[] => {
        const list = v === NONE ? [] : setOf(h, pt.valueNode(file, v));
        return list.length > MAX_MEANT ? [] : list;
      };
      for (const e of f.events) {
        if (e.t === 'write' && !('b' in e.to)) {
          for (const o of meant(e.to.o)) if (isOfOthers(pt, o, fn)) out.add(o);
        } else if (e.t === 'call') {
          const c = facts.calls[e.c]!;
          const callee = facts.values[c.callee]!;
          if (callee.k !== 'prop' || c.recv === NONE) continue;
          for (const o of meant(c.recv))
            if (isOfOthers(pt, o, fn) && mutatorOf(h.objects[o]!, callee.p) === 'put') out.add(o);
        }
      }
    });
    return out;
  });
}

/** Whether an object is a literal or collection that another function makes. */
function isOfOthers(pt: Points, o: ObjectId, fn: number): boolean {
  const x = pt.h.objects[o]!;
  if (x.k !== 'obj' && x.k !== 'arr' && x.k !== 'nat') return false;
  if (x.allocator < 0 || x.allocator === fn || x.allocator === functionGid(pt.p, x.file, 0)) return false;
  return !isRunWithin(pt, fn, x.allocator);
}

/** Callbacks within each other that are climbed out of. */
const MAX_CALLBACKS = 4;

/** Whether a function is written where another one goes through a list, and runs while that does: `names.reduce((all, name) => { all[name] = … }, {})`. */
function isRunWithin({ p }: Points, fn: number, maker: number): boolean {
  let at = fn;
  for (let hops = 0; hops < MAX_CALLBACKS && at !== maker; hops++) {
    const { file, f } = p.functions[at]!;
    const facts = p.files[file]!;
    const given = f.async || f.generator ? null : consumersOf(facts).argumentOf(at - p.functionBase[file]!);
    const callee = given ? facts.values[facts.calls[given.c]!.callee]! : null;
    if (callee?.k !== 'prop' || !isIterator(callee.p) || f.parent < 0) return false;
    at = functionGid(p, file, f.parent);
  }
  return at === maker;
}

/** Records within records that are looked into. */
const MAX_RECORDS = 3;

/** Whether what is put somewhere is a record, or holds one, that is filled or changed by others later: no result of a computation. */
export function isFilledLater(pt: Points, ctx: Contexts, file: number, v: ValueId): boolean {
  if (v === NONE) return false;
  const { h } = pt;
  const changed = changedLater(pt, ctx);
  // Level by level, each object once: the same records are often reached by many ways.
  let level = setOf(h, pt.valueNode(file, v)).filter((o) => h.objects[o]!.k === 'obj');
  const seen = new Set(level);
  for (let depth = 0; level.length > 0; depth++) {
    if (level.some((o) => changed.has(o))) return true;
    if (depth === MAX_RECORDS) break;
    const next: ObjectId[] = [];
    for (const o of level) {
      const fields = h.objects[o]!.k === 'obj' ? (h.fields[o] ?? []) : [];
      for (let i = 1; i < fields.length && i < MAX_FIELDS * 2; i += 2) next.push(...setOf(h, fields[i]!));
    }
    level = [...new Set(next)].filter((o) => !seen.has(o));
    for (const o of level) seen.add(o);
  }
  return false;
}
