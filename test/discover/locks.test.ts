import { describe, expect, it } from 'vitest';
import { discover } from '../../src/discover/discover.ts';
import { readBunLock } from '../../src/discover/locks/bun-lock.ts';
import { readNpmLock } from '../../src/discover/locks/npm-lock.ts';
import { readPnpmLock } from '../../src/discover/locks/pnpm-lock.ts';
import { readYarnLock } from '../../src/discover/locks/yarn-lock.ts';
import { memorySource } from '../support/memory-source.ts';

const entries = (map: ReadonlyMap<string, string> | undefined) => Object.fromEntries(map ?? []);

describe('package-lock.json', () => {
  it('reads versions 2 and 3, hoisted and in a workspace', () => {
    const lock = readNpmLock(
      JSON.stringify({
        lockfileVersion: 3,
        packages: {
          '': { name: 'root' },
          'node_modules/express': { version: '5.1.0' },
          'node_modules/express/node_modules/qs': { version: '1.0.0' },
          'node_modules/@a/b': { version: '2.0.0' },
          'node_modules/api': { resolved: 'packages/api', link: true },
          'packages/api': { version: '0.1.0' },
          'packages/api/node_modules/express': { version: '4.18.2' },
        },
      }),
    );
    expect(entries(lock?.common)).toEqual({ express: '5.1.0', '@a/b': '2.0.0' });
    expect(entries(lock?.own.get('packages/api'))).toEqual({ express: '4.18.2' });
  });

  it('reads version 1, and says that a broken one is broken', () => {
    const lock = readNpmLock(
      JSON.stringify({ lockfileVersion: 1, dependencies: { a: { version: '1.2.3' }, b: { version: 'file:x' } } }),
    );
    expect(entries(lock?.common)).toEqual({ a: '1.2.3' });
    expect(readNpmLock('{')).toBeUndefined();
  });
});

describe('yarn.lock', () => {
  it('reads classic: by range, and what has one version in common', () => {
    const lock = readYarnLock(
      '# yarn lockfile v1\n\n\n"@a/b@^1.0.0", "@a/b@^1.1.0":\n  version "1.2.0"\n  resolved "x"\n  dependencies:\n    version "^9.0.0"\n\nqs@^5:\n  version "5.0.0"\r\n\nqs@6.x:\n  version "6.1.0"\n',
    );
    expect(entries(lock.byRange)).toEqual({
      '@a/b@^1.0.0': '1.2.0',
      '@a/b@^1.1.0': '1.2.0',
      'qs@^5': '5.0.0',
      'qs@6.x': '6.1.0',
    });
    expect(entries(lock.common)).toEqual({ '@a/b': '1.2.0' });
  });

  it('reads berry, workspaces left out', () => {
    const lock = readYarnLock(
      '__metadata:\n  version: 8\n\n"express@npm:^4.0.0, express@npm:^4.18.0":\n  version: 4.19.2\n  resolution: "express@npm:4.19.2"\n\n"api@workspace:packages/api":\n  version: 0.0.0-use.local\n',
    );
    expect(entries(lock.byRange)).toEqual({ 'express@^4.0.0': '4.19.2', 'express@^4.18.0': '4.19.2' });
  });
});

