import {
  type Event,
  type FileFacts,
  type FunctionId,
  type Guard,
  type GuardId,
  NONE,
  type ValueId,
} from '../extract/facts.ts';
import { ownEntry } from '../text/own-entry.ts';
import { guardChain } from './guards.ts';
import { type ObjectId, setOf, stepsOf } from './heap.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';
import { goesOn, isSwitch, loopAround } from './sleeps.ts';

/** Generators that hand on what another gives. */
const MAX_HANDED_ON = 3;
/** What the language's runtime gives out for as long as the process runs: events, changes of files, beats of a clock. */
const RUNTIME: Readonly<Record<string, RegExp>> = {
  'node:events': /\.on\(\)$/,
  'node:fs/promises': /\.watch\(\)$/,
  'node:fs': /\.promises\.watch\(\)$/,
  'node:timers/promises': /\.setInterval\(\)$/,
  '(global)': /\.(?:events\.on|setInterval)\(\)$/,
  // A socket is gone through message by message, for as long as it is open.
  zeromq: /^new \.(?:Pair|Subscriber|Reply|Request|Dealer|Router|Pull|XPublisher|XSubscriber|Stream)$/,
};
/** What a library gives to whoever subscribes: it ends with the connection, not with what was there. */
const SUBSCRIBED =
  /(?:^|\.)(?:p?subscribe|consume|watch|changes|listen)\(\)$|^new \.\w*(?:Subscriber|Subscription|Consumer)$/;

/**
 * Loops of a function that await one element after the other of what comes without an end (`for await (const job of queue.consume())`).
 * What goes through the lines of a file, the pages of an answer or a stream that is read ends with that.
 */
export function endlessSources(pt: Points, file: number, id: FunctionId, depth = 0): readonly Guard[] {
  const f = pt.p.files[file]!;
  return f.guards.filter(
    (g) =>
      g.awaits !== undefined &&
      isEndless(pt, file, g.awaits, depth) &&
      isIn(f, g, id) &&
      (g.exits ?? []).every((cond) => cond !== NONE && isSwitch(f, id, cond)),
  );
}

/** Whether anything of a function stands in a loop, however deep. */
const isIn = (f: FileFacts, loop: Guard, id: FunctionId): boolean =>
  f.functions[id]!.events.some((e) => [...guardChain(f, guardOf(f, e))].includes(loop));

const guardOf = (f: FileFacts, e: Event): GuardId =>
  e.t === 'call' ? f.calls[e.c]!.guard : 'guard' in e ? e.guard : NONE;

function isEndless(pt: Points, file: number, v: ValueId, depth: number): boolean {
  const { p, h } = pt;
  const f = p.files[file]!;
  if (setOf(h, pt.valueNode(file, v)).some((o) => isSubscribed(pt, o))) return true;
  const x = f.values[v]!;
  if (x.k === 'as' || x.k === 'await') return isEndless(pt, file, x.v, depth);
  if (x.k === 'bind') {
    const b = f.bindings[x.b]!;
    return (
      b.defs.length === 1 && b.kind !== 'param' && depth < MAX_HANDED_ON && isEndless(pt, file, b.defs[0]!, depth + 1)
    );
  }
  if (x.k !== 'call') return false;
  const fns = [...(pt.targets.get(callGid(p, file, x.c)) ?? [])];
  return fns.length > 0 && fns.length <= 2 && fns.every((fn) => goesOnGiving(pt, fn, depth + 1));
}

function isSubscribed(pt: Points, o: ObjectId): boolean {
  const x = pt.h.objects[o]!;
  if (x.k !== 'ext') return false;
  const steps = stepsOf(pt.h, x);
  const runtime = ownEntry(RUNTIME, x.pkg);
  if (runtime !== undefined || x.pkg.startsWith('node:') || x.pkg === '(global)') return runtime?.test(steps) ?? false;
  return SUBSCRIBED.test(steps);
}

/** Whether a generator gives one element after the other in a loop that nothing but a switch ends, or hands on what another such gives. */
function goesOnGiving(pt: Points, fn: number, depth: number): boolean {
  const { file, id, f } = pt.p.functions[fn]!;
  const facts = pt.p.files[file]!;
  if (!f.generator || depth > MAX_HANDED_ON) return false;
  const gives = f.events.flatMap((e) => (e.t === 'yield' ? [e] : []));
  if (gives.length === 0) return false;
  return facts.guards.some(
    (g) =>
      g.kind === 'loop' &&
      isAround(facts, g, id) &&
      ((goesOn(facts, id, g) && isTrue(facts, g)) || isAgain(pt, file, id, g, depth)),
  );
}

/** Whether an event of a function stands in a loop. */
const isAround = (f: FileFacts, loop: Guard, id: FunctionId): boolean =>
  f.functions[id]!.events.some((e) => loopAround(f, guardOf(f, e)) === loop);

function isTrue(f: FileFacts, { cond }: Guard): boolean {
  const x = cond === NONE ? undefined : f.values[cond]!;
  // A switch that others set keeps it going as well as `true` does.
  return x === undefined || x.k !== 'lit' || Boolean(x.v);
}

const isAgain = (pt: Points, file: number, id: FunctionId, loop: Guard, depth: number): boolean =>
  loop.awaits !== undefined && endlessSources(pt, file, id, depth).includes(loop);
