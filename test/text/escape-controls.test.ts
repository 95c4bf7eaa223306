import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeControls, escapeInJson, escapeToAscii } from '../../src/text/escape-controls.ts';

/** Any text, with a bias to what does harm. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom(
        '\u001b[31m',
        '\u001b]8;;x\u0007',
        '\u009b1m',
        '\u202e',
        '\u2066',
        '\r\n',
        '\u2028',
        '\ufeff',
        '\u{e0041}',
        '\ud800',
      ),
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''));

/** Bidirectional controls, by Unicode's own property; and what has no glyph of its own but acts. */
const HARMFUL = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\u2060-\u2064\ufeff\u{e0000}-\u{e007f}]/u;

describe('escapeControls', () => {
  it('leaves nothing that acts on a terminal', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(escapeControls(text)).not.toMatch(HARMFUL);
      }),
    );
  });

  it('changes nothing else, and is done after one pass', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const escaped = escapeControls(text);
        expect(escapeControls(escaped)).toBe(escaped);
        if (!HARMFUL.test(text) && !/[\u180e\u206a-\u206f\ufff9-\ufffb]/.test(text)) expect(escaped).toBe(text);
      }),
    );
  });

  it('escapes the whole as it escapes its parts, between whole characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(escapeControls(a + b)).toBe(escapeControls(a) + escapeControls(b));
      }),
    );
  });

  it('writes escapes as source code does', () => {
    expect(escapeControls('a\n\t\r\u001b\u0000\u009b\u202e\u2028\ufeff\u{e0041}\ud800z')).toBe(
      'a\\n\\t\\r\\x1b\\x00\\x9b\\u202e\\u2028\\ufeff\\u{e0041}\\ud800z',
    );
  });

  it('keeps emoji and scripts that need joiners', () => {
    for (const text of ['👩‍👩‍👧', 'می‌خواهم', '✌️', 'クラス', 'naïve — “x”', '\\n'])
      expect(escapeControls(text)).toBe(text);
  });
});

describe('escapeToAscii', () => {
  it('leaves printable ASCII alone', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(escapeToAscii(text)).toMatch(/^[\x20-\x7e]*$/);
      }),
    );
    expect(escapeToAscii('é 😀 │')).toBe('\\xe9 \\u{1f600} \\u2502');
  });
});

describe('escapeInJson', () => {
  it('reads back as the same value and holds nothing harmful but its own line ends', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 3 }), hostile, (list, text) => {
        const json = JSON.stringify({ list, [text]: text }, null, 2);
        const escaped = escapeInJson(json);
        expect(JSON.parse(escaped)).toEqual(JSON.parse(json));
        expect(escaped.replaceAll('\n', '')).not.toMatch(HARMFUL);
      }),
    );
  });
});
