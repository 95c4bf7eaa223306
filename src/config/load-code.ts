import { fileURLToPath } from 'node:url';
import { createJiti } from 'jiti';

/**
 * Runs a configuration that is code and returns its default export. Nothing is written: the compiled text stays in memory, so
 * that read-only trees work and nothing is left beside the user's file; TypeScript is stripped by the loader, not by the
 * target's compiler. `import ... from 'sharenothing'` is this package also where the project has none installed.
 *
 * @param file absolute
 */
export async function loadCode(file: string): Promise<unknown> {
  // Compiled, this module and the package's entry are .js; under a test runner both are .ts.
  const self = fileURLToPath(new URL(`../index.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url));
  const jiti = createJiti(import.meta.url, {
    fsCache: false,
    moduleCache: false,
    tryNative: false,
    interopDefault: true,
    alias: { sharenothing: self },
  });
  return jiti.import(file, { default: true });
}
