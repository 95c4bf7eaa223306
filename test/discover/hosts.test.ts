import { describe, expect, it } from 'vitest';
import { discover } from '../../src/discover/discover.ts';
import { memorySource } from '../support/memory-source.ts';
import { manifest, started } from '../support/started.ts';

const lines = (...text: readonly string[]) => text.join('\n');
const app = { 'package.json': manifest({ name: 'app' }), 'src/server.js': '', 'src/worker.js': '' };
const handlers = (files: Readonly<Record<string, string>>) =>
  discover(memorySource(files)).processes.map(({ entry, handlers = [] }) => `${entry} ${handlers.join()}`);

describe('commands of platforms', () => {
  it.each([
    ['heroku.yml', lines('run:', '  web: node src/server.js', '  mail: node src/worker.js'), true],
    ['heroku.yml', lines('run:', '  web:', '    command:', '      - node src/server.js', '    image: web'), false],
    ['nixpacks.toml', lines('[start]', 'cmd = "node src/server.js"'), false],
    ['apprunner.yaml', lines('version: 1.0', 'run:', '  command: node src/server.js'), false],
    ['apphosting.yaml', lines('scripts:', '  runCommand: node src/server.js'), false],
    [
      '.platform.app.yaml',
      lines(
        'web: { commands: { start: node src/server.js } }',
        'workers: { mail: { commands: { start: node src/worker.js } } }',
      ),
      true,
    ],
    ['snapcraft.yaml', lines('apps:', '  shop:', '    command: node src/server.js'), false],
    ['Passengerfile.json', '{"app_type":"node","startup_file":"src/server.js"}', false],
    [
      'web.config',
      '<configuration><handlers><add name="iisnode" path="src/server.js" verb="*" modules="iisnode"/></handlers></configuration>',
      false,
    ],
    [
      'Makefile',
      lines('NODE := node', 'build:', '\tnode src/worker.js', 'start: build', '\t@node src/server.js'),
      false,
    ],
    ['justfile', lines('build:', '    node src/worker.js', 'serve port="3000":', '    node src/server.js'), false],
    ['Taskfile.yml', lines('tasks:', '  start:', '    cmds:', '      - node src/server.js', '  lint: eslint'), false],
    ['deno.json', '{"tasks":{"start":"deno run -A src/server.js","check":"deno run src/worker.js"}}', false],
    [
      'smithery.yaml',
      lines(
        'startCommand:',
        '  type: stdio',
        '  commandFunction: |-',
        "    (config) => ({ command: 'node', args: ['src/server.js'] })",
      ),
      false,
    ],
    ['manifest.json', '{"manifest_version":"0.2","server":{"type":"node","entry_point":"src/server.js"}}', false],
  ])('%s', (name, text, worker) => {
    const all = started({ ...app, [name]: text });
    expect(all).toContain('server src/server.js');
    expect(all.some((one) => one.endsWith('src/worker.js'))).toBe(worker);
  });

  it('takes what a crontab runs for jobs', () => {
    const files = { ...app, 'docker/crontab': lines('# nightly', '0 3 * * * cd /app && node src/worker.js >> log') };
    expect(started(files).filter((one) => one.includes('worker'))).toEqual([]);
    expect(started({ ...app, crontab: '0 3 * * * node src/worker.js\n' })).toContain('job src/worker.js');
  });
});

