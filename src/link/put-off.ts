import { type Call, type CallId, type FileFacts, type FunctionId, NONE } from '../extract/facts.ts';
import { callersOfFunctions } from './callers.ts';
import { constantNumber } from './constant-number.ts';
import { consumersOf } from './consumers.ts';
import { type Contexts, Ctx } from './contexts.ts';
import { isLogCall } from './log-calls.ts';
import { isContinuation } from './natives.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';
import { isSoon } from './self-rounds.ts';
import { loopAround, sleepOf } from './sleeps.ts';

/** A function that first lets time pass, while nobody waits for it: what it does then is put off as by a timer. */
export type PutOff = {
  /** Function (global id) that sleeps and goes on. */
  readonly fn: number;
  readonly file: number;
  /** The call that sleeps. */
  readonly call: CallId;
  /** Where it is told: the call that hands the function over, or the sleep. */
  readonly s: number;
  readonly e: number;
  readonly delay: number | null;
};

/** When somebody asks for it, or something happens: what start-up puts off happens at every start. */
const ASKED = Ctx.request | Ctx.job | Ctx.connection | Ctx.event;

/** Functions that begin with a sleep and are left alone by all that run them. */
export function findPutOff(pt: Points, ctx: Contexts): readonly PutOff[] {
  const { p } = pt;
  const out: PutOff[] = [];
  for (const file of [...ctx.loaded].sort((a, b) => a - b)) {
    const f = p.files[file]!;
    f.functions.forEach((fn, id) => {
      const gid = functionGid(p, file, id);
      if (!fn.async || fn.generator || (ctx.maskOf(gid) & ASKED) === 0) return;
      const call = sleepAtFirst(pt, file, id);
      if (call === null) return;
      const handed = handedToBeRunSoon(pt, file, id);
      const by = callersOfFunctions(pt).get(gid) ?? [];
      if ((handed === null && by.length === 0) || !by.every((x) => x === handed?.gid || isLeftAlone(pt, x))) return;
      const at = handed?.c ?? f.calls[call]!;
      const [time] = f.calls[call]!.args;
      out.push({
        fn: gid,
        file,
        call,
        s: at.s,
        e: at.e,
        delay: time === undefined ? null : constantNumber(pt, file, time),
      });
    });
  }
  return out;
}

/** The sleep that a function awaits before it does anything but write into a log; null where there is none. */
function sleepAtFirst(pt: Points, file: number, id: FunctionId): CallId | null {
  const f = pt.p.files[file]!;
  const { events } = f.functions[id]!;
  const first = events.find((e) => e.t === 'await');
  if (first?.t !== 'await') return null;
  const call = sleepOf(pt, file, first.v, 0);
  if (call === null) return null;
  const { s, e, guard } = f.calls[call]!;
  if (f.calls[call]!.f !== id || loopAround(f, guard) !== null || !isCertain(f, guard)) return null;
  const isBefore = events.some((x) => {
    if (x.t !== 'call' || x.c === call) return false;
    const c = f.calls[x.c]!;
    return c.s < s && !isLogCall(pt, file, x.c);
  });
  return isBefore || !events.some((x) => x.t === 'call' && f.calls[x.c]!.s > e) ? null : call;
}

/** Whether no condition stands around a place. */
function isCertain(f: FileFacts, guard: number): boolean {
  for (let g = guard; g !== NONE; g = f.guards[g]!.up) if (f.guards[g]!.kind !== 'try') return false;
  return true;
}

/** The call of the language that takes a function to run it as soon as what runs now is done. */
function handedToBeRunSoon(
  pt: Points,
  file: number,
  id: FunctionId,
): { readonly gid: number; readonly c: Call } | null {
  const f = pt.p.files[file]!;
  const given = consumersOf(f).argumentOf(id);
  if (given?.i !== 0 || !isSoon(pt, file, given.c)) return null;
  return { gid: callGid(pt.p, file, given.c), c: f.calls[given.c]! };
}

/** Whether what a call gives is dropped, also through what is done when it settles. */
function isLeftAlone(pt: Points, gid: number): boolean {
  const { file, c } = pt.p.calls[gid]!;
  const f = pt.p.files[file]!;
  let at = c;
  for (let hops = 0; hops < 4; hops++) {
    if (at.use === 'discard') return true;
    const next = at.use === 'recv' ? f.calls[at.ua] : undefined;
    const callee = next ? f.values[next.callee]! : null;
    if (!next || callee?.k !== 'prop' || !isContinuation(callee.p)) return false;
    at = next;
  }
  return false;
}
