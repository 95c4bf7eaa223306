import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { LibraryContexts } from './catalog/contexts.ts';
import { libraryContexts } from './catalog/index.ts';
import { libraryEntries } from './catalog/libraries/index.ts';
import { isLibraryEntry, type LibraryDeclaration } from './catalog/libraries.ts';
import { compilerOfLine } from './discover/commands/line-compiler.ts';
import { withDeclared } from './discover/declared.ts';
import { filesOfFacts, withDeclaredFacts } from './discover/deploy/declared-facts.ts';
import type { ReplicaFact } from './discover/deployment.ts';
import { discover } from './discover/discover.ts';
import { asObject, asString } from './discover/json.ts';
import { assumedNotes, desktopNotes, importNotes, sortNotes, startNotes, unfollowedOf } from './discover/note.ts';
import { resolvablePaths } from './discover/resolvable.ts';
import { parseShell } from './discover/shell.ts';
import { isOnlyTestPath, isTestPath } from './discover/test-path.ts';
import type { Package, Process, Workspace, WorkspaceNote } from './discover/workspace.ts';
import type { FileFacts, ToolComment } from './extract/facts.ts';
import { manifestComments, manifestSyntaxOf } from './extract/manifest-comments.ts';
import { extractAll, type FactsStore } from './extraction.ts';
import type { Verdict } from './judged.ts';
import { withDesktopPrograms } from './link/desktop.ts';
import { withCommandPrograms } from './link/ending.ts';
import { linkParts } from './link/link.ts';
import type { ProgramModel } from './link/model.ts';
import { createModuleResolver } from './link/modules.ts';
import type { LinkInput } from './link/program.ts';
import { reachOfProcesses } from './link/reach.ts';
import { clusteredProcesses, spawnedProcesses } from './link/spawned.ts';
import { isBelow, joinPath } from './paths/repo-path.ts';
import type { ReportError } from './report/report.ts';
import type { RunEvent } from './run-events.ts';
import { defaultMaxBytes } from './source/content.ts';
import type { Skipped, Source, SourceFile } from './source/source.ts';
import { frameOf, isAsLinked, type Linked, type LinkedFrom, linkedFrom as linkedFromOf } from './taken-over.ts';
import { messageOf } from './text/message-of.ts';
import { byCodeUnit } from './text/order.ts';
import type { Concurrency } from './workers/choose.ts';

/** What a run needs of its options. */
export type PipelineOptions = {
  readonly processes?: readonly Process[];
  readonly libraries?: readonly LibraryDeclaration[];
  readonly facts?: FactsStore;
  /** Worker threads; absent: none. */
  readonly concurrency?: Concurrency;
  /** Told of what the run did, for those who ask how it went. */
  readonly onEvent?: (event: RunEvent) => void;
  readonly onProgress?: (stage: string, done: number, total: number) => void;
  readonly signal?: AbortSignal;
  readonly clock?: () => number;
  /** What was found before some files changed. */
  readonly before?: Verdict;
  /** Tell which files each process reaches, and link nothing. */
  readonly reachAlone?: boolean;
};

/** Everything that the stages up to link found out. */
export type Pipeline = {
  readonly workspace: Workspace;
  readonly model: ProgramModel;
  readonly analysed: readonly string[];
  readonly skipped: readonly Skipped[];
  readonly inputs: ReadonlyMap<string, string>;
  readonly errors: readonly ReportError[];
  readonly texts: (file: string) => string | undefined;
  /** The files that `texts` has. */
  readonly textFiles: readonly string[];
  /** Comments that speak to this tool, by file; those of manifests too. */
  readonly comments: ReadonlyMap<string, readonly ToolComment[]>;
  /** Offsets of the names that a file declares. */
  readonly declared: (file: string) => readonly number[];
  readonly timing: Readonly<Record<string, number>>;
  /** Linking would come to the same end as before, and was left out: the model has nothing. */
  readonly isAsBefore: boolean;
  /** What linking came from; absent where it failed. */
  readonly linkedFrom?: LinkedFrom;
  /** Files by process, where they were asked for. */
  readonly reach?: ReadonlyMap<string, readonly string[]>;
};

const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

