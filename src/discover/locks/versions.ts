import { foldersUpward, withinFolder } from '../../paths/repo-path.ts';
import { addNote, type Notes } from '../note.ts';
import type { PackageDraft } from '../packages.ts';
import type { Tree } from '../tree.ts';
import { readBunLock } from './bun-lock.ts';
import type { LockFile } from './lock-file.ts';
import { readNpmLock } from './npm-lock.ts';
import { readPnpmLock } from './pnpm-lock.ts';
import { readYarnLock } from './yarn-lock.ts';

/** In the order in which npm, pnpm and bun themselves prefer them where several stand in one folder. */
const readers: readonly (readonly [string, (text: string) => LockFile | undefined])[] = [
  ['npm-shrinkwrap.json', readNpmLock],
  ['package-lock.json', readNpmLock],
  ['pnpm-lock.yaml', readPnpmLock],
  ['yarn.lock', readYarnLock],
  ['bun.lock', readBunLock],
];

/** Answers which versions a package sees: those of the nearest lock file upward; empty without one. */
export function openVersions(tree: Tree, notes: Notes): (draft: PackageDraft) => ReadonlyMap<string, string> {
  const locks = new Map<string, LockFile | undefined>();
  const lockIn = (dir: string): LockFile | undefined => {
    if (!locks.has(dir)) locks.set(dir, readLockIn(tree, dir, notes));
    return locks.get(dir);
  };
  return (draft) => {
    for (const dir of foldersUpward(draft.dir)) {
      const lock = lockIn(dir);
      if (lock) return versionsOf(draft, withinFolder(draft.dir, dir), lock);
    }
    return new Map();
  };
}

function readLockIn(tree: Tree, dir: string, notes: Notes): LockFile | undefined {
  for (const [name, read] of readers) {
    const path = dir === '' ? name : `${dir}/${name}`;
    const text = tree.has(path) ? tree.lockText(path) : undefined;
    if (text === undefined) continue;
    const lock = read(text);
    if (lock) return lock;
    addNote(
      notes,
      'lock-file-broken',
      path,
      1,
      `${path} could not be read; versions come from the ranges in package.json`,
    );
  }
  const binary = dir === '' ? 'bun.lockb' : `${dir}/bun.lockb`;
  if (tree.has(binary))
    addNote(
      notes,
      'lock-file-binary',
      binary,
      null,
      `${binary} is bun's binary lock file, which is not read; bun.lock is`,
    );
  return undefined;
}

function versionsOf(draft: PackageDraft, folder: string, lock: LockFile): ReadonlyMap<string, string> {
  const own = new Map<string, string>();
  for (const [name, range] of draft.dependencies) {
    const version = lock.byRange.get(`${name}@${range.replace(/^npm:/, '')}`);
    if (version !== undefined && version !== lock.common.get(name)) own.set(name, version);
  }
  // What a folder above installs for itself is seen too; the nearest wins.
  for (const dir of [...foldersUpward(folder)].reverse())
    for (const [name, version] of lock.own.get(dir) ?? [])
      if (version !== lock.common.get(name)) own.set(name, version);
  return own.size === 0 ? lock.common : new Map([...lock.common, ...own]);
}
