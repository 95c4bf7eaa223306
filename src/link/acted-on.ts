import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import type { Facts } from './categories.ts';
import { type Consumer, consumersOf } from './consumers.ts';
import { AFTER, Ctx } from './frames.ts';
import { isLogCall } from './log-calls.ts';
import type { Points } from './points.ts';

// What is put under a key to be had again: work in progress that somebody else ends (`running.get(id)?.abort()`), sockets that others send to
// (`sockets.get(user).send(text)`). An entry that only says "taken" is asked whether it is there.

/** Steps that an entry is followed from where it is taken out of the collection. */
const MAX_TAKEN = 8;
/** Who waits for a promise asks nothing of what stands there. */
const WAITS: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);
const LATER = AFTER & ~Ctx.shutdown;

type Read = { readonly file: number; readonly v: ValueId; readonly fn: number; readonly mask: number };

/**
 * Whether another activation than those that keep it there takes an entry out by its key, and calls it, a method of it, or of what it holds: it
 * reaches what runs in this process, and nothing of what runs in another.
 */
export function isActedOn(pt: Points, reads: readonly Read[], putters: ReadonlySet<number>): boolean {
  return reads.some((r) => {
    if (r.v === NONE || putters.has(r.fn) || (r.mask & LATER) === 0) return false;
    const f = pt.p.files[r.file]!;
    const uses = consumersOf(f);
    const isCalled = (v: ValueId): boolean => isReached(f, v, () => false);
    return uses.of(r.v).some((u) => {
      if (u.k === 'value') {
        const x = f.values[u.v]!;
        return x.k === 'index' && x.o === r.v && isCalled(u.v);
      }
      if (u.k !== 'recv') return false;
      const callee = f.values[f.calls[u.c]!.callee]!;
      return callee.k === 'prop' && callee.p === 'get' && isCalled(uses.callValue(u.c));
    });
  });
}

/**
 * Whether somebody takes entries out of a table under their key and makes use of them: calls them or a method of them, goes through them,
 * hands them on, gives them back.
 * @param asks whether a function counts as somebody
 * @param isRecord whether entries are records that say who took what: to show such a one is to ask whether it is there
 */
export function takesOut(pt: Points, f: Facts, asks: (fn: number) => boolean, isRecord: boolean): boolean {
  return f.reads.some((r) => {
    if ((r.mask & AFTER) === 0 || !asks(r.fn)) return false;
    const facts = pt.p.files[r.file]!;
    const isUse = (u: Consumer): boolean => {
      // An entry that is gone through stands for those in it.
      if (u.k === 'value') return facts.values[u.v]!.k === 'elem';
      if (isRecord) return false;
      return u.k === 'return' || (u.k === 'arg' && !isLogCall(pt, r.file, u.c));
    };
    if (r.how === 'get') return r.call >= 0 && isReached(facts, consumersOf(facts).callValue(r.call), isUse);
    return r.how === 'element' && isReached(facts, r.v, isUse);
  });
}

/** Whether an entry that was taken out is called, or a method of it or of what it holds, or used in a further way that counts. */
function isReached(f: FileFacts, entry: ValueId, isUse: (u: Consumer) => boolean): boolean {
  const uses = consumersOf(f);
  const look = (v: ValueId, depth: number): boolean =>
    v !== NONE &&
    depth < MAX_TAKEN &&
    uses.of(v).some((u) => {
      if (isUse(u)) return true;
      if (u.k === 'def') return look(uses.bindValue(u.b), depth + 1);
      // `waiting.get(id)?.()`: the entry itself is what somebody left there to be called.
      if (u.k === 'callee') return true;
      if (u.k === 'recv') {
        const callee = f.values[f.calls[u.c]!.callee]!;
        return callee.k === 'prop' && !WAITS.has(callee.p);
      }
      if (u.k !== 'value') return false;
      const { k } = f.values[u.v]!;
      return (k === 'prop' || k === 'as' || k === 'narrow' || k === 'alt') && look(u.v, depth + 1);
    });
  return look(entry, 0);
}
