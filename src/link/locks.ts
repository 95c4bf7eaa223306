import { type FileFacts, type FunctionId, type GuardId, NONE, type ValueId } from '../extract/facts.ts';
import { takesOut } from './acted-on.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { consumersOf } from './consumers.ts';
import { AFTER, Ctx } from './contexts.ts';
import type { Leaf } from './effects.ts';
import { guardChain, testsOf } from './guards.ts';
import { setOf } from './heap.ts';
import { isHeldWhileWorking } from './held-flags.ts';
import { holdsField, type Mutation } from './holders.ts';
import { Does, OUTSIDE } from './library-effects.ts';
import { isFunction, isLibraryStore, isLiteral, isMark, isOfAnother } from './lock-marks.ts';
import {
  type Before,
  claimOver,
  limitsLoad,
  type Section,
  sectionOfFlag,
  type Tree,
  together,
} from './lock-sections.ts';
import { isContinuation } from './natives.ts';
import { From } from './origins.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';
import { neverReturns } from './throwing-calls.ts';

/** A chain of promises, or a flag, list or counter, that lets one section (or a few) run at a time in this process. */
export function lockOf(input: JudgeInput, f: Facts): Verdict | null {
  return chainOf(input, f) ?? flagOf(input, f);
}

// ---- chains

function chainOf(input: JudgeInput, f: Facts): Verdict | null {
  const link = f.afterPuts.find((m) => follows(input, m) || (!f.missGuarded(m) && waitsFor(input, m)));
  if (!link) return null;
  const section = sectionOfChain(input, link);
  const { mask } = section;
  if (mask & Does.lease)
    return verdict(
      'backed',
      'lease',
      'the section takes a lock that all processes share',
      spot(input, section, Does.lease),
    );
  if (fedByParent(input, f)) return verdict('process-upkeep', 'worker', 'orders the messages of its own parent', link);
  if (mask & OUTSIDE)
    return verdict('lock', 'chain', 'a chain of promises lets one section run at a time, in this process alone', link, {
      runnerUp: mask & (Does.database | Does.file | Does.exec) ? null : 'state',
    });
  if (mask & Does.unknown || section.leaves.length === 0)
    return verdict(
      'lock',
      'chain',
      'a chain of promises lets one section run at a time; what it works on is not known',
      link,
      {
        runnerUp: 'state',
      },
    );
  return verdict('process-upkeep', 'chain', 'orders work on the memory and the handles of this process alone', link);
}

/** `x = x.then(work)`, also with `.catch` behind it, per key, and through a local: the value goes on from the one that stands there. */
function follows(input: JudgeInput, m: Mutation): boolean {
  const look = (file: number, v: ValueId, depth: number, continued: boolean): boolean => {
    if (v === NONE || depth > 10) return false;
    const facts = input.pt.p.files[file]!;
    if (continued && readsSelf(input, file, v)) return true;
    const x = facts.values[v]!;
    if (x.k === 'as' || x.k === 'await') return look(file, x.v, depth + 1, continued);
    if (x.k === 'alt') return x.of.some((y) => look(file, y, depth + 1, continued));
    if (x.k === 'bind') {
      const b = facts.bindings[x.b]!;
      return (
        !b.imp && b.kind !== 'param' && b.defs.length <= 3 && b.defs.some((d) => look(file, d, depth + 1, continued))
      );
    }
    if (x.k !== 'call') return false;
    const c = facts.calls[x.c]!;
    const callee = facts.values[c.callee]!;
    if (callee.k !== 'prop' || c.recv === NONE) return false;
    if (isContinuation(callee.p)) return look(file, c.recv, depth + 1, true);
    // `Promise.resolve(previous).then(...)`
    return callee.p === 'resolve' && c.args[0] !== undefined && continued && look(file, c.args[0], depth + 1, true);
  };
  return look(m.file, m.v, 0, false);
}

