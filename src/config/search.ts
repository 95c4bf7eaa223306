import { baseOf, dirOf, foldersUpward, isBelow } from '../paths/repo-path.ts';
import type { Source } from '../source/source.ts';
import { byCodeUnit } from '../text/order.ts';
import { searchPlaces } from './search-places.ts';

/** Configuration files of one folder: the one that counts, and others beside it that do not. */
export type FolderConfig = { readonly file: string; readonly shadowed: readonly string[] };

/** Whether a file of one of the search places has a configuration: a package.json may not. */
export type HasConfig = (path: string) => boolean;

/**
 * The configuration of a folder: the first of the search places there, else of the nearest folder above it, up to the
 * repository's root. Repository-relative paths.
 */
export function findConfig(source: Source, dir: string, hasConfig: HasConfig): FolderConfig | undefined {
  const names = new Set(source.list().files.map(({ path }) => path));
  for (const folder of foldersUpward(dir)) {
    const found = configsOf(folder, (path) => names.has(path) && hasConfig(path));
    if (found) return found;
  }
  return undefined;
}

/**
 * The configurations of folders below `dir` that `folders` names, sorted by folder: each governs its folder in place of those
 * above. `folders` is only asked for where there is a candidate at all.
 */
export async function findNestedConfigs(
  source: Source,
  dir: string,
  folders: () => Promise<ReadonlySet<string>>,
  hasConfig: HasConfig,
): Promise<readonly FolderConfig[]> {
  const known = new Set(searchPlaces);
  const files = source
    .list()
    .files.map(({ path }) => path)
    .filter((path) => known.has(baseOf(path)) && dirOf(path) !== dir && isBelow(path, dir) && hasConfig(path));
  const names = new Set(files);
  if (files.length === 0) return [];
  const wanted = await folders();
  const found = [...new Set(files.map(dirOf))].filter((folder) => wanted.has(folder)).sort(byCodeUnit);
  return found.flatMap((folder) => configsOf(folder, (path) => names.has(path) && hasConfig(path)) ?? []);
}

function configsOf(folder: string, exists: (path: string) => boolean): FolderConfig | undefined {
  const [file, ...shadowed] = searchPlaces
    .map((place) => (folder === '' ? place : `${folder}/${place}`))
    .filter(exists);
  return file === undefined ? undefined : { file, shadowed };
}
