import { type Call, type CallId, NONE, type ValueId } from '../extract/facts.ts';
import { baseOf, dirOf } from '../paths/repo-path.ts';
import { entryOf } from '../text/entry-of.ts';
import { indexOf } from './call-index.ts';
import { type At, MAX_FILES_OF_LOADER, makeWalker } from './loaded-paths.ts';
import { isWithin } from './nested-functions.ts';
import { matching, relative } from './path-files.ts';
import { functionGid, type Program, valueAt } from './program.ts';
import { exportOf, valueStatic } from './static.ts';

/** Functions through which a command is followed to what serves. */
const MAX_COMMAND_FUNCTIONS = 600;
type FolderLoader = {
  /** The argument that names the folder, or its options. */
  readonly arg: number;
  readonly option: string | null;
  /** Whether folders in it count. */
  readonly deep: boolean;
  /** Exports of the package that load; absent: the package itself. They give a list of what stands in the files. */
  readonly lists?: readonly string[];
};

/** Packages whose call loads all modules of a folder, or all that a pattern names. */
const FOLDER_LOADERS: Readonly<Record<string, FolderLoader>> = {
  'require-all': { arg: 0, option: 'dirname', deep: true },
  'include-all': { arg: 0, option: 'dirname', deep: true },
  'require-dir': { arg: 0, option: null, deep: true },
  'require-directory': { arg: 1, option: null, deep: true },
  requireindex: { arg: 0, option: null, deep: false },
  'require-index': { arg: 0, option: null, deep: false },
  // the-guild-org/graphql-tools packages/load-files/src/index.ts: `extractExports` takes `default`, or the module.
  '@graphql-tools/load-files': { arg: 0, option: null, deep: true, lists: ['.loadFilesSync', '.loadFiles'] },
  'merge-graphql-schemas': { arg: 0, option: null, deep: false, lists: ['.fileLoader'] },
};
/** Plugins that register each module of a folder (`app.register(autoload, { dir })`). */
const PLUGIN_LOADERS = new Set(['@fastify/autoload', 'fastify-autoload']);
/** Libraries that load the commands of a program from where its package.json says, and their calls that do. */
const COMMAND_LOADERS = new Set(['@oclif/core', '@oclif/command']);
const LOADS_COMMANDS = /^(?:\.default)?\.(?:execute|run)$/;
/** Calls and constructions of what a command starts when it goes on: it serves, takes messages or jobs, or comes again and again. */
const GOES_ON =
  /^(?:listen|createServer|createSecureServer|serve|consume|subscribe|process|schedule|setInterval|\w*(?:Worker|Consumer|Server|CronJob))$/;

/** The files that a call of a library loads, and the argument to which they go where that is a plugin; else NONE. */
export type LoadedFolder = {
  readonly files: readonly number[];
  readonly plugin: ValueId;
  /** Whether the call gives a list of them, and no object with each under its name. */
  readonly isList?: boolean;
  /** By file: the name under which it stands in the object that the call gives; of others no name is known. */
  readonly names?: ReadonlyMap<number, string>;
};
/** Options by which a loader of folders is told other names for what it loads. */
const RENAMES: ReadonlySet<string> = new Set(['map', 'mapKey', 'filter', 'rename', 'camelcase', 'keyMap']);

const NO_FOLDERS: ReadonlyMap<CallId, LoadedFolder> = new Map();
const folderMemos = new WeakMap<Program, Map<number, ReadonlyMap<CallId, LoadedFolder>>>();

/** The calls of a file by which a library loads all files of a folder (`requireAll({ dirname })`). Few files have any: asked often. */
export function foldersLoaded(p: Program, file: number): ReadonlyMap<CallId, LoadedFolder> {
  const known = folderMemos.get(p) ?? new Map<number, ReadonlyMap<CallId, LoadedFolder>>();
  folderMemos.set(p, known);
  return entryOf(known, file, () => {
    const { specs, typeSpecs } = p.files[file]!.outline;
    const loads = (spec: string) =>
      Object.hasOwn(FOLDER_LOADERS, spec) || PLUGIN_LOADERS.has(spec) || COMMAND_LOADERS.has(spec);
    if (![...specs, ...typeSpecs].some(loads)) return NO_FOLDERS;
    const found = new Map<CallId, LoadedFolder>();
    p.files[file]!.calls.forEach((c, id) => {
      const folder = c && filesOfCall(p, file, c);
      if (folder) found.set(id, folder);
    });
    return found;
  });
}

