import { describe, expect, it } from 'vitest';
import { discover } from '../../src/discover/discover.ts';
import { memorySource } from '../support/memory-source.ts';
import { manifest, started } from '../support/started.ts';

const lines = (...text: readonly string[]) => text.join('\n');

describe('Dockerfile', () => {
  const app = {
    'package.json': manifest({ name: 'app', scripts: { go: 'node src/server.js' } }),
    'src/server.js': '',
    'src/worker.js': '',
  };
  const image = (...text: readonly string[]) =>
    started({ ...app, Dockerfile: lines('FROM node:22', 'WORKDIR /app', 'COPY . .', ...text) });

  it.each([
    ['exec form', ['CMD ["node", "src/server.js"]']],
    ['shell form', ['CMD node src/server.js']],
    ['entry point and command', ['ENTRYPOINT ["node"]', 'CMD ["src/server.js"]']],
    ['an init', ['ENTRYPOINT ["/sbin/tini", "--"]', 'CMD ["node", "./src/server.js"]']],
    ['a script of package.json', ['ENTRYPOINT ["npm"]', 'CMD ["run", "go"]']],
    ['a shell', ['CMD ["sh", "-c", "sleep 1 && exec node src/server.js"]']],
    ['absolute paths', ['WORKDIR /', 'CMD ["node", "/app/src/server.js"]']],
    ['continued lines', ['CMD \\', '  # why', '  node \\', '  src/server.js']],
    ['lower case, with a health check', ['HEALTHCHECK CMD node src/worker.js', 'cmd node src/server.js']],
  ])('reads %s', (_, text) => {
    expect(image(...text)).toEqual(['server src/server.js']);
  });

  it('takes the last stage, with what it builds on and copies from', () => {
    const files = {
      'package.json': manifest({ name: 'root', workspaces: ['packages/*'] }),
      'packages/api/package.json': manifest({ name: 'api', main: 'dist/index.js' }),
      'packages/api/tsconfig.json': '{"compilerOptions":{"outDir":"dist","rootDir":"src"}}',
      'packages/api/src/index.ts': '',
      'packages/api/Dockerfile': lines(
        'FROM node AS build',
        'WORKDIR /repo',
        'COPY package.json ./',
        'COPY packages/api packages/api/',
        'CMD ["node", "packages/api/other.js"]',
        'FROM node AS base',
        'WORKDIR /srv',
        'FROM base',
        'COPY --from=build --chown=node /repo/packages/api/dist ./lib',
        'CMD ["node", "lib"]',
      ),
    };
    expect(started(files)).toEqual(['server packages/api/src/index.ts']);
  });

  it('reads the entry point script of the image', () => {
    const script = lines(
      '#!/bin/sh',
      'set -e',
      'if [ "$1" = "migrate" ]; then',
      '  node src/migrate.js',
      'fi',
      'exec "$@"',
    );
    const files = { ...app, 'src/migrate.js': '', 'docker/docker-entrypoint.sh': script };
    expect(
      started({
        ...files,
        Dockerfile: lines(
          'FROM node',
          'WORKDIR /app',
          'COPY . .',
          'COPY docker/docker-entrypoint.sh /usr/local/bin/',
          'ENTRYPOINT ["docker-entrypoint.sh"]',
          'CMD ["node", "src/server.js"]',
        ),
      }),
    ).toEqual(['job src/migrate.js', 'server src/server.js']);
  });

  it('gives the line of the command, and the image its name', () => {
    const { processes } = discover(
      memorySource({
        ...app,
        'Dockerfile.worker': 'FROM node\nCOPY . /app\nENTRYPOINT ["tini"]\nCMD ["node", "/app/src/worker.js"]',
      }),
    );
    expect(processes[0]).toMatchObject({
      name: 'worker',
      kind: 'worker',
      entry: 'src/worker.js',
      evidence: { file: 'Dockerfile.worker', line: 4 },
    });
  });
});

