import path from 'node:path';
import { ToolError } from '../diagnostics/tool-error.ts';
import type { FailLevel } from '../report/exit-code.ts';
import type { Confidence } from '../report/report.ts';
import type { Source } from '../source/source.ts';
import { byCodeUnit } from '../text/order.ts';
import type { CommandLineSettings } from './command-line.ts';
import { commandLineRules } from './command-line.ts';
import type { Config } from './config.ts';
import { diskFiles, sourceFiles } from './config-files.ts';
import { configDigest } from './digest.ts';
import type { EffectiveConfig, Scope, Setting } from './effective.ts';
import { inlineLayer, type Layer, loadLayers, presetLayer } from './layers.ts';
import { declaredLibraries } from './libraries.ts';
import { type KnownRule, mergeScope, strongest } from './merge.ts';
import { hasConfig } from './package-config.ts';
import { declaredProcesses } from './processes.ts';
import { type FolderConfig, findConfig, findNestedConfigs } from './search.ts';

/** What decides about the configuration of a run. */
export type ConfigRequest = {
  readonly source: Source;
  /** The repository's root on disk; absent for sources that are not on disk. */
  readonly root?: string;
  /** A configuration file to use in place of the search, absolute. */
  readonly file?: string;
  /** A configuration given as an object, in place of the search. */
  readonly inline?: Config;
  /** False: configuration that is code is refused. */
  readonly allowCode: boolean;
  readonly rules: readonly KnownRule[];
  readonly commandLine?: CommandLineSettings;
};

/** The keys that count in the configuration of what is analysed, and not in nested ones. */
const wholeRunKeys = ['failOn', 'confidence', 'maxWaiverDays'] as const;

/** Days that a waiver may last at most where nothing is configured. */
const maxWaiverDays = 365;

/**
 * Finds, reads, validates and merges the configuration of a run. Without one the defaults hold.
 * @throws ToolError
 */
export async function loadConfig(request: ConfigRequest): Promise<EffectiveConfig> {
  const { rules, commandLine = {} } = request;
  const found = await findLayers(request);
  const [main, ...nested] = found.map(({ dir, file, layers }) => ({
    scope: mergeScope(dir, file, withPreset(layers, commandLine.preset), rules),
    layers: withPreset(layers, commandLine.preset),
  })) as [Part, ...Part[]];
  // A nested configuration may extend one that counts already: what that declares is declared once.
  const all = [...new Map([main, ...nested].flatMap(({ layers }) => layers).map((one) => [one.origin, one])).values()];
  const settings = {
    failOn: overridden(
      strongest(main.layers, 'failOn', fallback<FailLevel>('warning')),
      commandLine.failOn,
      '--fail-on',
    ),
    confidence: overridden(
      strongest(main.layers, 'confidence', fallback<Confidence>('medium')),
      commandLine.confidence,
      '--confidence',
    ),
    maxWaiverDays: strongest(main.layers, 'maxWaiverDays', fallback(maxWaiverDays)),
    processes: declaredProcesses(all),
    libraries: await declaredLibraries(all),
    scopes: [main, ...nested].map(({ scope }) => scope),
    commandLine: commandLineRules(commandLine, rules),
  } as const;
  const shown = (id: string) =>
    path.isAbsolute(id) && request.root !== undefined ? path.relative(request.root, id).split(path.sep).join('/') : id;
  return {
    ...settings,
    files: [...new Set(all.filter(({ kind }) => kind === 'file').map(({ origin }) => shown(origin)))].sort(byCodeUnit),
    shadowed: found.flatMap(({ shadowed }) => shadowed).sort(byCodeUnit),
    idle: nested.flatMap(({ scope, layers }) => idleKeys(layers.filter(({ origin }) => origin === scope.file))),
    strict: main.layers.some(({ origin }) => origin === 'sharenothing:strict'),
    digest: configDigest(settings),
  };
}

type Part = { readonly scope: Scope; readonly layers: readonly Layer[] };
type Found = {
  readonly dir: string;
  readonly file: string | null;
  readonly shadowed: readonly string[];
  readonly layers: readonly Layer[];
};

async function findLayers(request: ConfigRequest): Promise<Found[]> {
  const { source, inline, file, allowCode } = request;
  const { dir } = source;
  if (inline) return [{ dir, file: null, shadowed: [], layers: await inlineLayer(inline, dir) }];
  if (file !== undefined) return [{ dir, shadowed: [], ...(await namedLayers(file, request)) }];
  const files = sourceFiles(source, request.root);
  const has = (place: string) => hasConfig(source, place);
  const load = async (folder: string, config: FolderConfig | undefined): Promise<Found> => ({
    dir: folder,
    file: config?.file ?? null,
    shadowed: config?.shadowed ?? [],
    layers: config ? ((await loadLayers(config.file, files, { allowCode })) ?? []) : [],
  });
  const found = [await load(dir, findConfig(source, dir, has))];
  const members = async () => (await import('./members.ts')).workspaceMembers(source);
  for (const config of await findNestedConfigs(source, dir, members, has)) {
    found.push(await load(path.posix.dirname(config.file), config));
  }
  return found;
}

/** The file that the user named: of the source where it lies in it, else from disk. */
async function namedLayers(file: string, request: ConfigRequest): Promise<Pick<Found, 'file' | 'layers'>> {
  const { source, root, allowCode } = request;
  const inside = root === undefined ? undefined : path.relative(root, file).split(path.sep).join('/');
  const isInside = inside !== undefined && !inside.startsWith('../') && !path.isAbsolute(inside);
  if (isInside && (source.kind !== 'worktree' || source.read(inside))) {
    const layers = await loadLayers(inside, sourceFiles(source, root), { allowCode });
    if (layers) return { file: inside, layers };
  } else {
    const layers = await loadLayers(file, diskFiles(source.dir), { allowCode });
    if (layers) return { file, layers };
  }
  throw new ToolError({
    code: 'config-not-found',
    what:
      path.basename(file) === 'package.json'
        ? 'there is no configuration in this package.json'
        : 'there is no such configuration file',
    where: `--config ${file}`,
    fix: 'name an existing file, or leave --config out to search for one',
  });
}

/** `--preset` stands in for the presets that files extend. */
function withPreset(layers: readonly Layer[], preset: string | undefined): readonly Layer[] {
  if (preset === undefined) return layers;
  return [presetLayer(preset, '--preset'), ...layers.filter(({ kind }) => kind !== 'preset')];
}

function fallback<T>(value: T): Setting<T> {
  return { value, from: 'default' };
}

function overridden<T>(setting: Setting<T>, value: T | undefined, from: string): Setting<T> {
  return value === undefined ? setting : { value, from };
}

function idleKeys(layers: readonly Layer[]): Setting<string>[] {
  return layers.flatMap(({ config, placeOf }) =>
    wholeRunKeys.filter((key) => config[key] !== undefined).map((key) => ({ value: key, from: placeOf([key]) })),
  );
}
