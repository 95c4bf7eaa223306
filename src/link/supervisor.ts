import { NONE } from '../extract/facts.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { AFTER, type Contexts, Ctx } from './contexts.ts';
import { type ObjectId, setOf } from './heap.ts';
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
/** Frames on the way back to what registers a handler; more are not followed. */
const MAX_SUPERVISED_FRAMES = 200;

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

/** Events of own processes whose handlers lead to a frame, timers aside; null where anything else after start-up does. */
function heardAt(pt: Points, ctx: Contexts, start: number): readonly string[] | null {
  const seen = new Set([start]);
  const work = [start];
  const out: string[] = [];
  for (let id = work.pop(); id !== undefined; id = work.pop()) {
    const frame = ctx.frames[id]!;
    if (seen.size > MAX_SUPERVISED_FRAMES) return null;
    const before = frame.callers.map((c) => c.frame);
    for (const [bit, why] of frame.why) {
      if ((bit & AFTER) === 0) continue;
      if (why.from < 0) return null;
      if (why.what === '') before.push(why.from);
      else if (bit !== Ctx.timer) {
        if (!isOwnProcess(pt, why.call)) return null;
        const { file, c } = pt.p.calls[why.call]!;
        const name = c.args[0] === undefined ? undefined : pt.p.files[file]!.values[c.args[0]];
        out.push(name?.k === 'lit' ? String(name.v) : '');
      }
    }
    // All ways here count, not only the first of each kind.
    for (const from of before)
      if (ctx.frames[from]!.mask & AFTER && !seen.has(from)) {
        seen.add(from);
        work.push(from);
      }
  }
  return out;
}

/** Whether a call registers a handler with an own process or thread, or with the parent's messages. */
function isOwnProcess(pt: Points, call: number): boolean {
  const exts = call < 0 ? [] : (pt.externals.get(call) ?? []);
  return (
    exts.length > 0 &&
    exts.every((e) => {
      const x = pt.h.objects[e]!;
      return OWN_PROCESSES.has(x.pkg) || (x.pkg === '(global)' && /^\.process\.(on|once|addListener)$/.test(x.steps));
    })
  );
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
