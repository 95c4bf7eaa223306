import { clockSchedulers } from '../catalog/clock-schedules.ts';
import { type CallId, NONE } from '../extract/facts.ts';
import type { Consequence } from '../report/report.ts';
import { entryOf } from '../text/entry-of.ts';
import { byCodeUnit } from '../text/order.ts';
import { type Batch, worksOffBatch } from './awaited-batches.ts';
import type { KeptCalls } from './call-numbers.ts';
import { functionName, pathTo, spanOf } from './call-paths.ts';
import { ofOneCall } from './call-timers.ts';
import { callersOfFunctions } from './callers.ts';
import { restartsChild } from './child-restarts.ts';
import { claimsOf } from './claims.ts';
import { AFTER, type Contexts, Ctx, contextNames, type Seed } from './contexts.ts';
import type { DevGuards } from './dev-guards.ts';
import { type Effects, effectNames, type Leaf, type Skip, type Work } from './effects.ts';
import type { Entries } from './entries.ts';
import { goesOnAs } from './first-rounds.ts';
import { excludes } from './guards.ts';
import { heardEvents } from './heard-events.ts';
import { comesFirst } from './lease-order.ts';
import { Does, OUTSIDE } from './library-effects.ts';
import type { Linked } from './linked.ts';
import { roundsOf } from './loop-rounds.ts';
import type { Category, Schedule, ScheduleShape, WorkStep } from './model.ts';
import { From, type Origins } from './origins.ts';
import { bringsHome, renewsOwnKeys } from './own-copies.ts';
import { keepsUpItself, onlyIfNamed, removesFile } from './own-records.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';
import { firesOnce, triesAgain } from './retries.ts';
import { isMethodOf, readScheduleRows, type ScheduleRows } from './schedule-rows.ts';
import { keepsAnother, type Site, site, sitesOf } from './schedule-sites.ts';
import { loopAround } from './sleeps.ts';
import { inCatch, methodAround, type Shape, shapeOf } from './timer-shapes.ts';
import { findTimers, type Timer, timerGid } from './timers.ts';

export type ScheduleInput = {
  readonly pt: Points;
  readonly ctx: Contexts;
  readonly entries: Entries;
  readonly effects: Effects;
  readonly origins: Origins;
  readonly seeds: readonly Seed[];
  readonly dev: DevGuards;
  /** Where callers are put that wait for an answer, by function. */
  readonly calls?: KeptCalls['puts'];
  /** Lists of calls that are done together, and wait until that is done. */
  readonly batches?: readonly Batch[];
  /** The solved program, where entries of the catalogue are asked too. */
  readonly linked?: Linked;
};

const NO_CALLS: KeptCalls['puts'] = new Map();

/** What was concluded of one arming place. */
type Judged =
  | {
      readonly kind: 'report';
      readonly shape: ScheduleShape;
      readonly leaf: Leaf | null;
      readonly why: string;
      readonly sure: boolean;
      /** What it does is not known, but what is planned by the clock and calls a library is seldom there for this process alone. */
      readonly likely?: boolean;
    }
  | {
      readonly kind: 'silent';
      readonly reason: Category | 'dev-only';
      readonly why: string;
      readonly at: { file: number; s: number; e: number };
    };

