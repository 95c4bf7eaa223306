import { isClient } from '../catalog/clients.ts';
import { isLive } from '../catalog/live.ts';
import { type FileFacts, type FunctionId, type GuardId, NONE, type ValueId } from '../extract/facts.ts';
import type { Facts, JudgeInput } from './categories.ts';
import { filledAfter, isNew } from './filled-after.ts';
import { saysAbsent, selfGuarded, testsAt } from './guards.ts';
import { setOf } from './heap.ts';
import { type Mutation, mutatorOf } from './holders.ts';
import { givenParts, isOfKeys, isOneOfParts } from './keyed-values.ts';
import { isOfLanguage } from './natives.ts';
import { From } from './origins.ts';
import type { Points } from './points.ts';
import { callGid } from './program.ts';

/** Steps from a value to the call or operator that works it out. */
const MAX_MADE_STEPS = 8;

/** What a result may be, beside what the key brings: nothing that another process would make otherwise. */
const STEADY = From.self | From.library | From.fresh | From.constant | From.environment | From.shipped | From.fn;

/**
 * Whether what is put under a key is worked out of that key, and nothing else is in it that changes. Where the key itself comes from
 * tells nothing then: under another key something else is kept.
 */
export function isMadeOfItsKey(input: JudgeInput, f: Facts, m: Mutation): boolean {
  const of = { ...m, keys: [m.key], isPlace: f.isPlace };
  if (!isMadeOf(input, of)) return false;
  const frame = input.ctx.frames[m.frame]!;
  const filled = filledAfter(input.pt, input.origins, frame, m, (v) => f.isPlace(m.file, v));
  return (filled & ~STEADY) === 0;
}

type Put = Pick<Mutation, 'file' | 'frame' | 'v'> & {
  readonly keys: readonly ValueId[];
  readonly isPlace: (file: number, v: ValueId) => boolean;
};

/** Whether a value is worked out of keys, and of nothing that changes. */
function isMadeOf({ pt, ctx, origins }: JudgeInput, { file, frame, v, keys, isPlace }: Put): boolean {
  const facts = pt.p.files[file]!;
  const parts = givenParts(facts, keys);
  if (parts === null || !isWorkedOut(facts, v)) return false;
  const isKey = (at: number, y: ValueId): boolean => at === file && (isPlace(at, y) || isOneOfParts(facts, parts, y));
  if (asksOthers(pt, file, v, (y) => isKey(file, y)) || counts(facts, v, (y) => isPlace(file, y))) return false;
  return (origins.of(ctx.frames[frame]!, file, v, isKey) & ~STEADY) === 0;
}

/**
 * Whether an empty collection that a miss puts under a key is a memo itself: all that is ever put into it, the function that makes it
 * puts there on a miss, and it is worked out of both keys.
 */
