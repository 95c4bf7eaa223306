import { NONE, type ValueId } from '../extract/facts.ts';
import { AFTER, type Contexts, Ctx } from './contexts.ts';
import { setOf } from './heap.ts';
import type { Points } from './points.ts';

/** Steps from a value back to the record that it is read from. */
const MAX_RECORD_STEPS = 8;

/**
 * Whether a value is read from a record that only code after start-up makes (`slip.plate`, also in a text or by a local of the same
 * function): that is what somebody brought, however start-up code handles it.
 */
export function isOfLaterRecord(pt: Points, ctx: Contexts, file: number, v: ValueId, steps = 0): boolean {
  if (v === NONE || steps > MAX_RECORD_STEPS) return false;
  const f = pt.p.files[file]!;
  const next = (y: ValueId): boolean => isOfLaterRecord(pt, ctx, file, y, steps + 1);
  const x = f.values[v]!;
  switch (x.k) {
    case 'as':
    case 'await':
      return next(x.v);
    case 'op':
      return x.of.some(next);
    case 'alt':
      return x.of.some(next);
    case 'bind': {
      const b = f.bindings[x.b]!;
      return !b.imp && !b.top && b.kind !== 'param' && b.defs.length === 1 && next(b.defs[0]!);
    }
    case 'call': {
      const c = f.calls[x.c]!;
      return (c.recv !== NONE && next(c.recv)) || c.args.some(next);
    }
    case 'prop': {
      const made = setOf(pt.h, pt.valueNode(file, x.o)).flatMap((o) => {
        const y = pt.h.objects[o]!;
        return y.k === 'obj' && y.allocator >= 0 ? [ctx.maskOf(y.allocator)] : [];
      });
      return made.some((mask) => (mask & AFTER) !== 0 && (mask & Ctx.boot) === 0) || next(x.o);
    }
    default:
      return false;
  }
}
