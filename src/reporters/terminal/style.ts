import { posix } from 'node:path';
import wrapAnsi from 'wrap-ansi';
import type { Place } from '../../report/report.ts';
import { escapeControls, escapeToAscii } from '../../text/escape-controls.ts';
import { type Paint, plainPaint, type RenderOptions } from '../reporter.ts';

/** The signs that the reporter itself draws. */
export type Glyphs = {
  readonly bar: string;
  readonly rule: string;
  readonly fail: string;
  readonly pass: string;
  readonly more: string;
};

const UNICODE: Glyphs = { bar: '│', rule: '─', fail: '✖', pass: '✔', more: '…' };
const ASCII: Glyphs = { bar: '|', rule: '-', fail: 'x', pass: 'ok', more: '...' };

const DEFAULT_WIDTH = 100;
/** Below this, wrapping helps nobody. */
const LEAST_WIDTH = 40;

/** How one rendering writes text. Everything that comes from the report goes through `show`, `prose` or `place`. */
export type Style = {
  readonly paint: Paint;
  readonly glyphs: Glyphs;
  readonly width: number;
  /** Text of the target, safe to print, on one line. */
  show(text: string): string;
  /** As `show`, with what stands in back-ticks made bold. */
  prose(text: string): string;
  /** `file:line:column` with the prefix and, where the terminal has them, as a link. Never wrapped or cut: it is to be clicked. */
  place(place: Place): string;
  /** A path with the prefix. */
  path(file: string): string;
  /** Wraps text that is already safe; `first` starts the first line, `rest` every other. */
  wrap(text: string, first: string, rest: string): string;
};

export function createStyle(options: RenderOptions): Style {
  const paint = options.paint ?? plainPaint;
  const width = Math.max(LEAST_WIDTH, options.width ?? DEFAULT_WIDTH);
  const show = options.ascii ? escapeToAscii : escapeControls;
  const path = (file: string) => show(options.pathPrefix ? posix.join(options.pathPrefix, file) : file);
  return {
    paint,
    width,
    glyphs: options.ascii ? ASCII : UNICODE,
    show,
    prose: (text) => show(text).replace(/`[^`]+`/g, (quoted) => paint.bold(quoted)),
    path,
    place(place) {
      const text = `${path(place.file)}:${place.line}:${place.column}`;
      const url = options.link?.(place);
      return url === undefined ? text : hyperlink(url, text);
    },
    wrap(text, first, rest) {
      // Words longer than a line (paths, names) stay whole: cut in two they can neither be read nor clicked.
      const lines = wrapAnsi(text, Math.max(LEAST_WIDTH / 2, width - Math.max(first.length, rest.length))).split('\n');
      return lines.map((line, index) => `${index === 0 ? first : rest}${line}`.trimEnd()).join('\n');
    },
  };
}

/** An OSC 8 link. Everything in the address that is no printable ASCII is percent-encoded, so that nothing in it ends the sequence. */
function hyperlink(url: string, text: string): string {
  const safe = url.replace(/[^\x21-\x7e]/gu, percentEncoded);
  return `\u001b]8;;${safe}\u001b\\${text}\u001b]8;;\u001b\\`;
}

function percentEncoded(character: string): string {
  return Array.from(
    new TextEncoder().encode(character),
    (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('');
}
