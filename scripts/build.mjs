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

const LOADED = 'const { ts } = createRequire(createRequire(import.meta.url).resolve("ts-morph"))("@ts-morph/common");';

/**
 * The extractor needs of ts-morph no more than the compiler that it carries, and Node.js reads through all of a CommonJS module to learn
 * what it exports: that alone costs as much as to parse a hundred files. What is required by name is not read through.
 */
const compilerAlone = {
  name: 'compiler-alone',
  resolveId: (id) => (id === 'ts-morph' ? '\0compiler' : null),
  load: (id) => (id === '\0compiler' ? `import { createRequire } from 'node:module';\nexport ${LOADED}` : null),
  // What the compiler exports stands behind accessors of one large object: read once here, not at each node of each tree.
  renderChunk(code) {
    const at = code.indexOf(LOADED);
    if (at < 0) return null;
    const end = at + LOADED.length;
    const once = new Map();
    const body = code.slice(end).replace(/(?<![.\w$])ts\.(?:SyntaxKind\.\w+|\w+(?=\())/g, (read) => {
      const name = read.replaceAll('.', '$');
      once.set(name, read);
      return name;
    });
    const constants = [...once].map(([name, read]) => `const ${name} = ${read};\n`);
    return { code: `${code.slice(0, end)}\n${constants.join('')}${body}`, map: null };
  },
};

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
    plugins: [compilerAlone],
  });
  await build.write({
    dir: made,
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    comments: false,
  });
  await build.close();
  fs.writeFileSync(path.join(made, 'build-identity.json'), `${JSON.stringify(buildIdentity(made))}\n`);
  if (fs.existsSync(dist)) fs.renameSync(dist, old);
  fs.renameSync(made, dist);
  fs.rmSync(old, { recursive: true, force: true });
}
process.exitCode = status ?? 1;
