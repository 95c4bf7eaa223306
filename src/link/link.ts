import type { Confidence, Consequence } from '../report/report.ts';
import { entryOf } from '../text/entry-of.ts';
import { byCodeUnit } from '../text/order.ts';
import { type Batch, batchesOf } from './awaited-batches.ts';
import { findBuildCommands } from './build-commands.ts';
import { type KeptCalls, placesOfCalls } from './call-numbers.ts';
import { functionName, pathTo, spanOf } from './call-paths.ts';
import { categoriseAll, mayBeBootCopy, type Verdict } from './categories.ts';
import { commandModes } from './command-modes.ts';
import { findComponents } from './components.ts';
import { AFTER, type Contexts, Ctx, contextNames, SURELY_AFTER, spreadContexts } from './contexts.ts';
import { makeEffects } from './effects.ts';
import { findEntityFields } from './entities.ts';
import { type Entries, findEntries, findSeeds, injectTyped } from './entries.ts';
import { findFileWrites } from './files/file-writes.ts';
import { handedParams } from './handed-params.ts';
import { MAX_OBJECTS, type ObjectId } from './heap.ts';
import { findHolders, type Holder, type Mutation } from './holders.ts';
import { makeIdentities } from './identities.ts';
import { indexLibraries } from './library-index.ts';
import { commandsQuestion, linkedProgram } from './linked.ts';
import { findLockObjects } from './lock-objects.ts';
import { lockTables, type ToldHolder } from './lock-tables.ts';
import { makeMemos } from './memoized.ts';
import type { Category, Component, ProgramModel, State, StateWrite } from './model.ts';
import { makeOrigins, type Origin, type Origins } from './origins.ts';
import { findOwnLocks } from './own-locks.ts';
import { type Points, solvePoints } from './points.ts';
import { findProcessBuses } from './process-buses.ts';
import { joinProgram, type LinkInput, type Program } from './program.ts';
import { pureCalls } from './pure-calls.ts';
import { findRandomSecrets } from './random-secrets.ts';
import { findSchedules } from './schedules.ts';
import { makeSinks } from './sinks.ts';

/** Budget of object propagations: about ten times what the largest server at hand takes. */
export const MAX_STEPS = 12_000_000;

/** Categories that rules report. */
const TOLD: ReadonlySet<Category> = new Set(['cache', 'session', 'lock', 'state']);

/** Runs a part of the stage, named for the timing. */
type Timed = <T>(part: string, run: () => T) => T;
const untimed: Timed = (_, run) => run();

/** Link stage: facts of all files → what state there is, who writes it when, and what it is for. Pure, independent of file order. */
export function link(input: LinkInput, timed: Timed = untimed): ProgramModel {
  const parts = linkParts(input, timed);
  for (;;) {
    const next = parts.next();
    if (next.done) return next.value;
  }
}

