import { type BindingId, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import type { Program } from './program.ts';

/** Where one binding is read: the values, and the locals that are nothing but that (`const handler = options.handler`). */
export type Reads = { readonly values: readonly ValueId[]; readonly locals: readonly BindingId[] };

const NONE_READ: Reads = { values: [], locals: [] };

/**
 * What reads each binding of a file, however it is written there: `handler`, `handler as Handler`, `handler ?? options`, a member of it, and
 * locals that hold one of these.
 */
export function readsOfBindings(p: Program): (file: number, b: BindingId) => Reads {
  const known = new Map<number, (b: BindingId) => Reads>();
  return (file, b) => entryOf(known, file, () => readsIn(p, file))(b);
}

function readsIn(p: Program, file: number): (b: BindingId) => Reads {
  const { values, bindings } = p.files[file]!;
  const named = new Map<BindingId, ValueId[]>();
  /** By value: those that are it in another writing. */
  const around = new Map<ValueId, ValueId[]>();
  const heldIn = new Map<ValueId, BindingId[]>();
  values.forEach((x, v) => {
    if (x.k === 'bind') entryOf(named, x.b, () => []).push(v);
    else if (x.k === 'as' || x.k === 'narrow') entryOf(around, x.v, () => []).push(v);
    else if (x.k === 'alt') for (const y of x.of) entryOf(around, y, () => []).push(v);
    else if (x.k === 'prop') entryOf(around, x.o, () => []).push(v);
  });
  bindings.forEach((x, b) => {
    if (!x.imp) for (const v of x.defs) if (v !== NONE) entryOf(heldIn, v, () => []).push(b);
  });
  const found = new Map<BindingId, Reads>();
  const find = (b: BindingId): Reads => {
    if (!named.has(b)) return NONE_READ;
    const [seen, locals] = [new Set<ValueId>(named.get(b)), new Set<BindingId>([b])];
    for (const v of seen) {
      for (const y of around.get(v) ?? []) seen.add(y);
      for (const local of heldIn.get(v) ?? []) {
        locals.add(local);
        for (const y of named.get(local) ?? []) seen.add(y);
      }
    }
    return { values: [...seen], locals: [...locals] };
  };
  return (b) => entryOf(found, b, () => find(b));
}
