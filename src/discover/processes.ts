import { isCode } from '../paths/code-extensions.ts';
import type { OutputMap } from '../paths/output-map.ts';
import { completed, outputFolderOf } from '../paths/output-map.ts';
import { baseOf, dirOf, isBelow, joinPath } from '../paths/repo-path.ts';
import { byCodeUnit } from '../text/order.ts';
import type { Launch, Site } from './commands/site.ts';
import { kindOfName } from './commands/words.ts';
import { browserEntries, conventionalEntries } from './conventions.ts';
import { asObject, asString } from './json.ts';
import { addNote, type Notes } from './note.ts';
import type { PackageDraft } from './packages.ts';
import { isTestPath } from './test-path.ts';
import type { Tree } from './tree.ts';
import type { Process, ProcessKind } from './workspace.ts';

/** What a path in a command or manifest leads to: a source file, or one that only an output map could tell. */
export type EntryResolver = (path: string) => string | undefined;

/**
 * Resolves a started path like node does (as written, with an extension, a folder's `main` or index), built files to their sources.
 * A file without extension counts where its first line names a JavaScript runtime.
 */
export function createEntryResolver(tree: Tree, packages: readonly PackageDraft[], outputs: OutputMap): EntryResolver {
  const byDir = new Map(packages.map((p) => [p.dir, p]));
  const script = (path: string) => /^#!.*\b(?:node|tsx|ts-node|bun|deno)\b/.test((tree.text(path) ?? '').slice(0, 100));
  const counts = (path: string) => tree.has(path) && (isCode(path) || (!/\.\w+$/.test(baseOf(path)) && script(path)));
  const own = (path: string) => outputs.origin(path) ?? path;

  function resolve(path: string, depth = 0): string | undefined {
    if (depth > 4) return undefined;
    if (counts(path)) return own(path);
    const near = completed(path, counts, path);
    if (near !== undefined) return own(near);
    const draft = byDir.get(path);
    const main = draft && asString(draft.manifest.main);
    if (draft && main !== undefined) {
      const target = joinPath(draft.dir, main);
      const hit = target === undefined || target === path ? undefined : resolve(target, depth + 1);
      if (hit !== undefined) return hit;
    }
    const mapped = outputs.source(path);
    if (mapped !== undefined) return mapped;
    // A build folder named alone stands for the package's main.
    const holder = byDir.get(dirOf(path));
    const holderMain = holder && asString(holder.manifest.main);
    if (holder && holderMain !== undefined && outputFolderOf(path) === path) {
      const target = joinPath(holder.dir, holderMain);
      if (target !== undefined && target !== path && isBelow(target, path)) return resolve(target, depth + 1);
    }
    return undefined;
  }
  return (path) => resolve(path);
}

type Candidate = {
  readonly name: string;
  readonly kind: ProcessKind;
  readonly entry: string;
  readonly site: Site;
  readonly handlers?: readonly string[];
  readonly group?: string;
};

/**
 * Turns launches into processes: paths resolved to sources, one process an entry (two where it runs both as a server and a
 * worker), the strongest evidence kept, names unique. Only entries below DIR count; what does not resolve gives a note.
 */
export function toProcesses(
  tree: Tree,
  launches: readonly Launch[],
  resolve: EntryResolver,
  notes: Notes,
): readonly Process[] {
  const candidates = launches.flatMap((launch) => candidatesOf(tree, launch, resolve, notes));
  const byEntry = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    if (!isBelow(candidate.entry, tree.dir)) continue;
    const same = byEntry.get(candidate.entry);
    if (same) same.push(candidate);
    else byEntry.set(candidate.entry, [candidate]);
  }
  const kept = [...byEntry.values()].flatMap(strongest);
  kept.sort((a, b) => b.site.weight - a.site.weight || byCodeUnit(a.name, b.name) || byCodeUnit(a.entry, b.entry));
  const names = new Set<string>();
  return kept.map(({ name, kind, entry, site, handlers, group }) => {
    let unique = name;
    for (let n = 2; names.has(unique); n++) unique = `${name}-${n}`;
    names.add(unique);
    const { evidence, replicas } = site;
    return {
      name: unique,
      kind,
      entry,
      replicas: replicas ?? null,
      evidence,
      ...(handlers ? { handlers } : {}),
      ...(group ? { group } : {}),
    };
  });
}

const strength: Readonly<Record<ProcessKind, number>> = {
  server: 6,
  worker: 6,
  job: 5,
  cli: 4,
  build: 3,
  test: 2,
  browser: 1,
};

/** Of what starts one entry: its servers and workers, one of each, or else the one thing that it is. */
function strongest(same: readonly Candidate[]): readonly Candidate[] {
  const top = Math.max(...same.map(({ kind }) => strength[kind]));
  const best = new Map<ProcessKind, Candidate>();
  for (const candidate of same) {
    if (strength[candidate.kind] !== top) continue;
    const known = best.get(candidate.kind);
    if (!known || candidate.site.weight > known.site.weight) best.set(candidate.kind, candidate);
  }
  return [...best.values()];
}

