import { describe, expect, test } from 'vitest';
import { guardChain } from '../../src/link/guards.ts';
import { linkTexts } from '../support/linked.ts';

const MANIFEST = '{ "name": "m", "type": "module", "scripts": { "start": "node server.js" } }';
const COMMON = '{ "name": "m", "scripts": { "start": "node server.js" } }';

/** Tests of dead branches of a program that starts from server.js: their first line, as it is written. */
function deadIn(texts: Readonly<Record<string, string>>): readonly string[] {
  const { p, pt, entries } = linkTexts({ 'package.json': MANIFEST, ...texts });
  const found = new Set<string>();
  for (const file of entries.loaded) {
    const f = p.files[file]!;
    f.guards.forEach((_, g) => {
      const test = pt.dead.at(file, g);
      if (!test || ![...guardChain(f, g)].includes(test)) return;
      found.add(texts[f.file]!.slice(test.s).split('\n')[0]!);
    });
  }
  return [...found];
}

const OPEN = `export function open(name, plain) {
  if (plain) keep(name);
}
`;
const served = (start: string, open = OPEN) => deadIn({ 'open.js': open, 'server.js': start });

describe('a parameter that nobody gives', () => {
  test.each([
    ['left out', "import { open } from './open.js';\nopen('a');"],
    ['given a constant', "import { open } from './open.js';\nopen('a', false);\nopen('b', undefined);"],
    ['by a namespace', "import * as yards from './open.js';\nyards.open('a');"],
    ['under another name', "import { open as start } from './open.js';\nconst run = start;\nrun('a');"],
    ['loaded late', "const yards = await import('./open.js');\nyards.open('a');"],
  ])('%s', (_, start) => {
    expect(served(start)).toEqual(['plain) keep(name);']);
  });
  test.each([
    ['given', "import { open } from './open.js';\nopen('a', process.env.PLAIN);"],
    ['spread', "import { open } from './open.js';\nopen(...process.argv);"],
    ['handed on', "import { open } from './open.js';\nopen('a');\nimport { each } from 'yards';\neach(open);"],
    ['bound', "import { open } from './open.js';\nopen('a');\nopen.call(null, 'a', true);"],
    ['kept in an object', "import { open } from './open.js';\nopen('a');\nexport const api = { open };"],
    [
      'a namespace that goes on',
      "import * as y from './open.js';\ny.open('a');\nimport { each } from 'yards';\neach(y);",
    ],
    [
      'loaded by a path',
      "import { open } from './open.js';\nopen('a');\nconst x = await import(`./${process.env.X}.js`);\nx.open('a', 1);",
    ],
    ['called by nobody', "import './open.js';"],
    [
      'by a promise',
      "import { open } from './open.js';\nopen('a');\nimport('./open.js').then((m) => m.open('a', true));",
    ],
  ])('%s: it may be given', (_, start) => {
    expect(served(start)).toEqual([]);
  });
  test('exported by the file that a process starts from', () => {
    expect(deadIn({ 'server.js': `${OPEN}\nopen('a');` })).toEqual([]);
    expect(deadIn({ 'server.js': `${OPEN.replace('export ', '')}\nopen('a');` })).toEqual(['plain) keep(name);']);
  });
  test('handed on by a file between, under another name', () => {
    const texts = { 'open.js': OPEN, 'index.js': "export { open as start } from './open.js';" };
    const start = "import * as yard from './index.js';\nyard.start('a'";
    expect(deadIn({ ...texts, 'server.js': `${start});` })).toEqual(['plain) keep(name);']);
    expect(deadIn({ ...texts, 'server.js': `${start}, process.env.X);` })).toEqual([]);
  });
  test('defaults, both ways', () => {
    const open = OPEN.replace('plain)', 'plain = true)').replace('keep(name)', 'keep(name);\n  else drop(name)');
    expect(served("import { open } from './open.js';\nopen('a');", open)).toEqual(['plain) keep(name);']);
    const off = OPEN.replace('plain)', 'plain = false)');
    expect(served("import { open } from './open.js';\nopen('a', undefined);", off)).toEqual(['plain) keep(name);']);
    expect(served("import { open } from './open.js';\nopen('a', process.env.X ?? undefined);", off)).toEqual([]);
  });
  test('assigned', () => {
    const open = 'export function open(name, plain) {\n  if (name) plain = true;\n  if (plain) keep(name);\n}';
    expect(served("import { open } from './open.js';\nopen(process.env.X);", open)).toEqual([]);
  });
});

