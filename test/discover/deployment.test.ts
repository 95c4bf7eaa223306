import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../src/discover/deployment.ts';
import { discover } from '../../src/discover/discover.ts';
import { memorySource } from '../support/memory-source.ts';
import { manifest } from '../support/started.ts';

const lines = (...text: readonly string[]) => text.join('\n');
const base = {
  'package.json': manifest({ name: '@acme/shop', scripts: { start: 'node src/server.js' } }),
  'src/server.js': '',
  'src/worker.js': '',
};
const image = { Dockerfile: lines('FROM node:22', 'WORKDIR /app', 'COPY . .', 'CMD ["node", "src/server.js"]') };

type Files = Readonly<Record<string, string>>;

/** The facts of one list, as `file:line what [processes]`. */
function told(list: keyof Deployment, files: Files, what: (fact: never) => unknown = () => ''): readonly string[] {
  const source = memorySource({ ...base, ...files });
  return discover(source).deployment![list].map((fact) => {
    const text = new TextDecoder().decode(source.read(fact.span.file)!);
    const line = text.slice(0, fact.span.start).split('\n').length;
    const said = what(fact as never);
    return `${fact.span.file}:${line} ${fact.setting}${said === '' ? '' : ` ${said}`} [${fact.processes}]`;
  });
}

const workload = (kind: string, spec: readonly string[], pod: readonly string[] = []) =>
  lines(
    'apiVersion: apps/v1',
    `kind: ${kind}`,
    'metadata: { name: shop }',
    'spec:',
    ...spec.map((line) => `  ${line}`),
    '  template:',
    '    metadata: { labels: { app: shop } }',
    '    spec:',
    '      containers:',
    '        - name: shop',
    '          image: ghcr.io/acme/shop:1.2',
    ...pod,
  );

