import { wordSet } from '../../text/word-set.ts';
import type { Starts } from '../workspace.ts';

type OptionTable = ReadonlyMap<string, ReadonlySet<string>>;

function optionTable(rows: readonly (readonly [programs: string, options: string])[]): OptionTable {
  return new Map(
    rows.flatMap(([programs, options]) =>
      [...wordSet(programs)].map((program) => [program, wordSet(options)] as const),
    ),
  );
}

const nodeOptions =
  '-r --require --import --loader --experimental-loader -C --conditions --env-file --env-file-if-exists --watch-path --title';

/** Programs that run the code file named by their first free argument → the options of theirs that take a value. */
export const codeRunners: OptionTable = optionTable([
  ['node nodejs node-dev iojs electron esr esno jiti sucrase-node', nodeOptions],
  ['supervisor', `${nodeOptions} -w --watch -i --ignore -e --extensions -x --exec -p --poll-interval`],
  [
    'forever',
    `${nodeOptions} -l -o -e -c -m -n -p --sourceDir --workingDir --minUptime --spinSleepTime --uid --pidFile --watchDirectory`,
  ],
  [
    'ts-node ts-node-esm',
    '-P --project -O --compilerOptions --compiler-options -r --require -I --ignore --cwd -C --compiler --dir --loader',
  ],
  [
    'ts-node-dev tsnd',
    '-P --project -r --require --ignore-watch --watch --debounce --interval --env-file --tsconfig -O --compilerOptions',
  ],
  ['tsx', `${nodeOptions} --tsconfig --include --ignore --exclude`],
  ['babel-node', '-x --extensions --presets -b --plugins --config-file -r --require -w --ignore -o --only'],
  ['vite-node', '-c --config -r --root -m --mode'],
  ['swc-node', '-r --require'],
  ['bun', '-r --preload --cwd --env-file -c --config --tsconfig-override --conditions -d --define'],
  ['deno', '-c --config --import-map --port --host --env-file --location --seed --cert'],
  [
    'fastify',
    '-p -a -l -P -o --port --address --log-level --options -r --require -x --prefix --watch-ignore -T --plugin-timeout',
  ],
  ['micro micro-dev', '-l --listen -H --host -p --port'],
  ['probot', '-p --port -H --host'],
  ['wrangler', '--port --ip --env -e -c --config --local-protocol --name --var --define --compatibility-date'],
]);

/** First free arguments of code runners that are a sub-command, not a file. */
export const runnerSubcommands: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['tsx', wordSet('watch')],
  ['bun', wordSet('run x')],
  ['deno', wordSet('run serve')],
  ['forever', wordSet('start restart')],
  ['fastify', wordSet('start')],
  ['probot', wordSet('run')],
  ['wrangler', wordSet('dev deploy publish')],
]);

/** What a program calls of what a file exports: at start-up, or (`handlers`) for each request. */
export type ExportsCalled = { readonly starts?: Starts; readonly handlers?: readonly string[] };

/** Code runners that call what the file exports. */
export const exportRunners: ReadonlyMap<string, ExportsCalled> = new Map([
  ['fastify', { starts: { exports: ['default'], gives: 'fastify/server' } }],
  ['probot', { starts: { exports: ['default'], gives: 'probot/app' } }],
  ['micro', { handlers: ['default'] }],
  ['micro-dev', { handlers: ['default'] }],
]);

/** Programs that only start the command behind them → their options that take a value. What they leave is a command again. */
export const wrappers: OptionTable = optionTable([
  ['exec nohup time command unbuffer caffeinate catatonit winpty with-contenv stdbuf setsid heroku litefs', '-p -e -g'],
  ['runuser setpriv', '-u -g -G -s --user --group --shell'],
  ['cross-env cross-env-shell', ''],
  ['tini dumb-init', '-p -e -r --rewrite'],
  ['npx bunx pnpx', '-p --package -c --call'],
  ['env', '-u --unset -C --chdir'],
  ['dotenv', '-e -v -p -c'],
  ['dotenvx', '-f -e -fk'],
  ['env-cmd', '-f --file -e --environments -r --rc-file'],
  ['nice', '-n'],
  ['ionice', '-c -n -p'],
  ['sudo', '-u -g --user'],
  ['xvfb-run', '-s -n -e -f -w'],
  ['doppler', '-p -c --project --config -t --token'],
  ['infisical', '--env --path --projectId --token'],
  ['op', '--env-file'],
  ['dockerize', '-wait -timeout -template -wait-retry-interval'],
]);

/** Programs that run what stands behind their option `-c`, a line of shell, as another user. */
export const userSwitchers: ReadonlySet<string> = wordSet('su runuser');

/** Wrappers whose first free argument is a user, a duration or the like. */
export const wrappersWithArgument: ReadonlySet<string> = wordSet('gosu su-exec s6-setuidgid setuidgid timeout chroot');

/** Wrappers whose command stands behind a sub-command (`doppler run -- node x`). */
export const wrapperSubcommands: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['dotenvx', wordSet('run')],
  ['doppler', wordSet('run')],
  ['infisical', wordSet('run')],
  ['op', wordSet('run')],
  ['heroku', wordSet('local run')],
  ['litefs', wordSet('mount')],
]);

/** Programs that run tests; what they name is test code. */
export const testRunners: ReadonlySet<string> = wordSet(
  `jest vitest mocha ava tap tape jasmine playwright cypress karma wtr web-test-runner uvu lab c8 nyc borp newman
  k6 artillery stryker start-server-and-test start-test testcafe nightwatch wdio cucumber-js react-native detox`,
);

/** Frameworks that find their code by its place. */
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
  | 'midway'
  | 'sails'
  | 'medusa'
  | 'keystone'
  | 'thinkjs'
  | 'loopback';

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
  ['sails', 'sails'],
  ['medusa', 'medusa'],
  ['keystone', 'keystone'],
]);

/** Frameworks whose applications start from a file of their own, and load the rest by its place → the packages that bring them. */
export const placingFrameworks: readonly (readonly [framework: Framework, packages: readonly string[]])[] = [
  ['sails', ['sails']],
  [
    'midway',
    ['midway', '@midwayjs/core', '@midwayjs/web', '@midwayjs/koa', '@midwayjs/express', '@midwayjs/bootstrap'],
  ],
  ['thinkjs', ['thinkjs']],
  ['loopback', ['loopback-boot', '@loopback/boot']],
];

/** Sub-commands with which a framework's program runs (or builds) the server; none given counts too. */
export const frameworkCommands: ReadonlySet<string> = wordSet(
  'start dev build preview serve develop generate vite:dev vite:build watch lift',
);

/** Programs that serve or build code for a browser. Those that make pages of documents (vitepress, storybook) start no file of the program. */
export const browserPrograms: ReadonlySet<string> = wordSet(
  `vite react-scripts react-app-rewired craco ng vue-cli-service parcel webpack-dev-server ember gatsby preact umi max rsbuild
  expo snowpack quasar`,
);

/** A `vite` server is that of a framework where one of these is a dependency. */
export const viteFrameworks: readonly (readonly [dependency: string, framework: Framework])[] = [
  ['@sveltejs/kit', 'sveltekit'],
  ['@react-router/dev', 'react-router'],
  ['@remix-run/dev', 'remix'],
  ['@tanstack/react-start', 'tanstack-start'],
  ['@tanstack/start', 'tanstack-start'],
  ['@solidjs/start', 'solid-start'],
];
