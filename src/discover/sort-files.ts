import { isCode, isDeclaration } from '../paths/code-extensions.ts';
import { isBelow } from '../paths/repo-path.ts';
import type { Skipped } from '../source/source.ts';
import { byCodeUnit } from '../text/order.ts';
import type { Tree } from './tree.ts';

export type SortedFiles = {
  readonly files: readonly string[];
  readonly outside: readonly string[];
  readonly skipped: readonly Skipped[];
};

/**
 * Sorts the source's files: code below DIR, code elsewhere, and what below DIR is not analysed, with the reason. `origin` tells what
 * a built file was made from; `entries` count whatever their names; `manifests` could not be read.
 */
export function sortFiles(
  tree: Tree,
  isVendored: (path: string) => boolean,
  origin: (path: string) => string | undefined,
  entries: ReadonlySet<string>,
  manifests: readonly Skipped[],
): SortedFiles {
  const files: string[] = [];
  const outside: string[] = [];
  const skipped: Skipped[] = [...tree.skipped, ...manifests];
  for (const { path } of tree.files) {
    const inDir = isBelow(path, tree.dir);
    const skip = (reason: Skipped['reason'], detail?: string) => {
      if (inDir) skipped.push({ file: path, reason, ...(detail === undefined ? {} : { detail }) });
    };
    const counts = isCode(path) || entries.has(path);
    if (isVendored(path)) {
      if (counts) skip('vendored');
    } else if (isDeclaration(path)) skip('declaration');
    else if (counts) {
      const made = entries.has(path) ? undefined : origin(path);
      if (made !== undefined) skip('generated', `made from ${made}`);
      else (inDir ? files : outside).push(path);
    } else if (/\.(?:vue|svelte|astro)$/.test(path)) skip('language');
  }
  skipped.sort((a, b) => byCodeUnit(a.file, b.file) || byCodeUnit(a.reason, b.reason));
  return { files, outside, skipped };
}
