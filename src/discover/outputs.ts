import { isCode } from '../paths/code-extensions.ts';
import { type OutputRoot, outputFolderOf } from '../paths/output-map.ts';
import { baseOf, commonFolder, dirOf, isBelow, joinPath, withinFolder } from '../paths/repo-path.ts';
import { byCodeUnit } from '../text/order.ts';
import { freeArguments, optionValue } from './commands/arguments.ts';
import type { PackageDraft } from './packages.ts';
import { parseShell } from './shell.ts';
import type { Tree } from './tree.ts';
import type { TsConfig } from './workspace.ts';

/** Files that configure or are a build: their string literals name what is bundled. */
const buildFile =
  /^(?:(?:tsup|tsdown|rollup|rolldown|webpack|esbuild|rspack|swc|build|unbuild|gulpfile|pkgroll|bundle)[\w.-]*|[\w.-]*(?:esbuild|webpack|rollup|bundle)[\w.-]*)\.[cm]?[jt]s$/;
const defaultOut = ['dist', 'build', 'lib', 'out', 'output'];

/** Where compilers and bundlers write: from tsconfigs, the arguments of scripts, and the literals of build files. */
export function readOutputs(
  tree: Tree,
  packages: readonly PackageDraft[],
  tsconfigs: readonly TsConfig[],
): readonly OutputRoot[] {
  const outputs: OutputRoot[] = [];
  for (const config of tsconfigs) {
    if (config.outDir !== null) outputs.push({ dir: config.outDir, roots: sourceRoots(config), entries: [] });
  }
  for (const draft of packages) {
    for (const text of draft.scripts.values()) outputs.push(...scriptOutputs(tree, draft.dir, text));
    outputs.push(...buildFileOutputs(tree, draft.dir));
  }
  return outputs.filter(
    ({ dir, roots, entries }) => dir !== '' && (entries.length > 0 || roots.some((root) => root !== dir)),
  );
}

