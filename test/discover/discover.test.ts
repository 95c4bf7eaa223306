import { describe, expect, it } from 'vitest';
import { discover } from '../../src/discover/discover.ts';
import { memorySource } from '../support/memory-source.ts';

const json = (value: unknown) => JSON.stringify(value, null, 2);

describe('discover', () => {
  it('maps a started output to its source and says which line starts it', () => {
    const workspace = discover(
      memorySource({
        'package.json': json({ name: 'shop', scripts: { build: 'tsc', start: 'node dist/main.js' } }),
        'tsconfig.json': json({ compilerOptions: { outDir: 'dist' }, include: ['src'] }),
        'src/main.ts': 'import "./app.js"',
        'src/app.ts': '',
      }),
    );
    expect(workspace.processes).toEqual([
      {
        name: 'start',
        kind: 'server',
        entry: 'src/main.ts',
        replicas: null,
        evidence: { file: 'package.json', line: 5, text: '"start": "node dist/main.js"' },
      },
    ]);
    expect(workspace.files).toEqual(['src/app.ts', 'src/main.ts']);
    expect(workspace.notes).toEqual([]);
  });

  describe('a program of many sub-commands', () => {
    const kindOf = (scripts: Record<string, string>, more: Record<string, string> = {}, rest: object = {}) =>
      discover(
        memorySource({
          'package.json': json({ name: 'yard', scripts: { start: 'node server.js', ...scripts }, ...rest }),
          'server.js': '',
          'tools/main.js': '',
          ...more,
        }),
      ).processes.find(({ entry }) => entry === 'tools/main.js')?.kind;
    const tool = (...commands: string[]) =>
      Object.fromEntries(commands.map((command) => [command, `node tools/main.js ${command}`]));

    it('is a tool, whatever the scripts are called that run it', () => {
      expect(kindOf(tool('dev:init', 'dev:db:downgrade', 'changelog', 'smoke', 'draw'))).toBe('build');
    });
    it('is a server where one of them says that it goes on running', () => {
      expect(kindOf(tool('dev:init', 'dev:charts', 'api:serve'))).toBe('server');
      expect(kindOf(tool('draw', 'charts', 'worker'))).toBe('worker');
    });
    it('is what its scripts say where there are few', () => {
      expect(kindOf(tool('dev:init', 'changelog'))).toBe('server');
    });
    it('is a job where one of them is done for each deployment', () => {
      expect(kindOf(tool('dev:init', 'dev:charts', 'db:migrate'))).toBe('job');
    });
    it('is what a deployment says, and a command where a package offers it', () => {
      const commands = tool('dev:init', 'dev:charts', 'changelog');
      expect(kindOf(commands, { Procfile: 'web: node tools/main.js dev:init' })).toBe('server');
      expect(kindOf(tool('draw', 'charts', 'print'), {}, { bin: { yard: 'tools/main.js' } })).toBe('cli');
    });
  });
});
