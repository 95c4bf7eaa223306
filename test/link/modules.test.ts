import { describe, expect, it } from 'vitest';
import { discover } from '../../src/discover/discover.ts';
import { createModuleResolver } from '../../src/link/modules.ts';
import { memorySource } from '../support/memory-source.ts';
import { manifest } from '../support/started.ts';

/** Resolves in a project of these files: the path of a file, `asset:path`, `package:name/subpath`, `builtin:name` or `unresolved`. */
function open(files: Readonly<Record<string, string>>, paths: readonly string[] = []) {
  const all = { ...files, ...Object.fromEntries(paths.map((path) => [path, ''])) };
  const resolve = createModuleResolver(discover(memorySource(all)), new Set(Object.keys(all)));
  const tell = (specifier: string, from: string) => {
    const found = resolve(specifier, from);
    switch (found.kind) {
      case 'file':
        return found.path;
      case 'asset':
        return `asset:${found.path}`;
      case 'builtin':
        return `builtin:${found.name}`;
      case 'package':
        return `package:${found.name}${found.subpath === '' ? '' : `/${found.subpath}`}`;
      default:
        return 'unresolved';
    }
  };
  return Object.assign(tell, { glob: resolve.resolveGlob });
}

describe('relative imports', () => {
  const resolve = open({ 'lib/package.json': manifest({ main: './dist/main.js' }) }, [
    'a.ts',
    'b.tsx',
    'c.mts',
    'd.cts',
    'e.js',
    'e.ts',
    'f.jsx',
    'dir/index.ts',
    'dir.ts',
    'only/index.jsx',
    'name.service.ts',
    'data.json',
    'style.css',
    'q.sql',
    'types.d.ts',
    'lib/src/main.ts',
    'lib/index.js',
    'built/src/x.ts',
    'ts.ts',
    'bin/www',
    'view.vue',
    'sub/index.ts',
    'index.js',
  ]);

  it.each([
    ['./a', 'a.ts'],
    ['./a.js', 'a.ts'],
    ['./a.ts', 'a.ts'],
    ['./b.js', 'b.tsx'],
    ['./b.jsx', 'b.tsx'],
    ['./c.mjs', 'c.mts'],
    ['./d.cjs', 'd.cts'],
    ['./e', 'e.ts'],
    ['./e.js', 'e.ts'],
    ['./f.js', 'f.jsx'],
    ['./dir', 'dir.ts'],
    ['./dir/', 'dir.ts'],
    ['./dir/index.js', 'dir/index.ts'],
    ['./only', 'only/index.jsx'],
    ['./name.service', 'name.service.ts'],
    ['./name.service.js', 'name.service.ts'],
    ['./data.json', 'asset:data.json'],
    ['./data', 'asset:data.json'],
    ['./style.css', 'asset:style.css'],
    ['./q.sql?raw', 'asset:q.sql'],
    ['./view.vue', 'asset:view.vue'],
    ['./types', 'asset:types.d.ts'],
    ['./lib', 'lib/src/main.ts'],
    ['./built/dist/x.js', 'built/src/x.ts'],
    ['./bin/www', 'bin/www'],
    ['./sub/..', 'index.js'],
    ['.', 'index.js'],
    ['./none', 'unresolved'],
    ['../a', 'unresolved'],
    ['', 'unresolved'],
  ])('%s is %s', (specifier, found) => {
    expect(resolve(specifier, 'main.ts')).toBe(found);
  });

  it('start at the folder of the file', () => {
    expect(resolve('../a', 'dir/x.ts')).toBe('a.ts');
    expect(resolve('..', 'dir/x.ts')).toBe('index.js');
  });
});

describe('packages and built-ins', () => {
  const resolve = open(
    { 'package.json': manifest({ name: 'self', exports: { '.': './dist/index.js', './x': './dist/x.js' } }) },
    ['src/index.ts', 'src/x.ts'],
  );

  it.each([
    ['express', 'package:express'],
    ['lodash/fp', 'package:lodash/fp'],
    ['@nestjs/core', 'package:@nestjs/core'],
    ['@a/b/c/d.js', 'package:@a/b/c/d.js'],
    ['fs', 'builtin:node:fs'],
    ['node:fs/promises', 'builtin:node:fs/promises'],
    ['fs/promises', 'builtin:node:fs/promises'],
    ['punycode/', 'package:punycode'],
    ['bun:sqlite', 'builtin:bun:sqlite'],
    ['npm:@a/b@1.2.3/c', 'package:@a/b/c'],
    ['https://x.y/z.js', 'unresolved'],
    ['@', 'unresolved'],
    ['self', 'src/index.ts'],
    ['self/x', 'src/x.ts'],
  ])('%s is %s', (specifier, found) => {
    expect(resolve(specifier, 'src/a.ts')).toBe(found);
  });
});

