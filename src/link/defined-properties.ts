import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { constantText } from './constants.ts';
import { addEdge, listen, type NodeId, nameId, newNode, type ObjectId, On, replay, setOf } from './heap.ts';
import type { Points } from './points.ts';
import type { Program } from './program.ts';

/** Names that calls of `Object.defineProperty` and `Object.defineProperties` give, in what is loaded. */
export function definedNames(p: Program, loaded: ReadonlySet<number>): ReadonlySet<string> {
  const names = new Set<string>();
  p.files.forEach((f, file) => {
    if (!loaded.has(file)) return;
    for (const c of f.calls) {
      const callee = c && c.callee !== NONE ? f.values[c.callee]! : null;
      if (callee?.k !== 'prop' || c!.args[1] === undefined) continue;
      const second = f.values[c!.args[1]]!;
      const name = callee.p === 'defineProperty' ? constantText(p, file, c!.args[1]) : null;
      if (name !== null) names.add(name);
      if (callee.p === 'defineProperties' && second.k === 'obj') for (const [key] of second.props) names.add(key);
    }
  });
  return names;
}

/** Whether a descriptor says that those find the property who go through all of an object's: without a word they do not. */
export function isEnumerable(f: FileFacts, descriptor: ValueId): boolean {
  const x = f.values[descriptor]!;
  if (x.k !== 'obj') return true;
  const q = x.props.find(([key]) => key === 'enumerable');
  const said = q ? f.values[q[1]]! : null;
  return x.spreads.length > 0 || (said !== null && !(said.k === 'lit' && said.v === false));
}

/** A property that is defined with a getter: where its objects are, its name (null: a computed one), and the getter. */
type Getter = { readonly target: NodeId; readonly name: string | null; readonly get: NodeId; readonly value: NodeId };

const getterTable = new WeakMap<Points, Getter[]>();

/**
 * `Object.defineProperty(target, name, descriptor)`: what the descriptor holds as `value`, and what its `get` gives, stands there under
 * that name (tc39.es/ecma262, sec-object.defineproperty).
 */
export function defineProperty(pt: Points, file: number, target: NodeId, name: string | null, v: ValueId): void {
  const { h } = pt;
  const descriptor = pt.valueNode(file, v);
  const on = isEnumerable(pt.p.files[file]!, v) ? On.Store : On.StoreHidden;
  const value = newNode(h);
  listen(h, descriptor, On.Load, nameId(h, 'value'), value);
  const get = newNode(h);
  listen(h, descriptor, On.Load, nameId(h, 'get'), get);
  replay(h, descriptor);
  if (name !== null) listen(h, target, on, nameId(h, name), value);
  else listen(h, target, on === On.Store ? On.StoreAny : On.StoreMade, value, 1);
  replay(h, target);
  entryOf(getterTable, pt, () => []).push({ target, name, get, value });
}

/** Lets what getters give flow, as far as they are known by now. */
export function settleGetters(pt: Points): void {
  const { h, p } = pt;
  for (const { target, get, value } of getterTable.get(pt) ?? [])
    for (const o of setOf(h, get)) {
      const { k, site } = h.objects[o]!;
      if (k !== 'fn') continue;
      if (p.functions[site]!.f.kind !== 'arrow') addEdge(h, target, pt.thisNode(site));
      addEdge(h, pt.returnNode(site), value);
    }
}

const tables = new WeakMap<Points, ReadonlyMap<ObjectId, readonly { name: string | null; fn: number }[]>>();
/** Whether a getter of that name is defined on any object so. */
export const mayBeGetter = (pt: Points, name: string): boolean =>
  (getterTable.get(pt) ?? []).some((row) => row.name === name || row.name === null);

/** The getters (functions, global ids) that are defined on an object so, by a name. Asked when all is solved. */
export function gettersDefined(pt: Points, o: ObjectId, name: string): readonly number[] {
  const { h } = pt;
  const table = entryOf(tables, pt, () => {
    const made = new Map<ObjectId, { name: string | null; fn: number }[]>();
    for (const row of getterTable.get(pt) ?? [])
      for (const on of setOf(h, row.target))
        for (const g of setOf(h, row.get))
          if (h.objects[g]!.k === 'fn') entryOf(made, on, () => []).push({ name: row.name, fn: h.objects[g]!.site });
    return made;
  });
  return (table.get(o) ?? []).flatMap((x) => (x.name === name || x.name === null ? [x.fn] : []));
}
