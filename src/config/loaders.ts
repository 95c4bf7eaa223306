import { defaultLoadersSync } from 'cosmiconfig';

/**
 * The values of a text as cosmiconfig's own loaders read it, so that a file means here what it means to every tool that is built on
 * cosmiconfig. Its loaders alone are used: creating an explorer runs a `.config/config.js` of the current folder (docs/decisions.md).
 *
 * @throws LoaderError
 */
export function loadedValue(text: string, syntax: 'json' | 'yaml'): unknown {
  try {
    return defaultLoadersSync[`.${syntax}`]('the configuration', text);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    const { reason, mark, message } = error as { reason?: string; mark?: { position: number }; message?: string };
    // Of the position, since the loader also counts lines that end in a lone carriage return.
    const line = mark ? text.slice(0, mark.position).split('\n').length : null;
    throw new LoaderError(reason ?? message ?? String(error), line, { cause: error });
  }
}

/** A loader refuses what the parser with positions took. `line` is 1-based, null where it tells none. */
export class LoaderError extends Error {
  readonly line: number | null;

  constructor(message: string, line: number | null, options: ErrorOptions) {
    super(message.split('\n').at(-1), options);
    this.name = 'LoaderError';
    this.line = line;
  }
}
