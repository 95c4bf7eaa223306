import { codeExtensions } from '../../paths/code-extensions.ts';
import { baseOf } from '../../paths/repo-path.ts';
import { wordSet } from '../../text/word-set.ts';
import { asObject, asString, readJson } from '../json.ts';
import { readEcosystem } from '../manifests/ecosystem.ts';
import type { ProcessKind } from '../workspace.ts';
import { freeArguments, optionValue } from './arguments.ts';
import { isCommandFile, lastingCommands } from './kinds.ts';
import { placesOf } from './places.ts';
import { installedProgram } from './programs.ts';
import { runScripts } from './run-scripts.ts';
import { type ExportsCalled, exportRunners, runnerSubcommands } from './runners.ts';
import { fileLaunch, type Launch, packageAt, type Reading, unitOf, weights } from './site.ts';

/** `node --inspect -r dotenv/config dist/main.js`, `tsx watch src/server.ts`, `bun run x.ts`. */
export function launchCode(
  program: string,
  words: readonly string[],
  valueOptions: ReadonlySet<string>,
  reading: Reading,
): readonly Launch[] {
  if (words.includes('--test') || ((program === 'bun' || program === 'deno') && words[0] === 'test'))
    return codeArguments(words, reading, 'test');
  if (/^node(?:js)?$/.test(program) && words.some((word) => /^(?:-e|-p|-pe|--eval|--print|-c|--check)$/.test(word)))
    return [];
  const run = optionValue(words, ['--run']);
  if (/^node(?:js)?$/.test(program) && run !== undefined)
    return runScripts({ type: 'scripts', names: [run], where: { type: 'here' } }, reading);
  let free = freeArguments(withoutOptionVariables(words), valueOptions);
  const hasSubcommand = runnerSubcommands.get(program)?.has(free[0] ?? '') ?? false;
  if (hasSubcommand) free = freeArguments(free.slice(1), valueOptions);
  else if (onlyWithSubcommand.has(program)) return [];
  if (/^\.?\/?ace(?:\.js)?$/.test(free[0] ?? '') && free[1] === 'serve')
    return reading.command(['adonis', 'serve'], reading);
  const installed = free[0] === undefined ? undefined : installedProgram(free[0]);
  if (installed !== undefined) return reading.command([installed, ...free.slice(1)], reading);
  const script = free[0] ?? '';
  if (program === 'bun' && /^[\w:-]+$/.test(script) && packageAt(reading)?.scripts.has(script))
    return runScripts({ type: 'scripts', names: [script], where: { type: 'here' } }, reading);
  const picked = pickFile(free, reading) ?? (mainByDefault.has(program) ? '.' : undefined);
  // `"${DIR}/dist/x.js"`: the folder is unknown, and most often the one that the command runs in.
  const written = picked?.replace(/^\$(?:\w+|\{\w+\})\//, './');
  if (picked === undefined || written === undefined || written.startsWith('$')) return [];
  const kind = program === 'electron' ? 'desktop' : kindByArgument(written, free, reading);
  const behind = free.indexOf(picked);
  const launch = fileLaunch(written, reading, kind, behind < 0 ? undefined : free.slice(behind + 1));
  return [calling(launch, exportRunners.get(program))];
}

/** A launch whose program calls what the file exports, where it is one of a file. */
function calling(launch: Launch, called: ExportsCalled | undefined): Launch {
  return called && launch.target.type === 'file' ? { ...launch, target: { ...launch.target, ...called } } : launch;
}

/**
 * A program of a package that this one needs at run time, in a script that serves, and that is known by no other name: such a program
 * (`service-runner`) loads the file that it is given, or else what the package exports, and calls it at start-up.
 */
export function launchByPackage(program: string, words: readonly string[], reading: Reading): readonly Launch[] {
  const { site, world, folders } = reading;
  const draft = packageAt(reading);
  if (!draft || site.weight < weights.serve || asString(asObject(draft.manifest.dependencies)?.[program]) === undefined)
    return [];
  const isThere = (word: string) => site.locate(word, folders).some((path) => world.tree.has(path));
  const given = words.find((word) => /\.[cm]?[jt]s$/.test(word) && isThere(word));
  const written = given ?? asString(draft.manifest.main);
  if (written === undefined) return [];
  return [calling(fileLaunch(written, reading), { starts: { exports: ['default'] } })];
}

/** `node $NODE_ARGS server.js`: a variable that stands alone in front of a file holds options. */
function withoutOptionVariables(words: readonly string[]): readonly string[] {
  const last = words.findLastIndex((word) => !word.startsWith('-') && /\.[cm]?[jt]sx?$/.test(word));
  return words.filter((word, at) => at >= last || !/^\$(?:\w+|\{\w+\})$/.test(word));
}

/** `tsx src/cli.ts serve` is a server, whatever the file is called. */
function kindByArgument(written: string, free: readonly string[], { site }: Reading): ProcessKind | null {
  const next = free[free.indexOf(written) + 1] ?? '';
  const isOpen = site.kind === null || site.kind === 'server';
  return isOpen && isCommandFile(written) && lastingCommands.has(next) ? 'server' : null;
}

const onlyWithSubcommand: ReadonlySet<string> = new Set(['fastify', 'probot', 'wrangler']);
const mainByDefault: ReadonlySet<string> = new Set(['supervisor', 'micro', 'electron']);

/** The first free argument; a later one only where the first is neither a path nor there (the value of an unknown option), and the later one is. */
function pickFile(free: readonly string[], reading: Reading): string | undefined {
  const first = free.find((word) => !/^\d+$/.test(word));
  if (first === undefined || /[./]/.test(first)) return first;
  const { tree } = reading.world;
  const exists = (word: string) =>
    reading.site
      .locate(word, reading.folders)
      .some(
        (path) =>
          tree.has(path) || tree.isFolder(path) || codeExtensions.some((extension) => tree.has(path + extension)),
      );
  if (exists(first)) return first;
  return free.find((word) => !word.startsWith('-') && /\.[cm]?[jt]sx?$/.test(word) && exists(word)) ?? first;
}

/** Code files among the arguments of a program (a test runner) that takes any number of them. */
export function codeArguments(words: readonly string[], reading: Reading, kind: ProcessKind): readonly Launch[] {
  const { site, folders, world } = reading;
  return words.flatMap((written) => {
    if (!/\.[cm]?[jt]sx?$/.test(written) || /[*{]/.test(written) || /\.config\.[cm]?[jt]s$/.test(written)) return [];
    const paths = site.locate(written, folders).filter((path) => world.tree.has(path));
    return paths.length === 0 ? [] : [{ site, kind, target: { type: 'file' as const, paths, written } }];
  });
}

const nodemonOptions = wordSet(
  `-w --watch -e --ext -x --exec -i --ignore -d --delay --signal -s --config --cwd -r --require --import --loader
  --env-file`,
);

/** `nodemon src/x.ts`, `nodemon --exec "ts-node" src/x.ts`, or what nodemon.json or `nodemonConfig` says; the package's main without either. */
export function launchNodemon(words: readonly string[], reading: Reading): readonly Launch[] {
  const config = nodemonConfig(words, reading);
  const free = freeArguments(withoutOptionVariables(words), nodemonOptions);
  const exec = optionValue(words, ['-x', '--exec']) ?? (free.length === 0 ? asString(config?.exec) : undefined);
  if (exec !== undefined) return reading.shell([exec, ...free].join(' '), reading);
  return [fileLaunch(pickFile(free, reading) ?? asString(config?.script) ?? '.', reading)];
}

function nodemonConfig(words: readonly string[], reading: Reading): Readonly<Record<string, unknown>> | undefined {
  const { tree } = reading.world;
  const path = reading.site
    .locate(optionValue(words, ['--config']) ?? 'nodemon.json', reading.folders)
    .find((p) => tree.has(p));
  const result = path === undefined ? undefined : readJson(tree.text(path) ?? '', { comments: true });
  return (result?.ok ? asObject(result.value) : undefined) ?? asObject(packageAt(reading)?.manifest.nodemonConfig);
}

const pm2Options = wordSet(
  `-n --name -i --instances -e --error -o --output -l --log --interpreter --max-memory-restart --env --cwd
  --watch-delay --node-args --namespace --exp-backoff-restart-delay --cron -c --only --time -k --kill-timeout`,
);
const pm2Starts = wordSet('start restart reload startOrRestart startOrReload startOrGracefulReload');

/** `pm2 start dist/x.js -i 4`, `pm2-runtime ecosystem.config.js`, `pm2 start npm -- start`. */
export function launchProcessManager(words: readonly string[], reading: Reading): readonly Launch[] {
  const { site, folders, world } = reading;
  let free = freeArguments(words, pm2Options);
  if (pm2Starts.has(free[0] ?? '')) free = freeArguments(free.slice(1), pm2Options);
  const file = free[0];
  if (file === undefined || /^(?:npm|yarn|pnpm|bun|npx)$/.test(file)) {
    const [, ...rest] = free;
    return file === undefined ? [] : reading.command([file, ...rest.filter((word) => word !== '--')], reading);
  }
  if (/\.json5?$|\.ya?ml$|\.config\.[cm]?js$/.test(file) || /^(?:ecosystem|pm2)\./.test(baseOf(file))) {
    const path = site.locate(file, folders).find((p) => world.tree.has(p));
    return path === undefined ? [] : readEcosystem(path, reading);
  }
  if (!/[./]/.test(file)) return []; // `pm2 logs`, `pm2 delete all`
  const count = optionValue(words, ['-i', '--instances']);
  const replicas = count !== undefined && /^[1-9]\d*$/.test(count) ? Number(count) : (site.replicas ?? null);
  notePm2(count, optionValue(words, ['--max-memory-restart']), reading);
  return [fileLaunch(file, { ...reading, site: { ...site, replicas } })];
}

/** `-i 4`, `-i max` and `--max-memory-restart` of pm2 as facts. */
function notePm2(count: string | undefined, memory: string | undefined, reading: Reading): void {
  const { site, world } = reading;
  const span = placesOf(reading).at(-1);
  if (!span) return;
  const number = count === 'max' ? 0 : Number(count ?? Number.NaN);
  if (number > 1 || number <= 0) {
    const draft = { span, unit: 'pm2', setting: `-i ${count}`, most: number > 1 ? number : null };
    world.facts.add('replicas', [unitOf(site)], { ...draft, by: 'workers' });
  }
  if (memory !== undefined)
    world.facts.add('restarts', [unitOf(site)], {
      span,
      unit: 'pm2',
      setting: `--max-memory-restart ${memory}`,
      by: 'memory-limit',
    });
}
