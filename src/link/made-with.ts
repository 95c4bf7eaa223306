import { NONE } from '../extract/facts.ts';
import { type JudgeInput, type Verdict, verdict } from './categories.ts';
import { isSubclass } from './hierarchy.ts';
import type { Mutation } from './holders.ts';
import type { Points } from './points.ts';
import { functionGid, rootedAtThis } from './program.ts';

/**
 * A field that only the making of its object writes: objects are made after start-up, each with what it was given, and none changes. What
 * keeps the objects, where something does, is told of that.
 */
export function madeWith({ pt, holder }: JudgeInput, after: readonly Mutation[]): Verdict | null {
  if (holder.cls < 0 || holder.kind !== 'field') return null;
  if (!after.every((m) => m.kind !== 'remove' && isPartOfMaking(pt, m, holder.cls))) return null;
  return verdict('immutable', 'made with', 'written only while the object is made that it belongs to', after[0]!);
}

/** Whether a write stands in a constructor or an initializer of the class, one above or one below it, and is of the object being made. */
function isPartOfMaking(pt: Points, m: Mutation, cls: number): boolean {
  const { p } = pt;
  const { file, f } = p.functions[m.fn]!;
  if (f.cls === NONE) return false;
  const own = p.classBase[file]! + f.cls;
  if (!isSubclass(pt, cls, own) && !isSubclass(pt, own, cls)) return false;
  const { c } = p.classes[own]!;
  if (c.fieldsF !== NONE && m.fn === functionGid(p, file, c.fieldsF)) return true;
  if (c.ctor === NONE || m.fn !== functionGid(p, file, c.ctor)) return false;
  const facts = p.files[file]!;
  return f.events.some((e) => {
    if (e.t === 'write') return e.s === m.s && !('b' in e.to) && rootedAtThis(p, file, e.to.o);
    if (e.t !== 'call') return false;
    const { s, recv } = facts.calls[e.c]!;
    return s === m.s && recv !== NONE && rootedAtThis(p, file, recv);
  });
}
