import { byCodeUnit } from '../../text/order.ts';

/** A package manager, with the commands that a CI job and a person need of it. */
export type PackageManager = {
  readonly name: 'npm' | 'pnpm' | 'yarn' | 'bun';
  /** Installs what the lock file says, on a machine that has Node.js and npm. */
  readonly install: string;
  /** Runs a program of the project. */
  readonly run: string;
  /** Adds a package for development. */
  readonly add: string;
};

export type CiSystem = 'github' | 'gitlab';

/** What was understood of how a project is built and delivered. Files are repository-relative. */
export type Stack = {
  readonly manager: PackageManager;
  /** The file that says so; null where npm is assumed. */
  readonly managerFrom: string | null;
  /** Frameworks among the dependencies, as people call them. */
  readonly frameworks: readonly string[];
  /** Whether sharenothing is among the dependencies. */
  readonly installed: boolean;
  readonly ci: readonly { readonly system: CiSystem; readonly from: string }[];
  /** CI that a snippet is told for, but no file written: the file that shows it, and the system's name. */
  readonly otherCi: readonly { readonly name: string; readonly from: string }[];
  /** What runs before commits: its name, the file that shows it, and what to do there. */
  readonly hooks: readonly { readonly name: string; readonly from: string; readonly todo: string }[];
};

const npm: PackageManager = {
  name: 'npm',
  install: 'npm ci',
  run: 'npx --no-install sharenothing',
  add: 'npm install --save-dev sharenothing',
};
const pnpm: PackageManager = {
  name: 'pnpm',
  install: 'npm install --global corepack && corepack enable && pnpm install --frozen-lockfile',
  run: 'pnpm exec sharenothing',
  add: 'pnpm add --save-dev sharenothing',
};
const yarn = (berry: boolean): PackageManager => ({
  name: 'yarn',
  install: `npm install --global corepack && corepack enable && yarn install ${berry ? '--immutable' : '--frozen-lockfile'}`,
  run: 'yarn run sharenothing',
  add: 'yarn add --dev sharenothing',
});
const bun: PackageManager = {
  name: 'bun',
  install: 'npm install --global bun && bun install --frozen-lockfile',
  run: 'bun run sharenothing',
  add: 'bun add --dev sharenothing',
};

const LOCKS: readonly (readonly [string, PackageManager['name']])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

const FRAMEWORKS: readonly (readonly [string, string])[] = [
  ['next', 'Next.js'],
  ['nuxt', 'Nuxt'],
  ['@nestjs/core', 'NestJS'],
  ['@remix-run/node', 'Remix'],
  ['@sveltejs/kit', 'SvelteKit'],
  ['fastify', 'Fastify'],
  ['express', 'Express'],
  ['koa', 'Koa'],
  ['@hapi/hapi', 'hapi'],
  ['hono', 'Hono'],
  ['@trpc/server', 'tRPC'],
  ['@apollo/server', 'Apollo'],
  ['socket.io', 'Socket.IO'],
  ['bullmq', 'BullMQ'],
];

const OTHER_CI: readonly (readonly [string, string])[] = [
  ['azure-pipelines.yml', 'Azure Pipelines'],
  ['.circleci/config.yml', 'CircleCI'],
  ['Jenkinsfile', 'Jenkins'],
  ['bitbucket-pipelines.yml', 'Bitbucket Pipelines'],
];

const LEFTHOOK = ['lefthook.yml', 'lefthook.yaml', '.lefthook.yml', '.lefthook.yaml', 'lefthook.toml', 'lefthook.json'];

/**
 * Reads a stack off the names of files and dependencies. `files` are those of the repository, `folders` the folder that is set up and
 * those above it, innermost first, `dependencies` all of its packages, `manifestKeys` the keys of its package.json.
 */
export function detectStack(
  files: readonly string[],
  folders: readonly string[],
  dependencies: ReadonlySet<string>,
  manifestKeys: ReadonlySet<string>,
): Stack {
  const known = new Set(files);
  const places = folders.map((folder) => (folder === '' ? '' : `${folder}/`));
  const find = (name: string) => places.map((place) => place + name).find((file) => known.has(file));
  const lock = places
    .flatMap((place) => LOCKS.map(([name, manager]) => ({ file: place + name, manager })))
    .find(({ file }) => known.has(file));
  const managers = { npm, pnpm, bun, yarn: yarn(find('.yarnrc.yml') !== undefined) };
  const manager = managers[lock?.manager ?? 'npm'];
  const below = (start: string) => [...known].sort(byCodeUnit).find((file) => file.startsWith(start));
  const workflow = below('.github/workflows/') ?? below('.github/');
  const husky = below('.husky/');
  const lefthook = LEFTHOOK.map(find).find((file) => file !== undefined);
  const preCommit = find('.pre-commit-config.yaml');
  const lintStaged = manifestKeys.has('lint-staged')
    ? (find('package.json') ?? 'package.json')
    : (below('lint-staged.config.') ?? below('.lintstagedrc'));
  return {
    manager,
    managerFrom: lock?.file ?? null,
    frameworks: FRAMEWORKS.filter(([name]) => dependencies.has(name)).map(([, shown]) => shown),
    installed: dependencies.has('sharenothing'),
    ci: [
      ...(workflow ? [{ system: 'github' as const, from: workflow }] : []),
      ...(known.has('.gitlab-ci.yml') ? [{ system: 'gitlab' as const, from: '.gitlab-ci.yml' }] : []),
    ],
    otherCi: OTHER_CI.filter(([file]) => known.has(file)).map(([from, name]) => ({ name, from })),
    hooks: [
      ...(lintStaged
        ? [{ name: 'lint-staged', from: lintStaged, todo: 'add a function that runs `sharenothing --staged`' }]
        : []),
      ...(husky && !lintStaged
        ? [{ name: 'husky', from: husky, todo: `add \`${manager.run} --staged\` to .husky/pre-commit` }]
        : []),
      ...(lefthook
        ? [{ name: 'lefthook', from: lefthook, todo: `add a command that runs \`${manager.run} --staged\`` }]
        : []),
      ...(preCommit ? [{ name: 'pre-commit', from: preCommit, todo: 'add the hook `sharenothing`' }] : []),
    ],
  };
}
