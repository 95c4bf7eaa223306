import { expect, test } from 'vitest';
import { discover } from '../../src/discover/discover.ts';
import { resolvablePaths } from '../../src/discover/resolvable.ts';
import { createModuleResolver } from '../../src/link/modules.ts';
import { memorySource } from '../support/memory-source.ts';

test('assets of the repository resolve as such, code that was left out does not', () => {
  const files = {
    'package.json': '{ "name": "shop", "scripts": { "start": "node src/server.js" } }',
    'src/server.js': "import rates from './rates.json';\nrates;\n",
    'src/rates.json': '{}',
    'src/types.d.ts': 'export type A = 1;\n',
    'node_modules/x/index.js': '',
    'node_modules/x/package.json': '{ "name": "x" }',
  };
  const workspace = discover(memorySource(files));
  const resolve = createModuleResolver(workspace, resolvablePaths(workspace, Object.keys(files)));
  expect(resolve('./rates.json', 'src/server.js')).toEqual({ kind: 'asset', path: 'src/rates.json' });
  expect(resolve('./types', 'src/server.js')).toEqual({ kind: 'asset', path: 'src/types.d.ts' });
  expect(resolve('./server', 'src/rates.js')).toEqual({ kind: 'file', path: 'src/server.js' });
  expect(workspace.skipped.map(({ file }) => file)).toContain('node_modules/x/index.js');
  expect(resolve('../node_modules/x/index.js', 'src/server.js')).toEqual({ kind: 'unresolved' });
  expect(resolve('./gone.json', 'src/server.js')).toEqual({ kind: 'unresolved' });
});
