import fs from 'node:fs';
import path from 'node:path';
import * as validator from '@action-validator/core';
import { afterEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { githubWorkflow, gitlabJob } from '../../src/cli/init/ci-files.ts';
import { detectStack } from '../../src/cli/init/stack.ts';
import { realStages } from '../../src/stages.ts';
import { git, makeShop, runProgram, withState } from '../glue/shop.ts';
import { repositoryRoot, runProcess } from '../support/process.ts';
import { run } from './support.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});
const shop = (files?: Readonly<Record<string, string>>) => {
  const dir = makeShop(files);
  folders.push(dir);
  return dir;
};
const made = (dir: string) =>
  git(dir, 'status', '--porcelain', '--untracked-files=all').trim().split('\n').filter(Boolean);
const read = (dir: string, file: string) => fs.readFileSync(path.join(dir, file), 'utf8');

describe('init', () => {
  test('two commands lead from a server with findings to a gate that is green and blocks what is new', async () => {
    const dir = shop({ 'src/server.js': withState, '.github/CODEOWNERS': '* @shop\n' });
    expect((await runProcess([], { cwd: dir })).code).toBe(1);
    const first = await runProcess(['init', '--yes', '--baseline'], { cwd: dir });
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(made(dir)).toEqual([
      '?? .github/workflows/sharenothing.yml',
      '?? .sharenothingrc.yaml',
      '?? sharenothing.baseline.jsonl',
    ]);
    const second = await runProcess([], { cwd: dir });
    expect(second.code).toBe(0);
    expect(second.stdout).toContain('1 known from before');
    const more = withState
      .replace('let visits', 'const seen = new Set();\nlet visits')
      .replace(
        'visits += 1;',
        "visits += 1;\n  seen.add(request.ip);\n  response.set('seen', String(seen.has(request.query.ip)));",
      );
    fs.writeFileSync(path.join(dir, 'src/server.js'), more);
    const third = await runProcess(['--format', 'compact'], { cwd: dir });
    expect(third.code).toBe(1);
    expect(third.stdout).toMatch(/^src\/server\.js:3:7: error [a-z-]+ seen: /);
    expect(third.stdout).toContain('1 finding (1 error); not shown: 1 known from before');
  });

  test('tells what it understood: package manager, frameworks, processes, CI and hooks', async () => {
    const dir = shop({
      'pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
      '.gitlab-ci.yml': 'stages: [test]\n',
      'azure-pipelines.yml': '',
      '.husky/pre-commit': 'pnpm test\n',
      '.pre-commit-config.yaml': 'repos: []\n',
    });
    const { stdout, code } = await runProcess(['init', '--yes'], { cwd: dir });
    expect(code).toBe(0);
    for (const row of [
      /^package manager +pnpm +pnpm-lock\.yaml$/m,
      /^frameworks +Express$/m,
      /^server +start \(src\/server\.js\) +package\.json:\d+$/m,
      /^CI +GitLab CI +\.gitlab-ci\.yml$/m,
      /^CI +Azure Pipelines +azure-pipelines\.yml$/m,
      /^commit hooks +husky +\.husky\/pre-commit$/m,
      /^commit hooks +pre-commit +\.pre-commit-config\.yaml$/m,
      /^- add sharenothing to the project: pnpm add --save-dev sharenothing$/m,
      /^- \.gitlab-ci\.yml: include/m,
      /^- husky \(.*\): add `pnpm exec sharenothing --staged` to \.husky\/pre-commit/m,
    ])
      expect(stdout).toMatch(row);
    expect(made(dir)).toEqual(['?? .gitlab/sharenothing.gitlab-ci.yml', '?? .sharenothingrc.yaml']);
    expect(read(dir, '.gitlab/sharenothing.gitlab-ci.yml')).toContain('pnpm exec sharenothing check .');
    expect(read(dir, '.sharenothingrc.yaml')).toContain('#   start  server  src/server.js  package.json:');
    expect(await runProcess(['config', 'verify'], { cwd: dir })).toMatchObject({ code: 0 });
  });

  test('writes over nothing', async () => {
    const own = {
      '.github/workflows/sharenothing.yml': 'own\n',
      'sharenothing.baseline.jsonl': '',
      'sharenothing.config.mjs': "throw new Error('it was run');\n",
    };
    const dir = shop(own);
    const { stdout, code } = await runProcess(['init', '--yes', '--baseline', '--ci', 'github'], { cwd: dir });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^leave +\.sharenothingrc\.yaml +sharenothing\.config\.mjs configures this folder$/m);
    expect(stdout).toMatch(/^leave +\.github\/workflows\/sharenothing\.yml +it is there already$/m);
    expect(made(dir)).toEqual([]);
    for (const [file, text] of Object.entries(own)) expect(read(dir, file)).toBe(text);
  });

  test('a configuration in package.json or in a folder above is one', async () => {
    const dir = shop({
      'package.json': '{ "name": "shop", "sharenothing": { "failOn": "error" } }\n',
      'apps/api/src/a.js': '',
    });
    const { stdout } = await runProcess(['init', 'apps/api', '--yes', '--ci', 'none'], { cwd: dir });
    expect(stdout).toMatch(/^leave +apps\/api\/\.sharenothingrc\.yaml +package\.json configures this folder$/m);
    expect(made(dir)).toEqual([]);
  });

  test('writes nothing through a link that leads out of the repository', async () => {
    const outside = shop();
    const dir = shop();
    fs.symlinkSync(outside, path.join(dir, '.github'));
    const { code, stderr } = await runProcess(['init', '--yes', '--ci', 'github'], { cwd: dir });
    expect(code).toBe(2);
    expect(stderr).toContain('a link leads out of the repository');
    expect(made(outside)).toEqual([]);
  });

  test('a file that git ignores is there all the same', async () => {
    const dir = shop({ '.gitignore': 'node_modules/\n.sharenothingrc.yaml\n' });
    fs.writeFileSync(path.join(dir, '.sharenothingrc.yaml'), 'failOn: error\n');
    const { stdout } = await runProcess(['init', '--yes', '--ci', 'none'], { cwd: dir });
    expect(stdout).toContain('left as it is: .sharenothingrc.yaml');
    expect(read(dir, '.sharenothingrc.yaml')).toBe('failOn: error\n');
  });

  test('asks before it writes; where nobody is, --yes has to say so', async () => {
    const dir = shop();
    const surroundings = { cwd: dir, stages: realStages };
    expect(await run(['init', '--ci', 'github'], { ...surroundings, answer: 'n' })).toMatchObject({ code: 0 });
    const refused = await run(['init', '--ci', 'github'], surroundings);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('error[not-confirmed]');
    expect(refused.stderr).toContain('--yes');
    expect(made(dir)).toEqual([]);
    expect((await run(['init', '--ci', 'github'], { ...surroundings, answer: 'y' })).code).toBe(0);
    expect(made(dir)).toHaveLength(2);
    // Nothing to write is nothing to ask.
    expect((await run(['init', '--ci', 'github'], surroundings)).code).toBe(0);
  });

  test('a project in a folder of a repository: its own configuration, CI at the root', async () => {
    const dir = shop({
      "apps/the shop's api/package.json": '{ "name": "api", "scripts": { "start": "node a.js" } }\n',
      "apps/the shop's api/a.js": withState,
    });
    const { code } = await runProcess(['init', "apps/the shop's api", '--yes', '--ci', 'gitlab'], { cwd: dir });
    expect(code).toBe(0);
    expect(made(dir).map((line) => line.slice(3))).toEqual([
      '.gitlab-ci.yml',
      '.gitlab/sharenothing.gitlab-ci.yml',
      '"apps/the shop\'s api/.sharenothingrc.yaml"',
    ]);
    const { script } = parse(read(dir, '.gitlab/sharenothing.gitlab-ci.yml')).sharenothing as { script: string[] };
    const ended = runProgram(dir, 'sh', ['-ec', script.join('\n')]);
    expect(ended.code).toBe(1);
    expect(read(dir, 'gl-code-quality-report.json')).toContain("apps/the shop's api/a.js");
  });
});