/** Finds the work that this process arms for itself, and tells what is a schedule that every process repeats or a restart loses. */
export function findSchedules(input: ScheduleInput): Schedule[] {
  const { pt, ctx, effects, seeds, linked } = input;
  const rows = linked ? readScheduleRows(linked, effects) : undefined;
  const found = findTimers(pt, ctx, effects, seeds, rows).map((t) => atDecorator(input, rows, t));
  const armed = new Set(found.map((t) => timerGid(pt, t)));
  const timers = found.filter((t) => !keepsAnother(pt, t, armed));
  const works = new Map<Timer, Work>();
  for (const t of timers) works.set(t, t.rest ? afterLoop(input, t) : effects.of(t.work, classOfThis(input, t)));
  const chained = new Set(timers.filter((t) => t.kind === 'timeout' && !t.apart && works.get(t)!.runs.has(t.fn)));
  const out: Schedule[] = [];
  const told = new Set<string>();
  const places = new Set<string>();
  const startsChain = (t: Timer): void => {
    const why = 'starts a chain that is told where it goes on';
    out.push(tell(input, site(pt, t), { kind: 'silent', reason: 'process-upkeep', why, at: at(t) }, works.get(t)!));
  };
  const tellOf = (t: Timer): void => {
    const shape = shapeOf(pt, ctx, t, chained.has(t));
    // To let a function run a little later is no schedule; what it first waits for makes it one.
    const quiet = t.apart ? null : rows?.silent(t.file, t.s);
    if (quiet) {
      const { reason, at: where } = quiet;
      out.push(
        tell(
          input,
          site(pt, t),
          { kind: 'silent', reason: reason as Category, why: 'kept elsewhere', at: where },
          works.get(t)!,
        ),
      );
      return;
    }
    let sites = sitesOf(input, t);
    if (
      !shape &&
      chained.has(t) === false &&
      t.kind === 'timeout' &&
      [...chained].some((c) => c !== t && sameWork(input, c, t))
    ) {
      startsChain(t);
      return;
    }
    // Where nothing of what is handed in acts outside, what the wrapper does beside it is told at the timer itself.
    const isWrapped = sites.length > 1 && sites.every((x) => x.fns !== t.work);
    if (isWrapped && (works.get(t)!.mask & OUTSIDE) !== 0 && sites.every((x) => !(effects.of(x.fns).mask & OUTSIDE)))
      sites = [site(pt, t)];
    // Places that hand in the same stand beside each other.
    let last: { readonly fns: readonly number[]; readonly work: Work } = { fns: t.work, work: works.get(t)! };
    for (const s of sites) {
      if (s.fns !== last.fns) last = { fns: s.fns, work: s.fns === t.work ? works.get(t)! : effects.of(s.fns) };
      const { work } = last;
      const judged = judge(input, t, s, shape, work, chained, timers, works);
      // Several lines that go on with one chain are one schedule.
      if (judged.kind === 'report' && chained.has(t)) {
        const key = coreOf(input, t.work).join(',');
        if (key !== '' && told.has(key)) continue;
        told.add(key);
      }
      // Several functions that one place hands in are one finding.
      const place = `${s.file}|${s.s}`;
      if (judged.kind === 'report' && places.has(place)) continue;
      if (judged.kind === 'report') places.add(place);
      out.push(tell(input, s, judged, work));
    }
  };
  // A first run is told after what goes on with it: it is the same schedule only where that one is told.
  const firsts = new Map<Timer, Timer>();
  for (const t of timers) {
    const next = chained.has(t) ? undefined : goesOnAs(pt, t, timers, works);
    if (next) firsts.set(t, next);
  }
  for (const t of timers) if (!firsts.has(t)) tellOf(t);
  for (const [t, next] of firsts)
    if (places.has(`${next.file}|${next.s}`)) startsChain(t);
    else tellOf(t);
  return out.sort(
    (a, b) => byCodeUnit(a.span.file, b.span.file) || a.span.start - b.span.start || byCodeUnit(a.symbol, b.symbol),
  );
}

/** Whether an interval only goes on until what start-up waits for is there. */
const isRetried = ({ pt, ctx }: ScheduleInput, t: Timer): boolean =>
  t.kind === 'interval' &&
  t.call !== NONE &&
  (ctx.maskOf(t.fn) & AFTER) === 0 &&
  triesAgain(
    pt,
    timerGid(pt, t),
    t.work.map((fn) => ({ fn })),
  );

/** A method that the catalogue runs because its class is decorated is told at the decorator. */
function atDecorator({ linked }: ScheduleInput, rows: ScheduleRows | undefined, t: Timer): Timer {
  if (!linked || t.kind !== 'convention') return t;
  const row = rows?.classes.find((x) => x.use.file === t.file && isMethodOf(linked, t.fn, x.cls));
  if (!row) return t;
  const { c } = linked.p.calls[row.use.call]!;
  return { ...t, kind: 'decorator', s: c.s, e: c.e, callee: `@${row.use.name}` };
}