describe('pnpm-lock.yaml', () => {
  it('reads version 9', () => {
    const lock = readPnpmLock(
      "lockfileVersion: '9.0'\n\nsettings:\n  autoInstallPeers: true\n\nimporters:\n\n  .:\n    devDependencies:\n      turbo:\n        specifier: ^2.0.0\n        version: 2.5.5\n\n  apps/api:\n    dependencies:\n      '@a/b':\n        specifier: 1.0.0\n        version: 1.0.0(zod@3.0.0)\n      ours:\n        specifier: workspace:*\n        version: link:../../packages/ours\n      alias:\n        specifier: npm:other@^2\n        version: other@2.1.0\n\npackages:\n\n  '@a/b@1.0.0':\n    resolution: {integrity: x}\n    engines: {node: '>=18'}\n\n  qs@6.1.0:\n    resolution: {integrity: x}\n\nsnapshots:\n\n  late@1.0.0:\n    dependencies:\n      qs: 6.1.0\n",
    );
    expect(entries(lock.own.get(''))).toEqual({ turbo: '2.5.5' });
    expect(entries(lock.own.get('apps/api'))).toEqual({ '@a/b': '1.0.0', alias: '2.1.0' });
    expect(entries(lock.common)).toEqual({ '@a/b': '1.0.0', qs: '6.1.0' });
  });

  it('reads versions 5 and 6, with and without importers', () => {
    const five = readPnpmLock(
      'lockfileVersion: 5.4\n\nspecifiers:\n  express: ^4\n\ndependencies:\n  express: 4.18.2\n  react-dom: 18.0.0_react@18.0.0\n\npackages:\n\n  /express/4.18.2:\n    resolution: {integrity: x}\n  /@a/b/1.0.0_c@1.0.0:\n    dev: true\n',
    );
    expect(entries(five.own.get(''))).toEqual({ express: '4.18.2', 'react-dom': '18.0.0' });
    expect(entries(five.common)).toEqual({ express: '4.18.2', '@a/b': '1.0.0' });
    const fiveMany = readPnpmLock(
      'lockfileVersion: 5.3\nimporters:\n  packages/a:\n    specifiers:\n      x: ^1\n    dependencies:\n      x: 1.0.0\n',
    );
    expect(entries(fiveMany.own.get('packages/a'))).toEqual({ x: '1.0.0' });
    const six = readPnpmLock(
      "lockfileVersion: '6.0'\n\ndependencies:\n  express:\n    specifier: ^4\n    version: 4.18.2\n\npackages:\n\n  /express@4.18.2:\n    dev: false\n  /@a/b@1.0.0(c@1.0.0):\n    dev: true\n",
    );
    expect(entries(six.own.get(''))).toEqual({ express: '4.18.2' });
    expect(entries(six.common)).toEqual({ express: '4.18.2', '@a/b': '1.0.0' });
  });
});

describe('bun.lock', () => {
  it('reads names, aliases and what a workspace sees alone', () => {
    const lock = readBunLock(
      '{\n  "lockfileVersion": 1,\n  "workspaces": { "": { "name": "root" }, "packages/api": { "name": "@o/api", }, },\n  "packages": {\n    "express": ["express@5.0.1", "", {}, "sha"],\n    "@o/api": ["@o/api@workspace:packages/api"],\n    "@o/api/express": ["express@4.0.0", "", {}, "sha"],\n    "other/express": ["express@3.0.0", "", {}, "sha"],\n    "short": ["long@2.0.0", "", {}, "sha"],\n  }\n}',
    );
    expect(entries(lock?.common)).toEqual({ express: '5.0.1', short: '2.0.0' });
    expect(entries(lock?.own.get('packages/api'))).toEqual({ express: '4.0.0' });
  });
});

describe('versions of packages', () => {
  it('come from the nearest lock file upward, by range where two versions are installed', () => {
    const { packages } = discover(
      memorySource({
        'package.json': '{"name":"root","dependencies":{"qs":"^5"}}',
        'yarn.lock': 'qs@^5:\n  version "5.0.0"\nqs@^6:\n  version "6.0.0"\n',
        'packages/a/package.json': '{"name":"a","dependencies":{"qs":"^6"}}',
        'packages/b/package.json': '{"name":"b","dependencies":{"qs":"^6"}}',
        'packages/b/package-lock.json': '{"lockfileVersion":3,"packages":{"node_modules/qs":{"version":"6.9.0"}}}',
      }),
    );
    expect(packages.map((p) => [p.name, p.versions.get('qs')])).toEqual([
      ['root', '5.0.0'],
      ['a', '6.0.0'],
      ['b', '6.9.0'],
    ]);
  });

  it('are unknown without a lock file; a broken or binary one gives a note', () => {
    const workspace = discover(
      memorySource({ 'package.json': '{"dependencies":{"a":"1"}}', 'package-lock.json': '{', 'bun.lockb': 'x' }),
    );
    expect(workspace.packages[0]?.versions.size).toBe(0);
    expect(workspace.notes.map((n) => n.code)).toEqual(
      expect.arrayContaining(['lock-file-broken', 'lock-file-binary']),
    );
  });
});
