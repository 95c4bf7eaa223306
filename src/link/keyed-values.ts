import { type FileFacts, type FunctionId, NONE, type ValueId } from '../extract/facts.ts';

/** Steps that are followed back from a value to what it is worked out from. */
const MAX_STEPS = 12;

/**
 * Whether what is put is worked out from what its key is worked out from, and from nothing else that was given; null where that is not
 * seen. `around`: the functions around the declaration of what it is put into, which were given the same for all that is put there.
 */
export function isOfItsKey(
  f: FileFacts,
  key: ValueId,
  v: ValueId,
  around: ReadonlySet<FunctionId> = NOBODY,
): boolean | null {
  return isOfKeys(f, [key], v, around);
}

/** The same of what is kept under one key within what is kept under another. */
export function isOfKeys(
  f: FileFacts,
  keys: readonly ValueId[],
  v: ValueId,
  around: ReadonlySet<FunctionId>,
): boolean | null {
  const given = givenParts(f, keys);
  const all = v === NONE ? null : givenTo(f, v, 0);
  const used = all && new Set([...all].filter((path) => !isGivenBefore(f, path, around)));
  if (given === null || !used || used.size === 0) return null;
  // What covers a whole covers its parts: `load(req.body.id)` is kept under a key of `req.body`, but not under one of `req.params`.
  return [...used].every((path) => [...given].some((of) => path === of || path.startsWith(`${of}.`)));
}

/** Parameters, or parts of them, that keys are worked out from; null where that is not seen. */
export function givenParts(f: FileFacts, keys: readonly ValueId[]): ReadonlySet<string> | null {
  const out = new Set<string>();
  for (const key of keys) {
    const given = key === NONE ? null : givenTo(f, key, 0);
    if (given === null) return null;
    for (const path of given) out.add(path);
  }
  return out;
}

/** Whether a value is one of these parameters, or a part of one. */
export function isOneOfParts(f: FileFacts, parts: ReadonlySet<string>, v: ValueId): boolean {
  const path = pathOf(f, v, 0, NOBODY);
  return path !== null && [...parts].some((of) => path === of || path.startsWith(`${of}.`));
}

/** Whether a parameter, or a part of it, is that of one of these functions itself. */
function isGivenBefore(f: FileFacts, path: string, around: ReadonlySet<FunctionId>): boolean {
  return !path.includes('.') && around.has(f.bindings[Number(path)]!.f);
}

const NOBODY: ReadonlySet<FunctionId> = new Set();

/**
 * Parameters that a value is worked out from, through locals; null where that is not seen. `callbacks`: functions that what is looked at
 * is written in, which are given parts of it.
 */
function givenTo(
  f: FileFacts,
  v: ValueId,
  depth: number,
  callbacks: ReadonlySet<FunctionId> = NOBODY,
): ReadonlySet<string> | null {
  if (v === NONE) return new Set();
  if (depth > MAX_STEPS) return null;
  const all = (list: readonly ValueId[]): ReadonlySet<string> | null => {
    const out = new Set<string>();
    for (const y of list) {
      const of = givenTo(f, y, depth + 1, callbacks);
      if (of === null) return null;
      for (const b of of) out.add(b);
    }
    return out;
  };
  const x = f.values[v]!;
  switch (x.k) {
    case 'lit':
    case 'undef':
    case 'regexp':
    case 'global':
      return new Set();
    case 'op':
    case 'alt':
      return all(x.of);
    case 'prop': {
      const path = pathOf(f, v, depth, callbacks);
      return path !== null ? new Set([path]) : all([x.o]);
    }
    case 'index':
      return all([x.o, x.i]);
    case 'as':
    case 'narrow':
    case 'elem':
      return all([x.v]);
    case 'arr':
      return all([...x.items, ...x.spreads]);
    case 'obj':
      return x.spreads.length + x.computed.length > 0 ? null : all(x.props.map((q) => q[1]));
    case 'call': {
      const c = f.calls[x.c]!;
      return all([...(c.recv === NONE ? [c.callee] : [c.recv]), ...c.args]);
    }
    case 'fn': {
      const fn = f.functions[x.f]!;
      if (fn.async || fn.generator) return null;
      const inside = new Set([...callbacks, x.f]);
      const out = new Set<string>();
      for (const y of readBy(f, x.f)) {
        const of = givenTo(f, y, depth + 1, inside);
        if (of === null) return null;
        for (const b of of) out.add(b);
      }
      return out;
    }
    case 'bind': {
      const b = f.bindings[x.b]!;
      if (b.imp) return new Set();
      if (callbacks.has(b.f)) return b.kind === 'param' || b.defs.length === 0 ? new Set() : all(b.defs);
      if (b.kind === 'param') return b.defs.length === 0 ? new Set([String(x.b)]) : null;
      if (b.top || b.f === 0) return b.kind === 'const' || b.kind === 'function' ? new Set() : null;
      return b.captured ? null : all(b.defs);
    }
    default:
      return null;
  }
}

/** A parameter, or a part of it, by its number and the names of the properties that lead there; null for anything else. */
function pathOf(f: FileFacts, v: ValueId, depth: number, callbacks: ReadonlySet<FunctionId>): string | null {
  if (v === NONE || depth > MAX_STEPS) return null;
  const x = f.values[v]!;
  if (x.k === 'as' || x.k === 'narrow') return pathOf(f, x.v, depth + 1, callbacks);
  if (x.k === 'prop') {
    const of = pathOf(f, x.o, depth + 1, callbacks);
    return of === null ? null : `${of}.${x.p}`;
  }
  if (x.k !== 'bind') return null;
  const b = f.bindings[x.b]!;
  if (callbacks.has(b.f)) return null;
  if (b.kind === 'param') return b.defs.length === 0 ? String(x.b) : null;
  return b.imp || b.top || b.captured || b.defs.length !== 1 ? null : pathOf(f, b.defs[0]!, depth + 1, callbacks);
}

/** What a function reads and gives, and what it calls with what. */
function readBy(f: FileFacts, fn: FunctionId): readonly ValueId[] {
  return f.functions[fn]!.events.flatMap((e) => {
    if (e.t === 'read' || e.t === 'return') return [e.v];
    if (e.t !== 'call') return [];
    const c = f.calls[e.c]!;
    return [c.recv === NONE ? c.callee : c.recv, ...c.args];
  });
}