describe('paths, baseUrl and aliases', () => {
  it('of the nearest configuration, the longest pattern, the first target that is there', () => {
    const config = (paths: object, more: object = {}) =>
      JSON.stringify({ compilerOptions: { baseUrl: '.', paths, ...more } });
    const resolve = open(
      {
        'tsconfig.json': config({
          '@/*': ['src/*'],
          '@/deep/*': ['gen/*', 'other/*'],
          exact: ['src/e.ts'],
          '*': ['typings/*'],
        }),
        'app/tsconfig.json': config({ '@/*': ['lib/*'] }),
      },
      ['src/a.ts', 'src/e.ts', 'other/b.ts', 'app/lib/a.ts', 'src/deep/b.ts', 'config/index.ts', 'typings/t.ts'],
    );
    expect(resolve('@/a', 'src/x.ts')).toBe('src/a.ts');
    expect(resolve('@/a.js', 'app/x.ts')).toBe('app/lib/a.ts');
    expect(resolve('@/deep/b', 'src/x.ts')).toBe('other/b.ts');
    expect(resolve('exact', 'src/x.ts')).toBe('src/e.ts');
    expect(resolve('t', 'src/x.ts')).toBe('typings/t.ts');
    expect(resolve('src/a', 'src/x.ts')).toBe('src/a.ts');
    expect(resolve('config', 'src/x.ts')).toBe('config/index.ts');
    expect(resolve('express', 'src/x.ts')).toBe('package:express');
    // Where the nearest has no answer, one further up may.
    expect(resolve('exact', 'app/x.ts')).toBe('src/e.ts');
  });

  it('of a configuration elsewhere that includes the folder', () => {
    const resolve = open(
      { 'server/tsconfig.json': '{"compilerOptions":{"paths":{"@s/*":["./*"]}},"include":["../shared/**/*"]}' },
      ['server/a.ts', 'shared/b.ts'],
    );
    expect(resolve('@s/a', 'shared/b.ts')).toBe('server/a.ts');
  });

  it('of SvelteKit, of module-alias, of imports, and from the top', () => {
    const resolve = open(
      {
        'package.json': manifest({
          _moduleAliases: { '@root': '.' },
          imports: { '#db': { types: './t.d.ts', default: './dist/db.js' }, '#x/*.js': './src/x/*.js', '#dep': 'pg' },
        }),
        'tsconfig.json': '{"extends":"./.svelte-kit/tsconfig.json"}',
      },
      ['src/lib/server/a.ts', 'src/db.ts', 'src/x/y.ts'],
    );
    expect(resolve('$lib/server/a', 'src/routes/+server.ts')).toBe('src/lib/server/a.ts');
    expect(resolve('@root/src/db', 'src/x.ts')).toBe('src/db.ts');
    expect(resolve('#db', 'src/x.ts')).toBe('src/db.ts');
    expect(resolve('#x/y.js', 'src/x.ts')).toBe('src/x/y.ts');
    expect(resolve('#dep', 'src/x.ts')).toBe('package:pg');
    expect(resolve('#none', 'src/x.ts')).toBe('unresolved');
    expect(resolve('/src/db', 'src/x.ts')).toBe('src/db.ts');
  });
});

describe('parts of a program that are named like packages', () => {
  const resolve = open({ 'package.json': manifest({ dependencies: { lib: '1' } }) }, [
    'api/src/routes.ts',
    'api/src/auth/index.ts',
    'lib/src/log.ts',
  ]);
  it.each([
    ['api/routes', 'api/src/routes.ts'],
    ['api/auth', 'api/src/auth/index.ts'],
    ['api/none', 'package:api/none'],
    // A package of that name is installed.
    ['lib/log', 'package:lib/log'],
  ])('%s is %s', (specifier, expected) => {
    expect(resolve(specifier, 'worker/src/x.ts')).toBe(expected);
  });
});

