import { didYouMean } from '../diagnostics/nearest.ts';
import { ToolError } from '../diagnostics/tool-error.ts';
import type { Config } from './config.ts';
import type { ConfigFiles } from './config-files.ts';
import type { ConfigPath, ParsedConfig } from './parse.ts';
import { presetNames, presetPrefix, presets } from './presets.ts';
import { packageKey, syntaxOf } from './search-places.ts';

/** One configuration with where it came from. */
export type Layer = {
  /** Id of the file, or `sharenothing:NAME` of a preset. */
  readonly origin: string;
  readonly kind: 'file' | 'preset' | 'inline';
  /** Folder that globs and entries start from, repository-relative. */
  readonly base: string;
  readonly config: Config;
  /** 1-based line of a key; null where none is known. */
  lineOf(path: ConfigPath): number | null;
  /** `file:line` of a key; the file alone where no line is known. */
  placeOf(path: ConfigPath): string;
};

export type LayerOptions = {
  /** False: code is refused (`--no-config-code`). */
  readonly allowCode: boolean;
};

/** Configurations larger than this (bytes) are not read: real ones have a few kilobytes. */
const sizeLimit = 1024 * 1024;

/**
 * A configuration and all that it extends, weakest first; a file that is reached twice counts where it is strongest.
 * Undefined where the file has none (a package.json without the key).
 * @throws ToolError with the file and, where there is one, the line
 */
export async function loadLayers(
  id: string,
  files: ConfigFiles,
  options: LayerOptions,
  trail: readonly string[] = [],
): Promise<readonly Layer[] | undefined> {
  const parsed = await readConfig(id, files, options);
  if (!parsed) return undefined;
  const layer = await validated(id, parsed, files.base(id));
  const layers: Layer[] = [];
  const given = layer.config.extends ?? [];
  const list = typeof given === 'string' ? [given] : given;
  for (const [at, written] of list.entries()) {
    const where = layer.placeOf(typeof given === 'string' ? ['extends'] : ['extends', at]);
    layers.push(...(await extended(written, where, id, files, options, [...trail, id])));
  }
  layers.push(layer);
  const last = new Map(layers.map((one, at) => [one.origin, at]));
  return layers.filter((one, at) => last.get(one.origin) === at);
}

/** The layer of a configuration given as an object. It may extend presets alone: it has no place that paths could start from. */
export async function inlineLayer(config: Config, base: string): Promise<readonly Layer[]> {
  const id = 'the config object';
  const { withoutPrototypes } = await import('./parse.ts');
  const parsed: ParsedConfig = { value: withoutPrototypes(config), lineOf: () => null };
  const layer: Layer = { ...(await validated(id, parsed, base)), kind: 'inline' };
  const given = layer.config.extends ?? [];
  const below = (typeof given === 'string' ? [given] : given).map((written) => {
    if (written.startsWith(presetPrefix)) return presetLayer(written.slice(presetPrefix.length), id);
    throw new ToolError({
      code: 'config-extends',
      what: `a configuration object cannot extend the file "${written}"`,
      where: id,
      fix: `extend presets (${presetNames.map((name) => presetPrefix + name).join(', ')}), or pass the path of a configuration file`,
    });
  });
  return [...below, layer];
}

/** The layer of a preset. @throws ToolError `config-extends` where there is none of that name */
export function presetLayer(name: string, where: string): Layer {
  const preset = presets.find((one) => one.name === name);
  if (!preset) {
    throw new ToolError({
      code: 'config-extends',
      what: `there is no preset "${presetPrefix}${name}"`,
      where,
      fix: `${didYouMean(name, presetNames, 1)}presets are ${presetNames.map((one) => presetPrefix + one).join(' and ')}`,
    });
  }
  const origin = presetPrefix + name;
  return { origin, kind: 'preset', base: '', config: preset.config, lineOf: () => null, placeOf: () => origin };
}

