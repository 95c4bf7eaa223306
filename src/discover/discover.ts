import { isCode, isDeclaration } from '../paths/code-extensions.ts';
import { createOutputMap } from '../paths/output-map.ts';
import { baseOf, isBelow, joinPath } from '../paths/repo-path.ts';
import type { Skipped, Source } from '../source/source.ts';
import { byCodeUnit } from '../text/order.ts';
import { interpret, located, scriptSite, type World } from './commands/interpret.ts';
import type { Launch, Site } from './commands/site.ts';
import { conventionalMain } from './conventions.ts';
import { asObject, asString, lineFinder } from './json.ts';
import { openVersions } from './locks/versions.ts';
import { addNote, evidenceAt, type Notes } from './note.ts';
import { readOutputs } from './outputs.ts';
import { type PackageDraft, readPackages, readWorkspaces } from './packages.ts';
import { createEntryResolver, readLibraryEntries, toProcesses } from './processes.ts';
import { openTree, type Tree } from './tree.ts';
import { readTsConfigs } from './tsconfigs.ts';
import { vendoredTest } from './vendored.ts';
import type { Package, Process, Workspace } from './workspace.ts';

/** Understands a project before any code is parsed: packages, configurations, what is started, which files count. Never throws for what it reads. */
export function discover(source: Source): Workspace {
  const tree = openTree(source);
  const notes: Notes = [];
  const isVendored = vendoredTest(tree);
  const counts = (path: string) => !isVendored(path);
  const drafts = readPackages(tree, counts, notes);
  const workspaces = readWorkspaces(tree, drafts, notes);
  const tsconfigs = readTsConfigs(tree, drafts, counts, notes);
  const outputs = readOutputs(tree, drafts, tsconfigs);
  const map = createOutputMap(outputs, new Set(tree.files.filter(({ path }) => counts(path)).map(({ path }) => path)));
  const resolve = createEntryResolver(tree, drafts, map);

  const world: World = { tree, packages: drafts, workspaces, ecosystem: () => [] };
  const launches: Launch[] = [];
  for (const draft of drafts) launches.push(...packageLaunches(tree, draft, world));
  let processes = toProcesses(tree, launches, resolve, notes);
  const library = readLibraryEntries(drafts, resolve, (path) => isBelow(path, tree.dir));
  if (!processes.some(runs)) processes = [...processes, ...fallback(tree, drafts, resolve, library, notes, processes)];
  const started = new Set(processes.filter(runs).map(({ entry }) => entry));

  const { files, outside, skipped } = sortFiles(tree, isVendored, map.origin, processes);
  const versionsOf = openVersions(tree, notes);
  const packages: Package[] = drafts.map((draft) => ({
    dir: draft.dir,
    name: draft.name,
    esm: draft.esm,
    manifest: draft.manifest,
    dependencies: draft.dependencies,
    versions: versionsOf(draft),
  }));
  return {
    dir: tree.dir,
    packages,
    tsconfigs,
    processes,
    libraryEntries: library.filter((path) => !started.has(path)),
    outputs,
    files,
    outside,
    skipped,
    notes: sortNotes(notes),
  };
}

function runs({ kind }: Process): boolean {
  return kind === 'server' || kind === 'worker';
}

/** How strongly a place proves that something is deployed. */
const weights = { manifest: 90, start: 70, serve: 60, script: 50, dev: 40, bin: 30, main: 20, name: 10 } as const;

function packageLaunches(tree: Tree, draft: PackageDraft, world: World): readonly Launch[] {
  const text = tree.text(draft.path) ?? '';
  const lineOf = lineFinder(text);
  const label = draft.dir === tree.dir ? '' : `${draft.name ?? baseOf(draft.dir)}:`;
  const launches: Launch[] = [];
  const scripts = asObject(draft.manifest.scripts) ?? {};
  for (const name of Object.keys(scripts)) {
    const command = asString(scripts[name]);
    if (command === undefined) continue;
    const weight =
      /^start(?:$|[:\-_](?:prod|production|server))/.test(name) || name === 'prod'
        ? weights.start
        : /^(?:start|serve|server|prod)/.test(name)
          ? weights.serve
          : /dev|watch|debug|local/.test(name)
            ? weights.dev
            : weights.script;
    const site = scriptSite(draft, name, label + name, weight, lineOf(['scripts', name]), text);
    launches.push(...interpret(command, site, world));
  }
  const { bin } = draft.manifest;
  const named = binPaths(bin);
  for (const [name, path] of Object.entries(named)) {
    const site: Site = {
      name: label + (name === '' ? baseOf(draft.name ?? path) : name),
      kind: 'cli',
      weight: weights.bin,
      evidence: evidenceAt(draft.path, text, lineOf(name === '' ? ['bin'] : ['bin', name])),
      locate: (given, folders) => located(draft.dir, given, folders),
    };
    const target = joinPath(draft.dir, path);
    if (target !== undefined)
      launches.push({ site, kind: 'cli', target: { type: 'file', paths: [target], written: path } });
  }
  return launches;
}

