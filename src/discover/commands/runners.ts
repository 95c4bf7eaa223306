/** Programs that run the code file named by their first free argument → the options of theirs that take a value. */
export const codeRunners: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...[
    'node',
    'nodejs',
    'node-dev',
    'supervisor',
    'forever',
    'iojs',
    'electron',
    'esr',
    'esno',
    'jiti',
    'sucrase-node',
  ].map(
    (name) =>
      [
        name,
        [
          '-r',
          '--require',
          '--import',
          '--loader',
          '--experimental-loader',
          '-C',
          '--conditions',
          '--env-file',
          '--env-file-if-exists',
          '--watch-path',
          '--title',
          '-w',
          '-e',
          '-i',
          '-a',
          '-l',
          '-o',
        ],
      ] as const,
  ),
  [
    'ts-node',
    [
      '-P',
      '--project',
      '-O',
      '--compilerOptions',
      '--compiler-options',
      '-r',
      '--require',
      '-I',
      '--ignore',
      '--cwd',
      '-C',
      '--compiler',
      '--dir',
      '--loader',
    ],
  ],
  ['ts-node-esm', ['-P', '--project', '-r', '--require']],
  [
    'ts-node-dev',
    [
      '-P',
      '--project',
      '-r',
      '--require',
      '--ignore-watch',
      '--watch',
      '--debounce',
      '--interval',
      '--env-file',
      '--tsconfig',
      '-O',
      '--compilerOptions',
    ],
  ],
  [
    'tsx',
    [
      '--tsconfig',
      '--env-file',
      '--env-file-if-exists',
      '--include',
      '--ignore',
      '--exclude',
      '--import',
      '-r',
      '--require',
      '-C',
      '--conditions',
    ],
  ],
  [
    'babel-node',
    [
      '-x',
      '--extensions',
      '--presets',
      '-b',
      '--plugins',
      '--config-file',
      '-r',
      '--require',
      '-w',
      '--ignore',
      '-o',
      '--only',
    ],
  ],
  ['vite-node', ['-c', '--config', '-r', '--root', '-m', '--mode']],
  ['swc-node', ['-r', '--require']],
  [
    'bun',
    [
      '-r',
      '--preload',
      '--cwd',
      '--env-file',
      '-c',
      '--config',
      '--tsconfig-override',
      '--conditions',
      '-d',
      '--define',
    ],
  ],
  ['deno', ['-c', '--config', '--import-map', '--port', '--host', '--env-file', '--location', '--seed', '--cert']],
  [
    'fastify',
    [
      '-p',
      '-a',
      '-l',
      '-P',
      '-o',
      '--port',
      '--address',
      '--log-level',
      '--options',
      '-r',
      '--require',
      '-x',
      '--prefix',
      '--watch-ignore',
      '-T',
      '--plugin-timeout',
    ],
  ],
  ['micro', ['-l', '--listen', '-H', '-p']],
  ['micro-dev', ['-p', '-H']],
  ['probot', ['-p', '--port', '-H', '--host']],
  [
    'wrangler',
    [
      '--port',
      '--ip',
      '--env',
      '-e',
      '-c',
      '--config',
      '--local-protocol',
      '--name',
      '--var',
      '--define',
      '--compatibility-date',
    ],
  ],
]);

/** First free arguments of code runners that are a sub-command, not a file. */
export const runnerSubcommands: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['tsx', new Set(['watch'])],
  ['bun', new Set(['run', 'x'])],
  ['deno', new Set(['run', 'serve'])],
  ['forever', new Set(['start', 'restart'])],
  ['fastify', new Set(['start'])],
  ['probot', new Set(['run'])],
  ['wrangler', new Set(['dev', 'deploy', 'publish'])],
]);

/** Programs that only start the command behind them → their options that take a value. What they leave is a command again. */
export const wrappers: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...[
    'exec',
    'nohup',
    'time',
    'command',
    'unbuffer',
    'caffeinate',
    'tini',
    'dumb-init',
    'catatonit',
    'winpty',
    'with-contenv',
    'cross-env',
    'npx',
    'bunx',
    'pnpx',
    'stdbuf',
    'setsid',
    'heroku',
    'rtk',
  ].map((name) => [name, ['-p', '--package', '-e', '-g']] as const),
  ['env', ['-u', '--unset', '-C', '--chdir']],
  ['cross-env-shell', []],
  ['dotenv', ['-e', '-v', '-p', '-c']],
  ['dotenvx', ['-f', '-e', '-fk']],
  ['env-cmd', ['-f', '--file', '-e', '--environments', '-r', '--rc-file']],
  ['nice', ['-n']],
  ['ionice', ['-c', '-n', '-p']],
  ['sudo', ['-u', '-g', '--user']],
  ['xvfb-run', ['-s', '-n', '-e', '-f', '-w']],
  ['doppler', ['-p', '-c', '--project', '--config', '-t', '--token']],
  ['infisical', ['--env', '--path', '--projectId', '--token']],
  ['op', ['--env-file']],
  ['dockerize', ['-wait', '-timeout', '-template', '-wait-retry-interval']],
  ['litefs', []],
]);

