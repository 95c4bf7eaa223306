import { describe, expect, test } from 'vitest';
import { verdict } from '../../src/link/categories.ts';
import { type Found, withoutSmear } from '../../src/link/entities.ts';
import type { Holder } from '../../src/link/holders.ts';

/** So many fields that may have come by a look-up, and one that surely did. */
function unheardOf(vague: number): readonly (boolean | undefined)[] {
  const holder = { key: 'f:0:word', symbol: 'Call.word' } as Holder;
  const told: Found = verdict('state', 'slot', 'carries what one activation writes to another', null);
  const list = [
    { holder, verdict: told },
    ...Array.from({ length: vague }, () => ({ holder, verdict: { ...told, vague: true } })),
  ];
  return withoutSmear(list).map((one) => one.verdict.unheard);
}

describe('fields that may have come by a look-up, where another way is not known', () => {
  test('are told where they are few', () => {
    expect(new Set(unheardOf(12))).toEqual(new Set([undefined]));
  });

  test('are uncertain where they are many, and what surely came by one is not', () => {
    const [sure, ...others] = unheardOf(13);
    expect(sure).toBeUndefined();
    expect(others).toEqual(others.map(() => true));
    expect(others).toHaveLength(13);
  });
});
