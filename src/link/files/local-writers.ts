import { entryOf } from '../../text/entry-of.ts';

/** A call that writes, or that hands a path to a function which does. */
type Told = {
  /** Call (global id) that a finding names. */
  readonly call: number;
  readonly file: number;
  readonly fn: number;
  readonly mask: number;
  readonly leaf: string;
  readonly name: string;
  readonly option?: number;
  readonly write: {
    readonly call: number;
    readonly file: number;
    readonly fn: number;
    readonly leaf: string;
    readonly name: string;
    /** A function of the file system itself. */
    readonly plain: boolean;
  };
};

/**
 * Where several places hand their paths to one function of their own file, that function is the file's one writer: a finding stands at
 * its write, with the places as the ways that lead there. `grave` orders what is told, the gravest first. Writers that other files
 * call stay told where each path is made.
 */
export function withLocalWriters<T extends Told>(told: readonly T[], grave: (a: T, b: T) => number): readonly T[] {
  const byWrite = new Map<number, T[]>();
  for (const x of told) if (x.write.plain && x.call !== x.write.call) entryOf(byWrite, x.write.call, () => []).push(x);
  const local = [...byWrite.values()].filter((list) => list.length > 1 && list.every((x) => x.file === x.write.file));
  if (local.length === 0) return told;
  const joined = new Set(local.flat());
  const writers = local.map((list): T => {
    const worst = [...list].sort(grave)[0]!;
    const { call, fn, leaf, name } = worst.write;
    return { ...worst, call, fn, leaf, name, option: call, mask: list.reduce((m, x) => m | x.mask, 0) };
  });
  return [...told.map((x): T => (joined.has(x) ? { ...x, option: x.write.call } : x)), ...writers];
}
