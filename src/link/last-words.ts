import { type FunctionId, type GuardId, NONE } from '../extract/facts.ts';
import { constantNumber } from './constant-number.ts';
import { consumersOf } from './consumers.ts';
import type { Contexts } from './contexts.ts';
import { guardChain } from './guards.ts';
import type { Mutation } from './holders.ts';
import { isWithin } from './nested-functions.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';
import { valueStatic } from './static.ts';

const MAX_LAST_CALLS = 3;

/** What a call names of the process object, as `.exit`; null for calls of anything else. */
function ofProcess({ p }: Pick<Points, 'p'>, call: number): string | null {
  const { file, c } = p.calls[call]!;
  const s = valueStatic(p, file, c.callee);
  if (s?.k !== 'external') return null;
  if (s.pkg === '(global)' && s.steps.startsWith('.process.')) return s.steps.slice('.process'.length);
  return s.pkg === 'node:process' ? s.steps : null;
}

/** Whether handlers of events of the process itself end it in any case: they run as it shuts down, whatever the event is. */
export function areLastWords(pt: Points, call: number, handlers: readonly { readonly fn: number }[]): boolean {
  return ofProcess(pt, call) !== null && handlers.length > 0 && handlers.every(({ fn }) => ends(pt, fn, 0));
}

/** Whether a function, or one written in it, calls `process.exit` under no condition, itself or through what it calls. */
function ends(pt: Points, fn: number, depth: number): boolean {
  const { p } = pt;
  const { file, id } = p.functions[fn]!;
  const f = p.files[file]!;
  return f.functions.some((inner, g) => {
    if (!isWithin(f, g, id)) return false;
    return inner.events.some((e) => {
      if (e.t !== 'call') return false;
      for (const x of guardChain(f, f.calls[e.c]!.guard)) if (x.cond !== NONE || x.kind === 'catch') return false;
      const gid = callGid(p, file, e.c);
      if (/^\.(?:exit|abort)$/.test(ofProcess(pt, gid) ?? '')) return true;
      const targets = [...(pt.targets.get(gid) ?? [])];
      return (
        targets.length === 1 &&
        targets[0] !== functionGid(p, file, id) &&
        depth < MAX_LAST_CALLS &&
        ends(pt, targets[0]!, depth + 1)
      );
    });
  });
}

/** Milliseconds after which a process that is about to end has ended. */
const AWHILE = 60_000;

/** What runs a function that it is given a little later: timers, promises, and what is told when something has been closed. */
const NEXT = /(?:^|\.)(?:setTimeout|setImmediate|nextTick|then|finally|close|end|stop|quit|destroy|disconnect)$/;

/**
 * Whether the process ends after a write: its function, or each that calls this one, leaves the process under no condition but those of
 * the write or the call, at once, after a while or when something is closed.
 */
export function leavesAfter(pt: Points, ctx: Contexts, m: Mutation): boolean {
  if (leaves(pt, m.fn, m.guard)) return true;
  const { callers } = ctx.frames[m.frame]!;
  return (
    callers.length > 0 &&
    callers.every(({ frame, call }) => call >= 0 && leaves(pt, ctx.frames[frame]!.fn, pt.p.calls[call]!.c.guard))
  );
}

/** Whether a function calls `process.exit` where it stands under no other condition than `under`. */
function leaves(pt: Points, fn: number, under: GuardId): boolean {
  const { p } = pt;
  const { file, id } = p.functions[fn]!;
  const f = p.files[file]!;
  const known = new Set(guardChain(f, under));
  const isSure = (guard: GuardId): boolean => {
    for (const x of guardChain(f, guard)) if (!known.has(x) && (x.cond !== NONE || x.kind === 'catch')) return false;
    return true;
  };
  const exits = (of: FunctionId): boolean =>
    f.functions[of]!.events.some((e) => {
      if (e.t !== 'call' || !isSure(f.calls[e.c]!.guard)) return false;
      return /^\.(?:exit|abort)$/.test(ofProcess({ p }, callGid(p, file, e.c)) ?? '');
    });
  const isNext = (of: FunctionId): boolean => {
    const given = consumersOf(f).argumentOf(of);
    const c = given ? f.calls[given.c]! : null;
    if (!c || c.f !== id || !isSure(c.guard)) return false;
    const callee = f.values[c.callee]!;
    const name = callee.k === 'prop' ? callee.p : callee.k === 'global' ? callee.name : '';
    if (name === 'setTimeout' && (constantNumber(pt, file, c.args[1] ?? NONE) ?? 0) > AWHILE) return false;
    // `save().then(answer, () => process.exit(1))`: only where it fails.
    return NEXT.test(name) && (name !== 'then' || given!.i === 0);
  };
  return exits(id) || f.functions.some((inner, g) => inner.parent === id && isNext(g) && exits(g));
}
