import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** Where the cache of a project lies (absolute), and why there. */
export type CachePlace = { readonly folder: string; readonly why: string };

export type PlaceInput = {
  /** `--cache-location`, absolute. */
  readonly asked?: string;
  /** What is analysed, and the root of its repository; absolute, without links. */
  readonly dir: string;
  readonly root: string;
  /** The repository is one of git, and git tracks nothing below a `node_modules/.cache` of it. */
  readonly isUntracked: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
};

/** Why a cache in the project is none. */
const cameAlong = 'what is here may have come with the repository';

/**
 * `node_modules/.cache/sharenothing` of the project or a folder above it in its repository, where git ignores that; else a folder
 * of the user. What comes with a repository is no cache: who wrote it could write any verdict. Nor is what a link leads to.
 */
export function cachePlace(input: PlaceInput): CachePlace {
  const { asked, dir, root, isUntracked } = input;
  if (asked !== undefined) return { folder: asked, why: '--cache-location' };
  let why = isUntracked ? 'no node_modules here' : cameAlong;
  for (let folder = dir; isUntracked; folder = path.dirname(folder)) {
    const modules = path.join(folder, 'node_modules');
    const kept = path.join(modules, '.cache', 'sharenothing');
    if (isFolder(modules)) {
      if ([path.dirname(kept), kept].every((one) => isFolder(one) !== false))
        return { folder: kept, why: 'the project has node_modules' };
      why = cameAlong;
      break;
    }
    if (folder === root || path.dirname(folder) === folder) break;
  }
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  return { folder: path.join(userCache(input), 'sharenothing', name), why };
}

/** Whether a path is a folder itself, no link to one: a link may lead anywhere. Null where there is nothing. */
function isFolder(place: string): boolean | null {
  try {
    return fs.lstatSync(place).isDirectory();
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : false;
  }
}

/** The folder in which programs of this user keep their caches. */
function userCache({ env, platform, home }: PlaceInput): string {
  const own = env.XDG_CACHE_HOME;
  if (own && path.isAbsolute(own)) return own;
  if (platform === 'win32') return env.LOCALAPPDATA || path.join(home, 'AppData', 'Local');
  return platform === 'darwin' ? path.join(home, 'Library', 'Caches') : path.join(home, '.cache');
}
