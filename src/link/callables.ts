import { fieldNodeIfAny, nameId, type ObjectId, setOf } from './heap.ts';
import type { Points } from './points.ts';

/** A function and what it is bound to, or null where its `this` is found otherwise. */
export type Callable = { readonly fn: number; readonly selves: readonly ObjectId[] | null };

/** Functions that stand in values. */
export function callables(pt: Points): {
  readonly functionsAt: (objects: readonly ObjectId[], depth?: number) => Callable[];
  readonly returnedBy: (fn: number) => Callable[];
} {
  const { h } = pt;
  /** Functions among the objects at a node, with what they are bound to: through arrays, and objects whose methods are meant. */
  const functionsAt = (objects: readonly ObjectId[], depth = 0): Callable[] => {
    const out: Callable[] = [];
    for (const o of objects) {
      const x = h.objects[o]!;
      if (x.k === 'fn') out.push({ fn: x.site, selves: x.bound === undefined ? null : setOf(h, x.bound) });
      else if (depth < 2 && (x.k === 'arr' || (x.k === 'nat' && x.type === 'Array'))) {
        const n = fieldNodeIfAny(h, o, nameId(h, '*'));
        if (n !== undefined) out.push(...functionsAt(setOf(h, n), depth + 1));
      }
    }
    return out;
  };
  /** Functions that a callback returns, or that stand in the object that it returns. */
  const returnedBy = (fn: number): Callable[] => {
    const back = setOf(h, pt.returnNode(fn));
    const out = functionsAt(back);
    for (const o of back) {
      if (h.objects[o]!.k !== 'obj') continue;
      const fields = h.fields[o] ?? [];
      for (let i = 0; i < fields.length && i < 64; i += 2) out.push(...functionsAt(setOf(h, fields[i + 1]!)));
    }
    return out;
  };
  return { functionsAt, returnedBy };
}
