import { entryOf } from '../text/entry-of.ts';
import { AFTER, FOR_ONE, type Frame } from './frames.ts';
import type { Heap, ObjectId } from './heap.ts';

/** A step to a function with one of the objects that `this` may be there. */
type Step = { readonly self: ObjectId; readonly among?: readonly ObjectId[] };

/**
 * Where `this` may be an object that is made at start-up, or one of the same class that is made for a request, a connection or a
 * job, what runs after start-up is taken to mean the latter: it is handed about where the former is the exception (a check at
 * start-up, a command). What is not known to have such another object is held back until nothing else is left to spread.
 */
export type Doubtful<S extends Step> = {
  /** The contexts that a step passes on for certain. */
  sure(frame: Frame, edge: S, mask: number): number;
  isWaiting(): boolean;
  /** Steps that were held back, to be passed on in full where there is still no other object. */
  take(): readonly { readonly frame: Frame; readonly edge: S }[];
};

/**
 * `contextsOf` tells when a function is known by now to run, `isApart` whether no process makes both of two objects: then the one is
 * what `this` is in its process, whatever is made in another.
 */
export function doubtful<S extends Step>(
  h: Heap,
  contextsOf: (fn: number) => number,
  isApart: (a: ObjectId, b: ObjectId) => boolean,
): Doubtful<S> {
  let held: { readonly frame: Frame; readonly edge: S }[] = [];
  const waiting = new Set<S>();
  const released = new Set<S>();
  const madeIn = (o: ObjectId): number => {
    const { allocator } = h.objects[o]!;
    return allocator >= 0 ? contextsOf(allocator) : 0;
  };
  // One list serves all objects that a call may mean, and is asked for with each context that comes.
  const known = new Map<readonly ObjectId[], Map<ObjectId, readonly ObjectId[]>>();
  const othersOf = (among: readonly ObjectId[], self: ObjectId): readonly ObjectId[] =>
    entryOf(
      entryOf(known, among, () => new Map<ObjectId, readonly ObjectId[]>()),
      self,
      () => among.filter((o) => o !== self && isAlike(h, o, self) && !isApart(o, self)),
    );
  return {
    sure(frame, edge, mask) {
      const { self, among } = edge;
      if ((mask & AFTER) === 0 || self < 0 || !among || among.length < 2 || madeIn(self) & AFTER) return mask;
      const others = othersOf(among, self);
      if (others.length === 0) return mask;
      if (others.some((o) => madeIn(o) & FOR_ONE)) return mask & ~AFTER;
      if (released.has(edge)) return mask;
      if (!waiting.has(edge)) {
        waiting.add(edge);
        held.push({ frame, edge });
      }
      return mask & ~AFTER;
    },
    isWaiting: () => held.length > 0,
    take() {
      const out = held;
      held = [];
      for (const { edge } of out) {
        waiting.delete(edge);
        released.add(edge);
      }
      return out;
    },
  };
}

/** Whether two objects are of one class, which no container makes. */
export function isAlike(h: Heap, a: ObjectId, b: ObjectId): boolean {
  if (a < 0 || b < 0) return false;
  const x = h.objects[a]!;
  const y = h.objects[b]!;
  return x.k === 'inst' && y.k === 'inst' && x.cls === y.cls && x.ctor === y.ctor && !x.injected && !y.injected;
}
