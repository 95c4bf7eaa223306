import { type Call, type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { standsInMethod } from './class-methods.ts';
import { setOf } from './heap.ts';
import { type Mutation, mutatorOf } from './holders.ts';
import { isOfItsKey } from './keyed-values.ts';
import { From } from './origins.ts';
import type { Points } from './points.ts';
import { callGid, rootedAtThis } from './program.ts';
import { valueStatic } from './static.ts';

// What is the same in each process, whoever comes first, by the expression that makes it.

/** Parts of an expression that settings are looked for in. */
const MAX_PARTS = 24;
/** Steps from a key to what it is put together from. */
const MAX_KEY_STEPS = 6;
/** Classes that one function may make objects of, where it is called on each. */
const MAX_CLASSES = 40;
/** Objects that one place may hold without more being asked. */
const FEW_CLASSES = 2;
/** Functions of the language that make one value of another, and nothing else. */
const PLAIN = /^\.(?:parseInt|parseFloat|Number|String|Boolean|BigInt|JSON\.parse)$/;

/** A slot that is only ever given one expression of settings and constants: whoever puts it there puts there what is there already. */
export function settingsOnly({ pt }: JudgeInput, f: Facts): Verdict | null {
  const places = new Set(f.afterPuts.map((m) => `${m.file}:${m.s}`));
  const [m] = f.afterPuts;
  if (!m || places.size !== 1 || f.removes.some((r) => r.op !== 'init')) return null;
  if (!f.puts.every((x) => x.op === 'init' || places.has(`${x.file}:${x.s}`))) return null;
  // `process.env.RUNS = process.env.RUNS + 1`: what is there is counted on.
  if (m.kind !== 'assign' || m.op !== '=' || (f.originOf(m) & From.self) !== 0) return null;
  if (!isOfSettings(pt, m.file, m.v)) return null;
  return verdict('init-only', 'settings', 'given one value of the settings, whoever comes first', m);
}

/** Whether an expression is made of `process.env` and constants alone. */
function isOfSettings(pt: Points, file: number, v: ValueId): boolean {
  const { values, calls, bindings } = pt.p.files[file]!;
  let parts = 0;
  let named = false;
  const look = (y: ValueId): boolean => {
    if (y === NONE || ++parts > MAX_PARTS) return false;
    const x = values[y]!;
    switch (x.k) {
      case 'lit':
      case 'undef':
        return true;
      case 'as':
        return look(x.v);
      case 'op':
        return x.op !== '++' && x.of.every(look);
      case 'alt':
        return x.of.every(look) && (x.cond === NONE || look(x.cond));
      case 'prop': {
        const s = valueStatic(pt.p, file, y);
        if (s?.k !== 'external' || !/(?:^|\.)(?:process\.)?env\.\w+$/.test(s.steps)) return false;
        if (!/^(?:\(global\)|(?:node:)?process)$/.test(s.pkg)) return false;
        named = true;
        return true;
      }
      case 'bind': {
        const b = bindings[x.b]!;
        return b.kind === 'const' && b.defs.length === 1 && look(b.defs[0]!);
      }
      case 'call': {
        const exts = pt.externals.get(callGid(pt.p, file, x.c)) ?? [];
        const isPlain = exts.length > 0 && exts.every((e) => PLAIN.test(pt.h.objects[e]!.steps));
        return isPlain && calls[x.c]!.args.every(look);
      }
      default:
        return false;
    }
  };
  return look(v) && named;
}

/**
 * Whether what is put under a key is an object of the program that is made of that key and of what start-up knows, and that keeps
 * nothing but what it is made with: another process makes the same.
 */
export function isMadeOfKey({ pt, ctx, origins }: JudgeInput, m: Mutation): boolean {
  const { values, calls, bindings } = pt.p.files[m.file]!;
  const objects = setOf(pt.h, pt.valueNode(m.file, m.v));
  if (m.key === NONE || objects.length === 0 || objects.length > MAX_CLASSES) return false;
  let x = values[m.v]!;
  if (x.k === 'bind' && bindings[x.b]!.defs.length === 1) x = values[bindings[x.b]!.defs[0]!]!;
  while (x.k === 'as') x = values[x.v]!;
  const made: Call | null = x.k === 'call' ? (calls[x.c] ?? null) : null;
  if (made?.kind !== 'new') return false;
  const f = pt.p.files[m.file]!;
  const parts = partsOfKey(f, m.key);
  // `new this(id)` makes one of whichever class it is called on: a key that says nothing of the class may have been taken by another.
  if (objects.length > FEW_CLASSES && !(values[made.callee]!.k === 'this' && parts.some((v) => isOfThis(f, v))))
    return false;
  const isOfKey = (a: ValueId): boolean =>
    a === m.key || parts.some((part) => a === part || isOfItsKey(f, part, a) === true);
  if (!made.args.some(isOfKey)) return false;
  const brought = From.request | From.event | From.random | From.created;
  // Beside the parts of a key a row or a setting may be handed in, which can change: a client or a constant is the same for all of them.
  const changes = made.args.includes(m.key) ? 0 : From.answer | From.remote | From.state | From.time;
  if (made.args.some((a) => !isOfKey(a) && (origins.of(ctx.frames[m.frame]!, m.file, a) & (brought | changes)) !== 0))
    return false;
  return objects.every((o) => {
    const y = pt.h.objects[o]!;
    return y.k === 'inst' && y.cls >= 0 && keepsNothing(pt, y.cls);
  });
}

/** What a key is put together from: `${this.name}-${id}`. */
function partsOfKey(f: FileFacts, v: ValueId, depth = 0): readonly ValueId[] {
  if (v === NONE || depth > MAX_KEY_STEPS) return [];
  const x = f.values[v]!;
  if (x.k === 'op' && (x.op === 'template' || x.op === '+')) return x.of.flatMap((y) => partsOfKey(f, y, depth + 1));
  if (x.k === 'as') return partsOfKey(f, x.v, depth + 1);
  const defs = x.k === 'bind' && f.bindings[x.b]!.kind !== 'param' ? f.bindings[x.b]!.defs : [];
  if (defs.length === 1) return partsOfKey(f, defs[0]!, depth + 1);
  // What a call makes of something (`id.slice(0, 2)`) may be the same for another.
  return x.k === 'bind' || x.k === 'prop' ? [v] : [];
}

/** Whether a value is a property of `this`: in a static method one of the class that it is called on. */
function isOfThis(f: FileFacts, v: ValueId): boolean {
  const x = f.values[v]!;
  return x.k === 'prop' && f.values[x.o]!.k === 'this';
}

const stateless = new WeakMap<Points, Map<number, boolean>>();

/** Whether no method of a class, beside its constructor, writes to a field, changes a collection that one holds, or asks an object that does. */
function keepsNothing(pt: Points, cls: number): boolean {
  const known = stateless.get(pt) ?? new Map<number, boolean>();
  stateless.set(pt, known);
  const old = known.get(cls);
  if (old !== undefined) return old;
  // Of classes that hold one another nothing is known before all are looked at.
  known.set(cls, false);
  const { file, c } = pt.p.classes[cls]!;
  const f = pt.p.files[file]!;
  const base = pt.parentOf(cls);
  const own = f.classes.indexOf(c);
  const writes = f.functions.some(
    (fn, id) =>
      standsInMethod(f, own, id) &&
      fn.events.some((e) => {
        if (e.t === 'write') return !('b' in e.to) && rootedAtThis(pt.p, file, e.to.o);
        if (e.t !== 'call') return false;
        const call = f.calls[e.c]!;
        const callee = f.values[call.callee]!;
        if (callee.k !== 'prop' || call.recv === NONE || !rootedAtThis(pt.p, file, call.recv)) return false;
        return setOf(pt.h, pt.valueNode(file, call.recv)).some((o) => {
          const held = pt.h.objects[o]!;
          if (held.k === 'inst' && held.cls >= 0 && held.cls !== cls) return !keepsNothing(pt, held.cls);
          return mutatorOf(held, callee.p) !== null;
        });
      }),
  );
  const nothing = !writes && (base.cls < 0 || keepsNothing(pt, base.cls));
  known.set(cls, nothing);
  return nothing;
}
