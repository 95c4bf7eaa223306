import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { byCodeUnit } from '../text/order.ts';
import { entryOf } from './stat.ts';

/** Largest package.json that is looked into, in bytes. */
const manifestLimit = 1024 * 1024;
/** Folders that builds fill and installers write: what lies there is made of what is listed. */
const MADE = /(?:^|\/)(?:dist|build|out|output|lib|es|esm|cjs|coverage|public|tmp|temp|node_modules|\.[^/]+)\//;
const PATH = /^[\w@./-]+$/;

/**
 * Files that a package.json names as what its package is started by (`bin`, `main`, a word of a script), though an ignore file leaves
 * them out. Git knows that they are tracked all the same (`bin/` is on many lists of what to ignore); where there is no git to ask, the
 * manifest says so: it would name nothing that is not there for others. `listed`: the paths below `root` that are known.
 */
export function namedFiles(root: string, listed: readonly string[]): readonly string[] {
  const known = new Set(listed);
  const found = new Set<string>();
  for (const path of listed) {
    if (posix.basename(path) !== 'package.json') continue;
    for (const word of namedBy(join(root, path))) {
      const file = posix.normalize(posix.join(posix.dirname(path), word));
      if (file.startsWith('../') || posix.isAbsolute(file) || known.has(file) || MADE.test(file)) continue;
      if (entryOf(join(root, file))?.isFile()) found.add(file);
    }
  }
  return [...found].sort(byCodeUnit);
}

/** Words of a manifest that look like the path of a file of its package. */
function namedBy(manifest: string): readonly string[] {
  const stat = entryOf(manifest);
  if (!stat?.isFile() || stat.size > manifestLimit) return [];
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(manifest, 'utf8'));
  } catch {
    // Whoever reads it for what it says tells that it cannot be read.
    return [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const { bin, main, scripts } = value as Readonly<Record<string, unknown>>;
  const texts = (x: unknown): string[] =>
    typeof x === 'string'
      ? [x]
      : typeof x === 'object' && x !== null
        ? Object.values(x).filter((y): y is string => typeof y === 'string')
        : [];
  const words = [...texts(bin), ...texts(main), ...texts(scripts).flatMap((script) => script.split(/\s+/))];
  return words.filter((word) => word.includes('/') && PATH.test(word));
}
