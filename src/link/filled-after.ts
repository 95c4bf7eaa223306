import { type CollectionLibrary, collectionOf } from '../catalog/collections.ts';
import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import type { Frame } from './frames.ts';
import { setOf } from './heap.ts';
import type { Mutation } from './holders.ts';
import { From, type Origin, type Origins } from './origins.ts';
import type { Points } from './points.ts';

/** What is put into a new collection one by one counts up to here. */
const MAX_FILLS = 12;
/** Steps from a value to the collection that holds it. */
const MAX_NESTED = 4;
const FILLS: ReadonlySet<string> = new Set(['push', 'unshift', 'set', 'add']);

/**
 * Where the contents come from of a new collection that is put somewhere while it is empty and filled there by the same function:
 * `known = {}; for (const row of rows) known[row.id] = row`. Of a library's collection, `fresh` says that it is one with data in it.
 * `isPlace` tells whether a value reads the place.
 */
export function filledAfter(
  pt: Points,
  origins: Origins,
  frame: Frame,
  m: Mutation,
  isPlace: (v: ValueId) => boolean,
): Origin {
  const f = pt.p.files[m.file]!;
  // What a module declares is filled by others, each with a write of its own.
  const { kind } = pt.p.functions[m.fn]!.f;
  if (m.kind !== 'assign' || m.op === 'init' || kind === 'module' || m.v === NONE) return 0;
  const library = libraryOf(pt, m);
  if (!library && !isOwnCollection(f, m.v)) return 0;
  const isFill = (method: string): boolean => library?.puts.includes(method) ?? FILLS.has(method);
  /** The collection, or one of those that it holds: `(rights[role] ||= []).push(right)`. */
  const isIt = (v: ValueId, depth = 0): boolean => {
    if (v === NONE || depth > MAX_NESTED) return false;
    if (v === m.v || isPlace(v)) return true;
    const x = f.values[v]!;
    if (x.k === 'index' || x.k === 'prop') return isIt(x.o, depth + 1);
    if (x.k === 'alt') return x.of.some((y) => isIt(y, depth + 1));
    return x.k === 'call' && isIt(f.calls[x.c]!.recv, depth + 1);
  };
  const values: ValueId[] = [];
  for (const fn of within(f, pt.p.functions[m.fn]!.id))
    for (const e of f.functions[fn]!.events) {
      if (e.t === 'write' && e.s > m.s && !('b' in e.to) && isIt(e.to.o)) values.push(e.v);
      if (e.t !== 'call') continue;
      const c = f.calls[e.c]!;
      const callee = f.values[c.callee]!;
      if (c.s > m.s && callee.k === 'prop' && isFill(callee.p) && isIt(c.recv)) values.push(...c.args);
    }
  const known = values.filter((v) => v !== NONE).slice(0, MAX_FILLS);
  const put = known.reduce((o, v) => o | origins.of(frame, m.file, v), 0);
  if (!library) return put;
  const given = madeWith(f, m.v).reduce((o, v) => o | (origins.of(frame, m.file, v) & DATA), 0);
  return (put | given) & DATA ? put | given | From.fresh : 0;
}

/** What makes a collection more than an empty one, beside settings. */
const DATA = From.answer | From.remote | From.file | From.created | From.request | From.event | From.state;

/** The library of a new collection of a library, as an index to search: `new MiniSearch({ fields })`. */
function libraryOf({ h, valueNode }: Points, m: Mutation): CollectionLibrary | undefined {
  const objects = setOf(h, valueNode(m.file, m.v)).map((o) => h.objects[o]!);
  const of = objects.map((x) => (x.k === 'ext' && x.type === 'new' ? collectionOf(x.pkg) : undefined));
  return of.every((x) => x !== undefined && x === of[0]) ? of[0] : undefined;
}

/** What `new` is given: `new Fuse(rows)`. */
function madeWith(f: FileFacts, v: ValueId): readonly ValueId[] {
  const x = f.values[v]!;
  if (x.k === 'as') return madeWith(f, x.v);
  return x.k === 'call' ? f.calls[x.c]!.args : [];
}

/** An empty literal, or a new collection of the language that is given no contents. */
export function isNew(f: FileFacts, v: ValueId): boolean {
  const x = f.values[v]!;
  if (x.k === 'as') return isNew(f, x.v);
  if (x.k !== 'call') return isOwnCollection(f, v);
  const { callee, args } = f.calls[x.c]!;
  const of = f.values[callee]!;
  // `new Array(size)`
  const isLength = of.k === 'global' && of.name === 'Array' && args.length === 1 && f.values[args[0]!]!.k !== 'arr';
  return isOwnCollection(f, v) && (isLength || args.every((a) => holdsNothing(f, a)));
}

/** What a collection may be given and be empty: nothing, or an empty list. */
function holdsNothing(f: FileFacts, v: ValueId): boolean {
  const x = f.values[v]!;
  if (x.k === 'as') return holdsNothing(f, x.v);
  return x.k === 'undef' || (x.k === 'lit' && x.v === null) || (x.k === 'arr' && isOwnCollection(f, v));
}

/** An empty literal, or `new` of a collection of the language, whatever that is given. */
export function isOwnCollection(f: FileFacts, v: ValueId): boolean {
  const x = f.values[v]!;
  if (x.k === 'as') return isOwnCollection(f, x.v);
  if (x.k === 'obj') return x.props.length + x.computed.length + x.spreads.length === 0;
  if (x.k === 'arr') return x.items.length + x.spreads.length === 0;
  if (x.k !== 'call' || f.calls[x.c]!.kind !== 'new') return false;
  const callee = f.values[f.calls[x.c]!.callee]!;
  return callee.k === 'global' && /^(?:Map|Set|Array|Object)$/.test(callee.name);
}

const nested = new WeakMap<FileFacts, Map<number, readonly number[]>>();
/** A function and those that stand in it; looked up once, as one that wraps a whole file is asked for with each of its writes. */
function within(f: FileFacts, fn: number): readonly number[] {
  let byFunction = nested.get(f);
  if (!byFunction) {
    byFunction = new Map();
    nested.set(f, byFunction);
  }
  return entryOf(byFunction, fn, () => {
    const out = new Set([fn]);
    // Functions stand in the list behind those that they stand in.
    f.functions.forEach((x, id) => {
      if (out.has(x.parent)) out.add(id);
    });
    return [...out];
  });
}
