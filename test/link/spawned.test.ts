import { expect, it, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { memorySource } from '../support/memory-source.ts';
import { manifest } from '../support/started.ts';

/** The report of a server of this text; beside it lie jobs/resize.js, which runs by itself, and more. */
const reportOf = (text: string) =>
  analyze(
    memorySource({
      'package.json': manifest({ scripts: { start: 'node server.js' } }),
      'server.js': text,
      'jobs/resize.js': 'module.exports = async (job) => job.data;',
      'docker.js': 'require("node:http").createServer().listen(80);',
    }),
    { now: '2026-01-01' },
  );

/** The entry files of the processes that a server of this text starts. */
async function startedBy(text: string): Promise<readonly string[]> {
  const { projects } = await reportOf(text);
  return projects
    .flatMap(({ processes }) => processes)
    .map(({ entry }) => entry)
    .filter((entry) => entry !== 'server.js');
}

const path = "const path = require('node:path');";
const resize = "path.join(__dirname, 'jobs', 'resize.js')";

it.each([
  ['a fork', `require('child_process').fork('./jobs/resize');`],
  ['a fork of a computed path', `${path} require('node:child_process').fork(${resize});`],
  ['node itself', `${path} require('child_process').spawn(process.execPath, [${resize}]);`],
  ['execa', `import { execaNode } from 'execa'; execaNode('./jobs/resize.js');`],
  ['a thread', `const { Worker } = require('worker_threads'); ${path} new Worker(${resize});`],
  [
    'a thread of a URL',
    `import { Worker } from 'node:worker_threads'; new Worker(new URL('./jobs/resize.js', import.meta.url));`,
  ],
  ['Piscina', `const Piscina = require('piscina'); ${path} new Piscina({ filename: ${resize} });`],
  ['workerpool', `const { pool } = require('workerpool'); ${path} pool(${resize});`],
  ['the cluster module', `const cluster = require('cluster'); ${path} cluster.setupPrimary({ exec: ${resize} });`],
  ['Bull', `const Queue = require('bull'); ${path} new Queue('images').process(${resize});`],
  [
    'Bull, with a number',
    `const Queue = require('bull'); ${path} const q = new Queue('images'); q.process(4, ${resize});`,
  ],
  [
    'Bull, on one of two ways',
    `const Queue = require('bull'); ${path} let q; if (process.env.REDIS) { q = new Queue('images'); q.process('all', 4, ${resize}); } else { q = { add() {} }; }`,
  ],
  ['BullMQ', `import { Worker } from 'bullmq'; ${path} new Worker('images', ${resize});`],
  [
    'a module of Nest',
    `import { BullModule } from '@nestjs/bull'; ${path} BullModule.registerQueue({ name: 'images', processors: [${resize}] });`,
  ],
  [
    'a module of Nest, with a number',
    `import { BullModule } from '@nestjs/bullmq'; ${path} BullModule.registerQueue({ name: 'images', processors: [{ path: ${resize}, concurrency: 2 }] });`,
  ],
  ['Bree', `const Bree = require('bree'); ${path} new Bree({ jobs: [{ name: 'resize', path: ${resize} }] });`],
  ['pm2', `const pm2 = require('pm2'); pm2.start({ script: 'jobs/resize.js' });`],
])('%s starts the file that it names', async (_, text) => {
  expect(await startedBy(text)).toEqual(['jobs/resize.js']);
});

it.each([
  ['a program of the machine', `const cmd = 'docker'; require('child_process').spawn(cmd, ['ps']);`],
  ['an import', `require('./jobs/resize.js');`],
  [
    'a processor that is a function',
    `const Queue = require('bull'); new Queue('images').process(4, require('./jobs/resize.js'));`,
  ],
  ['another program', `${path} require('child_process').spawn('ls', ['-l']);`],
  ['a file that is read', `${path} require('fs').readFileSync(${resize});`],
  [
    'a method of the same name of another queue',
    `const { Queue } = require('./queue'); const { fork } = require('forks'); fork('./jobs/resize.js');`,
  ],
])('%s starts none', async (_, text) => {
  expect(await startedBy(text)).toEqual([]);
});

/** What kinds the processes of a project are, as `kind entry`. */
async function kindsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const report = await analyze(memorySource(files), { now: '2026-01-01' });
  return report.projects.flatMap(({ processes }) => processes).map(({ kind, entry }) => `${kind} ${entry}`);
}

