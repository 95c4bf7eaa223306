import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
} from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { dirOf } from '../paths/repo-path.ts';
import { once } from '../text/once.ts';
import { type Git, headCommit, records } from './git.ts';
import { indexEntries } from './index-entries.ts';
import { readLimit, type SourceOptions } from './options.ts';
import { isRepositoryPath } from './repository-path.ts';
import { findPlace } from './root.ts';
import type { Skipped, Source } from './source.ts';
import { buildTree, type SourceTree, type TreeEntry } from './tree.ts';
import { walk } from './walk.ts';

/** Paths that are part of the work tree, before the file system is asked about each. */
type Candidates = {
  readonly paths: readonly string[];
  readonly skipped: readonly Skipped[];
  /** Whether anything beside what git tracks is among them; null without git. */
  readonly hasUntracked: boolean | null;
};

/**
 * The files as they lie on disk: in a git repository what git tracks and what it does not ignore, else what .gitignore
 * files leave. DIR is absolute; the whole repository around it is listed, so that imports of other folders resolve.
 * Nothing is listed or read before it is asked for. Throws a ToolError `not-found` or `not-a-directory`.
 */
export function openWorkTree(absoluteDir: string, options: SourceOptions = {}): Source {
  const { root, dir, git, notes } = findPlace(absoluteDir, options.env ?? process.env, options.home);
  const candidates = once(() => (git && gitCandidates(git)) ?? { ...walk(root), hasUntracked: null });
  const tree = once(() => statTree(root, candidates()));
  const commit = once(() => git && headCommit(git));
  const dirty = once(() => (git ? isDirty(git, candidates()) : null));
  return {
    kind: 'worktree',
    dir,
    notes,
    get commit() {
      return commit();
    },
    get dirty() {
      return dirty();
    },
    list: () => tree().listing,
    read(path) {
      const file = tree().locate(path);
      return file && readInside(root, file.path);
    },
  };
}

/** What git tracks, and what it neither tracks nor ignores. Undefined where git fails on it (say, a broken index). */
function gitCandidates(git: Git): Candidates | undefined {
  const tracked = git.attempt(['ls-files', '-z', '--stage']);
  // An untracked node_modules is never source, whether or not somebody remembered to ignore it.
  const warnings: string[] = [];
  const others = git.attempt(['ls-files', '-z', '--others', '--exclude-standard', '--exclude=node_modules'], warnings);
  if (!tracked || !others) return undefined;
  const paths = new Set<string>();
  const skipped: Skipped[] = [];
  for (const { path, mode } of indexEntries(tracked)) {
    if (mode === '160000') skipped.push({ file: path, reason: 'submodule' });
    else paths.add(path);
  }
  let hasUntracked = false;
  for (const path of records(others)) {
    hasUntracked = true;
    // A trailing slash: git does not look into a repository that lies in this one.
    if (!path.endsWith('/')) paths.add(path);
    else skipped.push({ file: path.slice(0, -1), reason: 'submodule', detail: 'a git repository of its own' });
  }
  for (const warning of warnings) {
    // Git cuts messages at 4,096 bytes: of a longer path the last segment and the reason may be missing.
    const [, folder, detail] = /^warning: could not open directory '(.*)\/(?:': (.*)|[^/]*)$/.exec(warning) ?? [];
    if (folder) skipped.push({ file: folder, reason: 'unreadable', detail: detail ?? 'the path is too long' });
  }
  return { paths: [...paths], skipped, hasUntracked };
}

/** Tracked files that differ from HEAD, or untracked ones. Contents are compared only where time stamps differ. */
function isDirty(git: Git, { hasUntracked }: Candidates): boolean | null {
  if (hasUntracked) return true;
  const status = git.attempt(['status', '--porcelain', '-z', '--untracked-files=no', '--ignore-submodules=dirty']);
  return status ? status.length > 0 : null;
}

/** Asks the file system about each path: size, kind, where a link leads. Absent files are no part of the work tree. */
function statTree(root: string, candidates: Candidates): SourceTree {
  const entries: TreeEntry[] = [];
  const skipped: Skipped[] = [...candidates.skipped];
  const folders = new Map<string, boolean>([['', true]]);

  /** Whether a folder is real. One that git tracks can have become a link since: it is listed as that, once. */
  const isReal = (dir: string): boolean => {
    const known = folders.get(dir);
    if (known !== undefined) return known;
    let real = false;
    if (isReal(dirOf(dir))) {
      const stat = lstatSync(join(root, dir), { throwIfNoEntry: false });
      if (stat?.isSymbolicLink()) entries.push(link(root, dir));
      real = stat?.isDirectory() === true;
    }
    folders.set(dir, real);
    return real;
  };

  const add = (path: string): void => {
    // Names that are no UTF-8 arrive with replacement characters and cannot be told to the file system again.
    if (path.includes('\uFFFD')) {
      skipped.push({ file: path, reason: 'unreadable', detail: 'the name is no UTF-8' });
      return;
    }
    if (!isRepositoryPath(path)) {
      entries.push({ type: 'file', path, size: 0 });
      return;
    }
    if (folders.has(path) || !isReal(dirOf(path))) return;
    const stat = lstatSync(join(root, path), { throwIfNoEntry: false });
    if (stat?.isFile()) entries.push({ type: 'file', path, size: stat.size });
    else if (stat?.isSymbolicLink()) entries.push(link(root, path));
    else if (stat && !stat.isDirectory())
      skipped.push({ file: path, reason: 'unreadable', detail: 'not a regular file' });
  };

  for (const path of candidates.paths) {
    try {
      add(path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      if (code !== 'ENOTDIR') skipped.push({ file: path, reason: 'unreadable', detail: code });
    }
  }
  return buildTree(entries, skipped);
}

/** A link with its text as the tree understands it: `/`, and relative where an absolute one leads into the root. */
function link(root: string, path: string): TreeEntry {
  let text = readlinkSync(join(root, path));
  if (isAbsolute(text) && (text === root || text.startsWith(root + sep))) {
    text = relative(dirname(join(root, path)), text) || '.';
  }
  return { type: 'link', path, text: sep === '/' ? text : text.replaceAll(sep, '/') };
}

/**
 * Bytes of a file whose real path (with every folder on its way) is still inside the root. Opened without following a
 * link and without waiting, since a file may have become a link or a pipe after it was listed.
 */
function readInside(root: string, path: string): Uint8Array | undefined {
  if (!isRepositoryPath(path)) return undefined;
  let descriptor: number | undefined;
  try {
    const real = realpathSync.native(join(root, path));
    if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep)) return undefined;
    descriptor = openSync(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const stat = fstatSync(descriptor);
    return stat.isFile() && stat.size <= readLimit ? readFileSync(descriptor) : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
