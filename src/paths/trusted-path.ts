import { delimiter, isAbsolute, join } from 'node:path';

/**
 * The folders of PATH without what the target could have put there: relative entries (a program would be looked for in the folder
 * under analysis), folders inside `root` (absolute), and `node_modules/.bin`, which npx and npm scripts put first.
 */
export function trustedPath(path: string, root: string | undefined): string[] {
  const prefix = root === undefined || root.endsWith('/') ? root : join(root, '/');
  return path
    .split(delimiter)
    .filter(
      (entry) =>
        isAbsolute(entry) &&
        !entry.replaceAll('\\', '/').split('/').includes('node_modules') &&
        (prefix === undefined || !join(entry, '/').startsWith(prefix)),
    );
}
