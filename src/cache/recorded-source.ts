import { createHash } from 'node:crypto';
import type { Listing, Source } from '../source/source.ts';

/** All that something learned from a source. Whoever learns the same again comes to the same end. */
export type Learned = {
  /** SHA-256 of the paths, what was left out, and links. */
  readonly listing: string;
  /** Sizes that were asked for, of files whose content was not. */
  readonly sizes: readonly (readonly [path: string, size: number])[];
  /** SHA-256 of what was read; null where nothing could be. */
  readonly reads: readonly (readonly [path: string, digest: string | null])[];
};

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** A source that notes what is learned from it. */
export function recordedSource(source: Source): { readonly source: Source; learned(): Learned } {
  const reads = new Map<string, string | null>();
  const sizes = new Map<string, number>();
  let listing: Listing | undefined;
  const list = (): Listing => {
    listing ??= {
      ...source.list(),
      files: source.list().files.map((file) => ({
        ...file,
        get size() {
          sizes.set(file.path, file.size);
          return file.size;
        },
      })),
    };
    return listing;
  };
  const recorded: Source = {
    kind: source.kind,
    dir: source.dir,
    get commit() {
      return source.commit;
    },
    get dirty() {
      return source.dirty;
    },
    list,
    read(path) {
      const bytes = source.read(path);
      if (!reads.has(path)) reads.set(path, bytes ? sha256(bytes) : null);
      return bytes;
    },
    ...(source.notes && { notes: source.notes }),
  };
  return {
    source: recorded,
    learned: () => ({
      listing: listingDigest(source.list()),
      sizes: [...sizes].filter(([path]) => typeof reads.get(path) !== 'string'),
      reads: [...reads],
    }),
  };
}

/** What a source would tell now that it did not tell then; undefined where it would tell the same. */
export function whatChanged({ listing, sizes, reads }: Learned, source: Source): string | undefined {
  const now = source.list();
  if (listingDigest(now) !== listing) return 'files were added, removed, ignored or linked';
  const current = new Map(now.files.map(({ path, size }) => [path, size]));
  for (const [path, size] of sizes) if (current.get(path) !== size) return `${path} has another size`;
  for (const [path, digest] of reads) {
    const bytes = source.read(path);
    if ((bytes ? sha256(bytes) : null) !== digest) return `${path} has another content`;
  }
  return undefined;
}

function listingDigest({ files, skipped, links = [] }: Listing): string {
  const paths = files.map(({ path, trackedVendored }) => (trackedVendored ? [path] : path));
  return sha256(JSON.stringify([paths, skipped, links]));
}
