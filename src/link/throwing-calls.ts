import { neverGivesBack } from '../catalog/never-returns.ts';
import { type CallId, NONE } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { setOf } from './heap.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';

/** Functions of the program that a call is followed through. */
const MAX_THROUGH = 3;

/** Whether what stands behind a call never runs: whatever it calls always throws, or ends the process. */
export function neverReturns(pt: Points, file: number, id: CallId, depth = 0): boolean {
  const { p, h } = pt;
  const gid = callGid(p, file, id);
  const targets = [...(pt.targets.get(gid) ?? [])];
  if (targets.length > 0) return depth < MAX_THROUGH && targets.every((fn) => alwaysThrows(pt, fn, depth));
  const externals = pt.externals.get(gid) ?? [];
  if (externals.length > 0 && externals.every((o) => neverGivesBack(h.objects[o]!.pkg, h.objects[o]!.steps)))
    return true;
  // `ctx.throw(409)` of what a library gave to a handler.
  const f = p.files[file]!;
  const c = f.calls[id]!;
  const callee = f.values[c.callee]!;
  if (callee.k !== 'prop' || callee.p !== 'throw' || c.recv === NONE) return false;
  const given = setOf(h, pt.valueNode(file, c.recv));
  return given.length > 0 && given.every((o) => h.objects[o]!.k === 'ext' && h.objects[o]!.type === 'callback');
}

/** What was found of functions, each asked with so many others around it. */
const known = new WeakMap<Points, Map<number, boolean>>();

/** Whether a function throws whatever comes, by a line that no condition stands over. */
function alwaysThrows(pt: Points, fn: number, depth: number): boolean {
  return entryOf(
    entryOf(known, pt, () => new Map<number, boolean>()),
    fn * MAX_THROUGH + depth,
    () => throwsOnEveryWay(pt, fn, depth),
  );
}

function throwsOnEveryWay(pt: Points, fn: number, depth: number): boolean {
  const { file, f } = pt.p.functions[fn]!;
  if (f.async || f.generator) return false;
  const { calls, values } = pt.p.files[file]!;
  // `for (const row of rows) if (row.id === id) return row; throw …`: what a loop, a `switch` or a `try` returns leaves no condition behind it.
  const leaves = (at: number) => f.events.some((e) => e.t === 'return' && e.s < at && !isGiven(e.v, at));
  /** `return refuse(409)`: the call itself. */
  const isGiven = (v: number, at: number): boolean => {
    const x = v === NONE ? null : values[v]!;
    return x?.k === 'call' && calls[x.c]!.s === at;
  };
  return f.events.some((e) => {
    if (e.t === 'throw') return e.guard === NONE && !leaves(e.s);
    if (e.t !== 'call') return false;
    const { guard, s } = calls[e.c]!;
    return guard === NONE && neverReturns(pt, file, e.c, depth + 1) && !leaves(s);
  });
}