const at = (t: Timer) => ({ file: t.file, s: t.s, e: t.e });

/** The class of `this` where a timer is armed, if it can be one only. */
function classOfThis({ pt, ctx }: ScheduleInput, t: Timer): number {
  const classes = new Set(
    ctx.framesOf(t.fn).map((f) => (f.self >= 0 && pt.h.objects[f.self]!.k === 'inst' ? pt.h.objects[f.self]!.cls : -1)),
  );
  return classes.size === 1 ? [...classes][0]! : -1;
}

/**
 * What the rounds of a loop that sleeps do; where it is no loop, what the function goes on to do behind the place where it sleeps, but for
 * the other branches of the conditions around it. What stands behind a loop is done once, when that has ended.
 */
function afterLoop({ pt, effects }: ScheduleInput, t: Timer, skip?: Skip): Work {
  const f = pt.p.files[t.file]!;
  const loop = t.kind === 'loop' ? loopAround(f, f.calls[t.call]!.guard) : null;
  if (!loop || loop === 'catch') return effects.after(t.fn, t.s, -1, skip);
  const inRounds = roundsOf(f, pt.p.functions[t.fn]!.id, f.calls[t.call]!.guard);
  const isOutside = (call: CallId): boolean =>
    (loop.up !== NONE && excludes(f, loop.up, f.calls[call]!.guard)) || !inRounds(call);
  return effects.after(t.fn, t.s, -1, (fn, call) => (fn === t.fn && isOutside(call)) || skip?.(fn, call) === true);
}

/** The named functions behind arrows that only call one. */
function coreOf({ pt }: ScheduleInput, fns: readonly number[]): readonly number[] {
  const { p } = pt;
  return fns
    .map((fn) => {
      let core = fn;
      for (let hops = 0; hops < 4; hops++) {
        const { file, f } = p.functions[core]!;
        const calls = f.events.flatMap((e) => (e.t === 'call' && p.files[file]!.calls[e.c]!.f !== NONE ? [e.c] : []));
        const next = calls.flatMap((c) => [...(pt.targets.get(callGid(p, file, c)) ?? [])]);
        if (f.name !== '' || next.length !== 1) break;
        core = next[0]!;
      }
      return core;
    })
    .sort((a, b) => a - b);
}

const sameWork = (input: ScheduleInput, a: Timer, b: Timer): boolean => {
  const x = coreOf(input, a.work);
  const y = coreOf(input, b.work);
  return x.length > 0 && x.length === y.length && x.every((fn, i) => fn === y[i]);
};

const ARMS = /(?:^|\.)set(?:Timeout|Interval|Immediate)$/;
/** `later`, where a function runs so by timers alone, which code that is not seen may arm; else 0. */
function armedLater({ pt, ctx }: ScheduleInput, fn: number): number {
  const arms = (call: number): boolean => {
    const exts = call < 0 ? [] : (pt.externals.get(call) ?? []);
    return exts.length > 0 && exts.every((e) => ARMS.test(pt.h.objects[e]!.steps));
  };
  const late = ctx.framesOf(fn).filter((f) => f.mask & Ctx.later);
  return late.every((f) => heardEvents(pt, ctx, f.id, arms) !== null) ? Ctx.later : 0;
}

