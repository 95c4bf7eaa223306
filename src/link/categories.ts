import { isClient, isConnectionAgent } from '../catalog/clients.ts';
import { collectionOf } from '../catalog/collections.ts';
import { effectOfCall, isOfHandles } from '../catalog/effects/index.ts';
import { type BindingId, type FileFacts, type FunctionId, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { agesOut } from './aged-promises.ts';
import { forgottenByRequest, isAskedElsewhere } from './asked-elsewhere.ts';
import { awaitedBatch } from './awaited-batches.ts';
import { withAwaitedEvents } from './awaited-events.ts';
import { besideBreaker, placesOfBreakers } from './beside-breakers.ts';
import { isHeardByAll } from './bus-listeners.ts';
import { busSubscriptions } from './bus-subscriptions.ts';
import { besideCall, functionsAround, placesOfCalls } from './call-numbers.ts';
import { isCalledUpon } from './called-upon.ts';
import { isFilledLater } from './changed-later.ts';
import { checkedMemo } from './checked-memo.ts';
import { coarseClock } from './coarse-clocks.ts';
import { column } from './columns.ts';
import { constantText } from './constants.ts';
import { AFTER, type Contexts, Ctx } from './contexts.ts';
import { besideCopy, copyOf, placesOfCopies } from './copies.ts';
import type { DevGuards } from './dev-guards.ts';
import { randomInDevelopment } from './dev-random.ts';
import type { Effects } from './effects.ts';
import { endedElements } from './ended-elements.ts';
import { endedHandle } from './ended-handles.ts';
import { everEmpty } from './ever-empty.ts';
import { isOwnAffair, isUnheard } from './evidence.ts';
import { figures } from './figures.ts';
import { filledAfter, isNew, isOwnCollection } from './filled-after.ts';
import { isFilledWithRoot, writeKey } from './filled-with-root.ts';
import { excludes, inside, runsOnce, saysAbsent, selfGuarded, type Test, testsAt } from './guards.ts';
import { usesOfHandedOut } from './handed-out.ts';
import { type HeapObject, type ObjectId, setOf } from './heap.ts';
import { isHeldWhileWorking } from './held-flags.ts';
import { type Access, type Holder, type Holders, holdsField, type Mutation } from './holders.ts';
import type { Identities } from './identities.ts';
import { inProgress } from './in-progress.ts';
import { gathersLater, isRefusedTwice, isTakenOut } from './kept-instances.ts';
import { isOfItsKey } from './keyed-values.ts';
import { tellsLast } from './last-values.ts';
import { isOfLaterRecord } from './later-records.ts';
import { linkState } from './link-states.ts';
import { lockOf } from './locks.ts';
import { readByLoggers } from './logging-functions.ts';
import { isItsOwn, LOOK_UPS } from './looked-up.ts';
import { holdsMemo, isMadeOfItsKey } from './made-of-key.ts';
import { madeWith } from './made-with.ts';
import { measuredFlag, measuredOnly, measuringMark } from './measuring.ts';
import { missingFilled } from './missing-filled.ts';
import type { Category } from './model.ts';
import { namedSlots } from './named-slots.ts';
import { isIterator, isOfLanguage } from './natives.ts';
import { servesOneAt } from './one-client.ts';
import { oneObject } from './one-object.ts';
import { oneValue } from './one-value.ts';
import { From, type Origin, type Origins } from './origins.ts';
import { ownRounds } from './own-rounds.ts';
import { ownSweeps } from './own-sweeps.ts';
import { breaker, heartBeat, joinedOnly, keyBeside, ofOneClient, ofOnePromise, pendingAnswers } from './own-work.ts';
import { paces } from './pacing.ts';
import { pendingCalls } from './pending-calls.ts';
import { perInstance } from './per-instance.ts';
import { choicesOf, placesAmong } from './places.ts';
import type { Points } from './points.ts';
import { callGid, functionGid, valueAt } from './program.ts';
import type { PureCalls } from './pure-calls.ts';
import { enteredAgain } from './reentry.ts';
import { isSessionKey, sessionOf } from './sessions.ts';
import { isMadeOfKey, settingsOnly } from './settled.ts';
import { isSigningSecret } from './signing-secrets.ts';
import type { Sink, Sinks } from './sinks.ts';
import { withoutStamp } from './stamped-records.ts';
import { streamBuffer } from './stream-buffers.ts';
import { OWN_PROCESSES, ownWorkers, supervised } from './supervisor.ts';
import { switched } from './switched.ts';
import { threadAnswers } from './thread-answers.ts';
import { isConnectionKind, underConnections } from './under-connections.ts';
import { countsNames, isPartOfNames } from './unique-names.ts';
import {
  counters,
  flags,
  idleClock,
  measurements,
  neverRead,
  ownNumbers,
  teardown,
  throttledLog,
  timers,
} from './upkeep.ts';
import { waitingLine } from './waiting-lines.ts';
import { allObjects } from './wholly-known.ts';

/** What was concluded of a holder. */
export type Verdict = {
  readonly category: Category;
  readonly runnerUp: Category | null;
  readonly shape: string;
  readonly why: string;
  /** The write or read that proves it. */
  readonly proof: { readonly file: number; readonly s: number; readonly e: number } | null;
  readonly severity: 'error' | 'warning';
  /** Nothing shows that anybody notices: only for those who ask for what is uncertain. */
  readonly unheard?: boolean;
};

export type JudgeInput = {
  readonly pt: Points;
  readonly ctx: Contexts;
  readonly origins: Origins;
  readonly effects: Effects;
  readonly identities?: Identities;
  readonly holder: Holder;
  readonly sinks: Sinks;
  readonly pure?: PureCalls;
  readonly dev?: DevGuards;
};

/** What is known of one holder's writes and reads. */
export type Facts = {
  readonly all: readonly Mutation[];
  readonly after: readonly Mutation[];
  readonly puts: readonly Mutation[];
  readonly afterPuts: readonly Mutation[];
  readonly removes: readonly Mutation[];
  readonly reads: readonly Access[];
  readonly originOf: (m: Mutation) => Origin;
  /** The same, with what an instance of the program's own classes is made of. */
  readonly contentOf: (m: Mutation) => Origin;
  readonly keyOrigin: (m: Mutation) => Origin;
  readonly missGuarded: (m: Mutation) => boolean;
  /** The same, or in a callback of what was begun so: `if (hit) return hit; return fetch(key).then((x) => (rows[key] = x))`. */
  readonly begunOnMiss: (m: Mutation) => boolean;
  /** On a miss, or where what is there does not count because of something else. */
  readonly missed: (m: Mutation) => boolean;
  readonly ageGuarded: (m: Mutation) => boolean;
  /** Whether a value reads the holder, or an entry of it. */
  readonly isPlace: (file: number, v: ValueId) => boolean;
};

export const verdict = (
  category: Category,
  shape: string,
  why: string,
  at: { file: number; s: number; e?: number } | null,
  more: Partial<Verdict> = {},
): Verdict => ({
  category,
  runnerUp: null,
  shape,
  why,
  proof: at ? { file: at.file, s: at.s, e: at.e ?? at.s + 1 } : null,
  severity: category === 'cache' ? 'warning' : 'error',
  ...more,
});

/** Gives a holder its one category. Every silence rests on something found, never on something not found. */
export function categorise(input: JudgeInput): Verdict {
  const { holder } = input;
  const after = holder.mutations.filter((m) => m.mask & AFTER);
  if (after.length === 0) {
    const closing = holder.mutations.find((m) => m.mask & Ctx.shutdown);
    if (closing) return verdict('process-upkeep', 'shutdown', 'set when the process shuts down', closing);
    const copy = bootCopy(input) ?? ownRandom(input);
    if (copy) return copy;
    const last = holder.mutations[holder.mutations.length - 1];
    return verdict('init-only', 'boot', 'written only while modules load or at start-up', last ?? null);
  }
  const f = gather(input, after);
  return (
    keptFromDeployments(input, after) ??
    ofOneClient(input, f) ??
    column(input, after) ??
    madeWith(input, after) ??
    weakly(input, f) ??
    teardown(f) ??
    throttledLog(input, f) ??
    coarseClock(input, f) ??
    (isSection(input, f) ? lockOf(input, f) : null) ??
    bootAgain(input, f) ??
    enteredAgain(input, f) ??
    filledAtBoot(input, f) ??
    defaults(input, f) ??
    missingFilled(input, f) ??
    settingsOnly(input, f) ??
    oneValue(input, f) ??
    everEmpty(input, f) ??
    oneObject(input, f) ??
    neverRead(input, f) ??
    busSubscriptions(input, f) ??
    pendingAnswers(input, f) ??
    pendingCalls(input, f) ??
    waitingLine(input, f) ??
    awaitedBatch(input, f) ??
    threadAnswers(input, f) ??
    timers(input, f) ??
    lockOf(input, f) ??
    singleFlight(input, f) ??
    joinedOnly(input, f) ??
    ofOnePromise(input, f) ??
    supervised(input, f) ??
    streamBuffer(input, f) ??
    ownWorkers(input, f) ??
    keyBeside(input, f) ??
    breaker(input, f) ??
    switched(input, f) ??
    handles(input, f) ??
    endedHandle(input, f) ??
    inProgress(input, f) ??
    flags(input, f) ??
    counters(input, f) ??
    figures(input, f) ??
    measurements(f) ??
    ownNumbers(input, f) ??
    countsNames(input, f) ??
    measuredFlag(input, f) ??
    measuringMark(input, f) ??
    measuredOnly(input, f) ??
    readByLoggers(input, f) ??
    linkState(input, f) ??
    idleClock(input, f) ??
    paces(input, f) ??
    ownSweeps(input, f) ??
    ownRounds(input, f) ??
    completedOnce(input, f) ??
    underConnections(input, f) ??
    liveConnections(input, f) ??
    endedElements(input, f) ??
    heartBeat(input, f) ??
    scratch(input, f) ??
    memo(input, f) ??
    checkedMemo(input, f) ??
    sessionOf(input, f) ??
    copyOf(input, f) ??
    verdict('state', stateShape(f), 'written after start-up, and this process holds the only copy', f.after[0]!)
  );
}

/** Whether what is written later comes neither from who asks nor from what was there before. */
const isOfOthers = (f: Facts): boolean =>
  f.afterPuts.every((m) => (f.originOf(m) & (From.request | From.event | From.self)) === 0);

/** A field that is filled as a part of a variable, which is told. */
const withRoot = (first: Mutation): Verdict =>
  verdict(
    'init-only',
    'made',
    'written only where the variable that holds its object is filled, which is told there',
    first,
  );

type Told = { readonly holder: Holder; readonly verdict: Verdict };

/** What holds the same in each process, whoever comes first. */
const SETTLED: ReadonlySet<Category> = new Set(['init-only', 'immutable', 'pure-memo', 'lazy-singleton']);

/** What holds for each object of a class. */
const ASIDE: ReadonlySet<Category> = new Set(['init-only', 'immutable', 'backed', 'unreachable']);

/** What a session is kept in is state like any other, where it is asked whether two objects mean the same. */
const kindOf = ({ category }: Verdict): Category => (category === 'session' ? 'state' : category);

/**
 * Origins of values, where some holders are known to hold the same in each process. `putInto`: by variable, where what is put into its
 * collection comes from.
 */
type OriginsOf = (settled: ReadonlySet<Holder>, putInto: ReadonlyMap<number, Origin>) => Origins;

/** Where what is put into a collection after start-up comes from. */
const contentsOf = (input: JudgeInput): Origin => {
  const f = gather(
    input,
    input.holder.mutations.filter((m) => m.mask & AFTER),
  );
  return f.afterPuts.reduce((o, m) => o | f.originOf(m), 0);
};

/** Judges anew what is worked out from other holders, now that those are known that hold the same in each process. */
function againBeside(about: Omit<JudgeInput, 'holder'>, told: readonly Told[], originsOf: OriginsOf): readonly Told[] {
  // What start-up code puts there again may be another value each time: what is worked out of settings alone is not.
  const isOfSettings = (holder: Holder): boolean => {
    const f = gather(
      { ...about, holder },
      holder.mutations.filter((m) => m.mask & AFTER),
    );
    return f.afterPuts.every((m) => m.kind === 'assign' && (f.originOf(m) & ~(From.constant | From.environment)) === 0);
  };
  const isSettled = ({ holder, verdict: v }: Told) =>
    SETTLED.has(v.category) && (v.shape !== 'again' || isOfSettings(holder));
  const settled = new Set(told.filter(isSettled).map((x) => x.holder));
  if (settled.size === 0) return told;
  const putInto = new Map<number, Origin>();
  for (const { holder, verdict: v } of told) {
    if (v.category !== 'pure-memo' || holder.binding < 0) continue;
    const contents = contentsOf({ ...about, holder });
    // What is worked out of what was asked for is that of its key, and a constant key has a constant there.
    if ((contents & (From.request | From.event)) === 0) putInto.set(holder.binding, contents);
  }
  const origins = originsOf(settled, putInto);
  const ofOthers = ({ holder, verdict }: Told): boolean => {
    if (verdict.category !== 'state' && verdict.category !== 'cache') return false;
    const after = holder.mutations.filter((m) => m.mask & AFTER);
    const f = gather({ ...about, holder }, after);
    return f.afterPuts.some((m) => (f.originOf(m) & From.state) !== 0);
  };
  return told.map((x) => (ofOthers(x) ? { ...x, verdict: categorise({ ...about, origins, holder: x.holder }) } : x));
}

/** Gives each holder its category, also by what is beside it. */
export function categoriseAll(
  about: Omit<JudgeInput, 'holder'>,
  { all, ...of }: Pick<Holders, 'all' | 'lifeOf' | 'ownerOf'>,
  originsOf: OriginsOf,
): readonly { readonly holder: Holder; readonly verdict: Verdict }[] {
  const judged = (holder: Holder): Told => ({ holder, verdict: categorise({ ...about, holder }) });
  const first = againBeside(
    about,
    all.flatMap((holder) => {
      const told = judged(holder);
      const homes = ASIDE.has(told.verdict.category) ? null : perInstance(about.pt, about.ctx, of, holder)?.map(judged);
      // Where all mean the same, it is one piece of state, and the class is the place to say so.
      return homes && new Set(homes.map((x) => kindOf(x.verdict))).size > 1 ? homes : [told];
    }),
    originsOf,
  );
  const copies = placesOfCopies(first.filter((x) => x.verdict.category === 'cache').map((x) => x.holder));
  const calls = withAwaitedEvents(about.pt, about.ctx, placesOfCalls(about.pt, first), (fn) =>
    functionsAround(about.pt.p, fn),
  );
  const breakers = placesOfBreakers(first);
  const fillings = new Set(
    first.flatMap(({ holder, verdict: v }) => (v.category === 'cache' ? holder.mutations.map(writeKey) : [])),
  );
  return first.map(({ holder, verdict: v }) => {
    const input = { ...about, holder };
    const after = holder.mutations.filter((m) => m.mask & AFTER);
    const isBeside = (places: ReadonlyMap<number, unknown>) =>
      v.category === 'state' && after.some((m) => places.has(m.fn));
    const isField = holder.kind === 'field' && (v.category === 'cache' || v.category === 'state');
    const told =
      (isField &&
        isFilledWithRoot(about.pt, after, fillings) &&
        isOfOthers(gather(input, after)) &&
        withRoot(after[0]!)) ||
      (isBeside(copies) && besideCopy(input, gather(input, after), copies)) ||
      (isBeside(calls.puts) && besideCall(input, gather(input, after), calls)) ||
      (isBeside(breakers.puts) && besideBreaker(input, gather(input, after), breakers)) ||
      v;
    const mayBeUnheard = (told.category === 'state' || told.category === 'cache') && after.length > 0;
    const f = mayBeUnheard ? gather(input, after) : null;
    const unheard = f !== null && (isUnheard(input, f) || (told.category === 'state' && isOwnAffair(input, f)));
    return { holder, verdict: unheard ? { ...told, unheard } : told };
  });
}

/** Holders that could be a copy made at start-up of what another process can change: worth asking who reads them. */
export function mayBeBootCopy({ ctx, origins, holder }: Omit<JudgeInput, 'sinks'>): Mutation | null {
  if (holder.mutations.some((m) => m.mask & AFTER)) return null;
  for (const m of holder.mutations) {
    if (m.kind === 'remove' || m.v === NONE || (m.mask & Ctx.boot) === 0) continue;
    const o = loadedFrom({ ctx, origins }, m);
    if (o & (From.remote | From.random) && (o & (From.handle | From.promise)) === 0) return m;
  }
  return null;
}

/** Where start-up has a value from, asked further where the usual way ends in what is not known: it loads by way of many functions. */
function loadedFrom({ ctx, origins }: Pick<JudgeInput, 'ctx' | 'origins'>, m: Mutation): Origin {
  const o = origins.of(ctx.frames[m.frame]!, m.file, m.v);
  if ((o & From.unknown) === 0 || (o & (From.remote | From.random)) !== 0) return o;
  const far = origins.far(ctx.frames[m.frame]!, m.file, m.v);
  return far & From.remote ? far : o;
}

/** Packages whose calls rest on a secret that all processes must share. */
const SECRET_USERS =
  /^(jsonwebtoken|jose|node:crypto|express-session|cookie-session|cookie-parser|csrf-csrf|csurf|keygrip)$/;

/** Made at random by each process at start-up, and told to clients or compared with what they bring: no other process agrees. */
function ownRandom(input: JudgeInput): Verdict | null {
  const { pt, ctx, origins, holder, sinks } = input;
  const m = holder.mutations.find((x) => {
    if (x.v === NONE || x.kind !== 'assign') return false;
    const o = origins.of(ctx.frames[x.frame]!, x.file, x.v);
    return (
      (o & From.random) !== 0 &&
      (o & ~(From.random | From.time | From.constant | From.environment | From.library)) === 0
    );
  });
  if (!m || isAlsoStored(pt, m)) return null;
  const { dev } = input;
  const kept = dev
    ? (dev.at(m.file, pt.p.functions[m.fn]!.id, m.guard) ??
      randomInDevelopment({ pt, ctx, origins, dev }, ctx.frames[m.frame]!, m.file, m.v))
    : null;
  if (kept) return verdict(kept.reason, 'guarded', 'made at random by what no deployed process runs', kept);
  if (holder.mutations.every((x) => servesOneAt(pt, x.fn, x.guard)))
    return verdict(
      'live-connections',
      'one-client',
      'made by a process that serves the one client which started it',
      m,
    );
  const later = holder.reads.filter((r) => r.mask & AFTER);
  if (later.length > 0 && isPartOfNames(input, later)) return null;
  // What is used by methods that no text has makes such values: it is none itself.
  if (later.length > 0 && usedByMethods(pt, later)) return null;
  // A token that own children are started with is theirs and this process's alone.
  const own = (s: Sink) =>
    s.recv !== NONE && setOf(pt.h, pt.valueNode(s.file, s.recv)).some((o) => OWN_PROCESSES.has(pt.h.objects[o]!.pkg));
  if (holder.reads.some((r) => sinks.of(r.file, r.v).some(own))) return null;
  const relied = (s: Sink): boolean => {
    if (s.kind === 'refuse') return true;
    if ((s.kind !== 'out' && s.kind !== 'send') || s.fn < 0 || (ctx.maskOf(s.fn) & AFTER) === 0) return false;
    if (s.recv === NONE) return s.kind === 'out';
    return setOf(pt.h, pt.valueNode(s.file, s.recv)).some((o) => {
      const x = pt.h.objects[o]!;
      return x.k === 'ext' && (x.type === 'callback' || SECRET_USERS.test(x.pkg));
    });
  };
  for (const r of holder.reads) {
    const handed = sinks.of(r.file, r.v);
    if ((r.mask & AFTER) === 0 ? handed.some((s) => isSigningSecret(pt, s)) : handed.some(relied))
      return verdict('state', 'random', 'each process makes its own at random, and clients bring it to all of them', m);
  }
  return null;
}

/** Whether the same function puts the value, or what its call gives, into another place too: there it may be kept for all. */
function isAlsoStored(pt: Points, m: Mutation): boolean {
  const f = pt.p.files[m.file]!;
  const made = f.values[m.v]!;
  const same = (v: ValueId): boolean => {
    if (v === m.v || (made.k === 'alt' && made.of.includes(v))) return true;
    const x = f.values[v]!;
    const place = pt.p.functions[m.fn]!.f.events.find((e) => e.t === 'write' && e.s === m.s);
    if (place?.t !== 'write') return false;
    if ('b' in place.to) return x.k === 'bind' && x.b === place.to.b;
    return x.k === 'prop' && 'p' in place.to && x.p === place.to.p && x.o === place.to.o;
  };
  const holds = (v: ValueId): boolean => {
    const x = f.values[v]!;
    return same(v) || (x.k === 'obj' && x.props.some((q) => q[2] === 'value' && same(q[1])));
  };
  return pt.p.functions[m.fn]!.f.events.some((e) => {
    if (e.t === 'write') return e.s !== m.s && !('b' in e.to) && same(e.v);
    // Handed to what is waited for: it is saved before it is used.
    return e.t === 'call' && f.calls[e.c]!.use === 'await' && f.calls[e.c]!.args.some(holds);
  });
}

/** Methods of lists, maps and strings that only look at what is there. */
const DATA_METHODS = new Set(
  'at every entries filter find findIndex findLast flatMap forEach has includes indexOf join keys map reduce slice some toLowerCase toUpperCase values'.split(
    ' ',
  ),
);
const methodOf = (pt: Points, r: Access): string => {
  const f = pt.p.files[r.file]!;
  const callee = r.ua === NONE ? undefined : f.values[f.calls[r.ua]?.callee ?? NONE];
  return callee?.k === 'prop' ? callee.p : '';
};

/** Loaded once at start-up from a database or service, and read as data by what runs later. */
function bootCopy(input: JudgeInput): Verdict | null {
  const m = mayBeBootCopy(input);
  if (!m || (loadedFrom(input, m) & From.remote) === 0) return null;
  const { self } = input.ctx.frames[m.frame]!;
  // Another object of the class holds another value.
  const isOfIt = (r: Access): boolean => {
    const other = input.ctx.frames[r.frame]!.self;
    return input.holder.kind !== 'field' || self < 0 || other < 0 || other === self;
  };
  const later = input.holder.reads.filter((r) => r.mask & AFTER && isOfIt(r));
  // What methods are called on is a client or the like, unless they only look at data. `get` of a collection is noted down twice: as what is
  // called on a value, and as a way to read the collection.
  const ways = new Set<string>(later.map((r) => r.how));
  const looks = (method: string): boolean => DATA_METHODS.has(method) || ways.has(method);
  const isUsed = (r: Access): boolean =>
    r.how === 'value' && (r.use === 'callee' || (r.use === 'recv' && !looks(methodOf(input.pt, r))));
  // Start-up itself puts data together with methods of the language; others are those of a client.
  const isClient = (r: Access): boolean =>
    r.how === 'value' && r.use === 'recv' && !isOfLanguage(methodOf(input.pt, r));
  if (later.length === 0 || later.some(isUsed) || input.holder.reads.some(isClient)) return null;
  return verdict('cache', 'boot', 'loaded once at start-up from where it can change', m);
}

/** Callbacks within each other that are climbed out of. */
const MAX_CONTINUED = 6;

/** The calls that a frame continues, from the inside out: it runs as their callback and in no other way, once they are done. */
function continuedCalls(ctx: Contexts, frame: number): readonly number[] {
  const out: number[] = [];
  for (let at = ctx.frames[frame]; at && out.length < MAX_CONTINUED; ) {
    const reasons = [...at.why.values()];
    const first = reasons[0];
    if (!first || first.call < 0 || at.callers.length > 0 || at.rooted) break;
    if (!reasons.every((r) => r.call === first.call && r.what === '' && r.from >= 0)) break;
    out.push(first.call);
    at = ctx.frames[first.from];
  }
  return out;
}

/** What is known of a holder's writes and reads, worked out when asked for. */
export function gather(input: JudgeInput, after: readonly Mutation[]): Facts {
  const known = entryOf(gathered, input.origins, () => new WeakMap<Holder, Facts>());
  return entryOf(known, input.holder, () => gatherAnew(input, after));
}
/** One holder is judged in several turns, and what was found out of its writes in one holds in the next. */
const gathered = new WeakMap<Origins, WeakMap<Holder, Facts>>();

function gatherAnew({ pt, ctx, origins, holder }: JudgeInput, after: readonly Mutation[]): Facts {
  /** Whether a call of a function of the program gives the collection that the holder is: it hands it out. */
  const isHandedOut = (file: number, v: ValueId): boolean => {
    const x = pt.p.files[file]!.values[v]!;
    const fns = x.k === 'call' && holder.objects.size > 0 ? pt.targets.get(callGid(pt.p, file, x.c)) : undefined;
    if (!fns) return false;
    return setOf(pt.h, pt.valueNode(file, v)).some((o) => holder.objects.has(o) && !isMadeIn(fns, o));
  };
  /** Whether one of the functions makes an object and does not touch the holder's place: it gives a new one each time. */
  const isMadeIn = (fns: ReadonlySet<number>, o: ObjectId): boolean => {
    const fn = pt.h.objects[o]!.allocator;
    if (!fns.has(fn)) return false;
    const { file, f } = pt.p.functions[fn]!;
    const isIt = (x: { readonly b?: BindingId; readonly p?: string }): boolean =>
      holder.binding >= 0
        ? x.b !== undefined && pt.p.bindingBase[file]! + x.b === holder.binding
        : x.p !== undefined && x.p === holder.name;
    return !f.events.some((e) => {
      if (e.t === 'write') return isIt('b' in e.to ? { b: e.to.b } : 'p' in e.to ? { p: e.to.p } : {});
      const x = e.t === 'read' ? pt.p.files[file]!.values[e.v]! : null;
      return x?.k === 'bind' ? isIt({ b: x.b }) : x?.k === 'prop' && isIt({ p: x.p });
    });
  };
  /** Whether what another file exports is the holder's collection. */
  const isImported = (file: number, v: ValueId): boolean => {
    const x = pt.p.files[file]!.values[v]!;
    if (holder.objects.size === 0 || holder.file === file || (x.k !== 'bind' && x.k !== 'prop')) return false;
    const all = setOf(pt.h, pt.valueNode(file, v));
    return all.length > 0 && all.every((o) => holder.objects.has(o));
  };
  /** `this` in a method of a class that extends a collection: the holder, where it holds an object of that class. */
  const isThis = (file: number, v: ValueId): boolean =>
    setOf(pt.h, pt.valueNode(file, v)).some((o) => holder.objects.has(pt.collections.get(o) ?? -1));
  const isSelf = (file: number, v: ValueId): boolean => {
    const x = pt.p.files[file]!.values[v]!;
    if (x.k === 'this') return isThis(file, v);
    if (isHandedOut(file, v) || isImported(file, v)) return true;
    if (holder.binding >= 0) return x.k === 'bind' && pt.p.bindingBase[file]! + x.b === holder.binding;
    if (x.k !== 'prop' || x.p !== holder.name) return false;
    return setOf(pt.h, pt.valueNode(file, x.o)).some((o) => holdsField(pt, holder, o));
  };
  /** Many of the proofs ask for the same. */
  const once = <T>(find: (m: Mutation) => T): ((m: Mutation) => T) => {
    const known = new Map<Mutation, T>();
    return (m) => entryOf(known, m, () => find(m));
  };
  const nothing = (m: Mutation): boolean => {
    if (m.v === NONE) return true;
    const x = pt.p.files[m.file]!.values[m.v]!;
    return x.k === 'undef' || (x.k === 'lit' && x.v === null);
  };
  const originOf = once((m): Origin => {
    const frame = ctx.frames[m.frame]!;
    const put = m.v === NONE ? 0 : origins.of(frame, m.file, m.v, isSelf);
    const filled = filledAfter(pt, origins, frame, m, (v) => isPlace(m.file, v));
    // An index of a library that is filled is what was put into it, as a list is.
    return filled & From.fresh ? (put & ~From.handle) | filled : put | filled;
  });
  const contentOf = once(
    (m): Origin => originOf(m) | (m.v === NONE ? 0 : origins.within(ctx.frames[m.frame]!, m.file, m.v, isSelf)),
  );
  const testsOf = once((m): Test[] => testsAt(pt.p.files[m.file]!, m.guard));
  const keyOrigin = once((m): Origin => {
    if (m.key === NONE) return 0;
    // `if (name !== ROOT) throw …`: whoever brings another key does not get this far.
    if (testsOf(m).some((t) => t.says === 'equal' && isOneText(pt, m, t))) return From.constant;
    return origins.of(ctx.frames[m.frame]!, m.file, m.key, isSelf);
  });
  const reads = holder.reads;
  /** Whether the holder is one of several places that a function chooses among. */
  const isOneOf = (file: number, v: ValueId): boolean => {
    const f = pt.p.files[file]!;
    return placesAmong(f, v) > 1 && choicesOf(f, v).some((x) => isPlace(file, x));
  };
  const isPlace = (file: number, v: ValueId): boolean => {
    const x = pt.p.files[file]!.values[v]!;
    if (x.k === 'bind') {
      const gid = pt.p.bindingBase[file]! + x.b;
      if (gid === holder.binding) return true;
      const b = pt.p.files[file]!.bindings[x.b]!;
      if (b.imp && b.name === holder.name) return true;
      if ((b.kind !== 'const' && b.kind !== 'let' && b.kind !== 'var') || b.top) return false;
      return b.defs.length === 1 ? isPlace(file, b.defs[0]!) : isOneOf(file, v);
    }
    if (x.k === 'alt') return isOneOf(file, v);
    if (x.k === 'this') return isThis(file, v);
    if (x.k === 'prop') return x.p === holder.name && holder.binding < 0;
    if (x.k === 'index' || x.k === 'await' || x.k === 'as') return isPlace(file, x.k === 'index' ? x.o : x.v);
    if (x.k === 'call') {
      const c = pt.p.files[file]!.calls[x.c]!;
      return (c.recv !== NONE && isPlace(file, c.recv)) || isHandedOut(file, v);
    }
    return false;
  };
  const missGuarded = (m: Mutation): boolean => {
    const file = pt.p.files[m.file]!;
    if (m.op === '??=' || m.op === '||=') return true;
    const t = testsOf(m);
    if (t.some((x) => x.says === 'absent' && isPlace(m.file, x.v))) return true;
    for (const e of pt.p.functions[m.fn]!.f.events) {
      if (e.t === 'write' && e.s === m.s && (saysAbsent(file, t, e.to) || selfGuarded(file, e.v, e.to))) return true;
    }
    return false;
  };
  // What goes on in the background may put there again what was put before: for a copy that is all the same, for a silence it is not.
  const begunOnMiss = (m: Mutation): boolean =>
    missGuarded(m) ||
    continuedCalls(ctx, m.frame).some((call) => {
      const { file, c } = pt.p.calls[call]!;
      return testsAt(pt.p.files[file]!, c.guard).some((x) => x.says === 'absent' && isPlace(file, x.v));
    });
  const missed = (m: Mutation): boolean =>
    missGuarded(m) || testsOf(m).some((x) => x.says === 'unless' && isPlace(m.file, x.v));
  const age = (t: Test) => t.says === 'order' || t.says === 'equal' || t.says === 'differs';
  /** The put runs under an age test, or its function is called under one (or an absence test) of this holder. */
  const ageGuarded = (m: Mutation): boolean => {
    if (testsOf(m).some(age)) return true;
    for (const c of ctx.frames[m.frame]!.callers.slice(0, 6)) {
      if (c.call < 0) continue;
      const at = pt.p.calls[c.call]!;
      if (
        testsAt(pt.p.files[at.file]!, at.c.guard).some((t) => (age(t) || t.says === 'absent') && isPlace(at.file, t.v))
      )
        return true;
    }
    return false;
  };
  const puts = holder.mutations.filter((m) => m.kind !== 'remove' && !nothing(m));
  return {
    all: holder.mutations,
    after,
    puts,
    afterPuts: after.filter((m) => m.kind !== 'remove' && !nothing(m)),
    removes: holder.mutations.filter((m) => m.kind === 'remove' || nothing(m)),
    reads,
    originOf,
    contentOf,
    keyOrigin,
    missGuarded,
    begunOnMiss,
    missed,
    ageGuarded,
    isPlace,
  };
}

/** Whether a test says that the key of a write is one text, always the same. */
function isOneText(pt: Points, m: Mutation, t: Test): boolean {
  const { values, bindings } = pt.p.files[m.file]!;
  const isKey = (v: ValueId): boolean => {
    const x = values[v]!;
    const y = values[m.key]!;
    return x.k === 'bind' && y.k === 'bind' && x.b === y.b && bindings[x.b]!.defs.length <= 1;
  };
  return isKey(t.v) && constantText(pt.p, m.file, t.other) !== null;
}

/**
 * Written by what no deployed process runs: under a test for development or tests, or in a sub-command that nothing starts. So it is with
 * what the methods of an object write that is made there alone.
 */
function keptFromDeployments({ pt, ctx, dev }: JudgeInput, after: readonly Mutation[]): Verdict | null {
  if (!dev) return null;
  const proofOf = (m: Mutation) =>
    dev.at(m.file, pt.p.functions[m.fn]!.id, m.guard) ?? dev.unmade(ctx.frames[m.frame]!.self);
  const first = proofOf(after[0]!);
  if (!first || !after.every(proofOf)) return null;
  return verdict(first.reason, 'guarded', 'written by what no deployed process runs', first);
}

/** A WeakMap lives as its keys do. */
function weakly({ pt, holder }: JudgeInput, f: Facts): Verdict | null {
  const objects = [...holder.objects].map((o) => pt.h.objects[o]!);
  if (objects.length === 0 || !objects.every((x) => x.type === 'WeakMap' || x.type === 'WeakSet')) return null;
  return verdict('request-scoped', 'weak', 'entries live as long as their keys do', f.after[0]!);
}

/** `x = x + 1`: what is there is counted on, however plain the rest. */
export function countsOn(pt: Points, f: Facts, m: Mutation): boolean {
  const { values } = pt.p.files[m.file]!;
  const isWorkedOut = (v: ValueId): boolean => {
    const x = values[v]!;
    return x.k === 'op' || (x.k === 'alt' && x.of.length > 0 && x.of.every(isWorkedOut));
  };
  return m.v !== NONE && isWorkedOut(m.v) && (f.originOf(m) & From.self) !== 0;
}

/** A flag that one function, or what continues it, sets and takes back: what stands between is a section, whenever it runs. */
function isSection({ pt }: JudgeInput, f: Facts): boolean {
  const root = (fn: number): number => {
    let at = fn;
    for (let hops = 0; hops < 8; hops++) {
      const { file, f: x } = pt.p.functions[at]!;
      if (x.parent <= 0) return at;
      at = pt.p.functionBase[file]! + x.parent;
    }
    return at;
  };
  const set = new Set<number>();
  const back = new Set<number>();
  for (const m of f.after) {
    const x = m.kind === 'assign' && m.v !== NONE ? pt.p.files[m.file]!.values[m.v]! : null;
    if (x?.k !== 'lit' || typeof x.v !== 'boolean') return false;
    (x.v ? set : back).add(root(m.fn));
  }
  return [...set].some((fn) => back.has(fn));
}

/** A flag that is set both ways, one of them where something failed: it tells how the last run went, not what start-up knew. */
export function tellsOutcome(pt: Points, f: Facts): boolean {
  const values = new Set<boolean>();
  let failed = false;
  for (const m of f.after) {
    const file = pt.p.files[m.file]!;
    const x = m.kind === 'assign' && m.v !== NONE ? file.values[m.v]! : null;
    if (x?.k !== 'lit' || typeof x.v !== 'boolean') return false;
    values.add(x.v);
    failed ||= inside(file, m.guard, 'catch');
  }
  return failed && values.size > 1;
}

/** Whether a write, or each call that leads to it, stands where something has failed. */
function standsInCatch({ pt, ctx }: Pick<JudgeInput, 'pt' | 'ctx'>, m: Mutation): boolean {
  if (inside(pt.p.files[m.file]!, m.guard, 'catch')) return true;
  const { callers } = ctx.frames[m.frame]!;
  return (
    callers.length > 0 &&
    callers.every(
      ({ call }) => call >= 0 && inside(pt.p.files[pt.p.calls[call]!.file]!, pt.p.calls[call]!.c.guard, 'catch'),
    )
  );
}

/**
 * `state = produce(state, recipe)`: what is there is handed on with a function that the caller brings, and each caller brings another one. What
 * start-up makes of it so is not what a request makes of it.
 */
export function isWorkedOver(pt: Points, f: Facts, m: Mutation): boolean {
  const facts = pt.p.files[m.file]!;
  const x = m.kind === 'assign' && m.v !== NONE ? facts.values[m.v]! : null;
  if (x?.k !== 'call' || pt.targets.has(callGid(pt.p, m.file, x.c))) return false;
  const { args } = facts.calls[x.c]!;
  const isBrought = (v: ValueId): boolean => {
    const y = facts.values[v]!;
    if (y.k !== 'bind' || facts.bindings[y.b]!.kind !== 'param') return false;
    const functions = setOf(pt.h, pt.valueNode(m.file, v)).filter((o) => pt.h.objects[o]!.k === 'fn');
    return functions.length > 1;
  };
  return args.some((v) => f.isPlace(m.file, v)) && args.some(isBrought);
}

/** Start-up code that is entered again, with the values of start-up: it puts back what was there. */
function bootAgain(input: JudgeInput, f: Facts): Verdict | null {
  const { pt, ctx } = input;
  const site = (m: Mutation) => `${m.file}:${m.s}`;
  const boots = new Set(f.all.filter((m) => m.mask & Ctx.boot).map(site));
  const steady =
    From.constant |
    From.environment |
    From.machine |
    From.handle |
    From.fn |
    From.fresh |
    From.timer |
    From.library |
    From.self;
  for (const m of f.after) {
    // Every line that writes after start-up must be a line of start-up too: else something else happens later.
    if (!boots.has(site(m)) || (ctx.maskOf(m.fn) & Ctx.boot) === 0) return null;
    if (m.kind === 'update' || countsOn(pt, f, m) || isWorkedOver(pt, f, m)) return null;
    if (m.kind !== 'remove' && (f.originOf(m) & ~steady) !== 0) return null;
    if (m.kind === 'put' && [m.v, m.key].some((v) => isOfLaterRecord(pt, ctx, m.file, v))) return null;
    // What is put under a key that comes from who knows where is there to be met again.
    const settled = From.constant | From.environment | From.machine | From.fn | From.fresh;
    const other = f.missGuarded(m)
      ? ~settled
      : m.kind === 'put' && m.key !== NONE
        ? ~(settled | From.library)
        : From.request | From.event | From.random | From.answer;
    if ((f.keyOrigin(m) & other) !== 0) return null;
    if (m.kind !== 'remove' && (f.contentOf(m) & ~steady) !== 0) return null;
  }
  if (f.afterPuts.length === 0 || tellsOutcome(pt, f) || tellsLast(pt, f) || isHeldWhileWorking(input, f)) return null;
  // Start-up puts one thing, and another line something else where work failed: which of them is there, is what happened.
  const later = new Set(f.after.map(site));
  const isFirst = f.all.some((m) => m.kind !== 'remove' && m.op !== 'init' && m.mask & Ctx.boot && !later.has(site(m)));
  if (isFirst && f.afterPuts.some((m) => standsInCatch({ pt, ctx }, m))) return null;
  // A list that takes one after another, and lets some go by what it holds, is as long as what happened made it.
  const sifts = (m: Mutation): boolean => {
    const v = m.kind === 'assign' && m.v !== NONE ? valueAt(pt.p, m.file, m.v) : null;
    const c = v?.k === 'call' ? pt.p.files[m.file]!.calls[v.c]! : null;
    return c !== null && valueAt(pt.p, m.file, c.callee).k === 'prop' && f.isPlace(m.file, c.recv);
  };
  if (f.after.some((m) => m.kind === 'put') && f.after.some(sifts)) return null;
  // A list to which each run adds, and which none of them starts anew, gets longer: what start-up put there is not put back. Handlers and
  // names are registered so by whoever comes, and are the same each time.
  const registered = From.constant | From.environment | From.fn | From.handle | From.timer;
  const grows = (m: Mutation): boolean =>
    m.kind === 'put' &&
    (m.method === 'push' || m.method === 'unshift') &&
    (f.originOf(m) & registered) === 0 &&
    !f.after.some((x) => x.kind === 'assign' || (x.kind === 'remove' && x.fn === m.fn));
  if (f.after.some(grows)) return null;
  // What is marked where no mark is yet, and unmarked by its key, is what goes on now: start-up only does it first.
  const isMark = (m: Mutation): boolean => {
    const v = m.kind === 'put' && m.v !== NONE ? valueAt(pt.p, m.file, m.v) : null;
    return m.kind === 'put' && (m.method === 'add' || (v?.k === 'lit' && v.v === true)) && f.missGuarded(m);
  };
  if (f.after.some(isMark) && f.removes.some((m) => m.mask & AFTER && m.method === 'delete')) return null;
  return verdict(
    'init-only',
    'again',
    'start-up code that runs again puts back the values of start-up',
    f.afterPuts[0]!,
  );
}

/** Filled while it is empty, by a line that start-up runs too, and never emptied: what runs later finds it filled. */
function filledAtBoot({ ctx, holder }: JudgeInput, f: Facts): Verdict | null {
  if (f.afterPuts.length === 0 || f.removes.some((m) => m.mask & AFTER)) return null;
  const first = new Set(f.all.filter((m) => (m.mask & AFTER) !== 0 && m.kind === 'assign').map((m) => m.fn));
  if (first.size !== 1 || holder.kind === 'closure-variable') return null;
  for (const m of f.afterPuts) {
    if (m.kind === 'put' || (m.mask & Ctx.boot) === 0 || (ctx.maskOf(m.fn) & Ctx.boot) === 0) return null;
    if (!f.missGuarded(m)) return null;
    // What another process answers is a copy, whoever asks for it first.
    if ((f.originOf(m) & (From.remote | From.handle)) === From.remote) return null;
  }
  return verdict('init-only', 'filled', 'filled at start-up, while it is empty', f.afterPuts[0]!);
}

/** Completed by whoever comes first, with nothing of its own, and then never again: as if start-up had done it. */
function completedOnce({ pt, ctx }: JudgeInput, f: Facts): Verdict | null {
  if (f.afterPuts.length === 0 || f.afterPuts.length !== f.after.length) return null;
  const own =
    From.unknown |
    From.request |
    From.event |
    From.answer |
    From.remote |
    From.file |
    From.created |
    From.random |
    From.promise;
  // A variable of an activation that comes again says nothing of the one before.
  const lasts = (file: number, flag: ValueId): boolean => {
    const x = pt.p.files[file]!.values[flag]!;
    const b = x.k === 'bind' ? pt.p.files[file]!.bindings[x.b]! : null;
    return b === null || b.top || (ctx.maskOf(functionGid(pt.p, file, b.f)) & AFTER) === 0;
  };
  for (const m of f.after) {
    const others = (flag: ValueId) => !f.isPlace(m.file, flag) && lasts(m.file, flag);
    if (!runsOnce(pt.p.files[m.file]!, pt.p.functions[m.fn]!.id, m.guard, others)) return null;
    if (m.v !== NONE && (f.originOf(m) & own) !== 0) return null;
  }
  return verdict('init-only', 'once', 'completed once, by whoever comes first, as start-up would', f.afterPuts[0]!);
}

/** Missing settings are filled with constants: whoever comes first, the outcome is the same. */
function defaults({ pt, ctx }: JudgeInput, f: Facts): Verdict | null {
  const steady = From.constant | From.environment | From.self | From.fresh;
  if (f.afterPuts.length === 0 || !f.after.every((m) => m.kind === 'assign' && m.v !== NONE)) return null;
  // What is taken away again tells that something happened, and a record that others fill later is no constant.
  if (f.after.some((m) => countsOn(pt, f, m)) || f.removes.some((m) => m.mask & AFTER)) return null;
  if (f.afterPuts.some((m) => isFilledLater(pt, ctx, m.file, m.v))) return null;
  // `list = list.filter(f)` fills nothing.
  const isSifted = (m: Mutation): boolean => {
    const facts = pt.p.files[m.file]!;
    const x = facts.values[m.v]!;
    const callee = x.k === 'call' ? facts.values[facts.calls[x.c]!.callee]! : undefined;
    return callee?.k === 'prop' && isIterator(callee.p);
  };
  const fills = (m: Mutation) => f.missGuarded(m) || ((f.originOf(m) & From.self) !== 0 && !isSifted(m));
  if (!f.afterPuts.every((m) => (f.originOf(m) & ~steady) === 0 && fills(m))) return null;
  if (f.afterPuts.every((m) => (f.originOf(m) & ~From.constant) === 0)) return null;
  return verdict('init-only', 'default', 'a missing setting is filled with a constant', f.afterPuts[0]!);
}

/** Pending work: the same key goes when it settles, and readers only join it. */
function singleFlight(input: JudgeInput, f: Facts): Verdict | null {
  const { pt } = input;
  if (f.afterPuts.length === 0) return null;
  const isPending = (m: Mutation) => (f.originOf(m) & From.promise) !== 0;
  // A mark that does not keep its own work from starting again is there to say something else.
  const marks = f.afterPuts.every((m) => isMark(f, m)) && f.afterPuts.some((m) => f.missGuarded(m));
  if (!f.afterPuts.every(isPending) && !(marks && onlySkips(input, f))) return null;
  const settles = f.removes.filter((m) => dropsWhenSettled(pt, m) || followsAwait(pt, f, m));
  if (settles.length === 0) return null;
  return verdict('single-flight', 'pending', 'holds work in progress and drops it when it settles', settles[0]!);
}

/** Whether a removal runs when a promise settles. Dropped only when it fails, or after a time, it stays as a copy of what it gave. */
export function dropsWhenSettled(pt: Points, m: Mutation): boolean {
  if (inside(pt.p.files[m.file]!, m.guard, 'finally')) return true;
  const on = continuationsOf(pt, m.fn);
  return on.has('finally') || on.has('then');
}

/** A key with nothing but a mark beside it. */
function isMark(f: Facts, m: Mutation): boolean {
  return m.kind === 'put' && (m.method === 'add' || (f.originOf(m) & ~(From.constant | From.time)) === 0);
}

/** Whether a mark only decides if the process starts the same work once more: it refuses nobody, and nobody is told of it. */
function onlySkips({ sinks }: JudgeInput, f: Facts): boolean {
  return f.reads.every(
    (r) =>
      (r.how === 'value' && r.use === 'recv') ||
      r.how === 'delete' ||
      r.how === 'size' ||
      (r.how === 'has' &&
        !sinks.isCut(r.file, r.v) &&
        sinks.of(r.file, r.v).every((s) => s.kind === 'cond' || s.kind === 'log')),
  );
}

/** Whether a function puts the entry, waits, and takes it away again. */
function followsAwait(pt: Points, f: Facts, removal: Mutation): boolean {
  return f.afterPuts.some(
    (m) =>
      m.fn === removal.fn &&
      m.s < removal.s &&
      !excludes(pt.p.files[m.file]!, m.guard, removal.guard) &&
      pt.p.functions[m.fn]!.f.events.some((e) => e.t === 'await' && e.s > m.s && e.s < removal.s),
  );
}

/** Continuations (`then`, `catch`, `finally`) that a function is handed to, directly or by a name. */
function continuationsOf(pt: Points, fn: number): ReadonlySet<string> {
  const { file, id } = pt.p.functions[fn]!;
  const f = pt.p.files[file]!;
  const isIt = (v: ValueId, hops: number): boolean => {
    const x = f.values[v]!;
    if (x.k === 'fn') return x.f === id;
    return x.k === 'bind' && hops < 2 && f.bindings[x.b]!.defs.some((d) => isIt(d, hops + 1));
  };
  const out = new Set<string>();
  for (const c of f.calls) {
    if (!c) continue;
    const callee = f.values[c.callee]!;
    if (callee.k !== 'prop' || !['finally', 'then', 'catch'].includes(callee.p)) continue;
    // The second one that `then` is given runs where it fails.
    c.args.forEach((a, i) => {
      if (isIt(a, 0)) out.add(i === 1 && callee.p === 'then' ? 'catch' : callee.p);
    });
  }
  return out;
}

const READ_AS_DATA = new Set(['return', 'spread', 'iter', 'arith', 'cmp']);

/** Whether what is put gives functions or objects that work, and is made once for each of the names that the code asks for. */
function isNamedSlot(pt: Points, m: Mutation): boolean {
  const f = pt.p.files[m.file]!;
  const x = m.v === NONE ? null : f.values[m.v]!;
  const d = x?.k === 'bind' && f.bindings[x.b]!.defs.length === 1 ? f.values[f.bindings[x.b]!.defs[0]!]! : x;
  const call = d?.k === 'await' ? f.values[d.v]! : d;
  if (call?.k !== 'call' || !namedSlots(pt, m.file).has(call.c)) return false;
  // Plain data that is read under a name is a copy of something.
  return setOf(pt.h, pt.valueNode(m.file, m.v)).some((o) => hasFunctions(pt, o));
}

/** Whether an object is a function, an instance, or holds functions. */
function hasFunctions({ h, collections }: Points, o: ObjectId): boolean {
  const x = h.objects[o]!;
  // A class that extends a collection is made to hold data.
  if (x.k === 'fn' || (x.k === 'inst' && !collections.has(o))) return true;
  const fields = x.k === 'obj' ? (h.fields[o] ?? []) : [];
  return fields.some((n, i) => i % 2 === 1 && setOf(h, n).some((y) => h.objects[y]!.k === 'fn'));
}

/** What no handle comes of. */
const DATA = From.request | From.event | From.state | From.fresh | From.remote | From.file | From.random | From.time;

/** A client, connection or other object that is used by its methods; made once, or made again when lost. */
function handles(input: JudgeInput, f: Facts): Verdict | null {
  const { pt } = input;
  if (f.afterPuts.length === 0) return null;
  if (f.after.some((m) => m.kind === 'put' || m.kind === 'update')) {
    if (f.after.every((m) => m.kind === 'put' && isNamedSlot(pt, m)))
      return verdict('lazy-singleton', 'handles', 'handles made on first use', f.afterPuts[0]!);
    // A collection of handles filled on a miss, by a key that is no request's own and no session's.
    if (
      f.afterPuts.some((m) => isSessionKey(input, m)) ||
      !f.afterPuts.every(
        (m) =>
          m.kind === 'put' &&
          f.missGuarded(m) &&
          isHandle(pt, m, f.originOf(m)) &&
          !isRecord(pt.p.files[m.file]!, m.v) &&
          !isRefusedTwice(input, f, m) &&
          !gathersLater(input, f, m) &&
          ((f.keyOrigin(m) & (From.request | From.event)) === 0 || isRemade(pt, m) || isMadeOfKey(input, m)),
      ) ||
      isAskedElsewhere(input, f)
    )
      return null;
    return verdict('lazy-singleton', 'handles', 'handles made on first use', f.afterPuts[0]!);
  }
  // What a library answers, and what is only used by methods that data does not have, is no data.
  // `x = x ?? make()` reads what is kept to leave it there.
  const isLeft = (r: Access) =>
    r.use === 'init' && f.afterPuts.some((m) => m.kind === 'assign' && m.file === r.file && m.s <= r.s && r.s < m.e);
  const used = usedByMethods(
    pt,
    usesOfHandedOut(
      pt.p,
      input.ctx,
      f.reads.filter((r) => !isLeft(r)),
    ),
  );
  const handled = (m: Mutation) =>
    isHandle(pt, m, f.originOf(m)) ||
    ((f.originOf(m) & From.promise) !== 0 && (f.originOf(m) & From.remote) === 0 && f.missGuarded(m)) ||
    (f.missed(m) && (f.originOf(m) & DATA) === 0 && isCalledUpon(pt, m)) ||
    (used && isCalled(pt, m) && (f.originOf(m) & (From.request | From.event | From.state | From.fresh)) === 0);
  if (!f.puts.every((m) => handled(m) || (f.originOf(m) & ~From.constant) === 0)) return null;
  if (!f.afterPuts.some(handled) || agesOut(pt, f) || isTakenOut(input, f)) return null;
  const isUsed = (r: Access) => r.use === 'recv' || r.use === 'callee' || r.how !== 'value' || isUsedByPart(pt, r);
  const receivers = f.reads.filter(isUsed).length;
  // `open().then((made) => { client = made; })`, begun on a miss: whoever comes meanwhile opens one more of the same.
  const guarded = f.afterPuts.every((m) => f.missed(m) || (f.begunOnMiss(m) && (f.contentOf(m) & From.request) === 0));
  if (
    guarded &&
    f.afterPuts.every(
      (m) => (f.originOf(m) & From.promise) !== 0 && (f.originOf(m) & (From.answer | From.request | From.file)) === 0,
    )
  )
    return verdict('lazy-singleton', 'promise', 'a promise of something made once, on first use', f.afterPuts[0]!);
  const data = f.reads.filter((r) => READ_AS_DATA.has(r.use) && r.use !== 'return').length;
  if (!guarded && receivers === 0) return null;
  if (!guarded && data > receivers) return null;
  const fromRequest = f.afterPuts.some((m) => f.contentOf(m) & From.request && !f.missGuarded(m));
  if (fromRequest) return null;
  const forgotten = guarded ? forgottenByRequest(input, f, CLOSERS) : null;
  if (forgotten)
    return verdict(
      'cache',
      'loaded',
      'made on first use, and forgotten where a request changes what it is made of',
      forgotten,
    );
  return verdict(
    'lazy-singleton',
    guarded ? 'first-use' : 'remade',
    guarded ? 'made on first use, when it is not there yet' : 'a handle, made again when it is lost',
    f.afterPuts[0]!,
  );
}

/** Whether what is put is a record with places of plain data, whatever handles stand beside them: it is filled in later. */
function isRecord(f: FileFacts, v: ValueId, depth = 0): boolean {
  if (v === NONE || depth > 4) return false;
  const x = f.values[v]!;
  if (x.k === 'as') return isRecord(f, x.v, depth + 1);
  if (x.k === 'bind') return f.bindings[x.b]!.defs.length === 1 && isRecord(f, f.bindings[x.b]!.defs[0]!, depth + 1);
  return x.k === 'obj' && x.props.some(([, y]) => ['lit', 'undef'].includes(f.values[y]!.k));
}

/** Whether reads only call methods, at least one of them none that values of the language have. */
function usedByMethods(pt: Points, reads: readonly Access[]): boolean {
  const called = reads.filter((r) => r.how === 'value' && r.use === 'recv');
  const isOwn = (method: string) => method !== '' && !isOfLanguage(method);
  return (
    called.some((r) => isOwn(methodOf(pt, r))) &&
    reads.every((r) => called.includes(r) || (r.how === 'value' && (r.use === 'cond' || r.use === 'cmp')))
  );
}

/** `client.streams.list()`: a method of a part of it is called. */
function isUsedByPart(pt: Points, r: Access): boolean {
  const f = pt.p.files[r.file]!;
  if (r.how !== 'value' || r.use !== 'member') return false;
  return f.calls.some((c) => {
    const of = c && c.recv !== NONE ? f.values[c.recv]! : null;
    return of?.k === 'prop' && of.o === r.v;
  });
}

/** Whether what is written is what a call of a library gives, awaited or not. */
function isCalled(pt: Points, m: Mutation): boolean {
  const file = pt.p.files[m.file]!;
  let x = m.v === NONE ? undefined : file.values[m.v]!;
  while (x && (x.k === 'await' || x.k === 'as')) x = file.values[x.v]!;
  if (x?.k !== 'call') return false;
  const gid = callGid(pt.p, m.file, x.c);
  return (pt.externals.get(gid) ?? []).length > 0 && !pt.targets.has(gid);
}

function isHandle(pt: Points, m: Mutation, o: Origin): boolean {
  if (o & From.timer) return true;
  const held = m.v === NONE ? [] : setOf(pt.h, pt.valueNode(m.file, m.v));
  // A collection of a library, or one that a class extends, holds data under its key, as one of the language does.
  if (m.kind === 'put' && held.some((x) => isLibraryCollection(pt.h.objects[x]!) || pt.collections.has(x)))
    return false;
  const all = (o & From.request) === 0 && m.v !== NONE ? allObjects(pt, m.file, m.v) : null;
  if (all && all.length > 0 && all.every((x) => isOfClient(pt, x))) return true;
  if (o & (From.request | From.answer | From.random | From.time | From.state)) {
    // An answer that is an object of the program or a library's instance is a handle all the same.
    const objects = setOf(pt.h, pt.valueNode(m.file, m.v));
    return (
      objects.length > 0 &&
      objects.every((x) => ['inst', 'fn'].includes(pt.h.objects[x]!.k) || isInstrument(pt, x)) &&
      (o & From.request) === 0
    );
  }
  return (o & (From.handle | From.fn)) !== 0;
}

/** Whether an object is a collection that a library makes: an LRU, a store with expiry. */
const isLibraryCollection = (x: HeapObject): boolean =>
  x.k === 'ext' && x.type === 'new' && collectionOf(x.pkg) !== undefined;

/** A client of another process or an agent of connections: whoever misses it makes one that does the same. */
function isRemade(pt: Points, m: Mutation): boolean {
  const objects = setOf(pt.h, pt.valueNode(m.file, m.v));
  return (
    objects.length > 0 &&
    objects.every((o) => {
      const x = pt.h.objects[o]!;
      return x.k === 'ext' && x.type === 'new' && (isClient(x.pkg) || isConnectionAgent(x.pkg, x.steps));
    })
  );
}

/** What a call of a library gave that the catalogue knows by its methods, and that belongs to no request or connection. */
function isInstrument(pt: Points, o: ObjectId): boolean {
  const x = pt.h.objects[o]!;
  return (
    x.k === 'ext' &&
    (x.type === 'call' || x.type === 'new') &&
    x.kinds.length > 0 &&
    x.kinds.every((k) => (pt.lib.kinds[k]!.def.lifetime ?? 'process') === 'process')
  );
}

/** `client.db(name)`, `MongoClient.connect(url)`: what such a method of a client gives is a way to the data, and none of it. */
function isOfClient(pt: Points, o: ObjectId): boolean {
  const x = pt.h.objects[o]!;
  if (x.k !== 'ext' || x.type !== 'call' || !x.steps.endsWith('()') || asksForData(x)) return false;
  return isClient(x.pkg) && isOfHandles(x.pkg, x.steps.slice(x.steps.lastIndexOf('.') + 1, -2));
}

/** `Boat.find().lean()`: what is chained to a call that asks for data, or changes it, says how it is asked for. */
function asksForData({ pkg, steps }: HeapObject): boolean {
  const called = steps
    .split('()')
    .slice(0, -1)
    .map((part) => part.slice(part.lastIndexOf('.') + 1));
  return called.some((_, i) => {
    const effect = effectOfCall(pkg, called.slice(0, i + 1));
    return effect === 'read' || effect === 'store';
  });
}

const CLOSERS = new Set([
  'close',
  'terminate',
  'destroy',
  'end',
  'ping',
  'abort',
  'kill',
  'unref',
  'disconnect',
  'removeAllListeners',
  'clear',
  'stop',
]);

/** Live sockets of this process, kept only to close, count or ping them. */
function liveConnections({ pt }: JudgeInput, f: Facts): Verdict | null {
  const socketPut = f.afterPuts.filter((m) => m.kind === 'put' && isSocket(pt, m));
  const sockets = socketPut.length > 0 && socketPut.length === f.afterPuts.length;
  if (!sockets && !closedAtLast(pt, f)) return null;
  // Behind each connection another one: who speaks to that speaks to somebody else.
  const pairs = socketPut.some((m) => m.key !== NONE && m.key !== m.v && isPaired(pt, m));
  // Where they are closed, going through them is part of it.
  const closing = new Set(f.reads.filter((r) => r.how !== 'value' && closesOnly(pt, r)).map((r) => r.fn));
  for (const r of f.reads) {
    if (r.how === 'value' && closing.has(r.fn) && ['member', 'iter', 'arith', 'target'].includes(r.use)) continue;
    if (r.how === 'size' || r.how === 'delete' || r.how === 'clear' || r.how === 'add') continue;
    if (['has', 'indexOf', 'splice'].includes(r.how) && sockets) continue;
    // What every process hears each of them tells its own.
    if (sockets && isHeardByAll(pt, r.fn)) continue;
    if (r.how === 'value' && (r.use === 'recv' || r.use === 'target' || (r.use === 'cond' && sockets))) continue;
    // One that is looked up for somebody else is told something, and may be in another process.
    const isOther = r.use === 'recv' && LOOK_UPS.has(r.how) && (pairs || !isItsOwn(pt, f, r));
    // What a request closes by name must be in the process that takes the request.
    if (isOther && closesByRequest(f, r)) return null;
    if (sockets && !isOther && (r.use === 'recv' || r.use === 'target' || r.use === 'cond')) continue;
    if (!closesOnly(pt, r)) return null;
  }
  return verdict(
    'live-connections',
    'sockets',
    'live connections of this process, kept to close or count them',
    socketPut[0] ?? f.afterPuts[0]!,
  );
}

/** Whether a request, and not what puts them there, comes by what is kept: it must be in the process that takes the request. */
const closesByRequest = (f: Facts, r: Access): boolean =>
  (r.mask & (Ctx.request | Ctx.job)) !== 0 && !f.afterPuts.some((m) => m.fn === r.fn);

/** Whether objects are put in, and the end of some of them is that they are closed. */
function closedAtLast(pt: Points, f: Facts): boolean {
  const objects = (m: Mutation) =>
    m.kind === 'put' && m.v !== NONE && m.method !== 'sort' && (f.originOf(m) & ~From.constant) !== 0;
  const byItself = (r: Access) => !closesByRequest(f, r);
  const ends = f.reads.filter((r) => r.how !== 'value' && closesOnly(pt, r));
  return f.afterPuts.length > 0 && f.afterPuts.every(objects) && ends.length > 0 && ends.every(byItself);
}

function isSocket(pt: Points, m: Mutation): boolean {
  const objects = [
    ...setOf(pt.h, pt.valueNode(m.file, m.v)),
    ...(m.key === NONE ? [] : setOf(pt.h, pt.valueNode(m.file, m.key))),
  ];
  return objects.some((o) => {
    const x = pt.h.objects[o]!;
    return (
      x.k === 'ext' &&
      x.kinds.some(
        (k) =>
          pt.lib.kinds[k]!.def.lifetime === 'connection' ||
          // An answer that is held open is a connection, too.
          /socket|connection|client|response|reply/i.test(pt.lib.kinds[k]!.name),
      )
    );
  });
}

/** Whether both the key and what is kept under it are connections, and not one and the same. */
function isPaired(pt: Points, m: Mutation): boolean {
  const { values } = pt.p.files[m.file]!;
  const [key, v] = [values[m.key]!, values[m.v]!];
  if (key.k === 'bind' && v.k === 'bind' && key.b === v.b) return false;
  const isOne = (x: ValueId): boolean => setOf(pt.h, pt.valueNode(m.file, x)).some((o) => isConnectionKind(pt, o));
  return isOne(m.key) && isOne(m.v);
}

/** Whether the elements that a read yields are only closed. */
function closesOnly(pt: Points, r: Access): boolean {
  const f = pt.p.files[r.file]!;
  const fn = pt.p.functions[r.fn]!.f;
  const uses: string[] = [];
  const stems = new Set<ValueId>([r.v]);
  f.values.forEach((v, id) => {
    if (v.k === 'elem' && stems.has(v.v)) stems.add(id);
  });
  for (const e of fn.events) {
    if (e.t !== 'call') continue;
    const c = f.calls[e.c]!;
    const callee = f.values[c.callee]!;
    if (c.recv === NONE || callee.k !== 'prop') continue;
    const recv = f.values[c.recv]!;
    const through =
      recv.k === 'bind' && f.bindings[recv.b]!.defs.some((d) => stems.has(d) || f.values[d]!.k === 'elem');
    if (stems.has(c.recv) || through) uses.push(callee.p);
  }
  return uses.length > 0 && uses.every((u) => CLOSERS.has(u) || u === 'values' || u === 'forEach');
}

/** A shared constant overwritten and read within one synchronous run. */
function scratch({ pt, holder }: JudgeInput, f: Facts): Verdict | null {
  const alone = ['module-binding', 'closure-variable', 'static-field', 'global'].includes(holder.kind);
  // A field of many objects is another place in each; that it holds a collection itself, its writes do not tell.
  if (!alone && (holder.kind !== 'field' || holder.objects.size > 0)) return null;
  if (!f.after.every((m) => m.kind === 'assign' && m.op === '=' && (f.originOf(m) & From.self) === 0)) return null;
  const writers = new Set(f.after.map((m) => m.fn));
  // What start-up alone looks at was there before.
  const later = f.reads.filter((r) => writers.has(r.fn) || (r.mask & AFTER) !== 0);
  if (later.length === 0 || !later.every((r) => writers.has(r.fn))) return null;
  for (const fn of writers) {
    const events = pt.p.functions[fn]!.f.events;
    const first = Math.min(...f.after.filter((m) => m.fn === fn).map((m) => m.s));
    const firstWrite = f.after.find((m) => m.fn === fn && m.s === first)!;
    if (firstWrite.guard !== NONE) return null;
    const reads = f.reads.filter((r) => r.fn === fn).map((r) => r.s);
    if (reads.some((s) => s < first)) return null;
    const last = Math.max(...reads, first);
    if (events.some((e) => (e.t === 'await' || e.t === 'yield') && e.s > first && e.s < last)) return null;
  }
  return verdict('request-scoped', 'scratch', 'written before it is read within one synchronous run', f.after[0]!);
}

const IMPURE =
  From.created |
  From.answer |
  From.random |
  From.time |
  From.unknown |
  From.state |
  From.event |
  From.file |
  From.promise;

/** Memo of a function of its arguments, of constants or of shipped files. */
function memo(input: JudgeInput, f: Facts): Verdict | null {
  // How long a result counts says when it is worked out anew, to be the same again.
  const aged = (m: Mutation) => (f.ageGuarded(m) ? withoutStamp(input, f, m, input.pt.p.files[m.file]!) : null);
  // What was taken from there and is put back (as the one used last) is what a miss put there.
  const kept = f.afterPuts.filter((m) => !isPutBack(f, m)).map((m) => aged(m) ?? m);
  // What only empties it makes room: what is asked for again is worked out again.
  const empties = (m: Mutation) => {
    if (m.kind !== 'assign' || m.v === NONE) return false;
    const facts = input.pt.p.files[m.file]!;
    // `cache = new Map(newest)`: what is left of it.
    const isLeft = (f.originOf(m) & (From.self | From.state)) !== 0 && isOwnCollection(facts, m.v);
    return isLeft || isNew(facts, m.v);
  };
  const puts = kept.filter((m) => !empties(m));
  // What is read from the program's own files is the same whenever it is read.
  const isShipped = (m: Mutation) =>
    (m.mask & (Ctx.event | Ctx.timer)) === 0 &&
    (f.originOf(m) & From.shipped) !== 0 &&
    (f.originOf(m) & ~(From.shipped | From.constant | From.environment | From.library | From.fresh)) === 0;
  const isAsked = (m: Mutation) => f.missed(m) || isShipped(m) || !f.afterPuts.includes(m);
  if (puts.length === 0 || !puts.every(isAsked)) return null;
  // That there is no value, as computing it fails, is computed from the key as well.
  const isFailure = (m: Mutation) =>
    inside(input.pt.p.files[m.file]!, m.guard, 'catch') &&
    (f.originOf(m) & ~(From.event | From.fresh | From.constant)) === 0;
  if (puts.every(isFailure)) return null;
  for (const m of puts) {
    const o = f.originOf(m);
    if (isFailure(m)) continue;
    const facts = input.pt.p.files[m.file]!;
    const around = aroundHolder(input, m.file);
    const isOfKey = isOfItsKey(facts, m.key, m.v, around);
    // What another brings under the same key would not be what is there.
    if (isOfKey === false && o & From.request) return null;
    if (isNew(facts, m.v) && holdsMemo(input, f, m, around)) continue;
    // A record that a miss puts there and others fill is an account, and no result.
    if (isFilledLater(input.pt, input.ctx, m.file, m.v) || gathersLater(input, f, m)) return null;
    // A mark that something was seen is no value computed from it.
    if (m.method === 'add') return null;
    if (isOfKey && (input.pure?.isPureResult(m.file, m.v) || isMadeOfItsKey(input, f, m))) continue;
    // What nobody knows of the key itself is no more of what is computed from it alone.
    const ofKey = isOfKey && isComputedOutside(input.pt, m.file, m.v) ? From.event | From.unknown : From.event;
    const impure = isOfKey ? IMPURE & ~ofKey : IMPURE;
    if (o & (impure | From.handle)) return null;
    if ((o & ~(From.constant | From.environment)) === 0 && (m.kind !== 'assign' || isPlain(input.pt, m))) return null;
    // Without a key, what the first request brings is what all others get.
    if (m.kind === 'assign' && o & From.request) return null;
    if (o & From.shipped) continue;
    // A setting, or worked out from settings alone by what is no code of the program: the same for whoever comes first.
    const isSetting = o === From.constant || o === From.environment;
    if ((o & ~(From.constant | From.environment)) === 0 && (isSetting || isComputed(input.pt, m))) continue;
    // A new empty collection is filled later: what it collects is state.
    if (!(isOfKey && isMadeByCalls(facts, m.v)) && (o & ~(From.fresh | From.constant | From.environment)) === 0)
      return null;
    // A request's data that is stored under a key is no memo: it must be computed from it.
    if (o & From.request && (o & (From.library | From.fresh)) === 0 && !(isOfKey && isMadeByCalls(facts, m.v)))
      return null;
  }
  // Who is turned away where there is no entry does not work it out: what is there says who came before.
  const refuses = (r: Access) => r.v !== NONE && input.sinks.of(r.file, r.v).some((s) => s.kind === 'refuse');
  if (isAskedElsewhere(input, f, refuses)) return null;
  return verdict('pure-memo', 'memo', 'each value is computed from its key, on a miss', puts[0]!);
}

/** The functions that a holder's variable is declared in, seen from a file. */
function aroundHolder({ pt, holder }: JudgeInput, file: number): ReadonlySet<FunctionId> {
  const out = new Set<FunctionId>();
  if (holder.binding < 0 || holder.file !== file) return out;
  const { functions, bindings } = pt.p.files[file]!;
  for (let f = bindings[holder.binding - pt.p.bindingBase[file]!]!.f; f > 0; f = functions[f]!.parent) out.add(f);
  return out;
}

/** Whether a value is what calls of libraries and of the language gave, none of which was waited for, and no code of the program. */
function isComputedOutside(pt: Points, file: number, v: ValueId, depth = 0): boolean {
  if (v === NONE || depth > 6) return false;
  const { values, calls, bindings } = pt.p.files[file]!;
  const x = values[v]!;
  if (x.k === 'as' || x.k === 'narrow') return isComputedOutside(pt, file, x.v, depth + 1);
  if (x.k === 'prop') return values[x.o]!.k === 'call' && isComputedOutside(pt, file, x.o, depth + 1);
  if (x.k === 'bind') {
    const b = bindings[x.b]!;
    return b.kind !== 'param' && !b.imp && b.defs.length === 1 && isComputedOutside(pt, file, b.defs[0]!, depth + 1);
  }
  if (x.k !== 'call') return false;
  const gid = callGid(pt.p, file, x.c);
  if ((pt.externals.get(gid) ?? []).length === 0 || pt.targets.has(gid)) return false;
  return [calls[x.c]!.recv, ...calls[x.c]!.args].every(
    (y) => y === NONE || values[y]!.k !== 'call' || isComputedOutside(pt, file, y, depth + 1),
  );
}

/** Whether all parts of a value are what calls gave. */
function isMadeByCalls(f: FileFacts, v: ValueId, depth = 0): boolean {
  if (v === NONE || depth > 6) return false;
  const x = f.values[v]!;
  if (x.k === 'as' || x.k === 'narrow') return isMadeByCalls(f, x.v, depth + 1);
  // `new URL(link).hostname`.
  if (x.k === 'prop') return f.values[x.o]!.k === 'call' && isMadeByCalls(f, x.o, depth + 1);
  if (x.k === 'obj')
    return (
      x.props.length > 0 &&
      x.spreads.length + x.computed.length === 0 &&
      x.props.every((q) => isMadeByCalls(f, q[1], depth + 1))
    );
  if (x.k !== 'bind') return x.k === 'call';
  const given = f.bindings[x.b]!.defs.filter((d) => d !== NONE && f.values[d]!.k !== 'undef');
  return given.length > 0 && given.every((d) => isMadeByCalls(f, d, depth + 1));
}

/** Whether a put takes what it puts from the holder itself. */
export function isPutBack(f: Facts, m: Mutation): boolean {
  return (
    m.kind === 'put' &&
    m.v !== NONE &&
    f.isPlace(m.file, m.v) &&
    f.removes.some((r) => r.fn === m.fn && r.s < m.s && r.key !== NONE)
  );
}

/** Whether what is written is the outcome of calls of the language or of libraries. */
function isComputed(pt: Points, m: Mutation): boolean {
  const f = pt.p.files[m.file]!;
  let x = f.values[m.v]!;
  for (let hops = 0; hops < 6; hops++) {
    if (x.k === 'await' || x.k === 'as') x = f.values[x.v]!;
    else if (x.k === 'bind') {
      const b = f.bindings[x.b]!;
      if (b.top || b.kind === 'param' || b.defs.length !== 1) return false;
      x = f.values[b.defs[0]!]!;
    } else break;
  }
  return x.k === 'call' && (pt.targets.get(callGid(pt.p, m.file, x.c))?.size ?? 0) === 0;
}

/** Whether a literal itself is written, and not what was computed. */
function isPlain(pt: Points, m: Mutation): boolean {
  const { k } = pt.p.files[m.file]!.values[m.v]!;
  return k === 'lit' || k === 'undef';
}

function stateShape(f: Facts): string {
  if (f.after.some((m) => m.kind === 'put')) return 'collection';
  if (f.after.every((m) => m.kind === 'update')) return 'counter';
  return 'slot';
}
