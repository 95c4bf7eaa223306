import { wordSet } from '../../text/word-set.ts';
import { freeArguments, optionValue } from './arguments.ts';

/** Scripts that a command runs: names or patterns, and in which packages. */
export type ScriptCall = {
  readonly type: 'scripts';
  readonly names: readonly string[];
  /** Arguments that are appended to the scripts' text. */
  readonly args?: readonly string[];
  /** The command to read where there are no such scripts (`yarn tsx x.ts`). */
  readonly orElse?: readonly string[];
  readonly where:
    | { readonly type: 'here' }
    | { readonly type: 'folder'; readonly folder: string }
    | { readonly type: 'all' }
    | { readonly type: 'named'; readonly names: readonly string[] };
};

/** A package manager's command is a script to follow, or another command. */
export type Followed = ScriptCall | { readonly type: 'command'; readonly words: readonly string[] };

/** Commands of package managers that run neither a script nor a program. */
const management = wordSet(
  `install i ci add remove rm uninstall publish pack version link unlink audit outdated update up upgrade config
  cache set info view login logout whoami init create dedupe prune ls list why rebuild store fetch import deploy
  patch policies plugin plugins node-gyp help bin root prefix pkg exec-bin build-bin self-update env setup
  licenses unplug constraints check changelog dist-tag owner token access search doctor explain fund completion
  pm`,
);

const folderOptions = [...wordSet('--prefix --cwd -C --dir')];
const filterOptions = [...wordSet('--filter -F --filter-prod -w --workspace --scope -p --projects')];
const otherOptions = [
  ...wordSet(
    '--workspace-concurrency --loglevel --cache-dir --concurrency --env-mode --log-order --reporter --parallel-count -j --jobs --include --exclude --since --from --ui --output-logs --token --team --api',
  ),
];

/** Reads `npm run x`, `yarn x`, `pnpm --filter a x`, `bun run x`, `deno task x`; undefined where the program is none of these. */
export function followManager(program: string, words: readonly string[]): Followed | undefined {
  if (!['npm', 'yarn', 'yarnpkg', 'pnpm', 'bun', 'rushx', 'deno'].includes(program)) return undefined;
  if (program === 'rushx') return { type: 'scripts', names: words.slice(0, 1), where: { type: 'here' } };
  if (program === 'deno') {
    if (words[0] !== 'task') return undefined;
    return {
      type: 'scripts',
      names: freeArguments(words.slice(1), ['--cwd', '-c', '--config']).slice(0, 1),
      where: { type: 'here' },
    };
  }
  const options = [
    ...folderOptions,
    ...otherOptions,
    ...filterOptions.filter((option) => !(program === 'pnpm' && (option === '-w' || option === '-p'))),
  ];
  let where = whereOf(program, words);
  let free = freeArguments(words, options);
  let [command] = free;
  if (command === undefined) return { type: 'scripts', names: [], where };
  if (program === 'bun') {
    if (command === 'x') return { type: 'command', words: freeArguments(free.slice(1), []) };
    if (command !== 'run' || /[./]/.test(free[1] ?? '')) return undefined; // `bun x.ts` runs code
  }
  if (program.startsWith('yarn') && command === 'workspace') {
    where = { type: 'named', names: free.slice(1, 2) };
    free = free.slice(2);
    [command] = free;
  } else if (program.startsWith('yarn') && command === 'workspaces') {
    where = { type: 'all' };
    free = freeArguments(free.slice(1), []);
    if (free[0] === 'foreach')
      free = freeArguments(free.slice(1), [...filterOptions, '--from', '--include', '--exclude', '-j']);
    [command] = free;
  } else if (
    (program === 'pnpm' || program === 'npm') &&
    (command === 'recursive' || command === 'multi' || command === 'm')
  ) {
    where = { type: 'all' };
    free = freeArguments(free.slice(1), options);
    [command] = free;
  }
  if (command === 'exec' || command === 'dlx' || command === 'x') {
    return { type: 'command', words: freeArguments(free.slice(1), ['-p', '--package', '-c', '--call']) };
  }
  if (command === 'node' && program.startsWith('yarn')) return { type: 'command', words: free };
  if (command === 'run' || command === 'run-script' || command === 'rum') {
    const behind = freeArguments(free.slice(1), options);
    const later = whereOf(program, free.slice(1));
    return {
      type: 'scripts',
      names: behind.slice(0, 1),
      where: later.type === 'here' ? where : later,
      args: passedArguments(program, behind.slice(1)),
    };
  }
  if (command === undefined || management.has(command)) return { type: 'scripts', names: [], where };
  if (program === 'npm' && !['start', 'test', 'stop', 'restart', 't', 'tst'].includes(command))
    return { type: 'scripts', names: [], where };
  const later = whereOf(program, free.slice(1));
  const orElse = program === 'npm' ? undefined : free;
  return {
    type: 'scripts',
    names: [command],
    where: later.type === 'here' ? where : later,
    args: passedArguments(program, free.slice(1)),
    orElse,
  };
}

