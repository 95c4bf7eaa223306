import { ownEntry } from '../text/own-entry.ts';

// Functions of libraries that always throw or end the process: what stands behind a call of one does not run.

const names: Readonly<Record<string, readonly string[]>> = {
  // https://svelte.dev/docs/kit/@sveltejs-kit
  '@sveltejs/kit': ['error', 'redirect'],
  // https://nextjs.org/docs/app/api-reference/functions
  'next/navigation': ['notFound', 'redirect', 'permanentRedirect', 'forbidden', 'unauthorized'],
  // https://nodejs.org/api/assert.html#assertfailmessage
  'node:assert': ['fail'],
  'node:process': ['exit', 'abort'],
  '(global)': ['process.exit', 'process.abort'],
};

/** Whether a function of a package never gives its caller back the word; `steps` lead from the package to it. */
export function neverGivesBack(pkg: string, steps: string): boolean {
  const name = steps.replace(/^(?:\.default)?\./, '');
  return ownEntry(names, pkg)?.includes(name) ?? false;
}
