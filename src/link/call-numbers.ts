import { isClient } from '../catalog/clients.ts';
import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { countsOn, type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { type Consumer, consumersOf } from './consumers.ts';
import { AFTER } from './contexts.ts';
import { type ObjectId, setOf } from './heap.ts';
import type { Holder, Mutation } from './holders.ts';
import { From } from './origins.ts';
import type { Points } from './points.ts';
import { callGid, functionGid, type Program } from './program.ts';
import type { Sink } from './sinks.ts';

// The numbers that tell calls of this process apart until they are answered.

/** Steps that a number is followed from where it is counted, or a key back to it. */
const MAX_STEPS = 8;
/** What of the global object asks another server. */
const FETCHES = /^\.fetch\b/;

/** What waits for answers: where it is put in, by function and by those around it, and the collections that keep it. */
export type CallPlaces = {
  readonly puts: ReadonlyMap<number, readonly Pick<Mutation, 'file' | 'key'>[]>;
  readonly objects: ReadonlySet<ObjectId>;
  /** Calls (global ids) by which a caller waits for the event that its number names. */
  readonly waits: ReadonlySet<number>;
};

/** Where callers are put into collections of the program. */
export type KeptCalls = CallPlaces & { readonly puts: ReadonlyMap<number, readonly Mutation[]> };

/** Where callers are put that wait for an answer. */
export function placesOfCalls(
  pt: Points,
  told: readonly { readonly holder: Holder; readonly verdict: Verdict }[],
): KeptCalls {
  const puts = new Map<number, Mutation[]>();
  const objects = new Set<ObjectId>();
  for (const { holder, verdict: v } of told) {
    if (v.category !== 'single-flight' || (v.shape !== 'called-back' && v.shape !== 'asked')) continue;
    for (const o of holder.objects) objects.add(o);
    for (const m of holder.mutations) {
      if (m.kind !== 'put' || (m.mask & AFTER) === 0) continue;
      for (const fn of functionsAround(pt.p, m.fn)) {
        const list = puts.get(fn);
        if (list) list.push(m);
        else puts.set(fn, [m]);
      }
    }
  }
  return { puts, objects, waits: new Set() };
}

/** A function and those that it stands in: the executor of a promise is part of the function that makes the promise. */
export function functionsAround(p: Program, fn: number): number[] {
  const { file, f } = p.functions[fn]!;
  const out = [fn];
  for (let at = f.parent; at > 0; at = p.files[file]!.functions[at]!.parent) out.push(functionGid(p, file, at));
  return out;
}

/**
 * The counter beside: each time it is counted on, what comes of it is the key of a caller that waits, and goes out with the question.
 * What a store, or the answer to a request, is told of it is a number that others take for theirs.
 */
export function besideCall(input: JudgeInput, f: Facts, places: CallPlaces): Verdict | null {
  const { pt, holder } = input;
  if (holder.objects.size > 0 || f.afterPuts.length === 0) return null;
  const counted = f.afterPuts.filter((m) => m.kind === 'update' || countsOn(pt, f, m));
  if (counted.length === 0) return null;
  // It may start over.
  if (!f.afterPuts.every((m) => counted.includes(m) || (f.originOf(m) & ~From.constant) === 0)) return null;
  const readIn = (m: Mutation) => [m.v, ...f.reads.filter((r) => r.fn === m.fn).map((r) => r.v)];
  const isKeyOf = (m: Mutation) =>
    (places.puts.get(m.fn) ?? []).some(
      (put) => put.file === m.file && put.key !== NONE && isMadeOf(pt, m.file, readIn(m), put.key, 0),
    );
  if (!counted.every(isKeyOf)) return null;
  const writers = new Set(counted.map((m) => m.fn));
  for (const r of f.reads) if (!writers.has(r.fn) || !staysInside(input, places, r.file, r.v, 0)) return null;
  for (const m of counted) if (m.v !== NONE && !staysInside(input, places, m.file, m.v, 0)) return null;
  return verdict(
    'process-upkeep',
    'call-numbers',
    'tells calls of this process apart until they are answered',
    counted[0]!,
  );
}

/** Whether a key is made of one of these values. */
function isMadeOf(pt: Points, file: number, of: readonly ValueId[], v: ValueId, depth: number): boolean {
  if (v === NONE || depth > MAX_STEPS) return false;
  if (of.includes(v)) return true;
  const f = pt.p.files[file]!;
  const on = (y: ValueId): boolean => isMadeOf(pt, file, of, y, depth + 1);
  const x = f.values[v]!;
  if (x.k === 'as') return on(x.v);
  if (x.k === 'op' || x.k === 'alt') return x.of.some(on);
  if (x.k === 'bind') return f.bindings[x.b]!.defs.some(on);
  if (x.k !== 'call') return false;
  const c = f.calls[x.c]!;
  return [c.recv, ...c.args].some(on);
}

/** Whether a number is only the key of a caller, compared, or part of what is sent where no store and no client's answer is. */
function staysInside(input: JudgeInput, places: CallPlaces, file: number, v: ValueId, depth: number): boolean {
  if (v === NONE) return true;
  if (depth > MAX_STEPS) return false;
  return consumersOf(input.pt.p.files[file]!)
    .of(v)
    .every((u) => staysAt(input, places, file, v, u, depth + 1));
}

function staysAt(input: JudgeInput, places: CallPlaces, file: number, v: ValueId, u: Consumer, depth: number): boolean {
  const { pt } = input;
  const f = pt.p.files[file]!;
  const uses = consumersOf(f);
  const on = (y: ValueId): boolean => staysInside(input, places, file, y, depth);
  switch (u.k) {
    case 'cond':
      return true;
    case 'def':
      // Counted on.
      return pt.p.bindingBase[file]! + u.b === input.holder.binding || on(uses.bindValue(u.b));
    case 'value': {
      const x = f.values[u.v]!;
      if (x.k === 'index') return x.i === v;
      return x.k === 'obj' || x.k === 'arr' ? isSent(input, file, u.v) : on(u.v);
    }
    case 'recv': {
      const callee = f.values[f.calls[u.c]!.callee]!;
      return callee.k === 'prop' && callee.p === 'toString' && on(uses.callValue(u.c));
    }
    case 'store':
      return isOwnField(input, f, v, u) || (f.values[u.o]!.k === 'bind' && isSent(input, file, u.o));
    case 'arg': {
      const c = f.calls[u.c]!;
      if (c.recv !== NONE && setOf(pt.h, pt.valueNode(file, c.recv)).some((o) => places.objects.has(o))) return true;
      const gid = callGid(pt.p, file, u.c);
      if (places.waits.has(gid)) return true;
      const called = pt.targets.get(gid) ?? [];
      const given = [...called].every((fn) => {
        const { file: at, f: body } = pt.p.functions[fn]!;
        const b = body.params[u.i];
        return b === undefined || isSent(input, at, consumersOf(pt.p.files[at]!).bindValue(b));
      });
      const exts = pt.externals.get(gid) ?? [];
      if (!given || ([...called].length === 0 && exts.length === 0) || isTelling(pt, exts)) return false;
      return isTold(pt, file, c.recv) ? false : f.values[c.callee]!.k === 'prop' || on(uses.callValue(u.c));
    }
    default:
      return false;
  }
}

/** Whether a number goes back to the field that it was counted in. */
const isOwnField = ({ holder }: JudgeInput, f: FileFacts, v: ValueId, u: Extract<Consumer, { k: 'store' }>): boolean =>
  holder.binding < 0 &&
  f.functions[u.f]!.events.some(
    (e) => e.t === 'write' && e.v === v && 'p' in e.to && e.to.o === u.o && e.to.p === holder.name,
  );

/** Whether a record, or what a function is given, goes nowhere but into messages to what this process asks. */
function isSent({ pt, sinks }: JudgeInput, file: number, v: ValueId): boolean {
  if (v === NONE) return true;
  const tells = (s: Sink): boolean => {
    if (s.kind === 'cond' || s.kind === 'log' || s.kind === 'clock') return false;
    if (s.kind !== 'out' && s.kind !== 'send') return true;
    const called = s.call === NONE ? [] : (pt.externals.get(callGid(pt.p, s.file, s.call)) ?? []);
    if (s.recv === NONE && called.length === 0) return true;
    return isTelling(pt, called) || isTold(pt, s.file, s.recv);
  };
  return !sinks.isCut(file, v) && !sinks.of(file, v).some(tells);
}

/** Whether what is called with it is not known, a store, or an answer to a client. */
const isTold = (pt: Points, file: number, recv: ValueId): boolean => {
  if (recv === NONE) return false;
  const to = setOf(pt.h, pt.valueNode(file, recv));
  return to.length === 0 || isTelling(pt, to);
};

const isTelling = (pt: Points, objects: readonly ObjectId[]): boolean =>
  objects.some((o) => {
    const x = pt.h.objects[o]!;
    const isStore = x.pkg === '(global)' ? FETCHES.test(x.steps) : isClient(x.pkg);
    return isStore || x.kinds.some((k) => pt.lib.kinds[k]!.def.lifetime === 'request');
  });
