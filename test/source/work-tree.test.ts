import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ToolError } from '../../src/diagnostics/tool-error.ts';
import { openGit } from '../../src/source/git.ts';
import { readCode } from '../../src/source/read-code.ts';
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
const open = (dir: string) => openWorkTree(dir, { env });

describe('what is listed in a git repository', () => {
  test('tracked and untracked files, ignored ones left out, from the top whatever DIR is', () => {
    const root = scratchRepository({ '.gitignore': 'dist/\n*.log\n', 'a/x.ts': '1', 'b/y.ts': '22', 'kept.log': '' });
    git(root, ['add', '-f', 'kept.log']);
    write(root, { 'dist/x.js': '', 'a/new.ts': '333', 'a/debug.log': '' });
    const source = open(join(root, 'a'));
    expect(source.dir).toBe('a');
    expect(source.list().files).toEqual([
      { path: '.gitignore', size: 12 },
      { path: 'a/new.ts', size: 3 },
      { path: 'a/x.ts', size: 1 },
      { path: 'b/y.ts', size: 2 },
      { path: 'kept.log', size: 0 },
    ]);
    expect(source.list().skipped).toEqual([]);
    expect(Buffer.from(source.read('b/y.ts')!).toString()).toBe('22');
  });

  test('a tracked node_modules is marked, an untracked one is not there, ignored or not', () => {
    const root = scratchRepository({ 'a.ts': '', 'server/node_modules/own/index.js': 'x' });
    write(root, { 'node_modules/express/index.js': 'y', 'server/node_modules/other/index.js': 'z' });
    const source = open(root);
    expect(source.list().files).toEqual([
      { path: 'a.ts', size: 0 },
      { path: 'server/node_modules/own/index.js', size: 1, trackedVendored: true },
    ]);
    expect(source.read('node_modules/express/index.js')).toBeUndefined();
    expect(source.dirty).toBe(false);
  });

  test('files that are gone from disk, and both sides of a conflict once', () => {
    const root = scratchRepository({ 'a.ts': 'base\n', 'gone.ts': '' });
    git(root, ['checkout', '-q', '-b', 'other']);
    write(root, { 'a.ts': 'other\n' });
    commitAll(root);
    git(root, ['checkout', '-q', 'main']);
    write(root, { 'a.ts': 'main\n' });
    commitAll(root);
    expect(() => git(root, ['merge', 'other'])).toThrow();
    unlinkSync(join(root, 'gone.ts'));
    expect(paths(open(root).list())).toEqual(['a.ts']);
  });

  test('submodules and repositories inside are skipped by name', () => {
    const library = scratchRepository({ 'lib.ts': '' });
    const root = scratchRepository({ 'a.ts': '' });
    git(root, ['submodule', '--quiet', 'add', library, 'vendor/lib']);
    commitAll(root);
    mkdirSync(join(root, 'inner'));
    git(join(root, 'inner'), ['init', '-q']);
    write(root, { 'inner/x.ts': '' });
    const listing = open(root).list();
    expect(paths(listing)).toEqual(['.gitmodules', 'a.ts']);
    expect(skips(listing)).toEqual(['inner submodule', 'vendor/lib submodule']);
    const inside = open(join(root, 'inner'));
    expect([inside.dir, ...paths(inside.list())]).toEqual(['', 'x.ts']);
  });

  test('names with spaces, quotes, line ends and other scripts; those that are no UTF-8 are listed as unreadable', () => {
    const odd = [
      'a b.ts',
      'a"b.ts',
      "a'b.ts",
      'a\nb.ts',
      'a\tb.ts',
      'é.ts',
      '日本.ts',
      '-rf.ts',
      ':(glob)x.ts',
      'a\u001b[31m.ts',
    ];
    const root = scratchRepository(Object.fromEntries(odd.map((name) => [name, name])));
    execFileSync('sh', ['-c', 'printf x > "$(printf \'bad\\377.ts\')"'], { cwd: root });
    const source = open(root);
    expect(new Set(paths(source.list()))).toEqual(new Set(odd));
    for (const name of odd) expect(Buffer.from(source.read(name)!).toString()).toBe(name);
    expect(skips(source.list())).toEqual(['bad\uFFFD.ts unreadable']);
  });

  test('commit and dirty: clean, changed, staged, untracked, and before the first commit', () => {
    const root = scratchRepository({ 'a.ts': '1' });
    const head = git(root, ['rev-parse', 'HEAD']).trim();
    const state = () => {
      const source = open(root);
      return [source.commit, source.dirty];
    };
    expect(state()).toEqual([head, false]);
    write(root, { 'a.ts': 'changed' });
    expect(state()).toEqual([head, true]);
    git(root, ['add', 'a.ts']);
    expect(state()).toEqual([head, true]);
    git(root, ['reset', '-q', '--hard']);
    write(root, { 'b.ts': '' });
    expect(state()).toEqual([head, true]);
    const fresh = scratchFolder();
    git(fresh, ['init', '-q']);
    expect([open(fresh).commit, open(fresh).dirty]).toEqual([null, false]);
  });

  test('a repository that a hook works on does not redirect another one', () => {
    const hooked = scratchRepository({ 'hooked.ts': '' });
    const root = scratchRepository({ 'a.ts': '' });
    const foreign = {
      GIT_DIR: join(hooked, '.git'),
      GIT_WORK_TREE: hooked,
      GIT_INDEX_FILE: join(hooked, '.git/index'),
    };
    expect(paths(openWorkTree(root, { env: gitEnvironment(foreign) }).list())).toEqual(['a.ts']);
  });

  test('a linked work tree is a repository', () => {
    const root = scratchRepository({ 'a.ts': '' });
    const linked = join(scratchFolder(), 'linked');
    git(root, ['worktree', 'add', '-q', linked]);
    expect(paths(open(linked).list())).toEqual(['a.ts']);
  });
});

