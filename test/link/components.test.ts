import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import type { LibraryEntry } from '../../src/catalog/libraries.ts';
import { mayBeIn } from '../../src/link/versions.ts';
import { memorySource } from '../support/memory-source.ts';

const counter: LibraryEntry = {
  id: 'acme-counter',
  packages: ['@acme/counter'],
  versions: '<3',
  source: 'an entry of the configuration',
  use: { form: 'call', callee: ['.createCounter', 'new .Counter'] },
  verdict: 'report',
  decide: [
    {
      argument: 0,
      option: 'store',
      unsafe: ['absent', '=memory', 'from @acme/memory'],
      safe: ['from @acme/redis', '=redis'],
    },
  ],
  rule: 'memory-backend',
  keeps: 'counts in this process',
  wayOut: 'pass `store: redis()`',
};

/** Findings and silences of memory-backend as `kind line reason`, of a server with these files. */
async function told(code: string, more: Readonly<Record<string, string>> = {}, entry: LibraryEntry = counter) {
  const manifest = {
    name: 'shop',
    type: 'module',
    scripts: { start: 'node server.js' },
    dependencies: { '@acme/counter': '*', express: '5', pg: '8' },
  };
  const source = memorySource({ 'package.json': JSON.stringify(manifest), 'server.js': code, ...more });
  const report = await analyze(source, { now: '2026-01-01', silences: true, libraries: [entry] });
  expect(report.errors).toEqual([]);
  return [
    ...report.findings.filter((f) => f.ruleId === 'memory-backend').map((f) => `${f.file}:${f.line} ${f.symbol}`),
    ...report.silences.filter((s) => s.symbol === 'createCounter').map((s) => `${s.file}:${s.line} ${s.reason}`),
  ];
}
const importing = `import { createCounter, Counter } from '@acme/counter';\n`;

describe('what libraries keep', () => {
  test.each<[string, string, string[]]>([
    ['the default', 'createCounter({})', ['server.js:2 createCounter']],
    ['a default import of the package is another export', 'const c = Counter.createCounter({})', []],
    ['a safe option', `createCounter({ store: 'redis' })`, ['server.js:2 backed']],
    [
      'an option that nobody can follow',
      `createCounter({ store: JSON.parse(process.env.S) })`,
      ['server.js:2 unknown-option'],
    ],
    [
      'made for one request',
      `import e from 'express'; e().get('/', () => { createCounter({}).up() })`,
      ['server.js:2 request-scoped'],
    ],
    [
      'made for each tenant and kept',
      `import e from 'express'; const all = new Map(); e().get('/', (q) => { all.set(q.query.t, createCounter({})) })`,
      ['server.js:2 createCounter'],
    ],
    ['in development alone', `if (process.env.NODE_ENV === 'development') createCounter({})`, ['server.js:2 dev-only']],
    ['never called', `function f() { createCounter({}) }`, ['server.js:2 unreachable']],
    ['a memory store', `import { M } from '@acme/memory'; createCounter({ store: new M() })`, ['server.js:2 new M']],
    [
      'an own store in memory',
      `class Own { hits = new Map(); get(k) { return this.hits.get(k) } }\ncreateCounter({ store: new Own() })`,
      ['server.js:2 Own.hits'],
    ],
    [
      'an own store over a database',
      `import { Pool } from 'pg'; const pool = new Pool(); class Own { seen = new Map(); get(k) { return pool.query('select', [k]) } } createCounter({ store: new Own() })`,
      ['server.js:2 backed'],
    ],
  ])('%s', async (_, code, want) => {
    expect(await told(importing + code)).toEqual(want);
  });

  test('what only stands in for a store that is down is silent', async () => {
    const entry: LibraryEntry = { ...counter, standIn: ['insurance'] };
    const code = `import { Redis } from 'ioredis';\nconst spare = new Counter({});\nnew Redis({ insurance: spare });`;
    expect(await told(importing + code, {}, entry)).toEqual([]);
    expect(await told(`${importing}const spare = new Counter({});`, {}, entry)).toEqual(['server.js:2 new Counter']);
  });

  test('two branches that both keep something are two', async () => {
    const code = `import { M } from '@acme/memory';\nimport { R } from '@acme/redis';
const store = process.env.R ? new R() : process.env.M ? new M() : undefined;
createCounter({ store })`;
    expect(await told(importing + code)).toEqual(['server.js:4 new M', 'server.js:5 createCounter']);
  });

  test('the installed version decides, and what is unknown may hold', async () => {
    const lock = (version: string) => ({
      'package-lock.json': JSON.stringify({
        lockfileVersion: 3,
        packages: { '': { name: 'shop' }, 'node_modules/@acme/counter': { version } },
      }),
    });
    const code = `${importing}createCounter({})`;
    expect(await told(code, lock('2.9.1'))).toEqual(['server.js:2 createCounter']);
    expect(await told(code, lock('3.0.0'))).toEqual([]);
    expect(await told(code)).toEqual(['server.js:2 createCounter']);
  });

  test.each<[string | null, string | undefined, boolean]>([
    ['4.5.4', '<5', true],
    ['5.0.0', '<5', false],
    ['^4.0.0 || ^5.0.0', '>=5', true],
    ['^4.1.0', '>=5', false],
    ['workspace:*', '<5', true],
    ['latest', '<5', true],
    ['npm:other@^6.0.0', '<5', false],
    [null, '<5', true],
    ['1.0.0', undefined, true],
  ])('version %s in %s: %s', (version, range, want) => {
    expect(mayBeIn(version, range)).toBe(want);
  });
});
