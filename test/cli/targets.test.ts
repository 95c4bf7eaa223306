import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commonFolder, contains, resolveTargets } from '../../src/cli/targets.ts';
import { ToolError } from '../../src/diagnostics/tool-error.ts';
import { makeProject } from './support.ts';

let root: string;
beforeEach(() => {
  root = makeProject({
    'package.json': '{}',
    'src/a.ts': '',
    'src/deep/b.ts': '',
    'apps/api/package.json': '{}',
    'apps/api/src/c.ts': '',
    'loose/d.ts': '',
  });
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

const at = (...parts: string[]) => path.join(root, ...parts);
const targets = (paths: string[], cwd = root) => resolveTargets(paths, cwd, ['check', 'files', 'rules']);

test('nothing is the current folder', () => {
  expect(targets([])).toEqual([{ dir: root, files: null }]);
});

test('folders are sorted, once each, without those inside others', () => {
  expect(targets(['src', 'apps/api', './src/', 'src/deep'])).toEqual([
    { dir: at('apps/api'), files: null },
    { dir: at('src'), files: null },
  ]);
});

test('files belong to a named folder, else to the project of the current folder', () => {
  expect(targets(['src/deep', 'src/deep/b.ts'])).toEqual([{ dir: at('src/deep'), files: [at('src/deep/b.ts')] }]);
  expect(targets(['src/deep/b.ts', 'src/a.ts'])).toEqual([{ dir: root, files: [at('src/a.ts'), at('src/deep/b.ts')] }]);
  expect(targets(['a.ts'], at('src'))).toEqual([{ dir: root, files: [at('src/a.ts')] }]);
  expect(targets(['../apps/api/src/c.ts'], at('src'))).toEqual([
    { dir: at('apps/api'), files: [at('apps/api/src/c.ts')] },
  ]);
});

test('a repository without package.json is its own project', () => {
  fs.mkdirSync(at('loose/.git'));
  expect(targets(['d.ts'], at('loose'))).toEqual([{ dir: at('loose'), files: [at('loose/d.ts')] }]);
});

test('links are resolved', () => {
  fs.symlinkSync('src', at('link'));
  expect(targets(['link'])).toEqual([{ dir: at('src'), files: null }]);
  expect(targets(['link/a.ts'])).toEqual([{ dir: root, files: [at('src/a.ts')] }]);
});

test.each([
  ['gone', 'name a folder or file that exists'],
  ['chekc', 'did you mean "check"'],
  ['files', 'a command goes before its options'],
])('%s is an error with a way out', (given, fix) => {
  try {
    targets([given]);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(ToolError);
    expect(error).toMatchObject({ code: 'not-found', tried: [at(given)], fix: expect.stringContaining(fix) });
  }
});

test('the common folder of folders', () => {
  expect(commonFolder([at('apps/api'), at('apps/web/x'), at('apps')])).toBe(at('apps'));
  expect(commonFolder([at('apps')])).toBe(at('apps'));
  expect(contains(at('app'), at('apps'))).toBe(false);
});
