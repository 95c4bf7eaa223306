/** Functions whose result is data and nothing else: parsed, read from a file of data, or copied whole. Names as in the packages' exports. */
const givers: readonly { readonly packages: readonly string[]; readonly names: readonly string[] }[] = [
  { packages: ['(global)'], names: ['JSON.parse', 'structuredClone'] },
  { packages: ['lodash', 'lodash-es', 'underscore'], names: ['cloneDeep', 'merge', 'defaultsDeep'] },
  { packages: ['js-yaml', 'yaml'], names: ['load', 'safeLoad', 'parse'] },
  {
    packages: ['json5', 'toml', '@iarna/toml', 'smol-toml', 'ini', 'hjson', 'jsonc-parser', 'comment-json'],
    names: ['parse', 'decode'],
  },
  { packages: ['fs-extra', 'graceful-fs'], names: ['readJsonSync', 'readJSONSync'] },
  { packages: ['jsonfile'], names: ['readFileSync'] },
  { packages: ['fs-jetpack'], names: ['read'] },
  { packages: ['load-json-file'], names: ['loadJsonFileSync', 'sync'] },
];
/** Packages that are such a function, or export it under whatever name. */
const wholly: ReadonlySet<string> = new Set([
  'lodash.clonedeep',
  'lodash.merge',
  'lodash.defaultsdeep',
  'lodash/cloneDeep',
  'lodash/merge',
  'lodash/defaultsDeep',
  'clone',
  'rfdc',
  'klona',
  'fast-copy',
  'just-clone',
]);

/** Whether a call gives such data; `steps` lead from the package to it, and end with the call. */
export function givesData(pkg: string, steps: string): boolean {
  const name = /^(?:\.default)?\.?([\w.]*)\(\)$/.exec(steps)?.[1];
  if (name === undefined) return false;
  return wholly.has(pkg) || givers.some((x) => x.packages.includes(pkg) && x.names.includes(name));
}
