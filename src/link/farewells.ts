import { type CallId, type FileFacts, type FunctionId, NONE } from '../extract/facts.ts';
import { type Contexts, Ctx } from './contexts.ts';
import { ENDS } from './ended-elements.ts';
import { guardChain } from './guards.ts';
import { LISTEN, type Points } from './points.ts';
import type { Sink } from './sinks.ts';

/** Who may ask for something else than what the process does by itself: one of them speaks to those of this process alone. */
const ASKED = Ctx.request | Ctx.job | Ctx.connection | Ctx.event;

/**
 * Whether what is sent is the last word to a connection that the same code closes, when nobody asked for it (`each.send('going down');
 * setImmediate(() => each.close())`): each process says it to its own.
 */
export function isFarewell(pt: Points, ctx: Contexts, s: Sink): boolean {
  if (s.kind !== 'send' || s.fn < 0 || (ctx.maskOf(s.fn) & ASKED) !== 0) return false;
  const { id } = pt.p.functions[s.fn]!;
  const f = pt.p.files[s.file]!;
  const to = s.recv === NONE ? null : f.values[s.recv]!;
  const told = f.calls.find((c) => c !== null && c.f === id && c.s === s.s && c.recv === s.recv);
  if (to?.k !== 'bind' || f.bindings[to.b]!.top || !told) return false;
  const over = new Set(guardChain(f, told.guard));
  return f.calls.some((c, at) => {
    const callee = c === null ? null : f.values[c.callee]!;
    const on = callee?.k === 'prop' ? f.values[callee.o]! : null;
    if (callee?.k !== 'prop' || on?.k !== 'bind' || on.b !== to.b || !ENDS.has(callee.p)) return false;
    return isReached(f, at, id, (guard) => [...guardChain(f, guard)].every((g) => over.has(g)));
  });
}

/**
 * Whether a call stands in a function, or in one that is handed over there, under nothing that the function may pass by. What listens for an
 * event may never run.
 */
function isReached(f: FileFacts, call: CallId, fn: FunctionId, isSure: (guard: number) => boolean): boolean {
  for (let at: CallId | undefined = call; at !== undefined; ) {
    const c: FileFacts['calls'][number] = f.calls[at]!;
    if (c === null || !isSure(c.guard)) return false;
    if (c.f === fn) return true;
    const inner = c.f;
    const by = f.calls.findIndex((x) =>
      x?.args.some((a) => {
        const given = f.values[a]!;
        return given.k === 'fn' && given.f === inner;
      }),
    );
    const callee = by >= 0 ? f.values[f.calls[by]!.callee]! : null;
    at = callee && !(callee.k === 'prop' && LISTEN.has(callee.p)) ? by : undefined;
  }
  return false;
}
