import { type CallId, type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { callersOfFunctions } from './callers.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { constantText } from './constants.ts';
import { consumersOf } from './consumers.ts';
import { AFTER, type Contexts, Ctx } from './contexts.ts';
import { isBeatenOnly } from './ended-elements.ts';
import { inside } from './guards.ts';
import { type ObjectId, setOf } from './heap.ts';
import type { Access, Mutation } from './holders.ts';
import { isMadeForOne, oneClient } from './one-client.ts';
import { From } from './origins.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';
import { isConnectionKind } from './under-connections.ts';

// What a process keeps for work that it alone does: keys of what it made, answers that it waits for, breakers.

const EQUALITY = new Set(['===', '==', '!==', '!=']);

/**
 * What the thing beside it was made from: it is only compared with the value that is then written there, and what is made goes
 * into another place in the same breath. Whatever that other place is, this says nothing more.
 */
export function keyBeside({ pt }: JudgeInput, f: Facts): Verdict | null {
  if (f.afterPuts.length === 0 || f.reads.length === 0) return null;
  if (!f.after.every((m) => m.kind === 'assign' && m.op !== 'delete')) return null;
  if (!f.afterPuts.every((m) => m.op === '=' && (f.originOf(m) & From.self) === 0)) return null;
  const compared = f.reads.map((r) => comparedWith(pt.p.files[r.file]!, r));
  if (compared.some((c) => c === null)) return null;
  for (const m of f.afterPuts) {
    const file = pt.p.files[m.file]!;
    const tested = f.reads.some((r, i) => r.fn === m.fn && r.s < m.s && compared[i]!.some((v) => isSame(file, v, m.v)));
    if (!tested || !writesBeside(pt, m)) return null;
  }
  if (!f.reads.every((r) => f.afterPuts.some((m) => m.fn === r.fn))) return null;
  return verdict(
    'process-upkeep',
    'key',
    'tells what the thing beside it was made from, and nothing else',
    f.afterPuts[0]!,
  );
}

/** The other sides of the comparisons that a read is an operand of; null where it is anything else too. */
function comparedWith(f: FileFacts, r: Access): ValueId[] | null {
  if (r.how !== 'value' || r.use !== 'cmp') return null;
  const out: ValueId[] = [];
  for (const x of f.values) {
    if (x.k !== 'op' || !x.of.includes(r.v)) continue;
    if (!EQUALITY.has(x.op)) return null;
    out.push(...x.of.filter((v) => v !== r.v));
  }
  return out.length > 0 ? out : null;
}

function isSame(f: FileFacts, a: ValueId, b: ValueId): boolean {
  if (a === b) return true;
  const x = f.values[a]!;
  const y = f.values[b]!;
  return x.k === 'bind' && y.k === 'bind' && x.b === y.b;
}

/** Whether the same activation, under the same condition, puts something that is made into another place of the same kind. */
function writesBeside(pt: Points, m: Mutation): boolean {
  const file = pt.p.files[m.file]!;
  return pt.p.functions[m.fn]!.f.events.some((e) => {
    if (e.t !== 'write' || e.s === m.s || e.guard !== m.guard || e.op === 'delete' || e.op === 'init') return false;
    const x = file.values[e.v]!;
    if (x.k === 'lit' || x.k === 'undef' || x.k === 'bind') return false;
    return 'p' in e.to || ('b' in e.to && file.bindings[e.to.b]!.top);
  });
}

/**
 * Promises that wait for an answer: what is put in is what settles them, somebody takes it out again, and whoever does is no
 * request or job, which any process could be given, but a message of this process's own connection, a timer or its closing.
 */
export function pendingAnswers({ pt }: JudgeInput, f: Facts): Verdict | null {
  if (f.afterPuts.length === 0 || f.removes.length === 0) return null;
  if (!f.afterPuts.every((m) => m.kind === 'put' && m.v !== NONE && settles(pt, m.file, m.v, 0))) return null;
  const putters = new Set(f.afterPuts.map((m) => m.fn));
  const answered = (mask: number) => (mask & (Ctx.request | Ctx.job)) === 0;
  const takers = f.reads.filter(
    (r) => !putters.has(r.fn) && r.how !== 'size' && r.how !== 'delete' && r.use !== 'recv',
  );
  if (takers.length === 0 || !takers.every((r) => answered(r.mask)) || !takers.some((r) => r.mask & AFTER)) return null;
  return verdict(
    'single-flight',
    'asked',
    'promises that wait for an answer which only this process can be given',
    f.afterPuts[0]!,
  );
}

/** Methods of a collection that only keep it, or tell how much of it there is. */
const KEEPS = new Set(['size', 'add', 'set', 'delete', 'clear', 'remove']);
/** Frames up from the work of a timer in which what arms it is looked for. */
const MAX_ARMING = 200;

/**
 * Open connections, or answers that are not finished, that nothing but a timer of start-up walks: a heart-beat goes to those that this
 * process has. What a request or message brings reaches none of them by it.
 */
export function heartBeat(input: JudgeInput, f: Facts): Verdict | null {
  const { pt, ctx } = input;
  const puts = f.afterPuts;
  if (puts.length === 0 || f.removes.length === 0) return null;
  const around = puts.filter((m) => !isOfClient(pt, m));
  if (!puts.every((m) => m.kind === 'put') || !around.every((m) => isAroundClient(input, m))) return null;
  let walked: Access | null = null;
  for (const r of f.reads) {
    if (KEEPS.has(r.how) || (r.how === 'value' && (r.use === 'recv' || r.use === 'target'))) continue;
    if (!beatsOfStartUp(ctx, r)) return null;
    // Beside its connection an object may have what it knows of its client: nobody else may be told of that.
    if (around.length > 0 && !isBeatenOnly(input, f, r)) return null;
    walked = r;
  }
  if (!walked) return null;
  return verdict(
    'live-connections',
    'beat',
    'connections of this process, which only a timer of start-up walks',
    walked,
  );
}

/** Whether what is put in, or its key, belongs to one client's connection: its socket, its request, the answer to it. */
function isOfClient(pt: Points, m: Mutation): boolean {
  const objects = [m.v, m.key].flatMap((v) => (v === NONE ? [] : setOf(pt.h, pt.valueNode(m.file, v))));
  return objects.some((o) => {
    const x = pt.h.objects[o]!;
    if (x.k !== 'ext') return false;
    const lives = x.kinds.map((k) => pt.lib.kinds[k]!.def.lifetime ?? 'process');
    return lives.some((life) => life === 'connection' || life === 'request');
  });
}

/** Whether what is put in is an object that was made for one client, and has the connection of that client in it. */
function isAroundClient({ pt, ctx }: JudgeInput, m: Mutation): boolean {
  const objects = m.v === NONE ? [] : setOf(pt.h, pt.valueNode(m.file, m.v));
  const isOne = (o: ObjectId): boolean => {
    const { k, allocator } = pt.h.objects[o]!;
    if ((k !== 'inst' && k !== 'obj') || allocator < 0) return false;
    const mask = ctx.maskOf(allocator);
    if ((mask & Ctx.boot) !== 0 || (mask & (Ctx.connection | Ctx.request)) === 0) return false;
    return (pt.h.fields[o] ?? []).some((n, i) => i % 2 === 1 && setOf(pt.h, n).some((x) => isConnectionKind(pt, x)));
  };
  return objects.length > 0 && objects.every(isOne);
}

/** Whether a read or write runs on a timer alone, and start-up alone arms that timer, whoever is asked. */
export function beatsOfStartUp(ctx: Contexts, r: Pick<Access, 'fn'>): boolean {
  const asked = Ctx.request | Ctx.job | Ctx.event | Ctx.connection | Ctx.later;
  const work = [...ctx.framesOf(r.fn)];
  const seen = new Set(work);
  let timed = false;
  for (const frame of work) {
    if (frame.mask & asked || work.length > MAX_ARMING) return false;
    timed ||= (frame.mask & Ctx.timer) !== 0;
    for (const { frame: id } of [...frame.callers, ...frame.registrations]) {
      const from = ctx.frames[id]!;
      if (seen.has(from)) continue;
      seen.add(from);
      work.push(from);
    }
  }
  return timed;
}

/** Whether a value settles a promise: what its executor was given, or a record or function around that. */
export function settles(pt: Points, file: number, v: ValueId, depth: number): boolean {
  if (depth > 3) return false;
  const f = pt.p.files[file]!;
  const x = f.values[v]!;
  if (x.k === 'as') return settles(pt, file, x.v, depth + 1);
  if (x.k === 'obj') return x.props.some((q) => q[2] === 'value' && settles(pt, file, q[1], depth + 1));
  if (x.k === 'fn')
    return f.functions[x.f]!.events.some((e) => e.t === 'call' && settles(pt, file, f.calls[e.c]!.callee, depth + 2));
  if (x.k === 'prop') return (x.p === 'resolve' || x.p === 'reject') && isDeferred(pt, file, x.o);
  if (x.k !== 'bind') return false;
  const b = f.bindings[x.b]!;
  if (b.kind !== 'param')
    return (
      !b.top && b.defs.length === 1 && (isDeferred(pt, file, b.defs[0]!) || settles(pt, file, b.defs[0]!, depth + 1))
    );
  return isExecutor(pt, file, b.f);
}

/** Whether a function is what `new Promise` is given. */
function isExecutor(pt: Points, file: number, fn: number): boolean {
  const f = pt.p.files[file]!;
  return f.calls.some((c, id) => {
    if (c?.kind !== 'new' || c.args.length !== 1) return false;
    const x = f.values[c.args[0]!]!;
    if (x.k !== 'fn' || x.f !== fn) return false;
    return (pt.externals.get(callGid(pt.p, file, id)) ?? []).some((e) => {
      const ext = pt.h.objects[e]!;
      return ext.pkg === '(global)' && ext.steps === '.Promise';
    });
  });
}

/** What the callbacks of one promise share until it settles: it is read where they decide, or goes into what settles it. */
export function ofOnePromise({ pt, holder, sinks }: JudgeInput, f: Facts): Verdict | null {
  if (holder.kind !== 'closure-variable' || f.reads.length === 0) return null;
  const file = pt.p.files[holder.file]!;
  const declared = file.bindings[pt.p.bindings[holder.binding]!.id]!;
  if (!isExecutor(pt, holder.file, declared.f)) return null;
  const settling = file.calls.filter((c) => c && c.f !== NONE && settles(pt, holder.file, c.callee, 2));
  const ends = (r: Access) =>
    r.file === holder.file && settling.some((c) => c.s < r.s && r.s < c.e && c.args.length > 0);
  // The callback that takes it all, and hands it to nobody else, settles the promise with what it makes of it.
  const settlesHere = (r: Access) =>
    r.file === holder.file &&
    !sinks.isCut(r.file, r.v) &&
    sinks.of(r.file, r.v).every((s) => s.kind !== 'out' && s.kind !== 'send') &&
    settling.some((c) => c.f === pt.p.functions[r.fn]!.id && c.guard === NONE && c.s > r.s && c.args.length > 0);
  const own = (r: Access) =>
    ends(r) || settlesHere(r) || r.use === 'cond' || r.use === 'cmp' || (r.how === 'value' && r.use === 'recv');
  if (!f.reads.every(own) || f.reads.some((r) => r.mask & (Ctx.request | Ctx.job | Ctx.connection))) return null;
  return verdict('request-scoped', 'promise', 'shared by the callbacks of one promise, until it settles', f.after[0]!);
}

/** `Promise.withResolvers()`, in a variable or at once. */
function isDeferred(pt: Points, file: number, v: ValueId): boolean {
  const f = pt.p.files[file]!;
  const x = f.values[v]!;
  if (x.k === 'bind') {
    const b = f.bindings[x.b]!;
    return b.defs.length === 1 && b.kind !== 'param' && isDeferred(pt, file, b.defs[0]!);
  }
  if (x.k !== 'call') return false;
  const callee = f.values[f.calls[x.c]!.callee]!;
  return callee.k === 'prop' && callee.p === 'withResolvers';
}

/**
 * A breaker: how often, and when, calls failed that this process made, or the word that stands for it (`'open'`). Written where a call
 * fails (and put back to a constant), it decides whether the same code tries again, and is told to nobody.
 */
export function breaker({ pt, holder, sinks }: JudgeInput, f: Facts): Verdict | null {
  if (holder.objects.size > 0 || f.afterPuts.length === 0 || f.reads.length === 0) return null;
  const marks = From.constant | From.time | From.self | From.fresh;
  if (!f.after.every((m) => m.kind === 'update' || m.kind === 'assign')) return null;
  if (!f.afterPuts.every((m) => (f.originOf(m) & ~marks) === 0)) return null;
  const failed = (m: Mutation) => inside(pt.p.files[m.file]!, m.guard, 'catch') || runsOnFailure(pt, m.fn, 0);
  const isWord = (m: Mutation) => m.v !== NONE && typeof literalOf(pt.p.files[m.file]!, m.v) === 'string';
  const counts = f.afterPuts.filter((m) => m.kind === 'update' || (f.originOf(m) & From.time) !== 0);
  const told = counts.length > 0 ? counts : f.afterPuts.filter((m) => isWord(m) && failed(m));
  if (told.length === 0 || !told.every(failed)) return null;
  const writers = new Set(f.after.map((m) => m.fn));
  for (const r of f.reads) {
    if (sinks.isCut(r.file, r.v)) return null;
    const ends = sinks.of(r.file, r.v);
    if (!ends.every((s) => s.kind !== 'out' && s.kind !== 'send')) return null;
    // Code that does not write it only asks whether to go on.
    if (!writers.has(r.fn) && !ends.some((s) => s.kind !== 'log')) return null;
  }
  return verdict(
    'process-upkeep',
    'breaker',
    'how calls of this process failed, which decides whether it tries again',
    told[0]!,
  );
}

/** Functions between the one that writes and the one where a call fails. */
const MAX_FAILURE_CALLS = 2;
/** Operators and methods that run what they are given where something failed: of promises and of streams. */
const ON_FAILURE: ReadonlySet<string> = new Set(['catch', 'catchError']);

/** Methods of an emitter that take a handler for an event that is named before it. */
const LISTENS: ReadonlySet<string> = new Set(['on', 'once', 'addListener', 'prependListener']);

/** `client.on('error', handler)`, and the second function of `then`. */
function hearsFailure(pt: Points, file: number, { c, i }: { c: CallId; i: number }, method: string): boolean {
  if (i !== 1) return false;
  if (method === 'then') return true;
  return LISTENS.has(method) && constantText(pt.p, file, pt.p.files[file]!.calls[c]!.args[0] ?? NONE) === 'error';
}

/** Whether a function runs where something failed, and nowhere else. */
function runsOnFailure(pt: Points, fn: number, depth: number): boolean {
  const { file, f: code, id } = pt.p.functions[fn]!;
  const f = pt.p.files[file]!;
  if (depth > MAX_FAILURE_CALLS) return false;
  const given = consumersOf(f).argumentOf(id);
  const callee = given ? f.values[f.calls[given.c]!.callee]! : null;
  const by = callee?.k === 'prop' ? callee.p : callee?.k === 'bind' ? f.bindings[callee.b]!.name : '';
  if (ON_FAILURE.has(by) || (given && callee?.k === 'prop' && hearsFailure(pt, file, given, by))) return true;
  const calls = code.kind === 'module' ? [] : (callersOfFunctions(pt).get(fn) ?? []);
  return (
    calls.length > 0 &&
    calls.every((call) => {
      const { file: at, c } = pt.p.calls[call]!;
      return (
        inside(pt.p.files[at]!, c.guard, 'catch') ||
        (c.f > 0 && runsOnFailure(pt, functionGid(pt.p, at, c.f), depth + 1))
      );
    })
  );
}

const literalOf = (f: FileFacts, v: ValueId): unknown => {
  const x = f.values[v]!;
  return x.k === 'lit' ? x.v : undefined;
};

/** A promise of work that is done once: whoever comes waits for it, or asks whether it is there, and takes nothing from it. */
export function joinedOnly({ pt, sinks }: JudgeInput, f: Facts): Verdict | null {
  if (f.afterPuts.length === 0 || f.reads.length === 0) return null;
  if (!f.afterPuts.every((m) => m.kind === 'assign' && (f.originOf(m) & From.promise) !== 0)) return null;
  const joins = (r: Access) =>
    isCaught(pt, r) ||
    ((r.use === 'await' || r.use === 'cond' || r.use === 'cmp') &&
      !sinks.isCut(r.file, r.v) &&
      sinks.of(r.file, r.v).every((s) => s.kind === 'cond' || s.kind === 'log'));
  if (!f.reads.every(joins) || !f.reads.some((r) => r.use === 'await')) return null;
  return verdict('single-flight', 'joined', 'work that is done once, which the others only wait for', f.afterPuts[0]!);
}

/** `promise.catch(…)`, by itself: whoever does that looks at failures, and not at what the promise gives. */
function isCaught(pt: Points, r: Access): boolean {
  if (r.use !== 'recv' || r.ua === NONE) return false;
  const { calls, values } = pt.p.files[r.file]!;
  const callee = values[calls[r.ua]!.callee]!;
  return callee.k === 'prop' && callee.p === 'catch' && calls[r.ua]!.use === 'discard';
}

/**
 * State that nobody but the one client of the process writes: it is connected over the standard input and output of the process, which
 * it has started, and no other process is asked in its stead. What it is told goes when it goes.
 */
export function ofOneClient({ pt, ctx }: JudgeInput, f: Facts): Verdict | null {
  const isOfClient = oneClient(pt, ctx);
  // Whoever takes out what the client put in takes out what is the client's.
  const written = f.after.filter((m) => m.kind !== 'remove');
  const isOfOne = (m: Mutation) => isOfClient?.(ctx.frames[m.frame]!) === true || isMadeForOne(pt, m.file, m.s);
  if (written.length === 0 || !written.every(isOfOne)) return null;
  return verdict(
    'live-connections',
    'one-client',
    'written by the one client that is connected over the standard input and output of the process',
    written[0]!,
  );
}
