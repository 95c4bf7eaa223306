import { isCode } from '../paths/code-extensions.ts';
import { outputFolderOf, stemOf } from '../paths/output-map.ts';
import { baseOf, dirOf, foldersUpward, isBelow, joinPath, withinFolder } from '../paths/repo-path.ts';
import { isCommandFile, isDevFile, kindOfFile } from './commands/kinds.ts';
import type { Framework } from './commands/runners.ts';
import { deployedWeight, type Launch, type Site, type Target, weights } from './commands/site.ts';
import { browserEntries, conventionalEntries } from './conventions.ts';
import { type EntryResolver, mainSource } from './entry-resolver.ts';
import { addNote, type Notes } from './note.ts';
import type { PackageDraft } from './packages.ts';
import { isExamplePath, isTestPath, isToolPath } from './test-path.ts';
import type { Tree } from './tree.ts';
import type { ProcessKind, Starts } from './workspace.ts';

/** One thing that starts one source file; several may start the same. */
export type Candidate = {
  readonly name: string;
  readonly kind: ProcessKind;
  readonly entry: string;
  readonly site: Site;
  readonly handlers?: readonly string[];
  readonly starts?: Starts;
  readonly group?: string;
  /** See `Target`. */
  readonly words?: readonly string[];
};

export type CandidateInputs = {
  readonly tree: Tree;
  readonly packages: readonly PackageDraft[];
  readonly resolve: EntryResolver;
  readonly notes: Notes;
};

/** The source files that a launch starts. A file for which there is no source gives a note. */
export function candidatesOf(launch: Launch, inputs: CandidateInputs): readonly Candidate[] {
  const { target } = launch;
  switch (target.type) {
    case 'framework':
      return ofFramework(launch, target, inputs);
    case 'browser':
      return ofBrowser(launch.site, target, inputs);
    case 'file':
      return ofFile(launch, target, inputs);
  }
}

function ofFramework(
  launch: Launch,
  target: Extract<Target, { type: 'framework' }>,
  { tree }: CandidateInputs,
): readonly Candidate[] {
  const { site } = launch;
  const { framework, argument } = target;
  const kind = launch.kind ?? site.kind;
  // A build command of a framework proves what runs as well as its start command does.
  const runs: ProcessKind = kind === 'test' || kind === 'worker' || kind === 'job' ? kind : 'server';
  for (const dir of target.dirs) {
    const inner = argument === null || framework === 'nest' ? undefined : joinPath(dir, argument);
    const base = inner !== undefined && tree.isFolder(inner) ? inner : dir;
    const found = conventionalEntries(tree, framework, base, argument);
    if (found.length === 0) continue;
    const label = fromDir(tree, base);
    const group = label === '' ? framework : `${framework}:${label}`;
    return found.map(({ entry, handlers, client }) => ({
      name: handlers ? `${framework}:${fromDir(tree, entry)}` : site.name,
      kind: isNotDeployed(tree, entry) ? 'test' : client ? 'browser' : runs,
      entry,
      site,
      ...(handlers ? { handlers, group } : {}),
    }));
  }
  return [];
}

function ofBrowser(
  site: Site,
  { dirs, program }: Extract<Target, { type: 'browser' }>,
  { tree }: CandidateInputs,
): readonly Candidate[] {
  const entries = dirs.slice(0, 1).flatMap((dir) => browserEntries(tree, dir, program));
  return entries.map((entry) => ({ name: site.name, kind: 'browser', entry, site }));
}

function ofFile(
  launch: Launch,
  target: Extract<Target, { type: 'file' }>,
  inputs: CandidateInputs,
): readonly Candidate[] {
  const { tree, resolve } = inputs;
  const { site } = launch;
  const kind = launch.kind ?? site.kind;
  for (const path of target.paths) {
    const built = builtByFramework(path, inputs);
    const found = built
      ? ofFramework(
          launch,
          { type: 'framework', framework: built.framework, dirs: [built.dir], argument: null },
          inputs,
        )
      : [];
    if (found.length > 0) return found;
    const entry = resolve(path);
    if (entry === undefined) continue;
    const decided =
      ownKind(launch, entry) ?? (isToolPath(entry) ? 'build' : kind) ?? kindOfFile(entry) ?? site.otherwise ?? 'cli';
    const isTest = decided !== 'build' && (isNotDeployed(tree, entry) || isTriedOut(tree, site));
    const handlers = target.handlers ? { handlers: target.handlers } : {};
    const words = target.words ? { words: target.words } : {};
    const starts = target.starts ? { starts: target.starts } : {};
    return [{ name: site.name, kind: isTest ? 'test' : decided, entry, site, ...handlers, ...starts, ...words }];
  }
  if (kind === 'build' || kind === 'test') return [];
  const taken = likelySource(site, target, inputs);
  noteUnmapped(site, target, inputs, taken);
  if (!taken) return [];
  const { entry } = taken;
  return [{ name: site.name, kind: kind ?? kindOfFile(entry) ?? site.otherwise ?? 'server', entry, site }];
}

/** A source that is taken for what a command names, and what it is. */
type Taken = { readonly entry: string; readonly as: string };