/** The same with a stop after each part, where a caller may let others have the thread, or give up. */
export function* linkParts(given: LinkInput, timed: Timed = untimed): Generator<void, ProgramModel> {
  const p = joinProgram(given);
  const lib = indexLibraries(given.libraries);
  const entries = findEntries(p, given);
  const input = { ...given, handedOut: entries.handedOut };
  for (const file of entries.loaded) p.open(file);
  const pt = timed('points', () => {
    const solved = solvePoints(p, lib, entries.loaded, MAX_STEPS);
    injectTyped(solved, input, entries.loaded);
    return solved;
  });
  yield;
  const ofCommands = new Set(input.processes.filter(({ kind }) => kind === 'cli').map(({ name }) => name));
  const modes = commandModes(
    pt,
    entries.loaded,
    entries.starts,
    (file) => {
      const names = entries.processesOf(file);
      return names.length > 0 && names.every((name) => ofCommands.has(name));
    },
    commandsQuestion(entries, input),
  );
  const { ctx, seeds, params } = timed('contexts', () => {
    const seeds = findSeeds(pt, input, entries);
    pt.run();
    const params = handedParams(pt);
    return { ctx: spreadContexts(pt, entries, seeds, modes, params), seeds, params };
  });
  yield;
  const holders = timed('holders', () => findHolders(pt, ctx, entries));
  yield;
  const changing = holders.all.filter((x) => x.mutations.some((m) => m.mask & AFTER));
  const originsOf = (settled: ReadonlySet<Holder>, putInto: ReadonlyMap<number, Origin>) =>
    originsBeside(
      pt,
      ctx,
      changing.filter((x) => !settled.has(x)),
      putInto,
    );
  const origins = originsOf(new Set(), new Map());
  const linked = linkedProgram(pt, ctx, entries, input, modes);
  const effects = makeEffects(pt, params);
  const sinks = makeSinks(pt, ctx);
  const identities = makeIdentities(pt, ctx, origins);
  const changed = new Set(changing.flatMap((x) => (x.binding >= 0 ? [x.binding] : [])));
  const changedFields = new Set(changing.flatMap((x) => (x.binding < 0 ? [x.name] : [])));
  const pure = pureCalls(
    pt,
    (binding) => changed.has(binding),
    (name) => changedFields.has(name),
  );
  let states: State[] = [];
  /** Fields that are a lock, by their class. */
  const flagged = new Map<number, Set<string>>();
  let calls: KeptCalls['puts'] = new Map();
  let batches: readonly Batch[] = [];
  /** Where functions write tables that are told and that they put records into: what they write in one of those is written there. */
  const inTables = new Set<string>();
  const toldHolders: ToldHolder[] = [];
  const placeOfWrite = (m: Mutation): string => `${m.file}|${m.s}`;
  /** Variables of which each run writes what it reads. */
  const ofOneRun = new Set<number>();
  timed('categories', () => {
    holders.readInto(holders.all.filter((holder) => mayBeBootCopy({ pt, ctx, origins, effects, holder }) !== null));
    const about = { pt, ctx, origins, effects, identities, sinks, pure, dev: linked.dev };
    const told = categoriseAll(about, holders, originsOf);
    calls = placesOfCalls(pt, told).puts;
    batches = batchesOf(told);
    for (const { holder, verdict } of told) {
      if (verdict.category === 'request-scoped' && holder.binding >= 0) ofOneRun.add(holder.binding);
      const state = describe(p, ctx, entries, holder, verdict);
      if (state) states.push(state);
      if (state?.category === 'state') toldHolders.push({ holder, state });
      if (state && TOLD.has(state.category) && state.confidence !== 'low' && holder.objects.size > 0) {
        const later = holder.mutations.filter((m) => m.surely && m.mask & AFTER);
        const putters = new Set(later.flatMap((m) => (m.kind === 'put' ? [m.fn] : [])));
        for (const m of later) if (putters.has(m.fn)) inTables.add(placeOfWrite(m));
      }
      if (verdict.category === 'lock' && holder.kind === 'field')
        entryOf(flagged, holder.cls, () => new Set<string>()).add(holder.name);
    }
  });
  yield;
  // What one of these parts gives, no other needs: where one fails, the others are told all the same, and the failure with them.
  const failures: { part: string; error: unknown }[] = [];
  const attempt = <T>(part: string, run: () => readonly T[]): readonly T[] => {
    try {
      return timed(part, run);
    } catch (error) {
      failures.push({ part, error });
      return [];
    }
  };
  const known = new Set(holders.all.map((x) => x.key));
  for (const { holder, verdict } of attempt('entities', () =>
    findEntityFields({ pt, ctx, holders, origins, sinks, effects, ofOneRun }),
  )) {
    if (known.has(holder.key)) continue;
    // `table[key].count++`: one write, one finding.
    const later = holder.mutations.filter((m) => m.mask & AFTER);
    if (holder.kind === 'property' && later.every((m) => inTables.has(placeOfWrite(m)))) continue;
    const state = describe(p, ctx, entries, holder, verdict);
    if (state) states.push(state);
  }
  const heldBindings = new Set(holders.all.flatMap((x) => (x.binding >= 0 ? [x.binding] : [])));
  const isThere = new Set(states.map((x) => `${x.span.file}|${x.span.start}`));
  for (const x of attempt('random-secrets', () => findRandomSecrets(linked, origins, heldBindings)))
    if (!isThere.has(`${x.span.file}|${x.span.start}`)) states.push(x);
  yield;
  const schedules = attempt('schedules', () =>
    findSchedules({ pt, ctx, entries, effects, origins, seeds, dev: linked.dev, calls, batches, linked }),
  );
  const components = attempt('components', () => [
    ...findComponents(linked, makeMemos(linked, origins, effects)),
    ...findBuildCommands(linked),
    ...findProcessBuses(linked, holders.lifeOf),
  ]);
  yield;
  const fileWrites = attempt('files', () => findFileWrites(linked, origins));
  yield;
  const told = new Set(states.filter((x) => x.category === 'lock').map((x) => `${x.span.file}|${x.span.start}`));
  for (const { states: locks, tables } of attempt('locks', () => [
    lockTables(pt, toldHolders, findLockObjects(linked, effects, holders.lifeOf)),
  ])) {
    states = states.filter((x) => !tables.has(x));
    for (const x of locks) {
      const place = `${x.span.file}|${x.span.start}`;
      if (!told.has(place)) states.push(x);
      told.add(place);
    }
  }
  for (const own of attempt('own-locks', () => [findOwnLocks(linked, effects, holders, flagged)])) {
    // How a lock works is no further finding.
    const isPart = (x: State): boolean => TOLD.has(x.category) && own.isOfLock(x);
    states = [...states.filter((x) => !isPart(x)), ...own.states];
  }
  states.sort(
    (a, b) => byCodeUnit(a.span.file, b.span.file) || a.span.start - b.span.start || byCodeUnit(a.symbol, b.symbol),
  );
  const limits: { stage: string; file: string | null; symbol: string | null; cap: string }[] = [];
  if (pt.h.exhausted)
    limits.push({
      stage: 'link',
      file: null,
      symbol: null,
      cap: `objects were followed for ${MAX_STEPS} steps; some values are unknown`,
    });
  if (pt.h.wide.size > 0)
    limits.push({
      stage: 'link',
      file: null,
      symbol: null,
      cap: `${pt.h.wide.size} values could be more than ${MAX_OBJECTS} objects each; the others were not followed`,
    });
  if (ctx.exhausted)
    limits.push({
      stage: 'link',
      file: null,
      symbol: null,
      cap: 'too many functions and objects; some contexts are unknown',
    });
  return {
    states: oncePerPlace(states).filter((state) => !isTold(state, components)),
    components,
    schedules,
    fileWrites,
    limits,
    failures,
  };
}

