import { describe, expect, it } from 'vitest';
import { discover } from '../../src/discover/discover.ts';
import { memorySource } from '../support/memory-source.ts';
import { manifest, started } from '../support/started.ts';

/** What `npm start` of a package with these files starts. */
const start = (
  command: string,
  files: Readonly<Record<string, string>> = {},
  more: Readonly<Record<string, unknown>> = {},
) => started({ 'package.json': manifest({ scripts: { start: command }, ...more }), 'src/server.ts': '', ...files });

describe('programs that run code', () => {
  it.each([
    ['node src/server.ts'],
    ['node --inspect=9229 -r dotenv/config --max-old-space-size=4096 ./src/server'],
    ['node --import tsx --env-file .env src/server.ts --port 80'],
    ['tsx watch --clear-screen=false src/server.ts'],
    ['ts-node -P tsconfig.server.json -r tsconfig-paths/register src/server.ts'],
    ['ts-node-dev --respawn --transpile-only --ignore-watch node_modules src/server.ts'],
    ['bun run --hot src/server.ts'],
    ['bun src/server.ts'],
    ['deno run -A --watch src/server.ts'],
    ['babel-node -x .ts src/server.ts'],
    ['nodemon --watch src -e ts src/server.ts'],
    ['nodemon --exec "ts-node --files" src/server.ts'],
    ["nodemon -w src -x 'node --import tsx src/server.ts'"],
    ['pm2-runtime start src/server.ts -i 2 --name api'],
    ['fastify start -w -l info src/server.ts'],
    ['NODE_ENV=production PORT=80 node src/server.ts'],
    ['cross-env NODE_ENV=production node src/server.ts'],
    ['env -u X A=b node src/server.ts'],
    ['dotenv -e .env -- node src/server.ts'],
    ['env-cmd -f .env node src/server.ts'],
    ['doppler run -- tsx src/server.ts'],
    ['npx -y tsx src/server.ts'],
    ['yarn tsx src/server.ts'],
    ['pnpm exec tsx src/server.ts'],
    ['npm exec -- tsx src/server.ts'],
    ['exec dumb-init node src/server.ts'],
    ['bash -c "sleep 1; node src/server.ts"'],
    ['node ./node_modules/.bin/tsx src/server.ts'],
    ['(cd src && node server.ts)'],
    ['tsc --noEmit && cd src && node ./server'],
    ['wait-on tcp:5432 && node src/server.ts | pino-pretty'],
    ['concurrently -n api,log "node src/server.ts" "tail -f x"'],
  ])('%s', (command) => {
    expect(start(command)).toEqual(['server src/server.ts']);
  });

  it.each([
    ['node core/boot.js'],
    ['/app/wait-for-it.sh db:5432 --timeout=60 --strict -- node core/boot.js'],
    ['wait_for_db.sh -- node core/boot.js'],
    ['forever start -a -l /dev/stdout -o /dev/null core/boot.js main'],
  ])('of a file that only a command names: %s', (command) => {
    expect(start(command, { 'core/boot.js': '' })).toContain('server core/boot.js');
  });

  it('take a folder for its main or index, and a package for its main', () => {
    expect(start('node .', {}, { main: 'src/server' })).toEqual(['server src/server.ts']);
    expect(start('node ./src', { 'src/index.ts': '' })).toEqual(['server src/index.ts']);
    expect(start('nodemon', {}, { main: './src/server.ts' })).toEqual(['server src/server.ts']);
    expect(start('nodemon', { 'nodemon.json': '{"exec":"tsx src/server.ts"}' })).toEqual(['server src/server.ts']);
    expect(start('nodemon', {}, { nodemonConfig: { script: 'src/server.ts' } })).toEqual(['server src/server.ts']);
  });

  it('load what the package exports, or the file that they are given, where the package needs them at run time', () => {
    const needs = { dependencies: { 'service-runner': '^3.1.0' }, main: './src/server.ts' };
    expect(start('service-runner', {}, needs)).toEqual(['server src/server.ts']);
    expect(start('service-runner src/jobs.ts -c config.yaml', { 'src/jobs.ts': '' }, needs)).toEqual([
      'server src/jobs.ts',
    ]);
    const startsOf = (command: string, more: Readonly<Record<string, unknown>>) =>
      discover(
        memorySource({ 'package.json': manifest({ scripts: { start: command }, ...more }), 'src/server.ts': '' }),
      ).processes.map(({ starts }) => starts);
    expect(startsOf('service-runner', needs)).toEqual([{ exports: ['default'] }]);
    // What is needed to write the program alone runs none of it: its main is taken for a server as a last resort.
    expect(
      startsOf('bundle-it --watch', { devDependencies: { 'bundle-it': '^1.0.0' }, main: './src/server.ts' }),
    ).toEqual([undefined]);
  });

  it('call what the file exports: fastify once, with the application, and micro for each request', () => {
    const first = (command: string) =>
      discover(
        memorySource({ 'package.json': manifest({ scripts: { start: command } }), 'src/server.ts': '' }),
      ).processes.find(({ entry }) => entry === 'src/server.ts');
    expect(first('fastify start src/server.ts')?.starts).toEqual({ exports: ['default'], gives: 'fastify/server' });
    expect(first('micro src/server.ts')?.handlers).toEqual(['default']);
    expect(first('node src/server.ts')?.starts).toBeUndefined();
  });

  it('make no job of a tool of the workspace that an init container calls to build', () => {
    const pod = (command: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: indexer
spec:
  template:
    spec:
      initContainers:
        - name: prepare
          image: node:20
          command: ['sh', '-c', '${command}']
      containers:
        - name: indexer
          image: node:20
          command: ['node', 'src/server.ts']
`;
    const run = (command: string) =>
      started({
        'package.json': manifest({ name: 'tool', bin: { tool: './src/tool.ts' } }),
        'src/tool.ts': '',
        'src/server.ts': '',
        'deploy.yaml': pod(command),
      });
    expect(run('tool codegen && tool build')).toEqual(['server src/server.ts', 'cli src/tool.ts']);
    expect(run('tool migrate')).toEqual(expect.arrayContaining(['server src/server.ts', 'job src/tool.ts']));
  });

  it('start nothing where they evaluate or only check', () => {
    expect(start('node -e "require(\'./src/server\')"', {}, { private: true })).not.toContain('cli src/server.ts');
    expect(
      started({
        'package.json': manifest({ scripts: { x: 'node -p 1', y: 'tsc', z: 'eslint src/a.js' } }),
        'src/a.js': '',
      }),
    ).toEqual([]);
  });

  it('run server.js for npm start where there is no such script', () => {
    expect(started({ 'package.json': manifest({ scripts: { web: 'npm start' } }), 'server.js': '' })).toEqual([
      'server server.js',
    ]);
  });

  it.each([
    ["su node -c 'node src/a.js'"],
    ["su -s /bin/sh node -c 'ulimit -n 65536 && exec node src/a.js'"],
    ["exec su -- node -c 'node src/a.js'"],
    ['runuser -u node -- node src/a.js'],
    ["runuser node -c 'node src/a.js'"],
    ['setpriv --reuid=1000 node src/a.js'],
    ['litefs mount -- node src/a.js'],
    ['nohup node src/a.js -- node src/b.js'],
  ])('as another user, or behind another program: %s', (command) => {
    expect(start(command, { 'src/a.js': '', 'src/b.js': '' })).toEqual(['server src/a.js']);
  });

  it('run a file itself, and a bin of the workspace by its name', () => {
    expect(start('./bin/www', { 'bin/www': '#!/usr/bin/env node\nrequire("../src/server")' })).toEqual([
      'server bin/www',
    ]);
    expect(
      started({
        'package.json': manifest({ workspaces: ['packages/*'], scripts: { start: 'shop serve' } }),
        'packages/cli/package.json': manifest({ name: '@o/shop', bin: { shop: './cli.js' } }),
        'packages/cli/cli.js': '',
      }),
    ).toEqual(['server packages/cli/cli.js']);
  });
});

describe('scripts that call scripts', () => {
  const workspace = {
    'package.json': manifest({ name: 'root', workspaces: ['apps/*'], scripts: { start: '' } }),
    'apps/api/package.json': manifest({ name: '@o/api', scripts: { 'go:on': 'node main.js' } }),
    'apps/api/main.js': '',
    'apps/web/package.json': manifest({ name: '@o/web', scripts: { other: 'true' } }),
  };
  const root = (command: string) =>
    started({
      ...workspace,
      'package.json': manifest({ name: 'root', workspaces: ['apps/*'], scripts: { start: command } }),
    });

  it.each([
    ['npm run go:on -w @o/api'],
    ['npm run go:on --workspace=apps/api'],
    ['npm --prefix apps/api run go:on'],
    ['npm run go:on --workspaces --if-present'],
    ['yarn workspace @o/api go:on'],
    ['yarn --cwd apps/api go:on'],
    ['yarn workspaces foreach -pi run go:on'],
    ['pnpm --filter @o/api go:on'],
    ['pnpm -F "./apps/*" run go:on'],
    ['pnpm -r go:on'],
    ['pnpm -C apps/api go:on'],
    ['bun run --filter @o/api go:on'],
    ['bun --cwd apps/api run go:on'],
    ['turbo run go:on --filter=@o/api'],
    ['turbo go:on'],
    ['lerna run go:on --scope @o/api --stream'],
    ['cd apps/api && npm run go:on'],
  ])('%s', (command) => {
    expect(root(command)).toEqual(['server apps/api/main.js']);
  });

  it('run-s, run-p and concurrently take patterns', () => {
    const scripts = { start: 'run-p "run:*"', 'run:a': 'node a.js', 'run:b': 'node b.js' };
    const files = { 'a.js': '', 'b.js': '' };
    expect(started({ 'package.json': manifest({ scripts }), ...files })).toEqual(['server a.js', 'server b.js']);
    const short = { ...scripts, start: 'concurrently npm:run:*' };
    expect(started({ 'package.json': manifest({ scripts: short }), ...files })).toEqual(['server a.js', 'server b.js']);
  });

  it('hand arguments on', () => {
    const scripts = { start: 'pnpm run tool src/a.ts', serve: 'npm run tool -- src/b.ts', tool: 'tsx watch' };
    expect(started({ 'package.json': manifest({ scripts }), 'src/a.ts': '', 'src/b.ts': '' })).toEqual([
      'server src/a.ts',
      'server src/b.ts',
    ]);
  });

  it('keep a build and a migration what they are', () => {
    const scripts = {
      start: 'npm run build && npm run db:migrate && npm run go',
      build: 'node tools/build.js',
      'db:migrate': 'node tools/up.js',
      go: 'node go.js',
    };
    const files = { 'tools/build.js': '', 'tools/up.js': '', 'go.js': '' };
    expect(started({ 'package.json': manifest({ scripts }), ...files })).toEqual([
      'server go.js',
      'build tools/build.js',
      'job tools/up.js',
    ]);
  });

  it('end at loops and at fan-outs', () => {
    const wide = (next: string) => Array.from({ length: 60 }, () => `npm run ${next}`).join(' && ');
    const scripts = { start: 'npm start && node a.js', a: wide('b'), b: wide('c'), c: wide('d'), d: wide('a') };
    const workspace = discover(memorySource({ 'package.json': manifest({ scripts }), 'a.js': '' }));
    expect(workspace.processes.map((p) => p.entry)).toEqual(['a.js']);
    expect(workspace.notes.map((n) => n.code)).toEqual(['too-many-commands']);
  });
});

describe('what a process is for', () => {
  const kinds = (scripts: Readonly<Record<string, string>>) =>
    started({
      'package.json': manifest({ scripts }),
      ...Object.fromEntries(Object.values(scripts).map((command) => [command.split(' ').at(-1), ''])),
    });

  it.each([
    ['start', 'server'],
    ['serve:prod', 'server'],
    ['start:worker', 'worker'],
    ['worker:dev', 'worker'],
    ['queue', 'worker'],
    ['cron', 'job'],
    ['db:migrate', 'job'],
    ['seed', 'job'],
    ['build:server', 'build'],
    ['lint', 'build'],
    ['postinstall', 'build'],
    ['prestart', 'build'],
    ['test:server', 'test'],
    ['startWorker', 'worker'],
    ['reindex', 'cli'],
    ['app:config', 'cli'],
    ['mock-api', 'test'],
  ])('%s is %s', (script, kind) => {
    expect(kinds({ start: 'node other.js', [script]: 'node x.js' })).toContain(`${kind} x.js`);
  });

  it('falls back to the name of the file', () => {
    expect(kinds({ foo: 'node worker.js' })).toContain('worker worker.js');
    const image = 'FROM node\nCOPY . /app\nCMD ["sh", "-c", "cd /app && node web.js & node /app/mail-worker.js"]';
    expect(started({ Dockerfile: image, 'web.js': '', 'mail-worker.js': '' })).toEqual([
      'worker mail-worker.js',
      'server web.js',
    ]);
  });

  it('an entry that anything serves is a server; one that is also a worker is both', () => {
    expect(kinds({ test: 'node x.js', start: 'node x.js' })).toEqual(['server x.js']);
    expect(kinds({ start: 'node x.js', worker: 'node x.js' })).toEqual(['server x.js', 'worker x.js']);
  });

  it.each<[string, string, string]>([
    ['a step', 'scripts/build.sh', 'build tools/pack.js'],
    ['a step by its verb', 'scripts/update_schema.sh', 'build tools/pack.js'],
    ['what goes on to serve', 'scripts/build-and-serve.sh', 'server tools/pack.js'],
    ['what runs', 'scripts/setup-run.sh', 'server tools/pack.js'],
  ])('a shell script that another one calls may be %s', (_, step, expected) => {
    const files = {
      'package.json': manifest({ scripts: { start: './start.sh' } }),
      'start.sh': `#!/bin/sh\n./${step}\nnode $NODE_ARGS --enable-source-maps server.js`,
      [step]: '#!/bin/sh\nnode tools/pack.js',
      'server.js': '',
      'tools/pack.js': '',
    };
    const all = started(files);
    expect(all).toContain('server server.js');
    expect(all).toContain(expected);
  });

  it('a variable in front of a file holds options, one alone may be anything', () => {
    const of = (start: string) =>
      started({ 'package.json': manifest({ scripts: { start } }), 'serve.js': '', 'lib/a.js': '' });
    expect(of('nodemon $INSPECT --delay 1 -w lib serve.js')).toEqual(['server serve.js']);
    expect(of('node $INSPECT serve.js $PORT')).toEqual(['server serve.js']);
    expect(of('node $ENTRY')).toEqual([]);
  });

  it('the start of a package is a worker alone, where the script that runs it says so', () => {
    const files = (scripts: Record<string, string>, image = '') => ({
      'package.json': manifest({ name: 'root', workspaces: ['apps/*'], scripts }),
      'apps/mail/package.json': manifest({ name: 'mail', scripts: { start: 'node main.js' } }),
      'apps/mail/main.js': '',
      ...(image === '' ? {} : { 'apps/mail/Dockerfile': `FROM node\nWORKDIR /app\nCOPY . .\nCMD ${image}` }),
    });
    const worker = { 'start:orchestrator': 'npm start -w mail' };
    expect(started(files(worker))).toEqual(['worker apps/mail/main.js']);
    const both = ['server apps/mail/main.js', 'worker apps/mail/main.js'];
    expect([...started(files(worker, '["npm", "start"]'))].sort()).toEqual(both);
    expect([...started(files({ ...worker, 'start:web': 'npm start -w mail' }))].sort()).toEqual(both);
    expect([...started(files({ 'start:worker': 'npm start -w mail -- --queue' }))].sort()).toEqual(both);
  });

  it('a bin is a command, unless a start script or an image runs the same', () => {
    expect(
      started({ 'package.json': manifest({ name: 't', bin: './cli.js', main: 'cli.js' }), 'cli.js': '' }),
    ).toContain('cli cli.js');
    const files = {
      'package.json': manifest({ name: 't', bin: './cli.js' }),
      'cli.js': '',
      Dockerfile: 'FROM node\nCOPY . .\nCMD ["node", "cli.js"]',
    };
    expect(started(files)).toEqual(['server cli.js']);
  });

  it('what a script for development alone starts is a tool by its name', () => {
    const of = (name: string, command: string, ...paths: readonly string[]) =>
      started({
        'package.json': manifest({ scripts: { start: 'node server.js', [name]: command } }),
        'server.js': '',
        ...Object.fromEntries(paths.map((path) => [path, ''])),
      });
    expect(of('server:watch', 'node watcher.js', 'watcher.js')).toEqual(['server server.js', 'build watcher.js']);
    expect(of('dev', 'node dev-portal/server.js', 'dev-portal/server.js')).toEqual([
      'server server.js',
      'build dev-portal/server.js',
    ]);
    expect(of('dev', 'tsx src/cli.ts', 'src/cli.ts')).toEqual(['server server.js', 'cli src/cli.ts']);
    expect(of('dev', 'tsx src/cli.ts serve', 'src/cli.ts')).toEqual(['server server.js', 'server src/cli.ts']);
    expect(of('dev', 'node other.js', 'other.js')).toEqual(['server server.js', 'server other.js']);
  });

  it.each(['server:dev', 'serve:tools', 'start:tools'])('%s of the settings of a tool is a build', (name) => {
    const scripts = { start: 'node server.js', [name]: 'node rollup.config.mjs' };
    const files = { 'package.json': manifest({ scripts }), 'server.js': '', 'rollup.config.mjs': '' };
    expect(started(files)).toContain('build rollup.config.mjs');
  });

  it('what an example starts of the repository is tried out there', () => {
    const files = {
      'package.json': manifest({ name: 'lamp', bin: { lamp: './lamp.js' } }),
      'lamp.js': '#!/usr/bin/env node\n',
      'example/package.json': manifest({ scripts: { dev: 'node ../lamp.js watch' } }),
    };
    expect(started(files)).toEqual(['cli lamp.js']);
    expect(started({ ...files, 'deploy/package.json': manifest({ scripts: { start: 'node ../lamp.js' } }) })).toContain(
      'server lamp.js',
    );
  });

  it('tests and examples are no servers, unless they are what is analysed', () => {
    const files = {
      'package.json': '{}',
      'examples/a/package.json': manifest({ scripts: { start: 'node x.js' } }),
      'examples/a/x.js': '',
      'test/app.ts': '',
    };
    expect(started(files)).toEqual(['test examples/a/x.js']);
    expect(started(files, { dir: 'examples/a' })).toEqual(['server examples/a/x.js']);
  });

  it('vite and its kin serve a browser', () => {
    const page = '<script type="module" src="/src/main.tsx"></script>';
    const files = {
      'index.html': page,
      'src/main.tsx': '',
      'package.json': manifest({ scripts: { dev: 'vite', build: 'vite build' } }),
      'server.js': '',
    };
    expect(started(files)).toEqual(['browser src/main.tsx', 'server server.js']);
  });

  it('pages of documents are made of no file of the program', () => {
    const scripts = {
      docs: 'vitepress build docs',
      stories: 'storybook dev',
      site: 'node_modules/.bin/docusaurus build',
    };
    const files = { 'package.json': manifest({ scripts: { ...scripts, start: 'node run.js' } }) };
    expect(started({ ...files, 'index.js': '', 'run.js': '' })).toEqual(['server run.js']);
  });
});

describe('evidence', () => {
  it('is the line that starts it, the deployed one before the developer’s', () => {
    const { processes } = discover(
      memorySource({
        'package.json': manifest({ scripts: { dev: 'tsx src/a.ts', start: 'tsx src/a.ts' } }),
        'src/a.ts': '',
      }),
    );
    expect(processes).toEqual([
      {
        name: 'start',
        kind: 'server',
        entry: 'src/a.ts',
        replicas: null,
        evidence: { file: 'package.json', line: 4, text: '"start": "tsx src/a.ts"' },
      },
    ]);
  });

  it('names are unique, and say the package where it is not the analysed one', () => {
    const { processes } = discover(
      memorySource({
        'package.json': manifest({ name: 'root', scripts: { start: 'node a.js & node b.js' } }),
        'a.js': '',
        'b.js': '',
        'apps/api/package.json': manifest({ name: 'api', scripts: { start: 'node c.js' } }),
        'apps/api/c.js': '',
      }),
    );
    expect(processes.map(({ name, entry }) => [name, entry])).toEqual([
      ['api:start', 'apps/api/c.js'],
      ['start', 'a.js'],
      ['start-2', 'b.js'],
    ]);
  });
});
