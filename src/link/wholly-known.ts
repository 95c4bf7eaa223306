import { NONE, type ValueId } from '../extract/facts.ts';
import { type ObjectId, setOf } from './heap.ts';
import type { Points } from './points.ts';

/** Alternatives and variables that are looked at. */
const MAX_VALUES = 24;

/**
 * All objects that a value may be; null where one of its alternatives (`lookUp(req) || main`) is none that is known: what the others are
 * says nothing of that one.
 */
export function allObjects(pt: Points, file: number, v: ValueId): readonly ObjectId[] | null {
  return isKnown(pt, file, v, new Set()) ? setOf(pt.h, pt.valueNode(file, v)) : null;
}

function isKnown(pt: Points, file: number, v: ValueId, seen: Set<ValueId>): boolean {
  if (seen.has(v)) return true;
  seen.add(v);
  if (v === NONE || seen.size > MAX_VALUES) return false;
  const { values, bindings } = pt.p.files[file]!;
  const x = values[v]!;
  const node = pt.valueNode(file, v);
  if (x.k === 'undef' || (x.k === 'lit' && x.v === null)) return true;
  if (x.k === 'alt') return (x.op === '&&' ? x.of.slice(-1) : x.of).every((one) => isKnown(pt, file, one, seen));
  if (x.k === 'as' || x.k === 'await') return isKnown(pt, file, x.v, seen);
  if (pt.h.wide.has(node) || setOf(pt.h, node).length === 0) return false;
  const b = x.k === 'bind' ? bindings[x.b]! : null;
  return b === null || b.kind === 'param' || b.top || b.defs.every((d) => isKnown(pt, file, d, seen));
}