/**
 * source → discover → extract → link. A crash in a file or stage is an entry of `errors`; the rest goes on. Between files and parts of
 * link the event loop has its turn, so that signals of the process and the caller's timers are heard. Rejects only on abort.
 */
export async function runPipeline(source: Source, options: PipelineOptions): Promise<Pipeline> {
  const clock = options.clock ?? (() => 0);
  const timing: Record<string, number> = {};
  const timed = <T>(stage: string, run: () => T): T => {
    const start = clock();
    const out = run();
    timing[stage] = (timing[stage] ?? 0) + clock() - start;
    return out;
  };
  const pause = async (): Promise<void> => {
    await setImmediate();
    options.signal?.throwIfAborted();
  };
  const inputs = new Map<string, string>();
  // What discover reads is an input of the run like the code.
  const recorded = (path: string): Uint8Array | undefined => {
    const bytes = source.read(path);
    if (bytes !== undefined) inputs.set(path, sha256(bytes));
    return bytes;
  };
  const found = timed('discover', () => discover({ ...source, list: () => source.list(), read: recorded }));
  const failures = (found.failures ?? []).map(
    ({ file, error }): ReportError => ({ stage: 'discover', file, rule: null, message: messageOf(error) }),
  );
  const workspace = options.processes ? withDeclaredProcesses(found, options.processes, source) : found;
  let { deployment } = workspace;
  const manifests = new Map<string, string>();
  for (const file of deployment ? filesOfFacts(deployment) : []) {
    const text = textOf(source, file);
    if (text !== undefined) manifests.set(file, text);
  }
  const sizes = new Map<string, SourceFile>(source.list().files.map((f) => [f.path, f]));
  const resolver = createModuleResolver(workspace, resolvablePaths(workspace, sizes.keys()));
  const extractStart = clock();
  const extraction = await extractAll({
    source,
    files: sizes,
    workspace,
    resolver,
    pause,
    ...(options.facts && { store: options.facts }),
    ...(options.concurrency && { concurrency: options.concurrency }),
    ...(options.signal && { signal: options.signal }),
    ...(options.onProgress && { onProgress: options.onProgress }),
  });
  const { facts } = extraction;
  options.onEvent?.({ kind: 'workers', choice: extraction.choice, files: extraction.extracted });
  const texts = new Map(extraction.texts);
  for (const [path, digest] of extraction.digests) inputs.set(path, digest);
  const errors: ReportError[] = [...failures, ...extraction.errors];
  const skipped: readonly Skipped[] = extraction.skipped;
  const comments = new Map<string, readonly ToolComment[]>();
  for (const { file, comments: own } of facts.values()) if (own.length > 0) comments.set(file, own);
  for (const file of sizes.values()) {
    const found = isBelow(file.path, source.dir) ? commentsOfManifest(source, file) : undefined;
    if (!found) continue;
    comments.set(file.path, found.comments);
    texts.set(file.path, found.text);
    inputs.set(file.path, sha256(found.text));
  }
  timing.extract = clock() - extractStart;
  const declared = options.libraries ?? [];
  const linkInput: LinkInput = {
    facts: [...facts.values()],
    processes: workspace.processes,
    libraryEntries: workspace.libraryEntries ?? [],
    resolve: (spec, from) => resolver(spec, from),
    resolveGlob: (pattern, from) => resolver.resolveGlob(pattern, from),
    sourceFolder: (path) => resolver.sourceFolder(path),
    isTestPath,
    isOnlyTestPath,
    ...packageQuestions(workspace.packages),
    keeps: [...libraryEntries, ...declared.filter(isLibraryEntry)],
    libraries: [...libraryContexts, ...declared.filter((one): one is LibraryContexts => !isLibraryEntry(one))],
    production: productionQuestion(workspace),
    compilesWith: compilerQuestion(workspace.packages),
  };
  let model: ProgramModel = { states: [], limits: [], deployment };
  let processes = workspace.processes;
  let reach: ReadonlyMap<string, readonly string[]> | undefined;
  const { before } = options;
  const keep = options.facts !== undefined && !options.reachAlone && errors.length === 0;
  const toLink = { workspace, paths: sizes.keys(), facts, digests: extraction.digests, store: options.facts };
  const frame = keep ? frameOf(toLink) : '';
  const isAsBefore = keep && before !== undefined && isAsLinked(linkedBefore(before), frame, toLink);
  let unfollowed: readonly WorkspaceNote[] = [];
  if (isAsBefore) {
    ({ processes, deployment } = before.workspace);
    unfollowed = unfollowedOf(before.workspace.notes);
  } else
    try {
      ({ processes, deployment, unfollowed } = withStarted(linkInput, deployment, texts));
    } catch (e) {
      errors.push({ stage: 'link', file: null, rule: null, message: messageOf(e) });
    }
  let linkedFrom: LinkedFrom | undefined;
  options.onProgress?.('link', 0, 0);
  await pause();
  const linkStart = clock();
  try {
    const whole = { ...linkInput, processes };
    if (isAsBefore) linkedFrom = before.linkedFrom;
    else if (options.reachAlone) reach = reachOfProcesses(whole);
    else {
      const parts = linkParts(whole, (part, run) => timed(`link.${part}`, run));
      for (let next = parts.next(); ; next = parts.next()) {
        if (next.done) {
          const { failures = [], ...found } = next.value;
          model = { ...found, deployment };
          for (const { part, error } of failures)
            errors.push({ stage: `link.${part}`, file: null, rule: null, message: messageOf(error) });
          if (keep && failures.length === 0) linkedFrom = linkedFromOf(frame, whole);
          break;
        }
        await pause();
      }
    }
    timing.link = clock() - linkStart;
  } catch (e) {
    options.signal?.throwIfAborted();
    errors.push({ stage: 'link', file: null, rule: null, message: messageOf(e) });
  }
  return {
    workspace: {
      ...workspace,
      processes,
      ...(deployment && { deployment }),
      notes: sortNotes([...workspace.notes, ...desktopNotes(processes), ...unfollowed]),
    },
    model,
    analysed: [...facts.keys()].sort(byCodeUnit),
    skipped,
    inputs,
    errors,
    texts: (f) => texts.get(f) ?? manifests.get(f),
    textFiles: [...new Set([...texts.keys(), ...manifests.keys()])].sort(byCodeUnit),
    comments,
    declared: (f) => declaredIn(facts.get(f)),
    timing,
    isAsBefore,
    ...(linkedFrom && { linkedFrom }),
    ...(reach && { reach }),
  };
}

