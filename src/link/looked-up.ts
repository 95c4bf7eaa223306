import { NONE, type ValueId } from '../extract/facts.ts';
import type { Facts, JudgeInput } from './categories.ts';
import { Ctx } from './contexts.ts';
import type { Access } from './holders.ts';
import { Key } from './identities.ts';
import type { Points } from './points.ts';
import { isSameRead } from './same-read.ts';

// Who finds an entry again: the one that put it there, or another who brings its key.

/** Methods by which something is looked up under a key. */
export const LOOK_UPS: ReadonlySet<string> = new Set(['get', 'has', 'delete', 'element']);

/** The key of a look-up: the first argument, or what stands in the brackets. */
export function lookUpKey(pt: Points, r: Access): ValueId {
  const f = pt.p.files[r.file]!;
  if (r.call >= 0) return f.calls[r.call]!.args[0] ?? NONE;
  const x = f.values[r.v]!;
  return x.k === 'index' ? x.i : NONE;
}

/** Whether an entry is looked up under the very variable, or field of one, under which code around it puts its own. */
export function isItsOwn(pt: Points, f: Facts, r: Access): boolean {
  const key = lookUpKey(pt, r);
  const facts = pt.p.files[r.file]!;
  return key !== NONE && f.puts.some((m) => m.file === r.file && m.key !== NONE && isSameRead(facts, key, m.key));
}

/** Whether requests look entries up under what a client brings: they must come to the process that holds the entry. */
export function isAskedFor({ pt, ctx, identities }: JudgeInput, f: Facts): boolean {
  if (!identities) return false;
  return f.reads.some((r) => {
    if (!LOOK_UPS.has(r.how) || (r.mask & (Ctx.request | Ctx.job | Ctx.connection)) === 0) return false;
    const key = lookUpKey(pt, r);
    const k = key === NONE ? 0 : identities.of(ctx.frames[r.frame]!, r.file, key);
    return (k & (Key.client | Key.session)) !== 0 && (k & Key.composite) === 0;
  });
}