describe('how many run', () => {
  const replicas = (files: Files) =>
    told('replicas', files, ({ by, most }: Deployment['replicas'][number]) => `${by} ${most}`);

  it.each<[string, Files, string]>([
    [
      'a Deployment',
      { ...image, 'k8s/a.yaml': workload('Deployment', ['replicas: 3']) },
      'k8s/a.yaml:5 replicas: 3 replicas 3 [image]',
    ],
    [
      'a StatefulSet',
      { ...image, 'k8s/a.yaml': workload('StatefulSet', ['replicas: 2']) },
      'k8s/a.yaml:5 replicas: 2 replicas 2 [image]',
    ],
    [
      'a DaemonSet',
      { ...image, 'k8s/a.yaml': workload('DaemonSet', []) },
      'k8s/a.yaml:2 kind: DaemonSet each-node null [image]',
    ],
    [
      'an autoscaler',
      {
        ...image,
        'k8s/a.yaml': workload('Deployment', []),
        'k8s/b.yaml': lines(
          'apiVersion: autoscaling/v2',
          'kind: HorizontalPodAutoscaler',
          'metadata: { name: shop }',
          'spec:',
          '  scaleTargetRef: { kind: Deployment, name: shop }',
          '  maxReplicas: 8',
        ),
      },
      'k8s/b.yaml:6 maxReplicas: 8 autoscaler 8 [image]',
    ],
    [
      'an overlay of Kustomize',
      {
        ...image,
        'k8s/base/a.yaml': workload('Deployment', ['replicas: 1']),
        'k8s/overlays/prod/kustomization.yaml': lines(
          'apiVersion: kustomize.config.k8s.io/v1beta1',
          'kind: Kustomization',
          'resources: [../../base]',
          'replicas:',
          '  - name: shop',
          '    count: 4',
        ),
      },
      'k8s/overlays/prod/kustomization.yaml:6 count: 4 replicas 4 [image]',
    ],
    [
      'values of a chart',
      {
        ...image,
        'chart/Chart.yaml': 'name: shop',
        'chart/values.yaml': lines('image: { repository: acme/shop }', 'replicaCount: 2'),
      },
      'chart/values.yaml:2 replicaCount: 2 replicas 2 [image]',
    ],
    [
      'a revision of Cloud Run',
      {
        ...image,
        'run.yaml': lines(
          'apiVersion: serving.knative.dev/v1',
          'kind: Service',
          'metadata: { name: shop }',
          'spec:',
          '  template:',
          '    metadata:',
          '      annotations:',
          "        autoscaling.knative.dev/maxScale: '5'",
          '    spec:',
          '      containers: [{ image: acme/shop }]',
        ),
      },
      'run.yaml:8 autoscaling.knative.dev/maxScale: 5 autoscaler 5 [image]',
    ],
    [
      'Compose',
      {
        ...image,
        'docker-compose.yml': lines('services:', '  web:', '    build: .', '    deploy:', '      replicas: 3'),
      },
      'docker-compose.yml:5 replicas: 3 replicas 3 [image]',
    ],
    [
      'a Swarm in global mode',
      { ...image, 'docker-compose.yml': lines('services:', '  web:', '    build: .', '    deploy: { mode: global }') },
      'docker-compose.yml:4 mode: global each-node null [image]',
    ],
    [
      'pm2',
      {
        'ecosystem.config.js': lines(
          'module.exports = {',
          '  apps: [{',
          "    script: './src/server.js',",
          "    instances: 'max',",
          '  }],',
          '};',
        ),
      },
      'ecosystem.config.js:4 instances: max workers null [./src/server.js]',
    ],
    [
      'pm2 on a command line',
      {
        Dockerfile: lines(
          'FROM node',
          'COPY . /app',
          'WORKDIR /app',
          'CMD ["pm2-runtime", "src/server.js", "-i", "4"]',
        ),
      },
      'Dockerfile:4 -i 4 workers 4 [image]',
    ],
    [
      'fly.io',
      { ...image, 'fly.toml': lines('app = "shop"', '[http_service]', 'min_machines_running = 2') },
      'fly.toml:3 min_machines_running = 2 replicas 2 [image]',
    ],
    [
      'Render',
      {
        'render.yaml': lines(
          'services:',
          '  - type: web',
          '    name: shop',
          '    startCommand: node src/server.js',
          '    numInstances: 3',
        ),
      },
      'render.yaml:5 numInstances: 3 replicas 3 [shop]',
    ],
    [
      'Heroku',
      { Procfile: 'web: node src/server.js', 'app.json': manifest({ formation: { web: { quantity: 2 } } }) },
      'app.json:4 quantity: 2 replicas 2 [web]',
    ],
    [
      'Railway',
      { 'railway.toml': lines('[deploy]', 'startCommand = "node src/server.js"', 'numReplicas = 3') },
      'railway.toml:3 numReplicas: 3 replicas 3 [railway]',
    ],
    [
      'App Engine',
      { 'app.yaml': lines('runtime: nodejs22', 'automatic_scaling:', '  max_instances: 6') },
      'app.yaml:3 max_instances: 6 autoscaler 6 [start]',
    ],
    [
      'Cloud Foundry',
      {
        'manifest.yml': lines('applications:', '  - name: shop', '    command: node src/server.js', '    instances: 2'),
      },
      'manifest.yml:4 instances: 2 replicas 2 [shop]',
    ],
    [
      'a process of Cloud Foundry, in a manifest of a place and a folder of its own',
      {
        'deploy/manifest-staging.yml': lines(
          'applications:',
          '  - name: shop',
          '    processes:',
          '      - type: web',
          '        command: npm start',
          '      - type: worker',
          '        command: node src/worker.js',
          '        instances: 2',
        ),
      },
      'deploy/manifest-staging.yml:8 instances: 2 replicas 2 [worker]',
    ],
    [
      'App Platform',
      {
        '.do/app.yaml': lines(
          'services:',
          '  - name: shop',
          '    run_command: node src/server.js',
          '    instance_count: 2',
        ),
      },
      '.do/app.yaml:4 instance_count: 2 replicas 2 [shop]',
    ],
    [
      'ECS in CloudFormation',
      {
        ...image,
        'stack.yaml': lines(
          'Resources:',
          '  Shop:',
          '    Type: AWS::ECS::Service',
          '    Properties:',
          '      DesiredCount: 3',
        ),
      },
      'stack.yaml:5 DesiredCount: 3 replicas 3 [image]',
    ],
    [
      'ECS in Terraform',
      { ...image, 'infra/ecs.tf': lines('resource "aws_ecs_service" "shop" {', '  desired_count = 3', '}') },
      'infra/ecs.tf:2 desired_count = 3 replicas 3 [image]',
    ],
    [
      'WEB_CONCURRENCY',
      { Dockerfile: `${image.Dockerfile}\nENV WEB_CONCURRENCY=4` },
      'Dockerfile:5 WEB_CONCURRENCY=4 workers 4 [image]',
    ],
  ])('%s', (_, files, expected) => {
    expect(replicas(files)).toEqual([expected]);
  });

  it.each<[string, Files]>([
    [
      'a database',
      {
        ...image,
        'k8s/a.yaml': workload('Deployment', ['replicas: 3']).replace('ghcr.io/acme/shop:1.2', 'postgres:17'),
      },
    ],
    ['a file for development', { ...image, 'k8s/overlays/dev/a.yaml': workload('Deployment', ['replicas: 3']) }],
    ['an example', { ...image, 'examples/a.yaml': workload('Deployment', ['replicas: 3']) }],
    ['a number that is none', { ...image, 'k8s/a.yaml': workload('Deployment', ['replicas: many']) }],
    ['one', { ...image, 'docker-compose.yml': lines('services:', '  web:', '    build: .', '    scale: 1') }],
    ['other YAML', { ...image, 'data/a.yaml': lines('kind: Deployment', 'replicas: 3') }],
  ])('says nothing of %s', (_, files) => {
    expect(replicas(files)).toEqual([]);
  });

  it('gives the number to the process', () => {
    const { processes } = discover(
      memorySource({ ...base, ...image, 'k8s/a.yaml': workload('Deployment', ['replicas: 3']) }),
    );
    expect(processes[0]).toMatchObject({ name: 'image', replicas: 3 });
  });

  it('what a container of a manifest starts itself is counted on its own', () => {
    const pod = ['          args: [node, src/worker.js]'];
    const files = { ...image, 'k8s/a.yaml': workload('Deployment', ['replicas: 5'], pod) };
    expect(replicas(files)).toEqual(['k8s/a.yaml:5 replicas: 5 replicas 5 [shop]']);
    const { processes } = discover(memorySource({ ...base, ...files }));
    expect(processes.map(({ name, kind, entry, replicas }) => `${name} ${kind} ${entry} ${replicas}`)).toEqual([
      'image server src/server.js null',
      'shop worker src/worker.js 5',
    ]);
  });
});

