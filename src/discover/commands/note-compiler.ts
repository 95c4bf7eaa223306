import { codeExtensions, isCode } from '../../paths/code-extensions.ts';
import { baseOf } from '../../paths/repo-path.ts';
import { freeArguments } from './arguments.ts';
import { type Compiler, compilerOf, isDevCondition } from './compilers.ts';
import { kindOfFile } from './kinds.ts';
import { placesOf } from './places.ts';
import { codeRunners } from './runners.ts';
import { type Reading, unitOf } from './site.ts';

/**
 * Leaves a fact where a command that a deployment starts compiles code or assets: in an image, a Procfile, a manifest or a supervisor,
 * not in a script that only people run, and not for a migration or a seed, which ends before the server is there.
 */
export function noteCompiler(program: string, words: readonly string[], reading: Reading): void {
  const { site, world, condition } = reading;
  if (!reading.deployed || (condition !== '' && isDevCondition(condition))) return;
  const compiler = compilerOf(program, words) ?? buildCode(program, words, reading);
  if (!compiler) return;
  if (compiler.by === 'while-running') {
    const file = words.find((word) => /\.[cm]?[jt]sx?$/.test(word));
    // What runs in front of a server goes by its own name.
    const kind = (file === undefined ? null : kindOfFile(file)) ?? site.kind;
    if (kind !== null && kind !== 'server' && kind !== 'worker') return;
  }
  const spans = placesOf(reading);
  const steps = spans.map((span) => ({
    span,
    text: (world.tree.text(span.file) ?? '').slice(span.start, span.end).slice(0, 200),
  }));
  world.facts.add('builds', [unitOf(site)], {
    span: spans.at(-1)!,
    unit: site.evidence.file,
    setting: [program, ...words].join(' ').slice(0, 200),
    program: compiler.program,
    by: compiler.by,
    conditional: condition !== '',
    steps,
  });
}

/** Compilers and bundlers as packages that code of one's own imports. */
const compilerImport =
  /(?:\bfrom|\brequire\(|\bimport\(?)\s?['"](sass(?:-embedded)?|node-sass|less|stylus|postcss|@tailwindcss\/node|esbuild|rollup|rolldown|vite|webpack|@rspack\/core|parcel|@parcel\/core|@babel\/core|@swc\/core|typescript|terser|uglify-js|clean-css|lightningcss|browserify|gulp|tsup|tsdown)['"]/;

/**
 * Code of the project's own that a start runs to build something: it is called by the name of a build (a script `build:css`, a file
 * `build-css.js`) and imports a compiler.
 */
function buildCode(program: string, words: readonly string[], { site, folders, world }: Reading): Compiler | undefined {
  const options = codeRunners.get(program);
  const [written] = options ? freeArguments(words, options) : [];
  if (written === undefined || (site.kind ?? kindOfFile(written)) !== 'build') return undefined;
  const path = site
    .locate(written, folders)
    .flatMap((one) => [one, ...codeExtensions.map((extension) => one + extension)])
    .find((one) => isCode(one) && world.tree.has(one));
  const imported = path === undefined ? undefined : compilerImport.exec(world.tree.text(path) ?? '')?.[1];
  return imported === undefined ? undefined : { program: `${imported} in ${baseOf(written)}`, by: 'first' };
}
