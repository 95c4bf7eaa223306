import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { addEdge, fieldNode, listen, type NodeId, nameId, newNode, On, replay, setOf } from './heap.ts';
import { methodsOf } from './hierarchy.ts';
import type { Points, PointsInternal } from './points.ts';

/** Values that one trap gives back, through variables and alternatives, that are looked through. */
const MAX_RETURNED = 24;

/**
 * `new Proxy(target, handler)` (ECMA-262, Proxy objects): it is its target, and whatever its `get` hands reads on to (`real()[name]`), as
 * registries and clients are that are made when something is first asked of them.
 */
export function proxyCall(
  pt: Points,
  target: NodeId,
  handler: NodeId,
  result: NodeId,
  forEach: (node: NodeId, body: (fn: number) => void) => void,
): void {
  const { h, p } = pt;
  const { star } = (pt as PointsInternal).internal;
  const trap = newNode(h);
  listen(h, handler, On.Load, nameId(h, 'get'), trap);
  replay(h, handler);
  forEach(trap, (fn) => {
    const { file, f } = p.functions[fn]!;
    for (const e of f.events) {
      if (e.t !== 'return' || e.v === NONE) continue;
      const { behind, own } = returnedBy(p.files[file]!, e.v, f.params[1]);
      for (const v of behind) addEdge(h, pt.valueNode(file, v), result);
      const made = newNode(h);
      for (const v of own) addEdge(h, pt.valueNode(file, v), made);
      entryOf(trapped, pt, () => []).push({ target, made });
      // What the trap itself makes of a name stands under any name of the target.
      for (const v of own)
        for (const o of setOf(h, target).slice())
          if (h.objects[o]!.k === 'obj') addEdge(h, pt.valueNode(file, v), fieldNode(h, o, star));
    }
  });
}

/** By proxy: the node of its target, and that of what its `get` makes itself. */
const trapped = new WeakMap<Points, { readonly target: NodeId; readonly made: NodeId }[]>();

/**
 * Method (global id) → the functions that a `get` gives in its place, for objects behind a proxy: those run whenever it is called. Asked
 * when all is solved.
 */
export function proxiedMethods(pt: Points): ReadonlyMap<number, ReadonlySet<number>> {
  const { p, h } = pt;
  const found = new Map<number, Set<number>>();
  for (const { target, made } of trapped.get(pt) ?? []) {
    const fns = setOf(h, made).flatMap((o) => (h.objects[o]!.k === 'fn' ? [h.objects[o]!.site] : []));
    if (fns.length === 0) continue;
    for (const o of setOf(h, target)) {
      const { k, cls } = h.objects[o]!;
      if (k !== 'inst' || cls < 0) continue;
      for (const method of methodsOf(p, pt.parentOf, cls, ''))
        for (const fn of fns) if (fn !== method) entryOf(found, method, () => new Set()).add(fn);
    }
  }
  return found;
}

/**
 * What a `get` gives back: `behind`, the objects of which it reads the property that it was asked for; `own`, whatever else. `name` is its
 * parameter for that property.
 */
function returnedBy(
  f: FileFacts,
  given: ValueId,
  name: number | undefined,
): { readonly behind: ReadonlySet<ValueId>; readonly own: ReadonlySet<ValueId> } {
  const behind = new Set<ValueId>();
  const own = new Set<ValueId>();
  const isName = (v: ValueId | undefined): boolean => {
    const x = v === undefined ? undefined : f.values[v]!;
    if (x?.k === 'as' || x?.k === 'narrow') return isName(x.v);
    return x?.k === 'bind' && x.b === name;
  };
  const seen = new Set<ValueId>([given]);
  for (const v of seen) {
    if (seen.size > MAX_RETURNED) break;
    const x = f.values[v]!;
    if (x.k === 'as' || x.k === 'narrow' || x.k === 'await') seen.add(x.v);
    else if (x.k === 'alt') for (const y of x.of) seen.add(y);
    else if (x.k === 'bind') {
      const b = f.bindings[x.b]!;
      if (b.kind !== 'param' && !b.imp && b.defs.length > 0) for (const y of b.defs) seen.add(y);
      else own.add(v);
    } else if (x.k === 'index' && isName(x.i)) behind.add(x.o);
    else if (x.k === 'call') {
      const { callee, recv, args } = f.calls[x.c]!;
      const called = callee === NONE ? undefined : f.values[callee]!;
      const method = called?.k === 'prop' && recv !== NONE ? called.p : null;
      const on = method === null ? undefined : f.values[recv]!;
      // `value.bind(real)`, `Reflect.get(real, name)`
      if (method === 'bind') seen.add(recv);
      else if (method === 'get' && on?.k === 'global' && on.name === 'Reflect' && isName(args[1])) behind.add(args[0]!);
      else own.add(v);
    } else if (x.k !== 'lit') own.add(v);
  }
  return { behind, own };
}
