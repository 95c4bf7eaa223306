import { isHeardByEach } from '../catalog/shared-buses.ts';
import { type FunctionId, NONE } from '../extract/facts.ts';
import { callersOfFunctions } from './callers.ts';
import { constantText } from './constants.ts';
import { consumersOf } from './consumers.ts';
import { isIterator } from './natives.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';

// What every process hears: a message of a bus that goes to all who listen, so that each tells the clients that are connected to it.

/** Calls up from a function to the listener that it is a part of. */
const MAX_LISTENER_HOPS = 4;

/** Whether a function runs for nothing but messages that every process hears. */
export function isHeardByAll(pt: Points, fn: number, hops = 0): boolean {
  if (hops > MAX_LISTENER_HOPS) return false;
  const { p } = pt;
  const { file, id } = p.functions[fn]!;
  const calls = (callersOfFunctions(pt).get(fn) ?? []).filter((call) => p.calls[call]!.c.f !== NONE);
  const put = placedAt(pt, file, id);
  if (put === 'bus') return calls.length === 0;
  if (put !== null) return isHeardByAll(pt, put, hops + 1);
  return (
    calls.length > 0 &&
    calls.every((call) => isHeardByAll(pt, functionGid(p, p.calls[call]!.file, p.calls[call]!.c.f), hops + 1))
  );
}

/** What a function literal is handed to: a bus, or a method that goes through a list in the function of that id; else null. */
function placedAt(pt: Points, file: number, id: FunctionId): 'bus' | number | null {
  const { p, h } = pt;
  const f = p.files[file]!;
  const arg = consumersOf(f).argumentOf(id);
  if (arg === null) return null;
  const c = f.calls[arg.c]!;
  const callee = f.values[c.callee]!;
  if (callee.k !== 'prop') return null;
  if (isIterator(callee.p)) return functionGid(p, file, c.f);
  const event = c.args[0] === undefined ? null : constantText(p, file, c.args[0]);
  const exts = pt.externals.get(callGid(p, file, arg.c)) ?? [];
  return exts.length > 0 && exts.every((o) => isHeardByEach(h.objects[o]!.pkg, callee.p, event)) ? 'bus' : null;
}
