import { NONE } from '../extract/facts.ts';
import {
  countsOn,
  type Facts,
  isWorkedOver,
  type JudgeInput,
  tellsOutcome,
  type Verdict,
  verdict,
} from './categories.ts';
import { AFTER, type Contexts, Ctx, type Frame } from './contexts.ts';
import type { HeapObject } from './heap.ts';
import type { Mutation } from './holders.ts';
import { From } from './origins.ts';
import type { Points } from './points.ts';

/** Frames between a write and the calls by which start-up code is entered again; more are not followed. */
const MAX_REENTRY_FRAMES = 200;

/** A call from code that never runs at start-up to code that does. */
type Reentry = { readonly frame: Frame; readonly call: number };

/**
 * Start-up code that runs again (a restart, a reconnect, an emptied folder made anew) and is handed nothing that start-up does not
 * know: what it puts there, it works out from the same settings, and what changes of those is a finding of its own.
 */
export function enteredAgain({ pt, ctx, origins }: JudgeInput, f: Facts): Verdict | null {
  if (f.afterPuts.length === 0 || tellsOutcome(pt, f)) return null;
  const site = (m: Mutation) => `${m.file}:${m.s}`;
  const boots = new Set(f.all.filter((m) => m.mask & Ctx.boot).map(site));
  const settled =
    From.constant |
    From.environment |
    From.shipped |
    From.machine |
    From.handle |
    From.fn |
    From.fresh |
    From.timer |
    From.library |
    From.self |
    From.state |
    From.unknown;
  /** Whether all that a call hands over is what start-up knows too: what changes of that later is a finding of its own. */
  const handsSettled = ({ frame, call }: Reentry): boolean => {
    if (call < 0) return false;
    const { file, c } = pt.p.calls[call]!;
    if (c.spreadFrom !== NONE || isPutOff(pt, call)) return false;
    return c.args.every((a) => (origins.of(frame, file, a) & ~settled) === 0);
  };
  const seen = new Set<number>();
  for (const m of f.after) {
    if (!boots.has(site(m)) || (ctx.maskOf(m.fn) & Ctx.boot) === 0) return null;
    if (m.kind !== 'assign' || m.op === 'op=' || m.op === '++' || countsOn(pt, f, m)) return null;
    if (isWorkedOver(pt, f, m)) return null;
    const o = m.v === NONE ? 0 : f.originOf(m);
    if ((o & ~settled) !== 0 || (o & From.unknown && isAwaited(pt, m))) return null;
    const entries = reentriesOf(pt, ctx, ctx.frames[m.frame]!, seen);
    if (entries === null || !entries.every((e) => handsNothing(pt, e) || handsSettled(e))) return null;
  }
  return verdict('init-only', 'again', 'start-up code that runs again, with the settings of start-up', f.afterPuts[0]!);
}

const isAwaited = (pt: Points, m: Mutation): boolean => pt.p.files[m.file]!.values[m.v]!.k === 'await';

/** The calls that enter start-up code again on the way to a frame; null where something else than such a call runs it later. */
function reentriesOf(pt: Points, ctx: Contexts, from: Frame, seen: Set<number>): Reentry[] | null {
  const out: Reentry[] = [];
  const work = [from];
  for (let frame = work.pop(); frame; frame = work.pop()) {
    if (seen.has(frame.id)) continue;
    seen.add(frame.id);
    if (seen.size > MAX_REENTRY_FRAMES) return null;
    // Run by a timer, an event or a library itself: that is no start-up.
    for (const [bit, why] of frame.why)
      if (bit & AFTER && (why.from < 0 || (why.what !== '' && !isPutOff(pt, why.call)))) return null;
    if (frame.mask & AFTER && frame.callers.length + frame.registrations.length === 0) return null;
    // A continuation or an iteration of start-up code is start-up code too.
    for (const { frame: id, call } of frame.registrations) {
      const by = ctx.frames[id]!;
      if (by.mask === 0) continue;
      if (isPutOff(pt, call)) {
        if (leadsTo(pt, ctx, frame, by)) return null;
        out.push({ frame: by, call });
        continue;
      }
      if ((by.mask & Ctx.boot) === 0) return null;
      work.push(by);
    }
    for (const { frame: id, call } of frame.callers) {
      const caller = ctx.frames[id]!;
      if (caller.mask === 0) continue;
      if (caller.mask & Ctx.boot) work.push(caller);
      else if ((caller.mask & AFTER) === Ctx.timer) return null;
      else out.push({ frame: caller, call });
    }
  }
  return out;
}

const ONE_SHOT = /^\.(setTimeout|setImmediate|queueMicrotask|process\.nextTick)$/;

/** Whether a call runs a function once, in a while: it is put off, and that is all. */
function isPutOff(pt: Points, call: number): boolean {
  const exts = call < 0 ? [] : (pt.externals.get(call) ?? []);
  return exts.length > 0 && exts.every((e) => isOneShot(pt.h.objects[e]!));
}
const isOneShot = ({ pkg, steps }: HeapObject): boolean => pkg === '(global)' && ONE_SHOT.test(steps);

/** Whether code that runs in `from` leads to `to` without anything from outside: then what is put off there comes round and round. */
function leadsTo(pt: Points, ctx: Contexts, from: Frame, to: Frame): boolean {
  const seen = new Set([to.id]);
  const work = [to];
  for (let frame = work.pop(); frame; frame = work.pop()) {
    if (frame === from || seen.size > MAX_REENTRY_FRAMES) return true;
    const before = [
      ...frame.callers,
      ...frame.registrations.filter(({ call }) => {
        const outside = [...frame.why.values()].some((w) => w.call === call && w.what !== '');
        return !outside || isPutOff(pt, call);
      }),
    ];
    for (const { frame: id } of before)
      if (!seen.has(id)) {
        seen.add(id);
        work.push(ctx.frames[id]!);
      }
  }
  return false;
}

/** Whether a call hands over nothing but functions and objects that are there anyway. */
function handsNothing(pt: Points, { call }: Reentry): boolean {
  if (call < 0) return false;
  const { file, c } = pt.p.calls[call]!;
  if (isPutOff(pt, call)) return c.args.length <= 2;
  return c.spreadFrom === NONE && c.args.every((a) => ['fn', 'this', 'class'].includes(pt.p.files[file]!.values[a]!.k));
}
