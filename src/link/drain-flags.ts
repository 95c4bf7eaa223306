import { type FileFacts, type Guard, NONE, type ValueId } from '../extract/facts.ts';
import { consumersOf } from './consumers.ts';
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
    // A loop that goes through what is there closes all of it.
    const isFree = (x: Guard): boolean => known.has(x) || asks(x.cond) || (x.kind === 'loop' && !x.yes);
    if (c.f === id) for (const x of guardChain(f, c.guard)) if (!isFree(x)) return false;
    return pt.externals.has(callGid(pt.p, file, call)) || (pt.targets.get(callGid(pt.p, file, call))?.size ?? 0) > 0;
  });
}

/** Methods of a collection that give what it holds, one after the other. */
const WALKED: ReadonlySet<string> = new Set(['values', 'keys', 'entries']);

/** Whether a value is one that a function made or was handed for itself: a file that it wrote, a connection that it gives back. */
function isOwnLocal(f: FileFacts, v: ValueId, isInside: (fn: number) => boolean): boolean {
  const x = f.values[v]!;
  if (x.k === 'prop' || x.k === 'index') return isOwnLocal(f, x.o, isInside);
  if (x.k === 'as' || x.k === 'narrow' || x.k === 'await') return isOwnLocal(f, x.v, isInside);
  if (x.k === 'elem') return isOwnLocal(f, x.v, isInside);
  if (x.k === 'call') {
    const callee = f.values[f.calls[x.c]!.callee]!;
    return callee.k !== 'prop' || !WALKED.has(callee.p) || isOwnLocal(f, callee.o, isInside);
  }
  if (x.k !== 'bind') return false;
  const b = f.bindings[x.b]!;
  if (b.imp || b.f <= 0 || !isInside(b.f)) return false;
  // `for (const line of lines) line.close()`, `lines.forEach((line) => line.close())`: each is one of those.
  const [def, another] = b.defs;
  if (b.kind !== 'param' && another === undefined && def !== undefined && f.values[def]!.k === 'elem')
    return isOwnLocal(f, def, isInside);
  const walks = b.kind === 'param' && b.index === 0 && b.defs.length === 0 ? consumersOf(f).argumentOf(b.f) : null;
  const callee = walks?.i === 0 ? f.values[f.calls[walks.c]!.callee]! : null;
  if (callee?.k === 'prop' && callee.p === 'forEach') return isOwnLocal(f, callee.o, isInside);
  return true;
}
