// Compiles src/ to dist/: declarations by tsc, and the code as few files, since Node.js spends more on finding and reading hundreds of
// modules than on running what a small run needs. What is loaded later (commands, reporters, the linker, the extractor) stays a file
// of its own; dependencies are not taken in. The new dist/ is made beside the old one and takes its place in the end: a deleted
// module cannot linger in what is published, and a process that is running from dist/ does not lose its files for seconds.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { buildIdentity, extractorFiles } from './build-identity.mjs';

const root = path.join(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
const made = path.join(root, `dist.${process.pid}.new`);
const old = path.join(root, `dist.${process.pid}.old`);
const tsc = path.join(path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');

/** What is started or loaded by name; all lie one folder below dist/ but the library, as do the chunks: paths from a module hold. */
const entries = ['index.js', 'cli/main.js', 'workers/extract-worker.js', ...extractorFiles];

/** Where the compiler that ts-morph brings along is. */
const compilerFile = createRequire(createRequire(import.meta.url).resolve('ts-morph')).resolve(
  '@ts-morph/common/dist/typescript.js',
);

/**
 * The extractor needs of ts-morph the parser of its compiler and no more: a seventh of the code. To load all of it costs as much
 * processor time as to parse two hundred files, in each thread, so that this part alone is taken into the build.
 */
const parserAlone = {
  name: 'parser-alone',
  resolveId: (id) => (id === 'ts-morph' ? '\0compiler' : id === '\0parser' ? id : null),
  load(id) {
    if (id === '\0compiler') return `export * as ts from '\0parser';`;
    return id === '\0parser' ? parserOf(fs.readFileSync(compilerFile, 'utf8')) : null;
  },
  // Members of the compiler's enumerations are written as the numbers that they are: each would be a look-up in a table of names.
  transform(code, id) {
    if (!id.includes(`${path.sep}extract${path.sep}`)) return null;
    const { ts } = createRequire(import.meta.url)('ts-morph');
    return code.replace(
      /(?<![.\w$])ts\.(SyntaxKind|NodeFlags|ScriptKind|ScriptTarget|JSDocParsingMode)\.(\w+)/g,
      (_, table, name) => String(ts[table][name]),
    );
  },
};

/** What the language service adds to the nodes of names: they tell their text. */
const NAMES_HAVE_TEXT = `
class PrivateName extends objectAllocator.getNodeConstructor() {}
objectAllocator.getPrivateIdentifierConstructor = () => PrivateName;
for (const Name of [objectAllocator.getIdentifierConstructor(), PrivateName])
  Object.defineProperty(Name.prototype, 'text', { get() { return idText(this); } });
`;

/** The module of the compiler up to its parser, with what it declares as exports, for the bundler to leave out what is not used. */
function parserOf(compiler) {
  const cutOut = (text, from, to) => {
    const start = text.indexOf(from);
    const end = text.indexOf(to, start);
    if (start < 0 || end < 0) throw new Error(`the compiler is not laid out as expected: no ${from.trim()}`);
    return [text.slice(0, start), text.slice(start + from.length, end), text.slice(end + to.length)];
  };
  const [notice] = cutOut(compiler, 'var ts = {};', '((module) => {');
  const [, body, rest] = cutOut(compiler, '((module) => {', '\n// src/compiler/commandLineParser.ts');
  // Files are read by others.
  const [before, , after] = cutOut(body, '\nvar sys = (() => {', '\n})();\n');
  const parser = `${before}\nvar sys;\n${after}`
    .replace('\nmodule.exports = __toCommonJS(typescript_exports);\n', '\n')
    .replace(/^__export\(/gm, '/* @__PURE__ */ __export(');
  const [, exported] = cutOut(rest, '0 && (module.exports = {', '}');
  const declared = new Set(
    Array.from(parser.matchAll(/^(?:function|var|let|const|class) ([\w$]+)/gm), ([, name]) => name),
  );
  const names = exported.split(/[\s,]+/).filter((name) => declared.has(name));
  return `${notice}${parser}${NAMES_HAVE_TEXT}\nexport { ${names.join(', ')} };`;
}

const { status } = spawnSync(process.execPath, [tsc, '-p', path.join(root, 'tsconfig.build.json'), '--outDir', made], {
  stdio: 'inherit',
});
if (fs.existsSync(made)) {
  const build = await rolldown({
    input: Object.fromEntries(
      entries.map((file) => [file.replace(/\.js$/, ''), path.join(root, 'src', file.replace(/\.js$/, '.ts'))]),
    ),
    platform: 'node',
    external: (id) => !/^[.\0]/.test(id) && !path.isAbsolute(id) && id !== 'ts-morph',
    plugins: [parserAlone],
  });
  await build.write({
    dir: made,
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    // The notice of the compiler's licence stays.
    comments: { legal: true, annotation: false, jsdoc: false },
  });
  await build.close();
  fs.writeFileSync(path.join(made, 'build-identity.json'), `${JSON.stringify(buildIdentity(made))}\n`);
  if (fs.existsSync(dist)) fs.renameSync(dist, old);
  fs.renameSync(made, dist);
  fs.rmSync(old, { recursive: true, force: true });
}
process.exitCode = status ?? 1;
