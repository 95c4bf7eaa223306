import { isCode } from '../paths/code-extensions.ts';
import { extensionOf } from '../paths/repo-path.ts';
import type { Workspace } from './workspace.ts';

/**
 * What an import may lead to: the code that discover took in, and every other listed file as an asset (JSON, styles, declarations).
 * Listed code that it left out (built, minified, ...) stays out, and so does what may be code by its lack of an extension.
 */
export function resolvablePaths(workspace: Workspace, listed: Iterable<string>): ReadonlySet<string> {
  const assets = [...listed].filter((path) => !isCode(path) && extensionOf(path) !== '');
  return new Set([...workspace.files, ...workspace.outside, ...assets]);
}
