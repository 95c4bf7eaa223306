import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Ignore } from 'ignore';
import { isBoundedGlob } from '../paths/bounded-glob.ts';
import { byCodeUnit } from '../text/order.ts';
import { namedFiles } from './named-files.ts';
import { isRepository } from './root.ts';
import type { Skipped } from './source.ts';
import { entryOf } from './stat.ts';

const require = createRequire(import.meta.url);

/** Largest .gitignore that is applied, in bytes. */
const ignoreFileLimit = 1024 * 1024;

/**
 * Paths of all files and links below a folder (absolute, real) that .gitignore files do not leave out, for work trees
 * without git. `.git` and repositories inside are not entered, nor is `node_modules`, but for one that an ignore file takes
 * back (`!packages/node_modules`): nobody does that for what an installer writes, so it is tracked. What a package.json names is
 * there whatever ignore files say. Links are returned, never followed; a folder mounted into itself is entered once, by device and inode.
 */
export function walk(root: string): { readonly paths: readonly string[]; readonly skipped: readonly Skipped[] } {
  const paths: string[] = [];
  const skipped: Skipped[] = [];
  const seen = new Set<string>();
  const exclude = readIgnore(join(root, '.git', 'info', 'exclude'), '');
  const pending: { dir: string; rules: Ignore }[] = [{ dir: '', rules: noRules().add(exclude) }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { dir, rules: inherited } = next;
    const absolute = dir === '' ? root : join(root, dir);
    try {
      const { dev, ino } = lstatSync(absolute, { bigint: true });
      const identity = `${dev}:${ino}`;
      // Some network file systems number nothing.
      if (ino !== 0n && seen.has(identity)) {
        skipped.push({ file: dir, reason: 'link-cycle', detail: 'the same folder as one already listed' });
        continue;
      }
      seen.add(identity);
      const entries = readdirSync(absolute, { withFileTypes: true }).sort((a, b) => byCodeUnit(b.name, a.name));
      const hasRules = entries.some((entry) => entry.name === '.gitignore' && entry.isFile());
      const rules = hasRules ? extended(inherited, readIgnore(join(absolute, '.gitignore'), dir)) : inherited;
      for (const entry of entries) {
        if (entry.name === '.git') continue;
        const path = dir === '' ? entry.name : `${dir}/${entry.name}`;
        if (entry.name === 'node_modules' && !(entry.isDirectory() && rules.test(`${path}/`).unignored)) continue;
        if (!entry.isDirectory()) {
          if (rules.ignores(path)) continue;
          if (entry.isFile() || entry.isSymbolicLink()) paths.push(path);
          else skipped.push({ file: path, reason: 'unreadable', detail: 'not a regular file' });
        } else if (rules.ignores(`${path}/`)) {
        } else if (isRepository(join(root, path))) {
          skipped.push({ file: path, reason: 'submodule', detail: 'a git repository of its own' });
        } else pending.push({ dir: path, rules });
      }
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      skipped.push({ file: dir, reason: 'unreadable', detail: code });
    }
  }
  return { paths: [...paths, ...namedFiles(root, paths)], skipped };
}

/** Loaded where there is no git to ask. */
function noRules(): Ignore {
  const ignore: typeof import('ignore') = require('ignore');
  return ignore({ ignorecase: false });
}

function extended(inherited: Ignore, patterns: readonly string[]): Ignore {
  return patterns.length === 0 ? inherited : noRules().add(inherited).add(patterns);
}

/**
 * The patterns of an ignore file as they read from the root, in order: one list then has git's precedence (the deeper
 * file wins) and its rule that nothing below an ignored folder comes back.
 */
function readIgnore(file: string, dir: string): string[] {
  const stat = entryOf(file);
  if (!stat?.isFile() || stat.size > ignoreFileLimit) return [];
  const prefix = dir.replaceAll(/[\\*?[\]!# ]/g, '\\$&');
  return readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#') && isBoundedGlob(line))
    .map((line) => fromRoot(line, prefix));
}

function fromRoot(line: string, prefix: string): string {
  if (prefix === '') return line;
  const negative = line.startsWith('!');
  const pattern = negative ? line.slice(1) : line;
  const anchored = /\/(?!\s*$)/.test(pattern);
  const place = anchored ? `/${prefix}/${pattern.replace(/^\//, '')}` : `/${prefix}/**/${pattern}`;
  return negative ? `!${place}` : place;
}