describe('Dockerfiles that are built to several images, or that move things about', () => {
  const files = {
    'package.json': manifest({ name: 'root', workspaces: ['apps/*'] }),
    'apps/api/package.json': manifest({ name: 'api' }),
    'apps/api/src/index.ts': '',
    'apps/mail/package.json': manifest({ name: 'mail' }),
    'apps/mail/src/index.ts': '',
    'apps/admin/package.json': manifest({ name: 'admin' }),
    'apps/admin/src/index.ts': '',
  };
  const stage = (name: string, app: string) =>
    lines(
      `FROM node AS ${name}`,
      'WORKDIR /app',
      `COPY --from=base /repo/apps/${app}/dist/index.js apps/${app}/index.js`,
      `WORKDIR /app/apps/${app}`,
      'ENTRYPOINT ["node", "index.js"]',
    );
  const base = lines('FROM node AS base', 'WORKDIR /repo', 'COPY apps/api/package.json apps/api/', 'COPY . .');

  it('start what each target does, also from a folder of their own', () => {
    const text = lines(base, stage('worker', 'mail'), stage('cli', 'admin'), stage('api', 'api'));
    expect(started({ ...files, 'docker/Dockerfile': text })).toEqual([
      'cli apps/admin/src/index.ts',
      'server apps/api/src/index.ts',
      'worker apps/mail/src/index.ts',
    ]);
  });

  it('start nothing of a stage that another one goes on from', () => {
    const text = lines(base, stage('api', 'mail'), 'FROM api', 'ENTRYPOINT ["node", "/repo/apps/api/src/index.ts"]');
    const plain = lines(base, 'CMD ["node", "apps/mail/src/index.ts"]', stage('api', 'api'));
    expect(started({ ...files, 'docker/Dockerfile': text })).toEqual(['server apps/api/src/index.ts']);
    expect(started({ ...files, 'docker/Dockerfile': plain })).toEqual(['server apps/api/src/index.ts']);
  });

  it.each([
    ['mv', 'RUN cd /tmp/src && npm run build && mv lib/ /bot/'],
    ['cp', 'RUN cp -r /tmp/src/lib /bot'],
  ])('follow %s, and what an entry point sets for its arguments', (_, run) => {
    const found = started({
      'package.json': manifest({ name: 'bot', main: 'lib/index.js', scripts: { build: 'tsc' } }),
      'tsconfig.json': '{"compilerOptions":{"outDir":"lib","rootDir":"src"},"include":["src"]}',
      'src/index.ts': '',
      'start.sh': lines(
        '#!/bin/sh',
        'case "$1" in',
        '  bot) shift; set -- node /bot/index.js "$@";;',
        'esac',
        'exec "$@"',
      ),
      Dockerfile: lines('FROM node', 'COPY . /tmp/src', run, 'ENTRYPOINT ["./start.sh"]', 'CMD ["bot"]'),
    });
    expect(found).toEqual(['server src/index.ts']);
  });

  it('read what turbo prune leaves as it lay', () => {
    const text = lines(
      'FROM node AS pruner',
      'WORKDIR /app',
      'COPY . .',
      'RUN npx turbo prune api --docker',
      'FROM node AS installer',
      'WORKDIR /app',
      'COPY --from=pruner /app/out/full/ .',
      'FROM node',
      'WORKDIR /srv',
      'COPY --from=installer /app/apps/api/dist ./',
      'CMD ["node", "index.js"]',
    );
    expect(started({ ...files, 'apps/api/Dockerfile': text })).toEqual(['server apps/api/src/index.ts']);
  });

  it('run code whatever variable names the runtime', () => {
    const image = (script: string) =>
      started({
        'package.json': manifest({ name: 'app' }),
        'main.js': '',
        'start.sh': lines('#!/bin/bash', script),
        Dockerfile: 'FROM node\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./start.sh"]',
      });
    expect(image('exec "${NODE[@]}" ./main.js --port 80')).toEqual(['server main.js']);
    expect(discover(memorySource({ 'a.sh': '', 'package.json': '{}' })).processes).toEqual([]);
    expect(image('exec $TOOL config.json')).toEqual(['server main.js']); // by its name alone
  });

  it.each<[string, readonly string[]]>([
    ['whatever variable names its folder', ['exec node "$APP_DIR/jobs/beat.js"']],
    ['in braces', ['exec node "${APP_DIR}/jobs/beat.js" --port 80']],
    ['not what a variable alone names', ['exec node "$APP_FILE"']],
  ])('run a file, %s', (name, script) => {
    const found = started({
      'package.json': manifest({ name: 'app' }),
      'jobs/beat.js': '',
      'start.sh': lines('#!/bin/bash', ...script),
      Dockerfile: 'FROM node\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./start.sh"]',
    });
    expect(found).toEqual(name.startsWith('not') ? [] : ['server jobs/beat.js']);
  });

  it('start the build of the package that they lie in, where it is put together elsewhere', () => {
    const packages = {
      'package.json': manifest({ name: 'root', workspaces: ['apps/*'] }),
      'apps/mail/package.json': manifest({ name: 'mail' }),
      'apps/mail/tsconfig.json': '{"compilerOptions":{"outDir":"dist","rootDir":"src"}}',
      'apps/mail/src/postman.ts': '',
      'apps/mail/src/index.ts': '',
    };
    const image = (command: string) =>
      started({
        ...packages,
        'apps/mail/Dockerfile': lines('FROM ghcr.io/acme/base', 'WORKDIR /opt/mail', 'COPY out .', command),
      });
    expect(image('CMD ["node", "postman.js"]')).toEqual(['server apps/mail/src/postman.ts']);
    expect(image('CMD ["node", "other.js"]')).not.toContain('server apps/mail/src/postman.ts');
  });
});

