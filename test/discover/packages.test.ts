import { describe, expect, it } from 'vitest';
import { readPackages, readWorkspaces } from '../../src/discover/packages.ts';
import { openTree } from '../../src/discover/tree.ts';
import type { WorkspaceNote } from '../../src/discover/workspace.ts';
import { memorySource } from '../support/memory-source.ts';
import { manifest } from '../support/started.ts';

function read(files: Readonly<Record<string, string>>) {
  const tree = openTree(memorySource(files));
  const notes: WorkspaceNote[] = [];
  const packages = readPackages(tree, () => true, notes);
  return { packages, workspaces: readWorkspaces(tree, packages, notes), notes };
}

const members = (files: Readonly<Record<string, string>>) =>
  read({
    'packages/a/package.json': '{}',
    'packages/b/package.json': '{}',
    'tools/c/package.json': '{}',
    'packages/a/deep/d/package.json': '{}',
    ...files,
  }).workspaces.find((w) => w.dir === '')?.members;

describe('packages', () => {
  it('have names, kinds of modules and dependencies of all sorts', () => {
    const { packages } = read({
      'package.json': manifest({
        name: 'x',
        type: 'module',
        dependencies: { a: '1' },
        devDependencies: { b: '2', a: '0' },
        peerDependencies: { c: '3' },
        optionalDependencies: { d: 4 },
      }),
    });
    expect(packages).toMatchObject([{ name: 'x', esm: true, dir: '' }]);
    expect([...packages[0]!.dependencies].sort()).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
    ]);
  });

  it('a broken package.json is a note with file and line, not a package', () => {
    const { packages, notes } = read({
      'a/package.json': '{\n  "name": "a",\n}',
      'b/package.json': '[]',
      'c/package.json': '{"__proto__": {"name": "evil"}}',
    });
    expect(packages.map((p) => [p.dir, p.name])).toEqual([['c', null]]);
    expect(notes.map((n) => [n.code, n.file, n.line])).toEqual([
      ['package-json-broken', 'a/package.json', 3],
      ['package-json-broken', 'b/package.json', 1],
    ]);
  });
});

describe('workspaces', () => {
  it('npm, yarn and bun', () => {
    expect(members({ 'package.json': manifest({ workspaces: ['packages/*', './tools/c/'] }) })).toEqual([
      'packages/a',
      'packages/b',
      'tools/c',
    ]);
    expect(members({ 'package.json': manifest({ workspaces: { packages: ['packages/**', '!packages/b'] } }) })).toEqual(
      ['packages/a', 'packages/a/deep/d'],
    );
  });

  it('pnpm and lerna', () => {
    expect(members({ 'pnpm-workspace.yaml': 'packages:\n  - "packages/*"\n  - "!packages/b"\n' })).toEqual([
      'packages/a',
    ]);
    expect(members({ 'lerna.json': '{"packages": ["tools/*"]}' })).toEqual(['tools/c']);
    expect(read({ 'pnpm-workspace.yaml': 'packages: [' }).notes.map((n) => n.code)).toEqual(['workspace-file-broken']);
  });

  it('may lie beside their root', () => {
    const { workspaces } = read({
      'main/package.json': manifest({ workspaces: ['../shared'] }),
      'shared/package.json': '{}',
    });
    expect(workspaces).toEqual([{ dir: 'main', members: ['shared'] }]);
  });
});