/** The ladder of questions after the shape: does it come again, and what does it do. */
function judge(
  input: ScheduleInput,
  t: Timer,
  s: Site,
  shape: Shape | null,
  work: Work,
  chained: ReadonlySet<Timer>,
  timers: readonly Timer[],
  works: ReadonlyMap<Timer, Work>,
): Judged {
  const { pt, ctx } = input;
  const { p } = pt;
  const silent = (reason: Category, why: string, leaf?: Leaf): Judged => ({
    kind: 'silent',
    reason,
    why,
    at: leaf ? spotOf(input, leaf) : { file: s.file, s: s.s, e: s.e },
  });
  const guard = s.call < 0 ? NONE : p.calls[s.call]!.c.guard;
  const dev =
    input.dev.at(s.file, p.functions[s.fn]!.id, guard) ??
    (t.call === NONE ? null : input.dev.at(t.file, p.functions[t.fn]!.id, p.files[t.file]!.calls[t.call]!.guard));
  if (dev)
    return {
      kind: 'silent',
      reason: dev.reason,
      why: dev.reason === 'dev-only' ? 'runs in development alone' : 'no process is started with this command',
      at: { file: dev.file, s: dev.s, e: dev.s + 1 },
    };
  const told = shape ?? ofOneCall({ pt, effects: input.effects, puts: input.calls ?? NO_CALLS }, t, work);
  if (told) return { kind: 'silent', reason: told.reason, why: told.why, at: told.at };
  const mask = ctx.maskOf(t.fn);
  const isStartUp = () => s.fns.length > 0 && coreOf(input, s.fns).every((fn) => ctx.maskOf(fn) & Ctx.boot);
  const failed = t.kind === 'timeout' && inCatch(pt, t, (fn) => callersOfFunctions(pt).get(fn) ?? []);
  if (failed && ((chained.has(t) && (mask & AFTER & ~Ctx.timer & ~armedLater(input, t.fn)) === 0) || isStartUp())) {
    const again = timers.some(
      (x) => x !== t && works.get(x)!.runs.has(t.fn) && !sameWork(input, x, t) && !isRetried(input, x),
    );
    if (!again) return silent('process-upkeep', 'start-up that is tried again until it succeeds');
  }
  if (isRetried(input, t)) return silent('process-upkeep', 'start-up that is tried again until it succeeds');
  const recurring =
    t.kind === 'interval' ||
    t.kind === 'cron' ||
    t.kind === 'decorator' ||
    t.kind === 'convention' ||
    t.kind === 'loop' ||
    chained.has(t);
  const isOfStart = !recurring && t.kind === 'timeout' && t.call !== NONE && (mask & (AFTER | Ctx.shutdown)) === 0;
  if (isOfStart && firesOnce(pt, timerGid(pt, t), t.work))
    return silent('process-upkeep', 'start-up that happens a little later, at every start');
  const once: ScheduleShape = t.kind === 'debounce' ? 'debounced' : recurring ? 'recurring' : 'delayed';
  const leaves = work.leaves.map((leaf) => ({ leaf, does: settle(input, t, leaf) }));
  const seen = leaves.reduce((m, x) => m | x.does, 0);
  const answer = recurring || t.kind !== 'timeout' ? undefined : leaves.find((x) => x.does & Does.answer);
  if (answer && mask & (Ctx.request | Ctx.connection)) {
    // What it writes besides belongs to the answer only where that goes to the client whose operation arms the timer.
    const own =
      (seen & OUTSIDE & ~Does.device) === 0
        ? answer
        : leaves.find((x) => x.does & Does.answer && standsIn(input, t, x.leaf));
    if (own) return silent('request-scoped', 'answers the client that asked', own.leaf);
  }
  const round = {
    ...{ pt, ctx, origins: input.origins, runs: work.runs },
    callers: (fn: number) => callersOfFunctions(pt).get(fn) ?? [],
  };
  const home = leaves.filter((x) => (x.does & OUTSIDE) === Does.send && bringsHome(round, x.leaf));
  const outside = leaves.filter((x) => x.does & OUTSIDE && !home.includes(x));
  if (
    renewsOwnKeys(
      pt,
      ctx,
      t,
      outside.map((x) => x.leaf),
    )
  )
    return silent('live-connections', 'gives more time to what one operation holds, until it ends', outside[0]!.leaf);
  const acts = outside.map((x) => x.leaf);
  const named = { pt, ctx, origins: input.origins, ...(input.linked ? { values: input.linked.values } : {}) };
  const again = (skip: Skip): Work =>
    t.rest ? afterLoop(input, t, skip) : input.effects.of(s.fns, s.fns === t.work ? classOfThis(input, t) : -1, skip);
  if (acts.length > 0 && keepsUpItself(named, work, acts, again))
    return silent('process-upkeep', 'keeps up what is said of this process itself', acts[0]!);
  if (acts.length > 0 && worksOffBatch(pt, input.batches ?? [], t, work))
    return silent('request-scoped', 'does together what callers wait for', acts[0]!);
  if (acts.length > 0 && restartsChild(pt, t, acts))
    return silent('process-upkeep', 'starts an own child again that has ended', acts[0]!);
  const soon = t.kind === 'timeout' && !recurring && t.delay !== null && t.delay <= SOON;
  if (acts.length > 0 && soon && acts.every(removesFile))
    return silent('process-upkeep', 'takes a file of this machine away before a minute is over', acts[0]!);
  const leases = recurring ? leaves.filter((x) => x.does & Does.lease).map((x) => x.leaf) : [];
  const leased = leases[0] && acts.every((leaf) => leases.some((lease) => comesFirst(pt, work, lease, leaf)));
  const owner = acts.length > 0 ? onlyIfNamed(named, again) : null;
  if (owner)
    return { kind: 'silent', reason: 'backed', why: 'done by the process that a shared record names', at: owner };
  const claim = leased ? leases[0] : outside.length > 0 ? claimOver(input, t, s, work) : null;
  if (claim) return silent('backed', 'claims its work in a shared store', claim);
  if (outside.length > 0) {
    const hit = pick(outside);
    const pending = persistsMemory(
      input,
      work,
      outside.map((x) => x.leaf),
    );
    return {
      kind: 'report',
      shape: pending ? 'pending' : once,
      leaf: pending ?? hit.leaf,
      why: 'the work acts outside this process',
      sure: hit.leaf.object >= 0,
    };
  }
  const dropped = leaves.find(
    (x) =>
      x.does & Does.unknown || (x.does === Does.read && x.leaf.returned && x.leaf.guess && s.fns.includes(x.leaf.fn)),
  );
  if (dropped && (t.kind === 'cron' || t.kind === 'decorator' || t.kind === 'convention' || dropped.leaf.object >= 0))
    return {
      kind: 'report',
      shape: 'unknown',
      likely: byTheClock(t) && (dropped.does & Does.unknown) !== 0,
      leaf: dropped.leaf,
      why: 'it calls something whose effect is not known',
      sure: false,
    };
  const lost = leaves.find((x) => x.does & Does.unresolved);
  if (lost && (t.kind === 'cron' || t.kind === 'decorator'))
    return {
      kind: 'report',
      shape: 'unknown',
      leaf: lost.leaf,
      why: 'it calls something that could not be followed',
      sure: false,
    };
  if ((t.kind === 'cron' || t.kind === 'decorator') && s.fns.length === 0)
    return { kind: 'report', shape: 'unknown', leaf: null, why: 'what it runs is not known', sure: false };
  const metrics = leaves.find((x) => x.does & Does.metrics);
  if (metrics) return silent('metrics', 'measures this process', metrics.leaf);
  const answers = leaves.find((x) => x.does & Does.answer);
  if (answers) return silent('live-connections', 'speaks to live connections of this process', answers.leaf);
  if (home[0]) return silent('process-upkeep', 'renews a copy of this process', home[0].leaf);
  return silent('process-upkeep', 'works on the memory and the handles of this process alone');
}