describe('images of functions', () => {
  const files = {
    'package.json': manifest({ name: 'thumbs' }),
    'src/app.js': 'export const handler = async () => {};',
    'src/other.js': 'export const resize = async () => {};',
  };
  const image = (...text: readonly string[]) => ({
    ...files,
    Dockerfile: lines('FROM public.ecr.aws/lambda/nodejs:22', 'COPY src/ ${LAMBDA_TASK_ROOT}/', ...text),
  });

  it.each<[string, readonly string[]]>([
    ['a command', ['CMD ["app.handler"]']],
    ['a command in a folder', ['CMD [ "src/app.handler" ]']],
    ['a client of the runtime', ['ENTRYPOINT ["/usr/local/bin/npx", "aws-lambda-ric"]', 'CMD ["app.handler"]']],
  ])('name an export of a file in %s', (_, text) => {
    const { processes, deployment } = discover(memorySource(image(...text)));
    expect(processes.map(({ kind, entry, handlers }) => [kind, entry, handlers])).toEqual([
      ['server', 'src/app.js', ['handler']],
    ]);
    expect(deployment!.functions.map(({ setting, processes }) => [setting, processes])).toEqual([
      [expect.stringMatching(/app\.handler$/), [processes[0]!.name]],
    ]);
  });

  it.each<[string, string]>([
    ['a word that names no handler', 'CMD ["app.config"]'],
    ['an argument of what they run', 'CMD ["node", "src/app.js", "other.handler"]'],
  ])('are not known by %s', (_, command) => {
    const { processes, deployment } = discover(memorySource(image(command)));
    expect(processes.filter(({ entry }) => entry === 'src/other.js')).toEqual([]);
    expect(deployment?.functions ?? []).toEqual([]);
  });
});

describe('docker-compose', () => {
  const files = {
    'package.json': '{}',
    'server.js': '',
    'worker.js': '',
    Dockerfile: 'FROM node\nWORKDIR /app\nCOPY . .\nCMD node server.js',
  };

  it('overrides the command of what is built here, and says how many', () => {
    const text = lines(
      'services:',
      '  web:',
      '    build: .',
      '  jobs:',
      '    build: { context: ., dockerfile: Dockerfile }',
      '    command: node worker.js',
      '    deploy:',
      '      replicas: 3',
      '  db:',
      '    image: postgres',
      '    command: node worker.js',
    );
    const { processes } = discover(memorySource({ ...files, 'docker-compose.yml': text }));
    expect(
      processes.map(({ name, kind, entry, replicas, evidence }) => [
        name,
        kind,
        entry,
        replicas,
        `${evidence.file}:${evidence.line}`,
      ]),
    ).toEqual([
      ['image', 'server', 'server.js', null, 'Dockerfile:4'],
      ['jobs', 'worker', 'worker.js', 3, 'docker-compose.yml:6'],
    ]);
  });

  it('reads mounted code, and notes what is no YAML', () => {
    const text = lines(
      'services:',
      '  api:',
      '    image: node',
      '    working_dir: /srv',
      '    volumes: ["./app:/srv"]',
      '    command: ["node", "x.js"]',
    );
    expect(started({ 'app/x.js': '', 'compose.yaml': text })).toEqual(['server app/x.js']);
    const { notes } = discover(memorySource({ 'compose.yml': 'a: [', 'server.js': '' }));
    expect(notes).toContainEqual(expect.objectContaining({ code: 'manifest-broken', file: 'compose.yml' }));
  });
});

