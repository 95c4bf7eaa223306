import { isCode } from '../paths/code-extensions.ts';
import { completed, type OutputMap, outputFolderOf } from '../paths/output-map.ts';
import { baseOf, dirOf, foldersUpward, isBelow, joinPath, withinFolder } from '../paths/repo-path.ts';
import { byCodeUnit } from '../text/order.ts';
import { isNodeScript, readsAsNode } from './commands/shell-file.ts';
import { asObject, asString } from './json.ts';
import type { PackageDraft } from './packages.ts';
import type { Tree } from './tree.ts';

/** From a repository-relative path in a command or manifest to the source file that it means; undefined where there is none. */
export type EntryResolver = (path: string) => string | undefined;

/**
 * Resolves a started path like node does (as written, with an extension, a folder's `main` or index), built files to their sources.
 * A file without extension counts where its first line names a JavaScript runtime.
 */
export function createEntryResolver(tree: Tree, packages: readonly PackageDraft[], outputs: OutputMap): EntryResolver {
  const byDir = new Map(packages.map((p) => [p.dir, p]));
  const counts = (path: string) =>
    tree.has(path) &&
    (isCode(path) || (!/\.\w+$/.test(baseOf(path)) && (isNodeScript(tree, path) || readsAsNode(tree, path))));
  const own = (path: string) => outputs.origin(path) ?? path;

  function mainOf(draft: PackageDraft | undefined, depth: number): string | undefined {
    const main = draft && asString(draft.manifest.main);
    const target = draft && main !== undefined ? joinPath(draft.dir, main) : undefined;
    return target === undefined || target === draft?.dir ? undefined : resolve(target, depth + 1);
  }

  function resolve(path: string, depth: number): string | undefined {
    if (depth > 4) return undefined;
    if (counts(path)) return own(path);
    const near = completed(path, counts, path);
    const isIndex = near !== undefined && dirOf(near) === path;
    if (near !== undefined && !isIndex) return own(near);
    const main = mainOf(byDir.get(path), depth);
    if (main !== undefined) return main;
    if (near !== undefined) return own(near);
    const mapped = outputs.source(path);
    if (mapped !== undefined) return mapped;
    // A build folder named alone stands for the package's main.
    const holder = byDir.get(dirOf(path));
    const target = holder && joinPath(holder.dir, asString(holder.manifest.main) ?? '');
    const isBuild = outputFolderOf(path) === path && target !== undefined && target !== path && isBelow(target, path);
    return isBuild ? mainOf(holder, depth) : inSources(path);
  }

  /** `app.js` of a package whose image holds what was built of its sources in the place of its folder: `src/app.ts`. */
  function inSources(path: string): string | undefined {
    const dir = foldersUpward(dirOf(path)).find((folder) => byDir.has(folder));
    const target = dir === undefined || !isCode(path) ? undefined : joinPath(dir, `src/${withinFolder(path, dir)}`);
    const found = target === undefined ? undefined : completed(target, counts, target);
    return found !== undefined && baseOf(found).replace(/\.\w+$/, '') === baseOf(path).replace(/\.\w+$/, '')
      ? own(found)
      : undefined;
  }
  return (path) => resolve(path, 0);
}

/** The source behind the `main` of a package. */
export function mainSource({ dir, manifest }: PackageDraft, resolve: EntryResolver): string | undefined {
  const main = asString(manifest.main);
  const target = main === undefined ? undefined : joinPath(dir, main);
  return target === undefined ? undefined : resolve(target);
}

/**
 * What `main`, `module`, `source` and `exports` of packages name, as sources for which `counts` holds, sorted. Packages that are made
 * for pages too are left out where there are others: what they keep is the client's.
 */
export function readLibraryEntries(
  packages: readonly PackageDraft[],
  resolve: EntryResolver,
  counts: (path: string) => boolean,
): readonly string[] {
  const forServers = entriesOf(
    packages.filter((one) => !isForPages(one)),
    resolve,
    counts,
  );
  return forServers.length > 0 ? forServers : entriesOf(packages, resolve, counts);
}

/** Fields of package.json that name what a bundler or a script element of a page takes. */
const isForPages = ({ manifest }: PackageDraft): boolean =>
  ['browser', 'unpkg', 'jsdelivr'].some((field) => manifest[field] !== undefined) || hasCondition(manifest.exports, 0);

function hasCondition(value: unknown, depth: number): boolean {
  if (depth > 8) return false;
  if (Array.isArray(value)) return value.some((item) => hasCondition(item, depth + 1));
  return Object.entries(asObject(value) ?? {}).some(
    ([key, item]) => key === 'browser' || hasCondition(item, depth + 1),
  );
}

function entriesOf(
  packages: readonly PackageDraft[],
  resolve: EntryResolver,
  counts: (path: string) => boolean,
): readonly string[] {
  const found = new Set<string>();
  for (const { dir, manifest } of packages) {
    const written = [manifest.main, manifest.module, manifest.source].flatMap((value) => asString(value) ?? []);
    for (const path of [...written, ...exportTargets(manifest.exports, 0)]) {
      if (path.includes('*') || /\.(?:json|css|scss|svg|d\.[cm]?ts)$/.test(path)) continue;
      const target = joinPath(dir, path);
      const entry = target === undefined ? undefined : resolve(target);
      if (entry !== undefined && counts(entry)) found.add(entry);
    }
  }
  return [...found].sort(byCodeUnit);
}

function exportTargets(value: unknown, depth: number): readonly string[] {
  if (depth > 8) return [];
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap((item) => exportTargets(item, depth + 1));
  const map = asObject(value) ?? {};
  return Object.keys(map).flatMap((key) => (key === 'types' ? [] : exportTargets(map[key], depth + 1)));
}
