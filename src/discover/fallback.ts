import { dirOf, isBelow, joinPath } from '../paths/repo-path.ts';
import { conventionalMains } from './conventions.ts';
import { type EntryResolver, mainSource, readLibraryEntries } from './entry-resolver.ts';
import { asString, lineFinder } from './json.ts';
import { addNote, evidenceAt, type Notes } from './note.ts';
import type { PackageDraft } from './packages.ts';
import { uniqueName } from './processes.ts';
import { isExamplePath, isTestPath } from './test-path.ts';
import type { Tree } from './tree.ts';
import type { Process } from './workspace.ts';

export type FallbackInputs = {
  readonly tree: Tree;
  readonly packages: readonly PackageDraft[];
  readonly resolve: EntryResolver;
  readonly libraryEntries: readonly string[];
  /** Names that are taken. */
  readonly found: readonly Process[];
  readonly notes: Notes;
};

/** Where nothing starts a server: what the analysed package exports is taken for one, else a file with a usual name. A note says so. */
export function fallbackProcesses({
  tree,
  packages,
  resolve,
  libraryEntries,
  found,
  notes,
}: FallbackInputs): readonly Process[] {
  const server = serverMaker(tree, found);
  // What a browser, a test or a user's desktop runs is known not to be it.
  const other = new Set(
    found.filter(({ kind }) => kind === 'browser' || kind === 'test' || kind === 'desktop').map(({ entry }) => entry),
  );
  const own = packages.find(({ dir }) => dir === tree.dir);
  const main = own && asString(own.manifest.main);
  const mainEntry = own && mainSource(own, resolve);
  const exported = own ? readLibraryEntries([own], resolve, (path) => isBelow(path, tree.dir)) : [];
  const exports = new Set([...(mainEntry === undefined ? [] : [mainEntry]), ...exported]);
  const entries = [...exports].filter((path) => !other.has(path));
  if (own && entries.length > 0) {
    const line = lineFinder(tree.text(own.path) ?? '')(main === undefined ? ['exports'] : ['main']);
    const message = `no script, manifest or framework starts a server; what ${own.path} exports (${entries.join(', ')}) is taken for one`;
    addNote(notes, 'entry-from-main', own.path, line, message);
    return entries.map((entry) => ({ ...server(entry, own.path, line), exported: true }));
  }
  if (libraryEntries.length > 0) {
    const message =
      'no script, manifest or framework starts a server; the packages are taken for libraries, which other programs start';
    addNote(notes, 'entry-missing', null, null, message);
    return [];
  }
  const told = documentedStart(tree, resolve, (path) => !other.has(path));
  if (told) {
    addNote(
      notes,
      'entry-by-name',
      told.file,
      told.line,
      `nothing says what is started; ${told.entry} is taken for a server because ${told.file} starts it`,
    );
    return [server(told.entry, told.file, told.line)];
  }
  const named = conventionalMains(tree, tree.dir).find((path) => !other.has(path));
  if (named === undefined) {
    addNote(
      notes,
      'entry-missing',
      null,
      null,
      'nothing says what is started, and no file has the usual name of a server',
    );
    return [];
  }
  addNote(
    notes,
    'entry-by-name',
    named,
    1,
    `nothing says what is started; ${named} is taken for a server because of its name`,
  );
  return [server(named, named, 1)];
}

/**
 * Where servers are started by scripts of other names than `start` and `serve` alone, beside a package that others install: those are for
 * who works on it, and what it is there for is what its `main` names, in the servers that load it.
 */
export function publishedProcesses({
  tree,
  packages,
  resolve,
  found,
  notes,
}: Omit<FallbackInputs, 'libraryEntries'>): readonly Process[] {
  const own = packages.find(({ dir }) => dir === tree.dir);
  if (!own || own.manifest.private === true || own.manifest.bin !== undefined) return [];
  if (own.manifest.name === undefined || own.manifest.version === undefined) return [];
  const entry = mainSource(own, resolve);
  if (entry === undefined || found.some((one) => one.entry === entry)) return [];
  const line = lineFinder(tree.text(own.path) ?? '')(['main']);
  const message = `scripts start servers by hand alone; what ${own.path} exports (${entry}) is taken for one, too`;
  addNote(notes, 'entry-from-main', own.path, line, message);
  return [{ ...serverMaker(tree, found)(entry, own.path, line), exported: true }];
}

/** Makes servers that a line of a file tells of, each under a name of its own. */
function serverMaker(tree: Tree, found: readonly Process[]): (entry: string, file: string, line: number) => Process {
  const taken = new Set(found.map(({ name }) => name));
  return (entry, file, line) => ({
    name: uniqueName('main', taken),
    kind: 'server',
    entry,
    replicas: null,
    evidence: evidenceAt(file, tree.text(file) ?? '', line),
  });
}

/** `node core/boot.js` of a README, or the program of an editor's launch.json: what people start, where nothing else says it. */
function documentedStart(
  tree: Tree,
  resolve: EntryResolver,
  counts: (path: string) => boolean,
): { readonly entry: string; readonly file: string; readonly line: number } | undefined {
  const pagesOf = (dir: string) =>
    tree
      .children(dir)
      .filter((name) => /^readme(?:\.md|\.markdown)?$/i.test(name))
      .flatMap((name) => joinPath(dir, name) ?? []);
  const folders = SERVER_FOLDERS.flatMap((name) => joinPath(tree.dir, name) ?? []);
  const files = [
    ...pagesOf(tree.dir),
    ...[joinPath(tree.dir, '.vscode/launch.json')].flatMap((path) => path ?? []),
    ...folders.filter((dir) => tree.isFolder(dir)).flatMap(pagesOf),
  ];
  for (const file of files) {
    const lines = (tree.text(file) ?? '').split('\n');
    for (const [at, line] of lines.entries()) {
      const written = started.exec(line.slice(0, 400))?.[1] ?? program.exec(line.slice(0, 400))?.[1];
      // Where the page lies is not always where its reader stands.
      const paths = written === undefined ? [] : [tree.dir, dirOf(file)].flatMap((dir) => joinPath(dir, written) ?? []);
      const entry = paths.map((path) => resolve(path)).find((found) => found !== undefined);
      if (entry !== undefined && counts(entry) && !isTestPath(entry) && !isExamplePath(entry))
        return { entry, file, line: at + 1 };
    }
  }
  return undefined;
}

/** Folders that servers lie in beside their clients, with a page of their own. */
const SERVER_FOLDERS = ['server', 'backend', 'api'];

const started =
  /(?:^|[\s`$>])(?:node|tsx|ts-node|bun|bun run|deno run)\s+(?:-\S+\s+)*((?:\.\/)?[\w@./-]+\.[cm]?[jt]s)\b/;
const program = /"program"\s*:\s*"\$\{workspace(?:Folder|Root)\}\/([\w@./-]+)"/;
