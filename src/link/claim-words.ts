import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';

// What is written of rows in the arguments of a call that changes them: by which fields it picks them, and which it sets.

/** Operators under which a document's new values stand. */
const SETS = new Set(['$set', '$unset', '$inc', '$push', '$currentDate', '$max', '$min', 'data']);

const plain = (f: FileFacts, v: ValueId | undefined, depth = 0): FileFacts['values'][number] | undefined => {
  if (v === undefined || v === NONE || depth > 4) return undefined;
  const x = f.values[v]!;
  if (x.k === 'as') return plain(f, x.v, depth + 1);
  if (x.k !== 'bind') return x;
  const b = f.bindings[x.b]!;
  return b.imp || b.kind === 'param' || b.defs.length !== 1 ? undefined : plain(f, b.defs[0], depth + 1);
};

/** The value of a literal as it can be compared; the value's own id for all else. */
const shown = (f: FileFacts, v: ValueId): unknown => {
  const x = plain(f, v);
  return x?.k === 'lit' ? x.v : v;
};

/** The fields that rows are picked by, with the literal that they must have (or the value's id). */
export function heldFields(f: FileFacts, args: readonly ValueId[]): ReadonlyMap<string, unknown> {
  const out = new Map<string, unknown>();
  const take = (v: ValueId | undefined, depth: number): void => {
    const x = plain(f, v);
    if (depth > 4) return;
    if (x?.k === 'arr') for (const y of x.items) take(y, depth + 1);
    if (x?.k !== 'obj') return;
    for (const [name, y] of x.props) {
      if (/^(\$?and|\$?or|where)$/i.test(name)) take(y, depth + 1);
      else if (!name.startsWith('$')) out.set(name, shown(f, y));
    }
  };
  const first = plain(f, args[0]);
  const where = first?.k === 'obj' ? first.props.find((q) => q[0] === 'where') : undefined;
  take(where ? where[1] : args[0], 0);
  return out;
}

/** The fields that a change sets, with what it sets them to; NONE where that is worked out from the row. */
export function setFields(f: FileFacts, args: readonly ValueId[]): ReadonlyMap<string, unknown> {
  const out = new Map<string, unknown>();
  const inside = (v: ValueId): void => {
    const x = plain(f, v);
    if (x?.k === 'obj') for (const [name, y] of x.props) out.set(name, shown(f, y));
  };
  args.slice(0, 2).forEach((a, i) => {
    const x = plain(f, a);
    if (x?.k !== 'obj') return;
    for (const [name, y] of x.props)
      if (SETS.has(name)) inside(y);
      // Without an operator the new values stand by themselves (mongoose), or are the whole document.
      else if (i === 1 && !name.startsWith('$')) out.set(name, shown(f, y));
  });
  return out;
}

/** What a literal says under a name, where that is a literal itself. */
export function propertyOf(f: FileFacts, v: ValueId, name: string): unknown {
  const x = plain(f, v);
  const y = x?.k === 'obj' ? plain(f, x.props.find((q) => q[0] === name)?.[1]) : undefined;
  return y?.k === 'lit' ? y.v : undefined;
}

/** Texts and names of properties among arguments: `'NX'`, `{ NX: true }`. */
export function namesIn(f: FileFacts, args: readonly ValueId[]): readonly string[] {
  return args.flatMap((a) => {
    const x = plain(f, a);
    if (x?.k === 'lit') return typeof x.v === 'string' ? [x.v] : [];
    if (x?.k !== 'obj') return [];
    return x.props.flatMap(([name, v]) => {
      const y = plain(f, v);
      if (y?.k === 'lit' && typeof y.v === 'string') return [name, y.v];
      return y?.k === 'lit' && y.v === true ? [name] : [];
    });
  });
}