/** `const before = x; x = new Promise(...); await before`: waits for the one that stood there, then does its own work. */
function waitsFor(input: JudgeInput, m: Mutation): boolean {
  const { p } = input.pt;
  const facts = p.files[m.file]!;
  if (!isPromise(input, m)) return false;
  const inside = [m.fn];
  facts.functions.forEach((fn, id) => {
    if (fn.parent === p.functions[m.fn]!.id) inside.push(functionGid(p, m.file, id));
  });
  return inside.some((fn) => {
    const events = p.functions[fn]!.f.events;
    return events.some((e) => {
      if (e.t !== 'await' || !readsSelf(input, m.file, e.v, 6)) return false;
      // Awaited only to go away with what the other one did: joined, not queued.
      return !events.some((r) => r.t === 'return' && r.guard === e.guard && e.guard !== NONE && r.s >= e.s);
    });
  });
}

function isPromise({ pt }: JudgeInput, m: Mutation): boolean {
  const f = pt.p.files[m.file]!;
  let x = m.v === NONE ? null : f.values[m.v]!;
  for (let hops = 0; x && hops < 4; hops++) {
    if (x.k === 'call') {
      const c = f.calls[x.c]!;
      if (c.kind === 'new')
        return (pt.externals.get(callGid(pt.p, m.file, x.c)) ?? []).some((e) => pt.h.objects[e]!.steps === '.Promise');
      return [...(pt.targets.get(callGid(pt.p, m.file, x.c)) ?? [])].some((fn) => pt.p.functions[fn]!.f.async);
    }
    if (x.k === 'prop')
      x = f.values[x.o]!; // `deferred.promise`
    else if (x.k === 'as') x = f.values[x.v]!;
    else if (x.k === 'bind') {
      const d = f.bindings[x.b]!.defs[0];
      x = d === undefined ? null : f.values[d]!;
    } else return false;
  }
  return false;
}

function sectionOfChain(input: JudgeInput, m: Mutation): Section {
  const { pt, effects } = input;
  const f = pt.p.files[m.file]!;
  const fns = new Set<number>();
  const take = (v: ValueId, depth: number): void => {
    const x = v === NONE || depth > 8 ? null : f.values[v]!;
    if (!x) return;
    if (x.k === 'as' || x.k === 'await') take(x.v, depth + 1);
    else if (x.k === 'alt') for (const y of x.of) take(y, depth + 1);
    else if (x.k === 'bind')
      for (const d of f.bindings[x.b]!.kind === 'param' ? [] : f.bindings[x.b]!.defs) take(d, depth + 1);
    else if (x.k === 'call') {
      const c = f.calls[x.c]!;
      for (const a of c.args) for (const fn of effects.functionsAt(pt.valueNode(m.file, a))) fns.add(fn);
      if (c.recv !== NONE) take(c.recv, depth + 1);
    }
  };
  take(m.v, 0);
  const chained = effects.of([...fns]);
  if (chained.leaves.length > 0) return chained;
  return together([effects.after(m.fn, m.s), ...callersOf(input, m.fn).map((c) => effects.after(c.fn, c.s))]);
}

/** Whether the code that takes it only hears its own parent: a worker thread or child. */
function fedByParent({ ctx }: JudgeInput, f: Facts): boolean {
  return f.after.every((m) =>
    ctx.framesOf(m.fn).every((fr) => [...fr.why.values()].every((r) => /^node-worker-threads port/.test(r.what))),
  );
}

// ---- flags, lists, counters

const LOCKS = {
  flag: 'a flag lets one section run at a time, in this process alone',
  round: 'a flag keeps this process alone from running a section twice at a time',
  limit: 'a limit that each process counts for itself',
};

