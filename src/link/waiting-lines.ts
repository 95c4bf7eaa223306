import { type FileFacts, NONE, type Place, type ValueId } from '../extract/facts.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { consumersOf } from './consumers.ts';
import { LOOKS } from './entry-calls.ts';
import { testsAt } from './guards.ts';
import type { Access, Mutation } from './holders.ts';
import { settles } from './own-work.ts';
import type { Points } from './points.ts';

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
 * A line of promises, each put there where a count or a flag of this process says that no place is free, and settled with nothing by
 * whoever leaves one. What waits is the process's own call, which ends with it; another process has places of its own.
 */
export function waitingLine({ pt }: JudgeInput, f: Facts): Verdict | null {
  const { afterPuts: puts, removes } = f;
  if (puts.length === 0 || removes.length === 0) return null;
  if (!puts.every((m) => m.kind === 'put' && m.v !== NONE && settles(pt, m.file, m.v, 0))) return null;
  const putters = new Set(puts.map((m) => m.fn));
  const leavers = removes.filter((m) => !putters.has(m.fn) && m.op !== 'init');
  if (!puts.every((m) => gatesOf(pt, m).some((gate) => leavers.some((r) => turns(pt, r, m.file, gate))))) return null;
  const isTaken = (r: Access) => TAKES.has(r.how) && r.v !== NONE && isBare(pt.p.files[r.file]!, r.v, 0);
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

/** Whether a value reads the place: the same variable, or a property of that name. */
function isPlaceOf(f: FileFacts, to: Place, v: ValueId): boolean {
  const x = f.values[v]!;
  if ('b' in to) return x.k === 'bind' && x.b === to.b;
  return 'p' in to && x.k === 'prop' && x.p === to.p;
}

/** Whether a value is only tested, and called with no more than a constant, by itself or by a method of the record that it is. */
function isBare(f: FileFacts, v: ValueId, depth: number): boolean {
  if (depth > MAX_TAKEN) return false;
  const uses = consumersOf(f);
  return uses.of(v).every((u) => {
    switch (u.k) {
      case 'cond':
        return true;
      case 'callee':
      case 'recv':
        return f.calls[u.c]!.args.every((a) => a === NONE || f.values[a]!.k === 'lit' || f.values[a]!.k === 'undef');
      case 'def':
        return isBare(f, uses.bindValue(u.b), depth + 1);
      case 'value':
        return f.values[u.v]!.k === 'op' || isBare(f, u.v, depth + 1);
      default:
        return false;
    }
  });
}