describe('Procfile', () => {
  it('has a web process, workers and a release job', () => {
    const text = '# x\nweb: node web.js\nworker: node jobs.js\nclock: node clock.js\nrelease: node up.js\n';
    expect(started({ Procfile: text, 'web.js': '', 'jobs.js': '', 'clock.js': '', 'up.js': '' })).toEqual([
      'worker clock.js',
      'job up.js',
      'server web.js',
      'worker jobs.js',
    ]);
  });
});

describe('pm2', () => {
  const files = {
    'package.json': manifest({ scripts: { start: 'pm2-runtime ecosystem.config.cjs' } }),
    'api/x.js': '',
    'api/jobs.js': '',
  };

  it('reads apps, their folders and instances', () => {
    const text = lines(
      'module.exports = {',
      '  apps: [',
      "    { name: 'api', cwd: './api',",
      "      script: './x.js', instances: 4 },",
      "    { name: 'mail-worker', script: 'api/jobs.js' },",
      "    { name: 'again', script: 'npm', args: 'start' },",
      '  ],',
      '}',
    );
    const { processes } = discover(memorySource({ ...files, 'ecosystem.config.cjs': text }));
    expect(
      processes.map(({ name, kind, entry, replicas, evidence }) => [name, kind, entry, replicas, evidence.line]),
    ).toEqual([
      ['api', 'server', 'api/x.js', 4, 4],
      ['mail-worker', 'worker', 'api/jobs.js', null, 5],
    ]);
  });

  it('reads apps that are exported by name', () => {
    for (const text of [
      "export const apps = [{ name: 'a', script: './api/x.js' }];",
      "exports.apps = [{ name: 'a', script: './api/x.js' }];",
      "module.exports.apps = [{ name: 'a', script: './api/x.js' }];",
    ])
      expect(started({ ...files, 'ecosystem.config.cjs': text })).toEqual(['server api/x.js']);
    expect(started({ ...files, 'ecosystem.config.cjs': "const apps = [{ script: './api/x.js' }];" })).toEqual([]);
  });

  it('takes scripts from the folder of the package where the file lies deeper', () => {
    const text = "module.exports = { apps: [{ name: 'a', script: './api/x.js' }] };";
    expect(started({ ...files, 'deploy/ecosystem.config.js': text })).toEqual(['server api/x.js']);
  });

  it('reads JSON and YAML', () => {
    expect(started({ ...files, 'ecosystem.json': '{"apps":[{"name":"a","script":"api/x.js"}]}' })).toEqual([
      'server api/x.js',
    ]);
    expect(started({ ...files, 'pm2.yml': 'apps:\n  - name: a\n    script: api/x.js\n' })).toEqual(['server api/x.js']);
  });
});

