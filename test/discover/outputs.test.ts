import { describe, expect, it } from 'vitest';
import { discover } from '../../src/discover/discover.ts';
import { memorySource } from '../support/memory-source.ts';
import { manifest, started } from '../support/started.ts';

const start = (entry: string, files: Readonly<Record<string, string>>, scripts: object = {}, more: object = {}) =>
  started({ 'package.json': manifest({ scripts: { start: `node ${entry}`, ...scripts }, ...more }), ...files });

describe('started outputs lead to their sources', () => {
  it.each<[string, string, Record<string, string>, string]>([
    [
      'rootDir of tsconfig',
      'dist/main.js',
      {
        'tsconfig.json': '{"compilerOptions":{"outDir":"dist","rootDir":"server"}}',
        'server/main.ts': '',
        'src/main.ts': '',
      },
      'server/main.ts',
    ],
    [
      'what lies below the common folder of several entries of a bundler',
      'dist/api/main.js',
      {
        'tsup.config.ts':
          "export default { entryPoints: ['src/app/api/main.ts', 'src/app/jobs/main.ts'], outDir: 'dist' };",
        'src/app/api/main.ts': '',
        'src/app/jobs/main.ts': '',
        'src/tools/main.ts': '',
      },
      'src/app/api/main.ts',
    ],
    [
      'the index of a folder that bears the name of the bundle',
      'dist/js/server.js',
      {
        'webpack.config.js':
          "module.exports = [{ entry: './src/server/index.tsx', output: { filename: 'js/server.js' } }, { entry: './src/client/index.tsx' }];",
        'src/server/index.tsx': '',
        'src/client/index.tsx': '',
      },
      'src/server/index.tsx',
    ],
    [
      'the index among several entries of a bundler',
      'dist',
      {
        'esbuild.config.js':
          "require('esbuild').build({ entryPoints: ['src/http/index.ts', 'src/http/warm.ts'], outdir: 'dist' });",
        'src/http/index.ts': '',
        'src/http/warm.ts': '',
      },
      'src/http/index.ts',
    ],
    [
      'the common folder where it has none',
      'dist/main.js',
      { 'tsconfig.json': '{"compilerOptions":{"outDir":"dist"},"include":["lib/**/*"]}', 'lib/main.ts': '' },
      'lib/main.ts',
    ],
    [
      'inputs that lie further apart',
      'dist/src/main',
      { 'tsconfig.json': '{"compilerOptions":{"outDir":"dist"}}', 'src/main.ts': '', 'prisma/seed.ts': '' },
      'src/main.ts',
    ],
    [
      'an unusual name of the folder',
      'server/bin/www',
      { 'tsconfig.json': '{"compilerOptions":{"outDir":"./server","rootDir":"./api"}}', 'api/bin/www.ts': '' },
      'api/bin/www.ts',
    ],
    [
      'a configuration with a suffix',
      'out/a.js',
      { 'tsconfig.build.json': '{"compilerOptions":{"outDir":"out","rootDir":"code"}}', 'code/a.ts': '' },
      'code/a.ts',
    ],
    ['dist ↔ src by convention', 'dist/x.js', { 'src/x.ts': '' }, 'src/x.ts'],
    ['dist ↔ the folder itself', 'build/x.mjs', { 'x.mts': '' }, 'x.mts'],
    ['extensions', 'lib/x.cjs', { 'src/x.cts': '' }, 'src/x.cts'],
    ['a folder and its index', 'dist', { 'src/index.tsx': '' }, 'src/index.tsx'],
    ['folders that a bundler adds', 'dist/shop/server.js', { 'src/server.ts': '' }, 'src/server.ts'],
    ['an output in a monorepo’s root', 'dist/apps/api/main.js', { 'apps/api/src/main.ts': '' }, 'apps/api/src/main.ts'],
    [
      'a bundle that bears its entry’s name',
      'dist/main/gateway.js',
      { 'src/entrypoints/gateway.ts': '' },
      'src/entrypoints/gateway.ts',
    ],
  ])('%s', (_, entry, files, source) => {
    expect(start(entry, files)).toEqual([`server ${source}`]);
  });

  it.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['esbuild code/boot.ts --bundle --outfile=dist/x.js', { 'code/boot.ts': '', 'code/x.ts': '' }, {}, 'code/boot.ts'],
    ['babel code --out-dir dist --extensions .ts', { 'code/x.ts': '' }, {}, 'code/x.ts'],
    ['swc ./code -d dist --strip-leading-paths', { 'code/x.ts': '' }, {}, 'code/x.ts'],
    ['tsup code/x.ts --format cjs', { 'code/x.ts': '', 'other/x.ts': '' }, {}, 'code/x.ts'],
    ['ncc build code/boot.ts -o dist', { 'code/boot.ts': '' }, {}, 'code/boot.ts'],
    [
      'rollup -c',
      { 'code/x.ts': '', 'rollup.config.js': "export default { input: 'code/x.ts', output: { dir: 'dist' } }" },
      {},
      'code/x.ts',
    ],
    [
      'webpack',
      { 'code/x.ts': '', 'webpack.config.js': "module.exports = { entry: { x: './code/x.ts' } }" },
      {},
      'code/x.ts',
    ],
  ])('%s', (build, files, more, source) => {
    const entry = source === 'code/boot.ts' && build.startsWith('ncc') ? 'dist/index.js' : 'dist/x.js';
    expect(start(entry, files, { build }, more)).toContain(`server ${source}`);
  });

  it('dist alone is the package’s main', () => {
    expect(start('dist', { 'src/boot.ts': '' }, {}, { main: 'dist/boot.js' })).toEqual(['server src/boot.ts']);
  });

  it('what leads nowhere is said, with the line', () => {
    const { processes, notes } = discover(
      memorySource({ 'package.json': manifest({ scripts: { start: 'node dist/lost.js' } }), 'src/main.ts': '' }),
    );
    expect(notes).toContainEqual(expect.objectContaining({ code: 'output-unmapped', file: 'package.json', line: 3 }));
    expect(processes.map((p) => p.entry)).toEqual(['src/main.ts']);
  });
});

describe('built files that are in the repository', () => {
  const files = {
    'package.json': manifest({ scripts: { start: 'node dist/main.js' } }),
    'src/main.ts': '',
    'src/util.ts': '',
    'src/util.js': '',
    'dist/main.js': '',
    'dist/extra.js': '',
    'lib/kept.js': '',
    'build/util.js': '',
  };

  it('are never analysed beside their source', () => {
    const workspace = discover(memorySource(files));
    expect(workspace.files).toEqual(['build/util.js', 'dist/extra.js', 'lib/kept.js', 'src/main.ts', 'src/util.ts']);
    expect(workspace.skipped).toEqual([
      { file: 'dist/main.js', reason: 'generated', detail: 'made from src/main.ts' },
      { file: 'src/util.js', reason: 'generated', detail: 'made from src/util.ts' },
    ]);
    expect(workspace.processes.map((p) => p.entry)).toEqual(['src/main.ts']);
  });

  it('in a folder of any name where a compiler writes there', () => {
    const config = '{"compilerOptions":{"outDir":"build","rootDir":"src"}}';
    expect(discover(memorySource({ ...files, 'tsconfig.json': config })).files).not.toContain('build/util.js');
  });
});
