import { type CallId, type FileFacts, type FunctionId, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { packageOf as packageOfObject } from './alternatives.ts';
import { isErrorFirst } from './answered.ts';
import { callersOfFunctions } from './callers.ts';
import { consumersOf } from './consumers.ts';
import { setOf } from './heap.ts';
import { isIterator } from './natives.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';

/** Steps back from an element to the call of the library that gave it. */
const MAX_STEPS = 14;
/** Callers of one function that are asked what they hand over. */
const MAX_CALLERS = 6;
/** Values under one name that are followed. */
const MAX_VALUES = 4;

/** Methods that give elements of the same list. */
const SAME: ReadonlySet<string> = new Set([
  ...['filter', 'slice', 'concat', 'sort', 'toSorted', 'reverse', 'toReversed', 'splice', 'flat', 'values', 'entries'],
  ...['find', 'findLast', 'pop', 'shift', 'at', 'catch', 'finally'],
]);
/** Methods that make plain data of what they are called on. */
const PLAIN: ReadonlySet<string> = new Set(['lean', 'toObject', 'toJSON', 'reduce', 'reduceRight', 'join']);
/** Packages whose functions go through a list that stands first, and hand each element to the function behind it. */
const WALKERS =
  /^(?:async|neo-async|lodash|lodash-es|lodash\.\w+|underscore|bluebird|p-map|p-map-series|p-each-series|p-all|es-toolkit|radash|remeda|ramda)(?:\/|$)/;
const WALKS = /^(?:each|forEach|map|filter|some|every|concat|flatMap|default)/;
/** Methods of cursors and streams that call back with each row. */
const EACH = /^(?:each|forEach|eachAsync|eachRow|parallel)$/;
const HEARS: ReadonlySet<string> = new Set(['on', 'addListener']);
const ROWS: ReadonlySet<string> = new Set(['data', 'row', 'result']);

type Param = { readonly file: number; readonly fn: FunctionId; readonly index: number };

/**
 * The package whose answer holds a value, where the heap does not know the value itself: an element of a list that came from a database,
 * by whatever way it came: walked through by callbacks, written there or named, told to callbacks, handed on to functions, gathered in
 * other lists, asked for with others at once. `packageOf` tells what is written of a value, its types and calls.
 */
export function rowPackages(
  pt: Points,
  packageOf: (file: number, v: ValueId) => string | null,
): (file: number, v: ValueId) => string | null {
  const { p, h } = pt;
  const known = new Map<string, string | null>();
  /** Variables that one question has been to: what leads back to itself comes from elsewhere. */
  const seen = new Set<string>();

  const heapPackage = (file: number, v: ValueId): string | null => {
    for (const o of setOf(h, pt.valueNode(file, v))) {
      const x = h.objects[o]!;
      if (x.k === 'ext' && x.pkg !== '(global)') return packageOfObject(pt, o);
    }
    return null;
  };

  const first = (file: number, values: readonly ValueId[], steps: number): string | null => {
    for (const v of values.slice(0, MAX_VALUES)) {
      const hit = look(file, v, steps);
      if (hit) return hit;
    }
    return null;
  };

  const look = (file: number, v: ValueId, steps: number): string | null => {
    if (v === NONE || steps > MAX_STEPS) return null;
    const f = p.files[file]!;
    const x = f.values[v]!;
    switch (x.k) {
      case 'as':
      case 'narrow':
        return packageOf(file, v) ?? look(file, x.v, steps + 1);
      case 'await':
      case 'elem':
      case 'rest':
        return look(file, x.v, steps + 1);
      case 'index':
        return look(file, x.o, steps + 1);
      case 'alt':
        return first(file, x.of, steps + 1);
      case 'arr':
        return first(file, [...x.items, ...x.spreads], steps + 1);
      case 'prop': {
        const one = oneOfSeveral(f, x.o, x.p);
        return one === NONE ? (heapPackage(file, v) ?? packageOf(file, v)) : look(file, one, steps + 1);
      }
      case 'bind': {
        const key = `${file}|${x.b}`;
        if (seen.has(key)) return null;
        seen.add(key);
        return ofBinding(file, v, x.b, steps);
      }
      case 'call':
        return ofCall(file, v, x.c, steps);
      default:
        return null;
    }
  };

  const ofBinding = (file: number, v: ValueId, id: number, steps: number): string | null => {
    const f = p.files[file]!;
    const b = f.bindings[id]!;
    const written = heapPackage(file, v) ?? (b.imp || b.type !== NONE ? packageOf(file, v) : null);
    if (written || b.imp) return written;
    if (b.kind === 'param') return b.index === undefined ? null : ofParam({ file, fn: b.f, index: b.index }, steps + 1);
    return first(file, b.defs, steps + 1) ?? first(file, gathered(f, v), steps + 1);
  };

  const ofCall = (file: number, v: ValueId, id: CallId, steps: number): string | null => {
    const f = p.files[file]!;
    const c = f.calls[id]!;
    const callee = f.values[c.callee]!;
    if (callee.k === 'prop') {
      if (PLAIN.has(callee.p)) return null;
      // A list that was made of another one holds what its function gave: `ids.map((id) => Loan.findById(id))`.
      if (callee.p === 'map' || callee.p === 'flatMap' || callee.p === 'then') {
        const given = c.args[0] === undefined ? null : f.values[c.args[0]]!;
        return given?.k === 'fn' ? returned(functionGid(p, file, given.f), steps + 1) : null;
      }
      if (SAME.has(callee.p)) return look(file, c.recv, steps + 1);
      if (isTogether(file, id)) return first(file, c.args, steps + 1);
    }
    const own = [...(pt.targets.get(callGid(p, file, id)) ?? [])].slice(0, MAX_VALUES);
    for (const fn of own) {
      const hit = returned(fn, steps + 1);
      if (hit) return hit;
    }
    return own.length > 0 ? null : packageOf(file, v);
  };

  const returned = (fn: number, steps: number): string | null => {
    const { file, f } = p.functions[fn]!;
    return first(
      file,
      f.events.flatMap((e) => (e.t === 'return' && e.v !== NONE ? [e.v] : [])),
      steps,
    );
  };

  /** `Promise.all([...])` and its like. */
  const isTogether = (file: number, id: CallId): boolean =>
    (pt.externals.get(callGid(p, file, id)) ?? []).some((o) =>
      /^\.Promise\.(?:all|allSettled|race|any)$/.test(h.objects[o]!.steps),
    );

  /** `const [late, early] = await Promise.all([a, b])`: what stands at that place, by itself. */
  const oneOfSeveral = (f: FileFacts, o: ValueId, at: string): ValueId => {
    const list = f.values[o]!;
    const call = list.k === 'await' ? f.values[list.v]! : list;
    if (call.k !== 'call' || !/^\d+$/.test(at)) return NONE;
    const given = f.calls[call.c]!.args[0];
    const items = given === undefined ? null : f.values[given]!;
    return items?.k === 'arr' && items.spreads.length === 0 ? (items.items[Number(at)] ?? NONE) : NONE;
  };

  /** What a parameter may be: by the call that the function is handed to, or by those that call it. */
  const ofParam = (param: Param, steps: number): string | null => {
    const { file, fn, index } = param;
    for (const at of givenTo(file, fn)) {
      const hit = ofArgument(file, at.c, at.i, param, steps);
      if (hit) return hit;
    }
    let asked = 0;
    for (const gid of callersOfFunctions(pt).get(functionGid(p, file, fn)) ?? []) {
      if (asked++ >= MAX_CALLERS) break;
      const { file: by, c } = p.calls[gid]!;
      const a = c.args[index];
      if (a === undefined || (c.spreadFrom !== NONE && index >= c.spreadFrom)) continue;
      const hit = look(by, a, steps + 1);
      if (hit) return hit;
    }
    return null;
  };

  /** What a function is called with that is argument `i` of a call. */
  const ofArgument = (file: number, id: CallId, i: number, { fn, index }: Param, steps: number): string | null => {
    const f = p.files[file]!;
    const c = f.calls[id]!;
    const callee = f.values[c.callee]!;
    const gid = callGid(p, file, id);
    if (callee.k === 'prop' && c.recv !== NONE) {
      if (i === 0 && callee.p === 'then') return index === 0 ? look(file, c.recv, steps + 1) : null;
      const walks = isIterator(callee.p) || EACH.test(callee.p);
      const isLibrary = isWalker(gid);
      if (i === 0 && walks && !isLibrary)
        return index === (/^reduce/.test(callee.p) ? 1 : 0) ? look(file, c.recv, steps + 1) : null;
      if (i === 1 && index === 0 && HEARS.has(callee.p)) {
        const event = f.values[c.args[0]!]!;
        return event.k === 'lit' && ROWS.has(String(event.v)) ? look(file, c.recv, steps + 1) : null;
      }
    }
    if (isWalker(gid)) return i > 0 && index === 0 ? look(file, c.args[0]!, steps + 1) : null;
    // An answer is told to an error-first callback.
    if (index === 1 && !pt.targets.get(gid)?.size && isErrorFirst(p, functionGid(p, file, fn))) {
      for (const o of pt.externals.get(gid) ?? []) if (h.objects[o]!.pkg !== '(global)') return packageOfObject(pt, o);
      return c.recv === NONE ? null : look(file, c.recv, steps + 1);
    }
    return null;
  };

  const isWalker = (gid: number): boolean =>
    (pt.externals.get(gid) ?? []).some((o) => {
      const { pkg, steps } = h.objects[o]!;
      const name = steps.match(/(?<![\w$])[\w$]+$/)?.[0] ?? 'default';
      return WALKERS.test(pkg) && WALKS.test(name);
    });

  const namedIn = new Map<number, ReadonlyMap<FunctionId, readonly { readonly c: CallId; readonly i: number }[]>>();
  /** Calls of its file that a function is handed to: written there, or by its name. */
  const givenTo = (file: number, fn: FunctionId): readonly { readonly c: CallId; readonly i: number }[] => {
    const f = p.files[file]!;
    const at = consumersOf(f).argumentOf(fn);
    return at ? [at] : (entryOf(namedIn, file, () => handedByName(f)).get(fn) ?? []);
  };

  return (file, v) =>
    entryOf(known, `${file}|${v}`, () => {
      seen.clear();
      return look(file, v, 0);
    });
}

/** Functions of a file that are handed on by their names, with the calls that take them. */
function handedByName(f: FileFacts): ReadonlyMap<FunctionId, readonly { readonly c: CallId; readonly i: number }[]> {
  const out = new Map<FunctionId, { c: CallId; i: number }[]>();
  // The array has holes.
  f.calls.forEach((c, id) => {
    if (!c) return;
    c.args.forEach((a, i) => {
      const x = f.values[a]!;
      const b = x.k === 'bind' ? f.bindings[x.b]! : null;
      if (!b || b.kind === 'param' || b.defs.length !== 1) return;
      const fn = f.values[b.defs[0]!]!;
      if (fn.k === 'fn') entryOf(out, fn.f, () => []).push({ c: id, i });
    });
  });
  return out;
}

/** What is put into a list under a name: `late.push(loan)`. */
function gathered(f: FileFacts, list: ValueId): readonly ValueId[] {
  return consumersOf(f)
    .of(list)
    .flatMap((u) => {
      if (u.k !== 'recv') return [];
      const c = f.calls[u.c]!;
      const callee = f.values[c.callee]!;
      return callee.k === 'prop' && (callee.p === 'push' || callee.p === 'unshift' || callee.p === 'add') ? c.args : [];
    });
}
