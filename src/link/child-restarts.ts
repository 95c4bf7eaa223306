import { type CallId, NONE, type ValueId } from '../extract/facts.ts';
import { constantText } from './constants.ts';
import { consumersOf } from './consumers.ts';
import type { Leaf } from './effects.ts';
import { endsByItself } from './ending.ts';
import { setOf } from './heap.ts';
import { Does, OUTSIDE } from './library-effects.ts';
import type { Points } from './points.ts';
import { functionGid } from './program.ts';
import { filesStarted } from './spawned.ts';
import { OWN_PROCESSES } from './supervisor.ts';
import type { Timer } from './timers.ts';

// Children that a process keeps running: one that has ended is started again, a little later.

/** Delay in milliseconds up to which a child is started again: what waits for longer is work that comes round. */
const SOON = 15_000;
/** Functions up from where a timer is armed in which the handler is looked for. */
const MAX_UP = 8;
const LISTENS: ReadonlySet<string> = new Set(['on', 'once', 'addListener']);
const ENDS: ReadonlySet<string> = new Set(['exit', 'close']);

/**
 * Whether a timer is armed where an own child has ended, and does nothing outside but to start it anew: a child that is there to stay,
 * because the process holds on to it, or because it is a part of the program that does not end by itself. A command that does its work
 * and is run again later is a job.
 */
export function restartsChild(pt: Points, t: Timer, acts: readonly Leaf[]): boolean {
  if (t.kind !== 'timeout' || t.call === NONE || t.delay === null || t.delay > SOON) return false;
  const ended = childEnded(pt, t);
  if (ended === null) return false;
  return acts.every((leaf) => {
    if ((leaf.does & OUTSIDE) !== Does.exec) return false;
    const f = pt.p.files[leaf.file]!;
    if (leaf.file !== t.file || !isGivenBy(pt, leaf.file, ended, leaf.call, 0)) return false;
    const started = filesStarted(pt.p, leaf.file, f.calls[leaf.call]!);
    const isPart = started.length > 0 && started.every((file) => !endsByItself(pt.p, file));
    return isPart || isKept(pt, leaf);
  });
}

/** The child whose end is heard where the timer is armed; null where nothing of the kind is. */
function childEnded({ p, h, valueNode }: Points, t: Timer): ValueId | null {
  const f = p.files[t.file]!;
  let at = f.calls[t.call]!.f;
  for (let hops = 0; at > 0 && hops < MAX_UP; at = f.functions[at]!.parent, hops++) {
    const arg = consumersOf(f).argumentOf(at);
    const c = arg?.i === 1 ? f.calls[arg.c]! : null;
    const callee = c ? f.values[c.callee]! : null;
    if (!c || callee?.k !== 'prop' || !LISTENS.has(callee.p) || !ENDS.has(constantText(p, t.file, c.args[0]!) ?? ''))
      continue;
    const children = setOf(h, valueNode(t.file, c.recv));
    return children.length > 0 && children.every((o) => OWN_PROCESSES.has(h.objects[o]!.pkg)) ? c.recv : null;
  }
  return null;
}

/** Whether a value is what a call gives, in a variable or a field that is given that. */
function isGivenBy(pt: Points, file: number, v: ValueId, call: CallId, depth: number): boolean {
  const f = pt.p.files[file]!;
  const x = f.values[v]!;
  if (depth > 3) return false;
  if (x.k === 'call') return x.c === call || isChained(pt, file, x.c, call, depth);
  if (x.k === 'as') return isGivenBy(pt, file, x.v, call, depth + 1);
  if (x.k === 'bind') return f.bindings[x.b]!.defs.some((d) => isGivenBy(pt, file, d, call, depth + 1));
  if (x.k !== 'prop') return false;
  return f.functions.some((fn) =>
    fn.events.some(
      (e) => e.t === 'write' && 'p' in e.to && e.to.p === x.p && isGivenBy(pt, file, e.v, call, depth + 1),
    ),
  );
}

/** `spawn(…).on('error', report)` gives the child again. */
function isChained(pt: Points, file: number, of: CallId, call: CallId, depth: number): boolean {
  const f = pt.p.files[file]!;
  const callee = f.values[f.calls[of]!.callee]!;
  return callee.k === 'prop' && LISTENS.has(callee.p) && isGivenBy(pt, file, f.calls[of]!.recv, call, depth + 1);
}

/** Whether a child is put where other functions find it: into a variable around the function that starts it, or a field. */
function isKept(pt: Points, leaf: Leaf): boolean {
  const f = pt.p.files[leaf.file]!;
  const { f: inner } = f.calls[leaf.call]!;
  const isOuter = (b: number): boolean => f.bindings[b]!.f !== inner;
  return pt.p.functions[functionGid(pt.p, leaf.file, inner)]!.f.events.some((e) => {
    if (e.t !== 'write' || !isGivenBy(pt, leaf.file, e.v, leaf.call, 0)) return false;
    return 'b' in e.to ? isOuter(e.to.b) : 'p' in e.to;
  });
}
