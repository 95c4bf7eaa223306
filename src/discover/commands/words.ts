import type { ProcessKind } from '../workspace.ts';

const kindWords: readonly (readonly [ProcessKind, ReadonlySet<string>])[] = [
  [
    'test',
    new Set([
      'test',
      'tests',
      'spec',
      'e2e',
      'unit',
      'coverage',
      'cov',
      'bench',
      'benchmark',
      'mocha',
      'jest',
      'vitest',
      'ava',
      'cypress',
      'playwright',
      'cy',
      'smoke',
      'loadtest',
      'perf',
    ]),
  ],
  [
    'build',
    new Set([
      'build',
      'compile',
      'bundle',
      'lint',
      'format',
      'fmt',
      'prettier',
      'eslint',
      'codegen',
      'generate',
      'gen',
      'clean',
      'release',
      'prepare',
      'prepack',
      'prepublish',
      'prepublishonly',
      'publish',
      'postinstall',
      'preinstall',
      'install',
      'version',
      'docs',
      'doc',
      'typecheck',
      'types',
      'typings',
      'package',
      'pack',
      'dist',
      'storybook',
      'sb',
      'changelog',
      'husky',
      'precommit',
      'copy',
      'assets',
      'swagger',
      'openapi',
      'schema',
      'deploy',
      'validate',
      'check',
      'setup',
      'i18n',
      'translations',
      'icons',
      'license',
      'licenses',
      'deps',
      'update',
      'upgrade',
      'verify',
      'analyze',
      'scaffold',
      'transpile',
      'tsc',
    ]),
  ],
  [
    'job',
    new Set([
      'cron',
      'migrate',
      'migration',
      'migrations',
      'seed',
      'seeds',
      'seeder',
      'job',
      'backfill',
      'db',
      'database',
      'prisma',
      'typeorm',
      'knex',
      'sequelize',
      'cleanup',
      'import',
      'export',
      'sync',
      'reset',
      'populate',
      'fixtures',
      'drizzle',
      'rollback',
    ]),
  ],
  [
    'worker',
    new Set([
      'worker',
      'workers',
      'queue',
      'queues',
      'consumer',
      'consumers',
      'processor',
      'jobs',
      'scheduler',
      'subscriber',
      'orchestrator',
      'listener',
    ]),
  ],
  [
    'server',
    new Set([
      'start',
      'serve',
      'server',
      'servers',
      'prod',
      'production',
      'dev',
      'develop',
      'development',
      'watch',
      'web',
      'api',
      'app',
      'main',
      'index',
      'www',
      'debug',
      'local',
      'backend',
      'preview',
      'up',
      'nodemon',
      'daemon',
      'bot',
      'gateway',
      'live',
      'service',
      'inspect',
      'begin',
      'launch',
      'http',
      'proxy',
      'staging',
      'pm2',
    ]),
  ],
];

/** What a script or file is for, by the words of its name (`start:worker`, `db-seed`, `buildServer`); null where they do not say. */
export function kindOfName(name: string): ProcessKind | null {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  if (/^(?:pre|post)(?:build|test|start|dev|install|publish|version|pack|deploy|serve|lint)/.test(words[0] ?? ''))
    return 'build';
  // The first word is the verb: `dev:db` starts something, `build:server` builds.
  const verb = kindWords.find(([, set]) => set.has(words[0] ?? ''))?.[0];
  if (verb !== undefined && verb !== 'server') return verb;
  for (const [kind, set] of kindWords) if (words.some((word) => set.has(word))) return kind;
  return null;
}

/** What a process type or service of a deployment manifest is for: a server unless its name says otherwise. */
export function kindOfService(name: string): ProcessKind {
  const kind = kindOfName(name);
  if (name === 'release') return 'job';
  return kind === 'worker' || kind === 'job' || kind === 'test' ? kind : 'server';
}

/** Splits `words` into what stands before and behind the first free argument, stepping over options and their values. */
export function freeArguments(words: readonly string[], valueOptions: readonly string[]): readonly string[] {
  const takesValue = new Set(valueOptions);
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at]!;
    if (word === '--') return words.slice(at + 1);
    if (!word.startsWith('-') || word === '-') break;
    if (takesValue.has(word)) at++;
  }
  return words.slice(at);
}

/** The value of an option written `--name value`, `--name=value` or `-n value`; undefined where it is absent. */
export function optionValue(words: readonly string[], names: readonly string[]): string | undefined {
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (names.includes(word)) return words[at + 1];
    const name = names.find((option) => option.startsWith('--') && word.startsWith(`${option}=`));
    if (name !== undefined) return word.slice(name.length + 1);
  }
  return undefined;
}
