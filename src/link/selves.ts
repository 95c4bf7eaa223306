import { NONE } from '../extract/facts.ts';
import type { Frame } from './frames.ts';
import { fieldNodeIfAny, nameId, type ObjectId, setOf } from './heap.ts';
import type { Points } from './points.ts';

const MAX_SELVES = 8;

/** Objects that `this` may be where a function runs; -1 stands for those that are not told apart. */
export type Selves = {
  /** When `fn` runs, called from `frame` (null: from outside) with a receiver, by a method's name where there is one. */
  readonly of: (
    frame: Frame | null,
    fn: number,
    recv: readonly ObjectId[] | null,
    method: string | null,
  ) => readonly ObjectId[];
  /** Of a bound function; where it is bound to the `this` of the code that registers it, that object alone. */
  readonly bound: (frame: Frame, fn: number, selves: readonly ObjectId[]) => readonly ObjectId[];
  /** What a list that was cut short was before; any other as it is. */
  readonly whole: (list: readonly ObjectId[]) => readonly ObjectId[];
};

/** `homeOf`: the function (global id) whose `this` a function means. */
export function makeSelves(pt: Points, homeOf: (fn: number) => number): Selves {
  const { p, h } = pt;
  const uncut = new WeakMap<readonly ObjectId[], readonly ObjectId[]>();
  const limited = (list: readonly ObjectId[]): readonly ObjectId[] => {
    if (list.length === 0) return [-1];
    if (list.length <= MAX_SELVES) return list;
    const few = [...list.slice(0, MAX_SELVES), -1];
    uncut.set(few, list);
    return few;
  };
  /** Whether an object has a function as its method, as far as is known. */
  const fits = (fn: number, o: ObjectId, method: string | null): boolean => {
    const x = h.objects[o]!;
    if (x.k === 'ext' || x.k === 'arr' || x.k === 'nat') return false;
    if (p.functions[fn]!.f.cls === NONE) {
      if (method === null || x.k !== 'inst' || x.ctor < 0) return true;
      const own = functionsNamed(pt, o, method);
      // What a constructor's objects do have, its prototype tells; where it tells nothing, they may have been given anything.
      return own.length === 0 ? pt.prototypeOf(x.ctor) === undefined : own.includes(fn);
    }
    if (!pt.fitsMethod(fn, o)) return false;
    const m = method !== null && x.k === 'inst' ? pt.member(x.cls, method, false) : null;
    return m?.kind !== 'method' || m.fn === fn;
  };
  const of: Selves['of'] = (frame, fn, recv, method) => {
    const owner = homeOf(fn);
    if (!pt.usesThis(owner)) return [-1];
    if (owner !== fn) {
      if (frame && homeOf(frame.fn) === owner) return [frame.self];
      if (p.functions[owner]!.f.kind === 'fields' && recv) {
        const own = recv.filter((o) => h.objects[o]!.k === 'inst');
        if (own.length > 0) return own.slice(0, MAX_SELVES);
      }
      return limited(setOf(h, pt.thisNode(owner)));
    }
    if (recv) {
      const fit = recv.filter((o) => fits(fn, o, method));
      if (fit.length > 0) return limited(fit);
    }
    return limited(setOf(h, pt.thisNode(owner)));
  };
  return {
    of,
    bound(frame, fn, selves) {
      const owner = homeOf(fn);
      if (!pt.usesThis(owner)) return [-1];
      // What such a function is bound to is not what it means.
      if (owner !== fn && p.functions[fn]!.f.kind !== 'arrow') return of(frame, fn, null, null);
      const fit = p.functions[fn]!.f.cls === NONE ? selves : selves.filter((o) => pt.fitsMethod(fn, o));
      if (frame.self >= 0 && fit.includes(frame.self)) return [frame.self];
      return fit.length > 0 ? limited(fit) : limited(setOf(h, pt.thisNode(owner)));
    },
    whole: (list) => uncut.get(list) ?? list,
  };
}

/** What stands under a name on an object itself, or on the prototype of the function that made it. */
export function fieldsNamed(pt: Points, o: ObjectId, name: string): readonly ObjectId[] {
  const { h } = pt;
  const id = nameId(h, name);
  const { ctor } = h.objects[o]!;
  const own = standingAt(pt, o, id);
  const proto = ctor >= 0 ? pt.prototypeOf(ctor) : undefined;
  const made = proto === undefined ? NOTHING : standingAt(pt, proto, id);
  // Mostly one of them has all, and that is no list to be copied.
  return made.length === 0 ? own : own.length === 0 ? made : [...new Set([...own, ...made])];
}

const NOTHING: readonly ObjectId[] = [];
function standingAt({ h }: Points, o: ObjectId, name: number): readonly ObjectId[] {
  const n = fieldNodeIfAny(h, o, name);
  return n === undefined ? NOTHING : setOf(h, n);
}

/** The functions (global ids) that stand there. */
export const functionsNamed = (pt: Points, o: ObjectId, name: string): readonly number[] =>
  fieldsNamed(pt, o, name).flatMap((y) => (pt.h.objects[y]!.k === 'fn' ? [pt.h.objects[y]!.site] : []));
