import { NONE } from '../extract/facts.ts';
import { doubtful as doubtfulObjects } from './doubtful.ts';
import { AFTER, Ctx, type Frame } from './frames.ts';
import type { ObjectId } from './heap.ts';
import type { Points } from './points.ts';
import { functionGid } from './program.ts';

/** Calls between the function that opens the port and one that does little else than start the server. */
const MAX_STARTERS_UP = 4;
/** Packages whose listeners a program may open one by one, for each client. */
const PLAIN_SOCKETS = /^(?:node:)?(?:net|dgram|tls)$/;

/** A step to a function, with the objects that `this` may be there. */
type Step = { readonly fn: number; readonly self: ObjectId; readonly among?: readonly ObjectId[] };
type Held<S> = ReturnType<typeof doubtfulObjects<S & Step>>;

/**
 * Steps that are held back until nothing else is left to spread: those to objects that are in doubt, and those by which the server is
 * started again. A function that opens the port, and runs at start-up, is start-up also where a handler or a timer calls it (a restart by
 * the administrator, after new settings): the server that it opens takes the place of the one before, and what it makes lives as long.
 *
 * `contextsOf` tells when a function is known by now to run, `isApart` whether no process makes both of two objects.
 */
export function heldBack<S extends Step>(
  pt: Points,
  contextsOf: (fn: number) => number,
  isApart: (a: ObjectId, b: ObjectId) => boolean,
): Held<S> {
  const doubt = doubtfulObjects<S>(pt.h, contextsOf, isApart);
  const starters = startersOf(pt);
  let held: { readonly frame: Frame; readonly edge: S }[] = [];
  const known = new Set<S>();
  return {
    sure(frame, edge, mask) {
      const sure = doubt.sure(frame, edge, mask);
      if ((sure & AFTER) === 0 || !starters.has(edge.fn)) return sure;
      if (contextsOf(edge.fn) & Ctx.boot) return sure & ~AFTER;
      // Asked again when all else is spread: by then it is known whether start-up runs it.
      if (known.has(edge)) return sure;
      known.add(edge);
      held.push({ frame, edge });
      return sure & ~AFTER;
    },
    isWaiting: () => held.length > 0 || doubt.isWaiting(),
    take() {
      const out = [...held, ...doubt.take()];
      held = [];
      return out;
    },
  };
}

/** Functions in which the program opens its port, and those that call one whatever the circumstances. */
function startersOf(pt: Points): ReadonlySet<number> {
  const { p, h } = pt;
  const out = new Set<number>();
  for (const [gid, externals] of pt.externals) {
    const { file, c } = p.calls[gid]!;
    const callee = c.callee === NONE ? null : p.files[file]!.values[c.callee]!;
    if (callee?.k !== 'prop' || callee.p !== 'listen' || c.kind !== 'call' || (pt.targets.get(gid)?.size ?? 0) > 0)
      continue;
    if (externals.length === 0 || externals.some((o) => PLAIN_SOCKETS.test(h.objects[o]!.pkg))) continue;
    for (let f = c.f, hops = 0; f > 0 && hops < 16; f = p.files[file]!.functions[f]!.parent, hops++)
      out.add(functionGid(p, file, f));
  }
  if (out.size === 0) return out;
  for (let up = 0, last: ReadonlySet<number> = out; up < MAX_STARTERS_UP && last.size > 0; up++) {
    const next = new Set<number>();
    for (const [gid, fns] of pt.targets) {
      const { file, c } = p.calls[gid]!;
      if (c.f <= 0 || c.kind !== 'call' || fns.size !== 1 || !last.has([...fns][0]!)) continue;
      const caller = functionGid(p, file, c.f);
      if (!out.has(caller) && isUnconditional(pt, file, c.guard)) next.add(caller);
    }
    for (const fn of next) out.add(fn);
    last = next;
  }
  return out;
}

function isUnconditional(pt: Points, file: number, guard: number): boolean {
  const { guards } = pt.p.files[file]!;
  for (let g = guard; g !== NONE; g = guards[g]!.up) if (guards[g]!.kind !== 'try') return false;
  return true;
}