async function extended(
  written: string,
  where: string,
  from: string,
  files: ConfigFiles,
  options: LayerOptions,
  trail: readonly string[],
): Promise<readonly Layer[]> {
  if (written.startsWith(presetPrefix)) return [presetLayer(written.slice(presetPrefix.length), where)];
  if (!/^\.{1,2}\//.test(written)) {
    throw new ToolError({
      code: 'config-extends',
      what: `"${written}" is neither a preset nor a relative path`,
      where,
      fix: `${didYouMean(
        `${presetPrefix}${written}`,
        presetNames.map((one) => presetPrefix + one),
        1,
      )}write a preset (${presetPrefix}strict) or a path that starts with ./ or ../`,
    });
  }
  const id = files.resolve(from, written);
  if (id !== undefined && trail.includes(id)) {
    throw new ToolError({
      code: 'config-extends',
      what: 'configurations extend each other in a loop',
      where,
      tried: [[...trail.slice(trail.indexOf(id)), id].join(' → ')],
      fix: 'take one of these out of `extends`',
    });
  }
  const layers = id === undefined ? undefined : await loadLayers(id, files, options, trail);
  if (layers) return layers;
  throw new ToolError({
    code: 'config-not-found',
    what: id === undefined ? `"${written}" leaves the repository` : `there is no configuration "${written}"`,
    where,
    tried: id === undefined ? [] : [id],
    fix: 'correct the path: it starts from the folder of the file that names it',
  });
}

async function readConfig(id: string, files: ConfigFiles, options: LayerOptions): Promise<ParsedConfig | undefined> {
  const syntax = syntaxOf(id);
  const bytes = files.read(id);
  if (!bytes) return undefined;
  if (syntax === undefined) {
    throw unreadable(id, 'its name says neither JSON, YAML nor code', 'name it .json, .jsonc, .yaml, .yml, .ts or .js');
  }
  if (syntax === 'code') return readCode(id, files, options);
  if (bytes.length > sizeLimit)
    throw unreadable(id, `it has ${bytes.length} bytes, more than ${sizeLimit}`, 'split it, or name the right file');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unreadable(id, 'it is not UTF-8 text', 'save it as UTF-8');
  }
  // Most package.json configure nothing: that is seen without the parsers that know lines.
  if (syntax === 'package' && saysNothing(text)) return undefined;
  const { ConfigSyntaxError, parseConfig } = await import('./parse.ts');
  try {
    return parseConfig(text, syntax);
  } catch (error) {
    if (!(error instanceof ConfigSyntaxError)) throw error;
    throw unreadable(
      error.line === null ? id : `${id}:${error.line}`,
      error.message,
      'correct the syntax there',
      error,
    );
  }
}

/** JSON without a configuration in it. What is no JSON is for the parser to complain of. */
function saysNothing(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value !== 'object' || value === null || !Object.hasOwn(value, packageKey);
  } catch {
    return false;
  }
}

async function readCode(id: string, files: ConfigFiles, { allowCode }: LayerOptions): Promise<ParsedConfig> {
  if (!allowCode) {
    throw new ToolError({
      code: 'config-code-refused',
      what: 'the configuration is code, and --no-config-code refuses to run it',
      where: id,
      fix: 'write it as .sharenothingrc.json or .yaml, name another file with --config, or leave the option out if you trust it',
    });
  }
  const { loadCode } = await import('./load-code.ts');
  const value = await files.withCode(id, async (file) => {
    try {
      return await loadCode(file);
    } catch (error) {
      const [message = ''] = String(error instanceof Error ? error.message : error).split('\n');
      // The user knows the file by its id, not by where a copy of it lies.
      const folder = file.slice(0, file.length - id.length);
      const told = folder === '' ? message : message.replaceAll(folder, '');
      throw unreadable(id, `it failed while it was loaded: ${told}`, 'run the file by itself to see why', error);
    }
  });
  if (typeof value === 'function') {
    throw unreadable(id, 'its default export is a function', 'export the configuration object itself');
  }
  const { withoutPrototypes } = await import('./parse.ts');
  return { value: withoutPrototypes(value), lineOf: () => null };
}

async function validated(id: string, parsed: ParsedConfig, base: string): Promise<Layer> {
  const placeOf = (path: ConfigPath) => {
    const line = parsed.lineOf(path);
    return line === null ? id : `${id}:${line}`;
  };
  const { validateConfig } = await import('./problems.ts');
  const result = validateConfig(parsed.value);
  const { lineOf } = parsed;
  if ('config' in result) return { origin: id, kind: 'file', base, config: result.config, lineOf, placeOf };
  // In the order of the file, which is the order in which they will be mended.
  const inFile = [...result.problems].sort((a, b) => (lineOf(a.path) ?? 0) - (lineOf(b.path) ?? 0));
  const [first, ...others] = inFile;
  throw new ToolError({
    code: 'config-invalid',
    what: first!.what,
    where: placeOf(first!.path),
    fix: first!.fix,
    also: others.map(({ path, what, fix }) => `${placeOf(path)} ${what}; ${fix}`),
  });
}

function unreadable(where: string, what: string, fix: string, cause?: unknown): ToolError {
  return new ToolError(
    { code: 'config-unreadable', what: `the configuration cannot be used: ${what}`, where, fix },
    { cause },
  );
}
