import type { Config } from './config.ts';

/** Gives a configuration in TypeScript or JavaScript its types: `export default defineConfig({ ... })`. Returns it as it is. */
export function defineConfig(config: Config): Config {
  return config;
}
