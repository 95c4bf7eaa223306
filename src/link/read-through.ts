import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import type { Facts, JudgeInput } from './categories.ts';
import type { Contexts } from './contexts.ts';
import { guardChain, testsAt } from './guards.ts';
import type { Mutation } from './holders.ts';
import { From } from './origins.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';

// How a copy is filled where the look-up, the fetch and the put stand in functions of their own.

/** Calls up from a put that are looked at for a look-up of the same holder. */
const MAX_ASKED = 3;
/** Callers of one function that are looked at, on the way up from a put. */
const MAX_ASKING = 6;
/** Steps from a tested value to the look-up that it comes of. */
const MAX_LOOKED_THROUGH = 6;

/**
 * Whether a put only runs where the one who asks found nothing there, or nothing that still counts: the look-up may be a function of its
 * own, and so may the put. `const known = find(id); if (known) return known; … keep(id, await fetchIt(id))`.
 */
export function askedFirst({ pt, ctx }: JudgeInput, f: Facts, m: Mutation): boolean {
  const isMissed = (file: number, guard: number) =>
    testsAt(pt.p.files[file]!, guard).some(
      (t) => (t.says === 'absent' || t.says === 'unless' || t.says === 'order') && isLookedUp(pt, f, file, t.v),
    );
  if (isMissed(m.file, m.guard) || answersBefore(pt, f, m)) return true;
  const seen = new Set<number>();
  const onlyMissed = (frame: number, hops: number): boolean => {
    if (seen.has(frame)) return false;
    seen.add(frame);
    const from = callsOf(ctx, frame);
    return (
      from.length > 0 &&
      from.length <= MAX_ASKING &&
      from.every((c) => {
        const { file, c: call } = pt.p.calls[c.call]!;
        if (isMissed(file, call.guard) || answersFirst(pt, f, file, ctx.frames[c.frame]!.fn, call.s)) return true;
        return hops > 1 && onlyMissed(c.frame, hops - 1);
      })
    );
  };
  return onlyMissed(m.frame, MAX_ASKED);
}

/** The same, of the function that puts. */
export const answersBefore = (pt: Points, f: Facts, m: Mutation): boolean => answersFirst(pt, f, m.file, m.fn, m.s);

/** Whether a function has answered with an entry by then, where there was one: `if (useKept) { const known = find(id); if (known) return known }`. */
function answersFirst(pt: Points, f: Facts, file: number, fn: number, before: number): boolean {
  const facts = pt.p.files[file]!;
  return pt.p.functions[fn]!.f.events.some(
    (e) =>
      e.t === 'return' &&
      e.s < before &&
      isLookedUp(pt, f, file, e.v) &&
      testsAt(facts, e.guard).some((t) => (t.says === 'present' || t.says === 'order') && isLookedUp(pt, f, file, t.v)),
  );
}

/** The calls that run a frame: those of its function, or the one whose continuation it is. None where not all are known. */
function callsOf(ctx: Contexts, id: number): readonly { readonly frame: number; readonly call: number }[] {
  const frame = ctx.frames[id]!;
  const known = [...frame.callers, ...frame.registrations];
  if (known.length > 0) return frame.rooted || known.some((c) => c.call < 0) ? [] : known;
  const reasons = [...frame.why.values()];
  const first = reasons[0];
  if (!first || first.call < 0 || first.from < 0 || frame.rooted) return [];
  return reasons.every((r) => r.call === first.call && r.what === '') ? [{ frame: first.from, call: first.call }] : [];
}

