import type { Frame, Reason } from './frames.ts';
import type { ObjectId } from './heap.ts';

/** One step from a frame to another. `mask` is `SAME` where the callee runs whenever the caller does. */
export type Edge = {
  readonly fn: number;
  readonly self: ObjectId;
  readonly mask: number;
  readonly reason: Reason;
  readonly direct: boolean;
  /** A function that came in as a parameter: whoever handed it in says when it runs, and this frame as far as others run it. */
  readonly handed: 'own' | 'outer' | undefined;
  /** The call hands the function over and does not call it: its parameters are given elsewhere. */
  readonly over: boolean | undefined;
  /** It stands in a loop that goes on for ever. */
  readonly rounds: boolean;
  /** All that `this` may be there. */
  readonly among: readonly ObjectId[] | undefined;
  /** The frame that it leads to, once it was passed on. */
  to: Frame | undefined;
  /** The contexts that it was passed on with. */
  passed: number;
};
/** In place of a mask: whatever the frame's is. */
export const SAME = 1 << 20;
/** Beside a mask: where the frame runs at start-up, the callee is part of that. */
export const AGAIN = 1 << 21;
/** Beside a mask: where the frame runs after start-up for certain, so does the callee. */
export const WITHIN = 1 << 22;
/** Beside a mask: where only unknown code may run the frame, that alone may run the callee. */
export const MAYBE = 1 << 23;