export function holdsMemo(input: JudgeInput, f: Facts, m: Mutation, around: ReadonlySet<FunctionId>): boolean {
  const { pt } = input;
  const objects = setOf(pt.h, pt.valueNode(m.file, m.v));
  const [o] = objects;
  if (o === undefined || objects.length > 1 || m.key === NONE || !isNew(pt.p.files[m.file]!, m.v)) return false;
  if (pt.h.objects[o]!.allocator !== m.fn) return false;
  const isIt = (file: number, v: ValueId): boolean => v !== NONE && setOf(pt.h, pt.valueNode(file, v)).includes(o);
  let puts = 0;
  const isMemo = (
    fn: number,
    e: { readonly s: number; readonly guard: GuardId },
    key: ValueId,
    v: ValueId,
    isMissed: boolean,
  ) => {
    puts++;
    const facts = pt.p.files[m.file]!;
    const reads = (y: ValueId, depth = 0): boolean => {
      if (y === NONE || depth > MAX_MADE_STEPS) return false;
      const x = facts.values[y]!;
      if (x.k === 'bind')
        return !facts.bindings[x.b]!.imp && facts.bindings[x.b]!.defs.some((d) => reads(d, depth + 1));
      if (x.k === 'index') return isIt(m.file, x.o);
      return x.k === 'call' && isIt(m.file, facts.calls[x.c]!.recv);
    };
    const keys = [m.key, key];
    if (fn !== m.fn || !(isMissed || testsAt(facts, e.guard).some((t) => t.says === 'absent' && reads(t.v))))
      return false;
    const isPlace = (file: number, y: ValueId): boolean => f.isPlace(file, y) || isIt(file, y);
    return (
      isOfKeys(facts, keys, v, around) === true && isMadeOf(input, { file: m.file, frame: m.frame, v, keys, isPlace })
    );
  };
  const isFine = pt.p.functions.every(({ file, f: fn }, gid) => {
    const facts = pt.p.files[file]!;
    return fn.events.every((e) => {
      if (e.t === 'write') {
        if ('b' in e.to || !isIt(file, e.to.o)) return true;
        if (e.op === 'delete') return true;
        if (!('i' in e.to) || e.op === 'op=' || e.op === '++') return false;
        const tests = testsAt(facts, e.guard);
        const isMissed =
          e.op === '||=' || e.op === '??=' || saysAbsent(facts, tests, e.to) || selfGuarded(facts, e.v, e.to);
        return isMemo(gid, e, e.to.i, e.v, isMissed);
      }
      if (e.t !== 'call') return true;
      const c = facts.calls[e.c]!;
      // Who is handed it may put something else there; the collection around it is where it is kept.
      if (c.args.some((a) => isIt(file, a))) return c.recv !== NONE && f.isPlace(file, c.recv);
      const callee = facts.values[c.callee]!;
      if (callee.k !== 'prop' || c.recv === NONE || !isIt(file, c.recv)) return true;
      const kind = mutatorOf(pt.h.objects[o]!, callee.p);
      if (kind === null || kind === 'remove') return true;
      return callee.p === 'set' && c.args.length === 2 && isMemo(gid, c, c.args[0]!, c.args[1]!, false);
    });
  });
  return isFine && puts > 0;
}

/** Whether how much is kept already is in a value: `ids.set(name, `${name}-${ids.size}`)` depends on who came before. */
function counts(f: FileFacts, v: ValueId, isPlace: (v: ValueId) => boolean, depth = 0): boolean {
  if (v === NONE || depth > MAX_MADE_STEPS) return false;
  const any = (list: readonly ValueId[]): boolean => list.some((y) => counts(f, y, isPlace, depth + 1));
  const x = f.values[v]!;
  switch (x.k) {
    case 'prop':
      return ((x.p === 'size' || x.p === 'length') && isAmount(f, x.o, isPlace, depth)) || any([x.o]);
    case 'index':
      return any([x.o, x.i]);
    case 'as':
    case 'narrow':
    case 'await':
      return any([x.v]);
    case 'op':
    case 'alt':
      return any(x.of);
    case 'arr':
      return any([...x.items, ...x.spreads]);
    case 'obj':
      return any(x.props.map((q) => q[1]));
    case 'call':
      return any([f.calls[x.c]!.recv, ...f.calls[x.c]!.args]);
    case 'bind':
      return f.bindings[x.b]!.kind !== 'param' && !f.bindings[x.b]!.top && any(f.bindings[x.b]!.defs);
    default:
      return false;
  }
}

/** Whether the length of a value tells how much a place holds: the place itself, or a list of all its names (`Object.keys(ids)`). */
function isAmount(f: FileFacts, v: ValueId, isPlace: (v: ValueId) => boolean, depth: number): boolean {
  if (v === NONE || depth > MAX_MADE_STEPS) return false;
  const x = f.values[v]!;
  if (x.k === 'arr') return x.spreads.some((y) => isAmount(f, y, isPlace, depth + 1));
  if (x.k !== 'call') return x.k !== 'index' && isPlace(v);
  const { callee, recv, args } = f.calls[x.c]!;
  const name = f.values[callee]!;
  return (
    name.k === 'prop' &&
    /^(?:keys|values|entries)$/.test(name.p) &&
    [recv, ...args].some((y) => y !== NONE && isPlace(y))
  );
}

