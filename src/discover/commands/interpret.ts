import { baseOf, joinPath } from '../../paths/repo-path.ts';
import { asObject, asString } from '../json.ts';
import { parseShell } from '../shell.ts';
import type { ProcessKind } from '../workspace.ts';
import { freeArguments, optionValue } from './arguments.ts';
import { startedBehind } from './compilers.ts';
import { followManager, followRunner } from './follow.ts';
import { kindOfName } from './kinds.ts';
import { codeArguments, launchByPackage, launchCode, launchNodemon, launchProcessManager } from './launch-code.ts';
import { launchBrowser, launchFramework } from './launch-framework.ts';
import { noteCompiler } from './note-compiler.ts';
import { noteAssignment, noteEnvironment } from './note-environment.ts';
import { installedProgram } from './programs.ts';
import { runScripts } from './run-scripts.ts';
import {
  browserPrograms,
  codeRunners,
  frameworkPrograms,
  testRunners,
  userSwitchers,
  wrapperSubcommands,
  wrappers,
  wrappersWithArgument,
} from './runners.ts';
import { isNodeScript, isShellFile, readShellFile, runnerOf } from './shell-file.ts';
import {
  deployedWeight,
  fileLaunch,
  type Launch,
  type Reading,
  type Site,
  type TrailStep,
  type World,
} from './site.ts';

/** Scripts, shell files and wrappers are followed this far. */
const depthLimit = 12;
/** Commands that one line may lead to. */
const commandLimit = 500;

/** What a shell text starts, at a site. Scripts that it calls are followed. Never throws. */
export function interpret(text: string, site: Site, world: World): readonly Launch[] {
  return shell(text, newReading(site, world));
}

/** The same for a command that is given as words already (exec form). */
export function interpretWords(words: readonly string[], site: Site, world: World): readonly Launch[] {
  return command(words, newReading(site, world));
}

export function newReading(site: Site, world: World): Reading {
  return {
    world,
    site,
    deployed: site.weight >= deployedWeight && site.kind !== 'test',
    folders: [],
    depth: 0,
    open: new Set(),
    budget: { left: commandLimit },
    trail: [],
    condition: '',
    shell,
    command,
  };
}

function shell(text: string, reading: Reading): readonly Launch[] {
  if (reading.depth > depthLimit) return [];
  return parseShell(text).flatMap(({ words, folders, line, condition, assignments }) => {
    const inner: Reading = {
      ...reading,
      folders: [...reading.folders, ...folders],
      trail: atLine(reading.trail, line),
      condition: condition === undefined ? reading.condition : `${reading.condition} ${condition}`,
    };
    for (const [name, value] of assignments) noteEnvironment(name, value, inner);
    return command(words, inner);
  });
}

/** The trail with the line of the shell script whose command is read. */
function atLine(trail: readonly TrailStep[], line: number): readonly TrailStep[] {
  const last = trail.at(-1);
  return last && last.script === undefined ? [...trail.slice(0, -1), { ...last, line }] : trail;
}

function command(words: readonly string[], reading: Reading): readonly Launch[] {
  const { depth, budget, world } = reading;
  const [first, ...rest] = words;
  if (first === undefined || depth > depthLimit) return [];
  if (budget.left-- <= 0 || world.budget.left-- <= 0) {
    world.budget.hit = true;
    return [];
  }
  const deeper: Reading = { ...reading, depth: depth + 1 };
  const program = programName(first);
  const wrapped = unwrap(program, rest);
  if (wrapped !== undefined) for (const word of rest) noteAssignment(word, reading);
  if (wrapped !== undefined) return typeof wrapped === 'string' ? shell(wrapped, deeper) : command(wrapped, deeper);
  if (shells.has(program)) {
    const [file] = freeArguments(rest, ['-o']);
    return file === undefined ? [] : readShellFile(file, deeper);
  }
  if (program === '.' || program === 'source') return rest[0] === undefined ? [] : readShellFile(rest[0], deeper);
  noteCompiler(program, rest, reading);
  const behind = startedBehind(program, rest);
  if (behind !== undefined) return shell(behind, deeper);
  const followed = followManager(program, rest);
  if (followed) return followed.type === 'command' ? command(followed.words, deeper) : runScripts(followed, deeper);
  const many = followRunner(program, rest);
  if (many)
    return [
      ...many.calls.flatMap((call) => runScripts(call, deeper)),
      ...many.commands.flatMap((text) => shell(text, deeper)),
    ];
  if (/^pm2(?:-\w+)?$/.test(program)) return launchProcessManager(rest, deeper);
  if (program === 'nodemon') return launchNodemon(rest, deeper);
  if (testRunners.has(program)) return codeArguments(rest, reading, 'test');
  const framework = frameworkPrograms.get(program);
  if (framework) return launchFramework(program, framework, rest, reading);
  if (browserPrograms.has(program) || (program === 'webpack' && /^s(?:erve)?$/.test(rest[0] ?? '')))
    return launchBrowser(program, rest, reading);
  const options = codeRunners.get(program);
  if (options) return launchCode(program, rest, options, deeper);
  // `$NODE ./server.js`, `"${NODE[@]}" ./server.js`: which runtime it is, does not matter.
  const [file] = first.startsWith('$') ? freeArguments(rest, []) : [];
  if (file !== undefined && /\.[cm]?[jt]s$/.test(file)) return [fileLaunch(file, deeper)];
  return runFile(first, rest, deeper);
}

