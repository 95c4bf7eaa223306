import { describe, expect, it } from 'vitest';
import { discover } from '../../src/discover/discover.ts';
import { isExamplePath, isTestPath, isToolPath } from '../../src/discover/test-path.ts';
import { memorySource } from '../support/memory-source.ts';
import { manifest } from '../support/started.ts';

describe('files', () => {
  it('code below DIR is analysed, code elsewhere may be imported, the rest is listed with its reason', () => {
    const paths = [
      'api/a.ts',
      'api/b.tsx',
      'api/c.mts',
      'api/d.cts',
      'api/e.js',
      'api/f.jsx',
      'api/g.mjs',
      'api/h.cjs',
      'api/t.d.ts',
      'api/u.d.mts',
      'api/x.vue',
      'api/y.svelte',
      'api/z.astro',
      'api/i.json',
      'shared/s.ts',
      'web/w.vue',
      'apis/n.ts',
    ];
    const workspace = discover(memorySource(Object.fromEntries(paths.map((path) => [path, ''])), { dir: 'api' }));
    expect(workspace.files).toEqual(paths.slice(0, 8));
    expect(workspace.outside).toEqual(['apis/n.ts', 'shared/s.ts']);
    expect(workspace.skipped).toEqual([
      { file: 'api/t.d.ts', reason: 'declaration' },
      { file: 'api/u.d.mts', reason: 'declaration' },
      { file: 'api/x.vue', reason: 'language' },
      { file: 'api/y.svelte', reason: 'language' },
      { file: 'api/z.astro', reason: 'language' },
    ]);
  });

  it('an entry counts whatever its name', () => {
    const workspace = discover(
      memorySource({
        'package.json': manifest({ scripts: { start: './bin/www' } }),
        'bin/www': '#!/usr/bin/env node\n',
        'bin/other': 'x',
      }),
    );
    expect(workspace.files).toEqual(['bin/www']);
  });

  describe('in node_modules', () => {
    const vendored = {
      'node_modules/x/index.js': '',
      'node_modules/x/package.json': '{"name":"x","scripts":{"start":"node index.js"}}',
      'packages/node_modules/y/a.js': '',
      'packages/node_modules/y/node_modules/z/b.js': '',
    };
    const files = (more: Readonly<Record<string, string>>, dir = '') =>
      discover(memorySource({ ...vendored, 'main.js': '', ...more }, { dir })).files;

    it('are copies, listed as such, whose package.json says nothing', () => {
      const workspace = discover(memorySource({ ...vendored, 'main.js': '' }));
      expect(workspace.files).toEqual(['main.js']);
      expect(workspace.skipped.map((s) => s.reason)).toEqual(['vendored', 'vendored', 'vendored']);
      expect(workspace.processes.map((p) => p.entry)).toEqual(['main.js']);
      expect(workspace.packages).toEqual([]);
    });

    it.each<[string, Record<string, string>]>([
      ['a script', { 'package.json': manifest({ scripts: { start: 'node packages/node_modules/y/a.js' } }) }],
      ['a workspace', { 'package.json': manifest({ workspaces: ['packages/node_modules/*'] }) }],
      ['files', { 'package.json': manifest({ files: ['./packages/node_modules/y'] }) }],
      ['a relative import', { 'src/a.ts': "import y from '../packages/node_modules/y/a.js'" }],
    ])('are source where %s names them, their own copies excepted', (_, more) => {
      expect(files(more)).toContain('packages/node_modules/y/a.js');
      expect(files(more)).not.toContain('packages/node_modules/y/node_modules/z/b.js');
      expect(files(more)).not.toContain('node_modules/x/index.js');
    });

    it('are source where DIR lies in them', () => {
      expect(files({}, 'packages/node_modules/y')).toEqual(['packages/node_modules/y/a.js']);
    });
  });
});

describe('paths by convention', () => {
  it.each([
    'src/a.test.ts',
    'a_spec.js',
    'src/__tests__/x.ts',
    'src/__mocks__/x.ts',
    'cypress/support.ts',
    'e2e/a.ts',
    'test/a.ts',
    'jest.config.js',
    'vitest.setup.ts',
    'playwright.config.ts',
    'a.e2e-spec.ts',
    'a.stories.tsx',
  ])('%s is a test', (path) => {
    expect(isTestPath(path)).toBe(true);
  });

  it.each([
    'src/testing-library.ts',
    'src/contest.ts',
    'src/latest/a.ts',
    'src/test-runner-service.ts',
    'src/inspect.ts',
    'src/specification.ts',
    'src/attest.js',
  ])('%s is none', (path) => {
    expect(isTestPath(path)).toBe(false);
  });

  it('examples and tools', () => {
    expect(['examples/a.js', 'demo/a.js', 'src/playground/x.ts'].every(isExamplePath)).toBe(true);
    expect(['src/example.ts', 'src/demos.ts'].some(isExamplePath)).toBe(false);
    expect(
      ['vite.config.ts', 'gulpfile.js', '.eslintrc.cjs', 'webpack.prod.js', 'apps/web/next.config.mjs'].every(
        isToolPath,
      ),
    ).toBe(true);
    expect(['src/app.config.ts', 'config/database.config.ts', 'src/config.ts', 'next.ts'].some(isToolPath)).toBe(false);
  });
});
