import { NONE } from '../extract/facts.ts';
import type { Facts, JudgeInput } from './categories.ts';
import type { Mutation } from './holders.ts';
import type { Points } from './points.ts';

/**
 * A flag that one function puts up and takes down again after a pause, as it stood in its declaration: it tells that the work goes on.
 * What ends with another value than that of the declaration (`ready`) tells that the work is done, and is the same each time.
 */
export function isHeldWhileWorking({ pt, holder }: JudgeInput, f: Facts): boolean {
  const first = f.all.find((m) => m.op === 'init');
  const rest = first ? literalOf(pt, first) : ofField(pt, holder);
  if (rest === null || f.after.some((m) => literalOf(pt, m) === null)) return false;
  const ups = f.after.filter((m) => literalOf(pt, m) !== rest);
  return (
    ups.length > 0 &&
    ups.every((up) => {
      const downs = f.after.filter((m) => m.fn === up.fn && m.s > up.s && literalOf(pt, m) === rest);
      return downs.some((down) => pausesBetween(pt, up, down.s));
    })
  );
}

/** The flag that a field of a class is declared with; null where there is none. */
function ofField({ p }: Points, { kind, cls, name }: JudgeInput['holder']): boolean | null {
  if (kind !== 'field' || cls < 0) return null;
  const { file, c } = p.classes[cls]!;
  const facts = p.files[file]!;
  for (const e of c.fieldsF === NONE ? [] : facts.functions[c.fieldsF]!.events) {
    if (e.t !== 'write' || !('p' in e.to) || e.to.p !== name || facts.values[e.to.o]!.k !== 'this') continue;
    const x = e.v === NONE ? null : facts.values[e.v]!;
    return x?.k === 'lit' && typeof x.v === 'boolean' ? x.v : null;
  }
  return null;
}

/** `true` or `false` where a write gives one as it stands there; null for other writes. */
function literalOf({ p }: Points, m: Mutation): boolean | null {
  const x = m.kind === 'assign' && m.v !== NONE ? p.files[m.file]!.values[m.v]! : null;
  return x?.k === 'lit' && typeof x.v === 'boolean' ? x.v : null;
}

/** Whether the function of a write waits for something between it and a later place of the same function. */
const pausesBetween = ({ p }: Points, m: Mutation, end: number): boolean =>
  p.functions[m.fn]!.f.events.some((e) => e.t === 'await' && e.s > m.s && e.s < end);
