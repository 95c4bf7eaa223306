import { isUtf8 } from 'node:buffer';
import { setImmediate } from 'node:timers/promises';
import { extract } from '../extract/extract.ts';
import { isCode } from '../paths/code-extensions.ts';
import { baseOf, isBelow } from '../paths/repo-path.ts';
import { sha256 } from '../settle/digest.ts';
import { defaultMaxBytes } from '../source/content.ts';
import { readCode } from '../source/read-code.ts';
import type { Source, SourceFile } from '../source/source.ts';
import type { FactsEntry, FactsFile, Shard } from './facts-file.ts';

/** What files of facts are called in the documents; whoever forgets to ignore them must not get facts of facts. */
export const factsName = 'sharenothing.facts.jsonl';

/** Manifests are at most this large, and lock files that: `src/discover/tree.ts` reads no larger ones. Bytes. */
const manifestLimit = 2 * 1024 * 1024;
const lockLimit = 32 * 1024 * 1024;

/**
 * The facts of one part of a repository, from its own files alone: other packages only tell where this one ends. What is there is kept
 * as far as an analysis may read it, so that the merge needs no source.
 */
export async function makeFacts(
  source: Source,
  shard: Shard,
  members: ReadonlySet<string>,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<FactsFile> {
  const { files, skipped, links = [] } = source.list();
  const isOwn = ownerTest(shard, members);
  // Facts of an earlier run are none of the repository.
  const own = files.filter(({ path }) => isOwn(path) && baseOf(path) !== factsName);
  const entries: FactsEntry[] = [];
  for (const [at, file] of own.entries()) {
    if (at % 50 === 0) onProgress(at, own.length);
    await setImmediate();
    signal.throwIfAborted();
    entries.push(entryOf(source, file));
  }
  return {
    shard: shard.kind === 'package' && shard.dir === '' ? { ...shard, packages: [...members] } : shard,
    files: entries,
    skipped: skipped.filter(({ file }) => isOwn(file)),
    links: links.filter(({ path }) => isOwn(path)),
  };
}

/** Whether a path belongs to a shard: to the innermost package around it, or to its part by the digest of its path. */
export function ownerTest(shard: Shard, members: ReadonlySet<string>): (path: string) => boolean {
  if (shard.kind === 'part') {
    const { index, of } = shard;
    return (path) => Number.parseInt(sha256(path).slice(0, 8), 16) % of === index - 1;
  }
  const { dir } = shard;
  const inner = [...members].filter((member) => member !== dir && isBelow(member, dir));
  return (path) => isBelow(path, dir) && !inner.some((member) => isBelow(path, member));
}

function entryOf(source: Source, file: SourceFile): FactsEntry {
  const { path, size } = file;
  const bytes = isRead(path, size) ? source.read(path) : undefined;
  if (!bytes) return file;
  const kept = {
    ...file,
    digest: sha256(bytes),
    ...(isUtf8(bytes)
      ? { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) }
      : { base64: Buffer.from(bytes).toString('base64') }),
  };
  if (!isCode(path)) return kept;
  const content = readCode({ ...source, read: () => bytes }, file);
  if (!('text' in content)) return kept;
  try {
    return { ...kept, facts: extract(path, content.text) };
  } catch {
    // The merge meets the same fault, and tells it.
    return kept;
  }
}

/** What no stage reads: pictures, fonts, sound, archives, styles and prose. */
const unread =
  /\.(?:png|jpe?g|gif|webp|avif|ico|svg|woff2?|ttf|otf|eot|mp[34]|webm|ogg|wav|pdf|zip|gz|tgz|bz2|xz|7z|wasm|node|map|snap|css|scss|less|md|mdx|rst|csv|tsv|parquet|sqlite3?)$/i;

function isRead(path: string, size: number): boolean {
  if (unread.test(path)) return false;
  if (/\.[cm]?[jt]sx?$/.test(path)) return size <= defaultMaxBytes;
  return size <= (/lock/i.test(baseOf(path)) ? lockLimit : manifestLimit);
}