function flagOf(input: JudgeInput, f: Facts): Verdict | null {
  const sets = f.after.filter((m) => !isClear(input, m) && m.kind !== 'remove');
  // A declaration makes a variable anew and gives none back.
  const clears = f.all.filter((m) => m.op !== 'init' && isClear(input, m));
  if (sets.length === 0 || clears.length === 0) return null;
  if (sets.some((m) => (f.originOf(m) & (From.promise | From.timer)) !== 0 || comparedWithTime(f, m))) return null;
  // Something that is made on first use, and made again when it is lost, guards nothing: a slot that locks holds a mark.
  if (sets.some((m) => m.kind === 'assign' && !isMark(input, m))) return null;
  for (const m of sets) {
    // A store that drops entries of itself keeps nobody out: what is put there to be read is data.
    if (m.kind === 'put' && !isMark(input, m) && isLibraryStore(input)) continue;
    const test = testBefore(input, f, m);
    if (!test) continue;
    // A function that is entered waits there to be called.
    if (m.kind === 'put' && isFunction(input, m) && !countsThem(input, test)) continue;
    const trees = treesOf(input, m);
    // What is taken back where the work failed, and nowhere else, is what was done.
    const reset = clears.find(
      (c) =>
        c !== m &&
        !isOfAnother(input, m, c) &&
        opens(input, test, c) &&
        !isInCatch(input, c) &&
        trees.some((t) => t.resets(c)),
    );
    if (!reset) continue;
    // What is put under a key, and others than the section take out to use, is an entry that says more than that it is taken.
    if (m.kind === 'put' && m.key !== NONE && !isLiteral(input, m)) {
      if (takesOut(input.pt, f, (fn) => !trees.some((t) => t.holds(fn)), isMark(input, m)))
        return verdict('state', 'collection', 'entries that others take out by their key to use them', m);
    }
    // What another root takes out and uses is a registry.
    if (
      m.kind === 'put' &&
      !isLiteral(input, m) &&
      clears.some((c) => c.mask & AFTER && !trees.some((t) => t.resets(c)))
    )
      continue;
    if (m.kind === 'put' && clears.some((c) => c.method === 'shift' || c.method === 'pop')) continue;
    // Callers who do not hear who was refused go on in each case, with or without the lock.
    const heard = test.fn !== m.fn || test.waits === true || refusalIsTold(input, test, true);
    const section = sectionOfFlag(input, m, clears, heard ? trees : trees.slice(0, 1));
    const claim = section.mask & OUTSIDE ? claimOver(input, m, clears) : null;
    if (claim)
      return verdict('backed', 'lease', 'what the section does outside is claimed in a store that all processes ask', {
        file: claim.file,
        s: input.pt.p.files[claim.file]!.calls[claim.call]!.ns,
      });
    if (section.mask & Does.lease)
      return verdict(
        'backed',
        'lease',
        'the section takes a lock that all processes share',
        spot(input, section, Does.lease),
      );
    // Who waits its turn to read what others store reads in order to write: the highest number, the state of a row.
    const outside = section.mask & (test.waits ? OUTSIDE | Does.read : OUTSIDE);
    const device = section.leaves.some((l) => l.does & (Does.own | Does.unknown) && ownHandle(input, l, m.fn));
    const told = device && refusalIsTold(input, test);
    if (!outside && !told) {
      // What is put up where callers hear nothing says nothing of what else is.
      if (!heard && sets.length > 1) continue;
      // Beside marks, a line of those who wait says nothing either, where all that they do is known.
      const isOfLine = (x: Mutation): boolean => isMark(input, x) || isFunction(input, x);
      const isPlain = (x: Mutation): boolean =>
        isLiteral(input, x) || (m.kind === 'update' && !(section.mask & Does.unknown) && isOfLine(x));
      if (!sets.every(isPlain) || shownElsewhere(f, trees)) return null;
      // Those who asked whether it was marked go on or not: what they do is not known here.
      if (inTimer(input, reset) && refusalIsTold(input, test) && callersAct(input, m)) return null;
      return verdict('process-upkeep', 'flag', 'guards work on the memory and the handles of this process alone', m);
    }
    // Ids that wear off with time are a record of who came, whatever the work takes.
    if (m.kind === 'put' && inTimer(input, reset)) return null;
    if (m.kind === 'update' && limitsLoad(input, test, section, inTimer(input, reset)))
      return verdict('process-upkeep', 'load', 'limits how much of its own work this process does at a time', m);
    const limit = m.kind === 'update' || inTimer(input, reset);
    const asked = (Ctx.request | Ctx.job | Ctx.event | Ctx.connection) & sets.reduce((x, y) => x | y.mask, 0);
    const stored = outside & (Does.database | Does.file);
    const looked = f.reads.some((r) => r.mask & AFTER && !trees.some((t) => t.holds(r.fn)));
    // What nobody else looks at, or what only timers enter, is no worse than work that is done twice.
    const shape = limit ? 'limit' : !asked || (!stored && !looked) ? 'round' : 'flag';
    return verdict('lock', shape, LOCKS[shape], m, {
      runnerUp: 'state',
      severity: shape === 'flag' ? 'error' : 'warning',
    });
  }
  return null;
}