/**
 * The claim in a shared store behind which all stands that the work does outside this process: the work takes it, or what runs the work
 * that it is handed.
 */
function claimOver(input: ScheduleInput, t: Timer, s: Site, work: Work): Leaf | null {
  const { pt, effects } = input;
  const own = s.fns === t.work;
  const exts = t.call === NONE ? [] : (pt.externals.get(timerGid(pt, t)) ?? []);
  const byClock = exts.some((e) => clockSchedulers.has(pt.h.objects[e]!.pkg));
  return entryOf(claimed, work, () => {
    const { over } = claimsOf(pt, effects);
    const cls = classOfThis(input, t);
    const inWork = over(
      (skip) => (t.rest && own ? afterLoop(input, t, skip) : effects.of(s.fns, own ? cls : -1, skip)),
      { byClock },
    );
    if (inWork || own || t.rest) return inWork;
    // What is handed in without anything cannot give back what stands around it.
    const handed = effects.handedIn(t.work);
    const calls = new Set(handed.map((x) => x.call));
    if (!s.fns.every((fn) => handed.some((x) => x.fns.includes(fn) && pt.p.calls[x.call]!.c.args.length === 0)))
      return null;
    const around = effects.of(t.work, cls, (fn, call) => calls.has(callGid(pt.p, pt.p.functions[fn]!.file, call)));
    return over((skip) => effects.of(t.work, cls, skip), { byClock, holds: (fn) => around.runs.has(fn) });
  });
}
const claimed = new WeakMap<Work, Leaf | null>();

