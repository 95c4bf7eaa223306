import { relative, sep } from 'node:path';

/** An absolute path at or below `root` as a repository path, `''` for the root. */
export function repositoryPath(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

/**
 * Whether a path may name something in a repository: relative, `/` between non-empty segments, no `.` or `..`, no NUL.
 * On Windows also without what its file system reads as a drive, a stream or a separator. `''` is no file.
 */
export function isRepositoryPath(path: string, windows = process.platform === 'win32'): boolean {
  if (path === '' || path.includes('\0')) return false;
  if (windows && /[\\:]/.test(path)) return false;
  return path.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..');
}

/** Whether a path has a segment `node_modules`. */
export function isInNodeModules(path: string): boolean {
  return path === 'node_modules' || path.startsWith('node_modules/') || /\/node_modules(?:\/|$)/.test(path);
}

/** A path that is no repository path as it can still be told to the user: no segment is empty, `.` or `..`. */
export function tellablePath(path: string): string {
  return path
    .split('/')
    .map((segment) => (/^\.{0,2}$/.test(segment) ? segment.replaceAll('.', '%2E') || '%' : segment))
    .join('/');
}
