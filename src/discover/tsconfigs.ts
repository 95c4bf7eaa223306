import { codeExtensions } from '../paths/code-extensions.ts';
import { baseOf, dirOf, joinPath } from '../paths/repo-path.ts';
import { asObject, asString, asStrings, type JsonObject, readJson } from './json.ts';
import { readExportedLiteral } from './literal-reader.ts';
import { addNote, type Notes } from './note.ts';
import type { PackageDraft } from './packages.ts';
import type { Tree } from './tree.ts';
import type { TsConfig } from './workspace.ts';

/** One configuration file as written; folders not yet resolved. */
type Raw = { readonly path: string; readonly dir: string; readonly options: JsonObject; readonly json: JsonObject };

const configName = /^(?:ts|js)config(?:[.-][\w.-]+)?\.json$/;
const mainName = /^(?:ts|js)config\.json$/;
const configDirPrefix = /^\$\{configDir\}\/?/;
/** Longer chains of `extends` are cut. */
const extendsLimit = 50;
/** Files that one configuration may draw on, counted each time: lists of lists would double at every step. */
const stepLimit = 500;
/** Folders of generated configurations that are not in the repository, and the aliases that the framework would have written. */
const generatedBy: readonly (readonly [RegExp, 'sveltekit' | 'nuxt' | 'other'])[] = [
  [/(?:^|\/)\.svelte-kit\//, 'sveltekit'],
  [/(?:^|\/)\.nuxt\//, 'nuxt'],
  [/(?:^|\/)\.(?:astro|wxt|output|vinxi|react-router|expo)\//, 'other'],
];

/**
 * Reads tsconfig.json, jsconfig.json and their kin (`tsconfig.build.json`) for which `counts` holds, `extends` merged as tsc does it.
 * `plugins` are never loaded. What cannot be followed (a loop, a package outside the repository, a generated file) gives a note;
 * the rest of that configuration stands.
 */
export function readTsConfigs(
  tree: Tree,
  packages: readonly PackageDraft[],
  counts: (path: string) => boolean,
  notes: Notes,
): readonly TsConfig[] {
  const byPackage = new Map(packages.flatMap((p) => (p.name === null ? [] : [[p.name, p] as const])));
  const raws = new Map<string, Raw | undefined>();
  const rawOf = (path: string): Raw | undefined => {
    if (!raws.has(path)) raws.set(path, readRaw(tree, path, notes));
    return raws.get(path);
  };
  const configs: TsConfig[] = [];
  for (const { path } of tree.files) {
    if (!configName.test(baseOf(path)) || !counts(path)) continue;
    const raw = rawOf(path);
    if (raw) configs.push(merge(tree, raw, rawOf, byPackage, notes));
  }
  const wanted = new Set(configs.filter((c) => mainName.test(baseOf(c.path))).map((c) => c.path));
  for (const config of configs) for (const other of config.references ?? []) wanted.add(other);
  return [...configs.filter((c) => wanted.has(c.path)), ...configs.filter((c) => !wanted.has(c.path))];
}

function readRaw(tree: Tree, path: string, notes: Notes): Raw | undefined {
  const text = tree.text(path);
  if (text === undefined) return undefined;
  const result = readJson(text, { comments: true });
  const json = result.ok
    ? (asObject(result.value) ?? (text.trim() === '' ? Object.create(null) : undefined))
    : undefined;
  if (!json) {
    const line = result.ok ? 1 : result.line;
    const why = result.ok ? 'is no JSON object' : `is not valid JSON with comments (${result.message})`;
    addNote(notes, 'tsconfig-broken', path, line, `${path}:${line} ${why}; it is ignored`);
    return undefined;
  }
  return { path, dir: dirOf(path), json, options: asObject(json.compilerOptions) ?? Object.create(null) };
}

/** What a chain of `extends` adds up to. Settings keep the folder of the file that wrote them. */
type Merged = {
  baseUrl: string | null;
  paths: { readonly written: JsonObject; readonly dir: string } | null;
  aliases: (readonly [string, readonly string[]])[];
  outDir: string | null;
  rootDir: string | null;
  files: readonly string[] | null;
  include: readonly string[] | null;
  exclude: readonly string[] | null;
  conditions: readonly string[];
  chain: string[];
};

function merge(
  tree: Tree,
  top: Raw,
  rawOf: (path: string) => Raw | undefined,
  byPackage: ReadonlyMap<string, PackageDraft>,
  notes: Notes,
): TsConfig {
  const merged: Merged = {
    baseUrl: null,
    paths: null,
    aliases: [],
    outDir: null,
    rootDir: null,
    files: null,
    include: null,
    exclude: null,
    conditions: [],
    chain: [],
  };
  let left = stepLimit;
  const apply = (raw: Raw, open: readonly string[]) => {
    if (left-- <= 0) return;
    for (const written of asStrings(raw.json.extends)) {
      const target = resolveExtends(tree, raw, written, byPackage);
      if (target === undefined) {
        applyGenerated(tree, raw, written, merged, notes);
        continue;
      }
      if (open.includes(target) || open.length > extendsLimit) {
        const message = `${raw.path} extends ${target}, which ${open.includes(target) ? 'extends it again' : 'is too far down the chain'}; it is cut there`;
        addNote(notes, 'tsconfig-loop', raw.path, null, message);
        continue;
      }
      const base = rawOf(target);
      if (!base) continue;
      if (!merged.chain.includes(target)) merged.chain.push(target);
      apply(base, [...open, target]);
    }
    overlay(raw, top, merged);
  };
  apply(top, [top.path]);
  // Nuxt 4 has a configuration for each part of the application, and the written one only names them.
  const generated = readReferencePaths(top).find((written) => /(?:^|\/)\.nuxt\//.test(written));
  if (generated !== undefined && merged.aliases.length === 0) applyGenerated(tree, top, generated, merged, notes);
  return {
    path: top.path,
    dir: top.dir,
    baseUrl: merged.baseUrl,
    paths: [...resolvePaths(merged, top.dir), ...merged.aliases],
    outDir: merged.outDir,
    rootDir: merged.rootDir,
    files: merged.files,
    include: merged.include,
    exclude: merged.exclude,
    references: readReferences(tree, top),
    extends: merged.chain,
    customConditions: merged.conditions,
  };
}

/** Lays one file's settings over what it extends. `${configDir}` is the folder of the file that is asked for (TypeScript 5.5). */
function overlay(raw: Raw, top: Raw, merged: Merged): void {
  const folder = (written: unknown): string | undefined => {
    const value = asString(written);
    if (value === undefined) return undefined;
    const fromTop = configDirPrefix.exec(value);
    return fromTop ? joinPath(top.dir, value.slice(fromTop[0].length) || '.') : joinPath(raw.dir, value);
  };
  const { options, json } = raw;
  merged.baseUrl = folder(options.baseUrl) ?? merged.baseUrl;
  merged.outDir = folder(options.outDir) ?? merged.outDir;
  merged.rootDir = folder(options.rootDir) ?? merged.rootDir;
  if (Array.isArray(options.customConditions)) merged.conditions = asStrings(options.customConditions);
  const paths = asObject(options.paths);
  if (paths) merged.paths = { written: paths, dir: raw.dir };
  for (const key of ['files', 'include', 'exclude'] as const) {
    if (!Array.isArray(json[key])) continue;
    merged[key] = asStrings(json[key]).flatMap((pattern) => folder(pattern) ?? []);
  }
}

/** Targets are relative to `baseUrl`, whoever sets it, else to the file that writes them. */
function resolvePaths(merged: Merged, topDir: string): readonly (readonly [string, readonly string[]])[] {
  if (!merged.paths) return [];
  const { written, dir } = merged.paths;
  return Object.keys(written).map((pattern) => [
    pattern,
    asStrings(written[pattern]).flatMap((target) => {
      const fromTop = configDirPrefix.exec(target);
      const path = fromTop
        ? joinPath(topDir, target.slice(fromTop[0].length))
        : joinPath(merged.baseUrl ?? dir, target);
      return path === undefined ? [] : [path];
    }),
  ]);
}

function readReferencePaths(raw: Raw): readonly string[] {
  if (!Array.isArray(raw.json.references)) return [];
  return raw.json.references.map((entry) => asString(asObject(entry)?.path) ?? '');
}

function readReferences(tree: Tree, raw: Raw): readonly string[] {
  return readReferencePaths(raw).flatMap((written) => {
    const path = joinPath(raw.dir, written);
    if (path === undefined) return [];
    return [path, path === '' ? 'tsconfig.json' : `${path}/tsconfig.json`].filter((p) => tree.has(p)).slice(0, 1);
  });
}

/** The file that `extends` names: relative (with or without `.json`), or in a package of the workspace. */
function resolveExtends(
  tree: Tree,
  raw: Raw,
  written: string,
  byPackage: ReadonlyMap<string, PackageDraft>,
): string | undefined {
  const existing = (path: string | undefined) =>
    path === undefined ? undefined : [path, `${path}.json`, `${path}/tsconfig.json`].find((p) => tree.has(p));
  if (/^\.{1,2}(?:$|[/\\])/.test(written)) return existing(joinPath(raw.dir, written));
  const [, name, inner] = /^((?:@[^/]+\/)?[^/]+)(?:\/(.*))?$/.exec(written) ?? [];
  const found = name === undefined ? undefined : byPackage.get(name);
  if (!found) return undefined;
  if (inner) return existing(joinPath(found.dir, inner));
  return existing(joinPath(found.dir, asString(found.manifest.tsconfig) ?? 'tsconfig.json'));
}

function applyGenerated(tree: Tree, raw: Raw, written: string, merged: Merged, notes: Notes): void {
  const kind = generatedBy.find(([pattern]) => pattern.test(written))?.[1];
  if (kind === undefined) {
    const message = `${raw.path} extends ${written}, which is not in the repository; its settings are not known`;
    addNote(notes, 'tsconfig-extends-unknown', raw.path, null, message);
    return;
  }
  // The folder that the framework generates stands at the top of the application, wherever what extends it stands.
  const top = joinPath(raw.dir, written.replace(/\.(?:nuxt|svelte-kit)[/\\].*$/, '') || '.') ?? raw.dir;
  const aliases = kind === 'other' ? [] : frameworkAliases(tree, top, kind);
  merged.aliases.push(...aliases);
  if (kind !== 'other') merged.aliases.push(...configuredAliases(tree, top, kind, aliases));
  const names = merged.aliases.map(([pattern]) => pattern).filter((pattern) => !pattern.endsWith('/*'));
  const taken = names.length > 0 ? `; by convention it maps ${names.join(', ')}` : '';
  addNote(
    notes,
    'tsconfig-generated',
    raw.path,
    null,
    `${raw.path} extends ${written}, which is generated and not in the repository${taken}`,
  );
}

type Aliases = readonly (readonly [pattern: string, targets: readonly string[]])[];

/** A name and what stands below it, for a folder of an application. */
function aliasOf(dir: string, name: string, path: string): Aliases {
  const target = joinPath(dir, path) ?? '';
  const below = target === '' ? '*' : `${target}/*`;
  if (name.endsWith('/*')) return [[name, [path.endsWith('/*') ? target : below]]];
  return [
    [name, [target]],
    [`${name}/*`, [below]],
  ];
}

/**
 * What the configuration of the application adds: `alias` of nuxt.config and of its server (nuxt.com/docs/api/nuxt-config#alias), `kit.alias` of svelte.config
 * (svelte.dev/docs/kit/configuration#alias). A path may begin with another alias; what is computed is left out.
 */
function configuredAliases(tree: Tree, dir: string, kind: 'sveltekit' | 'nuxt', known: Aliases): Aliases {
  const base = kind === 'nuxt' ? 'nuxt.config' : 'svelte.config';
  const path = codeExtensions
    .map((extension) => joinPath(dir, base + extension))
    .find((file) => file !== undefined && tree.has(file));
  const config = asObject(readExportedLiteral((path === undefined ? undefined : tree.text(path)) ?? '').value);
  const parts = kind === 'nuxt' ? [config, asObject(config?.nitro)] : [asObject(config?.kit)];
  return parts
    .flatMap((part) => Object.entries(asObject(part?.alias) ?? {}))
    .flatMap(([name, to]) => {
      const target = asString(to);
      // An absolute path is one of the machine that builds.
      if (target === undefined || target.startsWith('/')) return [];
      const [, head = '', rest = ''] = /^([^/]*)(?:\/(.*))?$/.exec(target) ?? [];
      const of = known.find(([pattern]) => pattern === head)?.[1][0];
      return of === undefined ? aliasOf(dir, name, target) : aliasOf(of, name, rest || '.');
    });
}

/** Aliases that SvelteKit (`$lib`) and Nuxt (`~`, `@`, `~~`, `@@`, `#shared`, `#server`) write into the configuration that they generate. */
export function frameworkAliases(tree: Tree, dir: string, kind: 'sveltekit' | 'nuxt'): Aliases {
  const at = (path: string) => joinPath(dir, path) ?? '';
  const both = (name: string, path: string): Aliases => aliasOf(dir, name, path);
  if (kind === 'sveltekit') return both('$lib', 'src/lib');
  // Nuxt 4 keeps the application in app/, Nuxt 3 in src/ or at the top.
  const inner = ['app', 'src'].find((name) => tree.isFolder(at(name)) && !tree.isFolder(at('pages'))) ?? '.';
  return [
    ...both('~', inner),
    ...both('@', inner),
    ...both('~~', '.'),
    ...both('@@', '.'),
    ...both('#shared', 'shared'),
    ...both('#server', 'server'),
  ];
}
