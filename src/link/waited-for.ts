import { type Call, NONE } from '../extract/facts.ts';
import { type Contexts, Ctx, type Frame } from './frames.ts';
import { isContinuation } from './natives.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';

/** Functions around each other whose callers wait, up to the one that a library runs for a request. */
const MAX_HANDED = 4;

/**
 * Whether a call is waited for, by a function that is itself waited for: up to what answers a request, or works on a job. `seen`: calls
 * that were asked about; one that is not waited for ends the question.
 */
export function isAwaited(pt: Points, ctx: Contexts, call: number, depth = 0, seen: Set<number> = new Set()): boolean {
  if (call < 0) return false;
  if (seen.has(call)) return true;
  seen.add(call);
  const { file, c } = pt.p.calls[call]!;
  if (c.f === NONE) return false;
  if (c.use === 'recv') {
    const callee = pt.p.files[file]!.values[pt.p.files[file]!.calls[c.ua]!.callee]!;
    return (
      callee.k === 'prop' && isContinuation(callee.p) && isAwaited(pt, ctx, callGid(pt.p, file, c.ua), depth, seen)
    );
  }
  if ((c.use !== 'return' && c.use !== 'await') || depth > MAX_HANDED || isAnsweredBefore(pt, file, c)) return false;
  const frames = ctx.framesOf(functionGid(pt.p, file, c.f)).filter((frame) => frame.mask !== 0);
  return (
    frames.length > 0 &&
    frames.every((frame) =>
      frame.callers.length > 0
        ? frame.callers.every((caller) => isAwaited(pt, ctx, caller.call, depth + 1, seen))
        : answersOne(frame),
    )
  );
}

/** Methods of a response that send it. */
const ANSWERS: ReadonlySet<string> = new Set(['end', 'send', 'json', 'sendStatus', 'redirect', 'render', 'respond']);

/** Whether who asked may have its answer before a call: then nobody waits for what the call gives. */
function isAnsweredBefore(pt: Points, file: number, c: Call): boolean {
  const f = pt.p.files[file]!;
  return f.functions[c.f]!.events.some((e) => {
    const before = e.t === 'call' ? f.calls[e.c]! : undefined;
    const callee = before && before.s < c.s ? f.values[before.callee]! : undefined;
    return callee?.k === 'prop' && ANSWERS.has(callee.p);
  });
}

/** Whether a library runs a function for one request or job, and for nothing else. */
const answersOne = (frame: Frame): boolean =>
  (frame.mask & ~(Ctx.request | Ctx.job)) === 0 && [...frame.why.values()].every((reason) => reason.what !== '');
