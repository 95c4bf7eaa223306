import { isLive } from '../catalog/live.ts';
import { NONE } from '../extract/facts.ts';
import { countsOn, type Facts, isPutBack, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { isFilledLater } from './changed-later.ts';
import { Ctx } from './contexts.ts';
import { Does } from './effects.ts';
import { setOf } from './heap.ts';
import type { Holder, Mutation } from './holders.ts';
import { isRefusedTwice } from './kept-instances.ts';
import { From, type Origin } from './origins.ts';
import { refreshedInRounds } from './own-refresh.ts';
import type { Points } from './points.ts';
import { isCursor, marksWhatWasDone } from './progress.ts';
import { answersBefore, askedFirst, isEmpty, isRebuilt, settlesPromise, tellsWhatIsThere } from './read-through.ts';

/** Copies of what can be fetched or computed again: read through, refreshed, loaded, stamped with a time, or made from other state. */
export function copyOf(input: JudgeInput, f: Facts): Verdict | null {
  if (marksWhatWasDone(input, f) || isCursor(input, f)) return null;
  const copy = loaded(input, f) ?? mirrored(input, f) ?? madeOnMiss(input, f) ?? inRounds(f) ?? derived(input, f);
  if (copy?.severity !== 'warning' || catchesUp(f, copy.shape)) return copy;
  const change = changedWithStore(input, f);
  return change
    ? verdict('cache', 'changed', 'loaded, then changed here in one go with a store', change, {
        runnerUp: 'state',
        severity: 'error',
      })
    : copy;
}

/** Whether every process comes by what is new in the store without being told: on a miss, by age, or by a timer that loads it anew. */
function catchesUp(f: Facts, shape: string): boolean {
  return shape === 'miss' || shape === 'refreshed' || f.afterPuts.some((m) => (m.mask & Ctx.timer) !== 0);
}

/** A slot that start-up and timers alone fill anew. */
function inRounds(f: Facts): Verdict | null {
  const m = refreshedInRounds(f);
  return m && fetched('refreshed', m);
}

/**
 * The change that a client or an event brings about in a store and in this process's copy alone: another process goes on deciding by what it
 * loaded. What is put on a miss is only fetched, and what a timer does too is done for the process itself.
 */
function changedWithStore(input: JudgeInput, f: Facts): Mutation | null {
  const asked = Ctx.request | Ctx.connection | Ctx.event;
  const isFilled = (m: Mutation) => f.missed(m) || f.begunOnMiss(m) || askedFirst(input, f, m);
  // What only drops the copy has it fetched anew.
  const isDropped = (m: Mutation) =>
    m.method === 'clear' || (m.kind === 'assign' && (f.originOf(m) & ~(From.constant | From.fresh)) === 0);
  const isChange = (m: Mutation) =>
    (m.mask & asked) !== 0 && (m.mask & Ctx.timer) === 0 && !isFilled(m) && !isDropped(m) && isStored(input, m);
  return f.after.find(isChange) ?? null;
}

/** What one activation brings of its own. */
const OWN = From.request | From.event;
/** What can be asked for again, as far as is seen: only ever told, never silenced. */
const FETCHED = From.answer | From.file;

/** Some put takes what a store, service or file answers, and none keeps a request's data that is not stored at once. */
function loaded(input: JudgeInput, f: Facts): Verdict | null {
  const { pt } = input;
  // What is counted on by it is no answer, nor is a program that runs or a connection that is open.
  const loads = (m: Mutation) =>
    ((f.originOf(m) | promised(input, f, m) | fromAfar(input, f, m)) & FETCHED) !== 0 &&
    !countsOn(pt, f, m) &&
    !holdsLive(pt, m) &&
    !settlesPromise(pt, m);
  // What nobody knows but all wait for is an answer too, where the put is of the kind that a copy is filled by.
  const answers = (m: Mutation) => loads(m) || (f.originOf(m) & (From.awaited | OWN | From.created)) === From.awaited;
  const onMiss = (m: Mutation) => f.begunOnMiss(m) || askedFirst(input, f, m);
  const atStart = (m: Mutation) => (m.mask & Ctx.boot) !== 0 || onMiss(m);
  const stored = (m: Mutation) => isStored(input, m);
  const loader = f.puts.find((m) => {
    if (!answers(m) || isOneOfMany(input, f, m)) return false;
    if (atStart(m) || (m.mask & Ctx.timer) !== 0 || f.ageGuarded(m)) return true;
    if (m.kind === 'assign') return loads(m) && !isChosen(f, m);
    return m.kind === 'put' && m.key !== NONE && loads(m) && isAnswerAlone(f, m);
  });
  if (!loader) return null;
  const own = f.afterPuts.filter((m) => f.originOf(m) & OWN && !loads(m) && !onMiss(m));
  const writesBack = f.puts.some((m) => answers(m) && atStart(m)) && own.every(stored);
  if (own.length > 0 && !writesBack) return null;
  if (f.ageGuarded(loader) || (loader.mask & Ctx.timer) !== 0) return fetched('refreshed', loader);
  // What only drops the copy, or fills it anew when it is missed, overwrites nothing.
  const changes = f.afterPuts.find((m) => (m.mask & (Ctx.request | Ctx.event)) !== 0 && stored(m) && !onMiss(m));
  if (changes && writesBack && !f.all.some((m) => f.ageGuarded(m))) return writtenBack(changes);
  return fetched(onMiss(loader) ? 'miss' : 'loaded', loader);
}

/** What a promise gives that is kept where there was none, or none that still counts: who waits for it later is given a copy. */
function promised({ ctx, origins }: JudgeInput, f: Facts, m: Mutation): Origin {
  if ((f.originOf(m) & From.promise) === 0 || !(f.missed(m) || f.ageGuarded(m))) return 0;
  return origins.of(ctx.frames[m.frame]!, m.file, m.v, null, true);
}

/** The same where the usual way ends in what is not known: what asks may be wrapped in functions of the program's own. */
function fromAfar({ ctx, origins }: JudgeInput, f: Facts, m: Mutation): Origin {
  const o = f.originOf(m);
  const isOpen = m.kind === 'put' && m.key !== NONE && (o & (From.unknown | From.event)) !== 0;
  if (!isOpen || (o & (FETCHED | From.request | From.created | From.handle)) !== 0) return 0;
  const far = origins.far(ctx.frames[m.frame]!, m.file, m.v);
  // Asked on a miss, it may be what the request asked for.
  const own = f.begunOnMiss(m) ? From.created | From.handle : From.request | From.created | From.handle;
  return far & own ? 0 : far & From.answer;
}

/** What one request chooses for all that come after it: another request puts something else there. */
function isChosen(f: Facts, m: Mutation): boolean {
  const ofClients = Ctx.request | Ctx.connection | Ctx.job;
  return (m.mask & ofClients) !== 0 && (m.mask & ~ofClients) === 0 && (f.originOf(m) & From.request) !== 0;
}

/**
 * What is put there to be taken out again by whoever works it off, is created once under its key, or is only marked as seen: the answer
 * of a service may be in it, but asking again would not bring it back.
 */
function isOneOfMany(input: JudgeInput, f: Facts, m: Mutation): boolean {
  if (m.kind !== 'put') return false;
  if (m.key === NONE && f.removes.some((r) => r.method === 'shift' || r.method === 'pop')) return true;
  if ((m.mask & (Ctx.boot | Ctx.timer)) !== 0) return false;
  return isRefusedTwice(input, f, m) || (m.method === 'add' && f.missGuarded(m));
}

/** All of it is worked out again from what is stored, or it is a mark that says what was found there, and each later change is stored. */
function mirrored(input: JudgeInput, f: Facts): Verdict | null {
  const { pt } = input;
  const stored = (m: Mutation) => isStored(input, m);
  const told = f.puts.find((m) => (m.mask & Ctx.boot) !== 0 && tellsWhatIsThere(input, m));
  if (told) {
    const later = f.afterPuts.filter((m) => (m.mask & Ctx.boot) === 0 || !tellsWhatIsThere(input, m));
    if (later.length === 0) return fetched('loaded', told);
    const isMark = (m: Mutation) => m.kind === 'assign' && m.v !== NONE && pt.p.files[m.file]!.values[m.v]!.k === 'lit';
    if (!later.every((m) => isMark(m) && stored(m))) return null;
    return writtenBack(later[0]!);
  }
  const rebuilds = (m: Mutation) => {
    const o = f.contentOf(m);
    return (
      isRebuilt(pt, f, m) && (o & FETCHED) !== 0 && (o & (OWN | From.created | From.random)) === 0 && !holdsLive(pt, m)
    );
  };
  const empties = (m: Mutation) => m.kind === 'assign' && isEmpty(pt.p.files[m.file]!, m.v);
  const rebuilt = f.puts.find(rebuilds);
  return rebuilt && f.afterPuts.every((m) => rebuilds(m) || empties(m)) ? fetched('loaded', rebuilt) : null;
}

/** Whether what is put is an object of a class of the program, which has a state of its own. */
const holdsObject = (pt: Points, m: Mutation): boolean =>
  m.v !== NONE && setOf(pt.h, pt.valueNode(m.file, m.v)).some((o) => pt.h.objects[o]!.k === 'inst');

/** Whether what is put is live in this process: nothing gives it again. */
const holdsLive = (pt: Points, m: Mutation): boolean =>
  m.v !== NONE &&
  setOf(pt.h, pt.valueNode(m.file, m.v)).some((o) => {
    const x = pt.h.objects[o]!;
    return x.k === 'ext' && (x.type === 'call' || x.type === 'new') && isLive(x.pkg);
  });

/** Whether the function that puts something also writes to a store or a file, itself or by what it calls. */
const isStored = ({ effects }: JudgeInput, m: Mutation): boolean =>
  (effects.of([m.fn]).mask & (Does.database | Does.file)) !== 0;

const writtenBack = (change: Mutation): Verdict =>
  verdict('cache', 'written', 'loaded once, then changed here and stored anew', change, {
    runnerUp: 'state',
    severity: 'error',
  });

const fetched = (shape: string, loader: Mutation): Verdict =>
  verdict('cache', shape, 'values are fetched and kept; they can change where they come from', loader, {
    runnerUp: 'state',
  });

/** Whether a put under a key takes what a store or service answers, or a file holds: nothing made there, or of the one who asks. */
function isAnswerAlone(f: Facts, m: Mutation): boolean {
  // What is waited for of any library may be what a client sent: its body.
  if ((f.originOf(m) & (From.remote | From.file)) === 0) return false;
  return (f.originOf(m) & (From.created | From.random | From.handle | From.self | From.request)) === 0;
}

/** Every put fills what is missing, or what is stamped with a time after which it counts no more. */
function madeOnMiss(input: JudgeInput, f: Facts): Verdict | null {
  const { pt, ctx } = input;
  const computed = From.state | From.library | From.unknown | From.promise;
  // Settings alone would need no key: under one, what is made of them is made of what else the key tells.
  const settings = (m: Mutation) => (m.kind === 'put' && m.key !== NONE && !holdsObject(pt, m) ? From.environment : 0);
  const made = (m: Mutation) =>
    (f.originOf(m) & (OWN | From.created)) === 0 && (f.originOf(m) & (computed | settings(m))) !== 0;
  const fills = (m: Mutation) => {
    if (!(f.begunOnMiss(m) || answersBefore(pt, f, m)) || !made(m)) return false;
    // What is begun once and refused until it has ended, or what others go on to fill, is no result.
    if (isRefusedTwice(input, f, m) || isFilledLater(pt, ctx, m.file, m.v)) return false;
    const o = f.originOf(m);
    return (
      (o & (From.state | From.library | From.unknown)) !== 0 || (o & (From.fresh | From.handle | From.promise)) === 0
    );
  };
  const stamped = (m: Mutation) => {
    const o = f.originOf(m);
    // What is appended to a list is a record of when it came, and replaces nothing.
    if (m.kind === 'put' && m.key === NONE) return false;
    if ((o & From.time) === 0 || (o & From.fresh) === 0) return false;
    // Work that is still to be done has a function in it.
    return (o & (OWN | From.self | From.random | From.created | From.handle | From.timer | From.fn)) === 0;
  };
  const empties = (m: Mutation) => m.kind === 'assign' && (f.originOf(m) & ~(From.constant | From.fresh)) === 0;
  const puts = f.afterPuts.filter((m) => !isPutBack(f, m) && !empties(m));
  const first = puts.find((m) => fills(m) || (stamped(m) && made(m)));
  if (!first || !puts.every((m) => fills(m) || stamped(m))) return null;
  const aged = puts.some(stamped);
  return verdict(
    'cache',
    aged ? 'refreshed' : 'miss',
    aged ? 'values are made anew when their time is over' : 'values are made on a miss and kept',
    first,
    { runnerUp: 'state' },
  );
}

/** A slot that is made from other state alone: whoever has that can make it again. */
function derived({ pt }: JudgeInput, f: Facts): Verdict | null {
  const sources = From.state | From.constant | From.fresh | From.library | From.environment;
  const puts = f.afterPuts.filter((m) => m.method !== 'sort' && m.method !== 'reverse');
  const isWhole = (m: Mutation) => m.kind === 'assign' || isRebuilt(pt, f, m);
  const first = puts.find((m) => f.originOf(m) & From.state);
  if (!first || !puts.every((m) => isWhole(m) && m.v !== NONE && (f.originOf(m) & ~sources) === 0)) return null;
  if (puts.some((m) => countsOn(pt, f, m) || holdsLive(pt, m))) return null;
  return verdict('cache', 'loaded', 'made from other state of this process, from which it can be made again', first, {
    runnerUp: 'state',
  });
}

/** Where copies are put, and under which key: what is put there beside them goes with them. */
export type CopyPlaces = ReadonlyMap<number, readonly Mutation[]>;

/** The functions that put copies, of all holders that are copies. */
export function placesOfCopies(copies: readonly Holder[]): CopyPlaces {
  const out = new Map<number, Mutation[]>();
  for (const holder of copies)
    for (const m of holder.mutations) {
      if (m.kind === 'remove' || m.op === 'init') continue;
      const list = out.get(m.fn);
      if (list) list.push(m);
      else out.set(m.fn, [m]);
    }
  return out;
}

/** Clocks and marks that are set wherever a copy is, under its key: they say how long the copy counts, and nothing else. */
export function besideCopy(input: JudgeInput, f: Facts, copies: CopyPlaces): Verdict | null {
  const { pt } = input;
  const isClock = (m: Mutation) => {
    const o = f.originOf(m);
    return (o & From.time) !== 0 && (o & ~(From.time | From.constant | From.environment | From.library)) === 0;
  };
  const sameKey = (a: Mutation, b: Mutation): boolean => {
    if (a.key === b.key) return true;
    if (a.key === NONE || b.key === NONE) return false;
    const values = pt.p.files[a.file]!.values;
    const [x, y] = [values[a.key]!, values[b.key]!];
    return x.k === 'bind' && y.k === 'bind' && x.b === y.b;
  };
  const isBeside = (m: Mutation) => (copies.get(m.fn) ?? []).some((c) => c.file === m.file && sameKey(m, c));
  if (f.afterPuts.length === 0 || !f.afterPuts.every((m) => (isClock(m) || m.method === 'add') && isBeside(m)))
    return null;
  return verdict('cache', 'refreshed', 'set with a copy, to tell how long it counts', f.afterPuts[0]!, {
    runnerUp: 'state',
  });
}
