import type { TsConfig } from '../discover/workspace.ts';
import { dirOf, isBelow, joinPath } from '../paths/repo-path.ts';
import { entryOf } from '../text/entry-of.ts';
import { byCodeUnit } from '../text/order.ts';

/** The configurations that may speak for code in a folder, the nearest first. */
export function configFinder(tsconfigs: readonly TsConfig[]): (dir: string) => readonly TsConfig[] {
  const useful = tsconfigs.filter((c) => c.paths.length > 0 || c.baseUrl !== null);
  const known = new Map<string, readonly TsConfig[]>();
  const rank = (c: TsConfig) =>
    /(?:^|\/)tsconfig\.json$/.test(c.path) ? 0 : /(?:^|\/)jsconfig\.json$/.test(c.path) ? 2 : 1;
  return (dir) => {
    return entryOf(known, dir, () => {
      const above = useful.filter((c) => isBelow(dir, c.dir));
      above.sort((a, b) => b.dir.length - a.dir.length || rank(a) - rank(b) || byCodeUnit(a.path, b.path));
      const covering = useful.filter(
        (c) =>
          !isBelow(dir, c.dir) && (c.include ?? c.files ?? []).some((pattern) => isBelow(dir, staticFolder(pattern))),
      );
      return [...above, ...covering];
    });
  };
}

function staticFolder(pattern: string): string {
  const star = pattern.search(/[*?{[]/);
  return star < 0 ? pattern : dirOf(`${pattern.slice(0, star)}x`);
}

/** Targets of the `paths` pattern that fits best: exact, else the longest prefix (typescriptlang.org, paths). */
export function matchPaths(paths: TsConfig['paths'], specifier: string): readonly string[] {
  let best: readonly [string, readonly string[]] | undefined;
  let length = -1;
  for (const entry of paths) {
    const [pattern] = entry;
    const star = pattern.indexOf('*');
    if (star < 0) {
      if (pattern === specifier) return entry[1];
      continue;
    }
    const prefix = pattern.slice(0, star);
    const suffix = pattern.slice(star + 1);
    if (
      specifier.length < prefix.length + suffix.length ||
      !specifier.startsWith(prefix) ||
      !specifier.endsWith(suffix)
    )
      continue;
    if (prefix.length > length) {
      best = entry;
      length = prefix.length;
    }
  }
  if (!best) return [];
  const [pattern, targets] = best;
  const star = pattern.indexOf('*');
  const middle = specifier.slice(star, specifier.length - (pattern.length - star - 1));
  return targets.flatMap((target) => {
    const path = joinPath(
      '',
      target.replace('*', () => middle),
    );
    return path === undefined ? [] : [path];
  });
}
