import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { entryOf } from '../text/entry-of.ts';
import { callersOfFunctions } from './callers.ts';
import type { Contexts } from './contexts.ts';
import { type HeapObject, type ObjectId, setOf } from './heap.ts';
import type { Points } from './points.ts';
import { functionGid } from './program.ts';
import { isConnection, isWalked } from './under-connections.ts';

/** Names and parameters between a key and the connection whose id it is. */
const MAX_STEPS = 6;

/**
 * Whether a value is the id of a connection that is at hand (`socket.id`) and that its library draws for that connection alone: nobody
 * else is called so. Not where the program gives connections ids of its own: those may be anybody's. Followed through constants and through parameters of functions whose callers are all seen; an id that a list gives is
 * somebody else's.
 */
export function isIdOfConnection(pt: Points, ctx: Contexts, file: number, v: ValueId, depth = 0): boolean {
  if (v === NONE || depth > MAX_STEPS) return false;
  const f = pt.p.files[file]!;
  const x = f.values[v]!;
  const on = (y: ValueId): boolean => isIdOfConnection(pt, ctx, file, y, depth + 1);
  if (x.k === 'as' || x.k === 'narrow') return on(x.v);
  if (x.k === 'prop') return x.p === 'id' && isDrawnBy(pt, ctx, file, x.o) && !isWalked(pt, file, x.o);
  if (x.k !== 'bind') return false;
  const b = f.bindings[x.b]!;
  if (b.imp || b.top) return false;
  // `id = null` when it is over is no other id.
  const given = b.defs.filter((d) => d === NONE || (f.values[d]!.k !== 'undef' && !isNull(f, d)));
  if (b.kind !== 'param') return given.length === 1 && on(given[0]!);
  if (b.defs.length > 0) return false;
  const fn = functionGid(pt.p, file, b.f);
  const frames = ctx.framesOf(fn);
  // Who else hands it an id is not seen.
  if (frames.length === 0 || frames.some((x) => x.rooted || x.registered)) return false;
  const index = f.functions[b.f]!.params.indexOf(x.b);
  const callers = (callersOfFunctions(pt).get(fn) ?? []).filter((call) => pt.p.calls[call]?.c);
  return (
    index >= 0 &&
    callers.length > 0 &&
    callers.every((call) => {
      const { file: at, c } = pt.p.calls[call]!;
      return c.spreadFrom === NONE && isIdOfConnection(pt, ctx, at, c.args[index] ?? NONE, depth + 1);
    })
  );
}

/** Whether a value is a connection of a library that draws ids, and nothing in the program writes one of its own. */
function isDrawnBy(pt: Points, ctx: Contexts, file: number, v: ValueId): boolean {
  const { h } = pt;
  const drawn = ({ kinds }: HeapObject): boolean => kinds.some((k) => pt.lib.kinds[k]!.def.drawsId === true);
  return (
    isConnection(pt, file, v) &&
    setOf(h, pt.valueNode(file, v)).every((o) => drawn(h.objects[o]!)) &&
    !writesIds(pt, ctx)
  );
}

const written = new WeakMap<Contexts, boolean>();

/** Whether the program writes the `id` of a connection. */
const writesIds = (pt: Points, ctx: Contexts): boolean =>
  entryOf(written, ctx, () =>
    pt.p.functions.some(
      ({ file, f }) =>
        ctx.loaded.has(file) &&
        f.events.some((e) => e.t === 'write' && 'p' in e.to && e.to.p === 'id' && isConnection(pt, file, e.to.o)),
    ),
  );

const isNull = (f: FileFacts, v: ValueId): boolean => {
  const x = f.values[v]!;
  return x.k === 'lit' && x.v === null;
};

/** Whether an object is a literal without properties (`{}`): what is put there under keys is all that it has. */
export const isEmptyLiteral = (pt: Points, o: ObjectId): boolean => {
  const x = pt.h.objects[o]!;
  if (x.k !== 'obj') return false;
  const made = pt.p.files[x.file]!.values[x.site]!;
  return made.k === 'obj' && made.props.length + made.spreads.length === 0;
};
