import { isLive } from '../catalog/live.ts';
import { NONE } from '../extract/facts.ts';
import { countsOn, type Facts, isPutBack, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { Ctx } from './contexts.ts';
import { Does } from './effects.ts';
import { setOf } from './heap.ts';
import type { Holder, Mutation } from './holders.ts';
import { From } from './origins.ts';
import type { Points } from './points.ts';
import { isCursor, marksWhatWasDone } from './progress.ts';

/** Copies of what can be fetched or computed again: read through, refreshed, loaded, stamped with a time, or made from other state. */
export function copyOf(input: JudgeInput, f: Facts): Verdict | null {
  if (marksWhatWasDone(input, f) || isCursor(input, f)) return null;
  return loaded(input, f) ?? madeOnMiss(input, f) ?? derived(input, f);
}

/** What one activation brings of its own. */
const OWN = From.request | From.event;
/** What can be asked for again, as far as is seen: only ever told, never silenced. */
const FETCHED = From.answer | From.file;

/** Some put takes what a store, service or file answers, and none keeps a request's data that is not stored at once. */
function loaded({ pt, effects }: JudgeInput, f: Facts): Verdict | null {
  // What is counted on by it is no answer, nor is a program that runs or a connection that is open.
  const loads = (m: Mutation) => (f.originOf(m) & FETCHED) !== 0 && !countsOn(pt, f, m) && !holdsLive(pt, m);
  // What nobody knows but all wait for is an answer too, where the put is of the kind that a copy is filled by.
  const answers = (m: Mutation) => loads(m) || (f.originOf(m) & (From.awaited | OWN | From.created)) === From.awaited;
  const atStart = (m: Mutation) => (m.mask & Ctx.boot) !== 0 || f.begunOnMiss(m);
  const loader = f.puts.find((m) => {
    if (!answers(m)) return false;
    if (atStart(m) || (m.mask & Ctx.timer) !== 0 || f.ageGuarded(m)) return true;
    if (m.kind === 'assign') return loads(m);
    return m.kind === 'put' && m.key !== NONE && loads(m) && isAnswerAlone(f, m);
  });
  if (!loader) return null;
  const stored = (m: Mutation) => (effects.of([m.fn]).mask & (Does.database | Does.file)) !== 0;
  const own = f.afterPuts.filter((m) => f.originOf(m) & OWN && !loads(m) && !f.begunOnMiss(m));
  const writesBack = f.puts.some((m) => answers(m) && atStart(m)) && own.every(stored);
  if (own.length > 0 && !writesBack) return null;
  if (f.ageGuarded(loader) || (loader.mask & Ctx.timer) !== 0) return fetched('refreshed', loader);
  // What only drops the copy, or fills it anew when it is missed, overwrites nothing.
  const changes = f.afterPuts.find((m) => (m.mask & (Ctx.request | Ctx.event)) !== 0 && stored(m) && !f.begunOnMiss(m));
  if (changes && writesBack && !f.all.some((m) => f.ageGuarded(m)))
    return verdict('cache', 'written', 'loaded once, then changed here and stored anew', changes, {
      runnerUp: 'state',
      severity: 'error',
    });
  return fetched(f.begunOnMiss(loader) ? 'miss' : 'loaded', loader);
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
function madeOnMiss({ pt }: JudgeInput, f: Facts): Verdict | null {
  const computed = From.state | From.library | From.unknown | From.promise;
  // Settings alone would need no key: under one, what is made of them is made of what else the key tells.
  const settings = (m: Mutation) => (m.kind === 'put' && m.key !== NONE && !holdsObject(pt, m) ? From.environment : 0);
  const made = (m: Mutation) =>
    (f.originOf(m) & (OWN | From.created)) === 0 && (f.originOf(m) & (computed | settings(m))) !== 0;
  const fills = (m: Mutation) => {
    if (!f.begunOnMiss(m) || !made(m)) return false;
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
    return (o & (OWN | From.self | From.random | From.created | From.handle | From.timer)) === 0;
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
  const first = puts.find((m) => f.originOf(m) & From.state);
  if (!first || !puts.every((m) => m.kind === 'assign' && m.v !== NONE && (f.originOf(m) & ~sources) === 0))
    return null;
  if (puts.some((m) => countsOn(pt, f, m))) return null;
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