/** `bin` as a map from name to path; a string stands for the package's own name (`''` here). */
function binPaths(bin: unknown): Readonly<Record<string, string>> {
  const map: Record<string, string> = Object.create(null);
  if (typeof bin === 'string') map[''] = bin;
  const table = asObject(bin) ?? {};
  for (const name of Object.keys(table)) {
    const path = asString(table[name]);
    if (path !== undefined) map[name] = path;
  }
  return map;
}

/** Where nothing is started: the package's own `main` and exports, else conventional names. Says so. */
function fallback(
  tree: Tree,
  drafts: readonly PackageDraft[],
  resolve: (path: string) => string | undefined,
  library: readonly string[],
  notes: Notes,
  found: readonly Process[],
): readonly Process[] {
  const root = drafts.find(({ dir }) => dir === tree.dir);
  const taken = new Set(found.map(({ name }) => name));
  const server = (entry: string, file: string, line: number, name: string): Process => {
    let unique = name;
    for (let n = 2; taken.has(unique); n++) unique = `${name}-${n}`;
    taken.add(unique);
    return {
      name: unique,
      kind: 'server',
      entry,
      replicas: null,
      evidence: evidenceAt(file, tree.text(file) ?? '', line),
    };
  };
  if (root) {
    const text = tree.text(root.path) ?? '';
    const main = asString(root.manifest.main);
    const target = main === undefined ? undefined : joinPath(root.dir, main);
    const entry = target === undefined ? undefined : resolve(target);
    const line = lineFinder(text);
    const entries = new Set([
      ...(entry === undefined ? [] : [entry]),
      ...readLibraryEntries([root], resolve, (path) => isBelow(path, tree.dir)),
    ]);
    if (entries.size > 0) {
      addNote(
        notes,
        'entry-from-main',
        root.path,
        line(['main']),
        `no script, manifest or framework starts a server; ${[...entries].join(', ')} of ${root.path} is taken for one`,
      );
      return [...entries].map((path) =>
        server(path, root.path, line(root.manifest.main === undefined ? ['exports'] : ['main']), 'main'),
      );
    }
  }
  if (library.length > 0) {
    addNote(
      notes,
      'entry-missing',
      null,
      null,
      'no script, manifest or framework starts a server; the packages are taken for libraries, which others start',
    );
    return [];
  }
  const named = conventionalMain(tree, tree.dir);
  if (named !== undefined) {
    addNote(
      notes,
      'entry-by-name',
      named,
      1,
      `nothing says what is started; ${named} is taken for a server because of its name`,
    );
    return [server(named, named, 1, 'main')];
  }
  addNote(
    notes,
    'entry-missing',
    null,
    null,
    'nothing says what is started, and no file has the usual name of a server',
  );
  return [];
}

function sortFiles(
  tree: Tree,
  isVendored: (path: string) => boolean,
  origin: (path: string) => string | undefined,
  processes: readonly Process[],
) {
  const files: string[] = [];
  const outside: string[] = [];
  const skipped: Skipped[] = [...tree.skipped];
  const entries = new Set(processes.map(({ entry }) => entry));
  for (const { path } of tree.files) {
    const inDir = isBelow(path, tree.dir);
    if (isDeclaration(path)) {
      if (inDir && !isVendored(path)) skipped.push({ file: path, reason: 'declaration' });
    } else if (isCode(path) || entries.has(path)) {
      if (isVendored(path)) {
        if (inDir) skipped.push({ file: path, reason: 'vendored' });
        continue;
      }
      const made = entries.has(path) ? undefined : origin(path);
      if (made !== undefined) {
        if (inDir) skipped.push({ file: path, reason: 'generated', detail: `made from ${made}` });
      } else (inDir ? files : outside).push(path);
    } else if (inDir && /\.(?:vue|svelte|astro)$/.test(path) && !isVendored(path))
      skipped.push({ file: path, reason: 'language' });
  }
  skipped.sort((a, b) => byCodeUnit(a.file, b.file) || byCodeUnit(a.reason, b.reason));
  return { files, outside, skipped };
}

function sortNotes(notes: Notes): Notes {
  return [...notes].sort(
    (a, b) =>
      byCodeUnit(a.code, b.code) ||
      byCodeUnit(a.file ?? '', b.file ?? '') ||
      (a.line ?? 0) - (b.line ?? 0) ||
      byCodeUnit(a.message, b.message),
  );
}
