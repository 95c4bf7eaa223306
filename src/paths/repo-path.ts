import { posix } from 'node:path';

/** Folder of a repository-relative path, `''` for the repository's root. */
export function dirOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** Last segment of a path. */
export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether `path` is the folder `dir` or lies below it; everything lies below `''`. */
export function isBelow(path: string, dir: string): boolean {
  return dir === '' || path === dir || (path.startsWith(dir) && path.charCodeAt(dir.length) === 47);
}

/**
 * Joins a folder of the repository with a relative path as written in a manifest or an import (`./x`, `../y`, back slashes,
 * doubled or trailing slashes). Returns undefined where that leaves the repository or is absolute; `''` is the root.
 */
export function joinPath(dir: string, relative: string): string | undefined {
  const given = relative.includes('\\') ? relative.replaceAll('\\', '/') : relative;
  if (given.startsWith('/') || /^[A-Za-z]:/.test(given)) return undefined;
  const joined = posix.normalize(dir === '' ? given || '.' : `${dir}/${given}`);
  if (joined === '..' || joined.startsWith('../')) return undefined;
  if (joined === '.' || joined === './') return '';
  return joined.endsWith('/') ? joined.slice(0, -1) : joined;
}

/** The folders from `dir` up to the repository's root, both included. */
export function foldersUpward(dir: string): readonly string[] {
  const found: string[] = [];
  for (let at = dir; ; at = dirOf(at)) {
    found.push(at);
    if (at === '') return found;
  }
}

/** The path of `path` seen from the folder `dir` that it lies below. */
export function withinFolder(path: string, dir: string): string {
  return dir === '' ? path : path.slice(dir.length + 1);
}

/** File extension with its dot as TypeScript sees it (`.d.ts` counts as one), `''` without. */
export function extensionOf(path: string): string {
  const base = baseOf(path);
  const declaration = /\.d\.(?:[^.]+\.)?[cm]?ts$/.exec(base);
  if (declaration) return declaration[0];
  const dot = base.lastIndexOf('.');
  return dot <= 0 ? '' : base.slice(dot);
}

/** The deepest folder that two folders lie in; `''` is the root. */
export function commonFolder(a: string, b: string): string {
  let at = a;
  while (!isBelow(b, at)) at = dirOf(at);
  return at;
}
