import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openBase } from '../../src/source/base.ts';
import { openIndex } from '../../src/source/git-index.ts';
import { openRevision } from '../../src/source/git-revision.ts';
import { openWorkTree } from '../../src/source/work-tree.ts';
import { commitAll, git, gitEnvironment, scratchFolder, scratchRepository, write } from './scratch.ts';

const env = gitEnvironment();
const failure = (act: () => unknown): { code: string; fix: string; what: string } => {
  try {
    act();
  } catch (error) {
    return error as { code: string; fix: string; what: string };
  }
  throw new Error('nothing was thrown');
};

/** A branch that left main after one commit and has one of its own. */
function branched(): { root: string; fork: string } {
  const root = scratchRepository({ 'a.ts': '1' });
  const fork = git(root, ['rev-parse', 'HEAD']).trim();
  git(root, ['checkout', '-q', '-b', 'work']);
  write(root, { 'b.ts': '2' });
  commitAll(root);
  git(root, ['checkout', '-q', 'main']);
  write(root, { 'c.ts': '3' });
  commitAll(root);
  git(root, ['checkout', '-q', 'work']);
  return { root, fork };
}

describe('merge-base:BRANCH', () => {
  test('is the commit at which HEAD left the branch', () => {
    const { root, fork } = branched();
    expect(openRevision(root, 'merge-base:main', { env }).commit).toBe(fork);
    expect(openRevision(root, 'merge-base:main~1', { env }).commit).toBe(fork);
  });

  test('finds a branch that only the remote has, as in CI', () => {
    const { root, fork } = branched();
    const clone = join(scratchFolder(), 'clone');
    git(root, ['clone', '-q', `file://${root}`, clone]);
    git(clone, ['checkout', '-q', '--detach']);
    expect(openRevision(clone, 'merge-base:main', { env }).commit).toBe(fork);
    expect(openRevision(clone, 'main', { env }).commit).not.toBe(fork);
  });

  test('in a shallow clone is told with the line to add', () => {
    const { root } = branched();
    const clone = join(scratchFolder(), 'clone');
    git(root, ['clone', '-q', '--depth=1', '--no-single-branch', `file://${root}`, clone]);
    const error = failure(() => openRevision(clone, 'merge-base:main', { env }));
    expect(error.code).toBe('shallow-clone');
    expect(error.fix).toContain('`fetch-depth: 0`');
    expect(failure(() => openRevision(clone, 'merge-base:main~1', { env })).code).toBe('shallow-clone');
  });

  test('of strangers, or of no branch, is told', () => {
    const { root } = branched();
    git(root, ['checkout', '-q', '--orphan', 'other']);
    commitAll(root);
    const error = failure(() => openRevision(root, 'merge-base:main', { env }));
    expect([error.code, error.what]).toEqual(['revision-unknown', 'HEAD and main have no commit in common']);
    for (const name of ['merge-base:', 'merge-base:none', 'merge-base:--all'])
      expect(failure(() => openRevision(root, name, { env })).code).toBe('revision-unknown');
  });
});

describe('the base', () => {
  test('of a partial clone that lacks code is an error; what it lacks of other files is none', () => {
    const origin = scratchRepository({ 'a.ts': '1', 'picture.svg': '<svg/>' });
    write(origin, { 'a.ts': '2', 'picture.svg': '<svg></svg>' });
    commitAll(origin);
    git(origin, ['config', 'uploadpack.allowFilter', 'true']);
    const clone = join(scratchFolder(), 'clone');
    git(origin, ['clone', '-q', '--filter=blob:none', `file://${origin}`, clone]);
    const error = failure(() => openBase(clone, 'HEAD~1', openWorkTree(clone, { env }), { env }));
    expect([error.code, error.fix]).toEqual(['base-incomplete', expect.stringContaining('--refetch')]);
    expect(Buffer.from(openBase(clone, 'HEAD', openWorkTree(clone, { env }), { env }).read('a.ts')!).toString()).toBe(
      '2',
    );
  });

  test('reads a Git LFS file as the work tree has it, where that is what the pointer names', () => {
    const content = 'export const rows = new Map();\n';
    const pointer = (text: string) =>
      `version https://git-lfs.github.com/spec/v1\noid sha256:${createHash('sha256').update(text).digest('hex')}\nsize ${text.length}\n`;
    const root = scratchRepository({ 'same.ts': pointer(content), 'other.ts': pointer('something else') });
    write(root, { 'same.ts': content, 'other.ts': content });
    const base = openBase(root, 'HEAD', openWorkTree(root, { env }), { env });
    const text = (path: string) => Buffer.from(base.read(path)!).toString();
    expect([text('same.ts'), text('other.ts')]).toEqual([content, pointer('something else')]);
  });
});

describe('what is staged', () => {
  test('are the paths in which the index differs from the commit, those that are gone too', () => {
    const root = scratchRepository({ 'a.ts': '1', 'b.ts': '2', 'c.ts': '3' });
    expect(openIndex(root, { env }).staged?.()).toEqual([]);
    write(root, { 'a.ts': '2', 'new.ts': '1', 'untracked.ts': '' });
    git(root, ['add', 'a.ts', 'new.ts']);
    git(root, ['rm', '-q', 'b.ts']);
    write(root, { 'c.ts': '4' });
    expect(openIndex(root, { env }).staged?.()).toEqual(['a.ts', 'b.ts', 'new.ts']);
  });

  test('are those of the index that git names to the hook of a partial commit', () => {
    const root = scratchRepository({ 'a.ts': '1', 'b.ts': '2' });
    write(root, { 'a.ts': '2', 'b.ts': '3' });
    git(root, ['add', 'a.ts']);
    const partial = join(root, '.git/next-index-1.lock');
    git(root, ['read-tree', 'HEAD'], { env: { GIT_INDEX_FILE: partial } });
    git(root, ['add', 'b.ts'], { env: { GIT_INDEX_FILE: partial } });
    expect(openIndex(root, { env: { ...env, GIT_INDEX_FILE: partial } }).staged?.()).toEqual(['b.ts']);
    expect(openIndex(root, { env }).staged?.()).toEqual(['a.ts']);
  });

  test('before the first commit is everything', () => {
    const root = scratchFolder();
    git(root, ['init', '-q']);
    write(root, { 'a.ts': '1' });
    git(root, ['add', '-A']);
    expect(openIndex(root, { env }).staged?.()).toEqual(['a.ts']);
  });
});
