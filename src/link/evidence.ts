import { isStartedHere } from '../catalog/live.ts';
import { NONE } from '../extract/facts.ts';
import { isActedOn } from './acted-on.ts';
import { countsOn, type Facts, type JudgeInput } from './categories.ts';
import { AFTER, Ctx } from './contexts.ts';
import type { Holder } from './holders.ts';
import { LOOK_UPS, lookUpKey } from './looked-up.ts';
import { From } from './origins.ts';
import { isCursor } from './progress.ts';
import { realReads } from './upkeep.ts';

// Whether anything shows that somebody outside the process notices what a piece of state holds.

/** Steps back from what runs at an event to what listens for it. */
const MAX_HEARD = 24;
/** Contexts in which a process works for itself: nobody waits for what comes of it. */
const OWN_WORK = Ctx.boot | Ctx.timer | Ctx.later | Ctx.shutdown;
/** What came from outside the process, or was made there. */
const FROM_OUTSIDE =
  From.request | From.event | From.answer | From.remote | From.file | From.created | From.awaited | From.random;
/** The same, and what is not known, or a library worked out: all that may carry something from outside. */
const MAYBE_FROM_OUTSIDE = FROM_OUTSIDE | From.unknown | From.library;
/** Where a value ends that only the process looks at. */
const KEPT_INSIDE: ReadonlySet<string> = new Set(['cond', 'clock', 'log']);

/**
 * Whether nothing names the object whose property it is: neither a variable nor a class nor a function that makes it, and where the
 * object stands is known by a property's name at most. Which object is meant
 * there is a guess: mostly one that a library's call gives anew each time (a document of a database).
 */
const isNameless = ({ kind, symbol, name }: Holder): boolean =>
  kind === 'property' && (symbol === `.${name}` || symbol === name);

/**
 * Whether one value (no collection) is written and read by nothing but what the process does by itself: its timers, its start-up, and what
 * its own connections tell it, unless that is data which goes on from there. Each process does that work, and keeps a value of its own
 * for it; nobody who asks is shown to be told anything else by another process. When something was done last is left out: a
 * restart forgets it, and does it again.
 */
function isOwnSlot(input: JudgeInput, f: Facts): boolean {
  const { holder, sinks } = input;
  if (holder.objects.size > 0 || f.afterPuts.length === 0) return false;
  if (f.afterPuts.some((m) => m.kind === 'put' || (f.originOf(m) & From.time) !== 0)) return false;
  const reads = f.reads.filter((r) => (r.mask & AFTER) !== 0);
  if (isCursor(input, f)) return false;
  const masks = [...f.after, ...reads].reduce((all, { mask }) => all | (mask & AFTER), 0);
  if ((masks & ~(OWN_WORK | Ctx.event)) !== 0) return false;
  if ([...f.after, ...reads].some(({ frame }) => isOfClients(input, frame))) return false;
  // A number that is counted on and leaves the process is one that others count by.
  const isCounted = f.afterPuts.some((m) => m.kind === 'update' || countsOn(input.pt, f, m));
  const isTold = (masks & Ctx.event) !== 0 && f.afterPuts.some((m) => (f.originOf(m) & FROM_OUTSIDE) !== 0);
  if (!isCounted && !isTold) return true;
  return reads.every((r) => !sinks.isCut(r.file, r.v) && sinks.of(r.file, r.v).every((s) => KEPT_INSIDE.has(s.kind)));
}

/** Whether what runs in a frame hears events of a connection that somebody else opened, or of one request: `ws.on('message', …)`. */
function isOfClients({ ctx }: JudgeInput, id: number): boolean {
  let frame = ctx.frames[id]!;
  const seen = new Set<number>();
  for (;;) {
    if (seen.has(frame.id) || seen.size > MAX_HEARD) return false;
    seen.add(frame.id);
    const from = frame.why.get(Ctx.event)?.from ?? -1;
    if (from < 0) return false;
    frame = ctx.frames[from]!;
    if (frame.mask & (Ctx.connection | Ctx.request)) return true;
  }
}

/**
 * Whether what runs in a frame hears events of what this process has started and holds: a browser, a program, a terminal. Each process hears
 * its own, and what they say ends with them.
 */
export function isOfOwnStarted({ pt, ctx }: Pick<JudgeInput, 'pt' | 'ctx'>, id: number): boolean {
  let frame = ctx.frames[id]!;
  const seen = new Set<number>();
  for (;;) {
    if (seen.has(frame.id) || seen.size > MAX_HEARD) return false;
    seen.add(frame.id);
    const why = frame.why.get(Ctx.event);
    if (!why || why.from < 0) return false;
    const asked = why.call < 0 ? [] : (pt.externals.get(why.call) ?? []);
    if (asked.length > 0) return asked.some((o) => isStartedHere(pt.h.objects[o]!.pkg));
    frame = ctx.frames[why.from]!;
  }
}

/**
 * Whether somebody who brings a key takes an entry out by it, and calls a method of that: `running.get(id)?.abort()`. What the method does
 * is done in the process that holds the entry, and to nobody in any other one.
 */
