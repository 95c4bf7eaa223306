import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byFinding, byNote, inOrder, inOrderOnce } from '../../src/settle/order.ts';
import { goldenReport } from '../support/golden-report.ts';

describe('order', () => {
  it('is total: content alone decides, whatever the order before', () => {
    const notes = fc.record({
      code: fc.constantFrom('a', 'b'),
      file: fc.constantFrom(null, '', 'a', 'Z', 'é'),
      line: fc.constantFrom(null, 1, 2),
      message: fc.constantFrom('x', 'y'),
    });
    fc.assert(
      fc.property(
        fc
          .array(notes)
          .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(inOrder(shuffled, byNote)).toEqual(inOrder(list, byNote));
          expect(new Set(inOrderOnce(list, byNote).map((item) => JSON.stringify(item))).size).toBe(
            inOrderOnce(list, byNote).length,
          );
        },
      ),
    );
  });

  it('goes by code unit, line and column, and drops repeats only where asked', () => {
    const [first] = goldenReport.findings;
    const at = (file: string, line: number, column: number) => ({ ...first!, file, line, column });
    const given = [at('b', 1, 1), at('a', 10, 1), at('a', 9, 2), at('a', 9, 1), at('Z', 1, 1), at('b', 1, 1)];
    const places = inOrder(given, byFinding).map(({ file, line, column }) => `${file}:${line}:${column}`);
    expect(places).toEqual(['Z:1:1', 'a:9:1', 'a:9:2', 'a:10:1', 'b:1:1', 'b:1:1']);
    expect(inOrderOnce(given, byFinding)).toHaveLength(5);
  });
});
