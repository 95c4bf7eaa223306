import { type FileFacts, NONE, type Place, type ValueId } from '../extract/facts.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { consumersOf } from './consumers.ts';
import { LOOKS } from './entry-calls.ts';
import { testsAt } from './guards.ts';
import type { Access, Mutation } from './holders.ts';
import { atEnd } from './in-progress.ts';
import { isContinuation } from './natives.ts';
import { settles } from './own-work.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';
import { isAwaited } from './waited-for.ts';

// Callers of this process that wait for their turn at something that it has only so many of.

/** Uses of the line as a whole, which take nobody out of it. */
const WHOLE: ReadonlySet<string> = new Set(['recv', 'prop', 'member', 'cond', 'cmp', 'arith']);
/** What takes somebody out of it. */
const TAKES: ReadonlySet<string> = new Set(['shift', 'pop', 'splice']);
/** Who gave up waiting is taken out, and called by what made it wait. */
const isDropped = (r: Access): boolean => r.how === 'splice' && r.use === 'discard';
/** Steps that what is taken out of the line is followed. */
const MAX_TAKEN = 6;

/**
 * A line of promises, each put there or taken out where a count or a flag of this process says whether a place is free, and settled with
 * nothing, or with what its own work gave, by whoever leaves one. What waits is the process's own call, which ends with it; another process
 * has places of its own.
 */
export function waitingLine(input: JudgeInput, f: Facts): Verdict | null {
  const { pt } = input;
  const { afterPuts: puts, removes } = f;
  if (puts.length === 0 || removes.length === 0) return null;
  if (!puts.every((m) => m.kind === 'put' && m.v !== NONE && settles(pt, m.file, m.v, 0))) return null;
  if (!puts.every((m) => !bringsWork(pt, m) || isWaitedFor(input, m))) return null;
  const putters = new Set(puts.map((m) => m.fn));
  const leavers = removes.filter((m) => !putters.has(m.fn) && m.op !== 'init');
  const isGated = (m: Mutation) => gatesOf(pt, m).some((gate) => leavers.some((r) => turns(pt, r, m.file, gate)));
  if (!puts.every(isGated) && !(leavers.length > 0 && leavers.every((r) => takesPlace(pt, r)))) return null;
  const isTaken = (r: Access) => TAKES.has(r.how) && r.v !== NONE && isBare(pt.p.files[r.file]!, r.v, r.v, 0);
  // `(resolve) => line.push(resolve)` gives the length that nobody wants.
  const isWhole = (r: Access) =>
    LOOKS.has(r.how) || r.how === 'indexOf' || r.how === 'push' || (r.how === 'value' && WHOLE.has(r.use));
  if (!f.reads.some(isTaken) || !f.reads.every((r) => isTaken(r) || isWhole(r) || isDropped(r))) return null;
  return verdict(
    'process-upkeep',
    'turns',
    'calls of this process that wait for their turn, and are told no more than that it has come',
    puts[0]!,
  );
}

/** Whether what stands in the line is more than what settles the promise: what is to be done when its turn comes. */
function bringsWork(pt: Points, m: Mutation): boolean {
  const x = pt.p.files[m.file]!.values[m.v]!;
  return x.k === 'fn' || (x.k === 'obj' && x.props.some(([, v]) => !settles(pt, m.file, v, 0)));
}

/** Whether whoever made the promise waits for it. Work that nobody waits for was accepted, and is lost with the process. */
function isWaitedFor({ pt, ctx }: JudgeInput, m: Mutation): boolean {
  const executor = consumersOf(pt.p.files[m.file]!).argumentOf(pt.p.functions[m.fn]!.id);
  return executor !== null && isAwaited(pt, ctx, callGid(pt.p, m.file, executor.c));
}

/**
 * What is looked at before: by the function that makes the promise, in the condition that it stands under, or one that leaves before
 * it; or by the promise's own code, in the condition that the put stands under.
 */
function gatesOf(pt: Points, m: Mutation): readonly ValueId[] {
  const f = pt.p.files[m.file]!;
  const executor = consumersOf(f).argumentOf(pt.p.functions[m.fn]!.id);
  if (executor === null) return [];
  const made = f.calls[executor.c]!;
  const looked = f.functions[made.f]!.events.flatMap((e) =>
    e.t === 'read' && (e.use === 'cond' || e.use === 'cmp') && e.s < made.s ? [e.v] : [],
  );
  return [...testsAt(f, made.guard), ...testsAt(f, m.guard)].map((t) => t.v).concat(looked);
}

