import { codeExtensions, isDeclaration, sourceExtensions } from './code-extensions.ts';
import { baseOf, commonFolder, dirOf, extensionOf, isBelow, withinFolder } from './repo-path.ts';

/** Where a compiler or bundler of the project writes, and from what. Folders are repository-relative. */
export type OutputRoot = {
  readonly dir: string;
  /** Folders whose inner paths the output repeats, the likeliest first. */
  readonly roots: readonly string[];
  /** Files that are bundled into it; an output is known by its base name, or because there is only one. */
  readonly entries: readonly string[];
  /** Outputs whose source is written down: `--outfile=dist/x.js src/y.ts`. */
  /** Entries by the name that they are given (`entry: { server: './src/index.ts' }`): an output begins with it. */
  readonly named?: readonly (readonly [name: string, source: string])[];
  readonly exact?: readonly (readonly [output: string, source: string])[];
};

/** Folder names that hold build output by convention. */
const outputName =
  /^(?:dist|build|lib|out|output|es|esm|cjs|compiled|target|release|bundle|bundled|production|\.build|\.output|dist[-_.]\w+|build[-_.]\w+)$/;
/** The same for output that is tracked beside its source; `build`, `lib` and the like are as often written by hand. */
const trackedOutputName = /^(?:dist|out|compiled|dist[-_.]\w+)$/;
/** Where the sources of `dist/` lie by convention, from the folder that holds it. */
const sourceFolders = ['src', '', 'source', 'lib', 'server', 'app'];

/** Names of files that stand for their folder. */
const mainStems: ReadonlySet<string> = new Set(['index', 'main']);

/** What a compiled file has beside it where its compiler writes into the source folder. */
const compiledFrom: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

export type OutputMap = {
  /** The source of an output that is not there, or undefined where none is known. */
  source(path: string): string | undefined;
  /** The folders whose sources may have been compiled into a folder, the likeliest first; whether they are there is not asked. */
  folders(path: string): readonly string[];
  /** The source that a tracked file was made from, or undefined where it is a source itself. */
  origin(path: string): string | undefined;
};

/** Maps built files to the sources they come from. `files` are all files of the repository; the first good candidate wins. */
export function createOutputMap(outputs: readonly OutputRoot[], files: ReadonlySet<string>): OutputMap {
  const byDepth = outputs.filter(({ dir }) => dir !== '').sort((a, b) => b.dir.length - a.dir.length);
  const has = (path: string) => files.has(path) && !isDeclaration(path);
  let byStem: Map<string, string[]> | undefined;
  const known = new Map<string, string | undefined>();

  function source(path: string): string | undefined {
    if (!known.has(path)) known.set(path, find(path));
    return known.get(path);
  }

  function find(path: string): string | undefined {
    const covering = byDepth.filter(({ dir }) => isBelow(path, dir));
    const written = covering
      .flatMap(({ exact }) => exact ?? [])
      .find(([output]) => output === path || stripped(output) === path);
    if (written) return written[1];
    for (const { dir, roots } of covering) {
      const inner = withinFolder(path, dir);
      for (const root of roots) {
        const hit = completed(joined(root, inner), has, path);
        if (hit !== undefined) return hit;
      }
    }
    const conventional = byConvention(path, has);
    if (conventional !== undefined) return conventional;
    for (const { named = [] } of covering) {
      const stem = stemOf(path);
      const hits = named.filter(([name, entry]) => (stem === name || stem.startsWith(`${name}.`)) && has(entry));
      if (new Set(hits.map(([, entry]) => entry)).size === 1) return hits[0]![1];
    }
    for (const { dir, entries } of covering) {
      const output = path === dir ? `${dir}/index.js` : path;
      const hit = belowCommon(output, dir, entries) ?? bundled(output, dir, entries);
      if (hit !== undefined) return hit;
    }
    return (
      covering
        .flatMap(({ dir, entries }) => (entries.length === 1 && (path === dir || isMainName(path)) ? entries : []))
        .find(has) ??
      byUniqueName(path, covering[0]?.dir) ??
      // What the only bundle of a folder is called is the bundler's business.
      covering.flatMap(({ dir, entries }) => (entries.length === 1 && dirOf(path) === dir ? entries : [])).find(has)
    );
  }

  /** Of several entries the output repeats what lies below their common folder (`outbase` of esbuild and tsup). */
  function belowCommon(path: string, dir: string, entries: readonly string[]): string | undefined {
    if (entries.length < 2) return undefined;
    const wanted = joined(entries.map(dirOf).reduce(commonFolder), withinFolder(path, dir));
    const folder = dirOf(wanted);
    return entries.find((entry) => dirOf(entry) === folder && stemOf(entry) === stemOf(wanted) && has(entry));
  }

  function bundled(path: string, dir: string, entries: readonly string[]): string | undefined {
    const stem = stemOf(path);
    // Every folder may have an index: it is the entry's where it is the output's own.
    if (stem === 'index' && dirOf(path) !== dir) return undefined;
    const same = entries.filter((entry) => stemOf(entry) === stem && has(entry));
    if (same.length > 0) return same.length === 1 ? same[0] : undefined;
    // `src/server/index.ts` is bundled into `server.js`.
    const ofFolder = entries.filter((entry) => mainStems.has(stemOf(entry)) && baseOf(dirOf(entry)) === stem);
    return ofFolder.length === 1 && has(ofFolder[0]!) ? ofFolder[0] : undefined;
  }

  /** A bundle usually bears its entry's name: the only source of that name in the package, where there is only one. */
  function byUniqueName(path: string, outDir: string | undefined): string | undefined {
    const at = outDir ?? outputFolderOf(path);
    const stem = stemOf(path);
    if (at === undefined || stem === 'index') return undefined;
    byStem ??= indexByStem(files);
    const holder = dirOf(at);
    const same = (byStem.get(stem) ?? []).filter(
      (p) => isBelow(p, joined(holder, 'src')) || (holder !== '' && isBelow(p, holder)),
    );
    return same.length === 1 ? same[0] : undefined;
  }

  function folders(path: string): readonly string[] {
    const written = byDepth
      .filter(({ dir }) => isBelow(path, dir))
      .flatMap(({ dir, roots }) => roots.map((root) => joined(root, withinFolder(path, dir))));
    const output = outputFolderOf(path);
    if (output === undefined) return written;
    const inner = path === output ? '' : withinFolder(path, output);
    const usual = sourceFolders.map((folder) => joined(joined(dirOf(output), folder), inner));
    return [...new Set([...written, ...usual])].filter((folder) => folder !== path);
  }

  function origin(path: string): string | undefined {
    if (!/\.[cm]?jsx?$/.test(path)) return undefined;
    const extension = extensionOf(path);
    const beside = (compiledFrom[extension] ?? []).map((other) => path.slice(0, -extension.length) + other).find(has);
    if (beside !== undefined) return beside;
    for (const { dir, roots } of byDepth) {
      if (!isBelow(path, dir)) continue;
      for (const root of roots) {
        if (isBelow(root, dir)) continue;
        const hit = completed(
          joined(root, withinFolder(path, dir)),
          (p) => p !== path && has(p) && !isBelow(p, dir),
          path,
        );
        if (hit !== undefined) return hit;
      }
    }
    const segments = path.split('/');
    const at = segments.findIndex((segment) => trackedOutputName.test(segment));
    if (at < 0 || at === segments.length - 1) return undefined;
    const holder = segments.slice(0, at).join('/');
    const inner = segments.slice(at + 1).join('/');
    const aside = (p: string) => has(p) && !isBelow(p, joined(holder, segments[at]!));
    return (
      completed(joined(joined(holder, 'src'), inner), aside, path) ??
      completed(joined(holder, inner), (p) => aside(p) && /\.[cm]?tsx?$/.test(p), path)
    );
  }

  return { source, folders, origin };
}

