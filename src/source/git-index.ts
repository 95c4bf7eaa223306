import { once } from '../text/once.ts';
import { byCodeUnit } from '../text/order.ts';
import { type Git, headCommit, records } from './git.ts';
import { type IndexEntry, indexEntries } from './index-entries.ts';
import type { SourceOptions } from './options.ts';
import { openRepository } from './repository.ts';
import type { Skipped, Source } from './source.ts';
import { type StoredEntry, storedTree } from './stored-tree.ts';

/**
 * What the next commit would hold: the content of the git index, GIT_INDEX_FILE honoured (git sets it in the hooks of a
 * partial commit). A file in conflict or only announced (`git add -N`) has no staged content and is skipped. Bytes are
 * those that git stores: line ends as committed, Git LFS files as their pointers. DIR is absolute.
 * Throws a ToolError `not-found`, `not-a-directory`, `not-a-repository`, `git-missing` or `git-failed`; `list` and `read`
 * throw `git-failed` where git does.
 */
export function openIndex(absoluteDir: string, options: SourceOptions = {}): Source {
  const { git, dir } = openRepository(absoluteDir, options, 'the git index');
  const tree = once(() => {
    const { staged, skipped } = stagedEntries(git);
    return storedTree(git, staged, skipped);
  });
  const commit = once(() => headCommit(git));
  const staged = once(() => {
    // Without a commit, anything staged is a difference.
    const base = commit() ?? emptyTree(git);
    const args = ['diff-index', '--cached', '--ita-invisible-in-index', '--name-only', '-z', '--no-renames', base];
    return records(git.run(args)).sort(byCodeUnit);
  });
  return {
    kind: 'index',
    dir,
    get commit() {
      return commit();
    },
    get dirty() {
      return staged().length > 0;
    },
    list: () => tree().list(),
    read: (path) => tree().read(path),
    staged,
  };
}

function stagedEntries(git: Git): { staged: StoredEntry[]; skipped: Skipped[] } {
  const entries = indexEntries(git.run(['ls-files', '-z', '--stage']));
  const announced = announcedPaths(git, entries);
  const skipped: Skipped[] = [];
  const staged: StoredEntry[] = [];
  for (const entry of entries) {
    const file = entry.path;
    if (entry.stage !== 0)
      skipped.push({ file, reason: 'unreadable', detail: 'in conflict: nothing merged is staged' });
    else if (announced.has(file)) {
      skipped.push({ file, reason: 'unreadable', detail: 'announced by git add -N: nothing is staged' });
    } else staged.push(entry);
  }
  return { staged, skipped };
}

/** Paths of `git add -N`. Git lists them as empty files; seen against the empty tree they are not there. */
function announcedPaths(git: Git, entries: readonly IndexEntry[]): Set<string> {
  const emptyBlob = git.run(['hash-object', '-t', 'blob', '--stdin'], '').toString('latin1').trim();
  const empty = entries.filter(({ id, stage }) => stage === 0 && id === emptyBlob).map(({ path }) => path);
  if (empty.length === 0) return new Set();
  const args = ['diff-index', '--cached', '--ita-invisible-in-index', '--name-only', '-z', '--no-renames'];
  const real = new Set(records(git.run([...args, emptyTree(git)])));
  return new Set(empty.filter((path) => !real.has(path)));
}

/** Id of the tree without entries, which git knows without storing it. It depends on the repository's hash function. */
function emptyTree(git: Git): string {
  return git.run(['hash-object', '-t', 'tree', '--stdin'], '').toString('latin1').trim();
}
