import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repositoryAddress } from '../../src/cli/repository-address.ts';
import { reporterNames } from '../../src/reporters/names.ts';
import { repositoryRoot, runProcess } from '../support/process.ts';
import { makeProject } from './support.ts';

let cwd: string;
beforeAll(() => {
  cwd = makeProject({});
  fs.cpSync(path.join(repositoryRoot, 'fixtures/showcase/orders-api'), cwd, { recursive: true });
});
afterAll(() => fs.rmSync(cwd, { recursive: true, force: true }));

test('every format in one run, each in its own file, all of the same report', async () => {
  const formats = reporterNames.flatMap((name) => ['--format', `${name}:out/${name}`]);
  fs.mkdirSync(path.join(cwd, 'out'));
  const ran = await runProcess(formats, { cwd });
  expect(ran).toMatchObject({ code: 1, stdout: '', stderr: '' });
  const report = JSON.parse(fs.readFileSync(path.join(cwd, 'out/json'), 'utf8'));
  expect(report.findings.length).toBeGreaterThan(0);
  for (const name of reporterNames) {
    const text = fs.readFileSync(path.join(cwd, 'out', name), 'utf8');
    expect([name, text.endsWith('\n')]).toEqual([name, true]);
    for (const { file } of report.findings) expect([name, text.includes(file)]).toEqual([name, true]);
  }
});

test.each(reporterNames)('--format %s on standard output has the same exit code as every other', async (name) => {
  const { code, stdout, stderr } = await runProcess(['--format', name], { cwd });
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(stdout.length).toBeGreaterThan(100);
});

test('codeclimate and stylish are other names', async () => {
  const [gitlab, codeclimate] = await Promise.all(
    ['gitlab', 'codeclimate'].map((name) => runProcess(['--format', name], { cwd })),
  );
  expect(codeclimate).toEqual(gitlab);
});

test('SARIF names the repository that the CI tells', async () => {
  const env = { GITHUB_SERVER_URL: 'https://github.example.com', GITHUB_REPOSITORY: 'shop/api' };
  const { stdout } = await runProcess(['--format', 'sarif'], { cwd, env });
  expect(JSON.parse(stdout).runs[0].versionControlProvenance[0].repositoryUri).toBe(
    'https://github.example.com/shop/api',
  );
});

describe('repositoryAddress', () => {
  test.each([
    [{ CI_PROJECT_URL: 'https://gitlab.example.com/group/shop' }, 'https://gitlab.example.com/group/shop'],
    [
      { BUILD_REPOSITORY_URI: 'https://user:token@dev.example.com/o/p/_git/shop?x#y' },
      'https://dev.example.com/o/p/_git/shop',
    ],
    [{ GITHUB_REPOSITORY: 'shop/api' }, undefined],
    [{ BUILD_REPOSITORY_URI: 'git@example.com:shop.git' }, undefined],
    [{ CI_PROJECT_URL: 'file:///srv/shop' }, undefined],
    [{}, undefined],
  ])('%j', (env, address) => {
    expect(repositoryAddress(env)).toBe(address);
  });
});
