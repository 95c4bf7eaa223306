import fs from 'node:fs';
import path from 'node:path';
import * as validator from '@action-validator/core';
import { afterEach, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { repositoryRoot } from '../support/process.ts';
import { commitServer, git, makeShop, runProgram, withState } from './shop.ts';

const read = (file: string) => fs.readFileSync(path.join(repositoryRoot, file), 'utf8');
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});
const shop = (files?: Readonly<Record<string, string>>) => {
  const dir = makeShop(files);
  folders.push(dir);
  return dir;
};
/** The yaml blocks of docs/ci.md. */
const snippets = () => Array.from(read('docs/ci.md').matchAll(/^```yaml\n(.*?)^```$/gms), ([, text]) => text!);

type Step = {
  id?: string;
  if?: string;
  run?: string;
  uses?: string;
  shell?: string;
  env?: Record<string, string>;
  with?: Record<string, string>;
};
type Action = {
  inputs: Record<string, { default: string }>;
  outputs: Record<string, { value: string }>;
  runs: { steps: Step[] };
};

describe('action.yml', () => {
  const action: Action = parse(read('action.yml'));
  const { steps } = action.runs;

  test('is valid', () => {
    expect(validator.validateAction(read('action.yml')).errors).toEqual([]);
  });

  test('takes no input into a script but through the environment', () => {
    for (const { run } of steps) expect(run ?? '').not.toContain('${{');
  });

  test('pins what it uses, and says which version that is', () => {
    const used = Array.from(`${read('action.yml')}${read('docs/ci.md')}`.matchAll(/uses: (\S+)(.*)/g));
    expect(used.length).toBeGreaterThan(2);
    for (const [, name, rest] of used)
      if (!name!.startsWith('OWNER/'))
        expect(`${name}${rest}`).toMatch(/^[\w-]+(?:\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('documents each input and output', () => {
    const page = read('docs/ci.md');
    for (const [name, { default: value }] of Object.entries(action.inputs))
      expect(page).toContain(`| \`${name}\` | ${value === '' ? '' : `\`${value}\` `}|`);
    for (const name of Object.keys(action.outputs)) expect(page).toMatch(new RegExp(`Outputs:[^#]*\`${name}\``));
  });

  /** Runs the steps that are scripts as the runner does; conditions are told in the test. */
  function runAction(dir: string, inputs: Readonly<Record<string, string>>) {
    const temporary = path.join(dir, 'node_modules/.runner');
    fs.mkdirSync(temporary, { recursive: true });
    const outputs = new Map<string, string>();
    const filled = (text: string) =>
      text.replace(/\$\{\{ (inputs|steps)\.([\w.-]+) \}\}/g, (_, from: string, name: string) =>
        from === 'inputs' ? (inputs[name] ?? action.inputs[name]!.default) : (outputs.get(name) ?? ''),
      );
    const files = {
      GITHUB_OUTPUT: path.join(temporary, 'output'),
      GITHUB_STEP_SUMMARY: path.join(temporary, 'summary'),
    };
    let log = '';
    let code = 0;
    for (const step of steps) {
      if (step.run === undefined || code !== 0) continue;
      for (const file of Object.values(files)) if (!fs.existsSync(file)) fs.writeFileSync(file, '');
      fs.writeFileSync(files.GITHUB_OUTPUT, '');
      const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(value)]));
      if (step.if !== undefined && outputs.get('steps.check.outputs.exit-code') === '0') continue;
      const script = path.join(temporary, 'step.sh');
      fs.writeFileSync(script, step.run);
      const ended = runProgram(dir, 'bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
        ...files,
        ...env,
        RUNNER_TEMP: temporary,
        GITHUB_ACTION_PATH: repositoryRoot,
        GITHUB_ACTIONS: 'true',
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_REPOSITORY: 'shop/shop',
      });
      log += ended.output;
      code = ended.code;
      for (const line of fs.readFileSync(files.GITHUB_OUTPUT, 'utf8').split('\n').filter(Boolean)) {
        const [name = '', ...value] = line.split('=');
        outputs.set(`${step.id}.outputs.${name}`, value.join('='));
      }
    }
    const output = (name: string) => outputs.get(`check.outputs.${name}`);
    return { code, log, output, summary: fs.readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8') };
  }

  test('checks, annotates, writes summary, report and SARIF, and fails with the code of the tool', () => {
    const dir = shop({ 'src/server.js': withState });
    const { code, log, output, summary } = runAction(dir, { category: 'shop' });
    expect(code).toBe(1);
    expect(output('exit-code')).toBe('1');
    expect(log).toMatch(/^::error title=error module-state visits,file=src\/server\.js,line=3,/m);
    expect(summary).toContain('## sharenothing');
    expect(summary).toContain('`visits`');
    const [run] = JSON.parse(fs.readFileSync(output('sarif')!, 'utf8')).runs;
    expect(run.automationDetails.id).toBe('shop/');
    expect(run.versionControlProvenance[0].repositoryUri).toBe('https://github.com/shop/shop');
    expect(JSON.parse(fs.readFileSync(output('report')!, 'utf8')).findings).toHaveLength(1);
  });

  test('passes where nothing is found, where what is found is below the level, and where the base had it', () => {
    const dir = shop();
    expect(runAction(dir, {})).toMatchObject({ code: 0 });
    expect(commitServer(dir, withState).code).toBe(0);
    expect(runAction(dir, { base: 'HEAD', summary: 'false' })).toMatchObject({ code: 0 });
    expect(runAction(dir, { 'fail-on': 'never' })).toMatchObject({ code: 0 });
    expect(runAction(dir, { base: 'HEAD~1' })).toMatchObject({ code: 1 });
  });

  test('takes several folders and options, and nothing of them as a command', () => {
    const dir = shop({ 'src/server.js': withState });
    expect(runAction(dir, { paths: 'src .', args: '--only module-cache' })).toMatchObject({ code: 0 });
    const { code, log, output } = runAction(dir, { paths: '$(touch made) ;touch made' });
    expect(code).toBe(2);
    expect(log).toContain('error[not-found]');
    expect(fs.existsSync(path.join(dir, 'made'))).toBe(false);
    expect(output('sarif')).toBe(undefined);
  });

  test('the workflow of docs/ci.md is valid', () => {
    const [workflow] = snippets().filter((text) => text.startsWith('# .github/workflows/sharenothing.yml'));
    expect(validator.validateWorkflow(workflow!).errors).toEqual([]);
  });
});

describe('the template for GitLab CI', () => {
  const template = 'templates/sharenothing.gitlab-ci.yml';
  const job = parse(read(template)).sharenothing as {
    script: string[];
    artifacts: { reports: Record<string, string> };
    variables: Record<string, string>;
  };
  const local = path.join(repositoryRoot, 'node_modules/gitlab-ci-local/dist/index.js');

  test('is a job that GitLab takes, included as docs/ci.md tells', () => {
    const [include] = snippets().filter((text) => text.startsWith('# .gitlab-ci.yml'));
    const dir = shop({ '.gitlab-ci.yml': include!, '.gitlab/sharenothing.gitlab-ci.yml': read(template) });
    git(dir, 'remote', 'add', 'origin', 'git@gitlab.example.com:shop/shop.git');
    const listed = runProgram(dir, process.execPath, [local, '--list-csv-all', '--force-shell-executor']);
    expect(listed.output).toContain('schema validated');
    expect(listed.output).toContain('sharenothing;');
    expect(listed.code).toBe(0);
    const broken = { ...job, artifacts: { reports: 'x' } };
    fs.writeFileSync(path.join(dir, '.gitlab/sharenothing.gitlab-ci.yml'), stringify({ sharenothing: broken }));
    expect(runProgram(dir, process.execPath, [local, '--list-csv-all', '--force-shell-executor']).code).not.toBe(0);
  });

  test('its script writes what it collects, and fails for what a merge request brings', () => {
    const dir = shop();
    git(dir, 'checkout', '--quiet', '-b', 'change');
    expect(commitServer(dir, withState).code).toBe(0);
    const script = (variables: Readonly<Record<string, string>>) =>
      runProgram(dir, 'sh', ['-ec', job.script.join('\n')], { ...job.variables, ...variables });
    const request = script({ CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' });
    expect(request.code).toBe(1);
    for (const file of Object.values(job.artifacts.reports))
      expect(fs.readFileSync(path.join(dir, file), 'utf8')).toContain('visits');
    expect(script({ CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'change' }).code).toBe(0);
    expect(script({}).code).toBe(1);
    expect(script({ SHARENOTHING_ARGS: '--fail-on never' }).code).toBe(0);
  });
});