describe('where the root is', () => {
  test('a DIR that the repository around it ignores is a project of its own', () => {
    const root = scratchRepository({ '.gitignore': 'clones/\n', 'a.ts': '' });
    write(root, {
      'clones/one/x.ts': '',
      'clones/one/.gitignore': 'y.ts',
      'clones/one/y.ts': '',
      'node_modules/p/i.js': '',
    });
    const source = open(join(root, 'clones/one'));
    expect([source.dir, source.commit, ...paths(source.list())]).toEqual(['', null, '.gitignore', 'x.ts']);
    expect(paths(open(join(root, 'node_modules/p')).list())).toEqual(['i.js']);
  });

  test.each([
    ['pnpm', { 'pnpm-workspace.yaml': 'packages:\n  - "apps/*"\n' }, true],
    ['pnpm, not a member', { 'pnpm-workspace.yaml': 'packages:\n  - "libs/*"\n' }, false],
    ['pnpm, left out', { 'pnpm-workspace.yaml': 'packages:\n  - "**"\n  - "!apps/server"\n' }, false],
    ['npm', { 'package.json': '{"workspaces":["apps/*"]}' }, true],
    ['yarn, an object', { 'package.json': '{"workspaces":{"packages":["./apps/server/"]}}' }, true],
    ['no workspaces', { 'package.json': '{}' }, false],
    ['turbo', { 'package.json': '{}', 'turbo.json': '{}' }, true],
    ['turbo without package.json', { 'turbo.json': '{}' }, false],
    ['lerna', { 'package.json': '{}', 'lerna.json': '{"packages":["apps/*"]}' }, true],
    ['broken manifests', { 'package.json': '{"workspaces":', 'pnpm-workspace.yaml': ': [', 'lerna.json': '[]' }, false],
    [
      'nonsense in manifests',
      { 'package.json': '{"workspaces":[1,null,{}],"__proto__":{"workspaces":["apps/*"]}}' },
      false,
    ],
  ])('without git: %s', (_, manifests, isMember) => {
    const home = scratchFolder();
    write(home, { 'package.json': '{"workspaces":["**"]}' });
    const root = join(home, 'project');
    write(root, { ...manifests, 'apps/server/src/x.ts': '', 'shared/y.ts': '' });
    const source = openWorkTree(join(root, 'apps/server/src'), { env, home });
    expect(source.dir).toBe(isMember ? 'apps/server/src' : '');
    expect(paths(source.list()).includes('shared/y.ts')).toBe(isMember);
  });

  test('a DIR that is missing, or a file, is a known error', () => {
    const root = scratchFolder();
    write(root, { 'a.ts': '' });
    const code = (dir: string) => {
      try {
        open(dir);
      } catch (error) {
        return error instanceof ToolError ? error.code : error;
      }
      return 'opened';
    };
    expect(code(join(root, 'none'))).toBe('not-found');
    expect(code(join(root, 'a.ts'))).toBe('not-a-directory');
    expect(code(join(root, 'a.ts/x'))).toBe('not-found');
    expect(code(root)).toBe('opened');
  });

  test('DIR through a link is the folder that it leads to', () => {
    const root = scratchRepository({ 'a/x.ts': '' });
    const alias = join(scratchFolder(), 'alias');
    symlinkSync(join(root, 'a'), alias);
    expect(open(alias).dir).toBe('a');
  });
});

