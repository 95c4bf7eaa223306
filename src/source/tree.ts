import { dirOf, isBelow } from '../paths/repo-path.ts';
import { byCodeUnit } from '../text/order.ts';
import { isInNodeModules, isRepositoryPath, tellablePath } from './repository-path.ts';
import type { Listing, Skipped, SourceFile, SourceLink } from './source.ts';

/** One thing that a source holds, before links are understood. Sizes in bytes. */
export type TreeEntry =
  | { readonly type: 'file'; readonly path: string; readonly size: number }
  | { readonly type: 'link'; readonly path: string; readonly text: string };

/** A listing, and where a path leads to in it. */
export type SourceTree = {
  readonly listing: Listing;
  /** The listed file that a path names, itself or through links; undefined where there is none. */
  locate(path: string): SourceFile | undefined;
};

/** Links that one path may lead through; Linux allows as many. */
const hopLimit = 40;
/** Segments that are walked to follow one path: more than any path has that a system can open. */
const stepLimit = 4096;
/** Longest text of a link that is followed, in UTF-16 code units; longer ones lead nowhere on any system. */
export const linkTextLimit = 4096;

type Target =
  | { readonly kind: 'found'; readonly path: string; readonly directory: boolean }
  | { readonly kind: 'outside' | 'cycle' | 'nowhere' };

/**
 * Joins what a source holds into a listing, the same way for work tree, index and revision. Links are followed in this
 * listing, never by the operating system: a link can therefore lead to nothing that is not listed, and what it leads to
 * is listed once, at its real path. Entries whose path is no repository path (a crafted git tree can hold `..`) are skipped.
 */
export function buildTree(entries: readonly TreeEntry[], alreadySkipped: readonly Skipped[]): SourceTree {
  const files = new Map<string, SourceFile>();
  const texts = new Map<string, string>();
  const folders = new Set<string>(['']);
  const skipped: Skipped[] = [...alreadySkipped];
  for (const entry of entries) {
    if (!isRepositoryPath(entry.path)) {
      skipped.push({ file: tellablePath(entry.path), reason: 'unreadable', detail: 'the path leaves the repository' });
      continue;
    }
    if (entry.type === 'link') texts.set(entry.path, entry.text);
    else {
      const { path, size } = entry;
      files.set(path, isInNodeModules(path) ? { path, size, trackedVendored: true } : { path, size });
    }
    for (let dir = dirOf(entry.path); !folders.has(dir); dir = dirOf(dir)) folders.add(dir);
  }

  const follow = (path: string): Target => {
    const rest = path.split('/').reverse();
    const at: string[] = [];
    let hops = 0;
    for (let steps = 0; rest.length > 0; steps++) {
      if (steps > stepLimit) return { kind: 'cycle' };
      const segment = rest.pop()!;
      if (segment === '' || segment === '.') continue;
      if (segment === '..') {
        if (at.length === 0) return { kind: 'outside' };
        at.pop();
        continue;
      }
      at.push(segment);
      const here = at.join('/');
      const text = texts.get(here);
      if (text !== undefined) {
        if (++hops > hopLimit) return { kind: 'cycle' };
        if (/^(?:\/|[A-Za-z]:[\\/])/.test(text)) return { kind: 'outside' };
        if (text === '' || text.length > linkTextLimit) return { kind: 'nowhere' };
        at.pop();
        for (const part of text.split('/').reverse()) rest.push(part);
      } else if (files.has(here)) {
        if (rest.length > 0) return { kind: 'nowhere' };
        return { kind: 'found', path: here, directory: false };
      } else if (!folders.has(here)) return { kind: leavesFrom(at.length, rest) ? 'outside' : 'nowhere' };
    }
    return { kind: 'found', path: at.join('/'), directory: true };
  };

  const links: SourceLink[] = [];
  for (const [path, text] of texts) {
    const target = follow(path);
    if (target.kind === 'found' && !(target.directory && isBelow(path, target.path))) {
      links.push({ path, target: target.path, directory: target.directory });
      continue;
    }
    const reason = target.kind === 'outside' ? 'outside' : target.kind === 'nowhere' ? 'broken' : 'cycle';
    skipped.push({ file: path, reason: `link-${reason}`, detail: `to ${text.slice(0, 200)}` });
  }

  const listing: Listing = {
    files: [...files.values()].sort((a, b) => byCodeUnit(a.path, b.path)),
    skipped: uniqueSkips(skipped),
    links: links.sort((a, b) => byCodeUnit(a.path, b.path)),
  };
  return {
    listing,
    locate(path) {
      const direct = files.get(path);
      if (direct || texts.size === 0 || !isRepositoryPath(path)) return direct;
      const target = follow(path);
      return target.kind === 'found' && !target.directory ? files.get(target.path) : undefined;
    },
  };
}

/** Whether the segments that are left (last first) climb above the root from a folder `depth` deep. */
function leavesFrom(depth: number, rest: readonly string[]): boolean {
  for (let i = rest.length - 1, at = depth; i >= 0; i--) {
    if (rest[i] === '..') {
      if (--at < 0) return true;
    } else if (rest[i] !== '' && rest[i] !== '.') at++;
  }
  return false;
}

/** Sorted, each file once a reason. */
function uniqueSkips(skipped: readonly Skipped[]): Skipped[] {
  const sorted = [...skipped].sort((a, b) => byCodeUnit(a.file, b.file) || byCodeUnit(a.reason, b.reason));
  return sorted.filter(
    (skip, i) => i === 0 || skip.file !== sorted[i - 1]!.file || skip.reason !== sorted[i - 1]!.reason,
  );
}
