import { type CallId, type FileFacts, type FunctionId, type GuardId, NONE, type ValueId } from '../extract/facts.ts';
import { type Consumer, consumersOf } from './consumers.ts';
import { guardChain } from './guards.ts';
import type { Access, Mutation } from './holders.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';

// What becomes of what is taken from a collection of callbacks: whether it is called, and gone from there by then.

/** Steps that an entry is followed from where it is read. */
const MAX_FOLLOWED = 12;
/** What goes through entries of a collection, with what it is given for each. */
const WALKS = new Set(['forEach', 'map', 'filter', 'some', 'every', 'find']);
/** What lists the entries of a collection. */
const LISTS = /^\.(Object\.(values|entries|keys)|Array\.from)$/;
/** Runs what it is given once, soon. */
const SOON = /^\.(setImmediate|queueMicrotask|process\.nextTick|setTimeout)$/;
const CLEARS = /^\.clear(Timeout|Interval|Immediate)$/;

/** Reads that only tell whether something is there, or how much. */
export const LOOKS = new Set(['has', 'size', 'delete', 'keys']);

export type Taking = {
  readonly pt: Points;
  /** Writes that take an entry out, or all of them. */
  readonly removes: readonly Mutation[];
  readonly isPlace: (file: number, v: ValueId) => boolean;
  /** Whether what is kept takes its own entry out when it is called. */
  readonly endsItself: boolean;
};

/** Whether what a read gives is only tested, called when its entry is taken out in the same breath, or a timer that is cleared. */
export function isCalledOut(t: Taking, r: Access): boolean {
  if (r.v === NONE) return false;
  const f = t.pt.p.files[r.file]!;
  const x = f.values[r.v]!;
  const key = x.k === 'index' ? x.i : x.k === 'call' ? (f.calls[x.c]!.args[0] ?? NONE) : NONE;
  const gone = (c: { readonly f: FunctionId; readonly guard: GuardId }): boolean =>
    t.endsItself || t.removes.some((m) => m.file === r.file && isOfKey(f, m, key) && runsWith(t.pt, m, r.file, c));
  if (r.how === 'forEach' && r.call >= 0) return walked(t, r.file, r.call, gone, 0);
  return follow(t, r.file, r.v, gone, 0);
}

type Gone = (at: { readonly f: FunctionId; readonly guard: GuardId }) => boolean;

function follow(t: Taking, file: number, v: ValueId, gone: Gone, depth: number): boolean {
  if (depth > MAX_FOLLOWED) return false;
  return (
    v === NONE ||
    consumersOf(t.pt.p.files[file]!)
      .of(v)
      .every((u) => takes(t, file, v, u, gone, depth + 1))
  );
}

function takes(t: Taking, file: number, v: ValueId, u: Consumer, gone: Gone, depth: number): boolean {
  const f = t.pt.p.files[file]!;
  const uses = consumersOf(f);
  switch (u.k) {
    case 'cond':
      return true;
    case 'callee':
      return gone(f.calls[u.c]!);
    case 'recv': {
      const c = f.calls[u.c]!;
      const callee = f.values[c.callee]!;
      if (callee.k !== 'prop') return false;
      if (WALKS.has(callee.p) && isListing(t, file, v)) return walked(t, file, u.c, gone, depth);
      return gone(c);
    }
    case 'arg': {
      const c = f.calls[u.c]!;
      // Its key, to look it up by or to take it out.
      if (c.recv !== NONE && t.isPlace(file, c.recv)) return true;
      if (isGlobal(t.pt, file, u.c, CLEARS)) return true;
      if (isGlobal(t.pt, file, u.c, LISTS)) return follow(t, file, uses.callValue(u.c), gone, depth);
      return u.i === 0 && isGlobal(t.pt, file, u.c, SOON) && gone(c);
    }
    case 'def':
      return follow(t, file, uses.bindValue(u.b), gone, depth);
    case 'value': {
      const x = f.values[u.v]!;
      if (x.k === 'op') return true;
      if (x.k === 'index') return x.i === v || follow(t, file, u.v, gone, depth);
      return x.k !== 'obj' && x.k !== 'await' && follow(t, file, u.v, gone, depth);
    }
    default:
      return false;
  }
}

/** Whether a value lists entries: then what is called on it walks, and calls none of them by that. */
function isListing(t: Taking, file: number, v: ValueId): boolean {
  const f = t.pt.p.files[file]!;
  const x = f.values[v]!;
  if (t.isPlace(file, v) && x.k !== 'call' && x.k !== 'index') return true;
  if (x.k === 'arr') return x.spreads.length > 0;
  if (x.k !== 'call') return false;
  const callee = f.values[f.calls[x.c]!.callee]!;
  return isGlobal(t.pt, file, x.c, LISTS) || (callee.k === 'prop' && (callee.p === 'values' || callee.p === 'entries'));
}

/** Whether the function that a walk is given, which stands there, does with each entry what it may. */
function walked(t: Taking, file: number, c: CallId, gone: Gone, depth: number): boolean {
  const f = t.pt.p.files[file]!;
  const uses = consumersOf(f);
  const x = f.values[f.calls[c]!.args[0] ?? NONE];
  if (x?.k !== 'fn') return false;
  const first = f.functions[x.f]!.params[0];
  return first === undefined || follow(t, file, uses.bindValue(first), gone, depth + 1);
}

/** Whether a write is of this key, as far as it has one. */
function isOfKey(f: FileFacts, m: Mutation, key: ValueId): boolean {
  if (m.key === NONE || key === NONE || m.key === key) return true;
  const x = f.values[m.key]!;
  const y = f.values[key]!;
  return x.k === 'bind' && y.k === 'bind' && x.b === y.b;
}

/** Whether a write runs whenever a call does: it stands in the same function, or around it, under nothing that the call is not under. */
function runsWith(
  pt: Points,
  m: Mutation,
  file: number,
  at: { readonly f: FunctionId; readonly guard: GuardId },
): boolean {
  const f = pt.p.files[file]!;
  const uses = consumersOf(f);
  const over = new Set<unknown>();
  let { f: fn, guard } = at;
  for (let hops = 0; hops < MAX_FOLLOWED; hops++) {
    for (const g of guardChain(f, guard)) over.add(g);
    if (pt.p.functionBase[file]! + fn === m.fn) return m.guard === NONE || over.has(f.guards[m.guard]!);
    const arg = uses.argumentOf(fn);
    if (!arg) return false;
    ({ f: fn, guard } = f.calls[arg.c]!);
  }
  return false;
}

/** Whether a call runs what stands at such steps from the global object. */
export const isGlobal = (pt: Points, file: number, c: CallId, steps: RegExp): boolean =>
  (pt.externals.get(callGid(pt.p, file, c)) ?? []).some((e) => {
    const x = pt.h.objects[e]!;
    return x.pkg === '(global)' && steps.test(x.steps);
  });
