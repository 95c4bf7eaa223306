import { collectionOf, isSharedCollection } from '../catalog/collections.ts';
import { NONE } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { type HeapObject, type ObjectId, setOf } from './heap.ts';
import type { Points } from './points.ts';

/** Whether an object is a collection that a package has made itself: all who import the package have the same one. */
export const isShared = (x: HeapObject): boolean => x.k === 'ext' && x.from < 0 && isSharedCollection(x.pkg, x.steps);

/**
 * Which variable of a file stands for its part of a collection that a package has made itself (`import cache from 'memory-cache'`): the
 * one by which the file both fills it and looks things up in it. What each of such files keeps there under keys of its own is a piece of
 * state of its own. Gives the global id of the variable; -1 for other objects, and in files that only fill it or only look.
 */
export const sharedParts = (pt: Points): SharedParts => entryOf(known, pt, () => partsIn(pt));
type SharedParts = (file: number, o: ObjectId) => number;
const known = new WeakMap<Points, SharedParts>();

function partsIn(pt: Points): SharedParts {
  const { p, h } = pt;
  const shared = new Set<ObjectId>();
  for (const x of h.objects) if (isShared(x)) shared.add(x.id);
  if (shared.size === 0) return () => -1;
  const found = new Map<number, Map<ObjectId, number>>();
  const partsOf = (file: number): Map<ObjectId, number> => {
    const { bindings, calls, values } = p.files[file]!;
    const out = new Map<ObjectId, number>();
    bindings.forEach((b, id) => {
      if (!b.top) return;
      const gid = p.bindingBase[file]! + id;
      const object = setOf(h, pt.bindingNode(gid)).find((o) => shared.has(o));
      if (object === undefined) return;
      const lib = collectionOf(h.objects[object]!.pkg)!;
      let [fills, looks] = [false, false];
      for (const c of calls) {
        const on = c && c.recv !== NONE ? values[c.recv]! : null;
        const callee = c && values[c.callee]!;
        if (on?.k !== 'bind' || on.b !== id || callee?.k !== 'prop') continue;
        if (lib.puts.includes(callee.p)) fills = true;
        else if (!lib.removes.includes(callee.p)) looks = true;
      }
      if (fills && looks) out.set(object, gid);
    });
    return out;
  };
  return (file, o) => (shared.has(o) ? (entryOf(found, file, () => partsOf(file)).get(o) ?? -1) : -1);
}
