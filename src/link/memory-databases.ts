import { memoryDatabases } from '../catalog/memory-databases.ts';
import { NONE } from '../extract/facts.ts';
import type { HeapObject, ObjectId } from './heap.ts';
import type { Points } from './points.ts';

/**
 * Whether all libraries' databases whose methods these are were made with no file to lie in: what is done with them is done in the memory
 * of this process. What is known by its declared type alone is one of those that were made.
 */
export function liesInMemory(pt: Points, methods: readonly ObjectId[]): boolean {
  let known = false;
  for (const o of methods) {
    const made = makerOf(pt, o);
    if (made?.type === 'typed') continue;
    if (!made || !hasNoFile(pt, made)) return false;
    known = true;
  }
  return known;
}

/** What a method was taken from: an object that was made, or is known by its type. */
function makerOf({ h }: Points, method: ObjectId): HeapObject | null {
  let x = h.objects[method]!;
  for (let hops = 0; hops < MAX_STEPS && x.from >= 0; hops++) {
    x = h.objects[x.from]!;
    if (x.type === 'new' || x.type === 'typed') return x;
  }
  return null;
}
/** Names between a database and its method. */
const MAX_STEPS = 3;

function hasNoFile({ p }: Points, made: HeapObject): boolean {
  const row = made.type === 'new' && made.site >= 0 ? memoryDatabases.find((x) => x.packages.includes(made.pkg)) : null;
  if (!row) return false;
  const { file, c } = p.calls[made.site]!;
  if (c.spreadFrom !== NONE) return false;
  const options = c.args[row.argument];
  const x = options === undefined ? null : p.files[file]!.values[options]!;
  if (x === null || x.k === 'undef') return true;
  return (
    x.k === 'obj' && x.spreads.length === 0 && x.computed.length === 0 && !x.props.some(([name]) => name === row.option)
  );
}
