import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { severityOf } from '../../src/config/resolve.ts';
import { openIndex } from '../../src/source/git-index.ts';
import { openRevision } from '../../src/source/git-revision.ts';
import type { Source } from '../../src/source/source.ts';
import { openWorkTree } from '../../src/source/work-tree.ts';
import { commitAll, git } from '../source/scratch.ts';
import { memorySource } from '../support/memory-source.ts';
import { knownRules, toolErrorOf } from './support.ts';

let dir: string;
beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'config-')));
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    fs.writeFileSync(path.join(dir, name), text);
  }
}

const load = (request: { allowCode?: boolean; file?: string } = {}) =>
  loadConfig({ source: openWorkTree(dir), root: dir, allowCode: true, rules: knownRules, ...request });

const typed = `import { defineConfig } from 'sharenothing';
import { off } from './severity.ts';
export default defineConfig({ rules: { 'module-state': off satisfies string as 'off' } });
`;

describe('configuration that is code', () => {
  test.each([
    ['sharenothing.config.ts', typed],
    ['sharenothing.config.mts', typed],
    ['sharenothing.config.cts', "const config = { rules: { 'module-state': 'off' as const } };\nexport = config;\n"],
    ['sharenothing.config.js', "module.exports = { rules: { 'module-state': 'off' } };\n"],
    ['sharenothing.config.mjs', "export default { rules: { 'module-state': 'off' } };\n"],
    ['sharenothing.config.cjs', "module.exports = { rules: { 'module-state': 'off' } };\n"],
  ])('%s is run in memory: nothing is written, nothing installed is needed', async (name, text) => {
    write({ [name]: text, 'severity.ts': "export const off: string = 'off';\n" });
    const before = fs.readdirSync(dir, { recursive: true });
    const config = await load();
    expect(severityOf(config, 'module-state', null)).toEqual({ value: 'off', from: name });
    expect(fs.readdirSync(dir, { recursive: true })).toEqual(before);
  });

  test('a file on a read-only tree works', async () => {
    write({ 'sharenothing.config.ts': "export default { failOn: 'error' as const };\n" });
    fs.chmodSync(dir, 0o555);
    try {
      expect((await load()).failOn).toEqual({ value: 'error', from: 'sharenothing.config.ts' });
    } finally {
      fs.chmodSync(dir, 0o755);
    }
  });

  test('is refused with --no-config-code, and not run', async () => {
    write({
      'sharenothing.config.ts': `import fs from 'node:fs';\nfs.writeFileSync(${JSON.stringify(path.join(dir, 'ran'))}, '');\nexport default {};\n`,
    });
    const error = await toolErrorOf(load({ allowCode: false }));
    expect([error.code, error.where]).toEqual(['config-code-refused', 'sharenothing.config.ts']);
    expect(fs.existsSync(path.join(dir, 'ran'))).toBe(false);
  });

  describe('of a source that is not on disk', () => {
    const stored = (files: Readonly<Record<string, string>>) => ({ ...memorySource(files), kind: 'revision' as const });
    const copies = () => fs.readdirSync(os.tmpdir());
    beforeEach(() => {
      fs.mkdirSync(path.join(dir, 'temporary'));
      vi.stubEnv('TMPDIR', path.join(dir, 'temporary'));
    });
    afterEach(() => void vi.unstubAllEnvs());

    test('is run from a temporary copy of it and of what it imports, which is gone afterwards', async () => {
      // What lies on disk is another state of the files: nothing of it may run.
      write({ 'sharenothing.config.ts': 'throw new Error("of the work tree");', 'policy/rules.ts': 'throw 1;' });
      write({ 'node_modules/shared-policy/index.js': "module.exports = { failOn: 'error' };" });
      const source = stored({
        'package.json': '{ "type": "module" }',
        'sharenothing.config.ts':
          "import { rules } from './policy/rules.js';\nimport shared from 'shared-policy';\nexport default { ...shared, rules };\n",
        'policy/rules.ts': "import level from './level.json';\nexport const rules = { 'module-state': level.level };\n",
        'policy/level.json': '{ "level": "info" }',
      });
      const config = await loadConfig({ source, root: dir, allowCode: true, rules: knownRules });
      expect(config.failOn.value).toBe('error');
      expect(config.scopes[0]?.rules.get('module-state')?.severity.value).toBe('info');
      expect(copies()).toEqual([]);
    });

    test('that fails is told by its name, and leaves no copy', async () => {
      const source = stored({ 'sharenothing.config.ts': "import './gone.ts';" });
      const error = await toolErrorOf(loadConfig({ source, root: dir, allowCode: true, rules: knownRules }));
      expect([error.code, error.where]).toEqual(['config-unreadable', 'sharenothing.config.ts']);
      expect(error.what).not.toContain(os.tmpdir());
      expect(copies()).toEqual([]);
    });

    test('is refused where all code is', async () => {
      const source = stored({ 'sharenothing.config.ts': 'export default {}' });
      const error = await toolErrorOf(loadConfig({ source, root: dir, allowCode: false, rules: knownRules }));
      expect(error.code).toBe('config-code-refused');
    });
  });

  test.each([
    ['throw new Error("no such luck");', 'no such luck'],
    ['export default () => ({});', 'its default export is a function'],
    ['import "./gone.ts";', 'gone'],
    ['export default {', 'it failed while it was loaded'],
  ])('that fails says so: %s', async (text, words) => {
    write({ 'sharenothing.config.ts': text });
    const error = await toolErrorOf(load());
    expect([error.code, error.where]).toEqual(['config-unreadable', 'sharenothing.config.ts']);
    expect(error.what).toContain(words);
  });

  test('is validated like data', async () => {
    write({ 'sharenothing.config.mjs': 'export default { rulez: {} };' });
    expect((await toolErrorOf(load())).fix).toContain('"rules"');
  });

  test('code inside the data is refused', async () => {
    write({
      'sharenothing.config.mjs': 'export default { rules: { "module-cache": { options: { bounded: () => 1 } } } };',
    });
    expect((await toolErrorOf(load())).what).toContain('no plain data');
  });
});

