import { posix } from 'node:path';

/** Whether a repository-relative path lies in DIR (`''` is the repository's root). */
export function isInside(dir: string, file: string): boolean {
  return dir === '' || file === dir || file.startsWith(`${dir}/`);
}

/**
 * A repository-relative path as the report names it: relative to DIR with `/`. A file elsewhere in the repository, which a trace may
 * visit, starts with `../`; joined to `run.root` it is repository-relative again.
 */
export function relativeTo(dir: string, file: string): string {
  if (dir === '') return file;
  if (isInside(dir, file)) return file.slice(dir.length + 1);
  // Both are made absolute below one root, so that the process's working directory plays no part.
  return posix.relative(`/${dir}`, `/${file}`);
}
