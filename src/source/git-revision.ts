import { once } from '../text/once.ts';
import { records } from './git.ts';
import type { SourceOptions } from './options.ts';
import { openRepository } from './repository.ts';
import { resolveRevision } from './revisions.ts';
import type { Source } from './source.ts';
import { type StoredEntry, storedTree } from './stored-tree.ts';

/**
 * The repository as a revision has it (any name that git resolves to a commit, or `merge-base:BRANCH`). Bytes are those that git stores: line ends
 * as committed, Git LFS files as their pointers. DIR is absolute and exists in the work tree; the revision may not have it.
 * Throws a ToolError `not-found`, `not-a-directory`, `not-a-repository`, `git-missing`, `git-failed`, `revision-unknown` or
 * `shallow-clone`; `list` and `read` throw `git-failed` where git does.
 */
export function openRevision(absoluteDir: string, revision: string, options: SourceOptions = {}): Source {
  const { git, dir } = openRepository(absoluteDir, options, `the revision ${revision}`);
  const commit = resolveRevision(git, revision);
  const tree = once(() => {
    const output = git.run(['ls-tree', '-r', '-z', '--full-tree', commit]);
    return storedTree(git, treeEntries(output), []);
  });
  return { kind: 'revision', dir, commit, dirty: false, list: () => tree().list(), read: (path) => tree().read(path) };
}

/** Reads the output of `git ls-tree -r -z`: `<mode> <type> <id>\t<path>`. */
function treeEntries(output: Buffer): StoredEntry[] {
  return records(output).map((record) => {
    const tab = record.indexOf('\t');
    const [mode, , id] = record.slice(0, tab).split(' ') as [string, string, string];
    return { mode, id, path: record.slice(tab + 1) };
  });
}