/** Scripts that wait until a service answers, and run a command then. */
const waiting = /^wait[-_]?(?:for|on|until)(?![a-z])/i;
const shells = new Set(['sh', 'bash', 'zsh', 'ash', 'dash']);

/** What a wrapper leaves: words, or shell text that it would have interpreted; undefined where it is no wrapper. */
function unwrap(program: string, rest: readonly string[]): readonly string[] | string | undefined {
  if (shells.has(program)) {
    const flag = rest.findIndex((word) => /^-[a-z]*c$/.test(word));
    return flag < 0 ? undefined : (rest[flag + 1] ?? '');
  }
  // `set -- node server.js "$@"` of an entry point: what `exec "$@"` runs in the end (docs.docker.com, ENTRYPOINT).
  if (program === 'set') return rest[0] === '--' ? rest.slice(1) : undefined;
  if (program === 'cross-env-shell' || program === 'eval') return rest.filter((word) => !isAssignment(word)).join(' ');
  // `su -s /bin/sh node -c 'node server.js'`, with the options before or behind the user (man7.org, su(1)).
  if (userSwitchers.has(program)) {
    const text = optionValue(rest, ['-c', '--command', '--session-command']);
    if (text !== undefined) return text;
  }
  // `wait-for-it.sh db:5432 --timeout=60 -- node server.js`: what is waited for stands in front, the command behind.
  if (waiting.test(baseOf(program)) && rest.includes('--')) return rest.slice(rest.indexOf('--') + 1);
  if (wrappersWithArgument.has(program)) return freeArguments(rest, ['-k', '-s']).slice(1);
  const valueOptions = wrappers.get(program);
  if (!valueOptions) return undefined;
  let free = freeArguments(rest, valueOptions);
  if (wrapperSubcommands.get(program)?.has(free[0] ?? '')) free = freeArguments(free.slice(1), valueOptions);
  const start = free.findIndex((word) => word !== '--' && !isAssignment(word));
  return start < 0 ? [] : free.slice(start);
}

function isAssignment(word: string): boolean {
  return /^[A-Za-z_]\w*=/.test(word);
}

/** A file that is run itself: a shell script, or code with an extension or a first line that says so; else a bin of the workspace. */
function runFile(written: string, rest: readonly string[], reading: Reading): readonly Launch[] {
  const { world, site, folders } = reading;
  const paths = site.locate(written, folders);
  if (paths.some((path) => isShellFile(world.tree, path))) return readShellFile(written, reading);
  const code = paths.filter((path) => /\.[cm]?[jt]s$/.test(path) || isNodeScript(world.tree, path));
  const words = rest.some((word) => /[$`]/.test(word)) ? {} : { words: rest };
  const [runner, ...options] = code.length > 0 ? runnerOf(world.tree, code[0]!) : [];
  if (runner !== undefined) noteCompiler(programName(runner), [...options, written], reading);
  if (code.length > 0) return [{ site, kind: null, target: { type: 'file', paths: code, written, ...words } }];
  const bins = world.packages.flatMap(({ dir, name, manifest }) => {
    const path =
      typeof manifest.bin === 'string'
        ? baseOf(name ?? '') === written
          ? manifest.bin
          : undefined
        : asString(asObject(manifest.bin)?.[written]);
    const located = path === undefined ? undefined : joinPath(dir, path);
    return located === undefined
      ? []
      : [
          {
            site,
            kind: kindByCommand(rest, site),
            target: { type: 'file' as const, paths: [located], written, ...words },
          },
        ];
  });
  return bins.length > 0 ? bins : launchByPackage(written, rest, reading);
}

/** `tool codegen` of an init container prepares what others run: a tool of the workspace that builds there, as its sub-command says. */
function kindByCommand([first = '']: readonly string[], { kind }: Site): ProcessKind | null {
  return kind === 'job' && /^[a-z]/i.test(first) && kindOfName(first) === 'build' ? 'build' : null;
}

function programName(word: string): string {
  const installed = installedProgram(word);
  if (installed !== undefined) return installed;
  return /^\.{1,2}\//.test(word) ? word : baseOf(word).replace(/\.(?:exe|cmd)$/, '');
}
