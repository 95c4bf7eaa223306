import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { AFTER, type Contexts, Ctx } from './contexts.ts';
import { ENDS } from './ended-handles.ts';
import { guardChain } from './guards.ts';
import type { Mutation } from './holders.ts';
import { isWithin } from './nested-functions.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';
import { isSameRead } from './same-read.ts';

/** What nobody from outside starts: events of the process's own parts, its timers and its end. */
const OWN = Ctx.event | Ctx.shutdown | Ctx.later | Ctx.timer | Ctx.boot;

/**
 * Whether a flag goes up where a part of the process ends: beside it, under no other condition, something that the process runs is closed
 * (`closing = true; server.close()`). Where a request or a client does so, it is a switch that other processes do not see.
 */
export function goesUpAtEnd(pt: Points, ctx: Contexts, m: Mutation): boolean {
  if ((ctx.maskOf(m.fn) & (AFTER | Ctx.boot) & ~OWN) !== 0) return false;
  const { file, id } = pt.p.functions[m.fn]!;
  const f = pt.p.files[file]!;
  const known = new Set(guardChain(f, m.guard));
  return f.calls.some((c, call) => {
    if (!c || c.recv < 0 || !isWithin(f, c.f, id)) return false;
    const callee = f.values[c.callee]!;
    if (callee.k !== 'prop' || !ENDS.test(callee.p) || isOwnLocal(f, c.recv, (fn) => isWithin(f, fn, id))) return false;
    // `if (this.server) this.server.close()` asks for what it closes alone.
    const asks = (cond: ValueId): boolean => cond !== NONE && isSameRead(f, cond, c.recv);
    if (c.f === id) for (const x of guardChain(f, c.guard)) if (!known.has(x) && !asks(x.cond)) return false;
    return pt.externals.has(callGid(pt.p, file, call)) || (pt.targets.get(callGid(pt.p, file, call))?.size ?? 0) > 0;
  });
}

/** Whether a value is one that a function made or was handed for itself: a file that it wrote, a connection that it gives back. */
function isOwnLocal(f: FileFacts, v: ValueId, isInside: (fn: number) => boolean): boolean {
  const x = f.values[v]!;
  if (x.k === 'prop' || x.k === 'index') return isOwnLocal(f, x.o, isInside);
  if (x.k === 'as' || x.k === 'narrow' || x.k === 'await') return isOwnLocal(f, x.v, isInside);
  if (x.k !== 'bind') return x.k === 'call';
  const b = f.bindings[x.b]!;
  return !b.imp && b.f > 0 && isInside(b.f);
}
