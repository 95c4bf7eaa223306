import { isMapper } from '../catalog/mappers.ts';
import { type JudgeInput, type Verdict, verdict } from './categories.ts';
import { decosOf } from './decorators.ts';
import type { Holder, Mutation } from './holders.ts';
import type { Points } from './points.ts';

/**
 * A column of a row (`@Column() name`): the object is read anew from the table by each query, and what is written there is saved. Where
 * rows are kept in memory, the list or map that keeps them is told.
 */
export function column({ pt, holder }: JudgeInput, after: readonly Mutation[]): Verdict | null {
  return isColumn(pt, holder)
    ? verdict('backed', 'column', 'a column of a row, which its table keeps', after[0]!)
    : null;
}

/** Whether a holder is a field that a decorator of a mapper makes a column. */
export function isColumn({ p }: Points, { cls, name, kind }: Holder): boolean {
  if (cls < 0 || kind !== 'field') return false;
  const { file, c } = p.classes[cls]!;
  return c.members.some(
    (m) => m.name === name && m.decos.some((d) => decosOf(p, file, d).some(({ pkg }) => isMapper(pkg))),
  );
}