describe('without git', () => {
  const bare = { env: { ...env, PATH: '' } };

  test('without git, what a package.json names is there whatever .gitignore says, but for what is made', () => {
    const root = scratchFolder();
    write(root, {
      '.gitignore': 'bin/\ndist/\nconf/\n',
      'package.json': JSON.stringify({
        main: './dist/index.js',
        bin: { serve: './bin/serve' },
        scripts: { start: 'NODE_ENV=x node bin/serve --port 1', seed: 'node ./conf/seed.js ../outside.js' },
      }),
      'bin/serve': '',
      'bin/other': '',
      'conf/seed.js': '',
      'dist/index.js': '',
      'broken/package.json': '{',
    });
    expect(paths(open(root).list())).toEqual([
      '.gitignore',
      'bin/serve',
      'broken/package.json',
      'conf/seed.js',
      'package.json',
    ]);
  });

  test('nested .gitignore files decide as git does', () => {
    const files: Record<string, string> = {
      '.gitignore':
        '# comment\nbuild/*\n!build/keep\n*.log\n/top.ts\nlogs/**/x.ts\ntrailing.ts   \n\\#hash.ts\n\\!bang.ts\n',
      'build/out.js': '',
      'build/keep/a.ts': '',
      'a/.gitignore': '!important.log\n/only-here.ts\nsub/dir.ts\n*.tmp.ts\n!keep/\n',
      'a/important.log': '',
      'a/other.log': '',
      'a/only-here.ts': '',
      'a/b/only-here.ts': '',
      'a/sub/dir.ts': '',
      'a/b/sub/dir.ts': '',
      'a/b/c.tmp.ts': '',
      'c.tmp.ts': '',
      'top.ts': '',
      'a/top.ts': '',
      'logs/1/2/x.ts': '',
      'logs/1/y.ts': '',
      'trailing.ts': '',
      '#hash.ts': '',
      '!bang.ts': '',
      '[odd] (dir)*/.gitignore': 'x.ts\n!y.ts\n',
      '[odd] (dir)*/x.ts': '',
      '[odd] (dir)*/z/x.ts': '',
      '[odd] (dir)*/y.ts': '',
      'o/x.ts': '',
      'CASE.LOG': '',
    };
    const root = scratchFolder();
    write(root, files);
    const walked = open(root);
    expect(walked.commit).toBeNull();
    expect(walked.dirty).toBeNull();
    const before = walked.list();
    git(root, ['init', '-q']);
    expect(before).toEqual(open(root).list());
    expect(before.files.length).toBeGreaterThan(8);
    expect(before.files.length).toBeLessThan(Object.keys(files).length);
  });

  test('a node_modules is entered where an ignore file takes it back, and nowhere else', () => {
    const root = scratchFolder();
    write(root, {
      '.gitignore': 'node_modules\n!packages/node_modules\n',
      'packages/node_modules/app/index.js': '',
      'packages/node_modules/app/node_modules/dep/index.js': '',
      'node_modules/dep/index.js': '',
      'other/node_modules/dep/index.js': '',
    });
    expect(open(root).list().files).toEqual([
      { path: '.gitignore', size: 36 },
      { path: 'packages/node_modules/app/index.js', size: 0, trackedVendored: true },
    ]);
  });

  test('a repository without the git program has the same root and says so', () => {
    const root = scratchRepository({ '.gitignore': 'dist\n', 'a/x.ts': '', 'node_modules/p/i.js': '' });
    write(root, {
      'dist/x.js': '',
      '.git/info/exclude': 'secret.ts\n',
      'secret.ts': '',
      'inner/.git': 'gitdir: ../elsewhere',
      'inner/i.ts': '',
    });
    const source = openWorkTree(join(root, 'a'), bare);
    expect(source.dir).toBe('a');
    expect(paths(source.list())).toEqual(['.gitignore', 'a/x.ts']);
    expect(skips(source.list())).toEqual(['inner submodule']);
    expect(source.notes?.map(({ code }) => code)).toEqual(['git-missing']);
    expect([source.commit, source.dirty]).toEqual([null, null]);
  });

  test('a repository that git refuses is walked, with a note', () => {
    const root = scratchRepository({ 'a.ts': '' });
    const source = openWorkTree(root, { env: gitEnvironment({ GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' }) });
    expect(paths(source.list())).toEqual(['a.ts']);
    expect(source.notes?.map(({ code }) => code)).toEqual(['git-refused']);
    expect(JSON.stringify(source.notes)).not.toContain(root);
  });

  test('a broken index is no crash', () => {
    const root = scratchRepository({ 'a.ts': '' });
    writeFileSync(join(root, '.git/index'), 'broken');
    expect(paths(open(root).list())).toEqual(['a.ts']);
  });

  test('an empty .git is none', () => {
    const root = scratchFolder();
    write(root, { 'a/.git': '', 'a/x.ts': '', 'package.json': '{"workspaces":["a"]}' });
    mkdirSync(join(root, '.git'));
    const source = open(join(root, 'a'));
    expect([source.dir, ...paths(source.list())]).toEqual(['a', 'a/x.ts', 'package.json']);
  });

  test('a named pipe is listed as unreadable and not waited for', () => {
    const root = scratchFolder();
    execFileSync('mkfifo', [join(root, 'pipe.ts')]);
    expect(skips(open(root).list())).toEqual(['pipe.ts unreadable']);
  });
});

describe.each(['git', 'no git'])('links (%s)', (mode) => {
  const make = (files: Record<string, string>, links: Record<string, string>) => {
    const root = scratchFolder();
    if (mode === 'git') git(root, ['init', '-q']);
    write(root, files);
    link(root, links);
    if (mode === 'git') commitAll(root);
    return root;
  };

  test('inside the root: listed once at the real path, read through the link', () => {
    const root = make(
      { 'shared/x.ts': 'x', 'shared/deep/y.ts': 'y' },
      {
        'src/shared': '../shared',
        'src/one.ts': '../shared/x.ts',
        'src/twice': 'shared/deep',
        'src/back': '../src/../shared/./deep/',
      },
    );
    const source = open(root);
    expect(paths(source.list())).toEqual(['shared/deep/y.ts', 'shared/x.ts']);
    expect(source.list().skipped).toEqual([]);
    expect(source.list().links).toEqual([
      { path: 'src/back', target: 'shared/deep', directory: true },
      { path: 'src/one.ts', target: 'shared/x.ts', directory: false },
      { path: 'src/shared', target: 'shared', directory: true },
      { path: 'src/twice', target: 'shared/deep', directory: true },
    ]);
    for (const path of ['src/shared/deep/y.ts', 'src/twice/y.ts', 'src/back/y.ts']) {
      expect(Buffer.from(source.read(path)!).toString()).toBe('y');
    }
    expect(source.read('src/shared')).toBeUndefined();
  });

  test('out of the root, to nothing, in a cycle: each skipped with its reason', () => {
    const root = make(
      { 'a/b/x.ts': '' },
      {
        'a/b/up': '..',
        'a/b/self': '.',
        'a/b/root': '../..',
        'a/loop1': 'loop2',
        'a/loop2': 'loop1',
        'a/me': 'me',
        etc: '/etc',
        'host.ts': '/etc/hostname',
        'a/out': '../../..',
        'a/out.ts': '../../elsewhere.ts',
        'a/sneak.ts': 'b/../../../elsewhere.ts',
        none: 'nowhere.ts',
        'through.ts': 'a/b/x.ts/more',
        'via.ts': 'etc/hostname',
      },
    );
    const source = open(root);
    expect(paths(source.list())).toEqual(['a/b/x.ts']);
    expect(skips(source.list())).toEqual([
      'a/b/root link-cycle',
      'a/b/self link-cycle',
      'a/b/up link-cycle',
      'a/loop1 link-cycle',
      'a/loop2 link-cycle',
      'a/me link-cycle',
      'a/out link-outside',
      'a/out.ts link-outside',
      'a/sneak.ts link-outside',
      'etc link-outside',
      'host.ts link-outside',
      'none link-broken',
      'through.ts link-broken',
      'via.ts link-outside',
    ]);
    for (const path of ['host.ts', 'etc/hostname', 'a/out.ts', 'a/me', 'a/b/up/b/up/b/x.ts', '../elsewhere.ts']) {
      const bytes = source.read(path);
      if (path === 'a/b/up/b/up/b/x.ts') expect(bytes).toHaveLength(0);
      else expect(bytes).toBeUndefined();
    }
  });

  test('to what is no source: broken, with and without it', () => {
    const root = make(
      { '.gitignore': 'dist\nnode_modules\n', 'a.ts': '' },
      { 'out.js': 'dist/x.js', bin: 'node_modules/.bin/tool' },
    );
    const without = open(root).list();
    write(root, { 'dist/x.js': 'built', 'node_modules/.bin/tool': '' });
    expect(open(root).list()).toEqual(without);
    expect(skips(without)).toEqual(['bin link-broken', 'out.js link-broken']);
    expect(open(root).read('out.js')).toBeUndefined();
  });

  test('an absolute link into the root is one inside', () => {
    const root = make({ 'a/x.ts': '' }, {});
    symlinkSync(join(root, 'a'), join(root, 'b'));
    expect(open(root).list().links).toEqual([{ path: 'b', target: 'a', directory: true }]);
  });
});

describe('nothing outside is read, nothing of the target is run', () => {
  test('paths that leave the root, absolute paths and what is not listed', () => {
    const outer = scratchFolder();
    write(outer, { 'secret.txt': 's', 'project/a.ts': '', 'project/.gitignore': '.env\n', 'project/.env': 'S=1' });
    const root = join(outer, 'project');
    git(root, ['init', '-q']);
    const source = open(root);
    for (const path of [
      '../secret.txt',
      'a/../../secret.txt',
      join(outer, 'secret.txt'),
      '/etc/hostname',
      '.env',
      '.git/config',
      '',
      '.',
      './a.ts',
      'a.ts/',
      'a.ts\0',
      'none.ts',
    ]) {
      expect([path, source.read(path)]).toEqual([path, undefined]);
    }
    expect(source.read('a.ts')).toHaveLength(0);
  });

  test('a tracked folder that became a link to the outside', () => {
    const outside = scratchFolder();
    write(outside, { 'x.ts': 'outside' });
    const root = scratchRepository({ 'a/x.ts': 'inside', 'b.ts': '' });
    rmSync(join(root, 'a'), { recursive: true });
    symlinkSync(outside, join(root, 'a'));
    const source = open(root);
    expect(paths(source.list())).toEqual(['b.ts']);
    expect(skips(source.list())).toEqual(['a link-outside']);
    expect(source.read('a/x.ts')).toBeUndefined();
  });

  test('a file or folder that became a link after it was listed', () => {
    const outside = scratchFolder();
    write(outside, { 'x.ts': 'outside' });
    const root = scratchRepository({ 'a/x.ts': 'inside', 'b.ts': 'inside' });
    const source = open(root);
    source.list();
    rmSync(join(root, 'a'), { recursive: true });
    symlinkSync(outside, join(root, 'a'));
    unlinkSync(join(root, 'b.ts'));
    symlinkSync(join(outside, 'x.ts'), join(root, 'b.ts'));
    expect(source.read('a/x.ts')).toBeUndefined();
    expect(source.read('b.ts')).toBeUndefined();
  });

  test('a configuration that places the work tree elsewhere', () => {
    const outside = scratchFolder();
    write(outside, { 'secret.ts': '' });
    const root = scratchRepository({ 'a.ts': '' });
    git(root, ['config', 'core.worktree', outside]);
    expect(paths(open(root).list())).toEqual(['a.ts']);
    git(root, ['config', 'core.worktree', '/']);
    expect([open(root).dir, ...paths(open(root).list())]).toEqual(['', 'a.ts']);
  });

  test('programs that the repository configures, and a git that it brings', () => {
    const root = scratchRepository({ 'a.ts': '1', 'b.ts': '2', '.gitattributes': '*.ts filter=evil diff=evil\n' });
    const marker = join(scratchFolder(), 'ran');
    const script = join(root, 'evil.sh');
    write(root, { 'evil.sh': `#!/bin/sh\ntouch '${marker}'\ncat\n`, 'a.ts': '3' });
    const bin = join(root, 'node_modules/.bin');
    write(bin, { git: `#!/bin/sh\ntouch '${marker}'\n` });
    write(root, { git: `#!/bin/sh\ntouch '${marker}'\n` });
    execFileSync('chmod', ['+x', script, join(bin, 'git'), join(root, 'git')]);
    for (const key of [
      'core.fsmonitor',
      'filter.evil.clean',
      'filter.evil.smudge',
      'filter.a=b.clean',
      'diff.external',
      'diff.evil.command',
      'diff.evil.textconv',
      'core.pager',
      'core.sshCommand',
    ]) {
      git(root, ['config', key, script]);
    }
    const hooks = join(root, '.git/hooks');
    write(hooks, { 'post-index-change': `#!/bin/sh\ntouch '${marker}'\n` });
    execFileSync('chmod', ['+x', join(hooks, 'post-index-change')]);
    const source = openWorkTree(root, { env: { ...env, PATH: `.:${root}:${bin}:${env.PATH}` } });
    expect(paths(source.list())).toContain('a.ts');
    expect(source.notes).toEqual([]);
    expect(source.dirty).toBe(true);
    rmSync(join(root, 'evil.sh'));
    rmSync(join(root, 'git'));
    expect(openWorkTree(root, { env }).dirty).toBe(true);
    expect(existsSync(marker)).toBe(false);
  });

  test('a git that cannot tell which programs are configured is not used', () => {
    const root = scratchRepository({ 'a.ts': '1', 'b.ts': '2', '.gitignore': 'b.ts\n' });
    const bin = scratchFolder();
    const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    write(bin, { git: `#!/bin/sh\ncase "$*" in *get-regexp*) exit 3;; esac\nexec '${real}' "$@"\n` });
    execFileSync('chmod', ['+x', join(bin, 'git')]);
    const source = openWorkTree(root, { env: { ...env, PATH: `${bin}:${env.PATH}` } });
    expect(source.notes?.map(({ code }) => code)).toEqual(['git-refused']);
    expect(paths(source.list())).toEqual(['.gitignore', 'a.ts']);
  });

  test('a git that waits for ever is ended, and that is an error', () => {
    const root = scratchRepository({ 'a.ts': '1' });
    execFileSync('mkfifo', [join(root, '.git/pipe')]);
    git(root, ['config', 'core.excludesFile', join(root, '.git/pipe')]);
    const state = openGit(root, env, 500);
    expect(() => state.git?.attempt(['ls-files', '--others', '--exclude-standard'])).toThrow(
      'git ls-files did not end',
    );
    git(root, ['config', 'include.path', 'pipe']);
    expect(() => openGit(root, env, 500)).toThrow('git rev-parse did not end');
  });

  test('the repository is left as it was', () => {
    const root = scratchRepository({ 'a.ts': '1' });
    write(root, { 'a.ts': '1' });
    const before = statSync(join(root, '.git/index'));
    const source = open(root);
    source.list();
    expect(source.dirty).toBe(false);
    const after = statSync(join(root, '.git/index'));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
  });
});

test.each(['git', 'no git'])('folders nested deeper than the system can open are listed (%s)', (mode) => {
  const root = scratchFolder();
  if (mode === 'git') git(root, ['init', '-q']);
  write(root, { 'a.ts': '' });
  // No call takes a path this long, so that it is joined from two halves, and taken apart again for the clean-up.
  const half = Array.from({ length: 60 }, () => 'd'.repeat(50)).join('/');
  write(root, { [`${half}/x.ts`]: '' });
  const other = scratchFolder();
  write(other, { [`half/${half}/y.ts`]: '' });
  const joined = join(root, half, 'half');
  renameSync(join(other, 'half'), joined);
  onTestFinished(() => renameSync(joined, join(other, 'half')));
  const listing = open(root).list();
  expect(paths(listing)).toEqual(['a.ts', `${half}/x.ts`]);
  expect(listing.skipped.map(({ reason }) => reason)).toEqual(['unreadable']);
});

test('a file over the limit is rejected without being opened', () => {
  const root = scratchFolder();
  write(root, { 'big.ts': '' });
  const source = open(root);
  let reads = 0;
  const read = (path: string) => {
    reads++;
    return source.read(path);
  };
  const counted = { ...source, commit: null, dirty: null, read };
  expect(readCode(counted, { path: 'big.ts', size: 50_000_000 })).toMatchObject({
    file: 'big.ts',
    reason: 'too-large',
  });
  expect(reads).toBe(0);
  expect(readCode(counted, { path: 'big.ts', size: 0 })).toEqual({ text: '' });
  expect(readCode(counted, { path: 'gone.ts', size: 0 })).toEqual({ file: 'gone.ts', reason: 'unreadable' });
});