describe('the files for CI', () => {
  const managers = [
    ['npm', 'package-lock.json'],
    ['pnpm', 'pnpm-lock.yaml'],
    ['yarn', 'yarn.lock'],
    ['bun', 'bun.lock'],
  ] as const;
  const stackOf = (files: readonly string[]) => detectStack(files, [''], new Set(), new Set());

  test.each(managers)('for %s, by %s, are valid', (name, lock) => {
    const { manager, managerFrom } = stackOf([lock]);
    expect([manager.name, managerFrom]).toEqual([name, lock]);
    const workflow = githubWorkflow({ manager, dir: "apps/the shop's api" });
    expect(validator.validateWorkflow(workflow).errors).toEqual([]);
    expect(workflow).toContain(manager.install);
    expect(parse(gitlabJob({ manager, dir: '.' })).sharenothing.before_script).toEqual([manager.install]);
  });

  test('the lock file of the innermost folder counts; both kinds of yarn are told apart', () => {
    const inner = detectStack(['pnpm-lock.yaml', 'apps/api/yarn.lock'], ['apps/api', 'apps', ''], new Set(), new Set());
    expect(inner.managerFrom).toBe('apps/api/yarn.lock');
    expect(inner.manager.install).toContain('--frozen-lockfile');
    expect(stackOf(['yarn.lock', '.yarnrc.yml']).manager.install).toContain('--immutable');
    expect(stackOf([])).toMatchObject({ manager: { name: 'npm' }, managerFrom: null });
  });

  test('the template for GitLab CI is that of npm', () => {
    const { manager } = stackOf(['package-lock.json']);
    const template = fs.readFileSync(path.join(repositoryRoot, 'templates/sharenothing.gitlab-ci.yml'), 'utf8');
    expect(gitlabJob({ manager, dir: '.' })).toBe(template);
  });

  test('the workflow uses what the action uses', () => {
    const used = (text: string) => Array.from(text.matchAll(/uses: (github\/\S+ # \S+)/g), ([, name]) => name);
    const { manager } = stackOf([]);
    const action = fs.readFileSync(path.join(repositoryRoot, 'action.yml'), 'utf8');
    expect(used(githubWorkflow({ manager, dir: '.' }))).toEqual(used(action));
  });
});
