import { type BindingId, type CallId, type FileFacts, type FunctionId, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';

// A helper that is told by its callers which method to call: `count(queue, 'failed')` for `(of, name) => of[name]()`. Where all who call it
// stand in the file and say names that are written there, no other method is meant.

/** Calls that one helper is looked for in; of one with more nothing is said. */
const MAX_SAID = 64;

const known = new WeakMap<FileFacts, Map<ValueId, readonly string[] | null>>();

/** The names that a computed name may be, where it is a parameter and the callers of its function all say a text; null where any may be. */
export function namesSaid(f: FileFacts, v: ValueId): readonly string[] | null {
  const names = entryOf(known, f, () => new Map<ValueId, readonly string[] | null>());
  return entryOf(names, v, () => {
    let x = f.values[v]!;
    for (let hops = 0; hops < 4 && (x.k === 'narrow' || x.k === 'as'); hops++) x = f.values[x.v]!;
    const b = x.k === 'bind' ? f.bindings[x.b]! : null;
    if (b?.kind !== 'param' || b.defs.length > 0 || b.index === undefined) return null;
    const fn = f.functions[b.f]!;
    if (fn.rest && b.index === fn.params.length - 1) return null;
    const calls = callsOf(f, b.f);
    return calls === null || calls.size === 0 ? null : textsAt(f, calls, b.index);
  });
}

/** The texts that calls give at an index. A function that is given there is no name of anything. */
function textsAt(f: FileFacts, calls: ReadonlySet<CallId>, index: number): readonly string[] | null {
  const out = new Set<string>();
  for (const id of calls) {
    const c = f.calls[id]!;
    const a = c.args[index];
    if (c.spreadFrom !== NONE || a === undefined) return null;
    const x = f.values[a]!;
    if (x.k === 'lit' && typeof x.v === 'string') out.add(x.v);
    else if (x.k !== 'fn') return null;
  }
  return out.size === 0 ? null : [...out];
}

/** All calls that run a function, where it is known who has it: null where others may have it, too. */
function callsOf(f: FileFacts, fn: FunctionId): ReadonlySet<CallId> | null {
  const names = namesOf(f, fn);
  if (names.some((b) => f.bindings[b]!.defs.length !== 1)) return null;
  const out = new Set<CallId>();
  /** Functions that give it to whoever calls them: one around it, or itself. */
  const givers = new Set<FunctionId>();
  for (const b of names) if (!isCalledOnly(f, b, out, givers)) return null;
  // Without a name it is what the function around it returns.
  if (names.every((b) => f.bindings[b]!.f === fn)) {
    const { parent } = f.functions[fn]!;
    if (!f.functions[parent]?.events.some((e) => e.t === 'return' && isFn(f, e.v, fn))) return null;
    givers.add(parent);
  }
  const work: CallId[] = [];
  for (const g of givers) {
    if (g === fn) continue;
    const { async, generator } = f.functions[g]!;
    const made = async || generator ? null : namedCalls(f, g);
    if (made === null) return null;
    work.push(...made);
  }
  if (givers.has(fn)) work.push(...out);
  // `take(queue)('failed')('done')`: what each of the calls gives is called at once, or dropped.
  const seen = new Set<CallId>();
  for (let id = work.pop(); id !== undefined; id = work.pop()) {
    if (seen.has(id) || seen.size > MAX_SAID) continue;
    seen.add(id);
    const c = f.calls[id]!;
    if (c.use === 'discard') continue;
    if (c.use !== 'callee' || c.ua === NONE) return null;
    out.add(c.ua);
    if (givers.has(fn)) work.push(c.ua);
  }
  return seen.size > MAX_SAID || out.size > MAX_SAID ? null : out;
}

/** The calls of a function that stand where its name is known, if it is used in no other way. */
function namedCalls(f: FileFacts, fn: FunctionId): ReadonlySet<CallId> | null {
  const names = namesOf(f, fn);
  const [b] = names;
  const out = new Set<CallId>();
  if (b === undefined || names.length !== 1 || f.bindings[b]!.f === fn || f.bindings[b]!.defs.length !== 1) return null;
  return isCalledOnly(f, b, out, new Set()) ? out : null;
}

/** Whether a name is only called, or returned by functions that are noted. */
function isCalledOnly(f: FileFacts, b: BindingId, calls: Set<CallId>, givers: Set<FunctionId>): boolean {
  const { uses, exported } = indexOf(f);
  const u = uses.get(b);
  for (const c of u?.calls ?? []) calls.add(c);
  for (const g of u?.givers ?? []) givers.add(g);
  return !exported.has(b) && u?.isOther !== true;
}

/** What a file does with the names that it declares: calls, functions that return them, and whether anything else. */
type Uses = { readonly calls: Set<CallId>; readonly givers: Set<FunctionId>; isOther: boolean };
type Index = {
  readonly names: ReadonlyMap<FunctionId, readonly BindingId[]>;
  readonly uses: ReadonlyMap<BindingId, Uses>;
  readonly exported: ReadonlySet<BindingId>;
};
const indexes = new WeakMap<FileFacts, Index>();

function indexOf(f: FileFacts): Index {
  return entryOf(indexes, f, () => {
    const names = new Map<FunctionId, BindingId[]>();
    f.bindings.forEach((b, id) => {
      const fns = (b?.defs ?? [])
        .map((d) => (d === NONE ? undefined : f.values[d]!))
        .map((x) => (x?.k === 'fn' ? x.f : NONE));
      for (const fn of new Set(fns)) if (fn !== NONE) entryOf(names, fn, () => []).push(id);
    });
    const uses = new Map<BindingId, Uses>();
    const of = (v: ValueId): Uses | null => {
      const x = v === NONE ? undefined : f.values[v]!;
      return x?.k === 'bind'
        ? entryOf(uses, x.b, () => ({ calls: new Set<CallId>(), givers: new Set<FunctionId>(), isOther: false }))
        : null;
    };
    const other = (v: ValueId): void => {
      const u = of(v);
      if (u) u.isOther = true;
    };
    f.functions.forEach((g, id) => {
      for (const e of g.events) {
        if (e.t === 'read' && e.use === 'return') of(e.v)?.givers.add(id);
        else if (e.t === 'read' && e.use !== 'callee') other(e.v);
        else if (e.t === 'return') of(e.v)?.givers.add(id);
        else if (e.t === 'call') {
          const c = f.calls[e.c]!;
          if (c.kind === 'call') of(c.callee)?.calls.add(e.c);
          else other(c.callee);
          for (const v of [c.recv, ...c.args]) other(v);
        }
      }
    });
    return { names, uses, exported: new Set(f.exports.flatMap((e) => ('b' in e ? [e.b] : []))) };
  });
}

const namesOf = (f: FileFacts, fn: FunctionId): readonly BindingId[] => indexOf(f).names.get(fn) ?? [];

const isFn = (f: FileFacts, v: ValueId, fn: FunctionId): boolean => {
  const x = v === NONE ? undefined : f.values[v]!;
  return x?.k === 'fn' && x.f === fn;
};
