import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineStarts } from '../../src/settle/position.ts';
import { SNIPPET_COLUMNS, SNIPPET_LINES, snippetOf } from '../../src/settle/snippet.ts';

const snippet = (text: string, first: number, last: number) => snippetOf(text, lineStarts(text), first, last);

describe('snippets', () => {
  it('keeps lines as written, without the last line end', () => {
    expect(snippet('a\n\tb  \r\nc\u2028d', 2, 3)).toBe('\tb  \nc');
    expect(snippet('only', 1, 1)).toBe('only');
  });

  it('says how many lines are left out', () => {
    const text = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`).join('\n');
    expect(snippet(text, 2, 1 + SNIPPET_LINES)).not.toContain('…');
    expect(snippet(text, 2, 2 + SNIPPET_LINES)).toBe(
      `${text
        .split('\n')
        .slice(1, 1 + SNIPPET_LINES)
        .join('\n')}\n… (+1 line)`,
    );
    expect(snippet(text, 1, 20).split('\n').at(-1)).toBe('… (+14 lines)');
  });

  it('says how many characters are left out, and cuts no pair of surrogates', () => {
    expect(snippet('x'.repeat(SNIPPET_COLUMNS), 1, 1)).toBe('x'.repeat(SNIPPET_COLUMNS));
    expect(snippet('x'.repeat(SNIPPET_COLUMNS + 1), 1, 1)).toBe(`${'x'.repeat(SNIPPET_COLUMNS)}… (+1 character)`);
    const emoji = snippet(`x${'😀'.repeat(SNIPPET_COLUMNS)}`, 1, 1);
    expect(emoji).toMatch(/^x(?:😀)+… \(\+502 characters\)$/u);
  });

  it('is bounded whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3000 }), fc.nat(50), fc.nat(50), (text, first, more) => {
        const lines = snippet(text, first + 1, first + 1 + more).split('\n');
        expect(lines.length).toBeLessThanOrEqual(SNIPPET_LINES + 1);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(SNIPPET_COLUMNS + 30);
      }),
    );
  });
});