/** Whether the function that takes from the line counts a place as free again, or puts its flag back: the one that is looked at. */
function turns(pt: Points, r: Mutation, file: number, gate: ValueId): boolean {
  if (r.file !== file) return false;
  const f = pt.p.files[file]!;
  return pt.p.functions[r.fn]!.f.events.some((e) => {
    if (e.t !== 'write' || !isPlaceOf(f, e.to, gate)) return false;
    if (e.op === '++' || e.op === 'op=') return true;
    const x = f.values[e.v];
    return e.op === '=' && x?.k === 'lit' && typeof x.v === 'boolean';
  });
}

/**
 * Whether the function that takes from the line looks at a count or a flag before, and takes a place by it (`while (active < 2) …`) that
 * is given back where the work of one ends, whatever happens. What another request counts up is no place of this process.
 */
function takesPlace(pt: Points, r: Mutation): boolean {
  return pt.p.functions[r.fn]!.f.events.some(
    (e) =>
      e.t === 'read' &&
      (e.use === 'cond' || e.use === 'cmp') &&
      e.s < r.s &&
      turns(pt, r, r.file, e.v) &&
      isGivenBack(pt, r, e.v),
  );
}

/** Whether a place is written where it is declared, by the function that takes from the line, and else only in a `finally`. */
function isGivenBack(pt: Points, r: Mutation, gate: ValueId): boolean {
  const f = pt.p.files[r.file]!;
  let back = 0;
  for (const [id, fn] of f.functions.entries()) {
    const gid = functionGid(pt.p, r.file, id);
    for (const e of fn.events) {
      if (e.t !== 'write' || !isPlaceOf(f, e.to, gate)) continue;
      if (atEnd(pt, r.file, gid, e.guard) !== null) back++;
      else if (gid !== r.fn && !DECLARES.has(fn.kind)) return false;
    }
  }
  return back > 0;
}

/** What variables and fields are given their first values by. */
const DECLARES: ReadonlySet<string> = new Set(['module', 'constructor', 'fields', 'static']);

/** Whether a value reads the place: the same variable, or a property of that name. */
function isPlaceOf(f: FileFacts, to: Place, v: ValueId): boolean {
  const x = f.values[v]!;
  if ('b' in to) return x.k === 'bind' && x.b === to.b;
  return 'p' in to && x.k === 'prop' && x.p === to.p;
}

/**
 * Whether a value is only tested, and called with no more than a constant or what its own call gave, by itself or by a method of the
 * record that it is (`job.task().then(job.resolve)`). `taken` is what was taken out of the line.
 */
function isBare(f: FileFacts, v: ValueId, taken: ValueId, depth: number): boolean {
  if (depth > MAX_TAKEN) return false;
  const uses = consumersOf(f);
  const isOwn = (a: ValueId) =>
    a === NONE || f.values[a]!.k === 'lit' || f.values[a]!.k === 'undef' || comesOf(f, a, taken, 0);
  return uses.of(v).every((u) => {
    switch (u.k) {
      case 'cond':
        return true;
      case 'callee':
      case 'recv':
        return f.calls[u.c]!.args.every(isOwn);
      case 'arg':
        return isOfPromise(f, u.c, taken, 0);
      case 'def':
        return isBare(f, uses.bindValue(u.b), taken, depth + 1);
      case 'value':
        return f.values[u.v]!.k === 'op' || isBare(f, u.v, taken, depth + 1);
      default:
        return false;
    }
  });
}

/** Whether a call hands callbacks to a promise that comes of what was taken. */
function isOfPromise(f: FileFacts, call: number, taken: ValueId, depth: number): boolean {
  const c = f.calls[call]!;
  const callee = f.values[c.callee]!;
  return callee.k === 'prop' && isContinuation(callee.p) && c.recv !== NONE && comesOf(f, c.recv, taken, depth + 1);
}

/** Whether a value is a part of what was taken, what a call of it gives, what that settles with, or an error that was caught. */
function comesOf(f: FileFacts, v: ValueId, taken: ValueId, depth: number): boolean {
  if (v === taken) return true;
  if (v === NONE || depth > MAX_TAKEN) return false;
  const x = f.values[v]!;
  if (x.k === 'as' || x.k === 'await' || x.k === 'narrow') return comesOf(f, x.v, taken, depth + 1);
  if (x.k === 'prop') return comesOf(f, x.o, taken, depth + 1);
  if (x.k === 'call') {
    const c = f.calls[x.c]!;
    return comesOf(f, c.recv === NONE ? c.callee : c.recv, taken, depth + 1);
  }
  if (x.k !== 'bind') return false;
  const b = f.bindings[x.b]!;
  if (b.kind === 'catch') return true;
  if (b.kind !== 'param') return b.defs.length === 1 && comesOf(f, b.defs[0]!, taken, depth + 1);
  const at = consumersOf(f).argumentOf(b.f);
  return at !== null && isOfPromise(f, at.c, taken, depth + 1);
}
