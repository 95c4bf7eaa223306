/**
 * What modules of Node.js export that is the global of that name: `import { URL } from 'node:url'` is `URL`.
 * Source: documentation of Node.js 20, "Global objects" and the modules named.
 */
const SAME: Readonly<Record<string, ReadonlySet<string>>> = {
  'node:url': new Set(['URL', 'URLSearchParams']),
  'node:buffer': new Set(['Buffer', 'Blob', 'File', 'atob', 'btoa']),
  'node:perf_hooks': new Set(['performance']),
  'node:util': new Set(['TextDecoder', 'TextEncoder']),
};

/** An export of a package under the name of the global that it is, else as it stands; `steps` starts with a dot or is empty. */
export function asGlobal(pkg: string, steps: string): { readonly pkg: string; readonly steps: string } {
  if (!Object.hasOwn(SAME, pkg)) return { pkg, steps };
  const [, first = ''] = steps.split('.', 2);
  return SAME[pkg]!.has(first) ? { pkg: '(global)', steps } : { pkg, steps };
}
