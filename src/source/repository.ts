import { ToolError } from '../diagnostics/tool-error.ts';
import type { Git } from './git.ts';
import type { SourceOptions } from './options.ts';
import { findPlace } from './root.ts';

/**
 * The git repository around DIR, for sources that exist in git alone. Throws a ToolError: `not-found`, `not-a-directory`,
 * `not-a-repository`, `git-missing` or `git-failed`.
 */
export function openRepository(
  absoluteDir: string,
  options: SourceOptions,
  wanted: string,
): { readonly git: Git; readonly dir: string } {
  const { git, dir, notes } = findPlace(absoluteDir, options.env ?? process.env, options.home);
  if (git) return { git, dir };
  const what = `${wanted} cannot be read`;
  const where = absoluteDir;
  switch (notes[0]?.code) {
    case 'git-missing':
      throw new ToolError({
        code: 'git-missing',
        what: `${what}: no git program was found`,
        where,
        tried: ['git on every absolute folder of PATH outside the repository and outside node_modules'],
        fix: 'install git, or analyse the work tree',
      });
    case 'git-refused':
      throw new ToolError({
        code: 'git-failed',
        what: `${what}: git refuses to work on this repository`,
        where,
        tried: ['git rev-parse --show-toplevel'],
        fix: 'run that command there; a repository of another owner needs `git config --global --add safe.directory DIR`',
      });
    default:
      throw new ToolError({
        code: 'not-a-repository',
        what: `${what}: the folder belongs to no git repository, or the one around it ignores the folder`,
        where,
        fix: 'name a folder inside a git work tree, or analyse the work tree',
      });
  }
}
