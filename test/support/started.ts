import { discover } from '../../src/discover/discover.ts';
import { memorySource } from './memory-source.ts';

/** What is started in a project of these files, as `kind entry`, in the report's order. */
export function started(
  files: Readonly<Record<string, string>>,
  options: { readonly dir?: string } = {},
): readonly string[] {
  return discover(memorySource(files, options)).processes.map(({ kind, entry }) => `${kind} ${entry}`);
}

/** A package.json. */
export function manifest(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(fields, null, 2);
}
