import { createRequire } from 'node:module';

/** The version of this package, as its own package.json states it. */
export const version: string = (createRequire(import.meta.url)('sharenothing/package.json') as { version: string })
  .version;
