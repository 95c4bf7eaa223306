import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildProgram } from '../../src/cli/program.ts';
import { renderedFormatNames } from '../../src/compliance/formats/names.ts';
import { reporterNames } from '../../src/reporters/names.ts';
import { byCodeUnit } from '../../src/text/order.ts';
import { commitAll, git, write } from '../source/scratch.ts';
import { bin, repositoryRoot, runProcess } from '../support/process.ts';

const preload = ['--require', path.join(repositoryRoot, 'test/support/preload/tell-network.cjs')];
const server = (more: string) => `import express from 'express';
const app = express();
let served = 0;
${more}
app.get('/', (req, res) => {
  served += 1;
  res.send(String(served));
});
app.listen(3000);
`;

/** Everything that a run might write to: the project and what is its home and temporary folder. */
let world: string;
let project: string;
let env: Record<string, string>;

beforeAll(() => {
  world = fs.realpathSync.native(fs.mkdtempSync(path.join(os.tmpdir(), 'sharenothing-world-')));
  project = path.join(world, 'project');
  const [home, temporary] = [path.join(world, 'home'), path.join(world, 'tmp')];
  for (const dir of [project, home, temporary]) fs.mkdirSync(dir);
  env = { HOME: home, TMPDIR: temporary, XDG_CACHE_HOME: path.join(home, 'cache'), CI: '' };
  git(project, ['init', '-q']);
  write(project, {
    'package.json':
      '{"type":"module","dependencies":{"express":"^5.0.0"},"scripts":{"start":"node src/server.js"},"workspaces":["packages/*"]}',
    'packages/a/package.json': '{"name":"a","scripts":{"start":"node main.js"}}',
    'packages/a/main.js': server('').replace("'express'", "'koa'"),
    'src/server.js': server(''),
    '.gitignore': 'node_modules\n',
  });
  commitAll(project);
  write(project, { 'src/server.js': server('let more = 0;\napp.post("/", () => { more += 1; });') });
  commitAll(project);
  write(world, {
    'out/kept': '',
    'out/waivers.yaml': 'waivers: []\n',
    'out/patch': git(project, ['diff', 'HEAD~1', 'HEAD']),
  });
});
afterAll(() => fs.rmSync(world, { recursive: true, force: true }));

/** Path → what it is and holds, of everything below the folder. Node.js keeps compiled code where the system keeps temporary files. */
function snapshot(): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of fs.readdirSync(world, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(world, file).split(path.sep).join('/');
    if (/^tmp\/node-compile-cache(?:\/|$)/.test(name)) continue;
    const content = entry.isFile() ? createHash('sha256').update(fs.readFileSync(file)).digest('hex') : 'folder';
    found.set(name, content);
  }
  return found;
}

/** Commands, and all that each of them may write. Later ones use what earlier ones left. */
const commands: readonly (readonly [argv: string, writes: readonly string[]])[] = [
  ['check .', []],
  ['check src/server.js --quiet --stats', []],
  [
    `check . ${reporterNames.map((name) => `--format ${name}:../out/in-${name}`).join(' ')}`,
    reporterNames.map((name) => `out/in-${name}`),
  ],
  [
    'check . --format json:../out/report.json --format sarif:../out/report.sarif',
    ['out/report.json', 'out/report.sarif'],
  ],
  ['check . --new-from HEAD~1', []],
  ['check . --staged', []],
  ['check . --new-from-patch ../out/patch', []],
  ['check . --base-report ../out/report.json', []],
  ['check . --shard packages/a --output ../out/a.facts', ['out/a.facts']],
  ['check . --shard . --output ../out/root.facts', ['out/root.facts']],
  ['merge ../out/a.facts ../out/root.facts --output ../out/joined.txt', ['out/joined.txt']],
  ['report ../out/report.json --format markdown --output ../out/report.md', ['out/report.md']],
  ['merge ../out/report.json --output ../out/merged.json', ['out/merged.json']],
  ['diff ../out/report.json ../out/merged.json', []],
  [
    `report --compliance . packages/a ${renderedFormatNames.map((name) => `--format ${name}:../out/audit-${name}`).join(' ')}`,
    renderedFormatNames.map((name) => `out/audit-${name}`),
  ],
  ['report --compliance ../out/report.json --lang vi --policy soc2 --by me --previous ../out/merged.json', []],
  ['report verify ../out/audit-json', []],
  ['report verify ../out/report.json', []],
  ['trace src/server.js:3', []],
  ['files', []],
  ['processes', []],
  ['rules', []],
  ['explain module-state', []],
  ['print-config src/server.js', []],
  ['config schema', []],
  ['doctor', []],
  ['baseline create', ['project/sharenothing.baseline.jsonl']],
  ['baseline prune', ['project/sharenothing.baseline.jsonl']],
  ['baseline update --add', ['project/sharenothing.baseline.jsonl']],
  ['baseline check', []],
  ['waivers lint --waivers ../out/waivers.yaml', []],
  ['waivers list --waivers ../out/waivers.yaml', []],
  ['waivers expiring --waivers ../out/waivers.yaml', []],
  ['cache info', []],
  ['cache clean', []],
  ['config verify', []],
  [
    'init --yes',
    [
      'project/.sharenothingrc.yaml',
      'project/.github',
      'project/.github/workflows',
      'project/.github/workflows/sharenothing.yml',
    ],
  ],
];

