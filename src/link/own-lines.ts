import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { setOf } from './heap.ts';
import type { Mutation } from './holders.ts';
import { isLogCall } from './log-calls.ts';
import type { Points } from './points.ts';

// A flag that keeps a loop from running twice, which takes one after another out of a line in the memory of this process.

/** Methods that take something out of a list. */
const TAKES: ReadonlySet<string> = new Set(['shift', 'pop', 'splice']);
/** Steps from what a call is given back to what was taken out. */
const MAX_TAKEN = 6;

/**
 * Whether the function that sets a flag takes something out of a list of the program after that, and hands it to all that it then waits for:
 * `busy = true; while (jobs.length > 0) await send(jobs.shift())`. What another process has in its list, this one never sees.
 */
export function drainsOwnLine(pt: Points, m: Mutation): boolean {
  const { f: fn } = pt.p.functions[m.fn]!;
  const f = pt.p.files[m.file]!;
  const waits = fn.events.flatMap((e) => (e.t === 'await' && e.s > m.s ? [e.v] : []));
  return waits.length > 0 && waits.every((v) => isGivenTaken(pt, f, m.file, v));
}

/** Whether what is waited for is a call that is given what was taken out, or a log. */
function isGivenTaken(pt: Points, f: FileFacts, file: number, v: ValueId): boolean {
  const x = f.values[v]!;
  if (x.k !== 'call') return false;
  const { recv, args } = f.calls[x.c]!;
  return isLogCall(pt, file, x.c) || [recv, ...args].some((y) => isTaken(pt, f, file, y, 0));
}

/** Whether a value is what a list of the program gave up, a part of that, or made of one. */
function isTaken(pt: Points, f: FileFacts, file: number, v: ValueId, depth: number): boolean {
  if (v === NONE || depth > MAX_TAKEN) return false;
  const on = (y: ValueId): boolean => isTaken(pt, f, file, y, depth + 1);
  const x = f.values[v]!;
  if (x.k === 'as' || x.k === 'narrow' || x.k === 'elem') return on(x.v);
  if (x.k === 'prop') return on(x.o);
  if (x.k === 'op' || x.k === 'alt') return x.of.some(on);
  if (x.k === 'obj') return [...x.props.map((q) => q[1]), ...x.spreads].some(on);
  if (x.k === 'bind') {
    const b = f.bindings[x.b]!;
    return b.kind !== 'param' && !b.top && b.defs.some(on);
  }
  if (x.k !== 'call') return false;
  const { callee, recv, args } = f.calls[x.c]!;
  const name = f.values[callee]!;
  if (name.k !== 'prop' || recv === NONE) return args.some(on);
  if (!TAKES.has(name.p)) return on(recv) || args.some(on);
  const lists = setOf(pt.h, pt.valueNode(file, recv)).map((o) => pt.h.objects[o]!);
  return lists.length > 0 && lists.every(({ k, type }) => k === 'arr' || (k === 'nat' && type === 'Array'));
}
