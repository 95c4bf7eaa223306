import { effectOfCall } from '../catalog/effects/index.ts';
import { isLive } from '../catalog/live.ts';
import { packageOf, stepsOf } from './alternatives.ts';
import { AFTER } from './contexts.ts';
import type { Effects } from './effects.ts';
import { type ObjectId, setOf } from './heap.ts';
import { Does } from './library-effects.ts';
import type { LibraryUse } from './library-uses.ts';
import type { Linked } from './linked.ts';
import { From, type Origin, type Origins } from './origins.ts';
import type { Spot } from './own-stores.ts';
import { functionGid } from './program.ts';

/**
 * What a memoizing library keeps, judged by what the function gives that it wraps:
 * - `fetched`: answers of another process, which can change there
 * - `pure-memo`: what is computed, or read from files of the build
 * - `lazy-singleton`: a client or a connection that is opened on first use
 * - `init-only`: nothing that runs after start-up asks it
 * - null: nobody knows
 */
export type Kept = {
  readonly kind: 'fetched' | 'pure-memo' | 'lazy-singleton' | 'init-only' | null;
  /** The function that is wrapped, where it is known. */
  readonly proof: Spot | null;
};

/** Tells what the memo of a use keeps; `argument` is the index of the function that it wraps. */
export type Memos = (use: LibraryUse, argument: number) => Kept;

/** What is the same whoever computes it, and whenever. */
const SAME: Origin =
  From.constant | From.environment | From.shipped | From.library | From.fresh | From.request | From.promise | From.fn;

/** Puts the question over a solved program. */
export function makeMemos(linked: Linked, origins: Origins, effects: Effects): Memos {
  const { p, pt, ctx } = linked;
  const { h } = pt;

  /** Where the values come from that a function returns, once they are there. */
  const given = (fn: number): Origin => {
    const { file, f } = p.functions[fn]!;
    const frame = ctx.framesOf(fn).find((x) => x.mask !== 0);
    if (!frame) return From.unknown;
    return f.events.reduce((all, e) => (e.t === 'return' ? all | origins.of(frame, file, e.v, null, true) : all), 0);
  };

  /** Whether what a function gives is used by its methods: a client, a connection, a program that runs. */
  const givesHandle = (fn: number, from: Origin): boolean => setOf(h, pt.returnNode(fn)).some((o) => isHandle(o, from));
  const isHandle = (o: ObjectId, from: Origin): boolean => {
    const x = h.objects[o]!;
    // An object of the program that is made of what was fetched (`new User(row)`) is a copy of that.
    if (x.k === 'inst') return (from & From.remote) === 0;
    if (x.k !== 'ext' || x.pkg === '(global)') return false;
    const pkg = packageOf(pt, o);
    if (x.type === 'new' || isLive(pkg)) return true;
    // Of `knex('t').where(…).first()` the calls count; what stands behind the last one is a part of the answer.
    const called = stepsOf(pt, o).split('()').slice(0, -1);
    const names = called.map((part) => part.slice(part.lastIndexOf('.') + 1));
    const does = names.map((_, i) => effectOfCall(pkg, names.slice(0, i + 1)));
    return does.at(-1) === 'handle' && !does.includes('read');
  };

  /** Whether a call of the memo is made after start-up. */
  const isAsked = (use: LibraryUse, fns: readonly number[]): boolean => {
    const ours = new Set(use.objects);
    for (const [call, externals] of pt.externals) {
      if (!externals.some((o) => ours.has(o))) continue;
      const { file, c } = p.calls[call]!;
      if (ctx.maskOf(functionGid(p, file, c.f)) & AFTER) return true;
    }
    return ours.size === 0 && fns.some((fn) => (ctx.maskOf(fn) & AFTER) !== 0);
  };

  return (use, argument) => {
    const nobody: Kept = { kind: null, proof: null };
    if (use.call < 0) return nobody;
    const { file, c } = p.calls[use.call]!;
    const wrapped = c.args[argument];
    if (wrapped === undefined || (c.spreadFrom >= 0 && c.spreadFrom <= argument)) return nobody;
    const fns = effects.functionsAt(pt.valueNode(file, wrapped));
    if (fns.length === 0) return nobody;
    const first = p.functions[fns[0]!]!;
    const proof: Spot = { file: first.file, s: first.f.s, e: first.f.s + 1 };
    const from = fns.map(given);
    if (fns.some((fn, i) => givesHandle(fn, from[i]!))) return { kind: 'lazy-singleton', proof };
    if (from.some((o) => o & From.handle && (o & From.remote) === 0)) return { kind: 'lazy-singleton', proof };
    if (!isAsked(use, fns)) return { kind: 'init-only', proof };
    // A connection that is opened asks for nothing.
    const asks = (fn: number) => (effects.of([fn]).mask & (Does.read | Does.send)) !== 0;
    const fetched = fns.some((fn, i) => (from[i]! & (From.remote | From.created)) === From.remote && asks(fn));
    if (fetched) return { kind: 'fetched', proof };
    // What gives nothing is done once: no result is kept.
    return from.every((o) => o !== 0 && (o & ~SAME) === 0) ? { kind: 'pure-memo', proof } : nobody;
  };
}
