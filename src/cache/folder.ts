import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** The files of a cache. Names are those of this cache alone; what else lies in the folder is left alone. */
const ours = /^(?:facts|verdict)-[0-9a-f]{16,40}\.bin$/;
const unfinished = /^(?:facts|verdict)-[0-9a-f]{16,40}\.bin\.[0-9a-f]{12}\.tmp$/;

export type CacheFile = { readonly name: string; readonly bytes: number; readonly modified: number };

/** The bytes of a file; undefined where there is none, it cannot be read, or it is a link: those may come with a repository. */
export function readCacheFile(folder: string, name: string): Buffer | undefined {
  try {
    const file = path.join(folder, name);
    return fs.lstatSync(file).isFile() ? fs.readFileSync(file) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Writes a file under a temporary name and renames it, so that a reader sees the old or the new one, never half of one, and of two
 * writers the later wins. Returns why it could not be written, else undefined.
 */
export function writeCacheFile(folder: string, name: string, pieces: readonly Uint8Array[]): string | undefined {
  const made = path.join(folder, `${name}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    fs.mkdirSync(folder, { recursive: true });
    const descriptor = fs.openSync(made, 'wx');
    try {
      for (const piece of pieces) writeWhole(descriptor, piece);
    } finally {
      fs.closeSync(descriptor);
    }
    fs.renameSync(made, path.join(folder, name));
    return undefined;
  } catch (error) {
    remove(folder, path.basename(made));
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

function writeWhole(descriptor: number, piece: Uint8Array): void {
  for (let at = 0; at < piece.length; ) at += fs.writeSync(descriptor, piece, at);
}

/** The files of the cache in a folder, the latest first. */
export function cacheFiles(folder: string): readonly CacheFile[] {
  return namesIn(folder, ours)
    .flatMap((name) => {
      const stat = fs.statSync(path.join(folder, name), { throwIfNoEntry: false });
      return stat ? [{ name, bytes: stat.size, modified: stat.mtimeMs }] : [];
    })
    .sort((a, b) => b.modified - a.modified || (a.name < b.name ? -1 : 1));
}

/** Removes all but the latest files that start with `prefix`, and what an interrupted writer left long before those. */
export function pruneCache(folder: string, prefix: string, keep: number): void {
  const all = cacheFiles(folder);
  for (const { name } of all.filter(({ name }) => name.startsWith(prefix)).slice(keep)) remove(folder, name);
  const latest = all[0]?.modified ?? 0;
  for (const name of namesIn(folder, unfinished)) {
    const stat = fs.statSync(path.join(folder, name), { throwIfNoEntry: false });
    if (stat && latest - stat.mtimeMs > ABANDONED) remove(folder, name);
  }
}

/** Milliseconds after which an unfinished file is nobody's any more. */
const ABANDONED = 3_600_000;

/** Removes the files of the cache, and the folder where nothing else lies in it. Returns what was removed. */
export function cleanCache(folder: string): readonly CacheFile[] {
  const files = cacheFiles(folder);
  for (const name of [...files.map(({ name }) => name), ...namesIn(folder, unfinished)]) remove(folder, name);
  try {
    fs.rmdirSync(folder);
  } catch {
    // Something else lies there, or there was no folder.
  }
  return files;
}

function namesIn(folder: string, pattern: RegExp): string[] {
  try {
    return fs.readdirSync(folder).filter((name) => pattern.test(name));
  } catch {
    return [];
  }
}

function remove(folder: string, name: string): void {
  try {
    fs.rmSync(path.join(folder, name), { force: true });
  } catch {
    // Another process may be at it, or the folder be read-only.
  }
}
