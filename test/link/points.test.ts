import { expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
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

test('a call with many callbacks of one registration is looked at as often as one with few', async () => {
  const parts = Array.from({ length: 40 }, (_, i) => `(state) => state.part${i}`).join(', ');
  const { errors, limits, findings } = await reportOf(`
    const express = require('express');
    const { createSelector } = require('reselect');
    const total = createSelector(${parts}, (...all) => all.length);
    let last = 0;
    const app = express();
    app.post('/totals', (req, res) => {
      last = total(req.body);
      res.json({ last });
    });
    app.get('/totals', (req, res) => res.json({ last }));
    app.listen(3000);
  `);
  expect(errors).toEqual([]);
  expect(limits).toEqual([]);
  expect(findings.map((f) => f.symbol)).toEqual(['last']);
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
  const { findings, notes } = await reportOf(`require('./out/server/routes.js');`, {
    'server/routes.js': `
      let count = 0;
      require('node:http').createServer((req, res) => res.end(String(++count))).listen(80);`,
  });
  expect(findings.map((f) => f.symbol)).toEqual(['count']);
  expect(notes).toEqual([]);
});

test.each([
  ['a module that is not there', `require('./made/routes.js');`, ['import-unfollowed:1']],
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
