import type { Place } from '../report/report.ts';
import type { Span } from '../rules/rule.ts';
import { lineStarts, positionAt } from './position.ts';
import { relativeTo } from './relative.ts';
import { snippetOf } from './snippet.ts';

/** A span as the report tells it. The end is exclusive. */
export type Located = Place & { readonly endLine: number; readonly endColumn: number; readonly snippet: string };

/** Turns spans into places and snippets. */
export type Locator = {
  /** Undefined where the file's text is not to be had or the span lies outside it: a bug of an earlier stage. */
  locate(span: Span): Located | undefined;
  /** The start of a file, without a snippet: where a span without text is put. */
  startOf(file: string): Located;
};

/** A locator over texts; line tables are made once a file. */
export function createLocator(dir: string, texts: (file: string) => string | undefined): Locator {
  const tables = new Map<string, { text: string; starts: readonly number[] } | undefined>();
  const tableOf = (file: string) => {
    if (!tables.has(file)) {
      const text = texts(file);
      tables.set(file, text === undefined ? undefined : { text, starts: lineStarts(text) });
    }
    return tables.get(file);
  };
  return {
    startOf: (file) => ({
      file: relativeTo(dir, file),
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 1,
      snippet: '',
    }),
    locate(span) {
      const table = tableOf(span.file);
      if (!table || span.start < 0 || span.end < span.start || span.end > table.text.length) return undefined;
      const start = positionAt(table.starts, span.start);
      const end = positionAt(table.starts, span.end);
      // A span that ends with a line end shows the line before, not the start of the next.
      const lastLine = end.column === 1 && end.line > start.line ? end.line - 1 : end.line;
      return {
        file: relativeTo(dir, span.file),
        line: start.line,
        column: start.column,
        endLine: end.line,
        endColumn: end.column,
        snippet: snippetOf(table.text, table.starts, start.line, lastLine),
      };
    },
  };
}