describe('workspace packages', () => {
  const resolve = open(
    {
      'package.json': manifest({ workspaces: ['p/*'] }),
      'p/map/package.json': manifest({
        name: '@o/map',
        exports: {
          '.': { types: './dist/index.d.ts', import: './dist/index.mjs', require: './dist/index.cjs' },
          './sub/*': { default: './dist/sub/*.js' },
          './raw.json': './raw.json',
          './hidden': null,
        },
      }),
      'p/main/package.json': manifest({ name: 'main', main: './lib/start.js' }),
      'p/main/tsconfig.json': '{"compilerOptions":{"outDir":"lib","rootDir":"code"}}',
      'p/bare/package.json': manifest({ name: '@o/bare' }),
      'p/src/package.json': manifest({ name: 'with-source', source: './src/real.ts', main: './dist/gone.js' }),
      'p/typed/package.json': manifest({
        name: 'typed',
        exports: { '.': { types: './types/index.d.ts', default: './main.js' } },
      }),
      'examples/x/package.json': manifest({ name: 'main' }),
    },
    [
      'p/map/src/index.ts',
      'p/map/src/sub/a.ts',
      'p/map/raw.json',
      'p/map/src/deep.ts',
      'p/main/code/start.ts',
      'p/main/code/other.ts',
      'p/bare/src/index.ts',
      'p/bare/src/x.ts',
      'p/src/src/real.ts',
      'p/typed/main.js',
      'p/typed/types/index.d.ts',
      'examples/x/index.js',
    ],
  );

  it.each([
    ['@o/map', 'p/map/src/index.ts'],
    ['@o/map/sub/a', 'p/map/src/sub/a.ts'],
    ['@o/map/raw.json', 'asset:p/map/raw.json'],
    ['@o/map/deep', 'p/map/src/deep.ts'],
    ['@o/map/dist/deep.js', 'p/map/src/deep.ts'],
    ['main', 'p/main/code/start.ts'],
    ['main/lib/other', 'p/main/code/other.ts'],
    ['@o/bare', 'p/bare/src/index.ts'],
    ['@o/bare/x', 'p/bare/src/x.ts'],
    ['with-source', 'p/src/src/real.ts'],
    ['typed', 'p/typed/main.js'],
    ['@o/none', 'package:@o/none'],
  ])('%s is %s', (specifier, found) => {
    expect(resolve(specifier, 'p/map/src/index.ts')).toBe(found);
  });

  it('of one name: the one that is nearer', () => {
    expect(resolve('main', 'examples/x/a.js')).toBe('examples/x/index.js');
  });

  it('in a tracked node_modules that is source', () => {
    const inner = open(
      {
        'package.json': manifest({ scripts: { start: 'node pkg/node_modules/app/run.js' } }),
        'pkg/node_modules/app/package.json': manifest({ name: 'app' }),
        'pkg/node_modules/@o/lib/package.json': manifest({ name: '@o/lib', main: 'x.js' }),
      },
      ['pkg/node_modules/app/run.js', 'pkg/node_modules/@o/lib/x.js'],
    );
    expect(inner('@o/lib', 'pkg/node_modules/app/run.js')).toBe('pkg/node_modules/@o/lib/x.js');
  });

  it('never in an untracked or vendored one', () => {
    const inner = open({ 'node_modules/x/package.json': manifest({ name: 'x', main: 'm.js' }) }, [
      'node_modules/x/m.js',
      'a.js',
    ]);
    expect(inner('x', 'a.js')).toBe('package:x');
  });
});

