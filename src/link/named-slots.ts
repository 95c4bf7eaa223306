import {
  type CallId,
  type FileFacts,
  type FunctionId,
  type GuardId,
  NONE,
  type Place,
  type ValueId,
} from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { callersOfFunctions } from './callers.ts';
import { constantText } from './constants.ts';
import { type LazyCalls, testsAt } from './guards.ts';
import type { Points } from './points.ts';
import { functionGid } from './program.ts';

// A table of the program's own in which each thing is made when it is first asked for under its name, and kept there: a container that
// somebody wrote. Where all who ask say names that stand in the code, there is one thing a name, as many as the code has names.

/** Calls that ask such a table; with more of them, not all names are looked at. */
const MAX_ASKED = 400;
/** Functions that hand on the name that they were asked for. */
const MAX_HANDED = 2;
const MAX_STEPS = 4;
const LOOKUPS: ReadonlySet<string> = new Set(['get', 'has']);
const NO_SLOTS: LazyCalls = new Map();

const tables = new WeakMap<Points, Map<number, LazyCalls>>();

/** Calls of a file that fill the place of a name in such a table, with the places that keep the table. */
export function namedSlots(pt: Points, file: number): LazyCalls {
  const known = entryOf(tables, pt, () => new Map<number, LazyCalls>());
  return entryOf(known, file, () => {
    const f = pt.p.files[file]!;
    const out = new Map<CallId, Place[]>();
    f.functions.forEach((fn, id) => {
      if (fn.params.length === 0) return;
      for (const e of fn.events) {
        const put = e.t === 'write' ? indexPut(e.to, e.v, e.guard) : e.t === 'call' ? setPut(f, e.c) : null;
        if (put === null) continue;
        const place = placeOf(f, put.table);
        const call = callOf(f, put.v, 0);
        const index = paramOf(f, id, put.key);
        if (place === null || call === null || index < 0 || !isMissed(f, put)) continue;
        if (saysNames(pt, functionGid(pt.p, file, id), index, 0)) entryOf(out, call, () => []).push(place);
      }
    });
    return out.size === 0 ? NO_SLOTS : out;
  });
}

type Put = { readonly table: ValueId; readonly key: ValueId; readonly v: ValueId; readonly guard: GuardId };

const indexPut = (to: Place, v: ValueId, guard: GuardId): Put | null =>
  'i' in to && v !== NONE ? { table: to.o, key: to.i, v, guard } : null;

function setPut(f: FileFacts, call: CallId): Put | null {
  const c = f.calls[call]!;
  const callee = f.values[c.callee]!;
  if (callee.k !== 'prop' || callee.p !== 'set' || c.args.length !== 2) return null;
  return { table: c.recv, key: c.args[0]!, v: c.args[1]!, guard: c.guard };
}

function placeOf(f: FileFacts, table: ValueId): Place | null {
  const x = f.values[table]!;
  if (x.k === 'bind') return f.bindings[x.b]!.kind === 'param' ? null : { b: x.b };
  return x.k === 'prop' && f.values[x.o]!.k === 'this' ? { o: x.o, p: x.p } : null;
}

/** The call that gives what is put, straight or by way of a variable. */
function callOf(f: FileFacts, v: ValueId, depth: number): CallId | null {
  const x = v === NONE || depth > MAX_STEPS ? undefined : f.values[v]!;
  if (x?.k === 'as' || x?.k === 'await') return callOf(f, x.v, depth + 1);
  if (x?.k === 'call') return x.c;
  const b = x?.k === 'bind' ? f.bindings[x.b]! : null;
  return b && b.kind !== 'param' && b.defs.length === 1 ? callOf(f, b.defs[0]!, depth + 1) : null;
}

/** Index of the parameter of a function that a value is; -1 for all others. */
function paramOf(f: FileFacts, fn: FunctionId, v: ValueId): number {
  const x = f.values[v]!;
  const b = x.k === 'bind' ? f.bindings[x.b]! : null;
  return b?.kind === 'param' && b.f === fn && b.defs.length === 0 ? (b.index ?? -1) : -1;
}

/** Whether the put is only come to where nothing stands under that very name. */
function isMissed(f: FileFacts, { table, key, guard }: Put): boolean {
  const asks = (v: ValueId, depth: number): boolean => {
    const x = v === NONE || depth > MAX_STEPS ? undefined : f.values[v]!;
    if (x?.k === 'as' || x?.k === 'await') return asks(x.v, depth + 1);
    if (x?.k === 'index') return x.o === table && x.i === key;
    const b = x?.k === 'bind' ? f.bindings[x.b]! : null;
    if (b) return b.kind !== 'param' && b.defs.some((d) => asks(d, depth + 1));
    if (x?.k !== 'call') return false;
    const c = f.calls[x.c]!;
    const callee = f.values[c.callee]!;
    return callee.k === 'prop' && LOOKUPS.has(callee.p) && c.recv === table && c.args[0] === key;
  };
  const asked = (): boolean =>
    f.calls.some((c) => {
      const callee = c && c.recv === table ? f.values[c.callee]! : null;
      return callee?.k === 'prop' && LOOKUPS.has(callee.p) && c!.args[0] === key;
    });
  return testsAt(f, guard).some((t) => t.says === 'absent' && (asks(t.v, 0) || (t.v === table && asked())));
}

/** Whether all who call a function say a name there that stands in the code. */
function saysNames(pt: Points, fn: number, index: number, depth: number): boolean {
  const { p } = pt;
  const calls = callersOfFunctions(pt).get(fn) ?? [];
  return (
    calls.length > 0 &&
    calls.length <= MAX_ASKED &&
    calls.every((call) => {
      const { file, c } = p.calls[call]!;
      const a = c.args[index];
      if (a === undefined || (c.spreadFrom !== NONE && c.spreadFrom <= index)) return false;
      if (constantText(p, file, a) !== null) return true;
      const at = c.f === NONE || depth >= MAX_HANDED ? -1 : paramOf(p.files[file]!, c.f, a);
      return at >= 0 && saysNames(pt, functionGid(p, file, c.f), at, depth + 1);
    })
  );
}

/** What is empty of a file until the first who asks: places, and names in tables. */
export function withNamedSlots(pt: Points, file: number, lazy: LazyCalls): LazyCalls {
  const named = namedSlots(pt, file);
  if (named.size === 0) return lazy;
  const out = new Map(lazy);
  for (const [call, places] of named) out.set(call, [...(lazy.get(call) ?? []), ...places]);
  return out;
}
