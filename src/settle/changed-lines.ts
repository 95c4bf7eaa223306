import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** More inserted and deleted lines than this are not told apart: the whole file counts as changed. */
const editLimit = 5000;

/**
 * The 1-based lines of a text that its earlier state does not have; null for all of them, also where there was no earlier state.
 * Line ends are no part of a line: a checkout may have others than git stores.
 */
export function changedLines(before: string | null, now: string): ReadonlySet<number> | null {
  if (before === null) return null;
  if (before === now) return new Set();
  // Loaded where two states are compared.
  const { diffArrays }: typeof import('diff') = require('diff');
  const parts = diffArrays(lines(before), lines(now), { maxEditLength: editLimit });
  if (!parts) return null;
  const changed = new Set<number>();
  let at = 1;
  for (const { added, removed, count } of parts) {
    if (removed) continue;
    if (added) for (let line = at; line < at + count; line++) changed.add(line);
    at += count;
  }
  return changed;
}

function lines(text: string): string[] {
  return text.split(/\r?\n/);
}
