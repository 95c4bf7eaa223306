import { byCodeUnit } from '../text/order.ts';

/** A file and its text. */
export type TextFile = { readonly path: string; readonly text: string };

/** Share of the larger text that the other one has too, from which on a file counts as the same one moved; git's own default. */
const leastShare = 0.5;

/**
 * Which of the files that are gone lie elsewhere now: earlier path → path. The most alike go first, and each file is used once.
 * Texts are compared by lines, whatever their order and line ends.
 */
export function movedFiles(gone: readonly TextFile[], added: readonly TextFile[]): ReadonlyMap<string, string> {
  const targets = added.map(({ path, text }) => ({ path, lines: linesOf(text) }));
  const pairs = gone.flatMap(({ path, text }) => {
    const lines = linesOf(text);
    return targets.flatMap((target) => {
      const share = sharedBy(lines, target.lines);
      return share >= leastShare ? [{ from: path, to: target.path, share }] : [];
    });
  });
  pairs.sort((a, b) => b.share - a.share || byCodeUnit(a.from, b.from) || byCodeUnit(a.to, b.to));
  const moved = new Map<string, string>();
  const taken = new Set<string>();
  for (const { from, to } of pairs) {
    if (moved.has(from) || taken.has(to)) continue;
    moved.set(from, to);
    taken.add(to);
  }
  return moved;
}

type Lines = { readonly counts: ReadonlyMap<string, number>; readonly size: number };

function linesOf(text: string): Lines {
  const counts = new Map<string, number>();
  let size = 0;
  for (const line of text.split(/\r?\n/)) {
    counts.set(line, (counts.get(line) ?? 0) + 1);
    size += line.length + 1;
  }
  return { counts, size };
}

function sharedBy(a: Lines, b: Lines): number {
  let shared = 0;
  for (const [line, count] of a.counts) shared += Math.min(count, b.counts.get(line) ?? 0) * (line.length + 1);
  return shared / Math.max(a.size, b.size);
}
