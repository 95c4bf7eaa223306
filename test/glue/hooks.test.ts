import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { repositoryRoot } from '../support/process.ts';
import { commitServer, git, makeShop, otherwise, runProgram, withState } from './shop.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});
const shop = (files?: Readonly<Record<string, string>>) => {
  const dir = makeShop(files);
  folders.push(dir);
  return dir;
};

/** The fenced block of docs/ci.md whose first line names a file: what the page tells to write there. */
function documented(file: string): string {
  const page = fs.readFileSync(path.join(repositoryRoot, 'docs/ci.md'), 'utf8');
  const [, block] =
    new RegExp(`^\`\`\`\\w+\\n(?:#|//) ${file.replace(/[.]/g, '\\.')}\\n(.*?)^\`\`\`$`, 'ms').exec(page) ?? [];
  if (block === undefined) throw new Error(`docs/ci.md has no block for ${file}`);
  return block;
}

/** A program on PATH, or in the folder that SHARENOTHING_TOOLS names (.ci/run puts what npm and Debian have there). */
function programOf(name: string): string | undefined {
  const tools = process.env.SHARENOTHING_TOOLS;
  const places = [...(tools ? [tools] : []), ...(process.env.PATH ?? '').split(path.delimiter)];
  return places.map((place) => path.join(place, name)).find((file) => fs.existsSync(file));
}

/** The change adds state: it does not get in. What does not, does. */
function expectGate(dir: string, added: Readonly<Record<string, string>> = {}): void {
  const commits = () => git(dir, 'log', '--format=%s').trim().split('\n').length;
  const refused = commitServer(dir, withState, added);
  expect(refused.output).toContain('visits');
  expect(refused.output).toContain('module-state');
  expect([refused.code !== 0, commits()]).toEqual([true, 1]);
  expect(commitServer(dir, otherwise, added)).toMatchObject({ code: 0 });
  expect(commits()).toBe(2);
}

test('husky, as docs/ci.md tells', () => {
  const dir = shop({ '.husky/pre-commit': documented('.husky/pre-commit') });
  const husky = path.join(repositoryRoot, 'node_modules/husky/bin.js');
  expect(runProgram(dir, process.execPath, [husky]).code).toBe(0);
  expectGate(dir);
});

test('lint-staged, as docs/ci.md tells', () => {
  const lintStaged = path.join(repositoryRoot, 'node_modules/lint-staged/bin/lint-staged.js');
  const dir = shop({ 'lint-staged.config.js': documented('lint-staged.config.js') });
  fs.mkdirSync(path.join(dir, '.git/hooks'), { recursive: true });
  fs.writeFileSync(path.join(dir, '.git/hooks/pre-commit'), `#!/bin/sh\nexec "${process.execPath}" "${lintStaged}"\n`, {
    mode: 0o755,
  });
  expectGate(dir);
});

const lefthook = programOf('lefthook');
test.skipIf(!lefthook)(
  `lefthook, as docs/ci.md tells${lefthook ? '' : ' (skipped: no program lefthook on PATH; .ci/run installs it)'}`,
  () => {
    const dir = shop({ 'lefthook.yml': documented('lefthook.yml') });
    const installed = runProgram(dir, lefthook!, ['install'], { LEFTHOOK_BIN: lefthook! });
    expect(installed).toMatchObject({ code: 0 });
    expectGate(dir, { LEFTHOOK_BIN: lefthook! });
  },
);

const preCommit = programOf('pre-commit');
const why = preCommit ? '' : ' (skipped: no program pre-commit on PATH; .ci/run installs it)';

test.skipIf(!preCommit)(`pre-commit takes .pre-commit-hooks.yaml${why}`, () => {
  const manifest = path.join(repositoryRoot, '.pre-commit-hooks.yaml');
  expect(runProgram(repositoryRoot, preCommit!, ['validate-manifest', manifest])).toEqual({ code: 0, output: '' });
});

test('npm pack prints the name of the file alone: pre-commit takes all that it prints for that', () => {
  const clone = fs.mkdtempSync(path.join(os.tmpdir(), 'clone-'));
  folders.push(clone);
  git(repositoryRoot, 'clone', '--quiet', '--local', repositoryRoot, clone);
  fs.symlinkSync(path.join(repositoryRoot, 'node_modules'), path.join(clone, 'node_modules'));
  // With what `prepare` prints, as the build does when it is asked to.
  const manifest = JSON.parse(fs.readFileSync(path.join(clone, 'package.json'), 'utf8'));
  manifest.scripts.prepare = 'echo built';
  fs.writeFileSync(path.join(clone, 'package.json'), JSON.stringify(manifest));
  const packed = execFileSync('npm', ['pack'], { cwd: clone, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  expect(packed).toBe(`sharenothing-${manifest.version}.tgz\n`);
});

test.skipIf(!preCommit)(`pre-commit installs the hook from a repository and runs it${why}`, () => {
  // What pre-commit clones: this package as it is packed, so that it need not be built once more.
  const hooks = fs.mkdtempSync(path.join(os.tmpdir(), 'hooks-'));
  folders.push(hooks);
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', hooks], {
      cwd: repositoryRoot,
      encoding: 'utf8',
    }),
  );
  execFileSync('tar', ['xzf', filename, '--strip-components=1'], { cwd: hooks });
  fs.rmSync(path.join(hooks, filename));
  fs.copyFileSync(path.join(repositoryRoot, '.pre-commit-hooks.yaml'), path.join(hooks, '.pre-commit-hooks.yaml'));
  const manifest = JSON.parse(fs.readFileSync(path.join(hooks, 'package.json'), 'utf8'));
  delete manifest.scripts.prepare;
  delete manifest.devDependencies;
  fs.writeFileSync(path.join(hooks, 'package.json'), JSON.stringify(manifest));
  for (const argv of [
    ['init', '--quiet'],
    ['add', '--all', '--force'],
    ['-c', 'user.name=x', '-c', 'user.email=x@example.com', 'commit', '--quiet', '--message', 'x'],
  ])
    git(hooks, ...argv);
  const revision = git(hooks, 'rev-parse', 'HEAD').trim();
  const config = documented('.pre-commit-config.yaml')
    .replace(/repo: .*/, `repo: ${hooks}`)
    .replace(/rev: .*/, `rev: ${revision}`);
  expect(parse(config).repos[0].hooks).toEqual([{ id: 'sharenothing' }]);
  const dir = shop({ '.pre-commit-config.yaml': config });
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'pre-commit-'));
  folders.push(home);
  const added = { PRE_COMMIT_HOME: home, npm_config_prefer_offline: 'true' };
  expect(runProgram(dir, preCommit!, ['install'], added).code).toBe(0);
  const prepared = runProgram(dir, preCommit!, ['install-hooks'], added);
  expect(prepared).toMatchObject({ code: 0 });
  expectGate(dir, added);
});
