import { NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { addEdge, addObject, fieldNode, listen, type NodeId, nameId, newNode, On, replay, setOf } from './heap.ts';
import type { Points, PointsInternal } from './points.ts';
import { functionGid, type Program } from './program.ts';

// Decorators of the program's own that put another function in place of the method that they stand over: whoever calls the method runs
// that function. Either they write it into the descriptor that they are handed (`descriptor.value = function …`), or they give it back.

/** Methods of functions by which these are called. */
const APPLIES: ReadonlySet<string> = new Set(['call', 'apply', 'bind']);

/** A method under decorators: the nodes that hold what these are, and what they put in its place. */
type Decorated = { readonly fn: number; readonly decos: readonly NodeId[]; readonly placed: NodeId };

const tables = new WeakMap<Points, Decorated[]>();
const seenBy = new WeakMap<Points, Set<string>>();

/** Takes note of the decorated methods of what is loaded. */
export function takeDecorated(pt: Points, loaded: ReadonlySet<number>): void {
  const { p, h } = pt;
  const all = entryOf(tables, pt, () => []);
  p.files.forEach((f, file) => {
    if (!loaded.has(file)) return;
    for (const { members } of f.classes)
      for (const m of members) {
        if (m.kind !== 'method' || m.f === NONE || m.decos.length === 0) continue;
        const decos = m.decos.map((d) => pt.valueNode(file, d));
        all.push({ fn: functionGid(p, file, m.f), decos, placed: newNode(h) });
      }
  });
}

/** Hands the methods to the decorators that are known by now, and follows what these put in their place. */
export function settleDecorated(pt: Points): void {
  const { p, h } = pt;
  const seen = entryOf(seenBy, pt, () => new Set<string>());
  const { parameterNode, fresh } = (pt as PointsInternal).internal;
  for (const { fn, decos, placed } of tables.get(pt) ?? [])
    for (const o of decos.flatMap((n) => setOf(h, n).slice())) {
      const { k, site } = h.objects[o]!;
      if (k !== 'fn' || seen.has(`${fn}|${site}`)) continue;
      seen.add(`${fn}|${site}`);
      const { params } = p.functions[site]!.f;
      const given = pt.returnNode(site);
      const method = pt.fnObject(fn);
      if (params.length >= 3) {
        const descriptor = fresh(`descriptor|${fn}`, { k: 'nat', type: 'Descriptor', file: p.functions[fn]!.file });
        const value = fieldNode(h, descriptor, nameId(h, 'value'));
        addObject(h, value, method);
        addEdge(h, value, placed);
        addObject(h, parameterNode(site, 2)!, descriptor);
      } else if (runsFirst(p, site)) addObject(h, parameterNode(site, 0)!, method);
      addEdge(h, given, placed);
      listen(h, given, On.Load, nameId(h, 'value'), placed);
      replay(h, given);
    }
  for (const { fn, placed } of tables.get(pt) ?? [])
    for (const w of wrappersAt(pt, fn, placed))
      if (p.functions[w]!.f.kind !== 'arrow') addEdge(h, pt.thisNode(fn), pt.thisNode(w));
}

/** Whether a decorator calls what it gets first: then that is the method, and no class or prototype. */
function runsFirst(p: Program, fn: number): boolean {
  const { file, f } = p.functions[fn]!;
  const own = p.files[file]!;
  const isFirst = (v: ValueId): boolean => {
    const x = v === NONE ? null : own.values[v]!;
    return x?.k === 'bind' && x.b === f.params[0];
  };
  return own.calls.some((c) => {
    const callee = c && c.callee !== NONE ? own.values[c.callee]! : null;
    return isFirst(c?.callee ?? NONE) || (callee?.k === 'prop' && APPLIES.has(callee.p) && isFirst(c!.recv));
  });
}

const wrappersAt = ({ h }: Points, fn: number, placed: NodeId): readonly number[] =>
  setOf(h, placed).flatMap((o) => (h.objects[o]!.k === 'fn' && h.objects[o]!.site !== fn ? [h.objects[o]!.site] : []));

/** Method → the functions that decorators of the program put in its place. Asked when all is solved. */
export function wrappedMethods(pt: Points): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, readonly number[]>();
  for (const { fn, placed } of tables.get(pt) ?? []) {
    const by = wrappersAt(pt, fn, placed);
    if (by.length > 0) found.set(fn, by);
  }
  return found;
}

/** The decorators themselves (functions, global ids) that are seen to stand over methods: they run where the class is made. */
export function decoratorsRun(pt: Points): ReadonlySet<number> {
  const { h } = pt;
  const found = new Set<number>();
  for (const { decos } of tables.get(pt) ?? [])
    for (const o of decos.flatMap((n) => setOf(h, n))) if (h.objects[o]!.k === 'fn') found.add(h.objects[o]!.site);
  return found;
}
