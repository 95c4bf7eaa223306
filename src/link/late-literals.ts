import { NONE, type ValueId } from '../extract/facts.ts';
import { AFTER, type Contexts, Ctx, type Frame } from './contexts.ts';
import type { HeapObject } from './heap.ts';
import type { Program } from './program.ts';

/** Activations of a function that are looked at for what a literal of it holds. */
const MAX_MAKERS = 4;
/** Calls up from a frame that are looked at for what starts it. */
const MAX_UP = 16;

/** What a literal has at a property (`NONE` where it has nothing there), and the frames that make it. */
type LateProperty = { readonly v: ValueId; readonly makers: readonly Frame[] };

/**
 * What an object literal that is made after start-up is made with at a property; null for other objects, and where it may have what is
 * not written in it.
 */
export function lateProperty(p: Program, ctx: Contexts, x: HeapObject, name: string): LateProperty | null {
  if (x.k !== 'obj' || x.allocator < 0 || x.type !== '') return null;
  const literal = p.files[x.file]!.values[x.site]!;
  if (literal.k !== 'obj') return null;
  const makers = ctx.framesOf(x.allocator).filter((frame) => startsLater(ctx.frames, frame));
  if (makers.length === 0) return null;
  const v = literal.props.find((q) => q[0] === name)?.[1];
  if (v !== undefined) return { v, makers: makers.slice(0, MAX_MAKERS) };
  return literal.spreads.length + literal.computed.length > 0 ? null : { v: NONE, makers: [] };
}

/**
 * Whether code runs after start-up: in a context of its own, or once for the whole process and then because of a request or a timer, as
 * what fills an empty place for everybody does.
 */
function startsLater(frames: readonly Frame[], frame: Frame): boolean {
  let at: Frame | undefined = frame;
  for (let hops = 0; at && hops < MAX_UP; hops++) {
    if (at.mask & AFTER) return true;
    at = frames[at.why.get(Ctx.boot)?.from ?? -1];
  }
  return false;
}