const isInCatch = ({ pt }: JudgeInput, m: Mutation): boolean =>
  [...guardChain(pt.p.files[m.file]!, m.guard)].some((g) => g.kind === 'catch');

/** Whether a write lets through whoever comes to a test: `false` is nothing to a test for null, whose answer it is. */
function opens(input: JudgeInput, { file, cond }: Before, clear: Mutation): boolean {
  const { files } = input.pt.p;
  const given = clear.v === NONE ? null : files[clear.file]!.values[clear.v]!;
  if (given?.k !== 'lit' || given.v === null || clear.kind !== 'assign') return true;
  const f = files[file]!;
  const isNothing = (v: ValueId): boolean => {
    const x = v === NONE ? null : f.values[v]!;
    return x?.k === 'undef' || (x?.k === 'lit' && x.v === null);
  };
  return !testsOf(f, cond, true).some((t) => isNothing(t.other) && mentions(input, file, t.v, 0));
}

/** Whether those who call a function do work outside of this process after that, or work that is not known. */
function callersAct(input: JudgeInput, m: Mutation): boolean {
  const { mask } = together(callersOf(input, m.fn).map((c) => input.effects.after(c.fn, c.s)));
  return (mask & (OUTSIDE | Does.unknown)) !== 0;
}

/** A write that gives the lock back: false, null, nothing, a removal, one less, a list without the entry. */
function isClear(input: JudgeInput, m: Mutation): boolean {
  if (m.kind === 'remove') return true;
  if (m.v === NONE) return false;
  const f = input.pt.p.files[m.file]!;
  const x = f.values[m.v]!;
  if (x.k === 'undef' || (x.k === 'lit' && !x.v)) return true;
  if (x.k === 'op' && (x.op === '--' || x.op.startsWith('-'))) return true;
  if (x.k === 'arr' && x.items.length === 0 && x.spreads.length === 0) return true;
  if (x.k !== 'call') return false;
  const c = f.calls[x.c]!;
  const callee = f.values[c.callee]!;
  return callee.k === 'prop' && callee.p === 'filter' && c.recv !== NONE && readsSelf(input, m.file, c.recv);
}

/** Whether a test asks how many there are: `running.length < 4`. */
const countsThem = ({ pt }: JudgeInput, { file, cond }: Before): boolean =>
  testsOf(pt.p.files[file]!, cond, true).some((t) => t.says === 'order');

const comparedWithTime = (f: Facts, m: Mutation): boolean => m.kind === 'assign' && (f.originOf(m) & From.time) !== 0;

function testBefore(input: JudgeInput, f: Facts, m: Mutation): Before | null {
  const own = guardOnSelf(input, m.file, m.guard);
  if (own !== NONE) return { fn: m.fn, file: m.file, cond: own };
  const refused = refusedBefore(input, m);
  if (refused !== NONE) return { fn: m.fn, file: m.file, cond: refused };
  const waits = waitLoop(input, m);
  if (waits !== NONE) return { fn: m.fn, file: m.file, cond: waits, waits: true };
  // `while (!busy && queue.length > 0) await run()`: a loop that goes on while nothing runs lets nothing run twice.
  const held = isHeldWhileWorking(input, f);
  for (const c of callersOf(input, m.fn)) {
    const cond = guardOnSelf(input, c.file, c.guard, held);
    if (cond !== NONE) return { fn: c.fn, file: c.file, cond };
  }
  return null;
}