function likelySource(
  site: Site,
  target: Extract<Target, { type: 'file' }>,
  inputs: CandidateInputs,
): Taken | undefined {
  const main = mainOf(site, target, inputs);
  if (main !== undefined) return { entry: main, as: 'the main of its package' };
  const only = onlyOfName(site, target, inputs);
  return only === undefined ? undefined : { entry: only, as: 'the only source of that name' };
}

/**
 * Where what serves is a file at the top of its package that a bundler writes by a configuration which nothing reads: the one source of the
 * package that is called the same.
 */
function onlyOfName(
  { weight, evidence }: Site,
  { paths }: Extract<Target, { type: 'file' }>,
  { tree, packages }: CandidateInputs,
): string | undefined {
  const path = paths.find((one) => packages.some(({ dir }) => dir === dirOf(one)) && !tree.has(one));
  if (weight < weights.serve || path === undefined || !isCode(path) || isNotDeployed(tree, evidence.file))
    return undefined;
  const own = packageAround(packages, dirOf(path));
  // Next.js writes a `server.js` of its own (nextjs.org, output: standalone).
  if (own?.dependencies.has('next')) return undefined;
  const stem = stemOf(path);
  const same = tree
    .below(dirOf(path))
    .filter((one) => isCode(one) && stemOf(one) === stem && packageAround(packages, dirOf(one)) === own)
    .filter((one) => !isNotDeployed(tree, one) && !isToolPath(one));
  return same.length === 1 ? same[0] : undefined;
}

/**
 * What an image most likely starts where its command names a file that some bundler makes of what nothing says: the `main` of the
 * package that the file is built in.
 */
function mainOf(
  { weight, evidence }: Site,
  { paths }: Extract<Target, { type: 'file' }>,
  { tree, packages, resolve }: CandidateInputs,
): string | undefined {
  const path = paths.find((one) => outputFolderOf(one) !== undefined && !tree.has(one));
  if (weight < deployedWeight || path === undefined || isNotDeployed(tree, evidence.file)) return undefined;
  const around = packageAround(packages, dirOf(path));
  return around && mainSource(around, resolve);
}

/**
 * What a file is by its name where no script that serves starts it. One below a folder of scripts for development is a tool. Where only a
 * script for development starts it, a watcher or a server made for development serves no one else, and a command is tried out there.
 */
function ownKind({ site, kind }: Launch, entry: string): ProcessKind | null {
  if (kind !== null || site.weight >= weights.serve) return null;
  if (/(?:^|\/)scripts?\/dev\//.test(entry)) return 'build';
  if (site.weight !== weights.dev) return null;
  return isDevFile(entry) ? 'build' : isCommandFile(entry) ? 'cli' : null;
}

function noteUnmapped(
  { evidence }: Site,
  { paths, written }: Extract<Target, { type: 'file' }>,
  { tree, notes }: CandidateInputs,
  taken: Taken | undefined,
): void {
  const { file, line } = evidence;
  const concerns =
    isBelow(file, tree.dir) && paths.some((path) => isBelow(path, tree.dir)) && !isNotDeployed(tree, file);
  if (!concerns || written.includes('node_modules/')) return;
  addNote(
    notes,
    'output-unmapped',
    file,
    line,
    `${file}:${line} starts ${written}, for which no source file was found${taken ? `; ${taken.as}, ${taken.entry}, is taken for it` : ''}`,
  );
}

/** Built servers of frameworks: what they run are the framework's conventional files. */
function builtByFramework(
  path: string,
  { tree, packages }: CandidateInputs,
): { readonly framework: Framework; readonly dir: string } | undefined {
  const next = /^(.*?)(?:^|\/)\.next\//.exec(path);
  if (next) return { framework: 'next', dir: next[1]! };
  const nuxt = /^(.*?)(?:^|\/)\.output\//.exec(path);
  const build = nuxt ?? (tree.has(path) ? null : /^(.*?)(?:^|\/)build(?:$|\/)/.exec(path));
  if (!build) return undefined;
  const draft = packageAround(packages, build[1] || dirOf(path));
  const has = (name: string) => draft?.dependencies.has(name) ?? false;
  if (!draft) return undefined;
  if (nuxt) return { framework: has('nuxt') ? 'nuxt' : 'nitro', dir: draft.dir };
  if (has('@sveltejs/kit')) return { framework: 'sveltekit', dir: draft.dir };
  return undefined;
}

/** The nearest package whose folder is this one, or lies around it. */
function packageAround(packages: readonly PackageDraft[], folder: string): PackageDraft | undefined {
  return foldersUpward(folder)
    .map((dir) => packages.find((one) => one.dir === dir))
    .find((one) => one !== undefined);
}

function fromDir({ dir }: Tree, path: string): string {
  return isBelow(path, dir) ? withinFolder(path, dir) : path;
}

/** A script of an example that starts what the repository makes: it shows how, and nobody deploys it. */
function isTriedOut(tree: Tree, { evidence: { file } }: Site): boolean {
  return baseOf(file) === 'package.json' && isNotDeployed(tree, file);
}

/** Tests and examples, seen from DIR: whoever analyses an example means it. */
function isNotDeployed(tree: Tree, path: string): boolean {
  const inner = fromDir(tree, path);
  return isTestPath(inner) || isExamplePath(inner);
}
