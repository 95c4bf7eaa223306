import { baseOf, dirOf } from '../../paths/repo-path.ts';
import { wordSet } from '../../text/word-set.ts';
import type { ProcessKind } from '../workspace.ts';

/** Words that say what a script is for, wherever they stand in its name; earlier kinds win. */
const kindWords: readonly (readonly [ProcessKind, ReadonlySet<string>])[] = [
  [
    'test',
    wordSet(
      `test tests spec e2e unit coverage cov bench benchmark mocha jest vitest ava cypress playwright cy smoke
      loadtest perf mock mocks stub stubs`,
    ),
  ],
  [
    'build',
    wordSet(
      `build compile bundle lint format fmt prettier eslint codegen generate gen clean release prepare prepack
      prepublish prepublishonly publish postinstall preinstall install version docs doc typecheck types typings
      package pack dist storybook sb changelog husky precommit copy assets swagger openapi schema deploy
      validate check setup i18n translations icons license licenses deps update upgrade verify analyze scaffold
      transpile tsc`,
    ),
  ],
  [
    'job',
    wordSet(
      `cron migrate migration migrations seed seeds seeder job backfill db database prisma typeorm knex sequelize
      cleanup import export sync reset populate fixtures drizzle rollback`,
    ),
  ],
  [
    'worker',
    wordSet(`worker workers queue queues consumer consumers processor jobs scheduler subscriber orchestrator listener`),
  ],
  [
    'server',
    wordSet(
      `start serve prod production dev develop development watch debug local preview up nodemon daemon live
      inspect begin launch staging pm2`,
    ),
  ],
];

/** Things that serve: they count where they end a name (`simple-dns-server`), not where they only begin one (`app:config`). */
const serverNouns = wordSet('server servers web api app main index www backend bot gateway service http proxy site');

const wordsOf = (name: string): readonly string[] =>
  name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

/** What a script is for, by the words of its name (`start:worker`, `db-seed`, `buildServer`); null where they do not say. */
export function kindOfName(name: string): ProcessKind | null {
  const words = wordsOf(name);
  const [first, last] = [words[0] ?? '', words.at(-1) ?? ''];
  if (words.length === 1 && first === 'env') return 'build';
  if (/^(?:pre|post)(?:build|test|start|dev|install|publish|version|pack|deploy|serve|lint)/.test(first))
    return 'build';
  // The first word is the verb: `build:worker` builds, `seed:prod` seeds.
  const verb = kindWords.find(([, known]) => known.has(first))?.[0];
  if (verb !== undefined && verb !== 'server') return verb;
  for (const [kind, known] of kindWords) if (words.some((word) => known.has(word))) return kind;
  return serverNouns.has(last) ? 'server' : null;
}

/** What a file is for, by its name alone; `index` and `main` say nothing. */
export function kindOfFile(path: string): ProcessKind | null {
  const stem = baseOf(path).replace(/\.\w+$/, '');
  return stem === 'index' || stem === 'main' ? null : kindOfName(stem);
}

const devWords = wordSet('dev watch watcher hmr livereload');

/** Whether the name of a file, or of its folder, says that it serves those who write the program: `watcher.js`, `dev-portal/server.js`. */
export function isDevFile(path: string): boolean {
  const words = [baseOf(path).replace(/\.\w+$/, ''), baseOf(dirOf(path))].flatMap(wordsOf);
  return words.some((word) => devWords.has(word));
}

/** Whether a file is the main of a command-line program by its name. */
export function isCommandFile(path: string): boolean {
  return wordsOf(baseOf(path).replace(/\.\w+$/, '')).includes('cli');
}

/** Sub-commands with which a program that has several goes on running. */
export const lastingCommands = wordSet('start serve server run up daemon listen web worker');

/** Whether a sub-command goes on running, as it is called: `serve`, `api:start`, `dev`. */
export function isLasting(command: string): boolean {
  const last = wordsOf(command).at(-1) ?? '';
  const kind = kindOfName(last);
  return lastingCommands.has(last) || serverNouns.has(last) || kind === 'server' || kind === 'worker';
}

/** What the name of a deployed service says that it is for (`mail-worker`); null where it says no more than that it runs. */
export function kindOfService(name: string): ProcessKind | null {
  const kind = name === 'release' ? 'job' : kindOfName(name);
  return kind === 'worker' || kind === 'job' || kind === 'test' ? kind : null;
}

const lastingWords = wordSet('run runner entry entrypoint init boot exec launch command cmd');

/**
 * What a shell script that another one calls is for, where its name says that it is a step on the way (`build.sh`, `update_schema.sh`)
 * and nothing in it says that it serves; null for all others.
 */
export function kindOfStep(path: string): ProcessKind | null {
  const stem = baseOf(path).replace(/\.\w+$/, '');
  const kind = kindOfName(stem);
  if (kind !== 'build' && kind !== 'job') return null;
  const words = wordsOf(stem);
  const server = kindWords.find(([one]) => one === 'server')![1];
  return words.some((word) => server.has(word) || serverNouns.has(word) || lastingWords.has(word)) ? null : kind;
}
