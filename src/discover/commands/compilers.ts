import { wordSet } from '../../text/word-set.ts';
import type { BuildFact } from '../deployment.ts';
import { freeArguments, optionValue } from './arguments.ts';

/** What a command compiles with, and when. */
export type Compiler = { readonly program: string; readonly by: BuildFact['by'] };

/** Programs that compile or bundle and then end, whatever their arguments. */
const compilers = wordSet(
  `tsc vue-tsc tsc-alias esbuild rollup rolldown tsup tsdown unbuild pkgroll microbundle webpack-cli rspack swc spack babel
  browserify uglifyjs terser sass node-sass lessc stylus postcss tailwindcss gulp grunt brunch broccoli`,
);

/** Programs that compile code as they load it. */
const compilingRunners = wordSet(
  'ts-node ts-node-esm ts-node-dev tsnd tsx esno sucrase-node swc-node babel-node vite-node jiti',
);

/**
 * Modules that make Node compile what it loads, as `--require`, `--import` or `--loader` name them. `esm` rewrites modules to CommonJS
 * (esm@3, README: "the brilliantly simple, babel-less, bundle-less ECMAScript module loader").
 */
const hooks =
  /^(?:ts-node(?:\/.+)?|tsx(?:\/.+)?|esbuild-register(?:\/.+)?|esbuild-runner\/register|@swc-node\/register(?:\/.+)?|@swc\/register|@babel\/register|babel-register|@esbuild-kit\/[\w-]+|sucrase\/register(?:\/.+)?|jiti\/register|coffeescript\/register|esm)$/;

/** Compilers that start a command when they are done. */
const successRunners = wordSet('tsup tsdown tsc-watch');

/** Sub-commands of frameworks and bundlers that build; all that is not `preview` or `start` of them. */
const builders: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...[
    ...wordSet(
      'next nuxt nuxi nuxt-ts vite remix react-router astro svelte-kit gatsby ember vue-cli-service react-scripts react-app-rewired craco ng parcel strapi rsbuild nx ncc docusaurus medusa keystone payload expo nitro nitropack quasar umi max preact',
    ),
  ].map((program) => [program, wordSet('build vite:build export generate')] as const),
  ['nest', wordSet('build')],
  ['bun', wordSet('build')],
  ['egg-bin', wordSet('build')],
]);

/** Sub-commands that run a server made for development. */
const developing: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...[
    ...wordSet(
      'next nuxt nuxi nuxt-ts remix react-router astro svelte-kit nitro nitropack rsbuild umi max quasar egg-bin',
    ),
  ].map((program) => [program, wordSet('dev vite:dev')] as const),
  ['gatsby', wordSet('develop')],
  ['strapi', wordSet('develop')],
  ['medusa', wordSet('develop')],
  ['webpack', wordSet('serve s server')],
  ['react-scripts', wordSet('start')],
  ['react-app-rewired', wordSet('start')],
  ['craco', wordSet('start')],
  ['ng', wordSet('serve')],
  ['vue-cli-service', wordSet('serve')],
  ['ember', wordSet('serve server')],
]);

/** What a command (a program and its words, wrappers taken off) compiles; undefined where it compiles nothing. */
export function compilerOf(program: string, words: readonly string[]): Compiler | undefined {
  const free = freeArguments(words, ['-c', '--config', '-p', '--project', '--port', '--mode', '-m', '--host', '-H']);
  const sub = free[0] ?? '';
  const has = (...options: readonly string[]) => words.some((word) => options.includes(word));
  if (has('--help', '-h', '--version', '-v', '--noEmit', '--init')) return undefined;
  if (program === 'nest' && sub === 'start')
    return has('--watch', '-w', '--debug')
      ? { program: 'nest start --watch', by: 'dev-server' }
      : { program: 'nest start', by: 'first' };
  if (developing.get(program)?.has(sub)) return { program: `${program} ${sub}`, by: 'dev-server' };
  if (builders.get(program)?.has(sub)) return { program: `${program} ${sub}`, by: 'first' };
  if (program === 'vite' && (sub === '' || sub === 'dev' || sub === 'serve')) return { program, by: 'dev-server' };
  if (program === 'webpack-dev-server') return { program, by: 'dev-server' };
  if (program === 'webpack') return { program, by: has('--watch', '-w') ? 'dev-server' : 'first' };
  if (program === 'babel' || program === 'swc')
    return has('-d', '--out-dir', '-o', '--out-file') || words.some((word) => /^--out-(?:dir|file)=/.test(word))
      ? { program, by: 'first' }
      : undefined;
  if (compilers.has(program)) return { program, by: has('--watch', '-w') ? 'dev-server' : 'first' };
  if (compilingRunners.has(program)) return { program, by: 'while-running' };
  if (/^node(?:js)?$/.test(program)) {
    const hook = hookOf(words);
    return hook === undefined ? undefined : { program: `node with ${hook}`, by: 'while-running' };
  }
  return undefined;
}

/** The module that makes Node compile, among the options before the file that it runs. */
function hookOf(words: readonly string[]): string | undefined {
  for (let at = 0; at < words.length; at++) {
    const [, option, value] =
      /^(-r|--require|--import|--loader|--experimental-loader)(?:=(.*))?$/.exec(words[at]!) ?? [];
    if (option === undefined) {
      if (!words[at]!.startsWith('-')) return undefined;
      continue;
    }
    const named = value ?? words[++at] ?? '';
    if (hooks.test(named)) return named;
  }
  return undefined;
}

/**
 * What a compiler starts once it is done: `tsup --onSuccess "node dist/x.js"`, `tsdown --on-success "..."`, `tsc-watch --onSuccess "..."`
 * (their documentation names the option); undefined without one.
 */
export function startedBehind(program: string, words: readonly string[]): string | undefined {
  return successRunners.has(program) ? optionValue(words, ['--onSuccess', '--on-success']) : undefined;
}

/** A condition under which a command of a shell script runs only while people develop. */
export function isDevCondition(condition: string): boolean {
  return /dev(?:el(?:op(?:ment)?)?)?\b|NODE_ENV|APP_ENV|debug|watch|local|reload|\bHMR\b/i.test(condition);
}
