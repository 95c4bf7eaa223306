import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commitAll, git, write } from '../source/scratch.ts';
import { bin } from '../support/process.ts';
import { check, notes, shop, shopRepository, told, withVisitors } from './support.ts';

const staged = ['--staged', '--format', 'json'];

describe('--staged', () => {
  test('analyses what git would commit, not the files beside it', async () => {
    const root = shopRepository();
    write(root, withVisitors);
    git(root, ['add', '-A']);
    // Beside the index the state is gone already, and another one is there that nobody staged.
    write(root, { ...shop, 'src/visitors.js': 'export const visited = () => 0;\n', 'src/late.js': 'let late = 0;\n' });
    const ran = await check(root, staged);
    expect(told(ran)).toEqual(['carts new', 'lastNumber new', 'visitors new']);
    expect(ran.code).toBe(1);
    expect(told(await check(root, [...staged, '--new-from', 'HEAD']))).toEqual([
      'carts existing',
      'lastNumber existing',
      'visitors new',
    ]);
  }, 30_000);

  test('reports what the staged files have part in, by declaration or by trace', async () => {
    const root = shopRepository();
    write(root, { 'src/carts.js': `${shop['src/carts.js']}// edited\n` });
    git(root, ['add', 'src/carts.js']);
    const ran = await check(root, staged);
    // `carts` is declared in store.js, and written in carts.js.
    expect(told(ran)).toEqual(['carts new']);
    expect(notes(ran, 'outside-files')).toEqual([
      '1 finding that other files make left out: the report was narrowed to the staged file',
    ]);
    const nothing = shopRepository();
    const clean = await check(nothing, staged);
    expect([told(clean), clean.code]).toEqual([[], 0]);
  }, 30_000);

  test('files on the command line, as lint-staged gives them, narrow the report further', async () => {
    const root = shopRepository();
    write(root, { 'src/carts.js': `${shop['src/carts.js']}//\n`, 'src/invoices.js': `${shop['src/invoices.js']}//\n` });
    git(root, ['add', '-A']);
    expect(told(await check(root, staged))).toEqual(['carts new', 'lastNumber new']);
    expect(told(await check(root, [...staged, join(root, 'src/carts.js')]))).toEqual(['carts new']);
    expect(told(await check(root, ['--format', 'json', 'src/invoices.js']))).toEqual(['lastNumber new']);
  }, 30_000);

  test('a file in conflict has nothing staged and is told as left out', async () => {
    const root = shopRepository();
    write(root, { 'src/invoices.js': `// ours\n${shop['src/invoices.js']}` });
    commitAll(root);
    git(root, ['checkout', '-q', 'main']);
    write(root, { 'src/invoices.js': `// theirs\n${shop['src/invoices.js']}` });
    commitAll(root);
    expect(() => git(root, ['merge', '-q', 'work'])).toThrow();
    const ran = await check(root, staged);
    expect(told(ran)).not.toContain('lastNumber new');
    expect(JSON.parse(ran.stdout).projects[0].skipped).toContainEqual({
      file: 'src/invoices.js',
      reason: 'unreadable',
      detail: 'in conflict: nothing merged is staged',
    });
  }, 30_000);

  test('configuration is that of the index, code too', async () => {
    const config = (level: string) => `export default { rules: { 'module-state': '${level}' } };\n`;
    const root = shopRepository();
    write(root, { ...withVisitors, 'sharenothing.config.mjs': config('info') });
    git(root, ['add', '-A']);
    write(root, { 'sharenothing.config.mjs': 'throw new Error("of the work tree");\n' });
    const ran = await check(root, staged);
    expect(told(ran)).toContain('visitors new');
    expect(ran.code).toBe(0);
    const refused = await check(root, [...staged, '--no-config-code']);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/^error\[config-code-refused\]/)]);
  }, 30_000);
});

describe('as a real pre-commit hook', () => {
  /** A shop whose hook checks what is about to be committed, and keeps what it said. */
  function hooked(): { root: string; commit: (...args: string[]) => { done: boolean; said: string[] } } {
    const root = shopRepository({ '.gitignore': 'said.json\n' });
    const hook = join(root, '.git/hooks/pre-commit');
    write(root, {
      '.git/hooks/pre-commit': `#!/bin/sh\nexec "${process.execPath}" "${bin}" --staged --new-from HEAD --format json:said.json\n`,
    });
    chmodSync(hook, 0o755);
    const commit = (...args: string[]) => {
      rmSync(join(root, 'said.json'), { force: true });
      let done = true;
      try {
        git(root, ['commit', '-q', '-m', 'change', ...args], { env: { HOME: process.env.HOME ?? '' } });
      } catch {
        done = false;
      }
      if (!existsSync(join(root, 'said.json'))) throw new Error('the hook said nothing');
      const report = { stdout: readFileSync(join(root, 'said.json'), 'utf8'), stderr: '', code: 0, signal: null };
      return { done, said: told(report) };
    };
    return { root, commit };
  }

  const first = `${shop['src/invoices.js']}\nlet first = 0;\nexport const countFirst = () => (first += 1);\n`;
  const server = shop['src/server.js']!.replace(
    'invoice: nextNumber()',
    'invoice: nextNumber(), first: countFirst()',
  ).replace('{ nextNumber }', '{ countFirst, nextNumber }');

  test('git commit -a: what it adds by itself is analysed', () => {
    const { root, commit } = hooked();
    write(root, { 'src/invoices.js': first, 'src/server.js': server });
    expect(commit('-a')).toEqual({ done: false, said: expect.arrayContaining(['first new']) });
  }, 30_000);

  test('git commit FILE: the index of that commit is analysed, whatever else is staged', () => {
    const { root, commit } = hooked();
    write(root, { ...withVisitors });
    git(root, ['add', '-A']);
    write(root, { 'README.md': '# shop\n' });
    git(root, ['add', 'README.md']);
    expect(commit('README.md')).toEqual({ done: true, said: [] });
    expect(commit()).toEqual({ done: false, said: expect.arrayContaining(['visitors new']) });
  }, 30_000);
});