function candidatesOf(tree: Tree, launch: Launch, resolve: EntryResolver, notes: Notes): readonly Candidate[] {
  const { site, target } = launch;
  const kind = launch.kind ?? site.kind;
  if (target.type === 'framework') {
    for (const dir of target.dirs) {
      const argument = target.argument;
      const inner = argument === null ? undefined : joinPath(dir, argument);
      const base = inner !== undefined && tree.isFolder(inner) && target.framework !== 'nest' ? inner : dir;
      const found = conventionalEntries(tree, target.framework, base, argument);
      if (found.length === 0) continue;
      // A build command of a framework proves what runs as well as its start command does.
      const runs: ProcessKind = kind === 'test' || kind === 'worker' || kind === 'job' ? kind : 'server';
      const single = found.length === 1 && found[0]!.handlers === undefined;
      return found.map(({ entry, handlers }) => ({
        name: single ? site.name : `${site.name}:${base === '' ? entry : entry.slice(base.length + 1)}`,
        kind: runs,
        entry,
        site,
        ...(handlers ? { handlers } : {}),
        ...(single ? {} : { group: site.name }),
      }));
    }
    return [];
  }
  if (target.type === 'browser') {
    return target.dirs.slice(0, 1).flatMap((dir) =>
      browserEntries(tree, dir, target.program).map((entry) => ({
        name: site.name,
        kind: 'browser' as const,
        entry,
        site,
      })),
    );
  }
  for (const path of target.paths) {
    const framework = frameworkOutput(path);
    if (framework !== undefined) {
      const found = candidatesOf(
        tree,
        { ...launch, target: { type: 'framework', framework: framework.name, dirs: [framework.dir], argument: null } },
        resolve,
        notes,
      );
      if (found.length > 0) return found;
    }
    const entry = resolve(path);
    if (entry === undefined) continue;
    const decided = kind ?? kindOfName(baseOf(entry).replace(/\.\w+$/, '')) ?? 'cli';
    const isTest =
      decided !== 'build' &&
      isTestPath(tree.dir === '' ? entry : isBelow(entry, tree.dir) ? entry.slice(tree.dir.length + 1) : entry);
    return [{ name: site.name, kind: isTest ? 'test' : decided, entry, site }];
  }
  if (kind !== 'build' && kind !== 'test' && target.paths.some((path) => isBelow(path, tree.dir))) {
    const { evidence } = site;
    addNote(
      notes,
      'output-unmapped',
      evidence.file,
      evidence.line,
      `${evidence.file}:${evidence.line} starts ${target.written}, for which no source file was found`,
    );
  }
  return [];
}

/** Built servers of frameworks: what they run are the framework's conventional files. */
function frameworkOutput(
  path: string,
): { readonly name: 'next' | 'nuxt' | 'react-router' | 'sveltekit'; readonly dir: string } | undefined {
  const at = (end: RegExp) => {
    const hit = end.exec(path);
    return hit ? path.slice(0, hit.index).replace(/\/$/, '') : undefined;
  };
  const next = at(/(?:^|\/)\.next\/.*$/);
  if (next !== undefined) return { name: 'next', dir: next };
  const nuxt = at(/(?:^|\/)\.output\/.*$/);
  if (nuxt !== undefined) return { name: 'nuxt', dir: nuxt };
  return undefined;
}

/** Every package's `main`, `module` and `exports`, resolved to sources, sorted. */
export function readLibraryEntries(
  packages: readonly PackageDraft[],
  resolve: EntryResolver,
  counts: (path: string) => boolean,
): readonly string[] {
  const found = new Set<string>();
  for (const draft of packages) {
    const written = [draft.manifest.main, draft.manifest.module, draft.manifest.source].flatMap(
      (value) => asString(value) ?? [],
    );
    collectExports(draft.manifest.exports, written, 0);
    for (const path of written) {
      if (path.includes('*') || /\.(?:json|css|scss|svg|d\.[cm]?ts)$/.test(path)) continue;
      const target = joinPath(draft.dir, path);
      const entry = target === undefined ? undefined : resolve(target);
      if (entry !== undefined && counts(entry)) found.add(entry);
    }
  }
  return [...found].sort(byCodeUnit);
}

function collectExports(value: unknown, into: string[], depth: number): void {
  if (depth > 8) return;
  if (typeof value === 'string') into.push(value);
  else if (Array.isArray(value)) for (const item of value) collectExports(item, into, depth + 1);
  else {
    const map = asObject(value);
    if (map) for (const key of Object.keys(map)) if (key !== 'types') collectExports(map[key], into, depth + 1);
  }
}