test('JSON and YAML of an index or a revision are what git keeps there, whatever lies on disk', async () => {
  git(dir, ['init', '-q']);
  write({ '.sharenothingrc.yaml': 'extends: ./base.json\nfailOn: error\n', 'base.json': '{ "confidence": "high" }' });
  commitAll(dir);
  write({ '.sharenothingrc.yaml': 'failOn: info\n' });
  git(dir, ['add', '.']);
  write({ '.sharenothingrc.yaml': 'failOn: never\n' });
  const of = async (source: Source) => {
    const { failOn, confidence } = await loadConfig({ source, root: dir, allowCode: true, rules: knownRules });
    return [failOn.value, confidence.value];
  };
  expect(await of(openRevision(dir, 'HEAD'))).toEqual(['error', 'high']);
  expect(await of(openIndex(dir))).toEqual(['info', 'medium']);
  expect(await of(openWorkTree(dir))).toEqual(['never', 'medium']);
});

test('nothing else of the target is run: no meta configuration, no package.json hook, no .env', async () => {
  const trap = `require('node:fs').writeFileSync(${JSON.stringify(path.join(dir, 'ran'))}, '');module.exports = {};`;
  write({
    '.config/config.js': trap,
    '.sharenothingrc.js': trap,
    '.config/sharenothingrc.js': trap,
    'config.js': trap,
    'package.json': '{ "cosmiconfig": { "searchPlaces": ["config.js"] } }',
    'src/a.ts': trap,
  });
  const cwd = process.cwd();
  process.chdir(dir);
  try {
    expect((await load()).files).toEqual([]);
  } finally {
    process.chdir(cwd);
  }
  expect(fs.existsSync(path.join(dir, 'ran'))).toBe(false);
});

describe('--config', () => {
  test('names a file inside the repository', async () => {
    write({ 'ci/strict.json': '{ "failOn": "info" }', '.sharenothingrc.json': '{ "failOn": "never" }' });
    expect((await load({ file: path.join(dir, 'ci/strict.json') })).failOn).toEqual({
      value: 'info',
      from: 'ci/strict.json:1',
    });
  });

  test('names a file that git ignores, or that lies elsewhere', async () => {
    write({
      'project/a.ts': '',
      'policy/base.yaml': 'confidence: high\n',
      'policy/all.yaml': 'extends: ./base.yaml\nfailOn: info\n',
    });
    const project = path.join(dir, 'project');
    const config = await loadConfig({
      source: openWorkTree(project),
      root: project,
      allowCode: true,
      rules: knownRules,
      file: path.join(dir, 'policy/all.yaml'),
    });
    expect([config.failOn.value, config.confidence.value]).toEqual(['info', 'high']);
    expect(config.files).toEqual(['../policy/all.yaml', '../policy/base.yaml']);
  });

  test('that does not exist is an error', async () => {
    const error = await toolErrorOf(load({ file: path.join(dir, 'gone.json') }));
    expect(error.code).toBe('config-not-found');
    expect(error.where).toContain('--config');
  });

  test('that is a folder is an error', async () => {
    expect((await toolErrorOf(load({ file: dir }))).code).toBe('config-unreadable');
  });

  test('a package.json without the key is an error', async () => {
    write({ 'package.json': '{}' });
    expect((await toolErrorOf(load({ file: path.join(dir, 'package.json') }))).what).toContain('no configuration in');
  });
});
