import fs from 'node:fs';
import path from 'node:path';
import type { Source } from '../source/source.ts';

/**
 * The repository's root on disk, absolute and without links, for a source that was opened in the folder `dir`. It tells
 * configuration files that lie in the source from others, and names code to the loader; nothing of the target is read here.
 */
export function repositoryRoot(dir: string, source: Source): string {
  const real = fs.realpathSync(dir);
  return source.dir === '' ? real : path.resolve(real, ...source.dir.split('/').map(() => '..'));
}