/** Whether a value is an entry of the holder, or part of one, also where a function of the program hands it out. */
function isLookedUp(pt: Points, f: Facts, file: number, v: ValueId, depth = 0): boolean {
  if (v === NONE || depth > MAX_LOOKED_THROUGH) return false;
  if (f.isPlace(file, v)) return true;
  const { values, bindings } = pt.p.files[file]!;
  const x = values[v]!;
  if (x.k === 'as' || x.k === 'narrow' || x.k === 'await') return isLookedUp(pt, f, file, x.v, depth + 1);
  if (x.k === 'prop' || x.k === 'index') return isLookedUp(pt, f, file, x.o, depth + 1);
  if (x.k === 'bind') {
    const b = bindings[x.b]!;
    // `let session = find(key); if (!session) session = await fetchIt(key)`: where it is missing, nothing was found.
    if (b.kind === 'param' || b.top || b.defs.length > MAX_LOOKED_THROUGH) return false;
    return b.defs.some((d) => isLookedUp(pt, f, file, d, depth + 1));
  }
  if (x.k === 'alt') return x.of.some((y) => isLookedUp(pt, f, file, y, depth + 1));
  if (x.k !== 'call') return false;
  const targets = [...(pt.targets.get(callGid(pt.p, file, x.c)) ?? [])];
  return (
    targets.length > 0 &&
    targets.every((fn) => {
      const { file: at, f: own } = pt.p.functions[fn]!;
      return own.events.some((e) => e.t === 'return' && isLookedUp(pt, f, at, e.v, depth + 2));
    })
  );
}

/** Whether a put fills a collection that the same function has just emptied or made anew: all of it is worked out again. */
export function isRebuilt(pt: Points, f: Facts, m: Mutation): boolean {
  if (m.kind !== 'put') return false;
  const empties = (x: Mutation) =>
    x.fn === m.fn &&
    x.s < m.s &&
    (x.kind === 'remove'
      ? x.key === NONE && x.method === 'clear'
      : x.kind === 'assign' && x.op !== 'init' && isEmpty(pt.p.files[x.file]!, x.v));
  return f.all.some(empties);
}

/** `[]`, `{}`, `new Map()`. */
export function isEmpty({ values, calls }: FileFacts, v: ValueId): boolean {
  const x = v === NONE ? undefined : values[v]!;
  if (x?.k === 'arr') return x.items.length + x.spreads.length === 0;
  if (x?.k === 'obj') return x.props.length + x.computed.length + x.spreads.length === 0;
  return x?.k === 'call' && calls[x.c]!.kind === 'new' && calls[x.c]!.args.length === 0;
}

/** Whether a literal is written at start-up because of what a store, a service or a file says: it tells what is there. */
export function tellsWhatIsThere({ pt, ctx, origins }: JudgeInput, m: Mutation): boolean {
  const facts = pt.p.files[m.file]!;
  if (m.kind !== 'assign' || m.op === 'init' || m.v === NONE || facts.values[m.v]!.k !== 'lit') return false;
  for (const g of guardChain(facts, m.guard)) {
    if (g.cond === NONE || g.kind === 'loop') continue;
    const o = origins.of(ctx.frames[m.frame]!, m.file, g.cond);
    if (o & (From.remote | From.file) && (o & (From.request | From.event | From.created)) === 0) return true;
  }
  return false;
}

/** Whether what is put is what settles a promise, or a record with it: `new Promise((resolve) => { waiting = resolve })`. It is no answer, but waits for one. */
export function settlesPromise(pt: Points, m: Mutation): boolean {
  if (m.v === NONE) return false;
  const { values, bindings, calls } = pt.p.files[m.file]!;
  const given = values[m.v]!;
  const parts = given.k === 'obj' ? given.props.map((q) => q[1]) : [m.v];
  return parts.some((v) => {
    const x = values[v]!;
    const b = x.k === 'bind' ? bindings[x.b]! : undefined;
    if (b?.kind !== 'param') return false;
    return calls.some((c) => {
      if (c.kind !== 'new' || c.args.length === 0) return false;
      const callee = values[c.callee]!;
      const executor = values[c.args[0]!]!;
      return callee.k === 'global' && callee.name === 'Promise' && executor.k === 'fn' && executor.f === b.f;
    });
  });
}
