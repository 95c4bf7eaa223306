import { NONE } from '../extract/facts.ts';
import { gather, type JudgeInput, type Verdict } from './categories.ts';
import { consumersOf } from './consumers.ts';
import { AFTER } from './contexts.ts';
import type { Mutation } from './holders.ts';
import { lockOf } from './locks.ts';
import { isContinuation } from './natives.ts';
import type { Points } from './points.ts';
import { functionGid } from './program.ts';
import { Via } from './receivers.ts';

// Locks that are a field of what a table of the process keeps: one for each room, job or record, and each in this process alone.

/** How the code came to the object. */
type Reached = { readonly via: number };

/**
 * A flag or chain of promises in an object that several activations look up: who comes by it waits, or goes away, until the one that is
 * at work is done. What only one activation has (its connection, what it made itself) keeps nobody else out. A flag counts where each
 * function that sets it waits for its work and takes it back then: what is set and taken back in one go, or here and there, is a state.
 */
export function entityLock(
  input: JudgeInput,
  writes: readonly (Reached & { readonly m: Mutation })[],
  reads: readonly Reached[],
): Verdict | null {
  const isLookedUp = ({ via }: Reached): boolean => (via & (Via.lookup | Via.slot)) !== 0;
  if (!writes.some(isLookedUp) || !reads.some(isLookedUp)) return null;
  const later = writes.filter(({ m, via }) => (m.mask & AFTER) !== 0 && via !== Via.fresh).map(({ m }) => m);
  if (later.length === 0 || later.some((m) => m.kind !== 'assign')) return null;
  const marks = later.map((m) => markOf(input.pt, m));
  const isFlag = marks.some((x) => x !== null);
  if (isFlag) {
    if (marks.includes(null)) return null;
    const sets = later.filter((_, i) => marks[i] === true);
    const clears = later.filter((_, i) => marks[i] === false);
    if (sets.length === 0 || !sets.every((m) => clears.some((c) => endsWaiting(input.pt, m, c)))) return null;
  }
  const found = lockOf(input, gather(input, later));
  return found?.category === 'lock' && (isFlag || found.shape === 'chain') ? found : null;
}

/** The boolean that a write puts; null for anything else. */
function markOf({ p }: Points, m: Mutation): boolean | null {
  const x = m.v === NONE ? null : p.files[m.file]!.values[m.v]!;
  return x?.k === 'lit' && typeof x.v === 'boolean' ? x.v : null;
}

/** Whether a flag is taken back behind what the function that set it waits for, by that function or by what it hands to its promise. */
function endsWaiting({ p }: Points, set: Mutation, clear: Mutation): boolean {
  if (clear.file !== set.file || clear.s <= set.s) return false;
  const { f } = p.functions[set.fn]!;
  if (clear.fn === set.fn) return f.events.some((e) => e.t === 'await' && e.s > set.s && e.s < clear.s);
  // `work().finally(() => { this.busy = false })`
  const { id, f: by } = p.functions[clear.fn]!;
  const file = p.files[clear.file]!;
  const arg = consumersOf(file).argumentOf(id);
  const callee = arg ? file.values[file.calls[arg.c]!.callee]! : undefined;
  return functionGid(p, clear.file, by.parent) === set.fn && callee?.k === 'prop' && isContinuation(callee.p);
}
