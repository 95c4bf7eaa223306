import { describe, expect, it } from 'vitest';
import { libraryContexts, validateContexts } from '../../src/catalog/index.ts';

describe('the catalogue of contexts', () => {
  it('has no mistake that the validator knows', () => {
    expect(validateContexts(libraryContexts)).toEqual([]);
  });
});
