import type { Heap, ObjectId } from './heap.ts';

/** A class of a library that a function of the program takes over from, as in `extends`. */
export type LibraryBase = { readonly pkg: string; readonly steps: string };

/** The prototype of a library's class (`EventEmitter.prototype`), or an object of it that serves as one (`Sub.prototype = new EventEmitter()`). */
function baseOf(h: Heap, o: ObjectId): LibraryBase | null {
  const x = h.objects[o]!;
  if (x.k !== 'ext' || x.pkg === '(global)') return null;
  if (x.type === 'new' && !/[@()]/.test(x.steps)) return { pkg: x.pkg, steps: x.steps.slice('new '.length) };
  if (!x.steps.endsWith('.prototype')) return null;
  const outer = x.from < 0 ? undefined : h.objects[x.from];
  const steps = x.steps.startsWith('@') ? (outer?.steps ?? '@') + x.steps.slice(1) : x.steps;
  // What stands on something made, or comes of a call, is the prototype of no class.
  return /[@()[\] ]/.test(steps) ? null : { pkg: x.pkg, steps: steps.slice(0, -'.prototype'.length) };
}

/**
 * Prototypes of the program's functions that take over those of libraries' classes: `util.inherits(Sub, EventEmitter)`,
 * `Sub.prototype = Object.create(EventEmitter.prototype)`, and through other functions of the program what those took over.
 */
export function prototypeBases(
  h: Heap,
  prototypeOf: (ctor: number) => ObjectId | undefined,
): ReadonlyMap<ObjectId, LibraryBase> {
  const out = new Map<ObjectId, LibraryBase>();
  /** What is made of a function serves as the prototype of another (`Sub.prototype = new Base()`). */
  const made = new Map<ObjectId, ObjectId[]>();
  h.copies.forEach((_, o) => {
    const { k, ctor } = h.objects[o]!;
    const proto = k === 'inst' && ctor >= 0 ? prototypeOf(ctor) : undefined;
    if (proto !== undefined) made.set(proto, [...(made.get(proto) ?? []), o]);
  });
  h.copies.forEach((_, from) => {
    const base = baseOf(h, from);
    if (base === null) return;
    const seen = new Set<ObjectId>([from]);
    for (const o of seen) for (const to of [...(h.copies[o] ?? []), ...(made.get(o) ?? [])]) seen.add(to);
    for (const o of seen) if (h.objects[o]!.k === 'proto' && h.objects[o]!.cls < 0 && !out.has(o)) out.set(o, base);
  });
  return out;
}
