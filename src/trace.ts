import type { AnalyzeOptions } from './analyze.ts';
import type { HolderTrace } from './report/trace-view.ts';
import type { Source } from './source/source.ts';

/** A place in a file of the source: repository-relative, 1-based line, and a 1-based UTF-16 column where one is meant. */
export type TracePlace = { readonly file: string; readonly line: number; readonly column?: number };

/**
 * Everything known of the state that is declared or written at a place: all of it on the line, or what the column stands in.
 * An empty list means that there is none. Rejects only on abort.
 */
export async function explainHolders(
  _source: Source,
  _options: AnalyzeOptions,
  _at: TracePlace,
): Promise<readonly HolderTrace[]> {
  throw new Error('the engine answers this in the commit after this one');
}
