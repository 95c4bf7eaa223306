import { baseOf, extensionOf } from '../paths/repo-path.ts';

/** Key of package.json that holds a configuration. */
export const packageKey = 'sharenothing';

/** Configuration files that are data, in the order in which they are looked for in a folder. */
export const dataPlaces = [
  'package.json',
  '.sharenothingrc',
  '.sharenothingrc.json',
  '.sharenothingrc.jsonc',
  '.sharenothingrc.yaml',
  '.sharenothingrc.yml',
] as const;

/** Configuration files that are code; looked for after the data files of the same folder. */
export const codePlaces = [
  'sharenothing.config.ts',
  'sharenothing.config.mts',
  'sharenothing.config.cts',
  'sharenothing.config.js',
  'sharenothing.config.mjs',
  'sharenothing.config.cjs',
] as const;

export const searchPlaces: readonly string[] = [...dataPlaces, ...codePlaces];

const codeExtensions: ReadonlySet<string> = new Set(['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs']);

/** How a configuration file is read. `rc` is JSON with comments where it starts with a brace, else YAML. */
export type ConfigSyntax = 'package' | 'json' | 'yaml' | 'rc' | 'code';

/** By the file's name alone; undefined for a name that no configuration has. */
export function syntaxOf(path: string): ConfigSyntax | undefined {
  const base = baseOf(path);
  if (base === 'package.json') return 'package';
  const extension = extensionOf(base);
  if (codeExtensions.has(extension)) return 'code';
  if (extension === '.json' || extension === '.jsonc') return 'json';
  if (extension === '.yaml' || extension === '.yml') return 'yaml';
  return extension === '' || extension === '.sharenothingrc' ? 'rc' : undefined;
}