/** npm hands on the words in front of its own options, and what stands behind `--`; the others everything (docs.npmjs.com, npm run). */
function passedArguments(program: string, words: readonly string[]): readonly string[] {
  const behind = words.indexOf('--');
  if (program === 'npm') {
    const option = words.findIndex((word) => word.startsWith('-'));
    return [...words.slice(0, option < 0 ? words.length : option), ...(behind < 0 ? [] : words.slice(behind + 1))];
  }
  return words.filter((word) => word !== '--');
}

function whereOf(program: string, words: readonly string[]): ScriptCall['where'] {
  const own = words.indexOf('--') >= 0 ? words.slice(0, words.indexOf('--')) : words;
  const folder = optionValue(own, folderOptions);
  if (folder !== undefined) return { type: 'folder', folder };
  const names = filterValues(
    own,
    program === 'pnpm' ? ['--filter', '-F', '--filter-prod'] : ['--workspace', '-w', '--filter', '-F'],
  );
  if (names.length > 0) return { type: 'named', names };
  if (own.some((word) => word === '-r' || word === '--recursive' || word === '--workspaces' || word === '-ws'))
    return { type: 'all' };
  return { type: 'here' };
}

function filterValues(words: readonly string[], names: readonly string[]): readonly string[] {
  const values: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (names.includes(word) && words[at + 1] !== undefined) values.push(words[++at]!);
    else {
      const name = names.find((option) => option.startsWith('--') && word.startsWith(`${option}=`));
      if (name !== undefined) values.push(word.slice(name.length + 1));
    }
  }
  return values.filter((value) => !value.startsWith('!'));
}

/** Options of concurrently that take a value. */
const concurrentlyOptions = wordSet(
  `-n --names -c --prefix-colors -p --prefix -m --max-processes -s --success --restart-tries --restart-after -l
  --prefix-length -t --timestamp-format --default-input-target --hide --name-separator --kill-signal -ks
  --teardown --kill-timeout`,
);

/** Reads programs that run several scripts or commands: npm-run-all, concurrently, turbo, nx, lerna, wsrun; undefined for others. */
export function followRunner(
  program: string,
  words: readonly string[],
): { readonly calls: readonly ScriptCall[]; readonly commands: readonly string[] } | undefined {
  const free = words.filter((word) => !word.startsWith('-'));
  switch (program) {
    case 'npm-run-all':
    case 'npm-run-all2':
    case 'run-s':
    case 'run-p':
    case 'run-z':
    case 'bun-run-all':
      return {
        calls: [{ type: 'scripts', names: free.map((word) => word.split(' ')[0]!), where: { type: 'here' } }],
        commands: [],
      };
    case 'concurrently':
    case 'conc': {
      const commands = freeConcurrent(words);
      const short = /^(?:npm|yarn|pnpm|bun|node|deno):(.+)$/;
      return {
        calls: commands.flatMap((text) => {
          const name = short.exec(text)?.[1];
          return name === undefined
            ? []
            : [{ type: 'scripts' as const, names: [name.split(' ')[0]!], where: { type: 'here' as const } }];
        }),
        commands: commands.filter((text) => !short.test(text)),
      };
    }
    case 'turbo':
    case 'lerna':
    case 'wsrun':
    case 'lage':
    case 'ultra': {
      const names = filterValues(words, ['--filter', '-F', '--scope', '-p', '--package']);
      const values = new Set(names);
      const tasks = free.filter((word) => word !== 'run' && !values.has(word)).slice(0, program === 'lerna' ? 1 : 8);
      const where = names.length > 0 ? ({ type: 'named', names } as const) : ({ type: 'all' } as const);
      return {
        calls: [{ type: 'scripts', names: tasks.map((task) => task.slice(task.indexOf('#') + 1)), where }],
        commands: [],
      };
    }
    default:
      return undefined;
  }
}

function freeConcurrent(words: readonly string[]): readonly string[] {
  const commands: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (concurrentlyOptions.has(word)) at++;
    else if (!word.startsWith('-')) commands.push(word);
  }
  return commands;
}