describe('functions of platforms', () => {
  it('serverless: a handler is an export of a file', () => {
    const yaml = lines(
      'service: x',
      'functions:',
      '  create:',
      '    handler: src/orders.create',
      '  list: { handler: dist/list.run }',
    );
    const { processes } = discover(
      memorySource({ 'serverless.yml': yaml, 'src/orders.ts': '', 'src/list.ts': '', 'package.json': '{}' }),
    );
    expect(processes.map(({ name, entry, handlers, evidence }) => [name, entry, handlers, evidence.line])).toEqual([
      ['create', 'src/orders.ts', ['create'], 4],
      ['list', 'src/list.ts', ['run'], 5],
    ]);
    const code =
      "const serverless: AWS = { functions: { create: { handler: 'src/orders.create' } } };\nmodule.exports = serverless;";
    expect(started({ 'serverless.ts': code, 'src/orders.ts': '' })).toEqual(['server src/orders.ts']);
  });

  it('vercel, netlify, wrangler and firebase', () => {
    expect(started({ 'vercel.json': '{}', 'api/hello.ts': '', 'api/_util.ts': '', 'api/hello.test.ts': '' })).toEqual([
      'server api/hello.ts',
    ]);
    expect(
      started({ 'netlify.toml': '[build]\n  functions = "fn"\n', 'fn/a.js': '', 'fn/b/b.ts': '', 'fn/b/util.ts': '' }),
    ).toEqual(['server fn/a.js', 'server fn/b/b.ts']);
    expect(started({ 'wrangler.toml': 'name = "x"\nmain = "src/worker.ts"\n', 'src/worker.ts': '' })).toEqual([
      'server src/worker.ts',
    ]);
    expect(
      started({
        'firebase.json': '{"functions":{"source":"fn"}}',
        'fn/package.json': manifest({ main: 'lib/index.js' }),
        'fn/src/index.ts': '',
      }),
    ).toEqual(['server fn/src/index.ts']);
  });
});

describe('supervisors', () => {
  it('a unit of systemd that is done when it has ended is a job', () => {
    expect(
      started({
        'package.json': '{}',
        'sum.js': '',
        'deploy/sum.service': '[Service]\nType=oneshot\nWorkingDirectory=/opt/sum\nExecStart=/usr/bin/node sum.js\n',
      }),
    ).toEqual(['job sum.js']);
  });

  it('s6, systemd and supervisord', () => {
    const files = {
      'package.json': '{}',
      'server.js': '',
      Dockerfile: 'FROM x\nCOPY rootfs /\nCOPY . /app\nENTRYPOINT ["/init"]',
    };
    const run = lines(
      '#!/command/with-contenv bash',
      'cd /app || exit 1',
      'exec s6-setuidgid node:node bash -c "node --inspect server.js"',
    );
    const { processes } = discover(memorySource({ ...files, 'rootfs/etc/s6-overlay/s6-rc.d/backend/run': run }));
    expect(processes).toMatchObject([{ name: 'backend', kind: 'server', entry: 'server.js', evidence: { line: 3 } }]);
    expect(
      started({
        ...files,
        'deploy/api.service': '[Service]\nWorkingDirectory=/opt/api\nExecStart=/usr/bin/node server.js\n',
      }),
    ).toEqual(['server server.js']);
    expect(
      started({
        ...files,
        'docker/supervisord.conf': '[program:mail-worker]\ndirectory=/app\ncommand=node server.js\n',
      }),
    ).toEqual(['worker server.js']);
  });
});

describe('Nx', () => {
  it('takes the folder of an application’s output for its main', () => {
    const options = { main: 'src/boot.ts', outputPath: 'dist/api' };
    const files = {
      'nx.json': '{}',
      'project.json': manifest({
        name: 'api',
        projectType: 'library',
        targets: { build: { executor: '@nx/js:tsc', options } },
      }),
      'src/boot.ts': '',
    };
    const image = 'FROM node\nWORKDIR /app\nCOPY dist/api api\nCMD ["node", "api"]';
    expect(started({ ...files, Dockerfile: image })).toEqual(['server src/boot.ts']);
  });

  it('reads mains of applications, and where they are built to', () => {
    const project = (fields: object) =>
      manifest({
        targets: { build: { executor: '@nx/esbuild:esbuild', options: fields } },
        projectType: 'application',
      });
    const files = {
      'nx.json': '{}',
      'package.json': manifest({ scripts: { start: 'node dist/apps/api/main.js' } }),
      'apps/api/project.json': project({ main: 'apps/api/src/boot.ts', outputPath: 'dist/apps/api' }),
      'apps/api/src/boot.ts': '',
      'apps/site/project.json': manifest({
        projectType: 'application',
        targets: {
          build: { executor: '@angular-devkit/build-angular:browser', options: { main: 'apps/site/src/main.ts' } },
        },
      }),
      'apps/site/src/main.ts': '',
    };
    expect(started(files)).toEqual(['server apps/api/src/boot.ts', 'browser apps/site/src/main.ts']);
  });
});

