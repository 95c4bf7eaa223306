/** A place in a text: 1-based line, 1-based column in UTF-16 code units. */
export type Position = { readonly line: number; readonly column: number };

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const LINE_SEPARATOR = 0x2028;
const PARAGRAPH_SEPARATOR = 0x2029;

/** Offsets at which lines start, ascending, the first 0. Lines end as TypeScript counts them: `\n`, `\r\n`, `\r`, U+2028, U+2029. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === CARRIAGE_RETURN) {
      if (text.charCodeAt(at + 1) === LINE_FEED) at++;
      starts.push(at + 1);
    } else if (unit === LINE_FEED || unit === LINE_SEPARATOR || unit === PARAGRAPH_SEPARATOR) {
      starts.push(at + 1);
    }
  }
  return starts;
}

/** The position of a UTF-16 offset in the text that `starts` came from. Offsets before the text count as 0. */
export function positionAt(starts: readonly number[], offset: number): Position {
  const wanted = Math.max(0, offset);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= wanted) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: wanted - starts[low]! + 1 };
}

/** The text of a 1-based line without its line end; `''` past the end. */
export function lineText(text: string, starts: readonly number[], line: number): string {
  const start = starts[line - 1];
  if (start === undefined) return '';
  return text.slice(start, starts[line] ?? text.length).replace(/(?:\r\n|[\n\r\u2028\u2029])$/, '');
}
