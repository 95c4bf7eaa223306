import { isCode } from '../paths/code-extensions.ts';
import { fitsWildcards } from '../paths/globs.ts';
import { baseOf, dirOf } from '../paths/repo-path.ts';
import { entryOf } from '../text/entry-of.ts';

/** Whether a file or folder name fits one segment of a template; `.js` stands for what it may be compiled from. */
export function segmentTest(segment: string): (name: string) => boolean {
  const extension = /\.[cm]?[jt]sx?$/.exec(segment)?.[0];
  const stem = extension === undefined ? segment : segment.slice(0, -extension.length);
  return (name) => {
    const own = /\.[cm]?[jt]sx?$/.exec(name)?.[0];
    if (extension !== undefined)
      return own !== undefined && fitsWildcards(name.slice(0, -own.length), stem) && mayBe(extension, own);
    return fitsWildcards(name, stem) || (own !== undefined && fitsWildcards(name.slice(0, -own.length), stem));
  };
}

function mayBe(written: string, own: string): boolean {
  if (written === own) return true;
  return (
    (written === '.js' && /^\.[tj]sx?$/.test(own)) ||
    (written === '.mjs' && own === '.mts') ||
    (written === '.cjs' && own === '.cts') ||
    (written === '.jsx' && own === '.tsx')
  );
}

/** Folders that hold code, below them or in them → the names directly in them. */
export function indexFolders(files: ReadonlySet<string>): ReadonlyMap<string, ReadonlySet<string>> {
  const index = new Map<string, Set<string>>();
  for (const path of files) {
    if (!isCode(path)) continue;
    for (let inner = path; inner !== ''; inner = dirOf(inner)) {
      const isKnown = index.has(dirOf(inner));
      entryOf(index, dirOf(inner), () => new Set<string>()).add(baseOf(inner));
      if (isKnown) break; // and so are the folders above it
    }
  }
  return index;
}
