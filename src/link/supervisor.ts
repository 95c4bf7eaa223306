import { NONE } from '../extract/facts.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { constantText } from './constants.ts';
import { AFTER, type Contexts, Ctx } from './contexts.ts';
import { type HeapObject, type ObjectId, setOf, stepsOf } from './heap.ts';
import { heardEvents } from './heard-events.ts';
import type { Mutation } from './holders.ts';
import { isAskedFor } from './looked-up.ts';
import type { Points } from './points.ts';

// What a process keeps about the processes and threads that it started itself, or was told by the one that started it.

/** Packages whose objects stand for own processes and threads. */
export const OWN_PROCESSES: ReadonlySet<string> = new Set([
  'node:worker_threads',
  'node:child_process',
  'node:cluster',
]);
/** Methods of `process` that take a handler. */
const LISTENS = /^(?:\.default)?\.(?:on|once|addListener)$/;

/**
 * Written when an own child or thread speaks or ends, or when the parent speaks, and never by a request: which worker has which
 * number, with what it is started again, on which port it listens. Each process has its own.
 */
export function supervised({ pt, ctx }: JudgeInput, f: Facts): Verdict | null {
  if (f.afterPuts.length === 0) return null;
  const only = (mask: number) => (mask & AFTER & ~(Ctx.event | Ctx.timer)) === 0;
  if (!f.after.every((m) => only(m.mask))) return null;
  const heard = new Set<string>();
  for (const m of f.after) {
    const from = heardAt(pt, ctx, m.frame);
    if (from === null) return null;
    for (const event of from) heard.add(event);
  }
  if (heard.size === 0) return null;
  const isSlot = f.after.every((m) => m.kind === 'assign');
  // A single place may be read by whoever. A collection is of the supervisor alone, and follows how its workers come and go:
  // what they merely tell each other through it is state of the application.
  if (!isSlot) {
    if (!f.reads.every((r) => only(r.mask))) return null;
    for (const r of f.reads) for (const event of heardAt(pt, ctx, r.frame) ?? []) heard.add(event);
    if (![...heard].some((event) => ENDS.has(event))) return null;
  }
  return verdict('process-upkeep', 'supervised', 'kept about own processes and threads', f.afterPuts[0]!);
}

const ENDS: ReadonlySet<string> = new Set(['exit', 'disconnect', 'close']);

/** Whether after start-up nothing leads to a frame but what own threads and processes say. */
export const isToldByChildren = (pt: Points, ctx: Contexts, frame: number): boolean =>
  (heardEvents(pt, ctx, frame, (call) => isChild(pt, call)) ?? []).length > 0;

/** Whether a call registers a handler with a thread or process that this one started. */
const isChild = (pt: Points, call: number): boolean => {
  const exts = call < 0 ? [] : (pt.externals.get(call) ?? []);
  return exts.length > 0 && exts.every((e) => OWN_PROCESSES.has(pt.h.objects[e]!.pkg));
};

/** Events of own processes whose handlers lead to a frame, timers aside; null where anything else after start-up does. */
const heardAt = (pt: Points, ctx: Contexts, start: number): readonly string[] | null =>
  heardEvents(pt, ctx, start, (call) => isOwnProcess(pt, call));

/** Whether a call registers a handler with an own process or thread, or with the parent's messages. */
function isOwnProcess(pt: Points, call: number): boolean {
  const exts = call < 0 ? [] : (pt.externals.get(call) ?? []);
  const { file, c } = pt.p.calls[call] ?? {};
  const event = c && file !== undefined ? constantText(pt.p, file, c.args[0] ?? NONE) : null;
  const isOfParent = event !== null && FROM_PARENT.has(event);
  return (
    exts.length > 0 &&
    exts.every((e) => {
      const x = pt.h.objects[e]!;
      return OWN_PROCESSES.has(x.pkg) || (isOfParent && listensToProcess(pt, x));
    })
  );
}

/** What the parent says: signals, and errors that nobody caught, come from elsewhere. */
const FROM_PARENT: ReadonlySet<string> = new Set(['message', 'disconnect']);

/** `process.on`, of the global object or of the module that is the same. */
function listensToProcess(pt: Points, x: HeapObject): boolean {
  const steps = stepsOf(pt.h, x);
  const listens = x.pkg === '(global)' && steps.startsWith('.process') ? steps.slice('.process'.length) : steps;
  return (x.pkg === '(global)' || x.pkg === 'node:process') && LISTENS.test(listens);
}

/**
 * Threads and processes that this one started: whoever asks, it is given one of its own. Where clients ask for one by its key, no other
 * process has it.
 */
export function ownWorkers(input: JudgeInput, f: Facts): Verdict | null {
  const { pt } = input;
  if (f.afterPuts.length === 0 || isAskedFor(input, f)) return null;
  if (!f.afterPuts.every((m) => m.kind === 'put' && m.v !== NONE && holdsWorker(pt, m))) return null;
  return verdict('process-upkeep', 'workers', 'threads or processes that this one started', f.afterPuts[0]!);
}

function holdsWorker(pt: Points, m: Mutation): boolean {
  const { h } = pt;
  const isWorker = (o: ObjectId) => {
    const x = h.objects[o]!;
    return x.k === 'ext' && OWN_PROCESSES.has(x.pkg) && (x.type === 'new' || x.type === 'call');
  };
  const objects = setOf(h, pt.valueNode(m.file, m.v));
  return (
    objects.length > 0 &&
    objects.every((o) => {
      if (isWorker(o)) return true;
      const x = h.objects[o]!;
      if (x.k !== 'obj' && x.k !== 'inst') return false;
      const fields = h.fields[o] ?? [];
      for (let i = 1; i < fields.length; i += 2) if (setOf(h, fields[i]!).some(isWorker)) return true;
      return false;
    })
  );
}
