import { browserPrograms, codeRunners, frameworkPrograms, testRunners } from './runners.ts';

/** Packages whose program has another name. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['@nestjs/cli', 'nest'],
  ['@angular/cli', 'ng'],
  ['@remix-run/serve', 'remix-serve'],
  ['@react-router/serve', 'react-router-serve'],
  ['@react-router/dev', 'react-router'],
  ['@playwright/test', 'playwright'],
]);

/** `node_modules/.bin/next` and `node_modules/jest/bin/jest.js` are the programs `next` and `jest`; undefined for other paths. */
export function installedProgram(path: string): string | undefined {
  const at = path.lastIndexOf('node_modules/');
  if (at < 0) return undefined;
  const rest = path.slice(at + 'node_modules/'.length);
  if (rest.startsWith('.bin/')) return rest.slice('.bin/'.length);
  const name = /^((?:@[^/]+\/)?[^/]+)\//.exec(rest)?.[1];
  if (name === undefined) return undefined;
  const program = renamed.get(name) ?? name;
  const isKnown =
    testRunners.has(program) ||
    frameworkPrograms.has(program) ||
    browserPrograms.has(program) ||
    codeRunners.has(program) ||
    /^(?:pm2|nodemon|typescript|webpack|eslint|storybook|docusaurus|vitepress)$/.test(program);
  return isKnown ? program : undefined;
}