/** What an earlier run linked. */
function linkedBefore({ linkedFrom, inputs, workspace }: Verdict): Linked | undefined {
  return linkedFrom && { from: linkedFrom, digests: new Map(inputs), processes: workspace.processes };
}

/** The processes with those that the program starts itself, and what the deployment says with those that multiply themselves. */
function withStarted(
  input: LinkInput,
  deployment: Workspace['deployment'],
  texts: ReadonlyMap<string, string>,
): Pick<Workspace, 'processes' | 'deployment'> & { readonly unfollowed: readonly WorkspaceNote[] } {
  const declared = withDesktopPrograms({ ...input, processes: withCommandPrograms(input) });
  // What the program's processes start themselves are processes too.
  const {
    processes: started,
    unfollowed,
    unfound,
    assumed,
  } = spawnedProcesses({ ...input, processes: declared }, (file, offset) => {
    const text = texts.get(file) ?? '';
    const line = text.slice(0, offset).split('\n').length;
    return { line, text: (text.split('\n')[line - 1] ?? '').trim() };
  });
  const processes = [...declared, ...started];
  const clustered = clusteredProcesses({ ...input, processes }).map(
    ({ span, setting, processes }): ReplicaFact => ({
      span,
      setting,
      processes,
      unit: span.file,
      by: 'workers',
      most: null,
    }),
  );
  return {
    processes,
    unfollowed: [...startNotes(unfollowed), ...importNotes(unfound), ...assumedNotes(assumed)],
    ...(deployment && { deployment: { ...deployment, replicas: [...deployment.replicas, ...clustered] } }),
  };
}

/** The comments to this tool in a file whose comments start with `#`; undefined for all others, and where there are none. */
function commentsOfManifest(
  source: Source,
  file: SourceFile,
): { readonly text: string; readonly comments: readonly ToolComment[] } | undefined {
  const syntax = manifestSyntaxOf(file.path);
  if (syntax === undefined || file.size > defaultMaxBytes) return undefined;
  const bytes = source.read(file.path);
  if (!bytes || !Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('sharenothing-'))
    return undefined;
  const text = new TextDecoder().decode(bytes);
  const comments = manifestComments(text, syntax);
  return comments.length === 0 ? undefined : { text, comments };
}

