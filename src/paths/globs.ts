import { createRequire } from 'node:module';
import { isBoundedGlob } from './bounded-glob.ts';

const require = createRequire(import.meta.url);

/** Tests paths against globs of the target. Empty globs, and those that could hold the run up, match nothing. */
export function globTest(
  globs: readonly string[],
  options: { readonly dot?: boolean } = {},
): (path: string) => boolean {
  const usable = globs.filter((glob) => glob !== '' && isBoundedGlob(glob));
  if (usable.length === 0) return () => false;
  // Loaded where there is a glob.
  const picomatch: typeof import('picomatch') = require('picomatch');
  return picomatch(usable, options);
}

/** Whether a text fits a pattern in which `*` stands for anything; in linear time, as both come from the target. */
export function fitsWildcards(text: string, pattern: string): boolean {
  const parts = pattern.split('*');
  const first = parts[0]!;
  if (parts.length === 1) return text === pattern;
  const last = parts[parts.length - 1]!;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