describe('what keeps it to one', () => {
  const single = (files: Files) => told('single', files, ({ by }: Deployment['single'][number]) => by);

  it.each<[string, Files, string]>([
    [
      'replicas: 1',
      { ...image, 'k8s/a.yaml': workload('Deployment', ['replicas: 1']) },
      'k8s/a.yaml:5 replicas: 1 replicas [image]',
    ],
    [
      'Recreate',
      { ...image, 'k8s/a.yaml': workload('Deployment', ['strategy: { type: Recreate }']) },
      'k8s/a.yaml:5 strategy: Recreate recreate [image]',
    ],
    [
      'a StatefulSet',
      { ...image, 'k8s/a.yaml': workload('StatefulSet', []) },
      'k8s/a.yaml:2 kind: StatefulSet stateful-set [image]',
    ],
    [
      'maxInstances',
      { ...image, 'app.yaml': lines('runtime: nodejs22', 'basic_scaling: { max_instances: 1 }') },
      'app.yaml:2 max_instances: 1 max-instances [image]',
    ],
  ])('%s', (_, files, expected) => {
    expect(single(files)).toEqual([expected]);
  });

  it('not where another manifest runs several', () => {
    const scaler = lines(
      'apiVersion: autoscaling/v2',
      'kind: HorizontalPodAutoscaler',
      'metadata: { name: shop }',
      'spec: { scaleTargetRef: { kind: Deployment, name: shop }, maxReplicas: 8 }',
    );
    expect(single({ ...image, 'k8s/a.yaml': workload('Deployment', ['replicas: 1']), 'k8s/b.yaml': scaler })).toEqual(
      [],
    );
  });
});

