import { describe, expect, test } from 'vitest';
import { contextNames } from '../../src/link/contexts.ts';
import { linkTexts } from '../support/linked.ts';

const manifest = JSON.stringify({
  name: 'pier',
  type: 'module',
  scripts: { start: 'node server.js' },
  dependencies: { radio: '1.0.0' },
});

/** When the function of a name runs in a server that is one file. */
function contextsOf(name: string, text: string): readonly string[] {
  const { pt, ctx } = linkTexts({ 'package.json': manifest, 'server.js': text });
  const fn = pt.p.functions.findIndex((one) => one?.f.name === name);
  expect(fn).toBeGreaterThanOrEqual(0);
  return contextNames(ctx.maskOf(fn));
}

const withRadio = (text: string) =>
  `import { open } from 'radio';\nconst radio = open(process.env.RADIO);\nfunction told(news) { return news; }\n${text}\n`;

describe('callbacks given to code that is not known', () => {
  test.each([
    "radio.tell('storm', async (news) => told(news));",
    "radio.subscribe(['storm'], told);",
    'radio.onMessage(told);',
    'radio.setHandler(told);',
    'radio.addStormListener(told);',
    'function hear(kinds, listener) { radio.subscribe(kinds, listener); }\nhear(["storm"], told);',
    'function hear(kinds, listener) { radio.subscribe(kinds, (news) => listener(news)); }\nhear(["storm"], told);',
  ])('run for what comes where the call says so: %s', (text) => {
    expect(contextsOf('told', withRadio(text))).toEqual(['event']);
  });

  test.each([
    "radio.get('/storms', told);",
    "radio.use('/storms', told);",
    "radio.open({ routes: [{ method: 'POST', path: '/storms', handler: told }] });",
  ])('run for each request where a path says so: %s', (text) => {
    expect(contextsOf('told', withRadio(text))).toEqual(['request']);
  });

  test.each([
    "radio.tell('storm', told);",
    "radio.route('/storms', told);",
    "radio.get('/storms', (err, news) => told(news));",
    'radio.spell(told);',
    'radio.addStorm(7, told);',
    'function hear(kinds, listener) { radio.lookAt(kinds, listener); }\nhear(["storm"], told);',
    "radio.open({ routes: [{ method: 'wave', path: '/storms', handler: told }] });",
  ])('are kept for later, maybe, where the call gives nothing back for a handler, or holds it: %s', (text) => {
    expect(contextsOf('told', withRadio(text))).toEqual(['later']);
  });

  test.each([
    'const heard = radio.spell(told);',
    'await radio.addStorm(7, told);',
    'radio.open((error) => { told(error); });',
    'radio.find([1, 2], (er, found) => { told(found); });',
    'radio.listen(80, () => { told(1); });',
    "radio.tell('ready', told);",
  ])('run where the call stands otherwise: %s', (text) => {
    expect(contextsOf('told', withRadio(text))).toEqual(['boot']);
  });
});

describe('methods of receivers that nothing is known of', () => {
  const shelf = (more: string, ...classes: readonly string[]) =>
    [
      "import http from 'node:http';",
      "import { open } from 'radio';",
      ...classes.map((name) => `class ${name} { noteStorm(at) { return at; } map(at) { return at; } ${more} }`),
      'function one(plain) { plain.noteStorm(1); plain.map(1); plain.noteGale(1, 2); }',
      'http.createServer((request) => one(request.unheardOf)).listen(80);',
    ].join('\n');

  test('run what is called so in the program, where nobody else does', () => {
    expect(contextsOf('noteStorm', shelf('', 'Buoy'))).toEqual(['request']);
  });

  test('run none that a framework runs', () => {
    const rota = [
      "import { Subscription } from 'egg';",
      "import http from 'node:http';",
      'export class Rota extends Subscription { subscribe() { return 1; } }',
      'http.createServer((request) => request.unheardOf.subscribe()).listen(80);',
    ].join('\n');
    expect(contextsOf('subscribe', rota)).toEqual(['timer']);
  });

  test.each([
    ['more than three classes have one', 'noteStorm', shelf('', 'Buoy', 'Mast', 'Lamp', 'Horn')],
    ['values of the language have one', 'map', shelf('', 'Buoy')],
    ['it takes less than it would be given', 'noteGale', shelf('noteGale(at) { return at; }', 'Buoy')],
    ['something else runs it', 'noteStorm', `${shelf('', 'Buoy')}\nnew Buoy().noteStorm(2);`],
  ])('run none where %s', (_, name, text) => {
    expect(contextsOf(name, text)).not.toContain('request');
  });
});

describe('a timer', () => {
  const armed = (by: string) =>
    contextsOf('told', withRadio(`function arm(news) { setTimeout(() => { told(news); arm(news); }, 9e9); }\n${by}`));

  test('that only code which is not known may arm may never fire', () => {
    expect(armed('radio.spell(arm);')).toEqual(['later']);
  });

  test('that start-up or an event arms fires', () => {
    expect(armed('arm(1);')).toContain('timer');
    expect(armed("radio.subscribe(['storm'], arm);")).toEqual(['timer']);
  });
});
