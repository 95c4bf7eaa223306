import { globTest } from '../paths/globs.ts';
import { dirOf, isBelow, joinPath, withinFolder } from '../paths/repo-path.ts';
import { byCodeUnit } from '../text/order.ts';
import { asObject, asString, asStrings, type JsonObject, readJson } from './json.ts';
import { addNote, type Notes } from './note.ts';
import type { Tree } from './tree.ts';
import { readYaml } from './yaml.ts';

/** A package.json as read, before versions are known. */
export type PackageDraft = {
  readonly path: string;
  readonly dir: string;
  readonly name: string | null;
  readonly esm: boolean;
  readonly manifest: JsonObject;
  readonly dependencies: ReadonlyMap<string, string>;
  /** Name → text of its scripts, the first ones where there are absurdly many. */
  readonly scripts: ReadonlyMap<string, string>;
};

const dependencyFields = ['peerDependencies', 'optionalDependencies', 'devDependencies', 'dependencies'];

/** Reads every package.json for which `counts` holds; a broken one gives a note and is no package. Sorted by folder. */
export function readPackages(tree: Tree, counts: (path: string) => boolean, notes: Notes): readonly PackageDraft[] {
  const packages: PackageDraft[] = [];
  for (const path of tree.named('package.json')) {
    if (!counts(path)) continue;
    const text = tree.text(path);
    if (text === undefined) continue;
    const result = readJson(text);
    const manifest = result.ok ? asObject(result.value) : undefined;
    if (!manifest) {
      const line = result.ok ? 1 : result.line;
      const why = result.ok ? 'is no JSON object' : `is not valid JSON (${result.message})`;
      addNote(notes, 'package-json-broken', path, line, `${path}:${line} ${why}; the package is left out`);
      continue;
    }
    packages.push({
      path,
      dir: dirOf(path),
      name: asString(manifest.name) ?? null,
      esm: manifest.type === 'module',
      manifest,
      dependencies: readDependencies(manifest),
      scripts: readScripts(path, manifest, notes),
    });
  }
  return packages.sort((a, b) => byCodeUnit(a.dir, b.dir));
}

function readDependencies(manifest: JsonObject): ReadonlyMap<string, string> {
  const dependencies = new Map<string, string>();
  for (const field of dependencyFields) {
    const entries = asObject(manifest[field]);
    if (!entries) continue;
    for (const name of Object.keys(entries)) {
      const range = asString(entries[name]);
      if (range !== undefined) dependencies.set(name, range);
    }
  }
  return dependencies;
}

/** Scripts beyond this many are not read. */
const scriptLimit = 500;

/** wireit's scripts stand in a table of their own in the same file. */
function readScripts(path: string, manifest: JsonObject, notes: Notes): ReadonlyMap<string, string> {
  const table = asObject(manifest.scripts) ?? {};
  const names = Object.keys(table);
  if (names.length > scriptLimit)
    addNote(
      notes,
      'too-many-scripts',
      path,
      null,
      `${path} has ${names.length} scripts; the first ${scriptLimit} are read`,
    );
  const scripts = new Map<string, string>();
  for (const name of names.slice(0, scriptLimit)) {
    const text = asString(table[name]);
    const command = text === 'wireit' ? asString(asObject(asObject(manifest.wireit)?.[name])?.command) : text;
    if (command !== undefined) scripts.set(name, command);
  }
  return scripts;
}

/** A folder that declares workspaces, and its members' folders. */
export type WorkspaceRoot = { readonly dir: string; readonly members: readonly string[] };

/**
 * Workspaces as npm, yarn and bun (`workspaces` in package.json), pnpm (pnpm-workspace.yaml) and lerna (lerna.json) declare
 * them. Sorted by folder.
 */
export function readWorkspaces(tree: Tree, packages: readonly PackageDraft[], notes: Notes): readonly WorkspaceRoot[] {
  const patterns = new Map<string, string[]>();
  const declare = (dir: string, globs: readonly string[]) => {
    if (globs.length > 0) patterns.set(dir, [...(patterns.get(dir) ?? []), ...globs]);
  };
  for (const { dir, manifest } of packages) {
    const { workspaces } = manifest;
    declare(dir, asStrings(Array.isArray(workspaces) ? workspaces : asObject(workspaces)?.packages));
  }
  for (const path of tree.named('pnpm-workspace.yaml')) declare(dirOf(path), readPnpmWorkspace(tree, path, notes));
  for (const path of tree.named('lerna.json')) {
    const result = readJson(tree.text(path) ?? '', { comments: true });
    if (result.ok) declare(dirOf(path), asStrings(asObject(result.value)?.packages));
  }
  const roots = [...patterns].map(([dir, globs]) => ({ dir, members: membersOf(dir, globs, packages) }));
  return roots.sort((a, b) => byCodeUnit(a.dir, b.dir));
}

function readPnpmWorkspace(tree: Tree, path: string, notes: Notes): readonly string[] {
  const document = readYaml(tree.text(path) ?? '');
  if (!document)
    addNote(notes, 'workspace-file-broken', path, 1, `${path} is not valid YAML; its workspaces are not known`);
  return asStrings(asObject(document?.[0]?.value)?.packages);
}

function membersOf(root: string, globs: readonly string[], packages: readonly PackageDraft[]): readonly string[] {
  const tidy = (glob: string) => (glob.length > 1024 ? '' : glob.replace(/^\.\//, '').replace(/(?<!\/)\/+$/, ''));
  const wanted = globs.filter((glob) => !glob.startsWith('!')).map(tidy);
  const refused = globs.filter((glob) => glob.startsWith('!')).map((glob) => tidy(glob.slice(1)));
  const isWanted = globTest(wanted, { dot: true });
  const isRefused = globTest(refused, { dot: true });
  // A workspace may lie beside its root (`../shared`): such a pattern names one folder.
  const beside = new Set(wanted.filter((glob) => glob.startsWith('../')).map((glob) => joinPath(root, glob)));
  return packages
    .map(({ dir }) => dir)
    .filter((dir) => {
      if (dir === root) return false;
      if (beside.has(dir)) return true;
      if (!isBelow(dir, root)) return false;
      const inner = withinFolder(dir, root);
      return isWanted(inner) && !isRefused(inner);
    });
}