describe('what restarts it', () => {
  const restarts = (files: Files) => told('restarts', files, ({ by }: Deployment['restarts'][number]) => by);

  it.each<[string, Files, string]>([
    [
      'pm2 by memory',
      {
        'ecosystem.config.js': lines(
          "module.exports = { apps: [{ script: 'src/server.js',",
          "  max_memory_restart: '300M' }] };",
        ),
      },
      'ecosystem.config.js:2 max_memory_restart: 300M memory-limit [src/server.js]',
    ],
    [
      'spot nodes',
      {
        ...image,
        'k8s/a.yaml': workload('Deployment', [], ['      nodeSelector:', "        cloud.google.com/gke-spot: 'true'"]),
      },
      'k8s/a.yaml:12 cloud.google.com/gke-spot: true spot-node [image]',
    ],
    [
      'emptyDir',
      {
        ...image,
        'k8s/a.yaml': workload(
          'Deployment',
          [],
          [
            '          volumeMounts: [{ name: tmp, mountPath: /app/cache }]',
            '      volumes: [{ name: tmp, emptyDir: {} }]',
          ],
        ),
      },
      'k8s/a.yaml:11 emptyDir at /app/cache ephemeral-disk [image]',
    ],
    [
      'scale to zero',
      { ...image, 'fly.toml': lines('[http_service]', 'auto_stop_machines = "stop"', 'min_machines_running = 0') },
      'fly.toml:2 auto_stop_machines = stop scale-to-zero [image]',
    ],
  ])('%s', (_, files, expected) => {
    expect(restarts(files)).toEqual([expected]);
  });

  it('not where one machine stays', () => {
    expect(
      restarts({
        ...image,
        'fly.toml': lines('[http_service]', 'auto_stop_machines = true', 'min_machines_running = 1'),
      }),
    ).toEqual([]);
  });
});

