import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ToolError } from '../../src/diagnostics/tool-error.ts';
import { openRevision } from '../../src/source/git-revision.ts';
import { openUnpatched } from '../../src/source/patched.ts';
import type { Source } from '../../src/source/source.ts';
import { openWorkTree } from '../../src/source/work-tree.ts';
import { commitAll, git, gitEnvironment, scratchRepository, write } from './scratch.ts';

const env = gitEnvironment();
/** Path → text. Empty files are left out: without prefixes git writes their names in a way that cannot be taken apart. */
const contents = (source: Source) =>
  Object.fromEntries(
    source
      .list()
      .files.filter(({ size }) => size > 0)
      .map(({ path }) => [path, Buffer.from(source.read(path)!).toString('utf8')]),
  );

/** Whether taking back a patch gives what a revision has. */
function takesBack(root: string, patch: string, revision: string): void {
  const work = openWorkTree(root, { env });
  expect(contents(openUnpatched(work, patch, 'a.patch'))).toEqual(contents(openRevision(root, revision, { env })));
}

const files = {
  'src/a.ts': 'one\ntwo\nthree\nfour\nfive\nsix\nseven\n',
  'src/moved.ts': 'export const moved = 1;\nexport const stays = 2;\n',
  'src/gone.ts': 'export const gone = 1;\n',
  'no-end.ts': 'last line',
  'umlaut ä b/x.ts': 'x\n',
};

function changed(): string {
  const root = scratchRepository(files);
  mkdirSync(join(root, 'lib'));
  renameSync(join(root, 'src/moved.ts'), join(root, 'lib/moved.ts'));
  rmSync(join(root, 'src/gone.ts'));
  write(root, {
    'src/a.ts': 'zero\none\ntwo\nthree\nFOUR\nfive\nseven\n',
    'src/new.ts': 'export const fresh = 1;\n',
    'src/empty.ts': '',
    'no-end.ts': 'last line, now with an end\n',
    'umlaut ä b/x.ts': 'y\n',
  });
  git(root, ['add', '-A']);
  return root;
}

describe('taking a patch back', () => {
  test.each([
    ['as git writes it', []],
    ['with moves as moves', ['-M']],
    ['with moves as removal and addition', ['--no-renames']],
    ['without context', ['-U0']],
    ['without prefixes', ['--no-prefix']],
    ['with other prefixes', ['--src-prefix=i/', '--dst-prefix=w/']],
    ['with names as they are', ['-c']],
  ])('gives what was there before: %s', (_, options) => {
    const root = changed();
    const args = options[0] === '-c' ? ['-c', 'core.quotePath=false', 'diff', 'HEAD'] : ['diff', ...options, 'HEAD'];
    takesBack(root, git(root, args), 'HEAD');
  });

  test('of several commits, the last one first', () => {
    const root = changed();
    commitAll(root);
    write(root, { 'src/new.ts': 'export const fresh = 2;\n', 'src/a.ts': 'zero\n' });
    renameSync(join(root, 'lib/moved.ts'), join(root, 'lib/again.ts'));
    commitAll(root);
    takesBack(root, git(root, ['format-patch', '--stdout', 'HEAD~2']), 'HEAD~2');
  });

  test('made in DIR', () => {
    const root = scratchRepository({ 'apps/api/src/a.ts': 'one\n', 'apps/api/b.ts': 'b\n', 'c.ts': 'c\n' });
    write(root, { 'apps/api/src/a.ts': 'two\n', 'apps/api/src/new.ts': 'n\n' });
    rmSync(join(root, 'apps/api/b.ts'));
    git(root, ['add', '-A']);
    const patch = git(join(root, 'apps/api'), ['diff', '--relative', 'HEAD']);
    const work = openWorkTree(join(root, 'apps/api'), { env });
    expect(contents(openUnpatched(work, patch, '-'))).toEqual(contents(openRevision(root, 'HEAD', { env })));
  });

  test('follows the line ends of the checkout', () => {
    const root = scratchRepository({ 'a.ts': 'one\r\ntwo\r\nthree\r\n' });
    const patch = '--- a/a.ts\n+++ b/a.ts\n@@ -1,3 +1,3 @@\n one\n-zwei\n+two\n three\n';
    const source = openUnpatched(openWorkTree(root, { env }), patch, '-');
    expect(contents(source)).toEqual({ 'a.ts': 'one\r\nzwei\r\nthree\r\n' });
  });

  test('leaves binary files, modes, LFS pointers and submodules aside', () => {
    const root = scratchRepository({ 'a.bin': Buffer.from([0, 1, 2]), 'a.ts': 'a\n', 'big.ts': 'content\n' });
    write(root, { 'a.bin': Buffer.from([0, 3]) });
    const binary = git(root, ['diff', 'HEAD']);
    const others = `diff --git a/a.ts b/a.ts
old mode 100644
new mode 100755
diff --git a/big.ts b/big.ts
--- a/big.ts
+++ b/big.ts
@@ -1,2 +1,2 @@
-version https://git-lfs.github.com/spec/v1
-oid sha256:aa
+version https://git-lfs.github.com/spec/v1
+oid sha256:bb
diff --git a/sub b/sub
--- a/sub
+++ b/sub
@@ -1 +1 @@
-Subproject commit ${'a'.repeat(40)}
+Subproject commit ${'b'.repeat(40)}
`;
    const work = openWorkTree(root, { env });
    expect(contents(openUnpatched(work, binary + others, '-'))).toEqual(contents(work));
    expect(contents(openUnpatched(work, '', '-'))).toEqual(contents(work));
  });

  test.each([
    ['no patch at all', 'hello\n'],
    ['of other files', '--- a/a.ts\n+++ b/a.ts\n@@ -1 +1 @@\n-x\n+not what is there\n'],
    ['of a file that is not there', '--- a/none.ts\n+++ b/none.ts\n@@ -1 +1 @@\n-x\n+y\n'],
    ['that is cut off', '--- a/a.ts\n+++ b/a.ts\n@@ -1,3 +1,3 @@\n-x\n'],
  ])('%s is an error that says so', (_, patch) => {
    const work = openWorkTree(scratchRepository({ 'a.ts': 'a\n' }), { env });
    expect(() => openUnpatched(work, patch, 'a.patch').list()).toThrow(
      expect.objectContaining({ code: 'patch-unusable', where: 'a.patch' }),
    );
  });

  test('never fails but with that error, and never writes a path that leaves the repository', () => {
    const work = openWorkTree(scratchRepository({ 'a.ts': 'a\nb\n' }), { env });
    const line = fc.constantFrom(
      'diff --git a/a.ts b/a.ts',
      '--- a/a.ts',
      '+++ b/a.ts',
      '+++ /dev/null',
      '--- a/../../x.ts',
      'rename from ../y.ts',
      'deleted file mode 100644',
      '@@ -1,1 +1,1 @@',
      '@@ -0,0 +1 @@',
      '-a',
      '+a',
      ' a',
      '\\ No newline at end of file',
      '-- ',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        try {
          const { files } = openUnpatched(work, `${lines.join('\n')}\n`, '-').list();
          expect(files.every(({ path }) => !path.startsWith('..'))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(ToolError);
        }
      }),
    );
  });
});