function filesOfCall(p: Program, file: number, c: Call): LoadedFolder | null {
  const s = c.callee === NONE ? null : valueStatic(p, file, c.callee);
  if (s?.k === 'external' && COMMAND_LOADERS.has(s.pkg) && LOADS_COMMANDS.test(s.steps)) return commandFiles(p, file);
  const loader = s?.k === 'external' ? FOLDER_LOADERS[s.pkg] : undefined;
  const row = s?.k === 'external' && (loader?.lists ?? ['']).includes(s.steps) ? loader : undefined;
  const plugin = row ? undefined : c.args.find((a) => isPluginLoader(p, file, a));
  if (!row && plugin === undefined) return null;
  const at = (v: ValueId | undefined): At | null => (v === undefined ? null : { file, v, env: null });
  const walker = makeWalker(p);
  const given = row ? at(c.args[row.arg]) : at(c.args.find((a) => valueAt(p, file, a).k === 'obj'));
  if (!given) return null;
  const option = row ? row.option : 'dir';
  const named = option === null ? [] : walker.member(given, option);
  const folders = named.length > 0 ? named.flatMap((x) => walker.of(x)) : row ? walker.of(given) : [];
  const files = new Set<number>();
  const direct = new Set<number>();
  const isDeep = (row?.deep ?? true) || saysRecursive(p, file, c);
  for (const folder of folders) {
    const anchored = /^\.{0,2}\/|^\.{1,2}$/.test(folder) ? folder : `./${folder}`;
    const whole = row?.lists && /[*{(]/.test(baseOf(folder)) ? anchored : `${anchored}/${isDeep ? '**' : '*'}`;
    for (const hit of matching(p, file, whole)) if (!row?.lists || !p.isTest(hit)) files.add(hit);
    if (row && !row.lists) for (const hit of matching(p, file, `${anchored}/*`)) direct.add(hit);
  }
  const taken = [...files].sort((a, b) => a - b).slice(0, MAX_FILES_OF_LOADER);
  const isRenamed = c.args.some((a) => {
    const x = valueAt(p, file, a);
    return x.k === 'obj' && (x.spreads.length > 0 || x.props.some(([name]) => RENAMES.has(name)));
  });
  const names = row && !row.lists && !isRenamed && folders.length === 1 ? namesOf(p, [...direct]) : undefined;
  return { files: taken, plugin: plugin ?? NONE, isList: row?.lists !== undefined, ...(names && { names }) };
}

/** The names of files that stand in one folder: an `index` may be that of a folder in it, and of two of one name none is known. */
function namesOf(p: Program, files: readonly number[]): ReadonlyMap<number, string> {
  const named = files.map((file) => [file, baseOf(p.files[file]!.file).replace(/\.\w+$/, '')] as const);
  const isOwn = (name: string): boolean => name !== 'index' && named.filter(([, other]) => other === name).length === 1;
  return new Map(named.filter(([, name]) => isOwn(name)));
}

/** `fileLoader(folder, { recursive: true })` */
function saysRecursive(p: Program, file: number, c: Call): boolean {
  return c.args.some((a) => {
    const x = valueAt(p, file, a);
    return x.k === 'obj' && x.props.some(([name, v]) => name === 'recursive' && isTrue(p, file, v));
  });
}
function isTrue(p: Program, file: number, v: ValueId): boolean {
  const x = valueAt(p, file, v);
  return x.k === 'lit' && x.v === true;
}

/**
 * The commands of the package of a file that its processes name behind it; where none is named, those that serve somebody, or all where
 * none does. The words behind the program choose one: what the others do, ends with them.
 */
function commandFiles(p: Program, file: number): LoadedFolder | null {
  const own = p.files[file]!.file;
  const folder = p.commandsOf(p.packageDirOf(own));
  if (folder === null) return null;
  const at = relative(dirOf(own), folder);
  const found = new Set(['', '/*', '/*/*', '/*/*/*'].flatMap((deeper) => p.glob(file, `${at}${deeper}`)));
  const all = [...found].filter((x) => !p.isTest(x)).sort((a, b) => a - b);
  // Several words may be one command (`db migrate`): which of them the process is started with is said by the longest that there is.
  const words = [...(p.wordsBehind(own) ?? [])];
  const pairs = words.flatMap((a) => words.map((b) => `${a}:${b}`));
  const namedBy = (list: readonly string[]) =>
    all.filter((x) => list.some((word) => isCommand(p.files[x]!.file, folder, word)));
  const long = namedBy(pairs);
  const named = long.length > 0 ? long : namedBy(words);
  if (named.length > 0) return { files: named.slice(0, MAX_FILES_OF_LOADER), plugin: NONE };
  const serving = all.filter((x) => isServing(p, x));
  return { files: (serving.length > 0 ? serving : all).slice(0, MAX_FILES_OF_LOADER), plugin: NONE };
}

/** Whether a file is the command that a word chooses: its path below the folder of commands, with `:` between the steps. */
const isCommand = (path: string, folder: string, word: string): boolean =>
  `/${path.replace(/(?:\/index)?\.\w+$/, '')}`.endsWith(`/${baseOf(folder)}/${word.replaceAll(':', '/')}`);

/** Whether a command calls what serves, itself or in functions that it calls by their name. */
function isServing(p: Program, command: number): boolean {
  const index = indexOf(p);
  const callsIn = (file: number, inside: (f: number) => boolean) =>
    p.files[file]!.calls.flatMap((c) => (c && c.callee !== NONE && inside(c.f) ? [{ file, c }] : []));
  const calls = callsIn(command, () => true);
  const followed = new Set<number>();
  for (const { file, c } of calls) {
    const callee = valueAt(p, file, c.callee);
    const name = callee.k === 'prop' ? callee.p : callee.k === 'global' ? callee.name : '';
    if (GOES_ON.test(callee.k === 'bind' ? p.files[file]!.bindings[callee.b]!.name : name)) return true;
    const called = valueStatic(p, file, c.callee);
    const whole = called?.k === 'module' ? exportOf(p, called.file, 'default') : null;
    const named = whole && 'file' in whole && whole.b === NONE ? valueStatic(p, whole.file, whole.v) : called;
    const own = named?.k === 'fn' ? [functionGid(p, named.file, named.id)] : index.functionsOf(file, c.callee);
    for (const fn of own) {
      if (followed.has(fn) || followed.size >= MAX_COMMAND_FUNCTIONS) continue;
      followed.add(fn);
      const { file: at, id } = p.functions[fn]!;
      calls.push(...callsIn(at, (f) => isWithin(p.files[at]!, f, id)));
    }
  }
  return false;
}

function isPluginLoader(p: Program, file: number, v: ValueId): boolean {
  const s = valueStatic(p, file, v);
  return s?.k === 'external' && PLUGIN_LOADERS.has(s.pkg);
}
