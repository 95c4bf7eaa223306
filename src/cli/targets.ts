import fs from 'node:fs';
import path from 'node:path';
import { didYouMean } from '../diagnostics/nearest.ts';
import { ToolError } from '../diagnostics/tool-error.ts';
import { byCodeUnit } from '../text/order.ts';

/** A folder to analyse. Paths are absolute with links resolved. */
export type Target = {
  readonly dir: string;
  /** The report keeps only what lies in these files; null keeps all. */
  readonly files: readonly string[] | null;
};

/**
 * What the positional arguments ask for: folders are analysed; a file narrows the report of the project that it lies in,
 * which is a folder that was named too, else the nearest folder with a package.json from the current one upwards, or from the
 * file where that lies elsewhere.
 * Folders inside other folders of the list are part of those and are not analysed twice.
 *
 * `commands` are the names of the commands, for the hint on a misspelt one.
 */
export function resolveTargets(paths: readonly string[], cwd: string, commands: readonly string[]): Target[] {
  const dirs: string[] = [];
  const files: string[] = [];
  for (const given of paths.length === 0 ? ['.'] : paths) {
    const { real, isDirectory } = locate(given, cwd, commands);
    (isDirectory ? dirs : files).push(real);
  }
  const roots = outermost(dirs);
  const named = new Map<string, string[]>();
  for (const file of files) {
    const root = roots.find((dir) => contains(dir, file)) ?? projectOf(file, fs.realpathSync(cwd));
    named.set(root, [...(named.get(root) ?? []), file]);
  }
  return [...new Set([...roots, ...named.keys()])]
    .sort(byCodeUnit)
    .map((dir) => ({ dir, files: named.get(dir)?.sort(byCodeUnit) ?? null }));
}

/** The innermost folder that holds all of some folders (absolute). On different drives: the first one's root. */
export function commonFolder(dirs: readonly string[]): string {
  let common = dirs[0]!;
  while (!dirs.every((dir) => contains(common, dir))) {
    const parent = path.dirname(common);
    if (parent === common) return common;
    common = parent;
  }
  return common;
}

/** Whether a file or folder lies in a folder, or is that folder. Absolute paths. */
export function contains(dir: string, inner: string): boolean {
  const relative = path.relative(dir, inner);
  return relative === '' || (relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative));
}

function locate(given: string, cwd: string, commands: readonly string[]): { real: string; isDirectory: boolean } {
  const absolute = path.resolve(cwd, given);
  let stat: fs.Stats;
  let real: string;
  try {
    real = fs.realpathSync(absolute);
    stat = fs.statSync(real);
  } catch (error) {
    throw notFound(given, absolute, commands, error);
  }
  if (!stat.isDirectory() && !stat.isFile()) {
    throw new ToolError({
      code: 'not-found',
      what: `"${given}" is neither a folder nor a regular file`,
      tried: [absolute],
      fix: 'name a folder to analyse, or a source file to narrow the report to',
    });
  }
  return { real, isDirectory: stat.isDirectory() };
}

function notFound(given: string, absolute: string, commands: readonly string[], cause: unknown): ToolError {
  const code = (cause as NodeJS.ErrnoException).code;
  const candidates = [...(/^[a-z-]+$/.test(given) ? commands : []), ...neighbours(given, absolute)];
  const fix = commands.includes(given)
    ? `a command goes before its options: sharenothing ${given} ...`
    : `${didYouMean(given, candidates)}name a folder or file that exists, or run it in the project's folder without one`;
  return new ToolError(
    {
      code: 'not-found',
      what:
        code === 'ENOENT' || code === 'ENOTDIR'
          ? `there is no folder, file or command "${given}"`
          : `"${given}" cannot be read (${code ?? 'unknown error'})`,
      tried: [absolute],
      fix,
    },
    { cause },
  );
}

/** What the folder of a path that does not exist has instead, written as the path was. */
function neighbours(given: string, absolute: string): string[] {
  const before = given.slice(0, given.length - path.basename(given).length);
  try {
    return fs.readdirSync(path.dirname(absolute)).map((name) => before + name);
  } catch {
    return [];
  }
}

function outermost(dirs: readonly string[]): string[] {
  const unique = [...new Set(dirs)];
  return unique.filter((dir) => !unique.some((other) => other !== dir && contains(other, dir)));
}

/** The nearest folder with a package.json at or above the current one where the file lies in that, else above the file. */
function projectOf(file: string, cwd: string): string {
  const start = contains(cwd, file) ? cwd : path.dirname(file);
  for (let dir = start; ; dir = path.dirname(dir)) {
    if (fs.existsSync(path.join(dir, 'package.json'))) return dir;
    // A repository's root ends the search: what lies above it is another project.
    if (fs.existsSync(path.join(dir, '.git')) || path.dirname(dir) === dir) return start;
  }
}
