import { type CallId, NONE, type ValueId } from '../extract/facts.ts';
import { consumersOf } from './consumers.ts';
import type { LibraryUse } from './library-uses.ts';
import type { Linked } from './linked.ts';
import { callGid } from './program.ts';

/** Calls that stand around one another, as in `levelup(encode(leveldown('./data')))`. */
const MAX_AROUND = 4;

/**
 * Uses that are made around others of the same rule, each with those: one library opens the store, another is put around what it gave.
 * Only what is written where it is handed over is looked at.
 */
export function madeAround(
  linked: Linked,
  uses: readonly LibraryUse[],
): ReadonlyMap<LibraryUse, readonly LibraryUse[]> {
  const { p } = linked;
  const byCall = new Map(
    uses.flatMap((use) => (use.call < 0 ? [] : [[`${use.entry.rule}|${use.call}`, use] as const])),
  );
  const out = new Map<LibraryUse, LibraryUse[]>();
  const note = (inner: LibraryUse, call: CallId, depth: number): void => {
    const f = p.files[inner.file]!;
    const from = (v: ValueId): void => {
      if (v === NONE) return;
      for (const u of consumersOf(f).of(v)) {
        if (u.k === 'value' && f.values[u.v]!.k === 'alt') from(u.v);
        if (u.k !== 'arg' || depth >= MAX_AROUND) continue;
        const outer = byCall.get(`${inner.entry.rule}|${callGid(p, inner.file, u.c)}`);
        if (outer && outer !== inner) out.set(outer, [...(out.get(outer) ?? []), inner]);
        note(inner, u.c, depth + 1);
      }
    };
    from(consumersOf(f).callValue(call));
  };
  for (const use of byCall.values()) note(use, p.calls[use.call]!.id, 0);
  return out;
}
