import { ToolError } from '../diagnostics/tool-error.ts';
import { type Git, records } from './git.ts';
import { once } from './once.ts';
import type { SourceOptions } from './options.ts';
import { openRepository } from './repository.ts';
import type { Source } from './source.ts';
import { type StoredEntry, storedTree } from './stored-tree.ts';

/**
 * The repository as a revision has it (any name that git resolves to a commit). Bytes are those that git stores: line ends
 * as committed, Git LFS files as their pointers. DIR is absolute and exists in the work tree; the revision may not have it.
 * Throws a ToolError `not-found`, `not-a-directory`, `not-a-repository`, `git-missing`, `git-failed`, `revision-unknown` or
 * `shallow-clone`; `list` and `read` throw `git-failed` where git does.
 */
export function openRevision(absoluteDir: string, revision: string, options: SourceOptions = {}): Source {
  const { git, dir } = openRepository(absoluteDir, options, `the revision ${revision}`);
  const commit = resolveCommit(git, revision);
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

function resolveCommit(git: Git, revision: string): string {
  // What starts with a dash would be read as an option.
  const isName = revision !== '' && !revision.startsWith('-') && !/[\0\n]/.test(revision);
  const args = ['rev-parse', '--verify', '-q', `${revision}^{commit}`];
  const found = isName ? git.attempt(args)?.toString('latin1').trim() : undefined;
  if (found && /^[0-9a-f]{40,64}$/.test(found)) return found;
  const tried = isName ? [`git ${args.join(' ')}`] : [];
  const isShallow = git.attempt(['rev-parse', '--is-shallow-repository'])?.toString('latin1').trim() === 'true';
  if (isName && isShallow) {
    throw new ToolError({
      code: 'shallow-clone',
      what: `the revision ${revision} is not in this shallow clone`,
      where: revision,
      tried,
      fix: 'fetch it: `git fetch --unshallow`, or `fetch-depth: 0` in the checkout step of a CI job',
    });
  }
  throw new ToolError({
    code: 'revision-unknown',
    what: `the revision ${JSON.stringify(revision)} names no commit of this repository`,
    where: revision,
    tried,
    fix: 'name a commit, branch or tag that `git log` knows; a branch of the remote as `origin/NAME`, after `git fetch`',
  });
}