it.each<[string, string, string]>([
  ['leaves at the end of its start', `(async () => { await migrate(); process.exit(0); })();`, 'job'],
  [
    'leaves at the end of its main function, unless another thing ends it',
    `async function main() { await migrate(); if (!stopping) process.exit(); } main();`,
    'job',
  ],
  ['leaves once its promise is kept', `migrate().then(() => process.exit(0)).catch(() => process.exit(1));`, 'job'],
  ['leaves where it fails', `migrate().catch(() => process.exit(1));`, 'worker'],
  ['leaves in a catch clause', `(async () => { try { await poll(); } catch { process.exit(); } })();`, 'worker'],
  ['leaves with a failure', `(async () => { await poll(); process.exit(1); })();`, 'worker'],
  ['leaves at a signal', `process.on('SIGTERM', () => process.exit(0)); poll();`, 'worker'],
  ['leaves first where nobody listens', `if (!process.send) process.exit(0); poll();`, 'worker'],
  ['answers messages', `process.on('message', poll); (async () => { await poll(); process.exit(0); })();`, 'worker'],
  ['listens', `require('http').createServer().listen(80); (async () => { process.exit(0); })();`, 'worker'],
])('what a server starts that %s is one of its kind', async (_, text, kind) => {
  const files = {
    'package.json': manifest({ scripts: { start: 'node server.js' } }),
    'server.js': `require('child_process').fork('./jobs/check.js');`,
    'jobs/check.js': text,
  };
  expect(await kindsOf(files)).toContain(`${kind} jobs/check.js`);
});

it('what a build or a command starts from its own file is part of it, unless a server starts it too', async () => {
  const starts = `require('child_process').fork('./jobs/watch.js');`;
  const server = (text: string) => ({
    'package.json': manifest({ bin: 'bin.js', scripts: { start: 'node server.js' } }),
    'bin.js': starts,
    'server.js': text,
    'jobs/watch.js': '',
  });
  expect(await kindsOf(server(`if (process.env.NODE_ENV === 'x') require('./bin.js');`))).toContain(
    'cli jobs/watch.js',
  );
  expect(await kindsOf(server(`require('./bin.js'); ${starts}`))).toContain('worker jobs/watch.js');
});

it.each<[string, string, string]>([
  ['nestjs-command', `import { CommandService } from 'nestjs-command'; app.get(CommandService).exec();`, 'cli'],
  ['nest-commander', `import { CommandFactory } from 'nest-commander'; CommandFactory.run(AppModule);`, 'cli'],
  [
    'nest-commander beside a port',
    `import { CommandFactory } from 'nest-commander'; CommandFactory.run(AppModule); app.listen(80);`,
    'server',
  ],
  ['another export', `import { CommandRunner } from 'nest-commander'; app.start(CommandRunner);`, 'server'],
])('a start script of %s', async (_, text, kind) => {
  const files = {
    'package.json': manifest({ scripts: { start: 'node src/main.js' } }),
    'src/main.js': text,
  };
  expect(await kindsOf(files)).toEqual([`${kind} src/main.js`]);
  const image = { ...files, Dockerfile: 'FROM node\nWORKDIR /app\nCOPY . .\nCMD ["node", "src/main.js"]' };
  expect(await kindsOf(image)).toEqual(['server src/main.js']);
});

test('a word that a function takes for a program of the machine is no file of that name', async () => {
  const run = `const { execFile } = require('child_process');
    const run = (command, args) => execFile(command, args);
    run('jobs/resize', []); run('docker', ['ps']);`;
  expect(await startedBy(run)).toEqual(['jobs/resize.js']);
  expect(await startedBy(run.replace("run('jobs/resize', []);", ''))).toEqual([]);
});

/** The lines of server.js of which the report says that they start a file that nothing names. */
async function unfollowedIn(text: string): Promise<readonly (number | null)[]> {
  const { notes } = await reportOf(text);
  return notes.filter(({ code }) => code === 'start-unfollowed').map(({ line }) => line);
}

it.each([
  ['a path of the settings', `const cp = require('child_process');\ncp.fork(require('config').get('path'));`],
  ['a path of the environment', `const { fork } = require('child_process');\nfork(process.env.WORKER);`],
  [
    'a field that somebody sets',
    `const cp = require('child_process');\nclass Wrapper { constructor(path) { this.path = path; } start() {\ncp.fork(this.path); } }\nnew Wrapper(process.argv[2]).start();`,
  ],
  [
    'a thread of a computed path',
    `const { Worker } = require('worker_threads');\nnew Worker(process.env.JOB + '.js');`,
  ],
])('%s is a note: what is started there is not known', async (_, text) => {
  const lines = await unfollowedIn(text);
  expect(lines).toEqual([text.includes('class') ? 3 : 2]);
});

it.each([
  ['a file that is named', `require('child_process').fork('./jobs/resize');`],
  ['the file of a package', `require('child_process').fork(require.resolve('serve/build/main.js'));`],
  [
    'code that is written out',
    `const { Worker } = require('worker_threads');\nnew Worker('postMessage(1)', { eval: true });`,
  ],
  ['another program', `const { spawn } = require('child_process');\nspawn(process.env.CONVERT, ['a.png']);`],
])('%s is none', async (_, text) => {
  expect(await unfollowedIn(text)).toEqual([]);
});
