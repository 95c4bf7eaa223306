import { lineText } from './position.ts';

/** Most lines of one snippet: a primary span can be a declaration of hundreds of lines. */
export const SNIPPET_LINES = 6;
/** Most UTF-16 units of one snippet line: one line can be a whole bundle. */
export const SNIPPET_COLUMNS = 500;

/**
 * The source lines from `firstLine` to `lastLine` (1-based, both included) as written, without the last line end, joined by `\n`.
 * A cut is never silent: what is left out is said in place (`… (+12 lines)`, `… (+9500 characters)`).
 */
export function snippetOf(text: string, starts: readonly number[], firstLine: number, lastLine: number): string {
  const last = Math.min(lastLine, firstLine + SNIPPET_LINES - 1);
  const lines: string[] = [];
  for (let line = firstLine; line <= last; line++) lines.push(cutLine(lineText(text, starts, line)));
  if (lastLine > last) lines.push(left(lastLine - last, 'line'));
  return lines.join('\n');
}

function cutLine(line: string): string {
  if (line.length <= SNIPPET_COLUMNS) return line;
  // Never between the halves of a surrogate pair.
  const unit = line.charCodeAt(SNIPPET_COLUMNS - 1);
  const end = unit >= 0xd800 && unit <= 0xdbff ? SNIPPET_COLUMNS - 1 : SNIPPET_COLUMNS;
  return line.slice(0, end) + left(line.length - end, 'character');
}

function left(count: number, unit: string): string {
  return `… (+${count} ${unit}${count === 1 ? '' : 's'})`;
}
