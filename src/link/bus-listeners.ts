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

/**
 * Where listeners of such messages are put, by package: methods, and the events that `on` has for them. Queues, which give a message to
 * one process alone, are none of them.
 * Source: redis 5 docs/pub-sub.md; ioredis 5 README "Pub/Sub"; mqtt 5 README "Event 'message'"; pg 8 docs "client.on('notification')".
 */
const BUSES: readonly { readonly packages: RegExp; readonly methods: RegExp; readonly events: RegExp }[] = [
  {
    packages: /^(?:redis|ioredis|@redis\/client|iovalkey)$/,
    methods: /^[psPS]?[sS]ubscribe$/,
    events: /^[ps]?message(?:Buffer|_buffer)?$/,
  },
  { packages: /^(?:mqtt|async-mqtt)$/, methods: /^$/, events: /^message$/ },
  { packages: /^(?:pg|pg-listen)$/, methods: /^$/, events: /^notification$/ },
];

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
  const isBus = (pkg: string): boolean =>
    BUSES.some(
      (bus) =>
        bus.packages.test(pkg) &&
        (bus.methods.test(callee.p) ||
          (/^(?:on|addListener)$/.test(callee.p) && event !== null && bus.events.test(event))),
    );
  const exts = pt.externals.get(callGid(p, file, arg.c)) ?? [];
  return exts.length > 0 && exts.every((o) => isBus(h.objects[o]!.pkg)) ? 'bus' : null;
}
