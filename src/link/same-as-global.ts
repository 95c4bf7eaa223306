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

/**
 * Packages that bring a `Promise` of their own: as the export, as its `default`, or as its `Promise`. What it shares with the language's does
 * the same (promisesaplus.com 1.1; bluebirdjs.com/docs/api-reference.html; READMEs of the others).
 */
const PROMISES: ReadonlySet<string> = new Set([
  'any-promise',
  'bluebird',
  'es6-promise',
  'native-promise-only',
  'pinkie',
  'pinkie-promise',
  'promise',
  'promise-polyfill',
  'q',
  'rsvp',
  'when',
]);
const PROMISE = /^(?:\.default)?(?:\.Promise)?$/;
const OF_PROMISE = /^(?:\.default)?(?:\.Promise)?\.(resolve|reject|all|allSettled|race|any)$/;

/** Whether an export of a package is a `Promise` as the language's is, or the object that its functions stand on. */
export const isPromiseOf = (pkg: string, steps: string): boolean => PROMISES.has(pkg) && PROMISE.test(steps);

/** An export of a package under the name of the global that it is, else as it stands; `steps` starts with a dot or is empty. */
export function asGlobal(pkg: string, steps: string): { readonly pkg: string; readonly steps: string } {
  const own = PROMISES.has(pkg) ? OF_PROMISE.exec(steps) : null;
  if (own) return { pkg: '(global)', steps: `.Promise.${own[1]}` };
  if (!Object.hasOwn(SAME, pkg)) return { pkg, steps };
  const [, first = ''] = steps.split('.', 2);
  return SAME[pkg]!.has(first) ? { pkg: '(global)', steps } : { pkg, steps };
}
