import { AFTER, type Contexts, Ctx } from './contexts.ts';
import type { Points } from './points.ts';

/** Frames on the way back to what registers a handler; more are not followed. */
const MAX_HEARD_FRAMES = 200;

/**
 * The events whose handlers lead to a frame, timers aside: the names that they were registered with (empty for a name that is not
 * fixed).
 *
 * @param isRight - whether a call (global id) registers such a handler
 * @returns null where anything else after start-up leads there too, or where there is more than is followed
 */
export function heardEvents(
  pt: Points,
  ctx: Contexts,
  start: number,
  isRight: (call: number) => boolean,
): readonly string[] | null {
  const seen = new Set([start]);
  const work = [start];
  const out: string[] = [];
  for (let id = work.pop(); id !== undefined; id = work.pop()) {
    const frame = ctx.frames[id]!;
    if (seen.size > MAX_HEARD_FRAMES) return null;
    const before = frame.callers.map((c) => c.frame);
    for (const [bit, why] of frame.why) {
      if ((bit & AFTER) === 0) continue;
      if (why.from < 0) return null;
      if (why.what === '') before.push(why.from);
      else if (bit !== Ctx.timer) {
        if (!isRight(why.call)) return null;
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
