import { describe, expect, test } from 'vitest';
import { extract } from '../../src/extract/extract.ts';
import { MAX_DEPTH, MAX_NEST } from '../../src/extract/scopes.ts';

const around = (open: string, middle: string, close: string) => (n: number) =>
  `${open.repeat(n)}${middle}${close.repeat(n)}`;

/** Code that nests `n` deep, and the levels of syntax that each of the n takes. */
const nests: Readonly<Record<string, readonly [levels: number, code: (n: number) => string]>> = {
  lists: [1, around('[', '', ']')],
  objects: [3, around('({a:', '1', '})')],
  callbacks: [4, around('a(() => {', '', '})')],
  blocks: [1, around('{', '', '}')],
  powers: [1, around('2 ** ', '2', '')],
  conditions: [1, around('a ? 1 : ', '2', '')],
  tuples: [1, (n) => `type A = ${around('[', '', ']')(n)};`],
  generics: [1, (n) => `let a: ${around('A<', 'B', '>')(n)};`],
  'type literals': [2, (n) => `type A = ${around('{ a: ', '1', ' }')(n)};`],
};

/** Code that the parser follows in a loop, however long. */
const chains: Readonly<Record<string, readonly [levels: number, code: (n: number) => string]>> = {
  sums: [1, around('1 + ', '1', '')],
  calls: [2, (n) => `a${'.b()'.repeat(n)}`],
  'else ifs': [1, around('if (a); else ', ';', '')],
  'array types': [1, (n) => `let a: string${'[]'.repeat(n)};`],
};

const isFollowed = (code: string) => !('reason' in extract('a.ts', code));

describe.each([
  ['nests', MAX_NEST, nests],
  ['chains', MAX_DEPTH, chains],
] as const)('%s', (_, limit, kinds) => {
  test.each(Object.entries(kinds))('%s are followed up to the limit and no further', (_name, [levels, code]) => {
    const most = Math.floor(limit / levels);
    expect(isFollowed(code(most - 8))).toBe(true);
    expect(isFollowed(code(most + 8))).toBe(false);
  });
});

test('beyond the stack of the parser the words are the same as just beyond the limit', () => {
  const list = nests.lists![1];
  expect(extract('a.ts', list(100_000))).toEqual(extract('a.ts', list(MAX_NEST + 8)));
  expect(extract('a.ts', list(100_000))).toMatchObject({ reason: 'nesting' });
});