/** Whether a call is written in the function that arms a timer, or in one around it: what it speaks to is the operation's own. */
function standsIn({ pt }: ScheduleInput, t: Timer, leaf: Leaf): boolean {
  const { p } = pt;
  if (leaf.file !== t.file) return false;
  const f = p.files[t.file]!;
  const inner = p.functions[leaf.fn]!.id;
  for (let outer = p.functions[t.fn]!.id, hops = 0; outer > 0 && hops < 16; outer = f.functions[outer]!.parent, hops++)
    for (let at = inner, up = 0; at > 0 && up < 16; at = f.functions[at]!.parent, up++) if (at === outer) return true;
  return false;
}

/** What a leaf comes to for this timer: a handle that the object arming the timer opens itself is its own. */
function settle(input: ScheduleInput, t: Timer, leaf: Leaf): number {
  if ((leaf.does & (Does.own | Does.unknown)) === 0) return leaf.does;
  // A device behind a handle is the handle's own business, unless a command of a client starts it.
  if (leaf.does & Does.own) return armedByClient(input, t) ? Does.device : 0;
  if (leaf.opener < 0) return leaf.does;
  if (sameOwner(input, leaf.opener, t.fn)) return armedByClient(input, t) ? Does.device : 0;
  return leaf.does;
}

/** Whether two functions belong to one object: the same class or a relation of it, or one file without classes. */
function sameOwner({ pt }: ScheduleInput, a: number, b: number): boolean {
  const { p } = pt;
  const classOf = (fn: number): number => {
    const { file, f } = p.functions[fn]!;
    const owner = p.files[file]!.functions[f.thisF]!;
    return owner.cls === NONE ? -1 : p.classBase[file]! + owner.cls;
  };
  const up = (cls: number): number[] => {
    const out: number[] = [];
    for (let k = cls; k >= 0 && out.length < 16; k = pt.parentOf(k).cls) out.push(k);
    return out;
  };
  const x = classOf(a);
  const y = classOf(b);
  if (x >= 0 && y >= 0) return up(x).includes(y) || up(y).includes(x);
  return p.functions[a]!.file === p.functions[b]!.file;
}

/** Whether a calendar says when it runs. */
const byTheClock = (t: Timer): boolean => t.kind === 'cron' || t.kind === 'decorator';

/** Whether a command of a client arms it, after what opens the handle has run. */
function armedByClient({ ctx }: ScheduleInput, t: Timer): boolean {
  return (ctx.maskOf(t.fn) & (Ctx.request | Ctx.job)) !== 0;
}

/** Delay in milliseconds up to which the removal of a file is tidying up: what is to be kept for a time is kept longer. */
const SOON = 60_000;
const WEIGHT = [Does.database, Does.file, Does.queue, Does.send, Does.exec, Does.device];
/** The effect to show: what is known best, then the kind that people know best. */
function pick(list: readonly { leaf: Leaf; does: number }[]): { leaf: Leaf; does: number } {
  const weight = (x: { leaf: Leaf; does: number }) =>
    (x.leaf.object >= 0 ? 0 : 10) + WEIGHT.findIndex((bit) => x.does & bit);
  return [...list].sort((a, b) => weight(a) - weight(b))[0]!;
}

