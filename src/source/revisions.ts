import { ToolError } from '../diagnostics/tool-error.ts';
import type { Git } from './git.ts';

/** What a revision that is to be compared with may start with: the newest commit that HEAD and the branch have in common. */
export const mergeBasePrefix = 'merge-base:';

/**
 * The commit that a name stands for: any name that git resolves to one, a branch of `origin` that has no local one (CI checks out
 * no other branch), or `merge-base:` and such a name.
 * @throws ToolError `revision-unknown` or `shallow-clone`
 */
export function resolveRevision(git: Git, revision: string): string {
  return revision.startsWith(mergeBasePrefix)
    ? mergeBase(git, revision, revision.slice(mergeBasePrefix.length))
    : resolveCommit(git, revision, revision);
}

function mergeBase(git: Git, written: string, branch: string): string {
  const other = resolveCommit(git, branch, written);
  const found = git.attempt(['merge-base', 'HEAD', other])?.toString('latin1').trim().split('\n')[0];
  if (found && isCommitId(found)) return found;
  const tried = [`git merge-base HEAD ${branch}`];
  if (isShallow(git))
    throw shallow(`the commit at which HEAD and ${branch} part is not in this shallow clone`, written, tried);
  throw new ToolError({
    code: 'revision-unknown',
    what: `HEAD and ${branch} have no commit in common`,
    where: written,
    tried,
    fix: 'name a branch that this one started from, or a commit to compare with',
  });
}

function resolveCommit(git: Git, name: string, written: string): string {
  // What starts with a dash would be read as an option.
  const isName = name !== '' && !name.startsWith('-') && !/[\0\n]/.test(name);
  const names = isName ? [name, `origin/${name}`] : [];
  const commands = names.map((one) => ['rev-parse', '--verify', '-q', `${one}^{commit}`]);
  for (const command of commands) {
    const found = git.attempt(command)?.toString('latin1').trim();
    if (found && isCommitId(found)) return found;
  }
  const tried = commands.map((command) => `git ${command.join(' ')}`);
  if (isName && isShallow(git)) throw shallow(`the revision ${name} is not in this shallow clone`, written, tried);
  throw new ToolError({
    code: 'revision-unknown',
    what: `the revision ${JSON.stringify(name)} names no commit of this repository`,
    where: written,
    tried,
    fix: 'name a commit, branch or tag that `git log` knows; a branch of the remote as `origin/NAME`, after `git fetch`',
  });
}

function isCommitId(text: string): boolean {
  return /^[0-9a-f]{40,64}$/.test(text);
}

function isShallow(git: Git): boolean {
  return git.attempt(['rev-parse', '--is-shallow-repository'])?.toString('latin1').trim() === 'true';
}

function shallow(what: string, where: string, tried: readonly string[]): ToolError {
  return new ToolError({
    code: 'shallow-clone',
    what,
    where,
    tried,
    fix: 'fetch the history: `git fetch --unshallow`; in a CI job the line `fetch-depth: 0` under `with:` of actions/checkout, or `GIT_DEPTH: 0` under `variables:` of GitLab',
  });
}