/** Whether a value is what a call or an operator gives, or a part of it: a mark or a copy of the key is no result. */
function isWorkedOut(f: FileFacts, v: ValueId, depth = 0): boolean {
  if (v === NONE || depth > MAX_MADE_STEPS) return false;
  const x = f.values[v]!;
  switch (x.k) {
    case 'call':
      return true;
    case 'op':
      return x.of.length > 0;
    case 'as':
    case 'narrow':
      return isWorkedOut(f, x.v, depth + 1);
    case 'prop':
    case 'index':
      return isWorkedOut(f, x.o, depth + 1);
    case 'alt':
      return x.of.some((y) => isWorkedOut(f, y, depth + 1));
    case 'bind': {
      const b = f.bindings[x.b]!;
      return b.kind !== 'param' && !b.imp && b.defs.some((d) => isWorkedOut(f, d, depth + 1));
    }
    default:
      return false;
  }
}

/**
 * Whether a value is what a client of a database or service gives, or is live in this process: a call that is not waited for gives that,
 * too. What methods of the language make of the key is of the key, whoever gave that.
 */
function asksOthers(pt: Points, file: number, v: ValueId, isKey: (v: ValueId) => boolean): boolean {
  const { values, calls, bindings } = pt.p.files[file]!;
  const isOthers = (pkg: string): boolean => isClient(pkg) || isLive(pkg);
  // `name = name.trim()` is of the key where what it was before is.
  const seen = new Set<number>();
  const isOfKey = (y: ValueId, depth: number): boolean => {
    if (y === NONE || depth > MAX_MADE_STEPS) return false;
    if (isKey(y)) return true;
    const x = values[y]!;
    if (x.k === 'as' || x.k === 'narrow' || x.k === 'elem') return isOfKey(x.v, depth + 1);
    if (x.k === 'prop' || x.k === 'index') return isOfKey(x.o, depth + 1);
    const all = (list: readonly ValueId[]): boolean => {
      const given = list.filter((d) => d !== NONE && values[d]!.k !== 'lit' && values[d]!.k !== 'undef');
      return given.length > 0 && given.every((d) => isOfKey(d, depth + 1));
    };
    if (x.k === 'alt') return all(x.of);
    if (x.k === 'bind') {
      if (seen.has(x.b)) return true;
      seen.add(x.b);
      const of = bindings[x.b]!.kind !== 'param' && all(bindings[x.b]!.defs);
      seen.delete(x.b);
      return of;
    }
    if (x.k !== 'call' || calls[x.c]!.recv === NONE) return false;
    const callee = values[calls[x.c]!.callee]!;
    return callee.k === 'prop' && isOfLanguage(callee.p) && isOfKey(calls[x.c]!.recv, depth + 1);
  };
  const look = (y: ValueId, depth: number): boolean => {
    if (y === NONE || depth > MAX_MADE_STEPS) return false;
    const of = (list: readonly ValueId[]): boolean => list.some((z) => look(z, depth + 1));
    const x = values[y]!;
    if (isOfKey(y, depth)) return x.k === 'call' && of(calls[x.c]!.args);
    if (setOf(pt.h, pt.valueNode(file, y)).some((o) => isOthers(pt.h.objects[o]!.pkg))) return true;
    if (x.k === 'as' || x.k === 'narrow') return of([x.v]);
    if (x.k === 'prop' || x.k === 'index') return of([x.o]);
    if (x.k === 'op' || x.k === 'alt') return of(x.of);
    if (x.k === 'bind') return bindings[x.b]!.kind !== 'param' && of(bindings[x.b]!.defs);
    if (x.k !== 'call') return false;
    const exts = pt.externals.get(callGid(pt.p, file, x.c)) ?? [];
    return exts.some((e) => isOthers(pt.h.objects[e]!.pkg)) || of([calls[x.c]!.recv, ...calls[x.c]!.args]);
  };
  return look(v, 0);
}
