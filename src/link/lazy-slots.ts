import { type CallId, NONE, type Place, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import type { Frame } from './frames.ts';
import { type LazyCalls, lazyCalls } from './guards.ts';
import type { HeapObject, ObjectId } from './heap.ts';
import { withNamedSlots } from './named-slots.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';

// What the first caller puts into an empty place, it builds for all that reach the place: for the process where the place lives as long,
// for one connection or one request where the object that has the place was made for that.

/** What is known so far of when code runs. */
export type SlotView = {
  /** Whether a function runs at start-up. */
  readonly atBoot: (fn: number) => boolean;
  /** Whether it runs for single requests, jobs or connections too: each has variables of its own then. Not known while contexts spread. */
  readonly forOne?: (fn: number) => boolean;
  readonly resolveIn: (frame: Frame, file: number, v: ValueId) => readonly ObjectId[];
  /** Whether a call of those that fill an empty place is known to build for the process. */
  readonly buildsForAll: (call: number) => boolean;
};

/** Whether one of the places may live as long as the process. Of what is not made by code that is known, it counts as if. */
export function mayKeepForAll(
  pt: Points,
  view: SlotView,
  frame: Frame,
  file: number,
  places: readonly Place[],
): boolean {
  const { p, h } = pt;
  const isKept = (o: ObjectId): boolean => isOfAll(pt, view, h.objects[o]!);
  return places.some((place) => {
    if ('b' in place) {
      const b = p.files[file]!.bindings[place.b]!;
      if (b.imp !== undefined || b.top || b.f === 0 || b.f === NONE) return true;
      const fn = functionGid(p, file, b.f);
      return view.atBoot(fn) && !view.forOne?.(fn);
    }
    const objects = view.resolveIn(frame, file, place.o);
    if (objects.length === 0 && isBrought(pt, frame, file, place.o)) return false;
    return objects.length === 0 || h.wide.has(pt.valueNode(file, place.o)) || objects.some(isKept);
  });
}

/** Steps from a place back to the parameter that it is a part of. */
const MAX_PARTS = 4;

/**
 * Whether a value is a parameter, or a part of one, of a callback that a library runs: what nothing else is known of comes with each run
 * (`args.slug = args.slug || (await slugOf(args.title))`).
 */
function isBrought(pt: Points, frame: Frame, file: number, v: ValueId, depth = 0): boolean {
  if (!frame.registered || depth > MAX_PARTS) return false;
  const f = pt.p.files[file]!;
  const x = f.values[v]!;
  if (x.k === 'prop') return isBrought(pt, frame, file, x.o, depth + 1);
  if (x.k === 'as') return isBrought(pt, frame, file, x.v, depth + 1);
  if (x.k !== 'bind') return false;
  const b = f.bindings[x.b]!;
  if (b.kind === 'param') return functionGid(pt.p, file, b.f) === frame.fn;
  return b.defs.length === 1 && b.defs[0]! !== NONE && isBrought(pt, frame, file, b.defs[0]!, depth + 1);
}

const FOR_ONE: ReadonlySet<string> = new Set(['request', 'job', 'connection', 'call']);

/** Whether an object may be the one of its kind in the process: all but what requests, connections and the like make or bring. */
export function isOfAll(pt: Points, view: SlotView, x: HeapObject): boolean {
  if (x.k === 'ext') {
    // A part of what a request brings comes with it (`res.locals.draft.answers`); what a call of it gives may be anything.
    for (let at = x, hops = 0; hops < MAX_PARTS * 2; hops++) {
      const from = at.from >= 0 ? pt.h.objects[at.from]! : null;
      if (at.kinds.some((k) => FOR_ONE.has(pt.lib.kinds[k]!.def.lifetime ?? ''))) return false;
      if (!from || from.site !== at.site) break;
      at = from;
    }
  }
  if (x.injected) return x.lifetime === undefined || x.lifetime === 'process';
  if (x.allocator < 0 || view.atBoot(x.allocator)) return true;
  // Of these the site is the call that gives them.
  return (x.k === 'inst' || x.k === 'nat' || x.k === 'ext') && x.site >= 0 && view.buildsForAll(x.site);
}

/** A call that fills an empty place. `alone`: one that is known to be of one object among many. */
export type Filler = { readonly frame: Frame; readonly file: number; readonly id: CallId; readonly alone: boolean };

export type LazyFillers = {
  /** For whom a call builds: for whoever makes it, for all; where that is not known yet, it waits to be taken. */
  readonly builds: (frame: Frame, file: number, id: CallId) => 'as-called' | 'for-all' | 'not-known';
  readonly isWaiting: () => boolean;
  /** Takes those of which it is known by now; when it is of none, all: no start-up makes what has their places. */
  readonly take: () => readonly Filler[];
};

/** Keeps the calls that fill an empty place until it is known for whom, while contexts spread. */
export function lazyFillers(pt: Points, known: Omit<SlotView, 'buildsForAll'>): LazyFillers {
  const { p } = pt;
  const lazy = new Map<number, LazyCalls>();
  const forAll = new Set<number>();
  const view: SlotView = { ...known, buildsForAll: (call) => forAll.has(call) };
  let waiting: Filler[] = [];
  const placesOf = (file: number, id: CallId) =>
    entryOf(lazy, file, () => withNamedSlots(pt, file, lazyCalls(p.files[file]!, 'no-sections'))).get(id);
  const isForAll = ({ frame, file, id }: Filler): boolean => mayKeepForAll(pt, view, frame, file, placesOf(file, id)!);
  return {
    builds(frame, file, id) {
      if (!placesOf(file, id)) return 'as-called';
      const filler = { frame, file, id, alone: false };
      if (!isForAll(filler)) {
        waiting.push(filler);
        return 'not-known';
      }
      forAll.add(callGid(p, file, id));
      return 'for-all';
    },
    isWaiting: () => waiting.length > 0,
    take() {
      const ready = waiting.filter(isForAll);
      const taken = ready.length > 0 ? ready : waiting.map((x) => ({ ...x, alone: true }));
      waiting = ready.length > 0 ? waiting.filter((x) => !ready.includes(x)) : [];
      return taken;
    },
  };
}
