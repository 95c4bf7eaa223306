import { type Call, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import type { JudgeInput } from './categories.ts';
import { standsInMethod } from './class-methods.ts';
import { isConstruction } from './construction.ts';
import type { Contexts } from './contexts.ts';
import { setOf } from './heap.ts';
import { type Mutation, mutatorOf } from './holders.ts';
import { isWayOut } from './kept-instances.ts';
import { isOfItsKey } from './keyed-values.ts';
import { From } from './origins.ts';
import type { Points } from './points.ts';
import { rootedAtThis } from './program.ts';

// Objects of the program under a key, each of which another process makes the same.

/**
 * Whether what is put under a key is an object of the program that is made of that key and of what start-up knows, and that keeps
 * nothing but what it is made with and its way to what stands elsewhere.
 */
export function isMadeOfKey({ pt, ctx, origins }: JudgeInput, m: Mutation): boolean {
  const facts = pt.p.files[m.file]!;
  const { values, calls, bindings } = facts;
  const objects = setOf(pt.h, pt.valueNode(m.file, m.v));
  if (m.key === NONE || objects.length === 0 || objects.length > 2) return false;
  let x = values[m.v]!;
  if (x.k === 'bind' && bindings[x.b]!.defs.length > 0) {
    // `let one = find(key); if (!one) one = new Sender(key)`.
    const made = bindings[x.b]!.defs.filter((d) => d !== NONE && values[d]!.k === 'call' && isNew(calls, values[d]!));
    if (made.length === 1) x = values[made[0]!]!;
  }
  const made: Call | null = x.k === 'call' ? (calls[x.c] ?? null) : null;
  if (made?.kind !== 'new') return false;
  const brought = From.request | From.event;
  const own = From.random | From.created;
  let isOfKey = false;
  for (const a of made.args) {
    const of = isOfItsKey(facts, m.key, a) === true;
    isOfKey ||= a === m.key || of;
    const o = a === m.key ? 0 : origins.of(ctx.frames[m.frame]!, m.file, a);
    if (o & own || (o & brought && !of)) return false;
  }
  return (
    isOfKey &&
    objects.every((o) => {
      const y = pt.h.objects[o]!;
      return y.k === 'inst' && y.cls >= 0 && keepsNothing(pt, ctx, y.cls);
    })
  );
}

const isNew = (calls: readonly (Call | null)[], x: { readonly k: string; readonly c?: number }): boolean =>
  x.c !== undefined && calls[x.c]?.kind === 'new';

const stateless = new WeakMap<Points, Map<number, boolean>>();

/**
 * Whether no method of a class, beside its constructor and what only that calls, writes to a field, changes a collection that one holds,
 * or asks an object that does. That a way out is open, and which it is, is nothing that it keeps.
 */
function keepsNothing(pt: Points, ctx: Contexts, cls: number): boolean {
  const known = entryOf(stateless, pt, () => new Map<number, boolean>());
  const old = known.get(cls);
  if (old !== undefined) return old;
  // Of classes that hold one another nothing is known before all are looked at.
  known.set(cls, false);
  const { file, c } = pt.p.classes[cls]!;
  const f = pt.p.files[file]!;
  const base = pt.parentOf(cls);
  const own = f.classes.indexOf(c);
  const isOut = (v: ValueId): boolean => {
    const all = v === NONE ? [] : setOf(pt.h, pt.valueNode(file, v));
    return all.length > 0 && all.every((o) => isWayOut(pt, o));
  };
  const speaksOut = (id: number): boolean =>
    f.functions[id]!.events.some((e) => {
      const call = e.t === 'call' ? f.calls[e.c]! : null;
      return call !== null && call.recv !== NONE && rootedAtThis(pt.p, file, call.recv) && isOut(call.recv);
    });
  /** `await this.producer.connect(); this.isOpen = true`, `this.channel = await this.link.open()`. */
  const isLink = (id: number, v: ValueId): boolean => {
    const x = v === NONE ? undefined : f.values[v]!;
    const isMark = x?.k === 'undef' || (x?.k === 'lit' && (typeof x.v === 'boolean' || x.v === null));
    return isMark ? speaksOut(id) : isOut(v);
  };
  const writes = f.functions.some(
    (fn, id) =>
      standsInMethod(f, own, id) &&
      !isConstruction(pt, ctx, file, id) &&
      fn.events.some((e) => {
        if (e.t === 'write') {
          if ('b' in e.to || !rootedAtThis(pt.p, file, e.to.o)) return false;
          return e.op === 'delete' ? !('i' in e.to) : !isLink(id, e.v);
        }
        if (e.t !== 'call') return false;
        const call = f.calls[e.c]!;
        const callee = f.values[call.callee]!;
        if (callee.k !== 'prop' || call.recv === NONE || !rootedAtThis(pt.p, file, call.recv)) return false;
        return setOf(pt.h, pt.valueNode(file, call.recv)).some((o) => {
          const held = pt.h.objects[o]!;
          if (held.k === 'inst' && held.cls >= 0 && held.cls !== cls) return !keepsNothing(pt, ctx, held.cls);
          return mutatorOf(held, callee.p) !== null && !call.args.some(isOut);
        });
      }),
  );
  const nothing = !writes && (base.cls < 0 || keepsNothing(pt, ctx, base.cls));
  known.set(cls, nothing);
  return nothing;
}
