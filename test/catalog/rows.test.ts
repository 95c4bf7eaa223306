import { describe, expect, it } from 'vitest';
import { containers, keeps, libraryContexts } from '../../src/catalog/index.ts';
import { contextsFound } from './probe.ts';
import { contextRows, scopeRows } from './rows.ts';

describe('the researched rows of contexts', () => {
  const held = Object.entries(contextRows).flatMap(([id, row]) =>
    'left' in row ? [] : row.map((line) => [id, line] as const),
  );

  it.each(held)('%s: %s', (_id, line) => {
    const [question, context] = line.split(' = ');
    expect(contextsFound(libraryContexts, question!)).toEqual([context]);
  });

  it('are 143, and the rows that are left out are the five of the language', () => {
    expect(Object.keys(contextRows)).toHaveLength(143);
    const left = Object.entries(contextRows).filter(([, row]) => 'left' in row);
    expect(left.map(([id]) => id)).toEqual([
      'array-iterators',
      'promise-continuations',
      'getters-proxies',
      'module-top-level',
      'iife',
    ]);
  });
});

describe('the researched rows of lifetimes', () => {
  it('are 79, each held by a container or a keep that exists, or left out with a reason', () => {
    const ids = new Set([...containers, ...keeps].map(({ id }) => id));
    expect(Object.keys(scopeRows)).toHaveLength(79);
    for (const [row, held] of Object.entries(scopeRows)) {
      if ('left' in held) expect(held.left, row).not.toBe('');
      else
        expect(
          held.filter((id) => !ids.has(id)),
          row,
        ).toEqual([]);
    }
  });
});
