import { mkdirSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ToolError } from '../../src/diagnostics/tool-error.ts';
import type { Git } from '../../src/source/git.ts';
import { openIndex } from '../../src/source/git-index.ts';
import { blobReader } from '../../src/source/git-objects.ts';
import { openRevision } from '../../src/source/git-revision.ts';
import type { Source } from '../../src/source/source.ts';
import { openWorkTree } from '../../src/source/work-tree.ts';
import {
  commitAll,
  git,
  gitEnvironment,
  link,
  paths,
  scratchFolder,
  scratchRepository,
  skips,
  write,
} from './scratch.ts';

const env = gitEnvironment();
const text = (source: Source, path: string) => {
  const bytes = source.read(path);
  return bytes && Buffer.from(bytes).toString();
};

/** Code of the ToolError that a call throws. */
function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof ToolError) return error.code;
    throw error;
  }
  return 'none';
}

describe('work tree, index and revision', () => {
  test('give the same listing and bytes for a clean checkout', () => {
    const library = scratchRepository({ 'lib.ts': '' });
    const root = scratchRepository(
      {
        '.gitignore': 'dist\n',
        'a/x.ts': 'x\r\ny\n',
        'a/é "odd"\n.ts': 'odd',
        'a/deep/b.ts': '',
        'binary.bin': Uint8Array.from({ length: 70_000 }, (_, i) => i & 255),
        'lfs.ts': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n',
        'node_modules/own/index.js': '1',
        'package.json': '{}',
      },
      {
        'l/in': '../a',
        'l/file.ts': '../a/x.ts',
        'l/out': '../../x',
        'l/etc': '/etc',
        'l/none': 'nothing',
        'l/up': '..',
        'l/one': 'two',
        'l/two': 'one',
      },
    );
    git(root, ['submodule', '--quiet', 'add', library, 'sub']);
    commitAll(root);
    write(root, { 'dist/x.js': '' });
    const dir = join(root, 'a');
    const [tree, index, revision] = [
      openWorkTree(dir, { env }),
      openIndex(dir, { env }),
      openRevision(dir, 'HEAD', { env }),
    ];
    expect(tree.list().files.length).toBe(9);
    expect(skips(tree.list())).toEqual([
      'l/etc link-outside',
      'l/none link-broken',
      'l/one link-cycle',
      'l/out link-outside',
      'l/two link-cycle',
      'l/up link-cycle',
      'sub submodule',
    ]);
    for (const stored of [index, revision]) {
      expect(stored.list()).toEqual(tree.list());
      for (const path of [
        ...paths(tree.list()),
        'l/in/deep/b.ts',
        'l/file.ts',
        'l/etc/hostname',
        'none',
        '../x',
        'a',
      ]) {
        expect([path, stored.read(path)]).toEqual([path, tree.read(path)]);
      }
      expect([stored.dir, stored.commit, stored.dirty]).toEqual([tree.dir, tree.commit, tree.dirty]);
    }
    expect(text(index, 'l/file.ts')).toBe('x\r\ny\n');
  });

  test('differ where the checkout does', () => {
    const root = scratchRepository({ 'a.ts': 'committed', 'gone.ts': '1' });
    write(root, { 'a.ts': 'staged', 'new.ts': 'staged' });
    git(root, ['rm', '-q', 'gone.ts']);
    git(root, ['add', '-A']);
    write(root, { 'a.ts': 'on disk', 'untracked.ts': '' });
    const [tree, index, revision] = [
      openWorkTree(root, { env }),
      openIndex(root, { env }),
      openRevision(root, 'HEAD', { env }),
    ];
    expect([tree, index, revision].map((source) => text(source, 'a.ts'))).toEqual(['on disk', 'staged', 'committed']);
    expect(paths(tree.list())).toEqual(['a.ts', 'new.ts', 'untracked.ts']);
    expect(paths(index.list())).toEqual(['a.ts', 'new.ts']);
    expect(paths(revision.list())).toEqual(['a.ts', 'gone.ts']);
    expect([tree.dirty, index.dirty, revision.dirty]).toEqual([true, true, false]);
    git(root, ['reset', '-q']);
    expect(openIndex(root, { env }).dirty).toBe(false);
  });

  test('hold many files of every size', () => {
    const files: Record<string, string> = {};
    for (let i = 0; i < 300; i++) files[`src/${i % 7}/${i}.ts`] = `// ${i}\n`.repeat((i * 37) % 400);
    for (let i = 0; i < 20; i++) files[`p/${i}/package.json`] = `{"name":"${i}"}`;
    files['huge.ts'] = 'x'.repeat(20 * 1024 * 1024);
    const root = scratchRepository(files);
    for (const source of [openIndex(root, { env }), openRevision(root, 'HEAD', { env })]) {
      for (const path of Object.keys(files).sort((a, b) => (a.length % 3) - (b.length % 3))) {
        expect(text(source, path) === files[path]).toBe(true);
      }
    }
  });
});

