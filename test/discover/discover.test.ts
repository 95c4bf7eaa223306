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
});
