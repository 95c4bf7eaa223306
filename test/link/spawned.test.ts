import { expect, it } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { memorySource } from '../support/memory-source.ts';
import { manifest } from '../support/started.ts';

/** The entry files of the processes that a server of this text starts; beside it lie jobs/resize.js, which runs by itself, and more. */
async function startedBy(text: string): Promise<readonly string[]> {
  const report = await analyze(
    memorySource({
      'package.json': manifest({ scripts: { start: 'node server.js' } }),
      'server.js': text,
      'jobs/resize.js': 'module.exports = async (job) => job.data;',
    }),
    { now: '2026-01-01' },
  );
  return report.projects
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
