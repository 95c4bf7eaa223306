import { givesData } from '../catalog/whole-data.ts';
import { type Heap, type HeapObject, type ObjectId, stepsOf } from './heap.ts';

// Data that a call gave whole: parsed, read from a file of data, or copied. What is written deep within it changes what keeps it.

/** Methods that give an element of a list itself, and no new list. */
const SAME_ELEMENT = /\.(?:find|findLast|at)\(\)$/;
/** Properties and look-ups between the data and what is written in it. */
const MAX_DATA_STEPS = 8;

/** What an object is a part of, from itself up to the whole data that a call gave: `db.users.find(f)`, `db.users`, `db`. Empty: it is none. */
export function dataPath(h: Heap, o: ObjectId): readonly ObjectId[] {
  const path: ObjectId[] = [];
  let x: HeapObject | undefined = h.objects[o];
  for (let hops = 0; hops < MAX_DATA_STEPS && x?.k === 'ext' && x.kinds.length === 0; hops++) {
    const steps = stepsOf(h, x);
    path.push(x.id);
    if (x.type === 'call' && givesData(x.pkg, steps)) return path;
    if (x.from < 0 || (x.type === 'call' && !SAME_ELEMENT.test(steps))) return [];
    // The method itself is looked up on what it is called on.
    x = h.objects[x.type === 'call' ? h.objects[x.from]!.from : x.from];
  }
  return [];
}
