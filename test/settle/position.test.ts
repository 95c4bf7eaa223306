import fc from 'fast-check';
import { ts } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { lineStarts, lineText, positionAt } from '../../src/settle/position.ts';

const pieces = fc.constantFrom(
  'a',
  'é',
  '😀',
  '\ud800',
  '\t',
  '\n',
  '\r',
  '\r\n',
  '\u2028',
  '\u2029',
  '\u0085',
  '\f',
  '\ufeff',
  '',
);
const texts = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(''));

describe('positions', () => {
  it('counts lines and columns as TypeScript does, at every offset', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const starts = lineStarts(text);
        const file = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest);
        expect(starts).toEqual([...file.getLineStarts()]);
        for (let offset = 0; offset <= text.length; offset++) {
          const { line, character } = file.getLineAndCharacterOfPosition(offset);
          expect(positionAt(starts, offset)).toEqual({ line: line + 1, column: character + 1 });
        }
      }),
    );
  });

  it('splits a text into its lines and nothing else', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const starts = lineStarts(text);
        const lines = starts.map((_, index) => lineText(text, starts, index + 1));
        for (const line of lines) expect(line).not.toMatch(/[\n\r\u2028\u2029]/);
        const ends = starts.map((start, index) =>
          text.slice(start + lines[index]!.length, starts[index + 1] ?? text.length),
        );
        expect(lines.map((line, index) => line + ends[index]).join('')).toBe(text);
        for (const end of ends.slice(0, -1)) expect(['\n', '\r', '\r\n', '\u2028', '\u2029']).toContain(end);
        expect(ends.at(-1)).toBe('');
      }),
    );
  });

  it('has no text past the last line, and counts offsets before the text as its start', () => {
    expect(lineText('a\nb', lineStarts('a\nb'), 3)).toBe('');
    expect(positionAt(lineStarts('a'), -5)).toEqual({ line: 1, column: 1 });
  });
});
