import { NONE, type ValueId } from '../extract/facts.ts';
import { setOf } from './heap.ts';
import { furthestBase } from './hierarchy.ts';
import { isOfLanguage } from './natives.ts';
import type { Points } from './points.ts';

/** The package whose class has the static method that is called on a class of the program, which declares none (`User.findAll()`). */
export function inheritedStatic(pt: Points, file: number, recv: ValueId, method: string): string | null {
  for (const o of recv === NONE ? [] : setOf(pt.h, pt.valueNode(file, recv))) {
    const x = pt.h.objects[o]!;
    if (x.k !== 'class' || pt.member(x.site, method, true)) continue;
    const { ext } = furthestBase(pt, x.site);
    if (ext) return ext.pkg;
  }
  return null;
}

/** Whether a class of the program is asked for what it gets from a base that nobody sees: then nobody knows what that gives. */
export function isUndeclared(pt: Points, file: number, recv: ValueId, method: string): boolean {
  if (recv === NONE || isOfLanguage(method)) return false;
  return setOf(pt.h, pt.valueNode(file, recv)).some((o) => {
    const x = pt.h.objects[o]!;
    if (x.k !== 'class' || pt.member(x.site, method, true)) return false;
    const { cls, ext } = furthestBase(pt, x.site);
    return ext !== null || pt.p.classes[cls]!.c.ext !== NONE;
  });
}
