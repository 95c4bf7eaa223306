import { builtinModules } from 'node:module';
import { exports as resolveExports, imports as resolveImports } from 'resolve.exports';
import type { Package, Workspace } from '../discover/workspace.ts';
import { codeExtensions, isCode, isDeclaration } from '../paths/code-extensions.ts';
import { completed, createOutputMap } from '../paths/output-map.ts';
import { dirOf, extensionOf, foldersUpward, isBelow, joinPath, withinFolder } from '../paths/repo-path.ts';
import { entryOf } from '../text/entry-of.ts';
import { byCodeUnit } from '../text/order.ts';
import { indexFolders, segmentTest } from './computed-imports.ts';
import { configFinder, matchPaths } from './tsconfig-paths.ts';

/**
 * What an import leads to. `file` is code of the repository, `asset` any other file of it; a `package` is not in the repository.
 * `name` of a `builtin` always has its prefix (`node:fs`, `bun:sqlite`); `subpath` is `''` for the package itself, else without a
 * leading slash (`fp` of `lodash/fp`).
 */
export type Resolution =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string; readonly subpath: string }
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'asset'; readonly path: string }
  | { readonly kind: 'unresolved' };

/** Resolves a specifier as written in a file. */
export type ModuleResolver = {
  (specifier: string, fromFile: string): Resolution;
  /**
   * The code files that a computed specifier may name, sorted: `./commands/${name}.js` (anything in `${}` or a `*` stands for one
   * segment or a part of it). A template that names a folder's every entry (`./${name}`) includes the index files of its folders.
   */
  resolveGlob(template: string, fromFile: string): readonly string[];
  /** The folder of sources that a folder is, or is compiled from; undefined where there is neither. */
  sourceFolder(path: string): string | undefined;
};

const unresolved: Resolution = { kind: 'unresolved' };
const DEPENDENCIES = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'] as const;
/** The package that has the types of another (`@types/node`, `@types/acme__ferry`). */
const typesOf = (name: string): string => `@types/${name.replace(/^@/, '').replace('/', '__')}`;
const builtins = new Set(builtinModules.filter((name) => !name.startsWith('_')));
/** Sets of conditions that are tried in turn on an `exports` or `imports` map; sources before what is built from them. */
type ConditionSet = { readonly conditions: readonly string[]; readonly require: boolean };
const usualConditions: readonly ConditionSet[] = [
  { conditions: ['source', 'development', 'typescript', 'ts', 'types'], require: false },
  { conditions: ['source', 'development', 'node'], require: false },
  { conditions: ['source', 'development', 'node'], require: true },
  { conditions: ['types'], require: true },
];

/**
 * Makes the resolver of a workspace. `files` are the paths of all files of the repository, assets among them (a file that is not
 * there is never the result). Built files that are not there, or are there but made from a source, come out as that source.
 */
