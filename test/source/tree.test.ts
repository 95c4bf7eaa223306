import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBoundedGlob } from '../../src/paths/bounded-glob.ts';
import { isInNodeModules, isRepositoryPath, tellablePath } from '../../src/source/repository-path.ts';
import { buildTree, type TreeEntry } from '../../src/source/tree.ts';

const segment = fc.constantFrom('a', 'b', 'c', 'd', '..', '.', '', 'node_modules', 'x.ts', '...', '\0');
const path = fc.array(segment, { minLength: 1, maxLength: 6 }).map((segments) => segments.join('/'));
const name = fc.constantFrom('a', 'b', 'c', 'd', 'x.ts');
const clean = fc.array(name, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));
const entry: fc.Arbitrary<TreeEntry> = fc.oneof(
  fc.record({ type: fc.constant('file' as const), path: fc.oneof(clean, clean, path), size: fc.nat(9) }),
  fc.record({ type: fc.constant('link' as const), path: clean, text: fc.oneof(path, path, fc.string()) }),
);

/** Entries as a file system can hold them: each path once, and nothing below a file or a link. */
function possible(entries: readonly TreeEntry[]): TreeEntry[] {
  const kept = new Map<string, TreeEntry>();
  for (const candidate of entries) {
    const clash = [...kept.keys()].some(
      (other) => `${other}/`.startsWith(`${candidate.path}/`) || `${candidate.path}/`.startsWith(`${other}/`),
    );
    if (!clash) kept.set(candidate.path, candidate);
  }
  return [...kept.values()];
}

describe('a tree of arbitrary entries and links', () => {
  const trees = fc.array(entry, { maxLength: 15 }).map(possible);

  test('lists repository paths alone, sorted, and tells of everything else', () => {
    fc.assert(
      fc.property(trees, (entries) => {
        const { files, skipped, links = [] } = buildTree(entries, []).listing;
        const listed = files.map((file) => file.path);
        expect(listed).toEqual([...listed].sort());
        for (const file of listed) expect(isRepositoryPath(file)).toBe(true);
        for (const { file } of skipped) expect(file.split('/').some((part) => /^\.{0,2}$/.test(part))).toBe(false);
        const told = new Set([...listed, ...links.map((link) => link.path), ...skipped.map(({ file }) => file)]);
        for (const { path } of entries) expect(told.has(isRepositoryPath(path) ? path : tellablePath(path))).toBe(true);
      }),
    );
  });

  test('leads every path to a listed file or nowhere', () => {
    fc.assert(
      fc.property(trees, fc.array(fc.oneof(path, clean, fc.string()), { maxLength: 10 }), (entries, asked) => {
        const tree = buildTree(entries, []);
        const listed = new Set(tree.listing.files);
        for (const wanted of [...asked, ...entries.map(({ path }) => path)]) {
          const found = tree.locate(wanted);
          if (found) {
            expect(listed.has(found)).toBe(true);
            expect(isRepositoryPath(wanted)).toBe(true);
          }
        }
        for (const { path, target, directory } of tree.listing.links ?? []) {
          if (directory) expect(path.startsWith(target === '' ? '' : `${target}/`) && target !== '').toBe(false);
          else expect(tree.locate(path)?.path).toBe(target);
        }
      }),
    );
  });

  test('does not depend on the order of the entries', () => {
    fc.assert(
      fc.property(trees, (entries) => {
        expect(buildTree([...entries].reverse(), []).listing).toEqual(buildTree(entries, []).listing);
      }),
    );
  });
});

test('links that double at every step are given up', () => {
  const bomb: TreeEntry[] = Array.from({ length: 60 }, (_, i) => ({
    type: 'link',
    path: `l${i}`,
    text: `l${i + 1}/../l${i + 1}`,
  }));
  const tree = buildTree([...bomb, { type: 'file', path: 'l60/x.ts', size: 0 }], []);
  expect(tree.listing.skipped.some(({ file, reason }) => file === 'l0' && reason === 'link-cycle')).toBe(true);
  expect(tree.locate('l0/x.ts')).toBeUndefined();
});

test('keys that every object has are paths like others', () => {
  const tree = buildTree([{ type: 'file', path: '__proto__/constructor', size: 1 }], []);
  expect(tree.locate('__proto__/constructor')).toEqual({ path: '__proto__/constructor', size: 1 });
  expect(tree.locate('constructor')).toBeUndefined();
});

test('what a repository path is', () => {
  for (const good of ['a', 'a/b.ts', '...', 'a/..b', ' ', 'a\\b', 'C:x'])
    expect([good, isRepositoryPath(good, false)]).toEqual([good, true]);
  for (const bad of ['', '/', '/a', 'a/', 'a//b', '.', '..', 'a/../b', './a', 'a\0'])
    expect([bad, isRepositoryPath(bad, false)]).toEqual([bad, false]);
  for (const bad of ['a\\..\\b', 'C:x', 'a:stream']) expect([bad, isRepositoryPath(bad, true)]).toEqual([bad, false]);
  expect(['node_modules', 'node_modules/a', 'a/node_modules', 'a/node_modules/b'].map(isInNodeModules)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['my_node_modules/a', 'node_modules.ts', 'a/node_modules2/b'].map(isInNodeModules)).toEqual([
    false,
    false,
    false,
  ]);
});

test('globs that would backtrack are not used', () => {
  for (const glob of ['*.test.*.snap', '**/dist/**', 'packages/*', '[._]*.s[a-v][a-z]', '***'])
    expect([glob, isBoundedGlob(glob)]).toEqual([glob, true]);
  for (const glob of ['a*a*a*a*', '**/**/**/**', 'x'.repeat(2000)]) expect(isBoundedGlob(glob)).toBe(false);
});
