import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { AFTER, Ctx } from './contexts.ts';
import { heardEvents } from './heard-events.ts';
import { From } from './origins.ts';

/** Events by which a stream gives what comes, and tells that it ends. */
const STREAM_EVENTS: ReadonlySet<string> = new Set(['data', 'readable', 'end', 'close', 'error', 'exit', 'finish']);

/**
 * What a stream gave so far of a line or message: put together by its own handlers, and looked at by nothing else. It belongs to the
 * open stream and ends with it.
 */
export function streamBuffer({ pt, ctx }: JudgeInput, f: Facts): Verdict | null {
  if (f.afterPuts.length === 0 || f.reads.length === 0) return null;
  const only = (mask: number) => (mask & AFTER & ~(Ctx.event | Ctx.connection)) === 0;
  // Bytes are added to what is there: a slot that is merely overwritten tells what came last, and somebody may ask for that.
  if (!f.afterPuts.some((m) => m.kind === 'update' || (f.originOf(m) & From.self) !== 0)) return null;
  if (!f.after.every((m) => m.kind !== 'put' || m.method === 'push')) return null;
  // A number that goes up one by one counts streams or messages, and no bytes.
  if (f.afterPuts.some((m) => m.kind === 'update' && m.op === '++')) return null;
  const isRight = (call: number): boolean => call >= 0 && (pt.externals.get(call) ?? []).length > 0;
  let fed = false;
  for (const one of [...f.after, ...f.reads]) {
    // Of a reader that nothing is seen to run, nobody knows for whom it reads.
    if (!only(one.mask) || one.mask === 0) return null;
    if ((one.mask & AFTER) === 0) continue;
    const heard = heardEvents(pt, ctx, one.frame, isRight);
    if (heard === null || heard.length === 0 || !heard.every((event) => STREAM_EVENTS.has(event))) return null;
    if (heard.includes('data') || heard.includes('readable')) fed = true;
  }
  return fed
    ? verdict(
        'live-connections',
        'stream',
        'what an open stream gave so far, which only its own handlers look at',
        f.afterPuts[0]!,
      )
    : null;
}