/** Writes of one piece of work whose values are followed to where they come from. */
const MAX_ORIGINS = 12;
/** A timer that is there to store is not far from its write. */
const NEAR = 2;
/** A write that stores what only this process knows until then. */
function persistsMemory(input: ScheduleInput, work: Work, leaves: readonly Leaf[]): Leaf | null {
  const { pt, ctx, origins } = input;
  for (const leaf of leaves
    .filter((x) => x.does & (Does.database | Does.file) && work.distanceOf(x) <= NEAR)
    .slice(0, MAX_ORIGINS)) {
    const frame = ctx.framesOf(leaf.fn)[0];
    const c = pt.p.files[leaf.file]!.calls[leaf.call]!;
    if (!frame) continue;
    for (const a of c.args.slice(0, 4)) {
      const o = origins.of(frame, leaf.file, a);
      if (o & From.state) return leaf;
    }
  }
  return null;
}

const spotOf = ({ pt }: ScheduleInput, leaf: Leaf) => {
  const c = pt.p.files[leaf.file]!.calls[leaf.call]!;
  return { file: leaf.file, s: c.ns, e: c.e };
};

function tell(input: ScheduleInput, s: Site, j: Judged, work: Work): Schedule {
  const { pt, ctx, entries } = input;
  const { p } = pt;
  const core = coreOf(input, s.fns)[0];
  const name = core === undefined ? '' : p.functions[core]!.f.name;
  const symbol = name
    ? functionName(p, core!)
    : s.timer.kind === 'decorator' || s.timer.kind === 'loop' || s.timer.apart
      ? functionName(p, s.timer.apart ? methodAround(pt, s.fn) : s.fn)
      : `${s.callee} callback`;
  const leaf = j.kind === 'report' ? j.leaf : null;
  const steps: WorkStep[] = [];
  if (leaf) {
    for (const step of work.pathTo(leaf).slice(-8)) {
      const { file, c } = p.calls[step.call]!;
      steps.push({
        span: spanOf(p, file, c.ns, c.e),
        by: functionName(p, step.from),
        callee: functionName(p, step.fn),
        kind: 'call',
      });
    }
    const spot = spotOf(input, leaf);
    steps.push({
      span: spanOf(p, spot.file, spot.s, spot.e),
      by: functionName(p, leaf.fn),
      callee: leaf.what,
      kind: 'act',
    });
  }
  const frame = ctx.framesOf(s.fn)[0];
  const armed = ctx.maskOf(s.fn);
  const bit = ARMED.find((b) => armed & b) ?? Ctx.boot;
  const from = ctx.framesOf(s.fn).find((f) => f.mask & bit) ?? frame;
  const shape = j.kind === 'report' ? j.shape : null;
  return {
    symbol,
    span: spanOf(p, s.file, s.s, s.e),
    callee: s.callee,
    verdict: j.kind === 'report' ? { kind: 'report', shape: j.shape } : { kind: 'silent', reason: j.reason },
    why: j.why,
    proof: j.kind === 'silent' ? spanOf(p, j.at.file, j.at.s, j.at.e) : null,
    confidence:
      j.kind === 'report' ? (j.sure ? 'high' : j.leaf && (shape !== 'unknown' || j.likely) ? 'medium' : 'low') : 'high',
    consequences: shape ? CONSEQUENCES[shape] : [],
    work: steps,
    act: leaf?.what ?? '',
    effects: effectNames(work.mask & OUTSIDE).sort(byCodeUnit),
    armed: contextNames(armed),
    path: from && s.timer.kind !== 'decorator' && s.timer.kind !== 'convention' ? pathTo(p, ctx, from, bit) : [],
    processes: [...entries.processesOf(s.file)].sort(byCodeUnit),
  };
}

const ARMED = [Ctx.request, Ctx.job, Ctx.connection, Ctx.event, Ctx.boot, Ctx.timer, Ctx.later];
const CONSEQUENCES: Readonly<Record<ScheduleShape, readonly Consequence[]>> = {
  recurring: ['duplicated', 'lost-on-restart'],
  delayed: ['lost-on-restart'],
  debounced: ['lost-on-restart'],
  pending: ['lost-on-restart'],
  unknown: ['duplicated', 'lost-on-restart'],
};
