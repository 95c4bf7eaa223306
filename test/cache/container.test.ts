import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seal, unseal } from '../../src/cache/container.ts';

const identity = 'a'.repeat(64);
const sealed = (payload: readonly Uint8Array[], meta: unknown = { generation: 3 }) =>
  Buffer.concat(seal({ kind: 'facts', identity, meta }, payload));

test('what was sealed is opened as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array(), { maxLength: 4 }), fc.jsonValue(), (payload, meta) => {
      const plain = JSON.parse(JSON.stringify(meta));
      const opened = unseal(sealed(payload, plain), 'facts', identity);
      expect(opened).toEqual({ state: 'usable', meta: plain, payload: Buffer.concat(payload) });
    }),
  );
});

test('one changed byte, wherever it is, and nothing is used', () => {
  const whole = sealed([Buffer.from('first piece\n'), Buffer.from('second piece')]);
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at]! + by) % 256;
      expect(unseal(changed, 'facts', identity).state).not.toBe('usable');
    }),
    { numRuns: 2000 },
  );
});

test('cut off, or with more behind it, and nothing is used', () => {
  const whole = sealed([Buffer.from('piece')]);
  for (let end = 0; end < whole.length; end++)
    expect(unseal(whole.subarray(0, end), 'facts', identity).state).not.toBe('usable');
  expect(unseal(Buffer.concat([whole, Buffer.from('x')]), 'facts', identity).state).toBe('corrupt');
});

test('what others wrote is told from what another build wrote', () => {
  expect(unseal(Buffer.from('{"name":"shop"}\n'), 'facts', identity).state).toBe('foreign');
  expect(unseal(Buffer.from('\u0000\u0001'), 'facts', identity).state).toBe('foreign');
  expect(unseal(Buffer.from('null\n'), 'facts', identity).state).toBe('foreign');
  expect(unseal(sealed([]), 'facts', 'b'.repeat(64)).state).toBe('other');
  expect(unseal(sealed([]), 'verdict', identity).state).toBe('other');
  expect(unseal(sealed([Buffer.from('abc')]).subarray(0, -1), 'facts', identity).state).toBe('corrupt');
});