test('each command is among them', () => {
  const program = buildProgram({ terminal: { stdout: {} }, stages: {}, exit() {} } as never, () => {});
  const names = program.commands.flatMap((command) => {
    const below = command.commands.map((one) => `${command.name()} ${one.name()}`);
    // What only holds others does nothing by itself.
    return below.length > 0 && command.name() !== 'report' ? below : [command.name(), ...below];
  });
  const isRun = (name: string) => commands.some(([argv]) => argv === name || argv.startsWith(`${name} `));
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !isRun(name))).toEqual([]);
});

describe('a run', () => {
  test.each(commands)(
    '%s: speaks to no network, starts no program but git, writes what was asked for',
    async (line, writes) => {
      const before = snapshot();
      const { stderr, code } = await runProcess(line.split(' '), { cwd: project, env, node: preload });
      expect(stderr).not.toContain('reached out');
      expect(code).not.toBe(2);
      const after = snapshot();
      const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
        (name) => before.get(name) !== after.get(name),
      );
      expect(changed.filter((name) => !writes.includes(name)).sort(byCodeUnit)).toEqual([]);
    },
  );

  test('keeps its cache in one folder of its own', async () => {
    const before = snapshot();
    const cached = { ...env, SHARENOTHING_NO_CACHE: '' };
    const { stderr } = await runProcess(['check', '.'], { cwd: project, env: cached, node: preload });
    expect(stderr).not.toContain('reached out');
    const after = snapshot();
    const changed = [...after.keys()].filter((name) => before.get(name) !== after.get(name));
    expect(changed.length).toBeGreaterThan(1);
    expect(changed.filter((name) => !/^home\/cache(?:$|\/sharenothing(?:\/|$))/.test(name))).toEqual([]);
    for (const [name, content] of before) expect(after.get(name)).toBe(content);
  });

  test('and a program that does reach out would be told, with what its threads do', () => {
    const thread = path.join(world, 'thread.cjs');
    fs.writeFileSync(thread, "require('node:net').connect(9, '127.0.0.1').on('error', () => {});\n");
    const told = (script: string) => {
      const { stderr } = spawnSync(process.execPath, [...preload, '--eval', script], { encoding: 'utf8' });
      return [...new Set(stderr.match(/(?<=reached out: )\w+/g))].sort(byCodeUnit);
    };
    const connection = ['TCPCONNECTWRAP', 'TCPWRAP'];
    expect(told("require('node:dns').lookup('localhost', () => {})")).toEqual(['GETADDRINFOREQWRAP']);
    expect(told("fetch('http://127.0.0.1:54321').catch(() => {})")).toEqual(connection);
    expect(told("require('node:dgram').createSocket('udp4').close()")).toEqual(['UDPWRAP']);
    expect(told("require('node:child_process').spawnSync(process.execPath, ['--version'])")).toEqual(['started']);
    expect(told(`new (require('node:worker_threads').Worker)(${JSON.stringify(thread)})`)).toEqual(connection);
  });

  const isolated = spawnSync('unshare', ['-rn', 'true']).status === 0;
  test.skipIf(!isolated)('without any network gives the same bytes', () => {
    const argv = [bin, 'check', '.', '--format', 'json', '--now', '2026-01-02'];
    const bytes = (program: string, before: readonly string[]) => {
      const { stdout, stderr } = spawnSync(program, [...before, ...argv], {
        cwd: project,
        encoding: 'utf8',
        env: { PATH: process.env.PATH, ...env },
      });
      expect(stderr).toBe('');
      return JSON.stringify({ ...JSON.parse(stdout), timing: null });
    };
    expect(bytes('unshare', ['-rn', process.execPath])).toBe(bytes(process.execPath, []));
  });
});
