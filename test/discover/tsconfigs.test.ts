// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${configDir} is a variable of tsconfig.json
import { describe, expect, it } from 'vitest';
import { discover } from '../../src/discover/discover.ts';
import { memorySource } from '../support/memory-source.ts';
import { manifest } from '../support/started.ts';

const read = (files: Readonly<Record<string, string>>) => discover(memorySource({ 'src/main.ts': '', ...files }));
const config = (files: Readonly<Record<string, string>>, path = 'tsconfig.json') =>
  read(files).tsconfigs.find((c) => c.path === path);

describe('tsconfig.json', () => {
  it('is read with comments and trailing commas, folders made repository-relative', () => {
    const found = config(
      {
        'app/tsconfig.json':
          '{ // c\n "compilerOptions": { "outDir": "../dist", "rootDir": "./src", "baseUrl": ".", "paths": { "@/*": ["src/*"], }, "plugins": [{"name": "evil"}] }, "include": ["src"] }',
      },
      'app/tsconfig.json',
    );
    expect(found).toMatchObject({
      dir: 'app',
      outDir: 'dist',
      rootDir: 'app/src',
      baseUrl: 'app',
      paths: [['@/*', ['app/src/*']]],
      include: ['app/src'],
      exclude: null,
    });
  });

  it('merges what it extends: a list, later over earlier, each setting from its own folder', () => {
    const found = config({
      'tsconfig.json': '{"extends": ["./config/a", "./config/b.json"], "compilerOptions": {"outDir": "own"}}',
      'config/a.json': '{"compilerOptions": {"outDir": "a", "rootDir": "a", "paths": {"x": ["./x.ts"]}}}',
      'config/b.json':
        '{"extends": "./a.json", "compilerOptions": {"rootDir": "${configDir}/b"}, "include": ["../src"]}',
    });
    expect(found).toMatchObject({
      outDir: 'own',
      rootDir: 'b',
      paths: [['x', ['config/x.ts']]],
      include: ['src'],
      extends: ['config/a.json', 'config/b.json'],
    });
  });

  it('takes inherited paths from the baseUrl that is in force', () => {
    expect(
      config({
        'tsconfig.json': '{"extends": "./base.json", "compilerOptions": {"baseUrl": "src"}}',
        'base.json': '{"compilerOptions": {"paths": {"@/*": ["./*"]}}}',
      })?.paths,
    ).toEqual([['@/*', ['src/*']]]);
  });

  it('finds a configuration in a package of the workspace, and notes one that is not there', () => {
    const files = {
      'package.json': manifest({ workspaces: ['packages/*'] }),
      'packages/config/package.json': manifest({ name: '@o/config' }),
      'packages/config/base.json': '{"compilerOptions": {"outDir": "out"}}',
      'tsconfig.json': '{"extends": "@o/config/base"}',
      'api/tsconfig.json': '{"extends": "@tsconfig/node22/tsconfig.json"}',
    };
    expect(config(files)?.outDir).toBe('packages/config/out');
    expect(read(files).notes).toContainEqual(
      expect.objectContaining({ code: 'tsconfig-extends-unknown', file: 'api/tsconfig.json' }),
    );
  });

  it('cuts loops and endless chains, with a note', () => {
    const workspace = read({
      'tsconfig.json': '{"extends": "./a.json", "compilerOptions": {"outDir": "o"}}',
      'a.json': '{"extends": "./tsconfig.json", "compilerOptions": {"rootDir": "r"}}',
    });
    expect(workspace.tsconfigs[0]).toMatchObject({ outDir: 'o', rootDir: 'r' });
    expect(workspace.notes.map((n) => n.code)).toContain('tsconfig-loop');
    const chain = Object.fromEntries(
      Array.from({ length: 300 }, (_, n) => [`c${n}.json`, `{"extends": "./c${n + 1}.json"}`]),
    );
    expect(read({ 'tsconfig.json': '{"extends": "./c0.json"}', ...chain }).notes.map((n) => n.code)).toContain(
      'tsconfig-loop',
    );
  });

  it('a broken one is ignored, with file and line', () => {
    const workspace = read({ 'tsconfig.json': '{\n  "compilerOptions": {\n    outDir: "x"\n  }\n}' });
    expect(workspace.tsconfigs).toEqual([]);
    expect(workspace.notes).toContainEqual(
      expect.objectContaining({ code: 'tsconfig-broken', file: 'tsconfig.json', line: 3 }),
    );
  });

  it('reads what it references', () => {
    const found = config({
      'tsconfig.json': '{"files": [], "references": [{"path": "./tsconfig.app.json"}, {"path": "lib"}]}',
      'tsconfig.app.json': '{}',
      'lib/tsconfig.json': '{}',
    });
    expect(found).toMatchObject({ files: [], references: ['tsconfig.app.json', 'lib/tsconfig.json'] });
  });

  it('replaces generated configurations by the framework’s conventions', () => {
    const kit = read({ 'tsconfig.json': '{"extends": "./.svelte-kit/tsconfig.json"}' });
    expect(kit.tsconfigs[0]?.paths).toEqual([
      ['$lib', ['src/lib']],
      ['$lib/*', ['src/lib/*']],
    ]);
    expect(kit.notes.map((n) => n.code)).toContain('tsconfig-generated');
    const nuxt = read({ 'web/tsconfig.json': '{"extends": "./.nuxt/tsconfig.json"}', 'web/pages/a.vue': '' });
    expect(nuxt.tsconfigs[0]?.paths).toContainEqual(['~/*', ['web/*']]);
    const parts = read({
      'web/tsconfig.json': '{"files": [], "references": [{"path": "./.nuxt/tsconfig.server.json"}]}',
      'web/server/tsconfig.json': '{"extends": "../.nuxt/tsconfig.server.json"}',
      'web/server/api/a.ts': '',
    });
    for (const { paths } of parts.tsconfigs) expect(paths).toContainEqual(['#server/*', ['web/server/*']]);
    expect(parts.tsconfigs).toHaveLength(2);
  });

  it('adds the aliases that the configuration of a framework names', () => {
    const nuxt = read({
      'web/tsconfig.json': '{"extends": "./.nuxt/tsconfig.json"}',
      'web/nuxt.config.ts': `export default defineNuxtConfig({
        alias: {
          '#data': fileURLToPath(new URL('./server/database/', import.meta.url)),
          lists: '~~/server/lists',
          away: '/srv/away',
          worked: out(),
        },
        nitro: { alias: { '#jobs': './server/jobs' } },
      });`,
    });
    const paths = nuxt.tsconfigs[0]?.paths ?? [];
    expect(paths).toContainEqual(['#data', ['web/server/database']]);
    expect(paths).toContainEqual(['#data/*', ['web/server/database/*']]);
    expect(paths).toContainEqual(['lists/*', ['web/server/lists/*']]);
    expect(paths).toContainEqual(['#jobs/*', ['web/server/jobs/*']]);
    expect(paths.map(([name]) => name)).not.toContain('away');
    expect(paths.map(([name]) => name)).not.toContain('worked');
    const kit = read({
      'tsconfig.json': '{"extends": "./.svelte-kit/tsconfig.json"}',
      'svelte.config.js': "export default { kit: { alias: { $rows: 'src/rows', '$parts/*': './src/parts/*' } } };",
    });
    expect(kit.tsconfigs[0]?.paths).toContainEqual(['$rows/*', ['src/rows/*']]);
    expect(kit.tsconfigs[0]?.paths).toContainEqual(['$parts/*', ['src/parts/*']]);
  });

  it('is not resolved out of node_modules', () => {
    const found = read({
      'tsconfig.json': '{"extends": "base"}',
      'node_modules/base/package.json': '{"name":"base"}',
      'node_modules/base/tsconfig.json': '{"compilerOptions":{"outDir":"x"}}',
    });
    expect(found.tsconfigs.map((c) => [c.path, c.outDir])).toEqual([['tsconfig.json', null]]);
  });
});
