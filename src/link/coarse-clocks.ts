import { NONE } from '../extract/facts.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { constantNumber } from './constant-number.ts';
import { AFTER, Ctx } from './contexts.ts';
import { From } from './origins.ts';
import { callGid } from './program.ts';

// The clock that is looked at once a second, so that nobody else has to.

/** Functions between an interval and the one that notes the time. */
const MAX_TICK_CALLS = 3;
/** Milliseconds up to which an interval tells the time; with a longer one each process has a time of its own, of when it started. */
const TICK = 60_000;
const INTERVAL = /(?:^|\.)setInterval$/;
const CLOCKS = /^\.(?:Date(?:\.now)?|Math\.\w+|Number|performance\.now|process\.hrtime(?:\.bigint)?)$/;

/**
 * The time, noted by an interval that does nothing else: whoever reads it, in whichever process, reads the time. What work notes of
 * itself (when it ran last), or what a request notes, is something else.
 */
export function coarseClock(input: JudgeInput, f: Facts): Verdict | null {
  const { pt } = input;
  for (const m of f.after) {
    const from = f.originOf(m);
    if (m.kind !== 'assign' || m.op !== '=' || m.guard !== NONE || (m.mask & AFTER) !== Ctx.timer) return null;
    if ((from & From.time) === 0 || (from & ~(From.time | From.constant)) !== 0) return null;
    const { file, f: body } = pt.p.functions[m.fn]!;
    const tells = body.events.every((e) => {
      if (e.t === 'write') return e.s === m.s;
      return e.t === 'call' ? isClock(input, callGid(pt.p, file, e.c)) : e.t === 'read' || e.t === 'return';
    });
    if (!tells || !ticksAlone(input, m.fn, 0)) return null;
  }
  return verdict('process-upkeep', 'clock', 'the time, which an interval notes and does nothing else', f.after[0]!);
}

/** Whether a call asks the clock, or works out a number of what it gave. */
function isClock({ pt }: JudgeInput, call: number): boolean {
  const exts = (pt.externals.get(call) ?? []).map((e) => pt.h.objects[e]!);
  return exts.length > 0 && exts.every((x) => x.pkg === '(global)' && CLOCKS.test(x.steps.replace(/^new /, '')));
}

/** Whether after start-up a function runs on intervals alone, which start-up arms, come round soon, and do nothing but run it. */
function ticksAlone(input: JudgeInput, fn: number, depth: number): boolean {
  const { pt, ctx } = input;
  if (depth > MAX_TICK_CALLS) return false;
  return ctx.framesOf(fn).every((frame) => {
    if ((frame.mask & AFTER) === 0) return true;
    const isTick = (by: number, call: number): boolean => {
      if (call < 0 || by < 0 || (ctx.frames[by]!.mask & AFTER) !== 0) return false;
      if (!(pt.externals.get(call) ?? []).some((e) => INTERVAL.test(pt.h.objects[e]!.steps))) return false;
      const { file, c } = pt.p.calls[call]!;
      const every = c.args[1] === undefined ? null : constantNumber(pt, file, c.args[1]);
      return every !== null && every <= TICK;
    };
    if (frame.rooted || !frame.registrations.every((r) => isTick(r.frame, r.call))) return false;
    return frame.callers.every(({ frame: id }) => {
      const by = ctx.frames[id]!;
      if ((by.mask & AFTER) === 0) return true;
      const does = pt.p.functions[by.fn]!.f.events.filter((e) => e.t !== 'read' && e.t !== 'return');
      return does.length === 1 && does[0]!.t === 'call' && ticksAlone(input, by.fn, depth + 1);
    });
  });
}