/** Where a file declares variables, fields and properties. */
function declaredIn(facts: FileFacts | undefined): readonly number[] {
  if (!facts) return [];
  return [
    ...facts.bindings.map(({ s }) => s),
    ...facts.classes.flatMap(({ members }) => members.map(({ s }) => s)),
    ...facts.values.flatMap((value) => (value.k === 'obj' ? value.props.map(([, , , s]) => s) : [])),
  ];
}

/** The text of a manifest as discover sees it: without a byte order mark. */
function textOf(source: Source, file: string): string | undefined {
  const bytes = source.read(file);
  return bytes && new TextDecoder('utf-8').decode(bytes);
}

/** The workspace with the processes that the configuration declares, and the facts that they change. */
function withDeclaredProcesses(found: Workspace, declared: readonly Process[], source: Source): Workspace {
  const { deployment } = found;
  return {
    ...found,
    processes: withDeclared(found.processes, declared),
    ...(deployment && {
      deployment: withDeclaredFacts(deployment, found.processes, declared, (file) => textOf(source, file)),
    }),
  };
}

/** What a command line that a file starts compiles with, by the scripts of the nearest package (the root's behind them). */
function compilerQuestion(packages: readonly Package[]): NonNullable<LinkInput['compilesWith']> {
  const { packageDirOf } = packageQuestions(packages);
  const tables = new Map(
    packages.map(({ dir, manifest }) => {
      const scripts = (manifest.scripts ?? {}) as Record<string, unknown>;
      const texts = Object.entries(scripts).filter((one): one is [string, string] => typeof one[1] === 'string');
      return [dir, new Map(texts)] as const;
    }),
  );
  const words = (line: string) => parseShell(line).map((command) => command.words);
  return (file, line) => compilerOfLine(line, tables.get(packageDirOf(file)) ?? new Map(), words);
}

/** Whether the deployment of a file's package, or of the only one that is deployed, says that it is production. */
function productionQuestion({ packages, processes }: Workspace): NonNullable<LinkInput['production']> {
  const { packageDirOf } = packageQuestions(packages);
  const known = processes.flatMap(({ entry, kind, production }) =>
    production !== undefined && (kind === 'server' || kind === 'worker')
      ? [{ dir: packageDirOf(entry), production }]
      : [],
  );
  return (file) => {
    const dir = packageDirOf(file);
    const own = known.filter((one) => one.dir === dir);
    const meant = own.length > 0 ? own : known;
    return meant.length === 0 ? undefined : meant.some(({ production }) => production);
  };
}

/** The nearest package of a path, what it depends on (its own and the root's dependencies), and in which version. */
function packageQuestions(
  packages: readonly Package[],
): Pick<LinkInput, 'packageDirOf' | 'commandsOf' | 'dependsOn' | 'versionOf'> {
  const dirs = packages.map((p) => p.dir).sort((a, b) => b.length - a.length || byCodeUnit(a, b));
  const byDir = new Map(packages.map((p) => [p.dir, p] as const));
  const packageDirOf = (path: string): string => dirs.find((d) => d === '' || path.startsWith(`${d}/`)) ?? '';
  return {
    packageDirOf,
    commandsOf: (dir) => {
      const given = asObject(byDir.get(dir)?.manifest.oclif)?.commands;
      const folder = asString(given) ?? asString(asObject(given)?.target);
      return folder === undefined ? null : (joinPath(dir, folder) ?? null);
    },
    versionOf: (path, name) => {
      const near = [byDir.get(packageDirOf(path)), byDir.get('')];
      for (const p of near) if (p?.versions.has(name)) return p.versions.get(name)!;
      for (const p of near) if (p?.dependencies.has(name)) return p.dependencies.get(name)!;
      return null;
    },
    dependsOn: (dir, names) =>
      [byDir.get(dir), byDir.get('')].some((p) => p !== undefined && names.some((n) => p.dependencies.has(n))),
  };
}