describe('volumes', () => {
  const volumes = (files: Files) =>
    told('volumes', files, ({ kind, path, shared, claim, folders, variables }: Deployment['volumes'][number]) =>
      JSON.stringify([kind, path, shared, claim, folders, variables.map(([name]) => name)]),
    );
  const claim = (mode: string) =>
    lines(
      '',
      '---',
      'apiVersion: v1',
      'kind: PersistentVolumeClaim',
      'metadata: { name: files }',
      `spec: { accessModes: [${mode}] }`,
    );
  const mounted = (source: string) =>
    workload(
      'Deployment',
      [],
      [
        '          env: [{ name: UPLOADS, value: /app/uploads/new }]',
        '          volumeMounts: [{ name: files, mountPath: /app/uploads }]',
        `      volumes: [{ name: files, ${source} }]`,
      ],
    );

  it.each([
    [
      'a claim of one node',
      mounted('persistentVolumeClaim: { claimName: files }') + claim('ReadWriteOnce'),
      '["claim","/app/uploads",false,"files",["uploads"],["UPLOADS"]]',
    ],
    [
      'a claim of all nodes',
      mounted('persistentVolumeClaim: { claimName: files }') + claim('ReadWriteMany'),
      '["claim","/app/uploads",true,"files",["uploads"],["UPLOADS"]]',
    ],
    [
      'a claim made elsewhere',
      mounted('persistentVolumeClaim: { claimName: other }'),
      '["claim","/app/uploads",null,"other",["uploads"],["UPLOADS"]]',
    ],
    [
      'a folder of the node',
      mounted('hostPath: { path: /srv/files }'),
      '["host","/app/uploads",false,"/srv/files",["uploads"],["UPLOADS"]]',
    ],
    [
      'a network file system',
      mounted('nfs: { server: a, path: /b }'),
      '["network","/app/uploads",true,"files",["uploads"],["UPLOADS"]]',
    ],
    ['an empty folder', mounted('emptyDir: {}'), '["ephemeral","/app/uploads",false,null,["uploads"],["UPLOADS"]]'],
  ])('%s', (_, text, expected) => {
    expect(volumes({ ...image, 'k8s/a.yaml': text })).toEqual([
      `k8s/a.yaml:12 mountPath: /app/uploads ${expected} [image]`,
    ]);
  });

  it.each([
    ['a socket of the machine', 'hostPath: { path: /var/run/docker.sock }'],
    ['settings', 'configMap: { name: files }'],
    ['secrets', 'secret: { secretName: files }'],
  ])('%s is none', (_, source) => {
    expect(volumes({ ...image, 'k8s/a.yaml': mounted(source) })).toEqual([]);
  });

  it('of Compose: named, of the host, read only; not the sources that people work on', () => {
    const text = lines(
      'services:',
      '  web:',
      '    build: .',
      '    volumes:',
      '      - files:/app/uploads',
      '      - ./state:/app/state:ro',
      '      - ./src:/app/src',
      '      - ./nginx.conf:/etc/nginx/nginx.conf',
      '      - /var/run/docker.sock:/var/run/docker.sock',
      '      - shared:/app/shared',
      '  db:',
      '    image: postgres',
      '    volumes: [data:/var/lib/postgresql/data]',
      'volumes:',
      '  shared: { driver_opts: { type: nfs } }',
    );
    expect(volumes({ ...image, 'docker-compose.yml': text })).toEqual([
      'docker-compose.yml:5 files:/app/uploads ["named","/app/uploads",false,"files",["uploads"],[]] [image]',
      'docker-compose.yml:6 ./state:/app/state:ro ["host","/app/state",false,"./state",["state"],[]] [image]',
      'docker-compose.yml:10 shared:/app/shared ["network","/app/shared",true,"shared",["shared"],[]] [image]',
    ]);
  });

  it('of platforms and images', () => {
    expect(
      volumes({ ...image, 'fly.toml': lines('[mounts]', 'source = "data"', 'destination = "/app/data"') }),
    ).toEqual(['fly.toml:3 destination = "/app/data" ["disk","/app/data",false,"data",["data"],[]] [image]']);
    const render = lines(
      'services:',
      '  - type: web',
      '    startCommand: node src/server.js',
      '    disk:',
      '      name: d',
      '      mountPath: /data',
    );
    expect(volumes({ 'render.yaml': render })).toEqual([
      'render.yaml:6 mountPath: /data ["disk","/data",false,"d",[],[]] [web]',
    ]);
    expect(volumes({ Dockerfile: lines(image.Dockerfile, 'ENV STORE=/app/store', 'VOLUME /app/store') })).toEqual([
      'Dockerfile:6 VOLUME /app/store ["image","/app/store",null,null,["store"],["STORE"]] [image]',
    ]);
  });
});