/** `if (busy) refuse()` before the put, where what is called there never returns. */
function refusedBefore(input: JudgeInput, m: Mutation): ValueId {
  const { pt } = input;
  const facts = pt.p.files[m.file]!;
  for (const e of pt.p.functions[m.fn]!.f.events) {
    if (e.t !== 'call') continue;
    const c = facts.calls[e.c]!;
    if (c.guard === NONE || c.e > m.s) continue;
    const [first] = guardChain(facts, c.guard);
    if (first?.kind !== 'if' || first.cond === NONE || !saysFree(input, m.file, first.cond, !first.yes)) continue;
    if (neverReturns(pt, m.file, e.c)) return first.cond;
  }
  return NONE;
}

function guardOnSelf(input: JudgeInput, file: number, guard: GuardId, loops = false): ValueId {
  for (const g of guardChain(input.pt.p.files[file]!, guard))
    if (g.cond !== NONE && (loops || g.kind !== 'loop') && saysFree(input, file, g.cond, g.yes)) return g.cond;
  return NONE;
}

/** The way goes on because the holder is empty, not set, without the entry, or below a number, unless something else opens it. */
const saysFree = (input: JudgeInput, file: number, cond: ValueId, yes: boolean): boolean =>
  testsOf(input.pt.p.files[file]!, cond, yes).some(
    (t) => (t.says === 'absent' || t.says === 'unless' || t.says === 'order') && mentions(input, file, t.v, 0),
  );

/** `while (busy) await sleep()` before the put. */
function waitLoop(input: JudgeInput, m: Mutation): ValueId {
  const facts = input.pt.p.files[m.file]!;
  const { f } = input.pt.p.functions[m.fn]!;
  for (const g of facts.guards)
    if (g.kind === 'loop' && g.cond !== NONE && g.s > f.s && g.s < m.s && mentions(input, m.file, g.cond, 0))
      return g.cond;
  return NONE;
}

/** Whether a condition speaks of the holder: itself, its size, a look-up in it, or a function that gives one of these. */
function mentions(input: JudgeInput, file: number, v: ValueId, depth: number): boolean {
  if (v === NONE || depth > 8) return false;
  const { pt } = input;
  const f = pt.p.files[file]!;
  if (readsSelf(input, file, v)) return true;
  const x = f.values[v]!;
  switch (x.k) {
    case 'op':
    case 'alt':
      return x.of.some((y) => mentions(input, file, y, depth + 1));
    case 'as':
    case 'await':
    case 'narrow':
      return mentions(input, file, x.v, depth + 1);
    case 'prop':
    case 'index':
      return mentions(input, file, x.o, depth + 1);
    case 'bind': {
      const b = f.bindings[x.b]!;
      return (
        !b.imp && !b.top && b.kind !== 'param' && b.defs.length === 1 && mentions(input, file, b.defs[0]!, depth + 1)
      );
    }
    case 'call': {
      const c = f.calls[x.c]!;
      if (c.recv !== NONE && mentions(input, file, c.recv, depth + 1)) return true;
      for (const fn of [...(pt.targets.get(callGid(pt.p, file, x.c)) ?? [])].slice(0, 3)) {
        const t = pt.p.functions[fn]!;
        for (const e of t.f.events) if (e.t === 'return' && mentions(input, t.file, e.v, depth + 3)) return true;
      }
      return false;
    }
    default:
      return false;
  }
}

