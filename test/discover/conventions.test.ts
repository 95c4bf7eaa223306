import { describe, expect, it } from 'vitest';
import { discover } from '../../src/discover/discover.ts';
import { memorySource } from '../support/memory-source.ts';
import { manifest, started } from '../support/started.ts';

const app = (start: string, more: object, ...paths: readonly string[]) => ({
  'package.json': manifest({ scripts: { start }, ...more }),
  ...Object.fromEntries(paths.map((path) => [path, ''])),
});

describe('frameworks that find their code by its place', () => {
  it('Next: routes, pages, middleware and server actions', () => {
    const files = {
      ...app(
        'next start',
        {},
        'pages/api/a/[id].ts',
        'pages/_app.tsx',
        'pages/api/a.test.ts',
        'middleware.ts',
        'instrumentation.ts',
        'lib/db.ts',
      ),
      'app/shop/route.ts': '',
      'app/page.tsx': '',
      'app/button.tsx': '',
      'lib/actions.ts': '// @ts-check\n"use server";\nexport async function buy() {}',
    };
    const { processes } = discover(memorySource(files));
    expect(processes.map(({ name, kind, handlers, group }) => [name, kind, handlers?.[0], group])).toEqual([
      ['next:app/page.tsx', 'server', 'default', 'next'],
      ['next:app/shop/route.ts', 'server', 'GET', 'next'],
      ['next:instrumentation.ts', 'server', 'register', 'next'],
      ['next:lib/actions.ts', 'server', '*', 'next'],
      ['next:middleware.ts', 'server', 'middleware', 'next'],
      ['next:pages/_app.tsx', 'server', 'default', 'next'],
      ['next:pages/api/a/[id].ts', 'server', 'default', 'next'],
    ]);
  });

  it('Next: built and started as a standalone server, or exported to static files', () => {
    const image =
      'FROM node AS b\nWORKDIR /app\nCOPY . .\nFROM node\nWORKDIR /app\nCOPY --from=b /app/.next/standalone ./\nCMD ["node","server.js"]';
    expect(started({ ...app('x', {}, 'pages/api/a.ts'), Dockerfile: image })).toEqual(['server pages/api/a.ts']);
    expect(
      started({ ...app('next build', {}, 'pages/a.tsx'), 'next.config.mjs': "export default { output: 'export' }" }),
    ).toContain('browser pages/a.tsx');
    const either = "export default process.env.PAGES ? { output: 'export' } : { output: 'standalone' }";
    expect(started({ ...app('next build', {}, 'pages/a.tsx'), 'next.config.mjs': either })).toEqual([
      'server pages/a.tsx',
    ]);
  });

  it('Nest: main of nest-cli.json, of each project', () => {
    expect(started(app('nest start --watch', {}, 'src/main.ts'))).toEqual(['server src/main.ts']);
    const cli = manifest({
      sourceRoot: 'apps/api/src',
      monorepo: true,
      projects: { api: { sourceRoot: 'apps/api/src' }, mail: { sourceRoot: 'apps/mail/src', entryFile: 'boot' } },
    });
    expect(
      started({ ...app('nest start mail', {}, 'apps/api/src/main.ts', 'apps/mail/src/boot.ts'), 'nest-cli.json': cli }),
    ).toEqual(['server apps/mail/src/boot.ts']);
    expect(
      started({ ...app('nest start', {}, 'apps/api/src/main.ts', 'apps/mail/src/boot.ts'), 'nest-cli.json': cli }),
    ).toEqual(['server apps/api/src/main.ts']);
  });

  it('SvelteKit: hooks, endpoints and loads, also as build/index.js', () => {
    const paths = ['src/hooks.server.ts', 'src/routes/api/+server.ts', 'src/routes/+page.server.ts', 'src/lib/x.ts'];
    const entries = [
      'server src/hooks.server.ts',
      'server src/routes/+page.server.ts',
      'server src/routes/api/+server.ts',
    ];
    const kit = { devDependencies: { '@sveltejs/kit': '2' } };
    expect(started(app('vite dev', kit, ...paths))).toEqual(entries);
    expect(started(app('node build', kit, ...paths))).toEqual(entries);
    expect(started(app('ORIGIN=x node build/index.js', kit, ...paths))).toEqual(entries);
  });

  it('Remix and React Router: entry, root, routes by folder and by app/routes.ts', () => {
    const files = {
      ...app(
        'react-router-serve ./build/server/index.js',
        {},
        'app/root.tsx',
        'app/entry.server.tsx',
        'app/routes/a.tsx',
        'app/pages/b.tsx',
        'app/lib.ts',
      ),
      'app/routes.ts': "export default [index('pages/b.tsx')]",
    };
    expect(started(files)).toEqual([
      'server app/entry.server.tsx',
      'server app/pages/b.tsx',
      'server app/root.tsx',
      'server app/routes/a.tsx',
    ]);
  });

  it('Nuxt: the server folder; the rest is the browser’s where nothing is rendered', () => {
    const files = app(
      'node .output/server/index.mjs',
      { dependencies: { nuxt: '3' } },
      'server/api/a.get.ts',
      'server/plugins/b.ts',
      'plugins/c.ts',
      'plugins/d.client.ts',
    );
    expect(started(files)).toEqual(
      [
        'browser plugins/d.client.ts',
        'server plugins/c.ts',
        'server server/api/a.get.ts',
        'server server/plugins/b.ts',
      ].sort((a, b) => (a.split(' ')[1]! < b.split(' ')[1]! ? -1 : 1)),
    );
    expect(started({ ...files, 'nuxt.config.ts': 'export default { ssr: false }' })).toContain('browser plugins/c.ts');
    expect(started({ ...files, 'nuxt.config.ts': 'export default { ssr: false }' })).toContain(
      'server server/api/a.get.ts',
    );
  });

  it('Adonis and Egg', () => {
    expect(started(app('node ace serve --hmr', {}, 'ace.js', 'bin/server.ts', 'start/routes.ts'))).toEqual([
      'server start/routes.ts',
      'server bin/server.ts',
    ]);
    expect(started(app('egg-scripts start', {}, 'app/router.js', 'app/controller/a.js', 'app/public/x.js'))).toEqual([
      'server app/controller/a.js',
      'server app/router.js',
    ]);
  });

  it('Astro endpoints and middleware', () => {
    expect(started(app('astro dev', {}, 'src/pages/api/a.ts', 'src/middleware.ts', 'src/pages/index.astro'))).toEqual([
      'server src/middleware.ts',
      'server src/pages/api/a.ts',
    ]);
    const config = (text: string) => ({ ...app('astro dev', {}, 'src/pages/rss.ts'), 'astro.config.mjs': text });
    expect(started(config('export default { integrations: [] }'))).toEqual(['browser src/pages/rss.ts']);
    expect(started(config('export default { adapter: node({ mode: "standalone" }) }'))).toEqual([
      'server src/pages/rss.ts',
    ]);
  });

  it('applications that start from a file of their own: Sails, Midway, ThinkJS, LoopBack', () => {
    const own = (name: string, ...paths: readonly string[]) =>
      started(app('node app.js', { dependencies: { [name]: '1' } }, 'app.js', ...paths));
    expect(own('sails', 'api/controllers/a.js', 'config/http.js', 'assets/x.js')).toEqual([
      'server app.js',
      'server api/controllers/a.js',
      'server config/http.js',
    ]);
    expect(own('@midwayjs/koa', 'src/controller/home.ts')).toContain('server src/controller/home.ts');
    expect(own('thinkjs', 'src/controller/a.js', 'src/admin/service/b.js')).toEqual([
      'server app.js',
      'server src/admin/service/b.js',
      'server src/controller/a.js',
    ]);
    expect(own('@loopback/boot', 'src/controllers/a.ts', 'src/types.ts')).toEqual([
      'server app.js',
      'server src/controllers/a.ts',
    ]);
    expect(own('express', 'api/controllers/a.js', 'src/controllers/a.ts')).toEqual(['server app.js']);
  });

  it('Medusa, Keystone', () => {
    expect(
      started(app('medusa start', {}, 'medusa-config.ts', 'src/api/store/custom/route.ts', 'src/lib/a.ts')),
    ).toEqual(['server medusa-config.ts', 'server src/api/store/custom/route.ts']);
    expect(started(app('keystone start', {}, 'keystone.ts', 'schema.ts'))).toEqual(['server keystone.ts']);
  });
});