/** Wrappers whose first free argument is a user, a duration or the like. */
export const wrappersWithArgument: ReadonlySet<string> = new Set([
  'gosu',
  'su-exec',
  's6-setuidgid',
  'setuidgid',
  'timeout',
  'chroot',
]);

/** Wrappers whose command stands behind a sub-command (`doppler run -- node x`). */
export const wrapperSubcommands: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['dotenvx', new Set(['run'])],
  ['doppler', new Set(['run'])],
  ['infisical', new Set(['run'])],
  ['op', new Set(['run'])],
  ['heroku', new Set(['local', 'run'])],
]);

/** Programs that run tests; what they name is test code. */
export const testRunners: ReadonlySet<string> = new Set([
  'jest',
  'vitest',
  'mocha',
  'ava',
  'tap',
  'tape',
  'jasmine',
  'playwright',
  'cypress',
  'karma',
  'wtr',
  'web-test-runner',
  'uvu',
  'lab',
  'c8',
  'nyc',
  'borp',
  'newman',
  'k6',
  'artillery',
  'stryker',
  'start-server-and-test',
  'start-test',
  'testcafe',
  'nightwatch',
  'wdio',
  'cucumber-js',
  'react-native',
  'detox',
]);

/** Frameworks that find their code by its place, and the sub-commands that do not run it. */
export type Framework =
  | 'next'
  | 'nuxt'
  | 'sveltekit'
  | 'remix'
  | 'react-router'
  | 'nest'
  | 'astro'
  | 'egg'
  | 'adonis'
  | 'strapi'
  | 'nitro'
  | 'tanstack-start'
  | 'solid-start'
  | 'midway';

/** Programs that start a framework's server. */
export const frameworkPrograms: ReadonlyMap<string, Framework> = new Map([
  ['next', 'next'],
  ['nuxt', 'nuxt'],
  ['nuxi', 'nuxt'],
  ['nuxt-ts', 'nuxt'],
  ['svelte-kit', 'sveltekit'],
  ['remix', 'remix'],
  ['remix-serve', 'remix'],
  ['remix-dev', 'remix'],
  ['react-router', 'react-router'],
  ['react-router-serve', 'react-router'],
  ['nest', 'nest'],
  ['astro', 'astro'],
  ['egg-scripts', 'egg'],
  ['egg-bin', 'egg'],
  ['eggctl', 'egg'],
  ['midway-bin', 'midway'],
  ['strapi', 'strapi'],
  ['nitro', 'nitro'],
  ['nitropack', 'nitro'],
  ['adonis', 'adonis'],
]);

/** Sub-commands with which a framework's program runs (or builds) the server; none given counts too. */
export const frameworkCommands: ReadonlySet<string> = new Set([
  'start',
  'dev',
  'build',
  'preview',
  'serve',
  'develop',
  'generate',
  'vite:dev',
  'vite:build',
  'watch',
]);

/** Programs that serve or build code for a browser. */
export const browserPrograms: ReadonlySet<string> = new Set([
  'vite',
  'react-scripts',
  'react-app-rewired',
  'craco',
  'ng',
  'vue-cli-service',
  'parcel',
  'webpack-dev-server',
  'ember',
  'gatsby',
  'storybook',
  'start-storybook',
  'docusaurus',
  'vitepress',
  'preact',
  'umi',
  'max',
  'rsbuild',
  'expo',
  'snowpack',
  'quasar',
]);

/** A `vite` server is that of a framework where one of these is a dependency. */
export const viteFrameworks: readonly (readonly [dependency: string, framework: Framework])[] = [
  ['@sveltejs/kit', 'sveltekit'],
  ['@react-router/dev', 'react-router'],
  ['@remix-run/dev', 'remix'],
  ['@tanstack/react-start', 'tanstack-start'],
  ['@tanstack/start', 'tanstack-start'],
  ['@solidjs/start', 'solid-start'],
];