describe('functions', () => {
  const functions = (files: Files) => told('functions', files);

  it('of SAM: sources, the exports that are called, and that instances come and go', () => {
    const text = lines(
      'Transform: AWS::Serverless-2016-10-31',
      'Globals: { Function: { Runtime: nodejs22.x } }',
      'Resources:',
      '  Orders:',
      '    Type: AWS::Serverless::Function',
      '    Properties:',
      '      CodeUri: src/',
      '      Handler: server.create',
      '  Reports:',
      '    Type: AWS::Serverless::Function',
      '    Properties: { Runtime: python3.13, Handler: worker.run, CodeUri: src/ }',
    );
    const files = { 'template.yaml': text };
    expect(functions(files)).toEqual(['template.yaml:8 Handler: server.create [Orders]']);
    const { processes } = discover(memorySource({ ...base, ...files }));
    expect(processes.find(({ name }) => name === 'Orders')).toMatchObject({
      entry: 'src/server.js',
      handlers: ['create'],
      kind: 'server',
    });
  });

  it('of the Serverless Framework and Workers', () => {
    const text = lines('functions:', '  orders:', '    handler: src/server.create');
    expect(functions({ 'serverless.yml': text })).toEqual(['serverless.yml:3 handler: src/server.create [orders]']);
    expect(functions({ 'wrangler.toml': 'name = "shop"\nmain = "src/server.js"' })).toEqual([
      'wrangler.toml:2 main = "src/server.js" [cloudflare-worker]',
    ]);
  });
});

describe('compiling at start', () => {
  const builds = (files: Files) =>
    told('builds', files, ({ program, by, steps }: Deployment['builds'][number]) => `${program} ${by} ${steps.length}`);
  const scripts = (all: Readonly<Record<string, string>>) => ({
    'package.json': manifest({ name: 'shop', scripts: all }),
  });
  const npmStart = { Dockerfile: lines('FROM node', 'WORKDIR /app', 'COPY . .', 'CMD ["npm", "start"]') };

  it.each<[string, Files, readonly string[]]>([
    [
      'a script that an image starts',
      { ...scripts({ start: 'tsc && node src/server.js' }), ...npmStart },
      ['package.json:4 tsc tsc first 2 [image]'],
    ],
    [
      'what runs in front of it',
      { ...scripts({ prestart: 'webpack', start: 'node src/server.js' }), ...npmStart },
      ['package.json:4 webpack webpack first 2 [image]'],
    ],
    [
      'a script that node runs',
      { ...scripts({ up: 'tsc && node src/server.js' }), Procfile: 'web: node --run up' },
      ['package.json:4 tsc tsc first 2 [web]'],
    ],
    [
      'a runner',
      { ...scripts({ start: 'ts-node src/server.js' }), ...npmStart },
      ['package.json:4 ts-node src/server.js ts-node while-running 2 [image]'],
    ],
    [
      'a hook of Node',
      { Procfile: 'web: node -r ts-node/register src/server.js' },
      ['Procfile:1 node -r ts-node/register src/server.js node with ts-node/register while-running 1 [web]'],
    ],
    [
      'a server for development',
      { ...scripts({ start: 'nuxt dev & node src/server.js' }), ...npmStart },
      ['package.json:4 nuxt dev nuxt dev dev-server 2 [image]'],
    ],
    [
      'the start that the README documents',
      { ...scripts({ start: 'npm run build && node src/server.js', build: 'tsc' }), 'README.md': 'Run `npm start`.' },
      ['package.json:5 tsc tsc first 3 [start]'],
    ],
  ])('%s', (_, files, expected) => {
    expect(builds(files)).toEqual(expected);
  });

  it.each<[string, Files]>([
    ['a script that nobody documents or deploys', scripts({ start: 'tsc && node src/server.js' })],
    [
      'a documented start of an image that starts something else',
      { ...scripts({ start: 'tsc && node src/server.js' }), ...image, 'README.md': 'npm start' },
    ],
    [
      'a documented start for development',
      { ...scripts({ start: 'ts-node src/server.js' }), 'README.md': 'npm start' },
    ],
    ['a type check', { ...scripts({ start: 'tsc --noEmit && node src/server.js' }), ...npmStart }],
    [
      'a migration',
      { ...scripts({ start: 'ts-node src/migrate.ts && node src/server.js' }), 'src/migrate.ts': '', ...npmStart },
    ],
    [
      'a build step of the image',
      { Dockerfile: lines('FROM node', 'WORKDIR /app', 'COPY . .', 'RUN tsc', 'CMD node src/server.js') },
    ],
    [
      'an image to develop with, whatever starts it',
      {
        ...scripts({ dev: 'ts-node src/server.js' }),
        'api/Dockerfile.dev': lines('FROM node:22', 'WORKDIR /app', 'COPY . .', 'CMD ["npm", "run", "dev"]'),
        'compose.yaml': lines('services:', '  api:', '    build: { context: ., dockerfile: ./api/Dockerfile.dev }'),
      },
    ],
    [
      'what a script does for development',
      {
        ...npmStart,
        ...scripts({ start: './start.sh' }),
        'start.sh': lines('#!/bin/sh', 'case "$1" in', '  dev) tsc -w ;;', '  *) node src/server.js ;;', 'esac'),
      },
    ],
  ])('silent: %s', (_, files) => {
    expect(builds(files)).toEqual([]);
  });

  it('are code of the project that imports a compiler and bears the name of a build', () => {
    const start = (css: string, command = 'npm run build:css && node server.js') => ({
      'package.json': manifest({ name: 'app', scripts: { 'build:css': 'node scripts/css', start: command } }),
      'scripts/css.js': css,
      'server.js': '',
      Dockerfile: 'FROM node\nWORKDIR /app\nCOPY . .\nCMD ["npm", "start"]',
    });
    expect(builds(start("const sass = require('sass');"))).toEqual([expect.stringContaining('sass in css first 3')]);
    expect(builds(start("import { build } from 'esbuild';"))).toEqual([
      expect.stringContaining('esbuild in css first 3'),
    ]);
    expect(builds(start("import { copy } from 'fs-extra';"))).toEqual([]);
    expect(builds(start("import sass from 'sass';", 'node server.js'))).toEqual([]);
  });
});

