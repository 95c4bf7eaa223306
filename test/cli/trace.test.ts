import { describe, expect, test } from 'vitest';
import { explainHolders } from '../../src/trace.ts';
import { memorySource } from '../support/memory-source.ts';

const server = `import express from 'express';
const app = express();
const carts = new Map();
let config = null; let hits = 0;
function add(id, body) {
  carts.set(id, body);
}
function load() {
  config = { currency: 'EUR' };
}
load();
app.post('/carts/:id', (request, response) => {
  add(request.params.id, request.body);
  response.json({ cart: carts.get(request.params.id), config, hits });
});
app.listen(3000);
`;
const source = memorySource(
  {
    'api/package.json':
      '{ "type": "module", "dependencies": { "express": "5.1.0" }, "scripts": { "start": "node server.js" } }',
    'api/server.js': server,
  },
  { dir: 'api' },
);
const explain = (line: number, column?: number, options = {}) =>
  explainHolders(
    source,
    { now: '2026-01-02', ...options },
    { file: 'api/server.js', line, ...(column ? { column } : {}) },
  );
const ask = async (...about: Parameters<typeof explain>) => (await explain(...about)).holders;

describe('what is told of a piece of state', () => {
  test('at its declaration: who writes it, when, from where, and the verdict', async () => {
    const [carts, ...others] = await ask(3);
    expect(others).toEqual([]);
    expect(carts).toMatchObject({
      file: 'api/server.js',
      line: 3,
      symbol: 'carts',
      holder: 'module-binding',
      lifetime: 'process',
      verdict: { kind: 'finding', ruleId: 'module-state', severity: 'error' },
    });
    const write = carts!.writes.find(({ kind }) => kind === 'put');
    expect(write).toMatchObject({ line: 6, column: 3, context: 'request' });
    expect(write!.via[0]).toBe('for each request');
    expect(write!.via.at(-1)).toBe('add');
    expect(carts!.reads).toContainEqual(expect.objectContaining({ line: 14, kind: 'get' }));
    expect(carts!.reads!.some(({ line }) => line === 6)).toBe(false);
  });

  test('at a write of it the same', async () => {
    expect(await ask(6)).toEqual(await ask(3));
  });

  test('a silence has its reason and the line that proves it', async () => {
    const config = (await ask(4)).find(({ symbol }) => symbol === 'config');
    expect(config?.verdict).toEqual({ kind: 'silence', reason: 'init-only' });
    expect(config?.proof?.file).toBe('api/server.js');
    expect(config?.why).toMatch(/start-up/);
  });

  test('a column names one of several', async () => {
    expect((await ask(4, 5)).map(({ symbol }) => symbol)).toEqual(['config']);
    expect(await ask(4, 20)).toEqual([]);
  });

  test('a severity that is configured is told with its origin', async () => {
    const severityAt = () => ({ severity: 'info' as const, from: '--rule' });
    expect((await ask(3, undefined, { severityAt }))[0]?.verdict).toMatchObject({ severity: 'info (--rule)' });
  });

  test('a line without state names the nearest that have some, a file that is none of the source nothing', async () => {
    const { holders, nearest, analysed } = await explain(7);
    expect([holders, analysed]).toEqual([[], true]);
    expect(nearest.map(({ line }) => line)).toEqual([6, 9, 4]);
    expect(nearest.map(({ symbol }) => symbol)).toEqual(['carts', 'config', 'config, hits']);
    expect(await explainHolders(source, { now: '2026-01-02' }, { file: 'api/gone.js', line: 1 })).toEqual({
      holders: [],
      nearest: [],
      analysed: false,
      errors: [],
    });
  });
});
