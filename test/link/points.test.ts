import { expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { fieldNode, nameId, setOf } from '../../src/link/heap.ts';
import { linkTexts } from '../support/linked.ts';
import { memorySource } from '../support/memory-source.ts';
import { manifest } from '../support/started.ts';

/** The report of a server whose main file has this text. */
const reportOf = (text: string, more: Readonly<Record<string, string>> = {}) =>
  analyze(
    memorySource({
      'package.json': manifest({ scripts: { start: 'node server.js' } }),
      'server.js': text,
      ...more,
    }),
    { now: '2026-01-01' },
  );

test('a call with several callbacks of one registration is looked at once in each round, not by the power of the rounds', () => {
  const { pt } = linkTexts({
    'package.json': manifest({ scripts: { start: 'node server.js' } }),
    'server.js': `
      const { createSelector } = require('reselect');
      const parts = [(s) => s.a, (s) => s.b];
      exports.total = createSelector(parts[0], parts[1], (s) => s.c, (s) => s.d, (...all) => all.length);`,
  });
  for (let round = 0; round < 40; round++) pt.settleRegistrations();
  pt.run();
  expect(pt.h.exhausted).toBe(false);
});

test('a module that is loaded by where a link to this file leads is that file’s neighbour', async () => {
  const { findings } = await reportOf(
    `const path = require('node:path');
     const fs = require('node:fs');
     const lib = path.join(path.dirname(fs.realpathSync(__filename)), 'lib');
     require(lib + '/serve')();`,
    {
      'lib/serve.js': `
        let count = 0;
        module.exports = () => require('node:http').createServer((req, res) => res.end(String(++count))).listen(80);`,
    },
  );
  expect(findings.map((f) => f.symbol)).toEqual(['count']);
});

test('an import that leads to no file leads to the source where its end does, as a file that is copied beside the output means it', async () => {
  const { findings, notes } = await reportOf(`require('./hono/server/routes.js');`, {
    'server/routes.js': `
      let count = 0;
      require('node:http').createServer((req, res) => res.end(String(++count))).listen(80);`,
  });
  expect(findings.map((f) => f.symbol)).toEqual(['count']);
  expect(notes).toEqual([]);
});

test.each([
  ['a module that is not there', `require('./made/routes.js');`, ['import-unfollowed:1']],
  ['a name that the program is built to know', `require('#rows/table');`, ['import-unfollowed:1']],
  ['packages', `require('@scope/rows/table'); require('rows');`, []],
  ['a path that is worked out', `require(process.env.ROUTES);`, ['import-computed:null']],
  ['one that is there', `require('./other');`, []],
  ['data', `require('./made/data.json');`, []],
  ['what may be missing', `if (process.env.EXTRA) require('./made/extra');`, []],
])('notes on imports: %s', async (_, text, expected) => {
  const { notes } = await reportOf(`${text}\nrequire('node:http').createServer(() => {}).listen(80);`, {
    'other.js': 'module.exports = 1;',
  });
  expect(notes.map(({ code, line }) => `${code}:${line}`)).toEqual(expected);
});

test('one note tells of all files that load modules by paths that are worked out, and names the first of them', async () => {
  const loads = `module.exports = (name) => require(process.env.HOME + name);`;
  const names = ['a', 'b', 'c', 'd', 'e'];
  const { notes } = await reportOf(
    `${names.map((name) => `require('./${name}');`).join('\n')}\nrequire('node:http').createServer(() => {}).listen(80);`,
    Object.fromEntries(names.map((name) => [`${name}.js`, loads])),
  );
  expect(notes.map(({ message }) => message.split(' modules ')[0])).toEqual(['a.js, b.js, c.js and 2 more load']);
});

const PROGRAM = "require('node:http').createServer(() => {}).listen(80);";
const STEPS = "const { Given } = require('cucumber');\nGiven('a bell', () => {});";
const PAGE = "import io from 'socket.io-client';\nexport default io();";
test.each([
  ['several files of a folder', { 'voices/bell.js': '', 'voices/horn.js': '' }, 'voices/bell.js, voices/horn.js:'],
  [
    'files of one name in folders side by side',
    { 'modules/bell/helper.js': '', 'modules/horn/helper.js': '', 'modules/horn/page.js': '' },
    'modules/bell/helper.js, modules/horn/helper.js:',
  ],
  ['one file alone', { 'voices/bell.js': '' }, undefined],
  ['what stands beside what is loaded', { 'bell.js': '', 'horn.js': '' }, undefined],
  ['scripts', { 'scripts/bell.js': '', 'scripts/horn.js': '' }, undefined],
  ['tests', { 'test/bell.js': '', 'test/horn.js': '' }, undefined],
  ['programs of their own', { 'old/a.js': PROGRAM, 'old/b.js': PROGRAM }, undefined],
  ['what tests use', { 'features/a.js': STEPS, 'features/b.js': STEPS }, undefined],
  ['what pages use', { 'shop/a.js': PAGE, 'shop/b.js': PAGE }, undefined],
])('what is loaded by a path that nothing tells may be %s', async (_, files, expected) => {
  const { notes } = await reportOf(
    `require('node:http').createServer(require(process.env.HANDLER)).listen(80);`,
    files as Readonly<Record<string, string>>,
  );
  const told = notes.filter(({ code }) => code === 'load-assumed').map(({ message }) => message);
  expect(told.map((text) => text.replace('nothing is seen to load ', '').split(' taken')[0])).toEqual(
    expected === undefined ? [] : [expected],
  );
});

test('a file of settings whose path nothing tells opens no place for modules', async () => {
  const { notes } = await reportOf(
    `const settings = require(process.env.SETTINGS);
     require('node:http').createServer(() => {}).listen(settings.port);`,
    { 'voices/bell.js': '', 'voices/horn.js': '' },
  );
  expect(notes.map(({ code }) => code)).toEqual(['import-computed']);
});

test.each([
  ['ends', `require('node:fs').writeFileSync('/tmp/a', 'b');`, []],
  ['is handed to what nothing is known of', `require('launch-by-words')('serve');`, ['load-assumed']],
])('a start that %s', async (_, text, expected) => {
  const { notes } = await reportOf(text, { 'lib/routes.js': 'exports.list = () => 1;' });
  expect(notes.map(({ code }) => code)).toEqual(expected);
});

test.each([
  ['talks with its starter', `process.on('message', () => process.send('done'));`, ['load-assumed']],
  ['hears when it shall end', `process.on('message', () => process.exit());`, ['start-unfollowed']],
])('a program of an unknown path may be a file that %s', async (_, text, expected) => {
  const { notes } = await reportOf(
    `require('node:child_process').fork(process.env.SCRIPT);
     require('node:http').createServer(() => {}).listen(80);`,
    { 'lib/child.js': text },
  );
  expect(notes.map(({ code }) => code)).toEqual(expected);
});

test('variables that are all given each other’s values, as in parsers that are generated, are followed to an end', async () => {
  const names = Array.from({ length: 60 }, (_, at) => `s${at}`);
  const given = names.flatMap((to) => names.map((from) => `  ${to} = ${from};`)).join('\n');
  const { findings } = await reportOf(
    `function parse(input) { let ${names.join(', ')};\n${given}\n  s0.read(input);\n  return s1(input); }
     let count = 0;
     require('node:http').createServer((req, res) => res.end(parse(req.url) + String(++count))).listen(80);`,
  );
  expect(findings.map((f) => f.symbol)).toEqual(['count']);
});

test('what is written down as a text or a number holds no object, in variables, fields and results', () => {
  const { pt, p } = linkTexts({
    'package.json': manifest({ scripts: { start: 'node server.ts' } }),
    'server.ts': `
      class Boat { mark: number | null = null; owner: unknown = null; put(to: any) { this.mark = to; this.owner = to; } }
      const boat = new Boat();
      boat.put({});
      const length: number = boat as any;
      const berth = boat as any;
      async function nameOf(): Promise<string | undefined> { return boat as any; }
      async function ownerOf(): Promise<unknown> { return boat as any; }
      type Named = string & { readonly named: unique symbol };
      const named: Named = boat as any;
      console.log(length, berth, nameOf(), ownerOf(), named);`,
  });
  const bindings = p.bindings.map(
    ({ file, id }, gid) => [p.files[file]!.bindings[id]!.name, pt.bindingNode(gid)] as const,
  );
  const heldBy = (name: string) => setOf(pt.h, bindings.find(([own]) => own === name)![1]).length;
  expect([heldBy('length'), heldBy('berth'), heldBy('named')]).toEqual([0, 1, 1]);
  const returned = p.functions.map(({ f }, gid) => [f.name, setOf(pt.h, pt.returnNode(gid)).length] as const);
  expect(returned.filter(([name]) => /Of$/.test(name))).toEqual([
    ['nameOf', 0],
    ['ownerOf', 1],
  ]);
  const [made] = setOf(pt.h, bindings.find(([own]) => own === 'berth')![1]);
  const field = (name: string) => setOf(pt.h, fieldNode(pt.h, made!, nameId(pt.h, name))).length;
  expect([field('mark'), field('owner')]).toEqual([0, 1]);
});

test('where nothing is known of what an object was given, it has what others of its class were given, not all that the base was', () => {
  const { pt, p } = linkTexts({
    'package.json': manifest({ scripts: { start: 'node server.js' } }),
    'server.js': `
      class Thing { constructor(props) { this.props = props; } }
      class Parcel extends Thing {}
      class Crane extends Thing {}
      const own = { crane: true };
      export const crane = new Crane(own);
      export const parcel = new Parcel({ parcel: true });
      export function more(given) { return new Crane(given); }
      export function other(given) { return new Thing(given); }`,
  });
  const returned = (name: string) => setOf(pt.h, pt.returnNode(p.functions.findIndex(({ f }) => f.name === name)));
  const props = (name: string) =>
    returned(name).map((o) => setOf(pt.h, fieldNode(pt.h, o, nameId(pt.h, 'props'))).length);
  pt.settleRegistrations();
  pt.run();
  expect([props('more'), props('other')]).toEqual([[1], [2]]);
});

test('plug-ins, however many, are handed one application: what one puts on it the others find', async () => {
  const plugins = Array.from(
    { length: 120 },
    (_, i) => `app.register(async (part) => { part.get('/${i}', () => ${i}); });`,
  );
  const { findings } = await reportOf(
    `const app = require('fastify')();
     ${plugins.join('\n')}
     app.register(require('fastify-plugin')(async (part) => { part.decorate('desk', require('./desk')); }));
     app.register(async (part) => { part.post('/turns', () => part.desk.turn()); });
     app.listen({ port: 80 });`,
    { 'desk.js': `let turns = 0; exports.turn = () => ++turns;`, 'other.js': `exports.turn = () => 0;` },
  );
  expect(findings.map((f) => f.symbol)).toEqual(['turns']);
});

test('what a call gives to a bound function comes behind what it was bound to', async () => {
  const { findings } = await reportOf(
    `const desk = require('./desk');
     const slips = [];
     const turns = [];
     const note = desk.note.bind(null, slips);
     require('node:http').createServer((req, res) => { note(turns, req.url); res.end(turns.join()); }).listen(80);`,
    { 'desk.js': `exports.note = (slips, turns, url) => { turns.push(url); };` },
  );
  expect(findings.map((f) => f.symbol)).toEqual(['turns']);
});
