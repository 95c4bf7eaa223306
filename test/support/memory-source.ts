import type { Source, SourceLink } from '../../src/source/source.ts';
import { byCodeUnit } from '../../src/text/order.ts';

/** A source made of texts, for tests: path → content. */
export function memorySource(
  files: Readonly<Record<string, string>>,
  options: { readonly dir?: string; readonly links?: readonly SourceLink[] } = {},
): Source {
  const contents = new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]));
  return {
    kind: 'worktree',
    dir: options.dir ?? '',
    commit: null,
    dirty: null,
    list: () => ({
      files: [...contents]
        .map(([path, bytes]) => ({ path, size: bytes.length }))
        .sort((a, b) => byCodeUnit(a.path, b.path)),
      skipped: [],
      links: options.links ?? [],
    }),
    read: (path) => contents.get(path),
  };
}
