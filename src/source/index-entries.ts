import { records } from './git.ts';

/** A line of the git index. `stage` is 0, or 1 to 3 for the sides of a conflict. */
export type IndexEntry = { readonly mode: string; readonly id: string; readonly stage: number; readonly path: string };

/** Reads the output of `git ls-files -z --stage`: `<mode> <id> <stage>\t<path>`. */
export function indexEntries(output: Buffer): IndexEntry[] {
  return records(output).map((record) => {
    const tab = record.indexOf('\t');
    const [mode, id, stage] = record.slice(0, tab).split(' ') as [string, string, string];
    return { mode, id, stage: Number(stage), path: record.slice(tab + 1) };
  });
}
