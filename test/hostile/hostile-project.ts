import fs from 'node:fs';
import path from 'node:path';
import type { SkipReason } from '../../src/source/source.ts';

/** How deep the nests are: far beyond the stack of any machine. */
const DEPTH = 100_000;
/** Size of the huge file, in bytes. */
const HUGE = 50 * 1024 * 1024;

/** A project that was written to hurt the tool, and what has to be said about it. */
export type HostileProject = {
  /** Absolute. */
  readonly dir: string;
  /** A file that exists as soon as anything of the project was run. */
  readonly marker: string;
  /** A shell command that makes the marker. */
  readonly touch: string;
  /** Everything that must be listed as left out, by path from `dir`. */
  readonly left: Readonly<Record<string, readonly SkipReason[]>>;
  /** Files of the project that are plain code and must be analysed all the same. */
  readonly plain: readonly string[];
};

const escapeName = '\u001b[31mred\u001b[0m.js';
const rightToLeft = 'user\u202Etxt.ts';

/** Builds the project below `parent` (an empty folder outside every repository). */
export function buildHostileProject(parent: string): HostileProject {
  const dir = path.join(parent, 'project');
  const marker = path.join(parent, 'was-run');
  fs.mkdirSync(dir);
  const put = (file: string, content: string | Uint8Array) => {
    fs.mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    fs.writeFileSync(path.join(dir, file), content);
  };
  const link = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    fs.symlinkSync(text, path.join(dir, file));
  };
  // CommonJS that leaves the marker when loaded, whatever loads it.
  const run = `require('node:fs').writeFileSync(${JSON.stringify(marker)}, __filename);\n`;
  const runModule = `import fs from 'node:fs';\nfs.writeFileSync(${JSON.stringify(marker)}, import.meta.url);\n`;
  const touch = `node -e "require('fs').writeFileSync('${marker}','script')"`;

  // A real server among it all: its finding must come out.
  put(
    'src/server.js',
    `const express = require('express');
const app = express();
let served = 0;
app.get('/', (req, res) => {
  served += 1;
  res.send(String(served));
});
app.listen(3000);
`,
  );
  put(
    'package.json',
    `{
  "name": "hostile",
  "__proto__": { "polluted": true, "scripts": { "start": "node src/polluted.js" } },
  "constructor": { "prototype": { "polluted": true } },
  "scripts": {
    "start": "node src/server.js",
    "__proto__": "node src/server.js",
    "preinstall": ${JSON.stringify(touch)},
    "postinstall": ${JSON.stringify(touch)},
    "prepare": ${JSON.stringify(touch)},
    "toString": "node src/server.js",
    "worker": "$(${touch.replaceAll('"', '\\"')}); node src/server.js"
  },
  "workspaces": ["packages/*", "../../..", "/etc", "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}"],
  "exports": { "__proto__": "./src/server.js", ".": { "import": { "import": "/etc/passwd" }, "default": "../../../etc/passwd" } },
  "main": "/etc/passwd",
  "bin": { "__proto__": "./src/server.js" },
  "dependencies": { "express": "^5.0.0", "__proto__": "1.0.0" }
}
`,
  );

  // Configurations that extend each other, name what is outside, and ask for code to be loaded.
  put(
    'tsconfig.json',
    JSON.stringify({
      extends: ['./tsconfig.loop.json', '/etc/passwd', '../../../../etc/passwd', './evil-plugin.js'],
      compilerOptions: {
        plugins: [{ name: './evil-plugin.js' }, { transform: './evil-plugin.js' }],
        paths: { '*': ['/etc/*', '../../../*'], __proto__: ['./src/*'] },
        baseUrl: '../../..',
        outDir: '/',
      },
      'ts-node': { require: ['./evil-plugin.js'] },
      references: [{ path: '.' }, { path: './tsconfig.loop.json' }, { path: '/etc' }],
    }),
  );
  put('tsconfig.loop.json', JSON.stringify({ extends: './tsconfig.json', references: [{ path: './tsconfig.json' }] }));
  put('tsconfig.self.json', JSON.stringify({ extends: './tsconfig.self.json' }));
  put('deep/tsconfig.json', `${'{"compilerOptions":'.repeat(DEPTH)}1${'}'.repeat(DEPTH)}`);

  // Code that tools of a project load, each of which would leave the marker.
  for (const name of [
    'evil-plugin.js',
    'ecosystem.config.js',
    'ecosystem.config.cjs',
    'vite.config.js',
    'webpack.config.js',
    'tsup.config.js',
    'next.config.js',
    'nuxt.config.js',
    'serverless.js',
    'jest.config.js',
    '.eslintrc.js',
    '.pnp.cjs',
    '.pnpmfile.cjs',
    'yarn.config.cjs',
    'index.js',
    '.config/config.js',
    '.config/sharenothing.js',
    'node_modules/ts-morph/index.js',
    'node_modules/typescript/lib/typescript.js',
    'node_modules/sharenothing/index.js',
    'node_modules/express/index.js',
  ])
    put(name, run);
  put('vite.config.mjs', runModule);
  put('node_modules/typescript/package.json', '{"name":"typescript","version":"7.0.0","main":"lib/typescript.js"}');
  put('.npmrc', `node-options=--require ${path.join(dir, 'evil-plugin.js')}\n`);
  put('.envrc', `${touch}\n`);
  put('.gitignore', 'node_modules\n');
  // The tool's own configuration may be code; `--no-config-code` has to keep it from running.
  put('src/sharenothing.config.js', runModule);

  // Links out of the project, in circles, and to nothing.
  link('etc', '/etc');
  link('src/passwd.js', '/etc/passwd');
  link('src/up.js', '../../../../../../../../../../etc/hostname');
  link('loop', '.');
  link('src/loop/again', '../..');
  link('one', 'two');
  link('two', 'one');
  link('gone.js', 'nowhere.js');

  // Names that act on a terminal, or on whoever pastes them.
  put(escapeName, 'let a = 1;\nexports.bump = () => { a += 1; };\n');
  put(`src/${rightToLeft}`, 'export const a = 1;\n');
  put('src/new\nline.js', 'exports.a = 1;\n');
  put('src/__proto__.js', 'exports.__proto__ = { polluted: true };\n');
  put('src/constructor/prototype.js', 'module.exports.constructor.prototype = 1;\n');

  // Nests of every kind that a parser descends into, on lines as short as a person's, so that they get as far as the parser.
  const deep = (open: string, middle: string, close = '', depth = DEPTH) =>
    `${open.repeat(depth)}${middle}${close.repeat(depth)}`;
  // What may not be broken into lines has enough of them after it.
  const lines = ';\n'.repeat(50_000);
  const nests: Record<string, string> = {
    'brackets.js': `exports.a = ${deep('[\n', '', ']\n')};\n`,
    'open-brackets.js': `exports.a = ${deep('[\n', '')}`,
    'closed-brackets.js': `exports.a = 1${deep(']\n', '')}`,
    'parentheses.js': `exports.a = ${deep('(\n', '1', ')\n')};\n`,
    'objects.js': `exports.a = ${deep('{a:\n', '1', '}\n')};\n`,
    'blocks.js': deep('{\n', '', '}\n'),
    'sums.js': `exports.a = ${deep('1 +\n', '1')};\n`,
    'powers.js': `exports.a = ${deep('2 **\n', '2')};\n`,
    'words.js': `exports.a = ${deep("'a' +\n", "''")};\n`,
    'ands.js': `exports.a = ${deep('a &&\n', 'b')};\n`,
    'nullish.js': `exports.a = ${deep('a ??\n', 'b')};\n`,
    'else-ifs.js': deep('if(a);else\n', ';', '', 95_000),
    'ifs.js': deep('if (a)\n', ';'),
    'conditions.js': `exports.a = ${deep('a ? 1 :\n', '2')};\n`,
    'calls.js': `exports.a = ${deep('f(\n', '1', ')\n')};\n`,
    'chains.js': `exports.a = a${deep('.b()\n', '')};\n`,
    'optional-chains.js': `exports.a = a${deep('?.b\n', '')};\n`,
    'members.js': `exports.a = a${deep('.b\n', '')};\n`,
    'arrows.js': `exports.a = ${deep('() =>\n', '1')};\n`,
    'callbacks.js': deep('a(() => {\n', '', '})\n', 60_000),
    'functions.js': deep('function f() {\n', '', '}\n', 60_000),
    'classes.js': deep('class A { static {\n', '', '}}\n', 40_000),
    'templates.js': `exports.a = ${deep('`${\n', '1', '}`\n')};\n`,
    'nots.js': `exports.a = ${deep('!\n', 'a')};\n`,
    'news.js': `exports.a = ${deep('new\n', 'A')};\n`,
    'awaits.js': `async function f() { return (${deep('await\n', '1')}); }\n`,
    'assignments.js': `let a;\n${deep('a =\n', '1')};\n`,
    'labels.js': deep('x:\n', ';'),
    'patterns.js': `const ${deep('[\n', 'a', ']\n')} = 1;\n`,
    'defaults.js': `const ${deep('[a = \n', 'b', ']\n')} = 1;\n`,
    'commas.js': `let a;\n${deep('a,\n', 'a')};\n`,
    'whiles.js': deep('while (1)\n', ';'),
    'tries.js': deep('try {\n', '', '} finally {}\n', 40_000),
    'switches.js': deep('switch (a) { case 1:\n', '', '}\n', 40_000),
    'generics.ts': `let a: ${deep('Array<\n', 'string', '>\n')};\n`,
    'arrays.ts': `let a: string${deep('[]', '')};\n${lines}`,
    'unions.ts': `type A = ${deep('(1 |\n', '2', ')\n')};\n`,
    'conditionals.ts': `type A = ${deep('a extends b ? 1 :\n', '2', '', 50_000)};\n`,
    'function-types.ts': `type A = ${deep('() =>\n', 'void')};\n`,
    'namespaces.ts': `namespace ${deep('a.\n', 'b')} { export let c = 1; }\n`,
    'casts.ts': `const a = ${deep('<any>\n', '1')};\n`,
    'ases.ts': `const a = 1${deep(' as any', '')};\n${lines}`,
    'bangs.ts': `const a = b${deep('!', '')};\n${lines}`,
    'literals.ts': `type A = ${deep('{ a:\n', '1', '}\n')};\n`,
    'elements.tsx': `export const a = ${deep('<a>\n', '', '</a>\n')};\n`,
  };
  for (const [name, text] of Object.entries(nests)) put(`nests/${name}`, text);
  // Long, but flat: nothing to leave out.
  put('nests/decorators.ts', `${deep('@a()\n', 'class A {}', '', 10_000)}\n`);
  put('nests/object.json', deep('{"a":', '1', '}'));

  // What is no text, or too much of it.
  const huge = fs.openSync(path.join(dir, 'src/huge.js'), 'w');
  const line = Buffer.from('exports.a = 1; // a line of a file that is far too long\n'.repeat(1024));
  for (let written = 0; written < HUGE; written += line.length) fs.writeSync(huge, line);
  fs.closeSync(huge);
  put('src/utf16.js', Buffer.from('\uFEFFmodule.exports = { a: 1 };\n', 'utf16le'));
  put('src/utf16-bare.ts', Buffer.from('export const a: number = 1;\n'.repeat(8), 'utf16le'));
  put('src/nul.js', 'exports.a = 1;\0\n');
  put('src/latin1.js', Buffer.from([...Buffer.from('exports.a = "'), 0xe9, ...Buffer.from('";\n')]));
  put('src/broken.ts', 'export function a( {\n  let served = 0;\n@@@@ ]]] } class class\n`${\n');
  put('src/huge-line.js', `exports.a = [${'{a:1,b:2,c:function(d){return d+1}},'.repeat(20_000)}];\n`);
  put('src/empty.js', '');
  fs.mkdirSync(path.join(dir, 'src/folder.js'));
  put('src/folder.js/inner.js', 'exports.a = 1;\n');

  const left: Record<string, readonly SkipReason[]> = {
    etc: ['link-outside'],
    'src/passwd.js': ['link-outside'],
    'src/up.js': ['link-outside'],
    loop: ['link-cycle'],
    'src/loop/again': ['link-cycle'],
    one: ['link-cycle', 'link-broken'],
    two: ['link-cycle', 'link-broken'],
    'gone.js': ['link-broken'],
    'src/huge.js': ['too-large'],
    'src/utf16.js': ['encoding'],
    'src/utf16-bare.ts': ['encoding'],
    'src/nul.js': ['binary'],
    'src/latin1.js': ['encoding'],
    'src/broken.ts': ['syntax'],
    'src/huge-line.js': ['minified'],
  };
  for (const name of Object.keys(nests)) left[`nests/${name}`] = ['nesting', 'syntax'];
  return {
    dir,
    marker,
    touch,
    left,
    plain: ['src/server.js', 'src/__proto__.js', 'src/empty.js', 'src/folder.js/inner.js', 'nests/decorators.ts'],
  };
}