describe('the index', () => {
  test('before the first commit', () => {
    const root = scratchFolder();
    git(root, ['init', '-q']);
    const state = () => {
      const source = openIndex(root, { env });
      return [source.commit, source.dirty, ...paths(source.list())];
    };
    expect(state()).toEqual([null, false]);
    write(root, { 'a.ts': 'x' });
    git(root, ['add', 'a.ts']);
    expect(state()).toEqual([null, true, 'a.ts']);
  });

  test('of a partial commit, as GIT_INDEX_FILE names it to a hook', () => {
    const root = scratchRepository({ 'a.ts': '1', 'b.ts': '1' });
    write(root, { 'a.ts': '2', 'b.ts': '2' });
    git(root, ['add', '-A']);
    const other = { GIT_INDEX_FILE: '.git/partial' };
    git(root, ['read-tree', 'HEAD'], { env: other });
    git(root, ['update-index', 'b.ts'], { env: other });
    const source = openIndex(root, { env: gitEnvironment({ ...other, GIT_DIR: '.git' }) });
    expect([text(source, 'a.ts'), text(source, 'b.ts')]).toEqual(['1', '2']);
    const plain = openIndex(root, { env });
    expect([text(plain, 'a.ts'), text(plain, 'b.ts')]).toEqual(['2', '2']);
  });

  test('in a conflict, with announced files, and with real empty ones', () => {
    const root = scratchRepository({ 'a.ts': 'base\n', 'empty.ts': '', 'same.ts': '1' });
    git(root, ['checkout', '-q', '-b', 'other']);
    write(root, { 'a.ts': 'other\n' });
    commitAll(root);
    git(root, ['checkout', '-q', 'main']);
    write(root, { 'a.ts': 'main\n' });
    commitAll(root);
    expect(() => git(root, ['merge', 'other'])).toThrow();
    write(root, { 'announced.ts': 'x', 'staged-empty.ts': '', 'announced-empty.ts': '' });
    git(root, ['add', '-N', 'announced.ts', 'announced-empty.ts']);
    git(root, ['add', 'staged-empty.ts']);
    const listing = openIndex(root, { env }).list();
    expect(paths(listing)).toEqual(['empty.ts', 'same.ts', 'staged-empty.ts']);
    expect(listing.skipped.map(({ file, reason, detail }) => [file, reason, detail?.split(':')[0]])).toEqual([
      ['a.ts', 'unreadable', 'in conflict'],
      ['announced-empty.ts', 'unreadable', 'announced by git add -N'],
      ['announced.ts', 'unreadable', 'announced by git add -N'],
    ]);
  });

  test('does not need the work tree', () => {
    const root = scratchRepository({ 'a/x.ts': 'x', 'y.ts': 'y' });
    rmSync(join(root, 'a'), { recursive: true });
    unlinkSync(join(root, 'y.ts'));
    const source = openIndex(root, { env });
    expect([text(source, 'a/x.ts'), text(source, 'y.ts')]).toEqual(['x', 'y']);
  });
});

