import type { Git } from './git.ts';
import { blobContents, blobReader, blobSizes } from './git-objects.ts';
import { readLimit } from './options.ts';
import type { Skipped, Source } from './source.ts';
import { buildTree, linkTextLimit, type TreeEntry } from './tree.ts';

/** A file, link or submodule as git stores it: mode in octal, object id, path. */
export type StoredEntry = { readonly mode: string; readonly id: string; readonly path: string };

/** `list` and `read` of a source whose content lies in git's object store. */
export function storedTree(
  git: Git,
  stored: readonly StoredEntry[],
  alreadySkipped: readonly Skipped[],
): Pick<Source, 'list' | 'read'> {
  const skipped: Skipped[] = [...alreadySkipped];
  const usable: StoredEntry[] = [];
  for (const entry of stored) {
    const { path, mode } = entry;
    if (path.includes('\uFFFD')) skipped.push({ file: path, reason: 'unreadable', detail: 'the name is no UTF-8' });
    else if (mode === '160000') skipped.push({ file: path, reason: 'submodule' });
    else usable.push(entry);
  }
  const ids = new Map<string, string>();
  const sizes = blobSizes(
    git,
    usable.map(({ id }) => id),
  );
  const isLink = ({ mode, id }: StoredEntry) => mode === '120000' && (sizes.get(id) ?? 0) <= linkTextLimit;
  const texts = blobContents(git, [
    ...new Set(usable.filter((entry) => isLink(entry) && sizes.has(entry.id)).map(({ id }) => id)),
  ]);
  const entries: TreeEntry[] = [];
  for (const { path, mode, id } of usable) {
    const size = sizes.get(id);
    if (size === undefined) {
      skipped.push({ file: path, reason: 'unreadable', detail: 'the object is missing (a partial clone)' });
    } else if (mode === '120000') entries.push({ type: 'link', path, text: texts.get(id)?.toString('utf8') ?? '' });
    else {
      ids.set(path, id);
      entries.push({ type: 'file', path, size });
    }
  }
  const tree = buildTree(entries, skipped);
  const blobs = tree.listing.files.map(({ path, size }) => ({ path, size, id: ids.get(path)! }));
  const readBlob = blobReader(
    git,
    blobs.filter(({ size }) => size <= readLimit),
  );
  return {
    list: () => tree.listing,
    read(path) {
      const file = tree.locate(path);
      return file && readBlob(file.path);
    },
  };
}
