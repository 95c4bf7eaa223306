import { type Call, type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { callersOfFunctions } from './callers.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { isEmptyLiteral, isIdOfConnection } from './connection-ids.ts';
import { consumersOf } from './consumers.ts';
import { AFTER } from './contexts.ts';
import { From } from './from.ts';
import { type ObjectId, setOf } from './heap.ts';
import type { Mutation } from './holders.ts';
import { LOOK_UPS, lookUpKey } from './looked-up.ts';
import { isIterator } from './natives.ts';
import type { Points } from './points.ts';
import { bindingGid, functionGid } from './program.ts';

/**
 * Kept under the connection itself, not under an id of it (`backlog.set(socket, [])`), taken out again with it, and never gone through: only
 * who has the connection at hand finds what belongs to it, as with a field of the connection. Silent only where each key is seen to be a
 * connection that a library gave, nothing that is put leads to another connection, and no key is one that a walk over connections gives.
 */
export function underConnections(input: JudgeInput, f: Facts): Verdict | null {
  const { pt, ctx, holder, sinks } = input;
  const objects = [...holder.objects].map((o) => pt.h.objects[o]!);
  const isKeyed = objects.every(
    (x) => (x.k === 'nat' && (x.type === 'Map' || x.type === 'Set')) || isEmptyLiteral(pt, x.id),
  );
  const isKey = (file: number, key: ValueId): boolean =>
    isIdOfConnection(pt, ctx, file, key) || (isConnection(pt, file, key) && !isWalked(pt, file, key));
  if (objects.length === 0 || !isKeyed || f.afterPuts.length === 0) return null;
  if (!f.afterPuts.every((m) => isPutUnder(input, f, m))) return null;
  const isTaken = (file: number, key: ValueId): boolean =>
    isConnection(pt, file, key) || isIdOfConnection(pt, ctx, file, key);
  const isOut = (m: Mutation) => m.kind === 'remove' && m.key !== NONE && (m.mask & AFTER) !== 0;
  if (!f.removes.some(isOut) || !f.removes.filter(isOut).every((m) => isTaken(m.file, m.key))) return null;
  let found = false;
  for (const r of f.reads) {
    if (r.how === 'value' && (r.use === 'recv' || r.use === 'target')) continue;
    if (r.how === 'value' && r.use === 'member' && isIndexed(pt.p.files[r.file]!, r.v)) continue;
    if (r.how === 'set' || r.how === 'add') continue;
    if (r.how === 'size' && !sinks.of(r.file, r.v).some((s) => s.kind === 'refuse' || s.kind === 'out')) continue;
    if (!LOOK_UPS.has(r.how)) return null;
    const key = lookUpKey(pt, r);
    if (key === NONE || !isKey(r.file, key)) return null;
    found = true;
  }
  if (!found) return null;
  return verdict(
    'live-connections',
    'own',
    'kept under the connection itself: only who has that connection finds it',
    f.afterPuts[0]!,
  );
}

/** Whether all that comes of a record at a place is an entry of it by a key: that entry is a read of its own. */
function isIndexed(f: FileFacts, v: ValueId): boolean {
  const uses = consumersOf(f).of(v);
  return uses.length > 0 && uses.every((u) => u.k === 'value' && isEntryOf(f, u.v, v));
}
const isEntryOf = (f: FileFacts, v: ValueId, of: ValueId): boolean => {
  const x = f.values[v]!;
  return x.k === 'index' && x.o === of;
};

/** Whether a put has a connection for its key, and keeps nothing there that leads to another connection. */
function isPutUnder({ pt, ctx }: JudgeInput, f: Facts, m: Mutation): boolean {
  if (m.kind !== 'put') return false;
  const isUnder = (v: ValueId): boolean =>
    isIdOfConnection(pt, ctx, m.file, v) || (isConnection(pt, m.file, v) && !isWalked(pt, m.file, v));
  if (m.method === 'add') return m.v !== NONE && isUnder(m.v);
  if (m.key === NONE || !isUnder(m.key)) return false;
  if (m.v === NONE) return true;
  const kept = setOf(pt.h, pt.valueNode(m.file, m.v));
  // What nothing is known of may be a connection that was looked for (`[...server.clients].find((each) => each.id === to)`).
  if (kept.length === 0 && f.originOf(m) & (From.unknown | From.library | From.handle)) return false;
  return !kept.some((o) => leadsToOne(pt, o, m.fn));
}

/** Whether an object is a connection that a library gave, by its kind. */
export const isConnectionKind = ({ h, lib }: Points, o: ObjectId): boolean =>
  h.objects[o]!.k === 'ext' && h.objects[o]!.kinds.some((k) => lib.kinds[k]!.def.lifetime === 'connection');

/** Whether a value is a connection, whatever else may be there. */
export function isConnection(pt: Points, file: number, v: ValueId): boolean {
  const all = setOf(pt.h, pt.valueNode(file, v));
  return all.length > 0 && all.every((o) => isConnectionKind(pt, o));
}

/** Whether an object is a connection, has some in a collection (a room), or has one and was not made for this one. */
function leadsToOne(pt: Points, o: ObjectId, putter: number): boolean {
  if (isConnectionKind(pt, o) || holdsSome(pt, o)) return true;
  const x = pt.h.objects[o]!;
  if (x.k !== 'inst' && x.k !== 'obj') return false;
  const isOthers = x.k === 'inst' && x.allocator !== putter;
  return contentOf(pt, o).some((y) => holdsSome(pt, y) || (isOthers && isConnectionKind(pt, y)));
}

/** Whether an object is a collection that connections stand in. */
const holdsSome = (pt: Points, o: ObjectId): boolean => {
  const { k } = pt.h.objects[o]!;
  return (k === 'arr' || k === 'nat') && contentOf(pt, o).some((y) => isConnectionKind(pt, y));
};

/** What stands in an object, under whatever name. */
const contentOf = ({ h }: Points, o: ObjectId): readonly ObjectId[] =>
  (h.fields[o] ?? []).flatMap((n, i) => (i % 2 === 1 ? setOf(h, n) : []));

/** Whether a key is what a walk over some collection gives: of the connections that are here, and of no others. */
export function isWalked(pt: Points, file: number, v: ValueId, seen = new Set<number>()): boolean {
  const f = pt.p.files[file]!;
  const x = f.values[v]!;
  if (x.k === 'as' || x.k === 'narrow') return isWalked(pt, file, x.v, seen);
  if (x.k !== 'bind') return true;
  const of = bindingGid(pt.p, file, x.b);
  if (seen.has(of)) return false;
  seen.add(of);
  const b = f.bindings[x.b]!;
  if (b.kind !== 'param') return b.defs.length !== 1 || isWalked(pt, file, b.defs[0]!, seen);
  const given = consumersOf(f).argumentOf(b.f);
  if (given) return isWalk(f, f.calls[given.c]!);
  // A function with a name: whoever calls it, and whoever hands it to a walk (`all.forEach(tell)`).
  const fn = functionGid(pt.p, file, b.f);
  if (handedToWalks(pt).has(pt.fnObject(fn))) return true;
  const index = f.functions[b.f]!.params.indexOf(x.b);
  return (callersOfFunctions(pt).get(fn) ?? []).some((call) => {
    const { file: at, c } = pt.p.calls[call]!;
    return index < 0 || c.args[index] === undefined || isWalked(pt, at, c.args[index], seen);
  });
}

const isWalk = (f: FileFacts, c: Call): boolean => {
  const callee = f.values[c.callee]!;
  return callee.k === 'prop' && isIterator(callee.p);
};

const handed = new WeakMap<Points, ReadonlySet<ObjectId>>();
/** What stands first among the arguments of a walk, by whatever name. Made once, on first use. */
function handedToWalks(pt: Points): ReadonlySet<ObjectId> {
  const old = handed.get(pt);
  if (old) return old;
  const made = new Set<ObjectId>();
  // The list has holes where files are not loaded, and calls that the parser recovered from.
  pt.p.calls.forEach(({ file, c }) => {
    if (!c || c.args[0] === undefined || !isWalk(pt.p.files[file]!, c)) return;
    for (const o of setOf(pt.h, pt.valueNode(file, c.args[0]))) made.add(o);
  });
  handed.set(pt, made);
  return made;
}