describe('an image that starts what some bundler makes', () => {
  const files = {
    'pods/mail/Dockerfile': lines(
      'FROM node:22',
      'WORKDIR /app',
      'COPY bundle/bundle.js ./',
      'CMD ["node", "bundle.js"]',
    ),
    'pods/mail/src/index.ts': '',
  };
  const made = (fields: object) =>
    manifest({ name: 'mail', scripts: { bundle: 'node ../../common/bundle.js' }, ...fields });

  it('starts the main of the package, and a note says so', () => {
    const { processes, notes } = discover(
      memorySource({ ...files, 'pods/mail/package.json': made({ main: 'lib/index.js' }) }),
    );
    expect(processes.map(({ kind, entry }) => `${kind} ${entry}`)).toEqual(['server pods/mail/src/index.ts']);
    expect(notes.map(({ message }) => message)).toEqual([
      'pods/mail/Dockerfile:4 starts bundle.js, for which no source file was found; the main of its package, pods/mail/src/index.ts, is taken for it',
    ]);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['the package has none', { 'pods/mail/package.json': made({}) }],
    [
      'a script that people run by hand starts it',
      {
        'pods/mail/package.json': made({ main: 'lib/index.js', scripts: { try: 'node bundle/bundle.js' } }),
        'pods/mail/Dockerfile': '',
      },
    ],
  ])('nothing is taken for it where %s', (_, more) => {
    const { notes } = discover(memorySource({ ...files, ...more }));
    expect(notes.map(({ message }) => message).filter((text) => text.includes('the main of its package'))).toEqual([]);
  });

  it('a note says that the only source of a name is taken for what is not there, and of another package none is', () => {
    const own = { name: 'mail', scripts: { start: 'node post.js' } };
    const told = (path: string, more: object = {}) =>
      discover(
        memorySource({
          'package.json': manifest({ ...own, ...more }),
          'inner/package.json': manifest({ name: 'inner' }),
          [path]: '',
        }),
      )
        .notes.map(({ message }) => message)
        .filter((text) => text.includes('is taken for it'));
    expect(told('modules/post.js')).toEqual([
      'package.json:4 starts post.js, for which no source file was found; the only source of that name, modules/post.js, is taken for it',
    ]);
    expect(told('inner/post.js')).toEqual([]);
    expect(told('modules/post.js', { dependencies: { next: '15.0.0' } })).toEqual([]);
  });
});

describe('an image that holds what was built in the place of the package', () => {
  it.each([
    ['app.js', ['src/app.ts'], 'server src/app.ts'],
    ['app.js', ['src/app/index.ts'], undefined],
    ['app.js', ['modules/app.js'], 'server modules/app.js'],
    ['app.js', ['modules/app.js', 'other/app.ts'], undefined],
    ['app.js', ['modules/app.test.js'], undefined],
    ['out/app.js', ['modules/app.js'], undefined],
  ])('%s of %j', (started, paths, expected) => {
    const { processes } = discover(
      memorySource({
        'package.json': manifest({ name: 'mail', scripts: { start: `node ${started}` } }),
        ...Object.fromEntries(paths.map((path) => [path, ''])),
      }),
    );
    expect(processes.map(({ kind, entry }) => `${kind} ${entry}`)).toEqual(expected === undefined ? [] : [expected]);
  });
});

