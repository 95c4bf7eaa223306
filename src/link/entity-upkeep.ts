import { NONE } from '../extract/facts.ts';
import { backsOff } from './back-off.ts';
import { besideCall, type CallPlaces, placesOfCalls } from './call-numbers.ts';
import { gather, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { AFTER, Ctx } from './contexts.ts';
import type { Holder, Mutation } from './holders.ts';
import { linkState } from './link-states.ts';
import { breaker, settles } from './own-work.ts';
import { paces } from './pacing.ts';
import { rpcNumbers } from './rpc-numbers.ts';
import { ownNumbers } from './upkeep.ts';

// What an object keeps for the work of this process alone, whatever leads to the object: the same as where there is but one such object.

type About = Omit<JudgeInput, 'holder'>;

const factsOf = (about: About, holder: Holder) =>
  gather(
    { ...about, holder },
    holder.mutations.filter((m) => m.mask & AFTER),
  );

/** Where objects keep callers that wait for an answer. */
export function callsOfEntities(about: About, all: readonly Holder[]): CallPlaces {
  return placesOfCalls(
    about.pt,
    all.flatMap((holder) => (keepsCallers(about, holder) ? [{ holder, verdict: ASKED }] : [])),
  );
}

const ASKED = verdict('single-flight', 'asked', 'promises that wait for an answer', null);

/**
 * Whether what is put in settles a promise, and whoever looks for it otherwise is no request or job, which any process could be given, but
 * a message of the object's own connection, a timer or its closing.
 */
function keepsCallers({ pt }: About, { mutations, reads }: Holder): boolean {
  const puts = mutations.filter((m) => m.kind === 'put');
  if (puts.length === 0 || !mutations.some((m) => m.kind === 'remove')) return false;
  const isCaller = (m: Mutation): boolean => m.key !== NONE && m.v !== NONE && settles(pt, m.file, m.v, 0);
  if (!puts.every(isCaller)) return false;
  const putters = new Set(puts.map((m) => m.fn));
  const takers = reads.filter((r) => !putters.has(r.fn));
  return takers.some((r) => r.mask & AFTER) && takers.every((r) => (r.mask & (Ctx.request | Ctx.job)) === 0);
}

/** Numbers of calls, delays of the next attempt, how its connection is, how calls failed: null where a field is anything else. */
export function ownUpkeep(about: About, holder: Holder, calls: CallPlaces): Verdict | null {
  const input = { ...about, holder };
  const f = factsOf(about, holder);
  return (
    besideCall(input, f, calls) ??
    rpcNumbers(input, f) ??
    ownNumbers(input, f) ??
    backsOff(input, f) ??
    paces(input, f) ??
    linkState(input, f) ??
    breaker(input, f)
  );
}
