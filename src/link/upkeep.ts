import { type FileFacts, NONE, type Value, type ValueId } from '../extract/facts.ts';
import { countsOn, type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { consumersOf } from './consumers.ts';
import { AFTER, Ctx } from './contexts.ts';
import { goesUpAtEnd } from './drain-flags.ts';
import { testsAt } from './guards.ts';
import { setOf } from './heap.ts';
import type { Access, Holder, Mutation } from './holders.ts';
import { leavesAfter } from './last-words.ts';
import { Does, OUTSIDE } from './library-effects.ts';
import { isLogCall } from './log-calls.ts';
import { namesOfMachine } from './machine-names.ts';
import { isMeasuring } from './measuring.ts';
import { TEXT_PACKAGES } from './origin-names.ts';
import { From } from './origins.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';
import type { Sink } from './sinks.ts';
import { OWN_PROCESSES } from './supervisor.ts';

// What a process keeps for its own work alone: the silences `process-upkeep` and `metrics`.

/** Methods that only keep a collection: where their result is dropped, they read nothing of it. */
const KEEPERS = new Set(['push', 'unshift', 'splice', 'sort', 'reverse', 'pop', 'shift', 'delete', 'clear']);

/** Reads but for receivers of methods: those are told of by the method's own read, or are writes. */
export function realReads({ pt }: JudgeInput, f: Facts): readonly Access[] {
  const own = new Set(f.reads.flatMap((r) => (r.call < 0 ? [] : [`${r.file}|${r.call}`])));
  return f.reads.filter((r) => {
    if (r.how !== 'value' || r.use !== 'recv' || r.ua === NONE) return true;
    if (own.has(`${r.file}|${r.ua}`)) return false;
    const c = pt.p.files[r.file]!.calls[r.ua];
    const method = c?.use === 'discard' ? nameOf(pt.p.files[r.file]!.values[c.callee]!) : '';
    return !(KEEPERS.has(method) || method === 'set' || method === 'add');
  });
}

/**
 * Nobody reads what is written. The receiver of a write is no reader where entries are taken out again too; what is only put in is
 * more likely read by something that is not seen.
 */
export function neverRead(input: JudgeInput, f: Facts): Verdict | null {
  const reads = f.removes.length > 0 ? realReads(input, f) : f.reads;
  const isRead = (r: Access) =>
    !(r.how === 'indexOf' && r.use === 'arg') && !(r.use === 'discard' && KEEPERS.has(r.how));
  if (reads.some(isRead)) return null;
  return verdict('process-upkeep', 'never-read', 'nothing reads what is written', f.after[0]!);
}

/** Contexts in which somebody else than this process may wait for what comes of it. */
const ASKED = AFTER & ~Ctx.timer;
/** What work does that others see, or that nobody knows. */
const SEEN = OUTSIDE | Does.unknown | Does.unresolved;

/**
 * When something was last asked for: a timer compares it with the clock, and what it then does is done to the memory and the handles of
 * this process alone (an idle connection is closed, a worker is ended).
 */
export function idleClock(input: JudgeInput, f: Facts): Verdict | null {
  const { ctx, effects, sinks } = input;
  const isClock = (m: Mutation) => {
    const o = f.originOf(m);
    return m.kind === 'assign' && (o & From.time) !== 0 && (o & ~(From.time | From.constant)) === 0;
  };
  const reads = realReads(input, f);
  if (f.afterPuts.length === 0 || reads.length === 0 || !f.afterPuts.every(isClock)) return null;
  for (const r of reads) {
    if ((r.mask & ASKED) !== 0 || (r.mask & Ctx.timer) === 0 || sinks.isCut(r.file, r.v)) return null;
    if (!sinks.of(r.file, r.v).every((s) => s.kind === 'cond' || s.kind === 'clock' || s.kind === 'log')) return null;
  }
  const work = new Set(reads.map((r) => r.fn));
  for (const fn of work)
    for (const frame of ctx.framesOf(fn))
      for (const { frame: id } of frame.callers) if (ctx.frames[id]!.mask & Ctx.timer) work.add(ctx.frames[id]!.fn);
  if ((effects.of([...work]).mask & SEEN) !== 0) return null;
  return verdict('process-upkeep', 'idle', 'a timer alone looks at it, and closes what this process has', reads[0]!);
}

/** A mark of what was told, or when: it decides whether its own function writes one more line into a log, and nothing else. */
export function throttledLog(input: JudgeInput, f: Facts): Verdict | null {
  const { pt, holder, sinks } = input;
  const reads = realReads(input, f);
  const writers = new Set(f.afterPuts.map((m) => m.fn));
  if (reads.length === 0 || !reads.every((r) => writers.has(r.fn))) return null;
  const marks = From.constant | From.time | From.environment | From.fresh | From.library | From.unknown | From.self;
  // What a set is given is a key, of which nothing is asked but whether it is there.
  const isMark = (m: Mutation) => (m.kind === 'put' && m.method === 'add') || (f.originOf(m) & ~marks) === 0;
  if (!f.afterPuts.every(isMark)) return null;
  let told = false;
  for (const r of reads) {
    if (sinks.isCut(r.file, r.v)) return null;
    for (const s of sinks.of(r.file, r.v)) {
      if (s.kind === 'log') told = true;
      else if ((s.kind !== 'cond' && s.kind !== 'clock') || !isInert(pt, holder, s)) return null;
    }
    if (writesElsewhere(input, r)) return null;
  }
  return told
    ? verdict(
        'process-upkeep',
        'log',
        'decides whether one more line goes into a log, and nothing else',
        f.afterPuts[0]!,
      )
    : null;
}

/** Whether a call that a condition decides has no effect but on the holder: the clock, arithmetic, its own collection, words of a log. */
export function isInert(pt: Points, holder: Holder, s: Sink): boolean {
  if (s.call === NONE) return s.kind === 'clock';
  if (standsInLog(pt, s.file, s.s)) return true;
  const gid = callGid(pt.p, s.file, s.call);
  const exts = pt.externals.get(gid) ?? [];
  if (exts.length > 0)
    return exts.every((e) => {
      const x = pt.h.objects[e]!;
      if (TEXT_PACKAGES.test(x.pkg)) return true;
      return x.pkg === '(global)' && /^\.(Date|Math|String|Number|JSON|Object|Array|console)\b/.test(x.steps);
    });
  const recv = pt.p.files[s.file]!.calls[s.call]!.recv;
  const set = recv === NONE ? [] : setOf(pt.h, pt.valueNode(s.file, recv));
  return set.length > 0 && set.every((o) => holder.objects.has(o));
}

/** Whether something else is written or returned under a condition that reads the holder. */
export function writesElsewhere({ pt, holder }: JudgeInput, r: Access): boolean {
  const f = pt.p.files[r.file]!;
  const mine = new Set(holder.mutations.filter((m) => m.fn === r.fn).map((m) => m.s));
  return pt.p.functions[r.fn]!.f.events.some((e) => {
    if (e.t === 'write') {
      if (mine.has(e.s) || ('b' in e.to && !f.bindings[e.to.b]!.top)) return false;
    } else if (e.t !== 'return' || e.v === NONE || f.values[e.v]!.k === 'undef') return false;
    return testsAt(f, e.guard).some((t) => t.v === r.v || sameRead(f, t.v, r.v) || reads(f, t.v, r.v, 0));
  });
}
/** Whether a value is computed from another. */
function reads(f: FileFacts, v: ValueId, what: ValueId, depth: number): boolean {
  if (v === what) return true;
  if (v === NONE || depth > 6) return false;
  const x = f.values[v]!;
  if (x.k === 'op' || x.k === 'alt') return x.of.some((y) => reads(f, y, what, depth + 1));
  if (x.k === 'call') {
    const c = f.calls[x.c]!;
    return [c.recv, ...c.args].some((y) => reads(f, y, what, depth + 1));
  }
  if (x.k === 'bind') return f.bindings[x.b]!.defs.some((d) => reads(f, d, what, depth + 1));
  if (x.k === 'prop' || x.k === 'index') return reads(f, x.o, what, depth + 1);
  return 'v' in x && typeof x.v === 'number' && x.k !== 'lit' ? reads(f, x.v, what, depth + 1) : false;
}

/** Only emptied after start-up: closing, not keeping. */
export function teardown(f: Facts): Verdict | null {
  if (f.afterPuts.length > 0 || !f.after.every((m) => m.kind === 'assign')) return null;
  return verdict('process-upkeep', 'teardown', 'only emptied after start-up', f.after[0]!);
}

/** Whether a value is what settles a promise: a parameter of the function that `new Promise` is given. */
function settles(f: FileFacts, v: ValueId, depth = 0): boolean {
  const x = f.values[v]!;
  if (x.k === 'as') return settles(f, x.v, depth);
  const b = x.k === 'bind' ? f.bindings[x.b]! : null;
  // `let done = () => {}; new Promise((resolve) => { done = resolve; })`
  if (b && b.kind !== 'param')
    return depth < 2 && b.defs.length > 0 && b.defs.every((d) => f.values[d]!.k === 'fn' || settles(f, d, depth + 1));
  if (!b) return false;
  const given = consumersOf(f).argumentOf(b.f);
  const by = given?.i === 0 ? f.calls[given.c]! : null;
  const callee = by?.kind === 'new' ? f.values[by.callee]! : null;
  return callee?.k === 'global' && callee.name === 'Promise';
}

/** Handles of timers. */
export function timers({ pt, ctx, origins }: JudgeInput, f: Facts): Verdict | null {
  const empties = From.fresh | From.constant;
  const puts = f.puts.filter((m) => m.op !== 'init' && (f.originOf(m) & ~empties) !== 0);
  // A record that holds a timer beside something else is kept for that.
  const beside = From.timer | From.time | From.fn | From.promise | empties;
  const isTimer = (m: Mutation): boolean => {
    if ((f.originOf(m) & From.timer) === 0) return false;
    const x = m.v === NONE ? null : pt.p.files[m.file]!.values[m.v]!;
    if (x?.k !== 'obj') return true;
    const of = (v: ValueId) => origins.of(ctx.frames[m.frame]!, m.file, v);
    return x.props.every(([, v]) => settles(pt.p.files[m.file]!, v) || (of(v) & ~beside) === 0);
  };
  if (puts.length === 0 || !puts.every(isTimer)) return null;
  // A literal that is put there is no handle, nor an empty place for one.
  if (f.puts.some((m) => m.op !== 'init' && f.originOf(m) === From.constant)) return null;
  return verdict('process-upkeep', 'timer', 'holds the handle of a timer', puts[0]!);
}

/** Booleans and the like: latches, drain and ready flags. */
export function flags({ pt, ctx }: JudgeInput, f: Facts): Verdict | null {
  const literal = (m: Mutation) => {
    const x = pt.p.files[m.file]!.values[m.v]!;
    return x.k === 'lit' && typeof x.v === 'boolean' ? x.v : null;
  };
  const isEnding = (m: Mutation) =>
    m.kind === 'assign' && m.v !== NONE && literal(m) === true && leavesAfter(pt, ctx, m);
  if (f.after.every(isEnding))
    return verdict('process-upkeep', 'ending', 'set where the process is about to end', f.after[0]!);
  const plain = f.puts.filter((m) => m.kind === 'assign');
  if (plain.length === 0 || plain.length !== f.puts.length || !plain.every((m) => literal(m) !== null)) return null;
  const afterValues = new Set(f.after.map((m) => (m.v === NONE ? null : literal(m))));
  // What sets it at start-up to the same is of the same latch.
  const sets = (m: Mutation) =>
    f.after.includes(m) || (m.v !== NONE && afterValues.has(literal(m)) && literal(m) !== null);
  const setters = new Set(f.all.filter(sets).map((m) => m.fn));
  const tests = f.reads.filter((r) => r.use === 'cond' || r.use === 'cmp');
  if (f.after.every((m) => (m.mask & AFTER & ~Ctx.shutdown) === 0))
    return verdict('process-upkeep', 'shutdown', 'set when the process shuts down', f.after[0]!);
  const callers = new Set(
    [...setters].flatMap((fn) => ctx.framesOf(fn).flatMap((fr) => fr.callers.map((c) => ctx.frames[c.frame]!.fn))),
  );
  if (
    afterValues.size === 1 &&
    tests.length === f.reads.length &&
    tests.length > 0 &&
    tests.every((r) => setters.has(r.fn) || callers.has(r.fn))
  )
    return verdict('process-upkeep', 'latch', 'a latch that only its setter tests', f.after[0]!);
  const goesUp = f.after.every((m) => isEnding(m) || (m.v !== NONE && literal(m) === true && goesUpAtEnd(pt, ctx, m)));
  if (goesUp && tests.length === f.reads.length && tests.length > 0)
    return verdict('process-upkeep', 'ending', 'set where what the process runs is closed', f.after[0]!);
  const late = Ctx.event | Ctx.shutdown | Ctx.later;
  const done = f.all.find((m) => m.op === '=' && (m.mask & AFTER) === 0 && m.mask & Ctx.boot && sets(m));
  if (afterValues.size === 1 && done && f.after.every((m) => (m.mask & AFTER & ~late) === 0))
    return verdict('process-upkeep', 'latch', 'set to what start-up sets it to when it is done', done);
  return null;
}

/** Counts that are only shown. */
export function counters({ pt }: JudgeInput, f: Facts): Verdict | null {
  if (!f.afterPuts.every((m) => m.kind === 'update' && (m.op === '++' || m.op === 'op='))) return null;
  if (f.reads.length === 0) return null;
  // What is put behind a text is kept, and not counted.
  const isText = (m: Mutation): boolean => {
    const x = m.v === NONE ? null : pt.p.files[m.file]!.values[m.v]!;
    return (x?.k === 'lit' && typeof x.v === 'string') || (x?.k === 'op' && x.op === 'template');
  };
  if (f.all.some(isText)) return null;
  const writers = new Set(f.after.map((m) => m.fn));
  if (
    f.reads.every(
      (r) =>
        (r.use === 'arg' && isLog(pt, r)) ||
        (r.use === 'arith' && inLog(pt, r)) ||
        (r.use === 'prop' && !writers.has(r.fn)),
    )
  )
    return verdict('metrics', 'counter', 'a count of this process that is only logged', f.reads[0]!);
  if (
    f.reads.every(
      (r) => writers.has(r.fn) && (r.use === 'cond' || r.use === 'cmp' || (r.use === 'arg' && isLog(pt, r))),
    ) &&
    f.reads.every((r) => !refuses(pt, r))
  )
    return verdict('process-upkeep', 'count', 'a count that only its own function looks at', f.reads[0]!);
  return null;
}

/** Measurements of the machine or of this process, the last ones or one after the other. */
export function measurements(f: Facts): Verdict | null {
  const own =
    From.machine |
    From.promise |
    From.constant |
    From.environment |
    From.fresh |
    From.self |
    From.state |
    From.library |
    From.time;
  const puts = f.puts.filter((m) => m.op !== 'init');
  if (puts.length === 0 || !puts.some((m) => f.originOf(m) & From.machine)) return null;
  if (!puts.every((m) => (f.originOf(m) & ~own) === 0)) return null;
  return verdict('metrics', 'measured', 'measurements of this machine', puts[0]!);
}

/** Numbers that a process gives to its own work: nothing of them is stored, answered, sent to others or refuses anybody. */
export function ownNumbers(input: JudgeInput, f: Facts): Verdict | null {
  const { pt, holder, sinks } = input;
  if (holder.objects.size > 0 || f.reads.length === 0) return null;
  // `wait = wait * 2` counts on like `wait++`.
  const counted = (m: Mutation) => m.kind === 'update' || countsOn(pt, f, m);
  if (!f.afterPuts.some(counted)) return null;
  if (!f.after.every((m) => counted(m) || (m.kind === 'assign' && (f.originOf(m) & ~From.constant) === 0))) return null;
  if (f.after.some((m) => m.kind === 'assign' && (f.originOf(m) & ~(From.constant | From.self)) !== 0)) return null;
  const own = (s: Sink): boolean => {
    if (s.kind === 'cond' || s.kind === 'log' || isMeasuring(input, s)) return true;
    if (s.kind !== 'out' && s.kind !== 'send') return false;
    if (s.recv === NONE) return false;
    const set = setOf(pt.h, pt.valueNode(s.file, s.recv));
    return set.length > 0 && set.every((o) => OWN_PROCESSES.has(pt.h.objects[o]!.pkg));
  };
  const uses = [...f.reads, ...f.afterPuts.filter((m) => m.kind === 'update' && m.v !== NONE)];
  for (const r of uses) if (sinks.isCut(r.file, r.v) || !sinks.of(r.file, r.v).every(own)) return null;
  // What has a place on the machine is not the process's own, whoever else is told of it.
  if (uses.some((r) => namesOfMachine(input, r))) return null;
  return verdict('process-upkeep', 'numbers', 'a count that only the work of this process looks at', f.afterPuts[0]!);
}

/** Whether a read stands inside the text of a log call. */
const inLog = (pt: Points, r: Access): boolean => standsInLog(pt, r.file, r.s);
const standsInLog = (pt: Points, file: number, s: number): boolean =>
  pt.p.files[file]!.calls.some((c, id) => c && c.s < s && c.e > s && c.f !== NONE && isLogCall(pt, file, id));

const nameOf = (v: Value): string => (v.k === 'prop' ? v.p : '');

/** Whether the function that tests may answer a client there: a test that leads to a return, throw or send refuses. */
function refuses(pt: Points, r: Access): boolean {
  const fn = pt.p.functions[r.fn]!.f;
  const f = pt.p.files[r.file]!;
  return fn.events.some(
    (e) => (e.t === 'return' || e.t === 'throw') && e.s > r.s && testsAt(f, e.guard).some((t) => sameRead(f, t.v, r.v)),
  );
}
function sameRead(f: FileFacts, a: ValueId, b: ValueId): boolean {
  if (a === b) return true;
  const x = f.values[a]!;
  return x.k === 'op' && x.of.includes(b);
}

function isLog(pt: Points, r: Access): boolean {
  if (r.ua === NONE) return false;
  const c = pt.p.files[r.file]!.calls[r.ua];
  return c !== undefined && isLogCall(pt, r.file, r.ua);
}