/**
 * One piece of state is told once, also where its objects could be made in several ways: what is declared at one place under one name.
 * What is silent stays, each with its reason.
 */
function oncePerPlace(states: readonly State[]): readonly State[] {
  const isTold = ({ category }: State) => category === 'state' || category === 'cache';
  const placeOf = ({ span, symbol }: State) =>
    `${span.file}|${span.start}|${symbol.slice(symbol.lastIndexOf('.') + 1)}`;
  // The only copy is graver than one that can be fetched again; a finding that is sure, than one that is not.
  const rank = ({ category, confidence }: State) =>
    (category === 'state' ? 0 : 3) + ['high', 'medium', 'low'].indexOf(confidence);
  const gravest = new Map<string, State>();
  for (const state of states.filter(isTold)) {
    const other = gravest.get(placeOf(state));
    if (!other || rank(state) < rank(other)) gravest.set(placeOf(state), state);
  }
  return states.filter((state) => !isTold(state) || gravest.get(placeOf(state)) === state);
}

/** Origins of values, where the holders that change after start-up are state. */
function originsBeside(
  pt: Points,
  ctx: Contexts,
  changing: readonly Holder[],
  putInto: ReadonlyMap<number, Origin>,
): Origins {
  const bindings = new Set(changing.filter((x) => x.binding >= 0).map((x) => x.binding));
  const fields = new Map<string, { readonly of: Set<ObjectId>; ofClasses: boolean }>();
  const records = new Set(changing.flatMap((x) => [...x.objects].filter((o) => pt.h.objects[o]!.k === 'obj')));
  for (const x of changing) {
    if (x.binding >= 0) continue;
    const named = entryOf(fields, x.name, () => ({ of: new Set<ObjectId>(), ofClasses: false }));
    if (x.key.startsWith('p:')) named.of.add(Number(x.key.split(':')[1]));
    if (x.cls >= 0) named.ofClasses = true;
  }
  return makeOrigins(pt, ctx, {
    binding: (gid) => bindings.has(gid),
    putInto: (gid) => putInto.get(gid) ?? 0,
    field: (o, name) => {
      if (records.has(o)) return true;
      const named = fields.get(name);
      if (!named) return false;
      const { k } = pt.h.objects[o]!;
      return named.of.has(o) || (named.ofClasses && (k === 'inst' || k === 'class'));
    },
  });
}

/** What a component was told of needs no second finding as state: the field of a store that was made for a library. */
function isTold(state: State, components: readonly Component[]): boolean {
  return components.some(
    ({ verdict, span, use }) =>
      verdict === 'report' &&
      span.file === state.span.file &&
      span.start < state.span.end &&
      state.span.start < span.end &&
      (use.file !== span.file || use.start !== span.start),
  );
}

