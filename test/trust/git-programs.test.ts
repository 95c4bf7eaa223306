import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { byCodeUnit } from '../../src/text/order.ts';
import { commitAll, git, gitEnvironment, write } from '../source/scratch.ts';
import { runProcess } from '../support/process.ts';

/** Settings of git that name a program, for drivers that the attributes below ask for. `%` is the program. */
const settings: Readonly<Record<string, string>> = {
  'core.fsmonitor': '%',
  'core.pager': '%',
  'pager.status': '%',
  'core.editor': '%',
  'core.askPass': '%',
  'core.sshCommand': '%',
  'core.gitProxy': '%',
  'core.alternateRefsCommand': '%',
  'credential.helper': '%',
  'gpg.program': '%',
  'log.showSignature': 'true',
  'diff.external': '%',
  'diff.own.command': '%',
  'diff.text.textconv': '%',
  'merge.evil.driver': '%',
  'interactive.diffFilter': '%',
  'status.submoduleSummary': 'true',
  'submodule.inner.update': '!%',
  'filter.evil.clean': '%',
  'filter.evil.smudge': '%',
  'filter.a.b=c.clean': '%',
  'filter.long.process': '%',
  'filter.long.required': 'true',
  'alias.ls-files': '!%',
  'alias.status': '!%',
  'remote.evil.promisor': 'true',
  'remote.evil.partialCloneFilter': 'blob:none',
  'remote.evil.uploadpack': '%',
  'protocol.allow': 'always',
  'protocol.ext.allow': 'always',
  'hook.evil.command': '%',
  'hook.evil.event': 'post-index-change',
};
const hooks = ['post-checkout', 'post-index-change', 'reference-transaction', 'pre-commit', 'post-commit'];
const server = (more: string) => `const express = require('express');
const app = express();
let served = 0;
${more}
app.get('/', (req, res) => res.json(served++));
app.listen(3000);
`;

let world: string;
let project: string;
let sprung: string;

/** A program that tells that it was started, under a name of its own. */
function trap(name: string): string {
  const file = path.join(world, 'traps', name.replaceAll(/[^a-z0-9]+/gi, '-'));
  write(world, { 'traps/.kept': '' });
  fs.writeFileSync(file, `#!/bin/sh\n: > '${path.join(sprung, path.basename(file))}'\n`, { mode: 0o755 });
  return file;
}

const arm = (repository: string, key: string, value: string) =>
  git(repository, ['config', key, value.replace('%', trap(`${path.basename(repository)} ${key}`))]);
const told = () => fs.readdirSync(sprung).sort(byCodeUnit);

beforeAll(() => {
  world = fs.realpathSync.native(fs.mkdtempSync(path.join(os.tmpdir(), 'sharenothing-traps-')));
  sprung = path.join(world, 'sprung');
  project = path.join(world, 'project');
  write(world, { 'sprung/x': '', 'out/x': '' });
  fs.rmSync(path.join(sprung, 'x'));
  write(project, {
    'package.json': '{"dependencies":{"express":"^5.0.0"},"scripts":{"start":"node src/server.js"}}',
    'src/server.js': server(''),
    'src/gone.js': 'exports.a = 1;\n',
    '.gitattributes':
      '*.js filter=evil diff=own merge=evil\n*.json filter=long diff=text\n*.md filter=a.b=c\n*.txt filter=included\n',
    'read.js': '1\n',
    'read.md': '1\n',
    'read.txt': '1\n',
    'inner/a.js': '1\n',
  });
  git(project, ['init', '-q']);
  const inner = path.join(project, 'inner');
  git(inner, ['init', '-q']);
  commitAll(inner);
  commitAll(project);
  const gone = git(project, ['rev-parse', 'HEAD:src/gone.js']).trim();
  fs.rmSync(path.join(project, 'src/gone.js'));
  write(project, { 'src/server.js': server('let more = 0;\napp.post("/", () => { more += 1; });') });
  commitAll(project);
  // A clone that fetches what it does not have when it is asked for, by a command.
  fs.rmSync(path.join(project, '.git/objects', gone.slice(0, 2), gone.slice(2)), { force: true });
  for (const [key, value] of Object.entries(settings)) arm(project, key, value);
  git(project, ['config', 'remote.evil.url', `ext::${trap('promisor')}`]);
  git(project, ['config', 'core.repositoryFormatVersion', '1']);
  git(project, ['config', 'extensions.partialClone', 'evil']);
  git(project, ['config', 'extensions.worktreeConfig', 'true']);
  git(project, ['config', '--worktree', 'diff.words.textconv', trap('of the worktree')]);
  write(project, { '.git/more': `[filter "included"]\n\tclean = ${trap('included')}\n` });
  git(project, ['config', 'include.path', 'more']);
  arm(inner, 'core.fsmonitor', '%');
  for (const folder of [project, inner])
    for (const name of hooks) fs.copyFileSync(trap(`${name} hook`), path.join(folder, '.git/hooks', name));
  // Changed since the commit, to the same size, so that git has to compare contents, through the filters.
  write(project, { 'read.js': '2\n', 'read.md': '2\n', 'read.txt': '2\n', 'inner/a.js': '2\n', 'out.json': '{}' });
  for (const file of ['package.json', 'src/server.js']) fs.utimesSync(path.join(project, file), 1, 1);
});
afterAll(() => fs.rmSync(world, { recursive: true, force: true }));

describe('programs that the repository configures for git are not started by', () => {
  test.each([
    ['check .', 1],
    ['check . --new-from HEAD~1', 2, 'base-incomplete'],
    ['check . --new-from merge-base:HEAD', 0],
    ['check . --staged', 0],
    ['check . --shard 1/1 --output ../out/facts', 0],
    ['files', 0],
    ['processes', 0],
    ['trace src/server.js:3', 0],
    ['doctor', 0],
    ['print-config', 0],
    ['cache info', 0],
    ['baseline create --baseline ../out/baseline', 0],
    ['report --compliance . --format json:../out/report.json', 0],
    ['report verify ../out/report.json', 0],
    ['init --ci none --yes', 0],
  ])('%s', async (line, exit, error = '') => {
    const { code, stderr } = await runProcess(line.split(' '), { cwd: project, env: gitEnvironment() });
    expect(told()).toEqual([]);
    expect([code, /^error\[(.*?)\]/.exec(stderr)?.[1] ?? stderr]).toEqual([exit, error]);
  });

  test('though git itself, asked without the precautions, starts them', () => {
    const ask = (...argv: string[]) =>
      spawnSync('git', argv, { cwd: project, env: gitEnvironment(), input: '', timeout: 20_000 });
    // A filter that does not answer ends a command before it comes to what else it would start.
    ask('-c', 'filter.long.process=', '-c', 'filter.long.required=false', 'status');
    ask('diff', '--', 'read.js');
    ask('add', 'out.json');
    ask('cat-file', '-p', 'HEAD~1:src/gone.js');
    ask('add', 'read.md', 'read.txt');
    ask('checkout', '-q', 'HEAD', '--', 'read.js');
    const names = told();
    for (const name of [
      'project-core-fsmonitor',
      'inner-core-fsmonitor',
      'project-diff-own-command',
      'project-filter-evil-smudge',
      'project-filter-a-b-c-clean',
      'project-filter-long-process',
      'included',
      'promisor',
      'post-index-change-hook',
    ])
      expect(names).toContain(name);
  });
});
