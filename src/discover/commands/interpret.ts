import { baseOf, dirOf, joinPath } from '../../paths/repo-path.ts';
import { asObject, asString, asStrings, readJson } from '../json.ts';
import { evidenceAt } from '../note.ts';
import type { PackageDraft, WorkspaceRoot } from '../packages.ts';
import { parseShell, type ShellCommand } from '../shell.ts';
import type { Tree } from '../tree.ts';
import type { ProcessKind } from '../workspace.ts';
import { followManager, followRunner, type ScriptCall } from './follow.ts';
import {
  browserPrograms,
  codeRunners,
  frameworkCommands,
  frameworkPrograms,
  runnerSubcommands,
  testRunners,
  viteFrameworks,
  wrapperSubcommands,
  wrappers,
  wrappersWithArgument,
} from './runners.ts';
import type { Launch, Site } from './site.ts';
import { freeArguments, kindOfName, optionValue } from './words.ts';

/** What commands are interpreted against. */
export type World = {
  readonly tree: Tree;
  readonly packages: readonly PackageDraft[];
  readonly workspaces: readonly WorkspaceRoot[];
  /** A pm2 ecosystem file that a command starts is read by this. */
  readonly ecosystem: (path: string, site: Site) => readonly Launch[];
};

/** Scripts, shell files and wrappers are followed this far. */
const depthLimit = 12;
/** One line of a target may start this many things; more is a joke at our expense. */
const launchLimit = 2000;

/** What a shell text starts, at a site. Scripts that it calls are followed. Never throws. */
export function interpret(text: string, site: Site, world: World): readonly Launch[] {
  const out: Launch[] = [];
  const reader = openReader(world, out);
  for (const command of parseShell(text)) reader.command(command, site, 0);
  return out;
}

/** The same for a command that is given as words already (exec form). */
export function interpretWords(words: readonly string[], site: Site, world: World): readonly Launch[] {
  const out: Launch[] = [];
  openReader(world, out).command({ assignments: [], words, folders: [], line: 1 }, site, 0);
  return out;
}

