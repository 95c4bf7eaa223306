import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/rules/rule.ts';
import { canonicalJson, digestOf, inputsDigest, rulesDigest, sha256 } from '../../src/settle/digest.ts';

describe('canonical JSON', () => {
  it('does not depend on the order in which objects, maps and sets were filled', () => {
    expect(canonicalJson({ b: 1, a: [2, { d: null, c: 'x' }] })).toBe('{"a":[2,{"c":"x","d":null}],"b":1}');
    expect(
      canonicalJson(
        new Map([
          ['b', 1],
          ['a', 2],
        ]),
      ),
    ).toBe(
      canonicalJson(
        new Map([
          ['a', 2],
          ['b', 1],
        ]),
      ),
    );
    expect(canonicalJson(new Set(['b', 'a']))).toBe(canonicalJson(new Set(['a', 'b'])));
    expect(canonicalJson({ a: undefined, b: [undefined] })).toBe('{"b":[null]}');
  });

  it('parses back to an equal value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('keeps a key __proto__', () => {
    expect(canonicalJson(JSON.parse('{"__proto__": 1}'))).toBe('{"__proto__":1}');
  });

  it('refuses what has no canonical form instead of leaving it out', () => {
    for (const value of [() => {}, /x/, new Date(0), 1n, Number.NaN, Symbol('x'), new Uint8Array(1)]) {
      expect(() => canonicalJson({ value })).toThrow(TypeError);
    }
  });
});

describe('digests', () => {
  it('are SHA-256 in hex', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256(new TextEncoder().encode('abc'))).toBe(sha256('abc'));
    expect(digestOf({})).toBe(sha256('{}'));
  });

  it('of inputs change with a path or a content, not with the order of reading', () => {
    const inputs: [string, string][] = [
      ['a.ts', '1'],
      ['b.ts', '2'],
    ];
    const digest = inputsDigest(new Map(inputs));
    expect(inputsDigest(new Map([...inputs].reverse()))).toBe(digest);
    expect(
      inputsDigest(
        new Map([
          ['a.ts', '2'],
          ['b.ts', '1'],
        ]),
      ),
    ).not.toBe(digest);
    expect(
      inputsDigest(
        new Map([
          ['a.ts1', ''],
          ['b.ts', '2'],
        ]),
      ),
    ).not.toBe(digest);
  });

  it('of rules change with their words, not with their order', () => {
    const rule = (id: string, what: string): Rule => ({
      id,
      title: id,
      docs: '',
      clauses: ['VI.1'],
      since: '0.1.0',
      maturity: 'stable',
      consequences: [],
      messages: { one: { severity: 'error', what, why: '', fix: '' } },
      check: () => {},
    });
    const digest = rulesDigest([rule('a', 'x'), rule('b', 'y')]);
    expect(rulesDigest([rule('b', 'y'), rule('a', 'x')])).toBe(digest);
    expect(rulesDigest([rule('a', 'x'), rule('b', 'z')])).not.toBe(digest);
  });
});