describe('a revision', () => {
  test('by branch, tag, short id and expression; DIR need not be in it', () => {
    const root = scratchRepository({ 'a.ts': '1' });
    git(root, ['tag', '-a', 'v1', '-m', 'v1']);
    const first = git(root, ['rev-parse', 'HEAD']).trim();
    write(root, { 'a.ts': '2', 'later/b.ts': '' });
    commitAll(root);
    for (const name of ['v1', first, first.slice(0, 12), 'HEAD~1', 'main^', '@~']) {
      const source = openRevision(join(root, 'later'), name, { env });
      expect([source.dir, source.commit, text(source, 'a.ts'), paths(source.list())]).toEqual([
        'later',
        first,
        '1',
        ['a.ts'],
      ]);
    }
  });

  test.each(['nope', '', '--all', '-h', 'HEAD:a.ts', 'HEAD^{tree}', 'a\nb', 'a\0b', '0'.repeat(40), 'HEAD..HEAD'])(
    '%j names no commit',
    (name) => {
      const root = scratchRepository({ 'a.ts': '1' });
      expect(codeOf(() => openRevision(root, name, { env }))).toBe('revision-unknown');
    },
  );

  test('outside a shallow clone is told as that', () => {
    const origin = scratchRepository({ 'a.ts': '1' });
    write(origin, { 'a.ts': '2' });
    commitAll(origin);
    const clone = join(scratchFolder(), 'clone');
    git(origin, ['clone', '-q', '--depth', '1', `file://${origin}`, clone]);
    expect(codeOf(() => openRevision(clone, 'HEAD~1', { env }))).toBe('shallow-clone');
    expect(text(openRevision(clone, 'HEAD', { env }), 'a.ts')).toBe('2');
  });

  test('of a partial clone: missing objects are listed and never fetched', () => {
    const origin = scratchRepository({ 'a.ts': '1' });
    git(origin, ['config', 'uploadpack.allowFilter', 'true']);
    const clone = join(scratchFolder(), 'clone');
    git(origin, ['clone', '-q', '--filter=blob:none', '--no-checkout', `file://${origin}`, clone]);
    const source = openRevision(clone, 'HEAD', { env });
    expect([paths(source.list()), skips(source.list())]).toEqual([[], ['a.ts unreadable']]);
    expect(source.read('a.ts')).toBeUndefined();
  });

  test('in a repository with SHA-256 ids', () => {
    const root = scratchFolder();
    git(root, ['init', '-q', '--object-format=sha256']);
    write(root, { 'a.ts': 'x', 'empty.ts': '' });
    commitAll(root);
    for (const source of [openRevision(root, 'HEAD', { env }), openIndex(root, { env })]) {
      expect([source.commit?.length, text(source, 'a.ts'), text(source, 'empty.ts')]).toEqual([64, 'x', '']);
    }
  });

  test('whose tree is crafted: paths that leave the repository are listed and not read', () => {
    const root = scratchRepository({ 'a.ts': '1' });
    const blob = git(root, ['hash-object', '-w', '--stdin'], { input: 'secret' }).trim();
    const tree = (name: string, mode: string, id: string) =>
      git(root, ['hash-object', '-t', 'tree', '-w', '--literally', '--stdin'], {
        input: Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]),
      }).trim();
    const outer = tree('..', '40000', tree('x.ts', '100644', blob));
    const commit = git(root, ['commit-tree', outer, '-m', 'crafted']).trim();
    const source = openRevision(root, commit, { env });
    expect(paths(source.list())).toEqual([]);
    expect(skips(source.list())).toEqual(['%2E%2E/x.ts unreadable']);
    expect(source.read('../x.ts')).toBeUndefined();
  });

  test('replaced objects are read as they were', () => {
    const root = scratchRepository({ 'a.ts': 'true' });
    const [old, other] = [
      git(root, ['rev-parse', 'HEAD:a.ts']).trim(),
      git(root, ['hash-object', '-w', '--stdin'], { input: 'lie' }).trim(),
    ];
    git(root, ['replace', old, other]);
    expect(text(openRevision(root, 'HEAD', { env }), 'a.ts')).toBe('true');
  });
});

describe('where git is needed and cannot be used', () => {
  test('each case has its code', () => {
    const root = scratchRepository({ 'a.ts': '', '.gitignore': 'out\n' });
    mkdirSync(join(root, 'out'));
    for (const open of [openIndex, (dir: string, options: object) => openRevision(dir, 'HEAD', options)]) {
      expect(codeOf(() => open(scratchFolder(), { env }))).toBe('not-a-repository');
      expect(codeOf(() => open(join(root, 'out'), { env }))).toBe('not-a-repository');
      expect(codeOf(() => open(root, { env: { ...env, PATH: '' } }))).toBe('git-missing');
      expect(codeOf(() => open(root, { env: { ...env, GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' } }))).toBe('git-failed');
      expect(codeOf(() => open(join(root, 'none'), { env }))).toBe('not-found');
    }
  });

  test('a broken index or a missing tree is a git-failed', () => {
    const root = scratchRepository({ 'a.ts': '' });
    const tree = git(root, ['rev-parse', 'HEAD^{tree}']).trim();
    write(root, { '.git/index': 'broken' });
    expect(codeOf(() => openIndex(root, { env }).list())).toBe('git-failed');
    unlinkSync(join(root, '.git/objects', tree.slice(0, 2), tree.slice(2)));
    expect(codeOf(() => openRevision(root, 'HEAD', { env }).list())).toBe('git-failed');
  });
});

test('reading file by file starts few processes and never asks for more than a batch', () => {
  const batches: number[] = [];
  const fake: Git = {
    attempt: () => undefined,
    run(_, input) {
      const ids = input!.trim().split('\n');
      batches.push(ids.length);
      return Buffer.concat(
        ids.flatMap((id) => [Buffer.from(`${id} blob 10240\n`), Buffer.alloc(10240, id), Buffer.from('\n')]),
      );
    },
  };
  const blobs = Array.from({ length: 9000 }, (_, i) => ({ path: `${i}.ts`, id: `id${i}`, size: 10240 }));
  const read = blobReader(fake, blobs);
  for (const { path, id } of blobs) expect(Buffer.from(read(path)!).equals(Buffer.alloc(10240, id))).toBe(true);
  expect(batches.length).toBeLessThan(10);
  expect(Math.max(...batches)).toBeLessThanOrEqual(1639);
  expect(read('none.ts')).toBeUndefined();
});

test('links are kept as text that leads somewhere in the tree alone', () => {
  const root = scratchRepository({ 'a.ts': '' });
  link(root, { 'long.ts': 'x/'.repeat(2040) });
  commitAll(root);
  for (const source of [openWorkTree(root, { env }), openRevision(root, 'HEAD', { env })]) {
    expect(skips(source.list())).toEqual(['long.ts link-broken']);
  }
});