describe('where nothing is started', () => {
  const note = (files: Readonly<Record<string, string>>) => discover(memorySource(files)).notes.map((n) => n.code);

  it('the main of the analysed package is taken, with a note', () => {
    const files = {
      'package.json': manifest({ main: 'dist/index.js', exports: { './b': './dist/b.js' } }),
      'src/index.ts': '',
      'src/b.ts': '',
    };
    expect(started(files)).toEqual(['server src/index.ts', 'server src/b.ts']);
    expect(note(files)).toEqual(['entry-from-main']);
  });

  it('packages of a workspace are libraries', () => {
    const files = {
      'package.json': manifest({ workspaces: ['p/*'] }),
      'p/a/package.json': manifest({ name: 'a', exports: './dist/index.js' }),
      'p/a/src/index.ts': '',
    };
    const workspace = discover(memorySource(files));
    expect(workspace.processes).toEqual([]);
    expect(workspace.libraryEntries).toEqual(['p/a/src/index.ts']);
    expect(note(files)).toEqual(['entry-missing']);
  });

  it.each([
    ['browser', { browser: './dist/page.js' }],
    ['unpkg', { unpkg: './dist/page.js' }],
    ['a condition of exports', { exports: { '.': { browser: './dist/page.js', default: './dist/index.js' } } }],
  ])('packages made for pages are none of a server: %s', (_, more) => {
    const page = {
      'p/b/package.json': manifest({ name: 'b', main: './dist/index.js', ...more }),
      'p/b/src/index.ts': '',
    };
    const server = { 'p/a/package.json': manifest({ name: 'a', main: './dist/index.js' }), 'p/a/src/index.ts': '' };
    const root = { 'package.json': manifest({ workspaces: ['p/*'] }) };
    expect(discover(memorySource({ ...root, ...server, ...page })).libraryEntries).toEqual(['p/a/src/index.ts']);
    // Where there are no others, they are what there is.
    expect(discover(memorySource({ ...root, ...page })).libraryEntries).toEqual(['p/b/src/index.ts']);
  });

  it('last come the usual names, or nothing; both are said', () => {
    expect(started({ 'src/server.ts': '', 'src/x.ts': '' })).toEqual(['server src/server.ts']);
    expect(started({ 'src/server/index.ts': '', 'src/app/index.ts': '' })).toEqual(['server src/server/index.ts']);
    expect(note({ 'src/server.ts': '' })).toEqual(['entry-by-name']);
    expect(note({ 'src/x.ts': '' })).toEqual(['entry-missing']);
  });
});
