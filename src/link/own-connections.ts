import { NONE } from '../extract/facts.ts';
import { isWithin } from './bus-subscriptions.ts';
import { type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { Ctx } from './contexts.ts';
import { endingOfWalk, isBeatenOnly } from './ended-elements.ts';
import { type ObjectId, setOf } from './heap.ts';
import type { Access, Mutation } from './holders.ts';
import { isItsOwn, LOOK_UPS } from './looked-up.ts';
import { From } from './origins.ts';
import { beatsOfStartUp } from './own-work.ts';
import { isConnection, isConnectionKind } from './under-connections.ts';

// Open connections that a process keeps for itself: for a heart-beat, for their own messages, and to end them.

/** Methods of a collection that only keep it, or tell how much of it there is. */
const KEEPS = new Set(['size', 'add', 'set', 'delete', 'clear', 'remove']);

/**
 * Open connections, or answers that are not finished, that a timer of start-up walks: a heart-beat goes to those that this process has.
 * Beside that each is looked up for its own messages alone, and all are ended with the process. What a request or message of somebody
 * else brings reaches none of them.
 */
export function heartBeat(input: JudgeInput, f: Facts): Verdict | null {
  const { pt, ctx } = input;
  const marks = f.afterPuts.filter((m) => isMark(input, f, m));
  const puts = f.afterPuts.filter((m) => !marks.includes(m));
  if (puts.length === 0 || f.removes.length === 0) return null;
  const around = puts.filter((m) => !isOfClient(pt, m));
  if (!puts.every((m) => m.kind === 'put') || !around.every((m) => isAroundClient(input, m))) return null;
  const byKey = puts.every((m) => m.key !== NONE && isConnection(pt, m.file, m.key) && isPlain(f, m));
  // Beside its connection an object may have what it knows of its client: nobody else may be told of that.
  const knowsMore = around.length > 0 || marks.length > 0;
  const makers = new Set(puts.map((m) => m.fn));
  // Later, in what the connection itself set going: whoever looks before it puts its own there may find what another one left.
  const isOfItself = (r: Access): boolean =>
    LOOK_UPS.has(r.how) && !makers.has(r.fn) && isWithin(pt, r.fn, makers) && isItsOwn(pt, f, r);
  let walked: Access | null = null;
  for (const r of f.reads) {
    if (KEEPS.has(r.how) || (r.how === 'value' && (r.use === 'recv' || r.use === 'target'))) continue;
    if (beatsOfStartUp(ctx, r)) {
      if (knowsMore && !isBeatenOnly(input, f, r, byKey)) return null;
      walked = r;
    } else if (!isOfItself(r) && endingOfWalk(input, f, r, makers) === null) return null;
  }
  if (!walked) return null;
  return verdict(
    'live-connections',
    'beat',
    'connections of this process, which only a timer of start-up walks',
    walked,
  );
}

/** Whether what is put is plain: a constant or a time. */
const isPlain = (f: Facts, m: Mutation): boolean => (f.originOf(m) & ~(From.constant | From.time)) === 0;

/** Whether a write only marks what stands there: a flag or a time in a field of it, or put anew by the timer that walks all. */
const isMark = ({ ctx }: JudgeInput, f: Facts, m: Mutation): boolean =>
  isPlain(f, m) && (m.kind === 'assign' || (m.kind === 'put' && beatsOfStartUp(ctx, m)));

/** Whether what is put in, or its key, belongs to one client's connection: its socket, its request, the answer to it. */
function isOfClient(pt: JudgeInput['pt'], m: Mutation): boolean {
  const objects = [m.v, m.key].flatMap((v) => (v === NONE ? [] : setOf(pt.h, pt.valueNode(m.file, v))));
  return objects.some((o) => {
    const x = pt.h.objects[o]!;
    if (x.k !== 'ext') return false;
    const lives = x.kinds.map((k) => pt.lib.kinds[k]!.def.lifetime ?? 'process');
    return lives.some((life) => life === 'connection' || life === 'request');
  });
}

/** Whether what is put in is an object that was made for one client, and has the connection of that client in it. */
function isAroundClient({ pt, ctx }: JudgeInput, m: Mutation): boolean {
  const objects = m.v === NONE ? [] : setOf(pt.h, pt.valueNode(m.file, m.v));
  const isOne = (o: ObjectId): boolean => {
    const { k, allocator } = pt.h.objects[o]!;
    if ((k !== 'inst' && k !== 'obj') || allocator < 0) return false;
    const mask = ctx.maskOf(allocator);
    if ((mask & Ctx.boot) !== 0 || (mask & (Ctx.connection | Ctx.request)) === 0) return false;
    return (pt.h.fields[o] ?? []).some((n, i) => i % 2 === 1 && setOf(pt.h, n).some((x) => isConnectionKind(pt, x)));
  };
  return objects.length > 0 && objects.every(isOne);
}
