import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineFinder, readJson } from '../../src/discover/json.ts';

describe('readJson', () => {
  it('gives objects without a prototype, so that __proto__ is a key', () => {
    const result = readJson('{"__proto__": {"polluted": true}, "constructor": 1}');
    if (!result.ok) throw new Error('broken');
    expect(Object.getPrototypeOf(result.value)).toBeNull();
    expect(Object.keys(result.value as object)).toEqual(['__proto__', 'constructor']);
    expect((result.value as Record<string, unknown>).polluted).toBeUndefined();
    const commented = readJson('{/* */"__proto__": {"polluted": true}}', { comments: true });
    expect(commented.ok && (commented.value as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('says where it is broken', () => {
    expect(readJson('{\n  "a": 1,\n  "b"\n}')).toMatchObject({ ok: false, line: 4 });
    expect(readJson('{ "a": 1, } // c')).toMatchObject({ ok: false });
  });

  it('takes comments and trailing commas where asked', () => {
    expect(readJson('{ // c\n "a": [1,], }', { comments: true })).toMatchObject({ ok: true });
  });

  it('cuts what nests too deep instead of overflowing', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(() => readJson(deep)).not.toThrow();
    expect(() => readJson(`${deep},`, { comments: true })).not.toThrow();
    expect(() => lineFinder(deep)(['a'])).not.toThrow();
  });

  it('agrees with JSON.parse on what is JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const result = readJson(text);
        expect(JSON.stringify(result.ok && result.value)).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });
});

describe('lineFinder', () => {
  it('finds the line of a value by its path', () => {
    const lineOf = lineFinder('{\n  "scripts": {\n    "a": "x",\n    "start": "y"\n  }\n}');
    expect(lineOf(['scripts', 'start'])).toBe(4);
    expect(lineOf(['nowhere'])).toBe(1);
  });
});