/** `rootDir`, or what tsc would infer: the common folder of its inputs. Others are tried after it, as imports may widen it. */
function sourceRoots(config: TsConfig): readonly string[] {
  if (config.rootDir !== null) return [config.rootDir];
  const patterns = config.files ?? config.include ?? [];
  const prefixes = patterns.map((pattern) =>
    /[*?{[]/.test(pattern)
      ? dirOf(`${pattern.slice(0, pattern.search(/[*?{[]/))}x`)
      : isCode(pattern)
        ? dirOf(pattern)
        : pattern,
  );
  const common = prefixes.length > 0 ? prefixes.reduce(commonFolder) : config.dir;
  return [...new Set([common, config.dir, ...prefixes, joinPath(config.dir, 'src') ?? config.dir, dirOf(config.dir)])];
}

/** `babel src -d lib`, `swc src -d dist`, `esbuild src/index.ts --outfile=dist/x.js`, `tsup src/a.ts`, `ncc build src/x.ts -o dist`. */
function scriptOutputs(tree: Tree, dir: string, text: string): readonly OutputRoot[] {
  const outputs: OutputRoot[] = [];
  for (const { words, folders } of parseShell(text)) {
    const at = folders.reduce<string | undefined>(
      (here, folder) => (here === undefined ? undefined : joinPath(here, folder)),
      dir,
    );
    const start = words.findIndex(
      (word, index) =>
        /^(?:babel|swc|esbuild|tsup|tsdown|ncc|rollup|webpack|bun|pkgroll|spack|rolldown|microbundle)$/.test(word) ||
        // A build file of the project's own that is told what to build: `node scripts/esbuild.mjs -e src/x.ts -o dist/x.mjs`.
        (index > 0 && /^(?:node|tsx|ts-node|bun|deno|zx)$/.test(words[0]!) && buildFile.test(baseOf(word))),
    );
    if (at === undefined || start < 0) continue;
    const program = words[start]!;
    const rest = words.slice(start + 1);
    const local = (path: string) => joinPath(at, path);
    const out = optionValue(rest, [
      '--out-dir',
      '-d',
      '--outdir',
      '-o',
      '--outfile',
      '--out-file',
      '--dir',
      '--output',
      '--output-path',
    ]);
    const free = freeArguments(rest, ['--config-file', '-c', '--config']).filter(
      (word) => word !== 'build' && word !== 'run',
    );
    const outDir = local(out === undefined ? 'dist' : /\.[cm]?js$/.test(out) ? dirOf(out) : out);
    if (outDir === undefined) continue;
    if (program === 'babel' || program === 'swc') {
      if (out === undefined) continue;
      const roots = free.filter((word) => !word.startsWith('-') && word !== out).flatMap((word) => local(word) ?? []);
      const folders = roots.filter((root) => tree.isFolder(root));
      // swc keeps the folder (`dist/src/x.js`) unless told to strip it.
      if (folders.length > 0)
        outputs.push({ dir: outDir, roots: program === 'swc' ? [...folders, at] : folders, entries: [] });
    } else {
      const configs = /^(?:-c|--config)$/;
      const entries = rest
        .filter((word, at) => !/^--config=/.test(word) && !configs.test(rest[at - 1] ?? ''))
        .flatMap((word) => local(word.replace(/^(?:\w+=|--entry(?:\.\w+)?[= ]|--input=|-i=)/, '')) ?? [])
        .filter((path) => isCode(path) && tree.has(path));
      const file = out !== undefined && /\.[cm]?js$/.test(out) ? local(out) : undefined;
      const exact = file !== undefined && entries.length === 1 ? ([[file, entries[0]!]] as const) : [];
      if (entries.length > 0) outputs.push({ dir: outDir, roots: [], entries: [...new Set(entries)], exact });
    }
  }
  return outputs;
}

/** `server: './src/server/index.ts'`, also in a list or a join of paths: names with what they name. */
function* namedEntries(text: string): Generator<readonly [name: string, literal: string]> {
  for (const hit of text.matchAll(/['"`]([\w@./-]{3,200})['"`]/g)) {
    if (!isCode(hit[1]!)) continue;
    const before = text.slice(Math.max(0, hit.index - 120), hit.index);
    const colon = before.lastIndexOf(':');
    if (colon < 0 || !/^[\s\w[(.,]*$/.test(before.slice(colon + 1))) continue;
    const name = before.slice(0, colon).trimEnd().replace(/['"]$/, '');
    let start = name.length;
    while (start > 0 && /[\w-]/.test(name[start - 1]!)) start--;
    if (start < name.length) yield [name.slice(start), hit[1]!];
  }
}
const buildFolders = ['', 'config', 'configs', 'scripts', 'build', 'tools', 'webpack', 'rollup', 'esbuild', '.webpack'];
/** Those of them in which each file is one of the build, whatever it is called. */
const bundlerFolders: ReadonlySet<string> = new Set(['webpack', 'rollup', 'esbuild', '.webpack']);

/** The build files of a package, beside its manifest or in a folder of their own. */
function buildFilesOf(tree: Tree, dir: string): readonly string[] {
  return buildFolders.flatMap((folder) => {
    const at = folder === '' ? dir : joinPath(dir, folder);
    return at === undefined
      ? []
      : tree
          .children(at)
          .filter((name) => buildFile.test(name) || (bundlerFolders.has(folder) && isCode(name)))
          .flatMap((name) => joinPath(at, name) ?? []);
  });
}

/** What a literal of a build file means: seen from the package, where that is something, else from the file. */
function placeOf(tree: Tree, dir: string, file: string, literal: string): string | undefined {
  const written = literal.replace(/^\/+/, '');
  const own = joinPath(dir, written);
  if (own !== undefined && own !== '' && (tree.has(own) || tree.isFolder(own) || dirOf(file) === dir)) return own;
  const near = joinPath(dirOf(file), written);
  return near !== undefined && (tree.has(near) || tree.isFolder(near)) ? near : own;
}

/** Other packages that a build file names by a way up (`'../server'`): what it bundles may be written as seen from there. */
function basesOf(tree: Tree, file: string, text: string): readonly string[] {
  const found = [...text.matchAll(/['"`]((?:\.\.\/){1,4}[\w@./-]{1,100})['"`]/g)].flatMap(
    ([, written]) => joinPath(dirOf(file), written!) ?? [],
  );
  return [...new Set(found)].filter((folder) => tree.has(`${folder}/package.json`)).slice(0, 20);
}

function inBase(tree: Tree, bases: readonly string[], literal: string): string | undefined {
  return bases.flatMap((base) => joinPath(base, literal) ?? []).find((path) => tree.has(path));
}

/** Literals of build files: those that name a source are bundled, those that look like an output folder are where to. */
function buildFileOutputs(tree: Tree, dir: string): readonly OutputRoot[] {
  const entries = new Set<string>();
  const folders = new Set<string>();
  const named = new Map<string, string>();
  for (const path of buildFilesOf(tree, dir)) {
    const text = tree.text(path);
    if (text === undefined || text.length > 300_000) continue;
    const bases = basesOf(tree, path, text);
    for (const [name, literal] of namedEntries(text)) {
      const target = placeOf(tree, dir, path, literal);
      if (target !== undefined && isCode(target) && tree.has(target) && name !== 'import') named.set(name, target);
    }
    for (const [, literal] of text.matchAll(/['"`]([^'"`\n${}*]{2,200})['"`]/g)) {
      const near = placeOf(tree, dir, path, literal!);
      const target =
        isCode(literal!) && (near === undefined || !tree.has(near)) ? (inBase(tree, bases, literal!) ?? near) : near;
      if (target === undefined || target === '') continue;
      if (isCode(target) && tree.has(target) && !buildFile.test(target) && !/\.config\./.test(target))
        entries.add(target);
      else if (tree.isFolder(target) || !/^[\w@./-]+$/.test(literal!)) continue;
      else if (
        isBelow(target, dir)
          ? defaultOut.includes(withinFolder(target, dir).split('/')[0]!)
          : outputFolderOf(target) !== undefined
      )
        folders.add(/\.[cm]?js$/.test(target) ? dirOf(target) : target);
    }
  }
  if (entries.size === 0) return [];
  for (const folder of ['dist', 'build']) folders.add(dir === '' ? folder : `${dir}/${folder}`);
  return [...folders]
    .sort(byCodeUnit)
    .map((folder) => ({ dir: folder, roots: [], entries: [...entries].sort(byCodeUnit), named: [...named] }));
}