export function createModuleResolver(workspace: Workspace, files: ReadonlySet<string>): ModuleResolver {
  const outputs = createOutputMap(workspace.outputs, files);
  const byName = groupByName(workspace.packages);
  const byDir = new Map(workspace.packages.map((p) => [p.dir, p]));
  const configsFor = configFinder(workspace.tsconfigs);
  const custom = workspace.tsconfigs.flatMap((c) => c.customConditions ?? []);
  const conditionSets = usualConditions.map((set) => ({ ...set, conditions: [...set.conditions, ...custom] }));
  const code = (path: string) => files.has(path) && (isCode(path) || extensionOf(path) === '') && !isDeclaration(path);
  const links = workspace.links ?? [];
  const generated = workspace.generated ?? [];
  const memo = new Map<string, Map<string, Resolution>>();
  let folders: ReturnType<typeof indexFolders> | undefined;

  function resolve(specifier: string, fromFile: string): Resolution {
    const dir = dirOf(fromFile);
    const known = entryOf(memo, dir, () => new Map<string, Resolution>());
    return entryOf(known, specifier, () => find(specifier, dir));
  }

  function find(written: string, dir: string): Resolution {
    const specifier = written.replace(/\?[\w=&-]*$/, '');
    if (specifier === '' || specifier.length > 1000 || specifier.includes('\0')) return unresolved;
    const scheme = /^(node|bun|deno|cloudflare|npm|jsr|file|data|https?|virtual|astro|ext):/.exec(specifier)?.[1];
    if (scheme === 'npm' || scheme === 'jsr')
      return splitPackage(specifier.slice(4).replace(/^\/*((?:@[^/]+\/)?[^@/]+)@[^/]+/, '$1')) ?? unresolved;
    if (scheme !== undefined)
      return /^(?:node|bun|cloudflare)$/.test(scheme) ? { kind: 'builtin', name: specifier } : unresolved;
    if (/^\.{1,2}(?:\/|$)/.test(specifier)) {
      const path = joinPath(dir, specifier);
      return (path === undefined ? undefined : at(path)) ?? fromBuild(specifier, dir) ?? unresolved;
    }
    if (specifier.startsWith('/')) return fromTop(specifier, dir) ?? unresolved;
    if (specifier.startsWith('#')) return privateImport(specifier, dir) ?? aliased(specifier, dir) ?? unresolved;
    const alias = aliased(specifier, dir);
    if (alias) return alias;
    const bare = specifier.endsWith('/') ? undefined : specifier;
    if (bare !== undefined && builtins.has(bare)) return { kind: 'builtin', name: `node:${bare}` };
    const split = splitPackage(specifier);
    if (!split) return ofSources(specifier, dir) ?? unresolved;
    return moduleAlias(specifier, dir) ?? inWorkspace(split, dir) ?? ofSources(specifier, dir) ?? split;
  }

  /**
   * `app/routes` or `@/routes` where no package of that name is installed: a folder of the sources, which the program looks for modules in
   * (`NODE_PATH=src`, babel-plugin-module-resolver, app-module-path, `resolve.alias` of a bundler). The nearest folder that has it.
   */
  function ofSources(specifier: string, dir: string): Resolution | undefined {
    const named = /^[@~]\//.test(specifier);
    const path = named ? specifier.slice('@/'.length) : specifier;
    if (path === '' || path.endsWith('/') || (!named && isDeclared(specifier, dir))) return undefined;
    // Where no package.json lists any, `express` may be installed, whatever folder is called so too.
    if (!named && !path.includes('/') && !foldersUpward(dir).some(listsPackages)) return undefined;
    for (const folder of foldersUpward(dir)) {
      const isPackage = byDir.has(folder);
      // `api/routes` may stand for the sources of that part of the program, too.
      const ofPart = path.replace('/', '/src/');
      const ways = isPackage ? [path, `src/${path}`, ...(ofPart === path ? [] : [ofPart])] : [path];
      for (const way of ways) {
        const target = joinPath(folder, way);
        const hit = target === undefined ? undefined : (file(target) ?? outputs.source(target));
        // `require('express')` in express.js, or beside it, means no file of the folder that it stands in.
        if (hit !== undefined && (named || path.includes('/') || dirOf(hit) !== dir))
          return { kind: 'file', path: hit };
      }
      // Beyond its own package a program finds packages alone.
      if (isPackage) return undefined;
    }
    return undefined;
  }

  /** Whether a package.json stands in a folder that lists packages. */
  function listsPackages(folder: string): boolean {
    const manifest = byDir.get(folder)?.manifest;
    return DEPENDENCIES.some((field) => manifest?.[field] !== undefined);
  }

  /** Whether a package of that name is among the dependencies of a package.json above: then Node.js finds that one. */
  function isDeclared(specifier: string, dir: string): boolean {
    const name = splitPackage(specifier)?.name;
    return (
      name !== undefined &&
      foldersUpward(dir).some((folder) => {
        const manifest = byDir.get(folder)?.manifest;
        return DEPENDENCIES.some((field) => {
          const listed = manifest?.[field];
          return (
            typeof listed === 'object' &&
            listed !== null &&
            (Object.hasOwn(listed, name) || Object.hasOwn(listed, typesOf(name)))
          );
        });
      })
    );
  }

  function at(path: string): Resolution | undefined {
    const made = generated.find(({ dir }) => isBelow(path, dir));
    if (made) return { kind: 'package', name: made.library, subpath: '' };
    const found = atPath(path);
    if (found || links.length === 0) return found;
    const real = throughLinks(path, links);
    return real === path ? undefined : atPath(real);
  }

  /** A file, a folder with a `main` or an index, an asset, or a built file's source. */
  function atPath(path: string): Resolution | undefined {
    const hit = file(path);
    if (hit !== undefined) return { kind: 'file', path: hit };
    if (files.has(path)) return { kind: 'asset', path };
    for (const suffix of ['.json', '.node', '/index.json'])
      if (files.has(path + suffix)) return { kind: 'asset', path: path + suffix };
    const source = outputs.source(path);
    if (source !== undefined) return { kind: 'file', path: source };
    const types = path.replace(/\.[cm]?jsx?$/, '');
    for (const suffix of ['.d.ts', '.d.mts', '.d.cts', '/index.d.ts'])
      if (files.has(types + suffix)) return { kind: 'asset', path: types + suffix };
    return undefined;
  }

  function file(path: string): string | undefined {
    const hit = path === '' ? undefined : completed(path, code, path);
    // `completed` also takes an index: a folder's `main` comes before it.
    const isIndex = hit !== undefined && dirOf(hit) === path;
    if (hit !== undefined && !isIndex) return outputs.origin(hit) ?? hit;
    const main = byDir.get(path)?.manifest.main;
    if (typeof main === 'string') {
      const target = joinPath(path, main);
      const source = target === undefined || target === path ? undefined : fileOrSource(target);
      if (source !== undefined) return source;
    }
    if (path === '') return codeExtensions.map((extension) => `index${extension}`).find(code);
    if (hit !== undefined) return outputs.origin(hit) ?? hit;
    return extensionOf(path) === '' && code(path) ? path : undefined;
  }

  function fileOrSource(path: string): string | undefined {
    const hit = completed(path, code, path);
    return hit === undefined ? outputs.source(path) : (outputs.origin(hit) ?? hit);
  }

  /** `./out/server/router.js` of a file that the build copies beside its output: the source is where the end of the path leads from the package. */
  function fromBuild(specifier: string, dir: string): Resolution | undefined {
    // What lies beside the output is below it: a way up leads to code of the repository, or to what a tool generates.
    if (!specifier.startsWith('./')) return undefined;
    const parts = specifier.slice('./'.length).split('/');
    const folder = foldersUpward(dir).find((one) => byDir.has(one));
    if (folder === undefined) return undefined;
    for (let from = 1; from + 1 < parts.length; from++) {
      const path = joinPath(folder, parts.slice(from).join('/'));
      const hit = path === undefined ? undefined : file(path);
      if (hit !== undefined) return { kind: 'file', path: hit };
    }
    return undefined;
  }

  /** `/src/x` of a bundler: from the package's folder. */
  function fromTop(specifier: string, dir: string): Resolution | undefined {
    for (const folder of foldersUpward(dir)) {
      if (!byDir.has(folder) && folder !== '') continue;
      const path = joinPath(folder, specifier.replace(/^\/+/, ''));
      const found = path === undefined ? undefined : at(path);
      if (found) return found;
    }
    return undefined;
  }

  /** `#x` of the nearest package.json's `imports`. */
  function privateImport(specifier: string, dir: string): Resolution | undefined {
    const owner = foldersUpward(dir)
      .map((folder) => byDir.get(folder))
      .find((p) => p !== undefined);
    if (!owner || owner.manifest.imports === undefined) return undefined;
    for (const { conditions, require } of conditionSets) {
      for (const target of mapped(() => resolveImports(named(owner), specifier, { conditions, require }))) {
        const found = target.startsWith('.') ? exported(owner, target) : find(target, dir);
        if (found) return found;
      }
    }
    return undefined;
  }

  /** `paths` and `baseUrl`, of the nearest configuration first. */
  function aliased(specifier: string, dir: string): Resolution | undefined {
    for (const { paths, baseUrl } of configsFor(dir)) {
      for (const target of matchPaths(paths, specifier)) {
        // `"config": ["./types/config.d.ts"]` says what a package gives; what runs is the package.
        if (isDeclaration(target)) continue;
        const found = at(target);
        if (found) return found;
      }
      const based = baseUrl === null || specifier.startsWith('#') ? undefined : joinPath(baseUrl, specifier);
      // A folder of that name holds no module: only what resolves counts.
      const found = based === undefined ? undefined : at(based);
      if (found) return found;
    }
    return undefined;
  }

  /** `_moduleAliases` of the package module-alias. */
  function moduleAlias(specifier: string, dir: string): Resolution | undefined {
    for (const folder of foldersUpward(dir)) {
      const aliases = byDir.get(folder)?.manifest._moduleAliases;
      if (aliases === null || typeof aliases !== 'object') continue;
      for (const [alias, target] of Object.entries(aliases)) {
        if (typeof target !== 'string' || !(specifier === alias || specifier.startsWith(`${alias}/`))) continue;
        const path = joinPath(folder, `${target}${specifier.slice(alias.length)}`);
        const found = path === undefined ? undefined : at(path);
        if (found) return found;
      }
    }
    return undefined;
  }

  function inWorkspace(split: Extract<Resolution, { kind: 'package' }>, dir: string): Resolution | undefined {
    const owner = nearest(byName.get(split.name), dir);
    if (!owner) return undefined;
    const { manifest } = owner;
    let asset: Resolution | undefined;
    if (manifest.exports !== undefined && manifest.exports !== null) {
      for (const { conditions, require } of conditionSets) {
        const entry = split.subpath === '' ? '.' : `./${split.subpath}`;
        for (const target of mapped(() => resolveExports(named(owner), entry, { conditions, require }))) {
          const found = exported(owner, target);
          if (found?.kind === 'file') return found;
          if (found && !isDeclaration(target)) asset ??= found;
        }
      }
      if (asset) return asset;
    }
    if (split.subpath !== '') {
      for (const folder of ['', 'src']) {
        const path = joinPath(owner.dir, folder === '' ? split.subpath : `${folder}/${split.subpath}`);
        const found = path === undefined ? undefined : at(path);
        if (found) return found;
      }
      return undefined;
    }
    for (const field of ['source', 'module', 'main', 'types', 'typings']) {
      const value = manifest[field];
      const found = typeof value === 'string' ? exported(owner, value) : undefined;
      if (found?.kind === 'file') return found;
    }
    return at(joinPath(owner.dir, 'index') ?? '') ?? at(joinPath(owner.dir, 'src/index') ?? '');
  }

  /** A target of an `exports` map; types stand for the code that they describe. */
  function exported(owner: Package, target: string): Resolution | undefined {
    const path = joinPath(owner.dir, target.replace(/\.d\.([cm]?)ts$/, '.$1js'));
    return path === undefined ? undefined : at(path);
  }

  function resolveGlob(template: string, fromFile: string): readonly string[] {
    if (template.length > 1000) return [];
    const pattern = template.replace(/\$\{[^{}]*\}/g, '*').replace(/\*{2,}/g, '*');
    const star = pattern.indexOf('*');
    if (star < 0) {
      const found = resolve(pattern, fromFile);
      return found.kind === 'file' ? [found.path] : folderOf(pattern, fromFile);
    }
    const slash = pattern.lastIndexOf('/', star);
    if (slash <= 0) return [];
    const prefix = pattern.slice(0, slash);
    const rest = pattern.slice(slash + 1).split('/');
    const found = new Set<string>();
    for (const base of basesOf(prefix, dirOf(fromFile))) collect(base, rest, found);
    found.delete(fromFile);
    return [...found].sort(byCodeUnit);
  }

  function folderOf(specifier: string, fromFile: string): readonly string[] {
    const found = new Set<string>();
    for (const base of basesOf(specifier.replace(/\/$/, ''), dirOf(fromFile))) collect(base, ['*'], found);
    found.delete(fromFile);
    return [...found].sort(byCodeUnit);
  }

  function basesOf(prefix: string, dir: string): readonly string[] {
    if (/^\.{1,2}(?:\/|$)/.test(prefix)) return [joinPath(dir, prefix)].filter((p) => p !== undefined);
    const aliases = configsFor(dir).flatMap(({ paths, baseUrl }) => [
      ...matchPaths(paths, `${prefix}/`).map((path) => path.replace(/(?<!\/)\/+$/, '')),
      ...(baseUrl === null ? [] : [joinPath(baseUrl, prefix) ?? '']),
    ]);
    const split = splitPackage(prefix);
    const owner = split && nearest(byName.get(split.name), dir);
    const inner = owner && [joinPath(owner.dir, split.subpath || '.'), joinPath(owner.dir, `src/${split.subpath}`)];
    return [...aliases, ...(inner ?? [])].filter((p) => p !== undefined);
  }

  function sourceFolder(path: string): string | undefined {
    folders ??= indexFolders(files);
    if (folders.has(path)) return path;
    const index = outputs.source(`${path}/index.js`);
    const like = outputs.folders(path);
    if (index !== undefined && like.includes(dirOf(index))) return dirOf(index);
    // A folder may have no index of its own: that of the whole program is none for it where a source folder has its name.
    return like.find((folder) => folders!.has(folder)) ?? (index && dirOf(index));
  }

  function collect(given: string, rest: readonly string[], into: Set<string>): void {
    folders ??= indexFolders(files);
    const dir = sourceFolder(given) ?? given;
    const names = folders.get(dir) ?? [];
    const [segment, ...deeper] = rest as [string, ...string[]];
    const matches = segmentTest(segment);
    for (const name of names) {
      const path = dir === '' ? name : `${dir}/${name}`;
      const isFolder = folders.has(path);
      if (deeper.length > 0) {
        if (isFolder && matches(name)) collect(path, deeper, into);
      } else if (isFolder) {
        const hit = matches(name) ? file(path) : undefined;
        if (hit !== undefined) into.add(hit);
      } else if (code(path) && isCode(path) && matches(name)) into.add(outputs.origin(path) ?? path);
    }
  }

  return Object.assign(resolve, { resolveGlob, sourceFolder });
}

/** The real path of one that leads through symbolic links; the deepest link first, each a few times at most. */
function throughLinks(path: string, links: NonNullable<Workspace['links']>): string {
  let at = path;
  for (let hops = 0; hops < 8; hops++) {
    const link = links.filter((l) => isBelow(at, l.path)).sort((a, b) => b.path.length - a.path.length)[0];
    if (!link) return at;
    const inner = at === link.path ? '' : withinFolder(at, link.path);
    at = joinPath(link.target, inner === '' ? '.' : inner) ?? at;
  }
  return path;
}

function groupByName(packages: readonly Package[]): Map<string, Package[]> {
  const groups = new Map<string, Package[]>();
  for (const item of packages) {
    if (item.name === null) continue;
    const same = groups.get(item.name);
    if (same) same.push(item);
    else groups.set(item.name, [item]);
  }
  return groups;
}

/** Of packages of one name, the one that shares the deepest folder with the importer. */
function nearest(same: readonly Package[] | undefined, dir: string): Package | undefined {
  if (!same || same.length < 2) return same?.[0];
  const upward = foldersUpward(dir);
  const distance = (p: Package) => upward.findIndex((folder) => isBelow(p.dir, folder));
  return [...same].sort((a, b) => distance(a) - distance(b) || byCodeUnit(a.dir, b.dir))[0];
}

/** `lodash/fp` → package lodash, subpath fp; undefined for what is no package name. */
function splitPackage(specifier: string): Extract<Resolution, { kind: 'package' }> | undefined {
  const parts = /^((?:@[^/\s]+\/)?[^@/\s][^/\s]*)(?:\/(.*))?$/.exec(specifier);
  return parts ? { kind: 'package', name: parts[1]!, subpath: (parts[2] ?? '').replace(/(?<!\/)\/+$/, '') } : undefined;
}

/** What resolve.exports makes of a map; nothing where the map says no or is no map. */
function mapped(find: () => unknown): readonly string[] {
  try {
    const found = find();
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

/** resolve.exports wants a package with a name. */
function named(owner: Package): { name: string } & Record<string, unknown> {
  return { ...owner.manifest, name: owner.name ?? '' };
}