function describe(p: Program, ctx: Contexts, entries: Entries, holder: Holder, v: Verdict): State | null {
  // A copy made at start-up is told by the writes of start-up.
  const boot = (v.category === 'cache' && v.shape === 'boot') || (v.category === 'state' && v.shape === 'random');
  const after = boot ? holder.mutations : holder.mutations.filter((m) => m.mask & AFTER);
  const sure = after.some((m) => m.surely && m.mask & SURELY_AFTER);
  // A write that may hit several unrelated holders is an imprecise alias, and state that only code that is not known would write may
  // never be written: both are shown only to those who ask for what is uncertain. What is kept as a session or a lock is not by chance.
  const surely = after.some((m) => m.surely && m.mask & AFTER);
  const runs = v.category === 'session' || v.category === 'lock' || after.some((m) => m.mask & SURELY_AFTER);
  const confidence: Confidence = boot
    ? v.category === 'cache' && holder.kind === 'closure-variable'
      ? 'low'
      : 'medium'
    : v.unheard
      ? 'low'
      : sure
        ? v.runnerUp
          ? 'medium'
          : 'high'
        : surely && runs
          ? 'medium'
          : 'low';
  const removes = holder.mutations.some((m) => m.kind === 'remove' || (m.kind === 'assign' && m.mask & AFTER));
  const grows = holder.mutations.some((m) => m.kind === 'put');
  const consequences: Consequence[] =
    v.category === 'cache'
      ? ['not-shared', 'stale']
      : v.category === 'lock'
        ? ['not-shared', 'race']
        : ['lost-on-restart', 'not-shared'];
  if (grows && !removes) consequences.push('unbounded');
  const writes = rank(after)
    .slice(0, 12)
    .map((m) => describeWrite(p, ctx, m));
  if (holder.kind === 'closure-variable' && holder.mutations.length === 0) return null;
  // The environment is there before the program is: what tells of a change to it is the write after start-up.
  const home = holder.symbol.startsWith('process.env.') && after.length > 0 ? rank(after)[0]! : holder;
  return {
    symbol: holder.symbol,
    holder: holder.kind,
    span: spanOf(p, home.file, home.s, home.e),
    lifetime: 'process',
    category: v.category,
    runnerUp: v.runnerUp,
    shape: v.shape,
    why: v.why,
    proof: v.proof ? spanOf(p, v.proof.file, v.proof.s, v.proof.e) : null,
    confidence,
    consequences,
    writes: [
      ...writes,
      ...holder.mutations
        .filter((m) => !(m.mask & AFTER))
        .slice(0, 4)
        .map((m) => describeWrite(p, ctx, m)),
    ],
    reads: holder.reads.slice(0, 24).map((r) => ({
      span: spanOf(p, r.file, r.s, r.s + 1),
      how: r.how === 'value' ? r.use : r.how,
      contexts: contextNames(r.mask),
    })),
    processes: processesOf(p, entries, holder, after),
    unbounded: grows && !removes,
    severity: v.severity,
  };
}

function processesOf(p: Program, entries: Entries, holder: Holder, after: readonly Mutation[]): string[] {
  const out = new Set<string>();
  for (const m of after) for (const name of entries.processesOf(m.file)) out.add(name);
  const here = entries.processesOf(holder.file);
  const both = here.filter((x) => out.has(x));
  void p;
  return (both.length > 0 ? both : here).slice().sort(byCodeUnit);
}

const ORDER = [Ctx.request, Ctx.job, Ctx.connection, Ctx.event, Ctx.timer, Ctx.later];
const telling = (mask: number): number => {
  const i = ORDER.findIndex((b) => mask & b);
  return i < 0 ? ORDER.length : i;
};

/** The most telling write first: surely this holder, in the context that people know best, and puts before removals. */
function rank(list: readonly Mutation[]): Mutation[] {
  const weight = (m: Mutation) => (m.surely ? 0 : 100) + telling(m.mask) * 4 + (m.kind === 'remove' ? 2 : 0);
  return [...list].sort((a, b) => weight(a) - weight(b) || a.file - b.file || a.s - b.s || a.frame - b.frame);
}

function describeWrite(p: Program, ctx: Contexts, m: Mutation): StateWrite {
  const frame = ctx.frames[m.frame]!;
  const bit =
    ORDER.find((b) => m.mask & b && frame.mask & b) ??
    (frame.mask & Ctx.boot ? Ctx.boot : (ORDER.find((b) => m.mask & b) ?? Ctx.boot));
  return {
    span: spanOf(p, m.file, m.s, m.e),
    kind: m.kind,
    contexts: contextNames(m.mask),
    path: pathTo(p, ctx, frame, bit),
    surely: m.surely,
    by: functionName(p, frame.fn),
  };
}
