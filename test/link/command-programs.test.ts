import { expect, it } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { memorySource } from '../support/memory-source.ts';
import { manifest } from '../support/started.ts';

/** What a program of commands is taken for that `npm start` runs, by the class that it keeps its events or its server in. */
async function kindOf(desk: string): Promise<string | undefined> {
  const report = await analyze(
    memorySource({
      'package.json': manifest({ scripts: { start: 'node main.js' } }),
      'main.js': `import { Command } from 'commander'; import { Desk } from './desk.js';
        new Command().command('run').action(() => new Desk().listen(8080, () => {})).parse();`,
      'desk.js': desk,
    }),
    { now: '2026-01-01' },
  );
  return report.projects[0]!.processes.find(({ entry }) => entry === 'main.js')?.kind;
}

it('is one of commands where a method of its own that is called `listen` opens no port', async () => {
  const events = `import { EventEmitter } from 'node:events';
    export class Desk { events = new EventEmitter(); listen(name, f) { this.events.on(name, f); } }`;
  expect(await kindOf(events)).toBe('cli');
});

it.each([
  [
    'makes a server',
    `import http from 'node:http'; export class Desk { listen(port) { http.createServer().listen(port); } }`,
  ],
  [
    'takes a framework',
    `import express from 'express'; export class Desk { app = express(); listen(port) { this.app.listen(port); } }`,
  ],
  ['has it from a library', `import { Server } from 'some-server'; export class Desk extends Server {}`],
])('serves where that %s', async (_, desk) => {
  expect(await kindOf(desk)).toBe('server');
});