describe('whether it is production', () => {
  const production = (files: Files) => discover(memorySource({ ...base, ...files })).processes[0]?.production;

  it.each<[string, Files, boolean | undefined]>([
    ['an image that sets nothing', image, false],
    ['ENV', { Dockerfile: `${image.Dockerfile}\nENV NODE_ENV=production` }, true],
    [
      'the command',
      { Dockerfile: lines('FROM node', 'COPY . /app', 'WORKDIR /app', 'CMD NODE_ENV=production node src/server.js') },
      true,
    ],
    [
      'a container of a manifest',
      {
        ...image,
        'k8s/a.yaml': workload('Deployment', [], ['          env: [{ name: NODE_ENV, value: production }]']),
      },
      true,
    ],
    [
      'Compose',
      {
        ...image,
        'compose.yml': lines('services:', '  web:', '    build: .', '    environment: [NODE_ENV=production]'),
      },
      true,
    ],
    ['no image at all', {}, undefined],
  ])('%s', (_, files, expected) => {
    expect(production(files)).toBe(expected);
  });
});

describe('manifests that are not read', () => {
  it('are told, templates of charts with their reason', () => {
    const { skipped, deployment } = discover(
      memorySource({
        ...base,
        'chart/Chart.yaml': 'name: shop',
        'chart/templates/a.yaml': lines(
          'apiVersion: v1',
          'kind: Service',
          'metadata:',
          '  {{- toYaml .Values.x | nindent 2 }}',
        ),
        'chart/templates/plain.yaml': lines(
          'apiVersion: v1',
          'kind: Service',
          'metadata: { name: shop }',
          'spec:',
          '  sessionAffinity: ClientIP',
        ),
        'k8s/broken.yaml': lines('apiVersion: v1', 'kind: Service', 'spec: [', ''),
      }),
    );
    expect(skipped.map(({ file, reason, detail }) => `${file} ${reason}: ${detail}`)).toEqual([
      'chart/templates/a.yaml manifest: a Helm template, which is no YAML before it is rendered',
      'k8s/broken.yaml manifest: no valid YAML',
    ]);
    expect(deployment!.sticky.map(({ span }) => span.file)).toEqual(['chart/templates/plain.yaml']);
  });
});
