import { isCode } from '../paths/code-extensions.ts';
import { baseOf } from '../paths/repo-path.ts';
import type { Git } from './git.ts';

/** A blob by its object id, as a file of a tree. `size` in bytes. */
export type Blob = { readonly path: string; readonly id: string; readonly size: number };

/** Bytes and objects that one git process hands over at most; a single larger blob comes alone. */
const batchBytes = 16 * 1024 * 1024;
const batchCount = 4096;
/** Bytes that stay in memory. More than one batch, since a run reads a file twice (digest and text). */
const cacheBytes = 64 * 1024 * 1024;

/**
 * Sizes in bytes by object id, from one git process. Ids that the repository does not have (a partial clone) or that are
 * no blobs are absent.
 */
export function blobSizes(git: Git, ids: Iterable<string>): Map<string, number> {
  const wanted = [...new Set(ids)];
  const sizes = new Map<string, number>();
  if (wanted.length === 0) return sizes;
  const output = git.run(['cat-file', '--batch-check=%(objectname) %(objecttype) %(objectsize)'], lines(wanted));
  for (const line of output.toString('latin1').split('\n')) {
    const [id, type, size] = line.split(' ');
    if (type === 'blob') sizes.set(id!, Number(size));
  }
  return sizes;
}

/** Contents by object id, from one git process; absent where the repository does not have them. */
export function blobContents(git: Git, ids: readonly string[]): Map<string, Buffer> {
  const contents = new Map<string, Buffer>();
  if (ids.length === 0) return contents;
  const output = git.run(['cat-file', '--batch'], lines(ids));
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(10, at);
    if (end < 0) break;
    const [id, type, size] = output.toString('latin1', at, end).split(' ');
    at = end + 1;
    if (type === 'missing' || size === undefined) continue;
    const length = Number(size);
    // A copy, so that the rest of the batch can be let go.
    if (type === 'blob') contents.set(id!, Buffer.from(output.subarray(at, at + length)));
    at += length + 1;
  }
  return contents;
}

/**
 * A reader of blobs that starts few processes: a blob that is not at hand comes with those that are likely to be asked for
 * next, which are the following code files of the listing, or the following files of the same name. `blobs` is sorted by
 * path; ids are those of the listing, so that what is read is what was listed. Throws where git fails.
 */
export function blobReader(git: Git, blobs: readonly Blob[]): (path: string) => Uint8Array | undefined {
  const groups = new Map<string, Blob[]>();
  const places = new Map<string, { group: Blob[]; at: number }>();
  for (const blob of blobs) {
    const key = isCode(blob.path) ? '' : baseOf(blob.path);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    places.set(blob.path, { group, at: group.length });
    group.push(blob);
  }
  const cache = new Map<string, Buffer>();
  let held = 0;
  const keep = (id: string, bytes: Buffer): void => {
    if (bytes.length > cacheBytes / 4 || cache.has(id)) return;
    cache.set(id, bytes);
    held += bytes.length;
    for (const [oldest, content] of cache) {
      if (held <= cacheBytes) break;
      cache.delete(oldest);
      held -= content.length;
    }
  };
  return (path) => {
    const place = places.get(path);
    if (!place) return undefined;
    const { id } = place.group[place.at]!;
    const known = cache.get(id);
    if (known) return known;
    const batch = new Set<string>();
    let bytes = 0;
    for (let i = place.at; i < place.group.length && batch.size < batchCount; i++) {
      const next = place.group[i]!;
      if (i > place.at && bytes + next.size > batchBytes) break;
      if (cache.has(next.id)) continue;
      bytes += next.size;
      batch.add(next.id);
    }
    const contents = blobContents(git, [...batch]);
    for (const [key, content] of contents) keep(key, content);
    return contents.get(id);
  };
}

function lines(ids: readonly string[]): string {
  return `${ids.join('\n')}\n`;
}
