import { isCode } from '../paths/code-extensions.ts';
import { baseOf, dirOf, isBelow, joinPath, withinFolder } from '../paths/repo-path.ts';
import { asObject, asString, asStrings, readJson } from './json.ts';
import type { Tree } from './tree.ts';

/**
 * Tells vendored copies of dependencies from sources. A file in a folder called node_modules is vendored unless the folder it lies in
 * is DIR or above it, or something of the project names it: a workspace pattern, `files`, a script, `main` or `bin` of a package.json,
 * or a relative import of code outside that folder.
 */
export function vendoredTest(tree: Tree): (path: string) => boolean {
  const folders = new Set<string>();
  for (const { path } of tree.files) {
    const at = path.indexOf('node_modules/');
    if (at === 0 || (at > 0 && path[at - 1] === '/')) folders.add(path.slice(0, at + 'node_modules'.length));
  }
  if (folders.size === 0) return () => false;
  const named = new Map<string, boolean>();
  for (const folder of folders) named.set(folder, isBelow(tree.dir, folder) || isNamed(tree, folder));
  return (path) => {
    const at = path.startsWith('node_modules/') ? 0 : path.indexOf('/node_modules/') + 1;
    if (at === 0 && !path.startsWith('node_modules/')) return false;
    const folder = path.slice(0, at + 'node_modules'.length);
    if (named.get(folder) !== true) return folders.has(folder);
    // Of a folder that is source, deeper node_modules are copies again.
    return path.includes('/node_modules/', folder.length);
  };
}

/** Folders that hold the code of others, copied into a project, by the name that people give them. */
const copies = /(?:^|\/)(?:vendors?|vendored|third[-_]?party|bower_components)\//i;

/**
 * Whether a package is a copy of somebody else's that lies among the files of this project: what its own package.json would start or
 * build is not what this project does. `members`: folders of the project's workspaces; those are its own wherever they lie.
 */
export function isCopiedPackage(dir: string, base: string, members: ReadonlySet<string>): boolean {
  return isBelow(dir, base) && !members.has(dir) && copies.test(`${withinFolder(dir, base)}/`);
}

function isNamed(tree: Tree, folder: string): boolean {
  return namedByManifest(tree, folder) || namedByImport(tree, folder);
}

function namedByManifest(tree: Tree, folder: string): boolean {
  const holder = dirOf(folder);
  for (let dir = holder; ; dir = dirOf(dir)) {
    const path = dir === '' ? 'package.json' : `${dir}/package.json`;
    const result = tree.has(path) ? readJson(tree.text(path) ?? '') : undefined;
    const manifest = result?.ok ? asObject(result.value) : undefined;
    if (manifest) {
      const inner = dir === '' ? folder : folder.slice(dir.length + 1);
      const { workspaces } = manifest;
      const globs = [
        ...asStrings(Array.isArray(workspaces) ? workspaces : asObject(workspaces)?.packages),
        ...asStrings(manifest.files),
        asString(manifest.main) ?? '',
      ];
      const scripts = Object.values(asObject(manifest.scripts) ?? {}).flatMap((text) => asString(text) ?? []);
      // At the top of a package the folder is where its dependencies are installed, and scripts run programs out of it.
      const isInstalled = inner === 'node_modules';
      if (globs.some((glob) => glob.replace(/^\.\//, '').startsWith(`${inner}/`))) return true;
      if (
        !isInstalled &&
        scripts.some((text) =>
          text
            .split(/[\s"'=]+/)
            .some((word) => word.replace(/^\.\//, '').startsWith(`${inner}/`) && !word.includes('/.bin/')),
        )
      )
        return true;
    }
    if (dir === '') return false;
  }
}

/** A relative import that leads into the folder from outside. The text is searched: nothing is parsed yet. */
function namedByImport(tree: Tree, folder: string): boolean {
  for (const { path } of tree.files) {
    if (!isCode(path) || path.includes('node_modules/')) continue;
    const text = tree.text(path);
    if (text === undefined || !text.includes('node_modules/')) continue;
    for (const [, specifier] of text.matchAll(
      /(?:from|require\(|import\(?)\s*['"](\.{1,2}\/[^'"\n]*node_modules\/[^'"\n]+)['"]/g,
    )) {
      const target = joinPath(dirOf(path), specifier!);
      if (target !== undefined && isBelow(target, folder) && baseOf(folder) === 'node_modules') return true;
    }
  }
  return false;
}