/** Completes an emitted path to a source: extension replaced, or added, or its index. */
export function completed(path: string, has: (path: string) => boolean, asWritten: string): string | undefined {
  const extension = extensionOf(asWritten);
  const replaced = sourceExtensions[extension];
  if (replaced) {
    const stem = path.slice(0, -extension.length);
    for (const other of replaced) if (has(stem + other)) return stem + other;
    return undefined;
  }
  if (codeExtensions.includes(extension) && has(path)) return path;
  for (const other of codeExtensions) if (has(path + other)) return path + other;
  for (const other of codeExtensions) if (has(joined(path, `index${other}`))) return joined(path, `index${other}`);
  return undefined;
}

function byConvention(path: string, has: (path: string) => boolean): string | undefined {
  const segments = path.split('/');
  for (let at = segments.length - 1; at >= 0; at--) {
    if (!outputName.test(segments[at]!)) continue;
    const holder = segments.slice(0, at).join('/');
    // A bundler may add folders of its own (`dist/my-app/server.js`): the longest rest that fits wins.
    for (let from = at + 1; from <= segments.length - 1; from++) {
      const inner = segments.slice(from).join('/');
      for (const folder of from === at + 1 ? sourceFolders : ['src', '']) {
        const base = joined(holder, folder);
        if (segments[at] === folder) continue;
        const hit = completed(joined(base, inner), has, path);
        if (hit !== undefined && hit !== path) return hit;
      }
    }
    // The same folder names stand above the output: `dist/apps/api/main.js` of `apps/api/src/main.ts`.
    for (let from = at + 1; from < segments.length - 1; from++) {
      const folder = joined(holder, segments.slice(at + 1, from + 1).join('/'));
      const hit = completed(joined(joined(folder, 'src'), segments.slice(from + 1).join('/')), has, path);
      if (hit !== undefined) return hit;
    }
    if (at === segments.length - 1) {
      for (const folder of ['src', '']) {
        const hit = completed(joined(joined(holder, folder), 'index.js'), has, 'index.js');
        if (hit !== undefined) return hit;
      }
    }
  }
  return undefined;
}

/** The folder of a path that holds build output by its name, if any. */
export function outputFolderOf(path: string): string | undefined {
  const segments = path.split('/');
  const at = segments.findIndex((segment) => outputName.test(segment));
  return at < 0 ? undefined : segments.slice(0, at + 1).join('/');
}

function indexByStem(files: ReadonlySet<string>): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const path of files) {
    if (!codeExtensions.includes(extensionOf(path)) || /\.(?:test|spec|config)\./.test(path)) continue;
    const stem = stemOf(path);
    const same = index.get(stem);
    if (same) same.push(path);
    else index.set(stem, [path]);
  }
  return index;
}

function isMainName(path: string): boolean {
  return /^(?:index|main|server|app|bundle)$/.test(stemOf(path)) || outputName.test(baseOf(path));
}

function stripped(path: string): string {
  return path.replace(/\.[cm]?js$/, '');
}

/** The name of a code file without its extension. */
export function stemOf(path: string): string {
  return baseOf(path).replace(/\.[cm]?[jt]sx?$/, '');
}

function joined(dir: string, inner: string): string {
  return dir === '' ? inner : inner === '' ? dir : `${dir}/${inner}`;
}