/** Whether a value reads the holder, an entry of it, or a local that was given one. */
function readsSelf(input: JudgeInput, file: number, v: ValueId, hops = 4): boolean {
  const { pt, holder } = input;
  if (v === NONE || hops < 0) return false;
  const f = pt.p.files[file]!;
  const x = f.values[v]!;
  switch (x.k) {
    case 'bind': {
      if (holder.binding >= 0 && pt.p.bindingBase[file]! + x.b === holder.binding) return true;
      const b = f.bindings[x.b]!;
      if (b.imp) return holder.binding >= 0 && b.imp.name === holder.name && sharesObject(input, file, v);
      return (
        b.kind !== 'param' && !b.top && b.defs.length <= 2 && b.defs.some((d) => readsSelf(input, file, d, hops - 1))
      );
    }
    case 'prop':
      if (holder.binding < 0 && x.p === holder.name)
        return setOf(pt.h, pt.valueNode(file, x.o)).some((o) => holdsField(pt, holder, o));
      return (x.p === 'length' || x.p === 'size') && readsSelf(input, file, x.o, hops - 1);
    case 'index':
      return readsSelf(input, file, x.o, hops - 1);
    case 'alt':
      return x.of.some((y) => readsSelf(input, file, y, hops - 1));
    case 'as':
    case 'await':
      return readsSelf(input, file, x.v, hops - 1);
    case 'call': {
      const c = f.calls[x.c]!;
      const callee = f.values[c.callee]!;
      return (
        c.recv !== NONE &&
        callee.k === 'prop' &&
        /^(get|has|includes|some|find|findIndex|indexOf|every|at|values|keys)$/.test(callee.p) &&
        readsSelf(input, file, c.recv, hops - 1)
      );
    }
    default:
      return false;
  }
}

const sharesObject = ({ pt, holder }: JudgeInput, file: number, v: ValueId): boolean =>
  holder.objects.size === 0 || setOf(pt.h, pt.valueNode(file, v)).some((o) => holder.objects.has(o));

/** Calls of a function, with where they stand, up two levels. */
function callersOf(
  { pt, ctx }: JudgeInput,
  fn: number,
): readonly { readonly fn: number; readonly file: number; readonly guard: GuardId; readonly s: number }[] {
  const out: { fn: number; file: number; guard: GuardId; s: number }[] = [];
  const seen = new Set<number>();
  const up = (of: number, depth: number): void => {
    for (const fr of ctx.framesOf(of).slice(0, 6))
      for (const c of fr.callers.slice(0, 12)) {
        if (c.call < 0 || seen.has(c.call)) continue;
        seen.add(c.call);
        const at = pt.p.calls[c.call]!;
        const by = ctx.frames[c.frame]!.fn;
        out.push({ fn: by, file: at.file, guard: at.c.guard, s: at.c.s });
        if (depth < 1) up(by, depth + 1);
      }
    // What a new promise is given runs at once, as part of the function that makes it.
    for (const fr of depth < 1 ? ctx.framesOf(of).slice(0, 6) : [])
      for (const r of fr.why.values()) {
        if (r.call < 0 || r.from < 0 || !isPromiseMade(pt, r.call) || seen.has(r.call)) continue;
        seen.add(r.call);
        up(ctx.frames[r.from]!.fn, depth);
      }
  };
  up(fn, 0);
  return out;
}

const isPromiseMade = (pt: Points, call: number): boolean =>
  pt.p.calls[call]!.c.kind === 'new' &&
  (pt.externals.get(call) ?? []).some(
    (o) => pt.h.objects[o]!.pkg === '(global)' && pt.h.objects[o]!.steps === '.Promise',
  );

/** What may run while a lock is held: first the function that takes it, then its callers. */
function treesOf(input: JudgeInput, m: Mutation): readonly Tree[] {
  const { effects } = input;
  const tree = (fn: number, s: number): Tree => {
    const section = effects.after(fn, s);
    return {
      section,
      resets: (c) =>
        (c.fn === fn && c.s > s) || (nested(input, c.fn, fn) && c.s > s) || (c.fn !== fn && section.runs.has(c.fn)),
      holds: (g) => g === fn || section.runs.has(g) || nested(input, g, fn),
    };
  };
  const own = tree(m.fn, m.s);
  const callers = callersOf(input, m.fn);
  // A function that takes it and does nothing more belongs to its callers.
  return [own, ...callers.map((c) => tree(c.fn, c.s))];
}

