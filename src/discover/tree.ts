import { baseOf, dirOf } from '../paths/repo-path.ts';
import type { Skipped, Source, SourceFile, SourceLink } from '../source/source.ts';
import { entryOf } from '../text/entry-of.ts';
import { byCodeUnit } from '../text/order.ts';

/** Files larger than this (bytes) are not read as manifests. */
const manifestLimit = 2 * 1024 * 1024;
/** The same for manifests that are read line by line. */
const shortLimit = 100 * 1024;
/** The same for lock files; the largest seen are about 5 MB. */
const lockLimit = 32 * 1024 * 1024;

/** The source as the manifest readers want it: folders beside files, decoded texts, everything memoised. */
export type Tree = {
  /** DIR from the repository's root. */
  readonly dir: string;
  readonly files: readonly SourceFile[];
  readonly skipped: readonly Skipped[];
  readonly links: readonly SourceLink[];
  has(path: string): boolean;
  isFolder(path: string): boolean;
  /** Names of the files and folders directly in a folder, sorted. */
  children(dir: string): readonly string[];
  /** Paths of all files below a folder, sorted. */
  below(dir: string): readonly string[];
  /** Paths of all files of this name, sorted. */
  named(base: string): readonly string[];
  /** Text without byte order mark; undefined where there is no such file or it is no text of bearable size. */
  text(path: string): string | undefined;
  /** The same for a manifest that people write by hand and that is short, or none. */
  shortText(path: string): string | undefined;
  /** The same for a lock file, which may be much larger and is not kept. */
  lockText(path: string): string | undefined;
};

/** Lists a source once and answers from memory. */
export function openTree(source: Source): Tree {
  const { files, skipped, links = [] } = source.list();
  const listed = new Map<string, SourceFile>();
  const children = new Map<string, Set<string>>([['', new Set()]]);
  const byName = new Map<string, string[]>();
  for (const file of files) {
    const { path } = file;
    listed.set(path, file);
    const base = baseOf(path);
    const same = byName.get(base);
    if (same) same.push(path);
    else byName.set(base, [path]);
    for (let at = path; at !== ''; at = dirOf(at)) {
      const dir = dirOf(at);
      const known = children.has(dir);
      entryOf(children, dir, () => new Set()).add(baseOf(at));
      if (known) break;
    }
  }
  const paths = files.map(({ path }) => path);
  const lists = new Map<string, readonly string[]>();
  const texts = new Map<string, string | undefined>();
  const read = (path: string, limit: number) => {
    const size = listed.get(path)?.size;
    const bytes = size === undefined || size > limit ? undefined : source.read(path);
    return bytes === undefined || bytes.includes(0) ? undefined : new TextDecoder('utf-8').decode(bytes);
  };
  return {
    dir: source.dir,
    files,
    skipped,
    links,
    has: (path) => listed.has(path),
    isFolder: (path) => children.has(path),
    children(dir) {
      return entryOf(lists, dir, () => [...(children.get(dir) ?? [])].sort(byCodeUnit));
    },
    below(dir) {
      if (dir === '') return paths;
      const from = firstAtLeast(paths, `${dir}/`);
      return paths.slice(from, firstAtLeast(paths, `${dir}0`, from)); // '0' follows '/'
    },
    named: (base) => byName.get(base) ?? [],
    text(path) {
      return entryOf(texts, path, () => read(path, manifestLimit));
    },
    shortText(path) {
      return (listed.get(path)?.size ?? 0) > shortLimit ? undefined : this.text(path);
    },
    lockText: (path) => read(path, lockLimit),
  };
}

function firstAtLeast(sorted: readonly string[], value: string, from = 0): number {
  let low = from;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (byCodeUnit(sorted[middle]!, value) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
