import { type ConfigRequest, loadConfig } from '../../src/config/load.ts';
import type { KnownRule } from '../../src/config/merge.ts';
import { ToolError } from '../../src/diagnostics/tool-error.ts';
import { memorySource } from '../support/memory-source.ts';

export const knownRules: readonly KnownRule[] = [
  { id: 'module-state' },
  { id: 'module-cache', options: { bounded: {} } },
  { id: 'memory-session' },
];

/** The effective configuration of a source made of texts. */
export function configOf(
  files: Readonly<Record<string, string>>,
  request: Partial<Omit<ConfigRequest, 'source'>> & { readonly dir?: string } = {},
) {
  const { dir, ...rest } = request;
  return loadConfig({
    source: memorySource(files, dir === undefined ? {} : { dir }),
    allowCode: true,
    rules: knownRules,
    ...rest,
  });
}

/** The error that a promise ends with. @throws where it does not, or with another kind */
export async function toolErrorOf(promise: Promise<unknown>): Promise<ToolError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ToolError) return error;
    throw error;
  }
  throw new Error('no error was thrown');
}

export const json = (value: unknown) => JSON.stringify(value, null, 2);
