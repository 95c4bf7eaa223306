import { posix } from 'node:path';
import { isBelow, withinFolder } from '../paths/repo-path.ts';

/**
 * A repository-relative path as the report names it: relative to DIR with `/`. A file elsewhere in the repository, which a trace may
 * visit, starts with `../`; joined to `run.root` it is repository-relative again.
 */
export function relativeTo(dir: string, file: string): string {
  if (isBelow(file, dir)) return withinFolder(file, dir);
  // Both are made absolute below one root, so that the process's working directory plays no part.
  return posix.relative(`/${dir}`, `/${file}`);
}
