import { NONE } from '../extract/facts.ts';
import { fieldNodeIfAny, nameId, type ObjectId, setOf } from './heap.ts';
import type { Points } from './points.ts';
import { functionGid } from './program.ts';

/** A function and what it is bound to, or null where its `this` is found otherwise. */
export type Callable = { readonly fn: number; readonly selves: readonly ObjectId[] | null };

/** Arrays in arrays that functions are looked for in. */
const MAX_NESTED = 2;
/** Fields of one object that are looked at. */
const MAX_FIELDS = 32;

/** Functions that stand in values. */
export function callables(pt: Points): {
  readonly functionsAt: (objects: readonly ObjectId[]) => Callable[];
  readonly returnedBy: (fn: number) => Callable[];
  readonly heldBy: (o: ObjectId, depth?: number) => { readonly fn: number; readonly self: ObjectId }[];
} {
  const { p, h } = pt;
  /** Functions among the objects at a node, each once, with what they are bound to: through arrays, and arrays in those. */
  const functionsAt = (objects: readonly ObjectId[]): Callable[] => {
    const out: Callable[] = [];
    const taken = new Set<string>();
    const seen: Set<ObjectId>[] = Array.from({ length: MAX_NESTED }, () => new Set());
    const look = (list: readonly ObjectId[], depth: number): void => {
      for (const o of list) {
        const x = h.objects[o]!;
        if (x.k === 'fn') {
          const key = `${x.site}|${x.bound ?? ''}`;
          if (taken.has(key)) continue;
          taken.add(key);
          out.push({ fn: x.site, selves: x.bound === undefined ? null : setOf(h, x.bound) });
        } else if (depth < MAX_NESTED && (x.k === 'arr' || (x.k === 'nat' && x.type === 'Array'))) {
          if (seen[depth]!.has(o)) continue;
          seen[depth]!.add(o);
          const n = fieldNodeIfAny(h, o, nameId(h, '*'));
          if (n !== undefined) look(setOf(h, n), depth + 1);
        }
      }
    };
    look(objects, 0);
    return out;
  };
  /** Functions that a callback returns, or that stand in the object that it returns. */
  const returnedBy = (fn: number): Callable[] => {
    const back = setOf(h, pt.returnNode(fn));
    const out = functionsAt(back);
    for (const o of back) {
      if (h.objects[o]!.k !== 'obj') continue;
      const fields = h.fields[o] ?? [];
      for (let i = 0; i < fields.length && i < MAX_FIELDS * 2; i += 2)
        out.push(...functionsAt(setOf(h, fields[i + 1]!)));
    }
    return out;
  };
  /** Functions that a literal holds, or one in it: whoever gets it may call them. `self`: the literal, of its methods; else -1. */
  const heldBy = (o: ObjectId, depth = 0): { fn: number; self: ObjectId }[] => {
    const x = h.objects[o]!;
    if (x.k !== 'obj' || x.type === 'rest') return [];
    return (h.fields[o] ?? []).slice(0, MAX_FIELDS * 2).flatMap((node, i) => {
      if (i % 2 === 0) return [];
      return setOf(h, node)
        .slice(0, 8)
        .flatMap((y) => {
          const v = h.objects[y]!;
          if (v.k === 'fn') return [{ fn: v.site, self: p.functions[v.site]!.f.kind === 'method' ? o : -1 }];
          return depth < 1 ? heldBy(y, depth + 1) : [];
        });
    });
  };
  return { functionsAt, returnedBy, heldBy };
}

/** Functions that a call (global id) runs, makes objects by, or is handed. */
export function ledTo(pt: Points, call: number): readonly number[] {
  const { p, h } = pt;
  const { file, c } = p.calls[call]!;
  const out = [...(pt.targets.get(call) ?? [])];
  for (const o of pt.made.get(call) ?? []) {
    const { cls } = h.objects[o]!;
    if (cls < 0) continue;
    const { file: at, c: made } = p.classes[cls]!;
    for (const fn of [made.ctor, made.fieldsF]) if (fn !== NONE) out.push(functionGid(p, at, fn));
  }
  for (const a of c.args)
    for (const o of setOf(h, pt.valueNode(file, a))) if (h.objects[o]!.k === 'fn') out.push(h.objects[o]!.site);
  return out;
}
