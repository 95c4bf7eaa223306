import { NONE, type ValueId } from '../extract/facts.ts';
import { consumersOf } from './consumers.ts';
import { AFTER, Ctx } from './frames.ts';
import type { Points } from './points.ts';

// Work in progress that somebody else ends: `running.get(id)?.abort()`.

/** Steps that an entry is followed from where it is taken out of the collection. */
const MAX_TAKEN = 8;
/** Who waits for a promise asks nothing of the work. */
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
    const isCalled = (v: ValueId, depth: number): boolean =>
      v !== NONE &&
      depth < MAX_TAKEN &&
      uses.of(v).some((u) => {
        if (u.k === 'def') return isCalled(uses.bindValue(u.b), depth + 1);
        // `waiting.get(id)?.()`: the entry itself is what somebody left there to be called.
        if (u.k === 'callee') return true;
        if (u.k === 'recv') {
          const callee = f.values[f.calls[u.c]!.callee]!;
          return callee.k === 'prop' && !WAITS.has(callee.p);
        }
        if (u.k !== 'value') return false;
        const x = f.values[u.v]!;
        return (x.k === 'prop' || x.k === 'as' || x.k === 'narrow' || x.k === 'alt') && isCalled(u.v, depth + 1);
      });
    return uses.of(r.v).some((u) => {
      if (u.k === 'value') {
        const x = f.values[u.v]!;
        return x.k === 'index' && x.o === r.v && isCalled(u.v, 0);
      }
      if (u.k !== 'recv') return false;
      const callee = f.values[f.calls[u.c]!.callee]!;
      return callee.k === 'prop' && callee.p === 'get' && isCalled(uses.callValue(u.c), 0);
    });
  });
}