describe('computed imports', () => {
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: they are what is resolved
  const resolve = open({ 'tsconfig.json': '{"compilerOptions":{"paths":{"@/*":["src/*"]}}}' }, [
    'src/commands/a.ts',
    'src/commands/b.js',
    'src/commands/index.ts',
    'src/commands/c.json',
    'src/commands/deep/index.ts',
    'src/commands/deep/d.ts',
    'src/commands/a.test.ts',
    'src/x-a.ts',
    'src/main.ts',
  ]);

  it.each<[string, string[]]>([
    [
      './commands/${name}.js',
      ['src/commands/a.test.ts', 'src/commands/a.ts', 'src/commands/b.js', 'src/commands/index.ts'],
    ],
    [
      './commands/${name}',
      [
        'src/commands/a.test.ts',
        'src/commands/a.ts',
        'src/commands/b.js',
        'src/commands/deep/index.ts',
        'src/commands/index.ts',
      ],
    ],
    ['./commands/${dir}/d', ['src/commands/deep/d.ts']],
    ['./x-${name}', ['src/x-a.ts']],
    ['@/commands/${a}${b}.ts', ['src/commands/a.test.ts', 'src/commands/a.ts', 'src/commands/index.ts']],
    ['./commands', ['src/commands/index.ts']],
    ['./commands/deep/', ['src/commands/deep/index.ts']],
    ['${name}', []],
    ['${dir}/x', []],
    ['./none/*', []],
  ])('%s', (template, found) => {
    expect(resolve.glob(template, 'src/main.ts')).toEqual(found);
  });

  it('read a folder that has no index, and leave the reader out', () => {
    const plain = open({}, ['src/jobs/a.ts', 'src/jobs/b.ts', 'src/jobs/all.ts']);
    expect(plain.glob('./jobs', 'src/x.ts')).toEqual(['src/jobs/a.ts', 'src/jobs/all.ts', 'src/jobs/b.ts']);
    expect(plain.glob('./${file}', 'src/jobs/all.ts')).toEqual(['src/jobs/a.ts', 'src/jobs/b.ts']);
  });
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: they are what is resolved
});

describe('built files that are there', () => {
  it('come out as their source', () => {
    const resolve = open({ 'tsconfig.json': '{"compilerOptions":{"outDir":"out","rootDir":"src"}}' }, [
      'src/a.ts',
      'out/a.js',
      'src/a.js',
      'out/only.js',
    ]);
    expect(resolve('../out/a.js', 'src/x.ts')).toBe('src/a.ts');
    expect(resolve('./a.js', 'src/x.ts')).toBe('src/a.ts');
    expect(resolve('./only.js', 'out/x.js')).toBe('out/only.js');
  });
});

describe('symbolic links', () => {
  it('lead to what they stand for, also one through another, and end', () => {
    const files = { 'shared/a.ts': '', 'api/main.ts': '' };
    const links = [
      { path: 'api/shared', target: 'common', directory: true },
      { path: 'common', target: 'shared', directory: true },
      { path: 'api/one.ts', target: 'shared/a.ts', directory: false },
      { path: 'loop', target: 'loop/x', directory: true },
    ];
    const resolve = createModuleResolver(discover(memorySource(files, { links })), new Set(Object.keys(files)));
    expect(resolve('./shared/a', 'api/main.ts')).toEqual({ kind: 'file', path: 'shared/a.ts' });
    expect(resolve('./one.js', 'api/main.ts')).toEqual({ kind: 'unresolved' });
    expect(resolve('./one.ts', 'api/main.ts')).toEqual({ kind: 'file', path: 'shared/a.ts' });
    expect(resolve('../loop/y', 'api/main.ts')).toEqual({ kind: 'unresolved' });
  });
});

describe('what the schema of a database has generated', () => {
  const files = {
    'package.json': manifest({ dependencies: { '@prisma/client': '^7.0.0' } }),
    'tsconfig.json': '{"compilerOptions":{"paths":{"@made/*":["./src/made/*"]}}}',
    'prisma/schema.prisma':
      'generator client {\n  provider = "prisma-client"\n  output = "../src/made/db" // here\n}\ngenerator docs {\n  provider = "prisma-docs"\n  output = "../src/docs"\n}\n',
    'src/made/db/enums.ts': '',
    'src/other.ts': '',
  };
  const resolve = open(files);

  it.each([
    ['./made/db/client.js', 'package:@prisma/client'],
    ['@made/db/client', 'package:@prisma/client'],
    ['./made/db/enums.js', 'package:@prisma/client'],
    ['./made/dbs/client.js', 'unresolved'],
    ['./docs/index.js', 'unresolved'],
    ['./other', 'src/other.ts'],
  ])('%s is %s', (specifier, found) => {
    expect(resolve(specifier, 'src/server.ts')).toBe(found);
  });

  it('is nothing in a project without that library', () => {
    const without = open({ ...files, 'package.json': manifest({}) });
    expect(without('./made/db/client.js', 'src/server.ts')).toBe('unresolved');
  });
});
