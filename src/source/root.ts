import { readFileSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { ToolError } from '../diagnostics/tool-error.ts';
import { type Environment, type Git, type GitState, openGit } from './git.ts';
import { isInNodeModules, repositoryPath } from './repository-path.ts';
import type { SourceNote } from './source.ts';
import { statOf } from './stat.ts';
import { workspaceAbove } from './workspace-root.ts';

/** Where a run happens. `root` is absolute and real; `dir` is DIR seen from there, with `/`. */
export type Place = {
  readonly root: string;
  readonly dir: string;
  readonly git: Git | null;
  readonly notes: readonly SourceNote[];
};

/**
 * The place of DIR (absolute): the git repository around it; where there is none, or git ignores DIR, the nearest folder
 * that declares a workspace DIR belongs to; else DIR itself. A repository is seen without the git program too.
 * Throws a ToolError `not-found` or `not-a-directory`. `home` is where the search ends (not included).
 */
export function findPlace(absoluteDir: string, environment: Environment, home: string = homedir()): Place {
  const dir = realDirectory(absoluteDir);
  const top = repositoryAbove(dir);
  if (top === undefined) return place(workspaceAbove(dir, home) ?? dir, dir, null);
  const state = openGit(top, environment);
  if (state.git && isLeftOut(state.git, repositoryPath(top, dir))) {
    // A clone or fixture inside another project's ignored folder: the user names it, so that it is a project of its own.
    return place(workspaceAbove(dir, top) ?? dir, dir, null);
  }
  return place(top, dir, state);
}

function place(root: string, dir: string, state: GitState | null): Place {
  const notes: SourceNote[] = [];
  if (state?.problem === 'git-missing') {
    const message = `${state.message}: what git tracks is unknown, .gitignore files decide what is source`;
    notes.push({ code: 'git-missing', message });
  } else if (state?.problem === 'git-refused') {
    // The words of git name absolute paths: they stay out of reports.
    const message = 'git refuses to work on this repository: .gitignore files decide what is source';
    notes.push({ code: 'git-refused', message });
  }
  return { root, dir: repositoryPath(root, dir), git: state?.git ?? null, notes };
}

/** DIR without links on its way; throws where it is no folder. */
function realDirectory(absoluteDir: string): string {
  let real: string;
  try {
    real = realpathSync.native(absoluteDir);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' || code === 'ENOTDIR' ? 'does not exist' : `cannot be opened (${code})`;
    throw new ToolError(
      {
        code: 'not-found',
        what: `the folder to analyse ${reason}`,
        where: absoluteDir,
        fix: 'name an existing folder',
      },
      { cause },
    );
  }
  if (statSync(real).isDirectory()) return real;
  throw new ToolError({
    code: 'not-a-directory',
    what: 'the path to analyse is a file, not a folder',
    where: absoluteDir,
    fix: `name its folder: ${dirname(absoluteDir)}`,
  });
}

/** The nearest folder at or above `dir` that starts a git work tree, told without git. */
function repositoryAbove(dir: string): string | undefined {
  for (let at = dir; ; at = dirname(at)) {
    if (isRepository(at)) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** Whether a folder has a `.git` that git itself would take for one: a folder with HEAD and objects, or a `gitdir:` file. */
export function isRepository(folder: string): boolean {
  const entry = join(folder, '.git');
  const stat = statOf(entry);
  if (stat?.isFile()) return stat.size < 8192 && readFileSync(entry, 'utf8').startsWith('gitdir:');
  if (!stat?.isDirectory()) return false;
  return ['HEAD', 'objects'].every((name) => statOf(join(entry, name)) !== undefined);
}

/** Whether git ignores a folder (or it lies in a `node_modules`) and tracks nothing in it. */
function isLeftOut(git: Git, dir: string): boolean {
  if (dir === '') return false;
  if (!isInNodeModules(dir) && !git.attempt(['check-ignore', '-q', '--', `./${dir}`])) return false;
  return git.attempt(['ls-files', '-z', '--', `:(literal)${dir}`])?.length === 0;
}
