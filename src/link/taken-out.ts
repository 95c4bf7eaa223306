import { type CallId, NONE, type ValueId } from '../extract/facts.ts';
import type { Facts } from './categories.ts';
import { consumersOf } from './consumers.ts';
import { AFTER } from './frames.ts';
import { isLogCall } from './log-calls.ts';
import type { Points } from './points.ts';

// What is put under a key to be had again: `sockets.get(user).send(text)`. An entry that only says "taken" is asked whether it is there.

/** Steps that an entry is followed from where it is taken out of the table. */
const MAX_ENTRY_STEPS = 8;
/** Who waits for a promise asks nothing of what stands there. */
const WAITS: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);

/**
 * Whether somebody takes entries out of a table under their key and makes use of them: calls them or a method of them, hands them on, gives
 * them back.
 * @param asks whether a function counts as somebody
 * @param isRecord whether entries are records that say who took what: to show such a one is to ask whether it is there
 */
export function takesOut(pt: Points, f: Facts, asks: (fn: number) => boolean, isRecord: boolean): boolean {
  return f.reads.some((r) => {
    if ((r.mask & AFTER) === 0 || !asks(r.fn)) return false;
    const facts = pt.p.files[r.file]!;
    const uses = consumersOf(facts);
    const isUsed = (v: ValueId, depth: number): boolean => {
      if (v === NONE || depth > MAX_ENTRY_STEPS) return false;
      return uses.of(v).some((u) => {
        if (u.k === 'def') return isUsed(uses.bindValue(u.b), depth + 1);
        if (u.k === 'callee') return true;
        if (u.k === 'return') return !isRecord;
        if (u.k === 'arg') return !isRecord && !isLogCall(pt, r.file, u.c);
        if (u.k === 'recv') return !WAITS.has(methodOf(u.c));
        if (u.k !== 'value') return false;
        const { k } = facts.values[u.v]!;
        // An entry that is gone through stands for those in it.
        if (k === 'elem') return true;
        return (k === 'prop' || k === 'as' || k === 'narrow' || k === 'alt') && isUsed(u.v, depth + 1);
      });
    };
    const methodOf = (c: CallId): string => {
      const callee = facts.values[facts.calls[c]!.callee]!;
      return callee.k === 'prop' ? callee.p : '';
    };
    if (r.how === 'get') return r.call >= 0 && isUsed(uses.callValue(r.call), 0);
    return r.how === 'element' && isUsed(r.v, 0);
  });
}