describe('code that a host loads', () => {
  it.each([
    [
      'function.json of Azure',
      {
        'orders/function.json': '{"scriptFile":"../src/server.js","bindings":[{"type":"httpTrigger"}]}',
      },
      'src/server.js default,handler,run,*',
    ],
    [
      'the programming model 4 of Azure',
      {
        'package.json': manifest({
          name: 'app',
          main: 'dist/src/functions/*.js',
          dependencies: { '@azure/functions': '^4.0.0' },
        }),
        'src/functions/orders.ts': '',
      },
      'src/functions/orders.ts ',
    ],
    [
      'a skill of Alexa',
      {
        'skill.json': '{"manifest":{"apis":{"custom":{"endpoint":{"sourceDir":"lambda/custom/"}}}}}',
        'lambda/custom/index.js': '',
      },
      'lambda/custom/index.js handler',
    ],
    [
      'a skill of Alexa with resources',
      {
        'ask-resources.json': '{"profiles":{"default":{"code":{"default":{"src":"./lambda"}}}}}',
        'lambda/index.js': '',
      },
      'lambda/index.js handler',
    ],
    [
      'functions of Supabase',
      { 'supabase/functions/orders/index.ts': '' },
      'supabase/functions/orders/index.ts default,*',
    ],
    [
      'functions of Netlify without a manifest',
      { 'netlify/functions/orders.ts': '' },
      'netlify/functions/orders.ts handler,default',
    ],
    [
      'functions of Cloudflare Pages',
      { 'functions/orders.ts': 'export const onRequest = () => new Response();' },
      'functions/orders.ts onRequest,onRequestGet,onRequestPost,onRequestPut,onRequestPatch,onRequestDelete',
    ],
    [
      'api/ of Vercel without a manifest',
      { 'package.json': manifest({ name: 'app', devDependencies: { '@vercel/node': '^5.0.0' } }), 'api/orders.ts': '' },
      'api/orders.ts default,GET,POST,PUT,PATCH,DELETE,handler',
    ],
    [
      'a plug-in of Homebridge',
      {
        'package.json': manifest({ name: 'homebridge-lamp', main: 'dist/index.js', keywords: ['homebridge-plugin'] }),
        'tsconfig.json': '{"compilerOptions":{"outDir":"dist","rootDir":"src"}}',
        'src/index.ts': '',
      },
      'src/index.ts default,*',
    ],
    [
      'nodes of Node-RED',
      { 'package.json': manifest({ name: 'lamp', 'node-red': { nodes: { lamp: 'src/server.js' } } }) },
      'src/server.js default,*',
    ],
    [
      'the server module of Meteor',
      { 'package.json': manifest({ name: 'app', meteor: { mainModule: { server: 'src/server.js' } } }) },
      'src/server.js ',
    ],
    [
      'Functions Framework',
      {
        'package.json': manifest({
          name: 'app',
          main: 'src/server.js',
          scripts: { start: 'functions-framework --target=orders' },
        }),
      },
      'src/server.js orders',
    ],
    [
      'services of Moleculer',
      {
        'package.json': manifest({ name: 'app', scripts: { start: 'moleculer-runner services' } }),
        'services/orders.service.js': '',
      },
      'services/orders.service.js *',
    ],
  ])('%s', (_, files, expected) => {
    expect(handlers({ ...app, ...files })).toContain(expected);
  });

  it('leaves folders of that name alone where nothing says whose they are', () => {
    const files = { 'api/orders.ts': '', 'functions/sum.ts': 'export const sum = 1;' };
    expect(handlers({ ...app, ...files }).filter((one) => /^(?:api|functions)\//.test(one))).toEqual([]);
  });
});

describe('infrastructure code', () => {
  const kit = (name: string, files: Readonly<Record<string, string>>) =>
    handlers({
      'package.json': manifest({ name: 'app', dependencies: { [name]: '^2.0.0' } }),
      'src/orders.ts': '',
      'infra/src/orders.ts': '',
      ...files,
    });

  it('reads the entry of a NodejsFunction, from its file and from the package', () => {
    const joined = lines(
      "new NodejsFunction(this, 'Orders', {",
      "  entry: path.join(__dirname, '../src/orders.ts'),",
      "  handler: 'create',",
      '});',
    );
    expect(kit('aws-cdk-lib', { 'infra/stack.ts': joined })).toContain('src/orders.ts create');
    const plain = "new NodejsFunction(this, 'Orders', { entry: 'src/orders.ts' });";
    expect(kit('aws-cdk-lib', { 'lib/stack.ts': plain })).toContain('src/orders.ts handler');
  });

  it('reads handlers and routes of SST', () => {
    const stack = lines(
      "const api = new sst.aws.ApiGatewayV2('Api');",
      "api.route('GET /orders', 'src/orders.list');",
      "new sst.aws.Cron('Nightly', { function: { handler: 'infra/src/orders.sweep' } });",
    );
    const found = kit('sst', { 'sst.config.ts': stack });
    expect(found).toContain('src/orders.ts list');
    expect(found).toContain('infra/src/orders.ts sweep');
  });

  it('says nothing of files that are not there, and without such a package', () => {
    const stack = "new NodejsFunction(this, 'Orders', { entry: 'src/missing.ts' });";
    expect(kit('aws-cdk-lib', { 'lib/stack.ts': stack }).join()).not.toContain('missing');
    const other = "new NodejsFunction(this, 'Orders', { entry: 'src/orders.ts' });";
    expect(kit('express', { 'lib/stack.ts': other }).join()).not.toContain('handler');
  });
});

describe('what only people start', () => {
  it.each([
    ['a README', 'README.md', 'Run `node --enable-source-maps core/boot.js`.'],
    ["the server's own README", 'server/README.md', 'Then run `node core/boot.js` in order to start it.'],
    [
      "an editor's launch.json",
      '.vscode/launch.json',
      '{"configurations":[{"program":"${workspaceFolder}/core/boot.js"}]}',
    ],
  ])('is read from %s where nothing else says it', (_, name, text) => {
    const files = { 'package.json': manifest({ name: 'app' }), 'core/boot.js': '', [name]: text };
    expect(started(files)).toEqual(['server core/boot.js']);
    const scripts = manifest({ name: 'app', scripts: { start: 'node main.js' } });
    expect(started({ ...files, 'package.json': scripts, 'main.js': '' })).toEqual(['server main.js']);
  });

  it('is a file without extension and first line too, where a script names it', () => {
    const files = { 'package.json': manifest({ scripts: { start: 'node ./bin/www' } }), 'app.js': '' };
    expect(started({ ...files, 'bin/www': "var app = require('../app');" })).toEqual(['server bin/www']);
    expect(started({ ...files, 'bin/www': 'see app.js' })).toEqual(['server app.js']);
  });

  it("is what pm2's process.json names", () => {
    const files = { 'process.json': '{"apps":[{"name":"shop","script":"shop.js"}]}', 'shop.js': '', 'index.js': '' };
    expect(started({ 'package.json': manifest({ name: 'app' }), ...files })).toEqual(['server shop.js']);
  });
});

describe('outputs of bundlers', () => {
  const bundle = (start: string, files: Readonly<Record<string, string>>, build = 'webpack') =>
    started({ 'package.json': manifest({ name: 'app', scripts: { start: `node ${start}`, build } }), ...files });
  const two = { 'src/server/index.js': '', 'src/client/index.js': '' };

  it('knows an entry by the name that it is given', () => {
    const config =
      'module.exports = { entry: { server: "./src/server/index.js", page: "./src/client/index.js" }, output: { filename: "[name].bundle.js" } };';
    expect(bundle('dist/server.bundle.js', { ...two, 'webpack.config.js': config })).toEqual([
      'server src/server/index.js',
    ]);
  });

  it('takes the only bundle of a folder for that of the only entry', () => {
    const config = 'module.exports = { entry: "./src/server/index.js", output: { filename: "shop.js" } };';
    expect(bundle('dist/shop.js', { ...two, 'webpack.config.js': config })).toEqual(['server src/server/index.js']);
  });

  it('reads build files that lie in a folder of their own, and does not take them for what they build', () => {
    const config = 'module.exports = { entry: "./src/server/index.js", output: { filename: "server.js" } };';
    const build = 'webpack --config config/webpack.server.js';
    expect(bundle('dist/server.js', { ...two, 'config/webpack.server.js': config }, build)).toEqual([
      'server src/server/index.js',
    ]);
  });

  it('takes each file of a folder that is named after a bundler for one of the build', () => {
    const config = 'export const back = { entry: path.join(ROOT, "./core/boot.js"), target: "node" };';
    const files = { 'core/boot.js': '', 'core/page.js': '' };
    const build = 'webpack --config webpack/shop.prod.ts';
    const from = (folder: string) => bundle('dist/shop.js', { ...files, [`${folder}/shop.common.ts`]: config }, build);
    expect(from('webpack')).toEqual(['server core/boot.js']);
    expect(from('tools')).toEqual([]);
  });

  it('reads where a build file of one package writes into the folder of another', () => {
    const config =
      'module.exports = { entry: ["./boot.ts"], output: { path: path.resolve(__dirname, "../dist/shop/api") } };';
    const files = {
      'api/package.json': manifest({ name: 'api' }),
      'api/boot.ts': '',
      'api/webpack-node.config.js': config,
    };
    expect(bundle('dist/shop/api/shop.bundle.js', files)).toEqual(['server api/boot.ts']);
  });

  it('reads what a build file of the project is told to build', () => {
    const found = bundle(
      'dist/server.mjs',
      { 'scripts/esbuild.mjs': '', 'app/index.ts': '' },
      'node scripts/esbuild.mjs -e app/index.ts -o dist/server.mjs',
    );
    expect(found).toContain('server app/index.ts');
    expect(
      bundle(
        'dist/server.mjs',
        { 'scripts/other.mjs': '', 'app/index.ts': '' },
        'node scripts/other.mjs -e app/index.ts -o dist/server.mjs',
      ),
    ).not.toContain('server app/index.ts');
  });

  it('reads entries as seen from another package that the build file names', () => {
    const config =
      "build({ absWorkingDir: resolve(here, '../engine'), entryPoints: [{ in: 'lib/main.ts', out: 'main' }], outdir: '../dist' })";
    const files = {
      'tools/build_esbuild.mts': config,
      'engine/package.json': '{"name":"engine"}',
      'engine/lib/main.ts': '',
    };
    expect(bundle('dist/main.js', files)).toContain('server engine/lib/main.ts');
  });
});
