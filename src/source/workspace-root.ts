import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isBoundedGlob } from '../paths/bounded-glob.ts';
import { repositoryPath } from './repository-path.ts';
import { statOf } from './stat.ts';

const require = createRequire(import.meta.url);

/** Largest manifest that is read while looking for the root, in bytes. */
const manifestLimit = 1024 * 1024;

/**
 * The nearest folder at or above `dir`, below `end` and the file system's root, whose workspace `dir` belongs to; undefined
 * where there is none. All are absolute. Reads manifests above DIR, since what the repository is, is not known yet.
 */
export function workspaceAbove(dir: string, end: string): string | undefined {
  for (let at = dir; at !== end && dirname(at) !== at; at = dirname(at)) {
    if (declaresWorkspace(at, repositoryPath(at, dir))) return at;
  }
  return undefined;
}

/** Whether the manifests of `folder` declare a workspace that holds `member` (relative, `''` the folder itself). */
function declaresWorkspace(folder: string, member: string): boolean {
  const manifest = object(readManifest(folder, 'package.json', JSON.parse));
  const pnpm = object(readManifest(folder, 'pnpm-workspace.yaml', parseYaml));
  if (pnpm && (member === '' || holds(pnpm.packages, member))) return true;
  const workspaces = manifest?.workspaces;
  const globs = Array.isArray(workspaces) ? workspaces : object(workspaces)?.packages;
  if (Array.isArray(globs) && (member === '' || holds(globs, member))) return true;
  if (!manifest) return false;
  // Lerna names packages of its own only where the package manager does not; Nx and Turbo name none.
  const lerna = object(readManifest(folder, 'lerna.json', JSON.parse));
  if (lerna && (member === '' || holds(lerna.packages ?? ['packages/*'], member))) return true;
  return ['nx.json', 'turbo.json'].some((name) => statOf(join(folder, name))?.isFile() === true);
}

/** Whether `member` is, or lies in, a package that the globs name. */
function holds(globs: unknown, member: string): boolean {
  const usable = (Array.isArray(globs) ? globs : []).filter(
    (glob): glob is string => typeof glob === 'string' && isBoundedGlob(glob),
  );
  const clean = (glob: string) => glob.replace(/^\.\//, '').replace(/\/$/, '');
  const named = usable.filter((glob) => !glob.startsWith('!')).map(clean);
  const left = usable.filter((glob) => glob.startsWith('!')).map((glob) => clean(glob.slice(1)));
  if (named.length === 0) return false;
  const picomatch: typeof import('picomatch') = require('picomatch');
  const isNamed = picomatch(named);
  const isLeft = left.length > 0 ? picomatch(left) : () => false;
  const segments = member.split('/');
  const prefixes = segments.map((_, i) => segments.slice(0, i + 1).join('/'));
  return prefixes.some((path) => isNamed(path)) && !prefixes.some((path) => isLeft(path));
}

/** A parsed manifest; undefined where there is none or it cannot be understood (discover tells that, if it matters). */
function readManifest(folder: string, name: string, parse: (text: string) => unknown): unknown {
  const file = join(folder, name);
  const stat = statOf(file);
  if (!stat?.isFile() || stat.size > manifestLimit) return undefined;
  try {
    return parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function object(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** Loads the parser where there is such a file, which is seldom. */
function parseYaml(text: string): unknown {
  const { parse }: typeof import('yaml') = require('yaml');
  return parse(text, { maxAliasCount: 0 });
}
