import { type Call, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { setOf } from './heap.ts';
import { isContinuation, isIterator } from './natives.ts';
import { type Points, registrationsOf } from './points.ts';
import { callGid, functionGid } from './program.ts';
import { looksLikeRegistration } from './unknown-calls.ts';

/**
 * What functions do with functions that are handed to them as a parameter: `withLock(name, work)` runs the `work` of this call, and not
 * that of any other, so `work` runs when this caller does. All ids are global.
 */
export type HandedParams = {
  /** The function whose parameter a call runs, or -1. */
  ownerAt(call: number): number;
  /** The function whose parameter a call runs before that function is done, or -1. */
  runAt(call: number): number;
  /** The function whose parameter a call hands, as its argument of that index, to a function that runs it, or -1. */
  passedOn(call: number, argument: number): number;
  /** The function whose parameter a value is, or -1. */
  ownerOf(file: number, v: ValueId): number;
  /** Indexes of the parameters that a function runs before it is done. */
  runs(fn: number): ReadonlySet<number>;
  /** The innermost function around one that has such a parameter, or -1. */
  regionOf(fn: number): number;
  /** Whether a function inside another runs as part of it. */
  isPart(region: number, fn: number): boolean;
  /** Whether a call of `fn` hands it `given`. */
  passes(fn: number, given: number): boolean;
};

const NO_PARAMS: ReadonlySet<number> = new Set();
/** Functions that hand a parameter on to others that do. */
const MAX_HAND_ONS = 3;

/** Reads what each function does with its parameters; made once for a program. */
export function handedParams(pt: Points): HandedParams {
  const { p, h } = pt;
  const ownerOf = (file: number, v: ValueId): number => {
    const x = p.files[file]!.values[v]!;
    const b = x.k === 'bind' ? p.files[file]!.bindings[x.b]! : null;
    return b?.kind === 'param' && b.index !== undefined ? functionGid(p, file, b.f) : -1;
  };
  const indexAt = (file: number, v: ValueId): number => {
    const x = p.files[file]!.values[v]!;
    return x.k === 'bind' ? (p.files[file]!.bindings[x.b]!.index ?? -1) : -1;
  };

  /** Calls of parameters, by the function whose parameter it is. */
  const runsOf = new Map<number, { readonly by: number; readonly index: number }[]>();
  p.calls.forEach(({ file, c }) => {
    if (!c || c.f === NONE || c.kind !== 'call') return;
    const owner = ownerOf(file, c.callee);
    if (owner >= 0)
      entryOf(runsOf, owner, () => []).push({ by: functionGid(p, file, c.f), index: indexAt(file, c.callee) });
  });

  const parts = new Map<number, ReadonlySet<number>>();
  /** Functions written in one that run as part of it: called there, or handed to what calls them at once. */
  const partsOf = (owner: number): ReadonlySet<number> =>
    entryOf(parts, owner, () => {
      const { file } = p.functions[owner]!;
      const f = p.files[file]!;
      const out = new Set<number>([owner]);
      const inside = new Set<number>();
      f.functions.forEach((_, id) => {
        const gid = functionGid(p, file, id);
        if (gid !== owner && isWithin(gid, owner)) inside.add(gid);
      });
      if (inside.size === 0) return out;
      for (let grown = true; grown; ) {
        grown = false;
        f.calls.forEach((c, id) => {
          if (!c || c.f === NONE || !out.has(functionGid(p, file, c.f))) return;
          const gid = callGid(p, file, id);
          const take = (fn: number) => {
            if (!inside.has(fn) || out.has(fn)) return;
            out.add(fn);
            grown = true;
          };
          for (const fn of pt.targets.get(gid) ?? []) take(fn);
          if (c.args.length === 0 || runsLater(gid)) return;
          const callee = f.values[c.callee]!;
          const method = callee.k === 'prop' ? callee.p : null;
          const known = (pt.targets.get(gid)?.size ?? 0) > 0;
          const walks = method !== null && (isIterator(method) || isContinuation(method));
          if (!known && !walks && looksLikeRegistration(p, file, c, method)) return;
          if (known && !walks) return;
          for (const a of c.args)
            for (const o of setOf(h, pt.valueNode(file, a))) if (h.objects[o]!.k === 'fn') take(h.objects[o]!.site);
        });
      }
      return out;
    });
  const isWithin = (fn: number, outer: number): boolean => {
    const { file, id } = p.functions[fn]!;
    if (p.functions[outer]!.file !== file) return false;
    const f = p.files[file]!;
    const end = p.functions[outer]!.id;
    for (let at = id, hops = 0; at > 0 && hops < 40; at = f.functions[at]!.parent, hops++) if (at === end) return true;
    return false;
  };
  const runsLater = (gid: number): boolean =>
    (pt.externals.get(gid) ?? []).some((e) =>
      registrationsOf(pt, gid, e).some((r) => r.row.context !== 'caller' && r.row.context !== 'never'),
    );

  const runs = new Map<number, Set<number>>();
  for (const [owner, list] of runsOf) {
    const own = partsOf(owner);
    for (const { by, index } of list) if (own.has(by)) entryOf(runs, owner, () => new Set()).add(index);
  }
  // A parameter that is handed on to a function that runs it is run, too.
  for (let round = 0; round < MAX_HAND_ONS; round++) {
    let grown = false;
    p.calls.forEach(({ file, c }, gid) => {
      if (!c || c.f === NONE || c.args.length === 0) return;
      for (const fn of pt.targets.get(gid) ?? [])
        for (const i of runs.get(fn) ?? []) {
          const a = c.args[i];
          const owner = a === undefined ? -1 : ownerOf(file, a);
          if (owner < 0 || !partsOf(owner).has(functionGid(p, file, c.f))) continue;
          const set = entryOf(runs, owner, () => new Set<number>());
          const index = indexAt(file, a!);
          if (set.has(index)) continue;
          set.add(index);
          grown = true;
        }
    });
    if (!grown) break;
  }

  const callers = new Map<number, number[]>();
  for (const [call, fns] of pt.targets)
    for (const fn of fns) if (runs.has(fn) || runsOf.has(fn)) entryOf(callers, fn, () => []).push(call);
  const given = new Map<number, ReadonlySet<number>>();
  const givenTo = (fn: number): ReadonlySet<number> =>
    entryOf(given, fn, () => {
      const out = new Set<number>();
      for (const call of callers.get(fn) ?? []) {
        const { file, c } = p.calls[call]!;
        for (const a of c.args)
          for (const o of setOf(h, pt.valueNode(file, a))) if (h.objects[o]!.k === 'fn') out.add(h.objects[o]!.site);
      }
      return out;
    });

  const regions = new Map<number, number>();
  const ownerAt = (call: number): number => {
    const { file, c } = p.calls[call]!;
    return c.kind === 'call' ? ownerOf(file, c.callee) : -1;
  };
  const isPartAt = (owner: number, file: number, c: Call): boolean =>
    owner >= 0 && c.f !== NONE && partsOf(owner).has(functionGid(p, file, c.f));
  return {
    runAt: (call) => {
      const { file, c } = p.calls[call]!;
      const owner = ownerAt(call);
      return isPartAt(owner, file, c) ? owner : -1;
    },
    passedOn: (call, argument) => {
      const { file, c } = p.calls[call]!;
      const a = c.args[argument];
      const owner = a === undefined ? -1 : ownerOf(file, a);
      return isPartAt(owner, file, c) && runs.get(owner)?.has(indexAt(file, a!)) ? owner : -1;
    },
    ownerAt,
    ownerOf,
    runs: (fn) => runs.get(fn) ?? NO_PARAMS,
    regionOf: (fn) =>
      entryOf(regions, fn, () => {
        const { file, f } = p.functions[fn]!;
        for (let at = f.parent, hops = 0; at > 0 && hops < 40; at = p.files[file]!.functions[at]!.parent, hops++) {
          const gid = functionGid(p, file, at);
          if (runs.has(gid)) return gid;
        }
        return -1;
      }),
    isPart: (region, fn) => partsOf(region).has(fn),
    passes: (fn, what) => givenTo(fn).has(what),
  };
}
