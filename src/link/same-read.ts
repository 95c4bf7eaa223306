import type { FileFacts, ValueId } from '../extract/facts.ts';

/**
 * Whether two expressions of a file read the same variable, or the same property of it, as they are written: `this.server` and
 * `this.server`. What stands there may have been written between the two.
 */
export function isSameRead(f: FileFacts, a: ValueId, b: ValueId): boolean {
  if (a === b) return true;
  const x = f.values[a]!;
  const y = f.values[b]!;
  if (x.k === 'narrow' || x.k === 'as') return isSameRead(f, x.v, b);
  if (y.k === 'narrow' || y.k === 'as') return isSameRead(f, a, y.v);
  if (x.k === 'bind') return y.k === 'bind' && x.b === y.b;
  if (x.k === 'this') return y.k === 'this' && x.f === y.f;
  return x.k === 'prop' && y.k === 'prop' && x.p === y.p && isSameRead(f, x.o, y.o);
}
