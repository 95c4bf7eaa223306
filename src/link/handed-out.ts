import { NONE } from '../extract/facts.ts';
import type { Contexts, Frame } from './contexts.ts';
import { callValueOf } from './entries.ts';
import type { Access } from './holders.ts';
import type { Program } from './program.ts';

/** Functions that hand a value out to functions that hand it out: further up nobody looks. */
const MAX_HOPS = 4;
/** Callers of one function; where it has more, the return stands for them. */
const MAX_CALLERS = 24;

/**
 * Reads as they are in the end: where a function does nothing with a holder's value but return it (`() => cache`, a getter), what its
 * callers do with that is the use, not the return. Where somebody may call it who is not seen, the return stays.
 */
export function usesOfHandedOut(p: Program, ctx: Contexts, reads: readonly Access[]): Access[] {
  if (!reads.some(isReturned)) return [...reads];
  return reads.flatMap((one) => (isReturned(one) ? (handedOut(p, ctx, one, 0) ?? [one]) : [one]));
}

const isReturned = (one: Access): boolean => one.how === 'value' && one.use === 'return';

/** Uses of what a function returns, by each call of it. Null where not all of them are known. */
function handedOut(p: Program, ctx: Contexts, read: Access, hops: number): readonly Access[] | null {
  const frame = ctx.frames[read.frame]!;
  const { f } = p.functions[frame.fn]!;
  if (hops === MAX_HOPS || f.async || f.generator || !isWholeResult(p, read, frame)) return null;
  if (frame.rooted || frame.registered || frame.callers.length === 0 || frame.callers.length > MAX_CALLERS) return null;
  const out: Access[] = [];
  for (const { frame: from, call } of frame.callers) {
    if (call < 0) return null;
    const { file, id, c } = p.calls[call]!;
    const caller = ctx.frames[from]!;
    const use: Access = {
      how: 'value',
      use: c.use,
      ua: c.ua,
      fn: caller.fn,
      frame: from,
      mask: caller.mask,
      file,
      s: c.s,
      guard: c.guard,
      v: callValueOf(p, file, id) ?? NONE,
      call: -1,
    };
    const further = isReturned(use) ? handedOut(p, ctx, use, hops + 1) : [use];
    if (further === null) return null;
    out.push(...further);
  }
  return out;
}

/** Whether the function returns this very value, and nothing that is made of it. */
function isWholeResult(p: Program, read: Access, frame: Frame): boolean {
  const { f } = p.functions[frame.fn]!;
  return f.events.some((e) => e.t === 'return' && e.v === read.v);
}