function isReachedByKey({ pt, ctx, origins }: JudgeInput, f: Facts): boolean {
  const brought = From.request | From.event;
  const isBrought = (r: Facts['reads'][number]): boolean => {
    if (!LOOK_UPS.has(r.how) || (r.mask & (Ctx.request | Ctx.job | Ctx.event)) === 0) return false;
    const key = lookUpKey(pt, r);
    return key !== NONE && (origins.of(ctx.frames[r.frame]!, r.file, key) & brought) !== 0;
  };
  const functions = new Set(f.reads.filter(isBrought).map((r) => r.fn));
  const reads = f.reads.filter((r) => functions.has(r.fn));
  return reads.length > 0 && isActedOn(pt, reads, new Set(f.afterPuts.map((m) => m.fn)));
}

/**
 * Whether state is made of nothing but what the process makes itself (constants, the clock, measurements, handles, state of its own), and
 * either its own timers write it too, or nobody who is served reads it: what a process keeps about itself and its own rounds. Of such
 * findings 20 of 78 were right on the open servers, of the rest of module-state seven in ten (docs/accuracy.md).
 */
export function isOwnAffair(input: JudgeInput, f: Facts): boolean {
  const isElsewhere = (m: Facts['after'][number]): boolean => {
    // What a browser or program says that this process has started is its own affair, too.
    const outside = isOfOwnStarted(input, m.frame) ? MAYBE_FROM_OUTSIDE & ~From.event : MAYBE_FROM_OUTSIDE;
    const ofKey = m.key === NONE ? 0 : f.keyOrigin(m);
    return ((f.originOf(m) | f.contentOf(m) | ofKey) & outside) !== 0;
  };
  // The response or the connection of who is served: what is told through it reaches nobody at another process.
  const isOfServed = (m: Facts['after'][number]): boolean =>
    m.kind === 'put' && (f.originOf(m) & From.handle) !== 0 && (m.mask & (Ctx.request | Ctx.connection)) !== 0;
  if (f.afterPuts.some((m) => isElsewhere(m) || isOfServed(m))) return false;
  const isServed = (r: Facts['reads'][number]): boolean =>
    (r.mask & Ctx.request) !== 0 || ((r.mask & Ctx.event) !== 0 && isOfClients(input, r.frame));
  // What its rounds count up, others may be told to count by, and so may those who are served by a number that anybody counts up.
  const isCounted = (m: Facts['after'][number]): boolean => m.kind === 'update' || countsOn(input.pt, f, m);
  const isOwnCount = f.after.every((m) => (m.mask & AFTER & ~OWN_WORK) === 0);
  const isNumber = input.holder.objects.size === 0 && f.reads.some(isServed);
  if (f.afterPuts.some(isCounted) && (isOwnCount || isNumber)) return false;
  // What those who are served write at some place is what somebody asked for, whatever rounds do to it later.
  const isAsked = (m: Facts['after'][number]): boolean =>
    (m.mask & Ctx.timer) === 0 &&
    ((m.mask & (Ctx.request | Ctx.connection)) !== 0 || ((m.mask & Ctx.event) !== 0 && isOfClients(input, m.frame)));
  if (f.after.some((m) => m.mask & Ctx.timer) && !f.afterPuts.some(isAsked)) return true;
  return !f.reads.some(isServed);
}

/**
 * Whether nothing was found that carries what a holder keeps to anybody: what is put there is the process's own, and what is read of
 * it goes nowhere, or decides no more than what the process's own timers do next. That is no proof of harm or of none, as a way out
 * may be one that is not followed: such a finding is for those who ask for what is uncertain.
 */
export function isUnheard(input: JudgeInput, f: Facts): boolean {
  const { sinks } = input;
  if (isNameless(input.holder) || isOwnSlot(input, f)) return true;
  if (isReachedByKey(input, f)) return false;
  const isOfOutside = (m: Facts['after'][number]) => (f.contentOf(m) & FROM_OUTSIDE) !== 0;
  if (f.afterPuts.some(isOfOutside)) return false;
  // When something happened last, for each of many things, is what others ask about.
  if (f.afterPuts.some((m) => m.key !== NONE && (f.originOf(m) & From.time) !== 0)) return false;
  const reads = realReads(input, f);
  const uses = [...reads, ...f.afterPuts.filter((m) => m.kind === 'update' && m.v !== NONE)];
  if (uses.some((r) => sinks.isCut(r.file, r.v))) return false;
  const kinds = new Set(uses.flatMap((r) => sinks.of(r.file, r.v).map((s) => s.kind)));
  if (kinds.size === 0) return true;
  const isOwnWork = ({ mask }: { readonly mask: number }) => (mask & AFTER & ~OWN_WORK) === 0;
  if (!f.after.every(isOwnWork) || !reads.every(isOwnWork)) return false;
  // What was done when is forgotten by a restart, and done again.
  if (f.afterPuts.some((m) => (f.originOf(m) & From.time) !== 0)) return false;
  return [...kinds].every((k) => KEPT_INSIDE.has(k));
}