function openReader(world: World, out: Launch[]) {
  const { tree } = world;
  const byDir = new Map(world.packages.map((p) => [p.dir, p]));
  const open = new Set<string>();

  function shell(text: string, site: Site, depth: number, folders: readonly string[] = []): void {
    for (const inner of parseShell(text)) command({ ...inner, folders: [...folders, ...inner.folders] }, site, depth);
  }

  function command(given: ShellCommand, site: Site, depth: number): void {
    if (depth > depthLimit || out.length >= launchLimit || given.words.length === 0) return;
    const { folders } = given;
    const [first, ...rest] = given.words as [string, ...string[]];
    const program = programName(first);
    const again = (words: readonly string[]) => command({ ...given, words }, site, depth + 1);

    if (program === 'sh' || program === 'bash' || program === 'zsh' || program === 'ash' || program === 'dash') {
      const flag = rest.findIndex((word) => /^-[a-z]*c$/.test(word));
      if (flag >= 0) return shell(rest[flag + 1] ?? '', site, depth + 1, folders);
      const [file] = freeArguments(rest, ['-o']);
      if (file !== undefined) shellFile(file, site, folders, depth);
      return;
    }
    if (program === 'cross-env-shell' || program === 'eval') {
      return shell(rest.filter((word) => !/^[A-Za-z_]\w*=/.test(word)).join(' '), site, depth + 1, folders);
    }
    if (wrappersWithArgument.has(program)) return again(freeArguments(rest, ['-k', '-s']).slice(1));
    const valueOptions = wrappers.get(program);
    if (valueOptions) {
      const behind = rest.indexOf('--');
      if (behind >= 0) return again(rest.slice(behind + 1));
      let free = freeArguments(rest, valueOptions);
      if (wrapperSubcommands.get(program)?.has(free[0] ?? '')) free = freeArguments(free.slice(1), valueOptions);
      return again(free.slice(free.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word))));
    }
    const manager = followManager(program, rest);
    if (manager) {
      if (manager.type === 'command') return again(manager.words);
      return scripts(manager, site, folders, depth);
    }
    const runner = followRunner(program, rest);
    if (runner) {
      for (const call of runner.calls) scripts(call, site, folders, depth);
      for (const text of runner.commands) shell(text, site, depth + 1, folders);
      return;
    }
    if (program === 'pm2' || program === 'pm2-runtime' || program === 'pm2-dev' || program === 'pm2-docker') {
      return processManager(rest, site, folders, again);
    }
    if (program === 'nodemon') return nodemon(rest, site, folders, depth);
    if (testRunners.has(program)) return codeArguments(rest, site, folders, 'test');
    const framework = frameworkPrograms.get(program);
    if (framework) {
      const free = freeArguments(rest, ['-p', '--port', '-H', '--hostname', '-c', '--config']);
      const isCommand = frameworkCommands.has(free[0] ?? 'start');
      const argument = free.find((word) => !frameworkCommands.has(word)) ?? null;
      if (isCommand || program.endsWith('-serve'))
        out.push({
          site,
          kind: null,
          target: { type: 'framework', framework, dirs: site.locate('.', folders), argument },
        });
      return;
    }
    if (browserPrograms.has(program) || (program === 'webpack' && (rest[0] === 'serve' || rest[0] === 's'))) {
      return browser(program, rest, site, folders);
    }
    const options = codeRunners.get(program);
    if (options) return code(program, rest, options, site, folders, again);
    if (
      /\.(?:sh|bash)$/.test(first) ||
      (first.includes('/') && site.locate(first, folders).some((p) => isShellFile(p)))
    ) {
      return shellFile(first, site, folders, depth);
    }
    if (first.includes('/') || /\.[cm]?[jt]s$/.test(first)) {
      // A file that is run itself (`./bin/www`): code where a shebang or its extension says so.
      const paths = site.locate(first, folders).filter((path) => /\.[cm]?[jt]s$/.test(path) || isNodeScript(path));
      if (paths.length > 0) out.push({ site, kind: null, target: { type: 'file', paths, written: first } });
      return;
    }
    // A container's entry point is often named by its base name alone.
    if (depth === 0 && given.words.length > 0) {
      const script = site.locate(first, folders).find((path) => isShellFile(path));
      if (script !== undefined) shellFile(first, site, folders, depth);
    }
    bin(first, site);
  }

  /** A bin of a package of the workspace, called by its name. */
  function bin(name: string, site: Site): void {
    for (const draft of world.packages) {
      const { bin: bins } = draft.manifest;
      const path =
        typeof bins === 'string' && draft.name !== null && baseOf(draft.name) === name
          ? bins
          : asString(asObject(bins)?.[name]);
      const located = path === undefined ? undefined : joinPath(draft.dir, path);
      if (located !== undefined)
        out.push({ site, kind: null, target: { type: 'file', paths: [located], written: name } });
    }
  }

  function code(
    program: string,
    words: readonly string[],
    valueOptions: readonly string[],
    site: Site,
    folders: readonly string[],
    again: (words: readonly string[]) => void,
  ): void {
    if (
      words.includes('--test') ||
      (program === 'bun' && words[0] === 'test') ||
      (program === 'deno' && words[0] === 'test')
    ) {
      return codeArguments(words, site, folders, 'test');
    }
    if (program === 'node' && words.some((word) => /^(?:-e|-p|-pe|--eval|--print|-c|--check)$/.test(word))) return;
    let free = freeArguments(words, valueOptions);
    const subcommands = runnerSubcommands.get(program);
    if (subcommands?.has(free[0] ?? '')) free = freeArguments(free.slice(1), valueOptions);
    else if (program === 'fastify' || program === 'probot' || program === 'wrangler') return;
    const module = free[0] === undefined ? undefined : installedProgram(free[0]);
    if (module !== undefined && (program === 'node' || program === 'bun')) return again([module, ...free.slice(1)]);
    const script = program === 'bun' ? scriptOf(free[0], site, folders) : undefined;
    if (script !== undefined) return;
    const written =
      pickFile(free, site, folders) ??
      (program === 'supervisor' || program === 'micro' || program === 'electron' ? '.' : undefined);
    if (written === undefined || written.startsWith('$')) return;
    const kind: ProcessKind | null = program === 'electron' ? 'cli' : null;
    out.push({ site, kind, target: { type: 'file', paths: site.locate(written, folders), written } });
  }

  /** `bun x` runs the script x where there is one. */
  function scriptOf(name: string | undefined, site: Site, folders: readonly string[]): string | undefined {
    if (name === undefined || name.includes('/') || /\.[cm]?[jt]sx?$/.test(name)) return undefined;
    const draft = packageAt(site, folders);
    if (!draft || asString(asObject(draft.manifest.scripts)?.[name]) === undefined) return undefined;
    scripts({ type: 'scripts', names: [name], where: { type: 'here' } }, site, folders, 1);
    return name;
  }

  /** The first free argument; a later one only where the first is neither a path nor there, and the later one is. */
  function pickFile(free: readonly string[], site: Site, folders: readonly string[]): string | undefined {
    const first = free.find((word) => !/^\d+$/.test(word));
    if (first === undefined || /[./]/.test(first)) return first;
    const exists = (word: string) =>
      site.locate(word, folders).some((path) => completions(path).some((p) => tree.has(p) || tree.isFolder(p)));
    if (exists(first)) return first;
    return free.find((word) => !word.startsWith('-') && /\.[cm]?[jt]sx?$/.test(word) && exists(word)) ?? first;
  }

  function codeArguments(words: readonly string[], site: Site, folders: readonly string[], kind: ProcessKind): void {
    for (const word of words) {
      if (!/\.[cm]?[jt]sx?$/.test(word) || word.includes('*') || /\.config\.[cm]?[jt]s$/.test(word)) continue;
      const paths = site.locate(word, folders).filter((path) => tree.has(path));
      if (paths.length > 0) out.push({ site, kind, target: { type: 'file', paths, written: word } });
    }
  }

  function nodemon(words: readonly string[], site: Site, folders: readonly string[], depth: number): void {
    const config = nodemonConfig(
      tree,
      site.locate(optionValue(words, ['--config']) ?? 'nodemon.json', folders),
      packageAt(site, folders),
    );
    const values = [
      '-w',
      '--watch',
      '-e',
      '--ext',
      '-x',
      '--exec',
      '-i',
      '--ignore',
      '-d',
      '--delay',
      '--signal',
      '-s',
      '--config',
      '--cwd',
      '-r',
      '--require',
      '--import',
      '--loader',
      '--env-file',
    ];
    const free = freeArguments(words, values);
    const exec = optionValue(words, ['-x', '--exec']) ?? (free.length === 0 ? config.exec : undefined);
    if (exec !== undefined) return shell([exec, ...free].join(' '), site, depth + 1, folders);
    const written = pickFile(free, site, folders) ?? config.script ?? '.';
    out.push({ site, kind: null, target: { type: 'file', paths: site.locate(written, folders), written } });
  }

  function processManager(
    words: readonly string[],
    site: Site,
    folders: readonly string[],
    again: (words: readonly string[]) => void,
  ): void {
    const values = [
      '-n',
      '--name',
      '-i',
      '--instances',
      '-e',
      '--error',
      '-o',
      '--output',
      '-l',
      '--log',
      '--interpreter',
      '--max-memory-restart',
      '--env',
      '--cwd',
      '--watch-delay',
      '--node-args',
      '--namespace',
      '--exp-backoff-restart-delay',
      '--cron',
      '-c',
      '--only',
      '--time',
    ];
    let free = freeArguments(words, values);
    if (
      ['start', 'restart', 'reload', 'startOrRestart', 'startOrReload', 'startOrGracefulReload'].includes(free[0] ?? '')
    )
      free = freeArguments(free.slice(1), values);
    else if (
      [
        'stop',
        'delete',
        'kill',
        'logs',
        'log',
        'save',
        'startup',
        'list',
        'ls',
        'install',
        'set',
        'link',
        'plus',
        'monit',
        'flush',
        'update',
        'deploy',
        'describe',
        'scale',
        'dump',
        'resurrect',
      ].includes(free[0] ?? '')
    )
      return;
    const file = free[0] ?? 'ecosystem.config.js';
    if (['npm', 'yarn', 'pnpm', 'bun', 'npx'].includes(file))
      return again([file, ...free.slice(1).filter((word) => word !== '--')]);
    const count = optionValue(words, ['-i', '--instances']);
    const replicas = count !== undefined && /^[1-9]\d*$/.test(count) ? Number(count) : (site.replicas ?? null);
    const paths = site.locate(file, folders);
    if (/\.json5?$|\.ya?ml$|\.config\.[cm]?js$/.test(file) || /^(?:ecosystem|pm2)\./.test(baseOf(file))) {
      const found = paths.find((path) => tree.has(path));
      if (found !== undefined) out.push(...world.ecosystem(found, site));
      return;
    }
    out.push({ site: { ...site, replicas }, kind: null, target: { type: 'file', paths, written: file } });
  }

  function browser(program: string, words: readonly string[], site: Site, folders: readonly string[]): void {
    const draft = packageAt(site, folders);
    const free = freeArguments(words, ['-c', '--config', '--port', '--mode', '-m', '--host']);
    const dirs = site.locate(
      program === 'vite' ? (free.find((word) => !/^(?:dev|serve|build|preview|optimize)$/.test(word)) ?? '.') : '.',
      folders,
    );
    const framework =
      program === 'vite' ? viteFrameworks.find(([name]) => draft?.dependencies.has(name))?.[1] : undefined;
    if (framework !== undefined)
      out.push({ site, kind: null, target: { type: 'framework', framework, dirs, argument: null } });
    else out.push({ site, kind: 'browser', target: { type: 'browser', program, dirs } });
  }

  function shellFile(written: string, site: Site, folders: readonly string[], depth: number): void {
    const path = site.locate(written, folders).find((p) => tree.has(p));
    if (path === undefined || open.has(path)) return;
    const text = tree.text(path);
    if (text === undefined || text.length > 200_000) return;
    open.add(path);
    shell(text, site, depth + 1, folders);
    open.delete(path);
  }

  function isShellFile(path: string): boolean {
    if (!tree.has(path)) return false;
    return /\.(?:sh|bash)$/.test(path) || /^#!.*\b(?:ba|da|a|z)?sh\b/.test((tree.text(path) ?? '').slice(0, 80));
  }

  function isNodeScript(path: string): boolean {
    return tree.has(path) && /^#!.*\b(?:node|tsx|ts-node|bun|deno)\b/.test((tree.text(path) ?? '').slice(0, 80));
  }

  function packageAt(site: Site, folders: readonly string[]): PackageDraft | undefined {
    for (const path of site.locate('package.json', folders)) {
      const draft = byDir.get(dirOf(path));
      if (draft && tree.has(path)) return draft;
    }
    return undefined;
  }

  function scripts(call: ScriptCall, site: Site, folders: readonly string[], depth: number): void {
    for (const draft of packagesOf(call.where, site, folders)) {
      const table = asObject(draft.manifest.scripts) ?? {};
      const wanted = Object.keys(table).filter((name) => call.names.some((pattern) => matches(name, pattern)));
      for (const name of wanted) runScript(draft, name, site, depth);
      // `npm start` without such a script runs server.js (docs.npmjs.com, npm start).
      if (wanted.length === 0 && call.names.includes('start')) {
        const path = joinPath(draft.dir, 'server.js');
        if (path !== undefined && tree.has(path))
          out.push({ site, kind: null, target: { type: 'file', paths: [path], written: 'server.js' } });
      }
    }
  }

  function runScript(draft: PackageDraft, name: string, site: Site, depth: number): void {
    const key = `${draft.path}#${name}`;
    const text = scriptText(draft, name);
    if (text === undefined || open.has(key)) return;
    open.add(key);
    const own = kindOfName(name);
    const kind = own ?? site.kind;
    // A script that a server's start calls for a build, a migration or a test is one, not the server.
    const inner: Site = {
      ...site,
      kind: site.kind === null || own === null || own === 'server' ? (site.kind ?? kind) : own,
      locate: (path, inside) => located(draft.dir, path, inside),
    };
    shell(text, inner, depth + 1);
    open.delete(key);
  }

  function packagesOf(where: ScriptCall['where'], site: Site, folders: readonly string[]): readonly PackageDraft[] {
    if (where.type === 'here') {
      const draft = packageAt(site, folders);
      return draft ? [draft] : [];
    }
    if (where.type === 'folder') {
      return site
        .locate(where.folder, folders)
        .flatMap((dir) => byDir.get(dir) ?? [])
        .slice(0, 1);
    }
    const root = packageAt(site, folders);
    const members = world.workspaces.find((w) => w.dir === root?.dir)?.members ?? world.packages.map((p) => p.dir);
    const all = members.flatMap((dir) => byDir.get(dir) ?? []);
    if (where.type === 'all') return all;
    const isIt = (draft: PackageDraft) =>
      where.names.some((name) => {
        const bare = name.replace(/^[^@\w./{]+|\.\.\.$|^\{|\}$/g, '').replace(/^\.\//, '');
        return (
          draft.name === bare ||
          draft.dir === bare ||
          draft.dir.endsWith(`/${bare}`) ||
          (draft.name !== null && baseOf(draft.name) === bare) ||
          matches(draft.name ?? '', bare) ||
          matches(draft.dir, bare)
        );
      });
    return (all.some(isIt) ? all : world.packages).filter(isIt);
  }

  return { command };
}

/** The text of a script; wireit's scripts stand elsewhere in the same file. */
function scriptText(draft: PackageDraft, name: string): string | undefined {
  const text = asString(asObject(draft.manifest.scripts)?.[name]);
  return text === 'wireit' ? asString(asObject(asObject(draft.manifest.wireit)?.[name])?.command) : text;
}

function matches(name: string, pattern: string): boolean {
  if (name === pattern) return true;
  if (!pattern.includes('*')) return false;
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source.replaceAll('.*.*', '.*')}$`).test(name);
}

/** Where a path in a script of a package leads. */
export function located(dir: string, path: string, folders: readonly string[]): readonly string[] {
  let at: string | undefined = dir;
  for (const folder of folders)
    at = at === undefined ? undefined : joinPath(at, folder.replace(/^\$(?:PWD|\{PWD\}|INIT_CWD)\/?/, './'));
  const found = at === undefined ? undefined : joinPath(at, path.replace(/^\$(?:PWD|\{PWD\}|INIT_CWD)\//, './'));
  return found === undefined ? [] : [found];
}

/** The site of a script of a package. */
export function scriptSite(
  draft: PackageDraft,
  script: string,
  name: string,
  weight: number,
  line: number,
  text: string,
): Site {
  return {
    name,
    kind: kindOfName(script),
    weight,
    evidence: evidenceAt(draft.path, text, line),
    locate: (path, folders) => located(draft.dir, path, folders),
  };
}

/** `node_modules/.bin/next` and `node_modules/jest/bin/jest.js` are the programs `next` and `jest`. */
function installedProgram(path: string): string | undefined {
  const at = path.lastIndexOf('node_modules/');
  if (at < 0) return undefined;
  const rest = path.slice(at + 'node_modules/'.length);
  if (rest.startsWith('.bin/')) return rest.slice(5);
  const known = /^((?:@[^/]+\/)?[^/]+)\//.exec(rest)?.[1];
  if (known === undefined) return undefined;
  const program = known === '@nestjs/cli' ? 'nest' : known === 'react-router' ? 'react-router' : known;
  return testRunners.has(program) ||
    frameworkPrograms.has(program) ||
    browserPrograms.has(program) ||
    codeRunners.has(program) ||
    program === 'pm2' ||
    program === 'nodemon' ||
    program === 'typescript' ||
    program === 'webpack'
    ? program
    : undefined;
}

function programName(word: string): string {
  const installed = installedProgram(word);
  if (installed !== undefined) return installed;
  const base = baseOf(word).replace(/\.(?:exe|cmd)$/, '');
  return word.startsWith('./') || word.startsWith('../') ? word : base;
}

function completions(path: string): readonly string[] {
  return [path, ...['.js', '.ts', '.mjs', '.cjs', '.mts', '.cts'].map((extension) => path + extension)];
}

function nodemonConfig(
  tree: Tree,
  paths: readonly string[],
  draft: PackageDraft | undefined,
): { readonly exec?: string; readonly script?: string } {
  const path = paths.find((p) => tree.has(p));
  const result = path === undefined ? undefined : readJson(tree.text(path) ?? '', { comments: true });
  const config = (result?.ok ? asObject(result.value) : undefined) ?? asObject(draft?.manifest.nodemonConfig);
  const exec = asString(config?.exec);
  const script = asString(config?.script) ?? asStrings(config?.script)[0];
  return { exec, script };
}
