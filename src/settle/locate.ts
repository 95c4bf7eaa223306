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
  /** 1-based line of an offset; undefined where the file's text is not to be had or ends before it. */
  lineAt(file: string, offset: number): number | undefined;
  /** What stands before an offset on its line. */
  lineBefore(file: string, offset: number): string;
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
    lineAt(file, offset) {
      const table = tableOf(file);
      return table && offset >= 0 && offset <= table.text.length ? positionAt(table.starts, offset).line : undefined;
    },
    lineBefore(file, offset) {
      const table = tableOf(file);
      if (!table) return '';
      return table.text.slice(table.starts[positionAt(table.starts, offset).line - 1], offset);
    },
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
