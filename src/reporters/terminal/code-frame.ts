import stringWidth from 'string-width';
import type { Style } from './style.ts';

/** What a frame shows: source lines, the first of them `line`, and the span to underline (the end is exclusive; 1-based, UTF-16). */
export type Framed = {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly snippet: string;
};

/** What settle writes in place of lines that it left out: it has no line number. */
const CUT_LINES = /^… \(\+\d+ lines?\)$/;

const TAB = '  ';

/**
 * Source lines with their numbers and a caret underline below the span's part of the first line, indented by `indent` columns.
 * Lines longer than the width go on below, under an empty gutter, so that nothing is lost and the carets stay in place.
 */
export function codeFrame(framed: Framed, style: Style, indent: number, mark: (carets: string) => string): string[] {
  const lines = framed.snippet.split('\n');
  const cut = lines.length > 1 && CUT_LINES.test(lines.at(-1)!) ? lines.pop()! : undefined;
  const digits = String(framed.line + lines.length - 1).length;
  const gutter = (number: string) =>
    `${' '.repeat(indent)}${style.paint.dim(`${number.padStart(digits)} ${style.glyphs.bar}`)} `;
  const room = Math.max(20, style.width - indent - digits - 3);

  const output: string[] = [];
  lines.forEach((line, index) => {
    const carets = index === 0 ? caretColumns(framed, line, style) : undefined;
    pieces(shown(line, style), room).forEach((piece, at, all) => {
      output.push(`${gutter(at === 0 ? String(framed.line + index) : '')}${piece.text}`.trimEnd());
      const underline = carets && caretsBelow(piece, carets, at === all.length - 1);
      if (underline) output.push(`${gutter('')}${underline.indent}${mark(underline.carets)}`);
    });
  });
  if (cut !== undefined) output.push(`${gutter('')}${style.paint.dim(cut.replace('…', style.glyphs.more))}`);
  return output;
}

/** One line of a file for a trace step: number and text without its indentation; what follows it is marked. */
export function codeLine(place: { line: number; snippet: string }, style: Style, indent: number): string[] {
  const [first = '', ...others] = place.snippet.split('\n');
  if (first.trim() === '') return [];
  const gutter = `${' '.repeat(indent)}${style.paint.dim(`${place.line} ${style.glyphs.bar}`)} `;
  const below = `${' '.repeat(indent)}${style.paint.dim(`${' '.repeat(String(place.line).length)} ${style.glyphs.bar}`)} `;
  const room = Math.max(20, style.width - indent - String(place.line).length - 3);
  const code = shown(first.trim(), style) + (others.length > 0 ? ` ${style.glyphs.more}` : '');
  return pieces(code, room).map((piece, at) => `${at === 0 ? gutter : below}${piece.text}`.trimEnd());
}

/** A source line as printed: tabs as two columns, controls escaped. */
function shown(code: string, style: Style): string {
  return style.show(code.replaceAll('\t', TAB));
}

type Columns = { readonly from: number; readonly to: number };

/** Display columns of the span's part of the first line; at least one wide. */
function caretColumns(framed: Framed, line: string, style: Style): Columns {
  const start = Math.min(framed.column - 1, line.length);
  const end = framed.endLine === framed.line ? Math.min(framed.endColumn - 1, line.length) : line.length;
  const from = stringWidth(shown(line.slice(0, start), style));
  return { from, to: Math.max(from + 1, from + stringWidth(shown(line.slice(start, end), style))) };
}

type Piece = { readonly text: string; readonly from: number; readonly to: number };

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Cuts a printed line into pieces of at most `room` columns, between graphemes. At least one piece. */
function pieces(text: string, room: number): Piece[] {
  if (stringWidth(text) <= room) return [{ text, from: 0, to: stringWidth(text) }];
  const result: Piece[] = [];
  let piece = '';
  let from = 0;
  let to = 0;
  for (const { segment } of GRAPHEMES.segment(text)) {
    const width = stringWidth(segment);
    if (to + width - from > room) {
      result.push({ text: piece, from, to });
      piece = '';
      from = to;
    }
    piece += segment;
    to += width;
  }
  result.push({ text: piece, from, to });
  return result;
}

/** The carets that belong below a piece; a span past the end of the line stands after its last piece. */
function caretsBelow(piece: Piece, carets: Columns, last: boolean): { indent: string; carets: string } | undefined {
  const from = Math.max(carets.from, piece.from);
  const to = last ? carets.to : Math.min(carets.to, piece.to);
  if (from >= to) return undefined;
  return { indent: ' '.repeat(from - piece.from), carets: '^'.repeat(to - from) };
}
