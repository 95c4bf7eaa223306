import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitsWildcards, globTest } from '../../src/paths/globs.ts';
import {
  baseOf,
  dirOf,
  extensionOf,
  foldersUpward,
  isBelow,
  joinPath,
  withinFolder,
} from '../../src/paths/repo-path.ts';

const segment = fc.constantFrom('a', 'b', '..', '.', 'c.ts', '');
const path = fc.array(segment, { maxLength: 8 }).map((parts) => parts.join('/'));

describe('joinPath', () => {
  it.each<[string, string, string | undefined]>([
    ['', 'a/b', 'a/b'],
    ['a', './b/', 'a/b'],
    ['a/b', '../c', 'a/c'],
    ['a', '..', ''],
    ['a', '../..', undefined],
    ['', '.', ''],
    ['', '', ''],
    ['a', 'b\\c', 'a/b/c'],
    ['a', '/etc/passwd', undefined],
    ['a', 'C:\\x', undefined],
  ])('%j and %j give %j', (dir, relative, joined) => {
    expect(joinPath(dir, relative)).toBe(joined);
  });

  it('never leaves the repository', () => {
    fc.assert(
      fc.property(path, path, (dir, relative) => {
        const start = joinPath('', dir);
        const joined = start === undefined ? undefined : joinPath(start, relative);
        if (joined === undefined) return;
        expect(joined).not.toMatch(/(?:^|\/)\.\.?(?:\/|$)|^\/|\/$|\/\//);
        expect(foldersUpward(joined).every((dir) => isBelow(joined, dir))).toBe(true);
      }),
    );
  });
});

describe('parts of a path', () => {
  it('folder, name, extension and the way up', () => {
    expect([dirOf('a/b.ts'), dirOf('b.ts'), baseOf('a/b.ts'), baseOf('b.ts')]).toEqual(['a', '', 'b.ts', 'b.ts']);
    expect(['a.ts', 'a.d.ts', 'a.d.json.ts', '.env', 'a', 'a.b/c', 'x.test.tsx'].map(extensionOf)).toEqual([
      '.ts',
      '.d.ts',
      '.d.json.ts',
      '',
      '',
      '',
      '.tsx',
    ]);
    expect(foldersUpward('a/b')).toEqual(['a/b', 'a', '']);
    expect([isBelow('ab/c', 'a'), isBelow('a/c', 'a'), isBelow('a', 'a'), isBelow('a', '')]).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect([withinFolder('a/b/c', 'a'), withinFolder('a', '')]).toEqual(['b/c', 'a']);
  });
});

describe('globs and wildcards', () => {
  it('fit what they say', () => {
    expect(globTest(['packages/*', 'x/**'])('packages/a')).toBe(true);
    expect(globTest(['packages/*'])('packages/a/b')).toBe(false);
    expect([
      fitsWildcards('build:a', 'build:*'),
      fitsWildcards('build', 'build:*'),
      fitsWildcards('aXbYc', 'a*b*c'),
      fitsWildcards('ab', 'ab*b'),
    ]).toEqual([true, false, true, false]);
  });

  it('of hostile sizes match nothing, at once', () => {
    expect(globTest(['', '*a'.repeat(500)])('a'.repeat(5000))).toBe(false);
    expect(fitsWildcards('a'.repeat(50_000), `${'a*'.repeat(20_000)}b`)).toBe(false);
  });

  it('agree with a regular expression', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 6 });
    fc.assert(
      fc.property(text, pattern, (t, p) => {
        expect(fitsWildcards(t, p)).toBe(new RegExp(`^${p.replaceAll('*', '.*')}$`).test(t));
      }),
    );
  });
});
