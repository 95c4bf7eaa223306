import { type CallId, type FileFacts, NONE, type ValueId } from '../extract/facts.ts';

/** Variables followed from a key or value to where it is read. */
const MAX_HOPS = 4;

/**
 * The object whose properties a computed write copies under their own names: `to[key] = from[key]`, also by way of a variable or of
 * `Object.entries(from)`. Each property gets its own, as with `Object.assign`. NONE where the write does anything else.
 */
export function copiedFrom(f: FileFacts, key: ValueId, v: ValueId): ValueId {
  const value = followed(f, v);
  const x = f.values[value]!;
  if (x.k === 'index') return isSameKey(f, x.i, key) ? x.o : NONE;
  // `for (const [key, value] of Object.entries(from)) to[key] = value`
  const name = f.values[followed(f, key)]!;
  if (x.k !== 'prop' || name.k !== 'prop' || x.p !== '1' || name.p !== '0') return NONE;
  const pair = followed(f, x.o);
  const element = f.values[pair]!;
  if (element.k !== 'elem' || followed(f, name.o) !== pair) return NONE;
  const list = f.values[followed(f, element.v)]!;
  const c = list.k === 'call' ? f.calls[list.c]! : null;
  const callee = c ? f.values[c.callee]! : null;
  if (!c || callee?.k !== 'prop' || callee.p !== 'entries' || c.args.length !== 1) return NONE;
  const on = f.values[callee.o]!;
  return on.k === 'global' && on.name === 'Object' ? c.args[0]! : NONE;
}

/** A computed write whose value is made of what stands under the same name elsewhere. */
export type MadeOfKey = {
  /** The object whose properties are taken. */
  readonly source: ValueId;
  /** The call that makes the value. */
  readonly call: CallId;
  /** `to[key] = from[key].bind(…)`: each function as it is, but for what it is bound to. */
  readonly isBound: boolean;
};

/**
 * What `to[key] = from[key].bind(self, …)` and `to[key] = wrap(from[key])` go through: there is a property for each name that the source
 * has. Null where the value is not made by a call, or of nothing that stands under the same name.
 */
export function madeOfKey(f: FileFacts, key: ValueId, v: ValueId): MadeOfKey | null {
  const x = f.values[followed(f, v)]!;
  const c = x.k === 'call' ? f.calls[x.c] : undefined;
  if (x.k !== 'call' || !c || c.kind === 'new' || c.callee === NONE) return null;
  const callee = f.values[c.callee]!;
  if (callee.k === 'prop' && callee.p === 'bind') {
    const source = copiedFrom(f, key, callee.o);
    if (source !== NONE) return { source, call: x.c, isBound: true };
  }
  for (const a of c.args) {
    const source = copiedFrom(f, key, a);
    if (source !== NONE) return { source, call: x.c, isBound: false };
  }
  return null;
}

/** What a variable holds that is written once. */
function followed(f: FileFacts, v: ValueId): ValueId {
  let at = v;
  for (let hops = 0; hops < MAX_HOPS; hops++) {
    const x = f.values[at]!;
    if (x.k === 'as') at = x.v;
    else if (x.k === 'bind') {
      const b = f.bindings[x.b]!;
      if (b.kind === 'param' || b.imp || b.defs.length !== 1) return at;
      at = b.defs[0]!;
    } else return at;
  }
  return at;
}

function isSameKey(f: FileFacts, a: ValueId, b: ValueId): boolean {
  const x = f.values[a]!;
  const y = f.values[b]!;
  // A literal or computed key says nothing of where else it is used; a variable does.
  if (x.k === 'bind' && y.k === 'bind') return x.b === y.b;
  return a === b && x.k !== 'lit' && x.k !== 'op' && x.k !== 'call';
}

/**
 * The name of a property whose key is a symbol that its module makes once (`const kept = Symbol()`): as sure as a written name. Null for
 * other keys, and for symbols of other files, which are looked for under any name.
 */
export function symbolName(f: FileFacts, key: ValueId): string | null {
  const x = key === NONE ? null : f.values[key]!;
  if (x?.k !== 'bind') return null;
  const b = f.bindings[x.b]!;
  if (!b.top || b.imp || b.defs.length !== 1 || f.exports.some((e) => 'b' in e && e.b === x.b)) return null;
  const made = f.values[b.defs[0]!]!;
  const callee = made.k === 'call' ? f.values[f.calls[made.c]!.callee]! : null;
  return callee?.k === 'global' && callee.name === 'Symbol' ? `[${b.name}]` : null;
}

/** What a computed name begins with: the fixed texts at the start of a template or a sum. */
export function fixedStart(f: FileFacts, v: ValueId): string {
  const x = f.values[v]!;
  if (x.k === 'as') return fixedStart(f, x.v);
  if (x.k !== 'op' || (x.op !== 'template' && x.op !== '+')) return '';
  let start = '';
  for (const part of x.of) {
    const y = f.values[part]!;
    if (y.k !== 'lit' || typeof y.v !== 'string') break;
    start += y.v;
  }
  return start;
}
