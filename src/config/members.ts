import { readPackages, readWorkspaces } from '../discover/packages.ts';
import { openTree } from '../discover/tree.ts';
import type { Source } from '../source/source.ts';

/** Folders of the packages that the workspaces of a source declare as their members. */
export function workspaceMembers(source: Source): ReadonlySet<string> {
  const tree = openTree(source);
  // What is broken in a manifest is told by discover, which reads them again.
  const packages = readPackages(tree, () => true, []);
  return new Set(readWorkspaces(tree, packages, []).flatMap(({ members }) => members));
}