describe('a property of options that nobody gives', () => {
  const by = (params: string, cond: string) => `export function open(${params}) {\n  if (${cond}) keep();\n}`;
  const IMPORT = "import { open } from './open.js';\n";
  test.each([
    ['options', 'options.plain', "open({ name: 'a' });"],
    ['options = {}', 'options.plain === true', 'open();'],
    ['{ plain = false } = {}', 'plain', "open({ name: 'a' });\nopen();"],
    ['{ plain }', 'plain && process.env.X', "open({ name: 'a', plain: false });"],
    ['options', 'options.plain', "open({ ...{ name: 'a' }, size: 1 });"],
  ])('%s, %s', (params, cond, start) => {
    expect(served(IMPORT + start, by(params, cond))).toHaveLength(1);
  });
  test.each([
    ['options', 'options.plain', "open({ name: 'a', ...JSON.parse(process.env.X) });"],
    ['options', 'options.plain', "const o = { name: 'a' };\nObject.assign(o, process.env);\nopen(o);"],
    ['options', 'options.plain', 'open({ [process.env.X]: true });'],
    ['options', 'options.plain', "open({ name: 'a' });\nconst o = {};\no.plain = true;"],
    ['{ plain = true } = {}', 'plain', "open({ name: 'a' });"],
    ['options', 'options.plain || process.env.X', "open({ name: 'a' });"],
    ['options', "(options.size || 'all') === 'one'", 'open({ size: process.env.X });'],
  ])('%s, %s: it may be given by %s', (params, cond, start) => {
    expect(served(IMPORT + start, by(params, cond))).toEqual([]);
  });
  test('filled in by a library', () => {
    const open =
      "import defaults from 'defaults';\nexport function open(options) {\n  defaults(options, process.env);\n  if (options.plain) keep();\n}";
    expect(served(`${IMPORT}open({ name: 'a' });`, open)).toEqual([]);
  });
});

describe('a class that is constructed', () => {
  const yard = (more = '') =>
    `export class Yard {\n  constructor(name, plain) {\n    if (plain) this.rows = [];\n  }\n${more}}`;
  const make = (start: string, more = '') =>
    deadIn({ 'open.js': yard(more), 'server.js': `import { Yard } from './open.js';\n${start}` });
  test('by calls that are all seen', () => {
    expect(make("new Yard('a');")).toEqual(['plain) this.rows = [];']);
  });
  test.each([
    ['by a class that extends it', "new Yard('a');\nclass Wide extends Yard {}\nnew Wide('a', process.env.X);", ''],
    ['by itself', "new Yard('a');\nYard.of(process.env.X);", "  static of(x) {\n    return new this('a', x);\n  }\n"],
    ['by whoever is handed it', "import { provide } from 'yards';\nnew Yard('a');\nprovide(Yard);", ''],
  ])('%s', (_, start, more) => {
    expect(make(start, more)).toEqual([]);
  });
});

describe('CommonJS', () => {
  const files = (open: string, start: string) =>
    deadIn({ 'package.json': COMMON, 'open.js': open, 'server.js': start });
  const BODY = 'function open(name, plain) {\n  if (plain) keep(name);\n}\n';
  test.each([
    ['module.exports = { open };', "const { open } = require('./open');\nopen('a');"],
    ['module.exports = open;', "require('./open')('a');"],
    [
      "Object.defineProperty(exports, '__esModule', { value: true });\nexports.open = open;",
      "const y = require('./open');\ny.open('a');",
    ],
    ['exports.open = open;', "const yards = require('./open');\nyards.open('a');"],
  ])('%s', (out, start) => {
    expect(files(BODY + out, start)).toEqual(['plain) keep(name);']);
    const given = start.replace("('a')", "('a', process.env.X)");
    expect(files(BODY + out, given)).toEqual([]);
  });
  test('the file calls it by way of its own exports', () => {
    const own = `${BODY}exports.open = open;\nexports.both = () => exports.open('b', process.env.X);`;
    expect(files(own, "const yards = require('./open');\nyards.open('a');\nyards.both();")).toEqual([]);
  });
});

test('a constant of the program, and an exit before the rest', () => {
  expect(deadIn({ 'server.js': "const PLAIN = false;\nif (PLAIN) keep('a');" })).toEqual(["PLAIN) keep('a');"]);
  const rest = 'function run(name, dry) {\n  if (!dry) return;\n  keep(name);\n}\nrun(process.env.X);';
  expect(deadIn({ 'server.js': rest })).toEqual(['!dry) return;']);
});
