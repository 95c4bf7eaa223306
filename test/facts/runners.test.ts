import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { commitAll, git, scratchFolder, write } from '../source/scratch.ts';
import { bin, repositoryRoot } from '../support/process.ts';
import { monorepo } from './support.ts';

/**
 * The task runners themselves, from npm. They are no dependencies of this package: Nx brings an install script and the cache server some
 * hundred packages. They are installed without scripts into a folder that git ignores, and kept there.
 */
const wanted = { turbo: '2.11.11', nx: '24.0.6', 'turborepo-remote-cache': '2.12.0' };
const home = join(repositoryRoot, 'node_modules/.cache/sharenothing-runners');

let reason = '';
beforeAll(() => {
  if (existsSync(join(home, 'node_modules/.bin/nx'))) return;
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), JSON.stringify({ private: true, dependencies: wanted }));
  try {
    const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
    execFileSync('npm', args, { cwd: home, stdio: 'pipe', timeout: 240_000 });
  } catch (error) {
    rmSync(home, { recursive: true, force: true });
    reason = `the task runners cannot be installed: ${String((error as { stderr?: Buffer }).stderr ?? error).slice(0, 300)}`;
    process.stderr.write(`skipped, ${reason}\n`);
  }
}, 300_000);

const runner = (name: string) => join(home, 'node_modules/.bin', name);

/** A command `sharenothing` that notes in which folder and how it was called. */
function spied(): { path: string; calls: () => string[] } {
  const folder = scratchFolder();
  const log = join(folder, 'calls');
  writeFileSync(log, '');
  const script = `#!/bin/sh\necho "$(basename "$PWD") $1" >> "${log}"\nexec "${process.execPath}" "${bin}" "$@"\n`;
  writeFileSync(join(folder, 'sharenothing'), script);
  chmodSync(join(folder, 'sharenothing'), 0o755);
  const calls = () => {
    const lines = readFileSync(log, 'utf8').split('\n').slice(0, -1).sort();
    writeFileSync(log, '');
    return lines;
  };
  return { path: `${folder}:${process.env.PATH}`, calls };
}

type Ran = { readonly code: number; readonly output: string };

function run(command: string, args: readonly string[], cwd: string, env: Record<string, string>): Promise<Ran> {
  const quiet = {
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
    NX_DAEMON: 'false',
    NX_NO_CLOUD: 'true',
    NX_TUI: 'false',
    CI: 'true',
    HOME: scratchHome,
  };
  return new Promise((resolve) => {
    execFile(command, args, { cwd, env: { ...quiet, ...env }, timeout: 150_000 }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr }),
    );
  });
}
let scratchHome = '';
beforeAll(() => {
  scratchHome = join(home, 'home');
  mkdirSync(scratchHome, { recursive: true });
});

describe('the example under task runners', () => {
  test('Turborepo: the facts of each package are made once, the verdict each time', async ({ skip }) => {
    skip(reason !== '', reason);
    const root = monorepo();
    const { path, calls } = spied();
    const turbo = () => run(runner('turbo'), ['run', 'verdict'], root, { PATH: path });
    const first = await turbo();
    expect(first.output).toContain('packages/invoices/src/index.js:2:5');
    expect([first.code, calls().filter((call) => call.endsWith('--shard')).length]).toEqual([1, 5]);
    expect((await turbo()).code).toBe(1);
    expect(calls()).toEqual([expect.stringMatching(/ merge$/)]);
    // Who calls the counter is another package: its facts are taken from the cache, and the verdict is another one.
    const server = readFileSync(join(root, 'apps/api/src/server.js'), 'utf8');
    write(root, { 'apps/api/src/server.js': server.replace('invoice: nextNumber(), ', '') });
    const mended = await turbo();
    expect([mended.code, mended.output.includes('No findings')]).toEqual([0, true]);
    expect(calls()).toEqual(['api --shard', expect.stringMatching(/ merge$/)]);
  }, 300_000);

  test('Nx: the same', async ({ skip }) => {
    skip(reason !== '', reason);
    const root = monorepo();
    write(root, { '.gitignore': 'node_modules*\nsharenothing.facts.jsonl\n.turbo\n.nx\n' });
    symlinkSync(join(home, 'node_modules'), join(root, 'node_modules'));
    commitAll(root);
    const { path, calls } = spied();
    const nx = () => run(runner('nx'), ['run', 'market:verdict', '--outputStyle=static'], root, { PATH: path });
    const first = await nx();
    expect(first.output).toContain('packages/invoices/src/index.js:2:5');
    expect([first.code, calls().filter((call) => call.endsWith('--shard')).length]).toEqual([1, 5]);
    expect((await nx()).code).toBe(1);
    expect(calls()).toEqual([expect.stringMatching(/ merge$/)]);
    const server = readFileSync(join(root, 'apps/api/src/server.js'), 'utf8');
    write(root, { 'apps/api/src/server.js': server.replace('invoice: nextNumber(), ', '') });
    const mended = await nx();
    expect([mended.code, mended.output.includes('No findings')]).toEqual([0, true]);
    expect(calls()).toEqual(['api --shard', expect.stringMatching(/ merge$/)]);
  }, 300_000);

  test('with a remote cache, a second clean clone extracts nothing anew', async ({ skip }) => {
    skip(reason !== '', reason);
    const root = monorepo();
    const { path, calls } = spied();
    const cache = await remoteCache();
    const remote = { PATH: path, TURBO_API: cache, TURBO_TOKEN: 'of-the-test', TURBO_TEAM: 'team_market' };
    const clone = () => {
      const folder = join(scratchFolder(), 'clone');
      git(root, ['clone', '-q', `file://${root}`, folder]);
      return folder;
    };
    const verdict = async (folder: string) => {
      // Turborepo hashes what follows the dashes into every task: the same words in both clones.
      const ran = await run(runner('turbo'), ['run', 'verdict', '--', '--format', 'json:report.json'], folder, remote);
      return {
        code: ran.code,
        output: ran.output,
        findings: JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')).findings,
      };
    };
    const first = await verdict(clone());
    expect(calls().filter((call) => call.endsWith('--shard'))).toHaveLength(5);
    const second = await verdict(clone());
    expect(calls()).toEqual(['clone merge']);
    expect(second.output).toMatch(/5 cached, 6 total/);
    expect([second.code, second.findings]).toEqual([first.code, first.findings]);
    expect(first.findings).toHaveLength(1);
  }, 300_000);
});

const servers: ChildProcess[] = [];
afterAll(() => {
  for (const server of servers) server.kill();
});

/** A cache server on the loopback address, with a folder of its own; gone after the test. */
async function remoteCache(): Promise<string> {
  const port = await freePort();
  const server = spawn(process.execPath, [runner('turborepo-remote-cache')], {
    cwd: scratchFolder(),
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      TURBO_TOKEN: 'of-the-test',
      STORAGE_PROVIDER: 'local',
      STORAGE_PATH: scratchFolder(),
      STORAGE_PATH_USE_TMP_FOLDER: 'false',
      LOG_LEVEL: 'error',
    },
    stdio: 'ignore',
  });
  servers.push(server);
  onTestFinished(() => void server.kill());
  const address = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 300; attempt++) {
    const answer = await fetch(`${address}/v8/artifacts/status`).catch(() => null);
    if (answer) return address;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the cache server does not answer');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
