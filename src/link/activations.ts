import type { Value } from '../extract/facts.ts';
import type { Contexts, Frame } from './contexts.ts';
import type { Points } from './points.ts';
import { functionGid } from './program.ts';

// Which code runs within one activation of a function: callbacks that are run in place, and functions that only it calls.

/** Functions between a callback and the function in whose activation it runs; more are not followed. */
const MAX_NESTED = 8;

/** Whether a function stands in another, or is it. */
function standsIn(pt: Points, fn: number, owner: number): boolean {
  for (let at = fn, hops = 0; hops < MAX_NESTED; hops++) {
    if (at === owner) return true;
    const { file, f } = pt.p.functions[at]!;
    if (f.parent < 0) return false;
    at = functionGid(pt.p, file, f.parent);
  }
  return false;
}

/** Whether what runs in a frame runs within an activation of a function around it, whenever it runs: nothing keeps it for later. */
export function runsWithin(pt: Points, ctx: Contexts, frame: Frame, owner: number, depth = 0): boolean {
  if (frame.fn === owner) return true;
  if (depth > MAX_NESTED || frame.rooted || !standsIn(pt, frame.fn, owner)) return false;
  for (const r of frame.why.values()) if (r.what !== '' || r.from < 0) return false;
  const from = [...frame.callers, ...frame.registrations].filter((c) => c.frame !== frame.id);
  return from.length > 0 && from.every((c) => runsWithin(pt, ctx, ctx.frames[c.frame]!, owner, depth + 1));
}

/** What a callback of `reduce` starts from, where that is made for it: a literal in the call. */
export function reducedInto(pt: Points, frame: Frame): Value | null {
  if (frame.rooted || frame.callers.length > 0 || frame.registrations.length !== 1) return null;
  const { call } = frame.registrations[0]!;
  if (call < 0) return null;
  const { file, c } = pt.p.calls[call]!;
  const f = pt.p.files[file]!;
  const callee = f.values[c.callee]!;
  if (callee.k !== 'prop' || !/^reduce(Right)?$/.test(callee.p) || c.args[1] === undefined) return null;
  let start = f.values[c.args[1]]!;
  if (start.k === 'as') start = f.values[start.v]!;
  return start.k === 'obj' || start.k === 'arr' ? start : null;
}