describe('commands of Nx targets', () => {
  const target = (options: object, executor = 'nx:run-commands') => ({ executor, options });
  const inPackage = (targets: object) => manifest({ name: 'jobs', nx: { targets } });

  it.each<[string, object]>([
    ['in a folder from the root', { start: target({ cwd: 'apps/jobs', command: 'node src/main.js' }) }],
    ['with a placeholder in it', { start: target({ command: 'node {projectRoot}/src/main.js' }) }],
    ['with a placeholder', { start: target({ cwd: '{projectRoot}', command: 'node src/main.js' }) }],
    ['in the root', { start: target({ commands: ['echo up', { command: 'node apps/jobs/src/main.js' }] }) }],
    ['in short', { start: { command: 'node apps/jobs/src/main.js' } }],
  ])('are read: %s', (_, targets) => {
    const files = { 'nx.json': '{}', 'apps/jobs/src/main.js': '' };
    expect(started({ ...files, 'apps/jobs/package.json': inPackage(targets) })).toEqual([
      'server apps/jobs/src/main.js',
    ]);
    expect(started({ ...files, 'apps/jobs/project.json': manifest({ targets }) })).toEqual([
      'server apps/jobs/src/main.js',
    ]);
  });

  it.each<[string, object, string]>([
    ['of another executor', { start: target({ command: 'node apps/jobs/src/main.js' }, '@nx/js:tsc') }, 'nx.json'],
    ['where there is no workspace', { start: target({ command: 'node apps/jobs/src/main.js' }) }, 'other.json'],
  ])('are left alone: %s', (_, targets, root) => {
    const files = { [root]: '{}', 'apps/jobs/src/main.js': '', 'apps/jobs/package.json': inPackage(targets) };
    expect(started(files)).toEqual([]);
  });
});

describe('configurations of frameworks', () => {
  const route = { 'apps/shop/src/app/api/cart/route.ts': 'export const GET = () => new Response();' };
  const config = { 'apps/shop/next.config.mjs': 'export default {};' };
  const own = { 'apps/shop/package.json': manifest({ dependencies: { next: '16.0.0' } }) };

  it.each<[string, Readonly<Record<string, string>>]>([
    ['in its package', { ...own, ...config }],
    ['below the package that brings it', { 'package.json': manifest({ dependencies: { next: '16.0.0' } }), ...config }],
  ])('an application that no script starts is found by them: %s', (_, files) => {
    expect(started({ ...files, ...route })).toEqual(['server apps/shop/src/app/api/cart/route.ts']);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['nothing brings the framework', { 'apps/shop/package.json': manifest({}), ...config }],
    ['there is none', own],
    [
      'it is an example',
      { 'examples/shop/package.json': own['apps/shop/package.json'], 'examples/shop/next.config.mjs': '' },
    ],
  ])('nothing is taken for one where %s', (_, files) => {
    expect(started({ ...files, ...route })).toEqual([]);
  });

  it('a server beside it that nothing starts is found as if it were alone', () => {
    const files = { 'next.config.js': '', 'app/api/cart/route.ts': '', 'server/index.js': '' };
    const beside = { 'package.json': manifest({ dependencies: { next: '16.0.0', express: '5.1.0' } }), ...files };
    expect(started(beside)).toEqual(['server app/api/cart/route.ts', 'server server/index.js']);
  });

  it('where a script starts it, that is the evidence', () => {
    const files = {
      'apps/shop/package.json': manifest({ scripts: { dev: 'next dev' }, dependencies: { next: '16.0.0' } }),
    };
    const [found] = discover(memorySource({ ...files, ...config, ...route })).processes;
    expect(found?.evidence.file).toBe('apps/shop/package.json');
  });
});

describe('hosts that only serve files', () => {
  const page = {
    'package.json': manifest({ name: 'page' }),
    'index.html': '<script src="./page.js"></script>',
    'page.js': '',
  };
  const workflow = lines(
    'jobs:',
    '  publish:',
    '    steps:',
    '      - uses: actions/upload-pages-artifact@v3',
    '        with:',
    '          path: .',
  );

  it.each<[string, Readonly<Record<string, string>>]>([
    ['GitHub Pages', { ...page, '.github/workflows/pages.yml': workflow }],
    ['hosting of Firebase', { ...page, 'firebase.json': manifest({ hosting: { public: '.' } }) }],
    ['a site of Netlify', { ...page, 'netlify.toml': '[build]\npublish = "."' }],
  ])('%s: what the page loads runs in browsers', (_, files) => {
    expect(started(files)).toEqual(['browser page.js']);
  });

  it('a workflow that publishes nothing says nothing', () => {
    const files = { ...page, '.github/workflows/test.yml': workflow.replace('upload-pages-artifact', 'checkout') };
    expect(started(files)).not.toContain('browser page.js');
  });
});