/** Whether a function stands inside another, and not in one that is registered on an object that others hold. */
function nested({ pt }: JudgeInput, fn: number, outer: number): boolean {
  const { p } = pt;
  const { file, id } = p.functions[fn]!;
  if (file !== p.functions[outer]!.file || p.functions[outer]!.f.kind === 'module') return false;
  for (let at: FunctionId = id, hops = 0; at > 0 && hops < 16; at = p.files[file]!.functions[at]!.parent, hops++)
    if (at !== id && functionGid(p, file, at) === outer) return true;
  return false;
}

/** Whether a write stands in the callback of a timer: the lock is given back when time is over, not when work is. */
function inTimer({ pt }: JudgeInput, m: Mutation): boolean {
  const { p } = pt;
  const f = p.files[m.file]!;
  const uses = consumersOf(f);
  const arg = uses.argumentOf(p.functions[m.fn]!.id);
  if (!arg) return false;
  return (pt.externals.get(callGid(p, m.file, arg.c)) ?? []).some((e) =>
    pt.h.objects[e]!.steps.endsWith('.setTimeout'),
  );
}

/**
 * Whether who is refused hears of it: an error or an answer under the test.
 * @param otherwise whether it counts that a function which was given is called (`if (busy) return void done(new Error('busy'))`), or
 *   something is waited for (`if (count < most) count++; else await turn()`)
 */
function refusalIsTold({ pt }: JudgeInput, test: Before, otherwise = false): boolean {
  const { file } = test;
  const f = pt.p.files[file]!;
  const isGiven = (v: ValueId): boolean => {
    const x = f.values[v]!;
    return x.k === 'bind' && f.bindings[x.b]!.kind === 'param';
  };
  return pt.p.functions[test.fn]!.f.events.some((e) => {
    if (e.t === 'call') {
      const c = f.calls[e.c]!;
      return isUnder(f, c.guard, test) && (neverReturns(pt, file, e.c) || (otherwise && isGiven(c.callee)));
    }
    if (e.t === 'await' && otherwise) return isUnder(f, e.guard, test, false);
    if (e.t !== 'throw' && e.t !== 'return') return false;
    if (e.t === 'return' && f.values[e.v]!.k === 'undef') return false;
    return isUnder(f, e.guard, test);
  });
}

/** Whether code stands under a test; `free` false: where that finds the holder taken. */
const isUnder = (f: FileFacts, guard: GuardId, { cond }: Before, free = true): boolean =>
  [...guardChain(f, guard)].some(
    (g) => g.cond === cond && (free || testsOf(f, cond, !g.yes).some((t) => t.says === 'absent' || t.says === 'order')),
  );

/** A handle that the code around the lock opens itself. */
function ownHandle({ pt }: JudgeInput, leaf: Leaf, fn: number): boolean {
  if (leaf.opener < 0) return false;
  const { p } = pt;
  const home = (g: number): string => {
    const { file, f } = p.functions[g]!;
    const cls = p.files[file]!.functions[f.thisF]!.cls;
    return cls === NONE ? `f${file}` : `c${p.classBase[file]! + cls}`;
  };
  return home(leaf.opener) === home(fn);
}

/** Read as a value by code outside its own section: shown, or decided upon. */
const shownElsewhere = (f: Facts, trees: readonly Tree[]): boolean =>
  f.reads.some((r) => r.mask & AFTER && r.use !== 'cond' && r.use !== 'cmp' && !trees.some((t) => t.holds(r.fn)));

function spot({ pt }: JudgeInput, section: Section, does: number): { file: number; s: number; e: number } | null {
  const leaf = section.leaves.find((l) => l.does & does);
  if (!leaf) return null;
  const c = pt.p.files[leaf.file]!.calls[leaf.call]!;
  return { file: leaf.file, s: c.ns, e: c.e };
}
