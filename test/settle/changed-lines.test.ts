import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedLines } from '../../src/settle/changed-lines.ts';

test('what was added or rewritten is changed; what was taken away leaves nothing that is', () => {
  expect([...changedLines('a\nb\nc\nd\n', 'a\nB\nc\nd\ne\n')!]).toEqual([2, 5]);
  expect([...changedLines('a\nb\nc\n', 'a\nc\n')!]).toEqual([]);
  expect([...changedLines('a\n', 'x\ny\na\n')!]).toEqual([1, 2]);
});

test('other line ends are no change', () => {
  expect([...changedLines('a\r\nb\r\n', 'a\nb\n')!]).toEqual([]);
});

test('all of it where nothing was there before, or where too much is different to tell', () => {
  expect(changedLines(null, 'a\n')).toBeNull();
  const many = (word: string) => Array.from({ length: 6000 }, (_, i) => `${word}${i}`).join('\n');
  expect(changedLines(many('a'), many('b'))).toBeNull();
});

test('lines that are not changed stand in the earlier text, in the same order', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 20 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, now) => {
      const changed = changedLines(before, now)!;
      const kept = now.split('\n').filter((_, i) => !changed.has(i + 1));
      let at = 0;
      for (const line of before.split('\n')) if (line === kept[at]) at++;
      expect(at).toBe(kept.length);
    }),
  );
});
