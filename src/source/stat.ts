import { lstatSync, type Stats, statSync } from 'node:fs';

/** What a path leads to; undefined where nothing can be said of it: it is not there, a file stands in its way, its links go in circles. */
export function statOf(path: string): Stats | undefined {
  return attempted(() => statSync(path));
}

/** The same of the entry itself, a link not followed. */
export function entryOf(path: string): Stats | undefined {
  return attempted(() => lstatSync(path));
}

function attempted(ask: () => Stats): Stats | undefined {
  try {
    return ask();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
}
