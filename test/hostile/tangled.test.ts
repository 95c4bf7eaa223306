import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { memorySource } from '../support/memory-source.ts';

const manifest = '{"name":"tangled","dependencies":{"express":"^5.0.0"},"scripts":{"start":"node src/server.js"}}';
const app = "import express from 'express';\nconst app = express();\n";
const many = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');
/** A file for each number: path → text. */
const files = (count: number, text: (i: number) => string) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`src/f${i}.js`, text(i)]));

/** Symbols that are found in a server of these files, none of which may make a stage fail. */
async function found(parts: Readonly<Record<string, string>>): Promise<string[]> {
  const report = await analyze(memorySource({ 'package.json': manifest, ...parts }), { now: '2026-01-02' });
  expect(report.errors).toEqual([]);
  // Values that could be more objects than are followed are told, as one entry; no other budget is hit.
  expect(report.limits.filter((limit) => !/could be more than \d+ objects/.test(limit.cap))).toEqual([]);
  return report.findings.map(({ symbol }) => symbol);
}

describe('modules that tangle', () => {
  test('export * in layers that all lead to all: each name is looked up once in each file', async () => {
    const width = 12;
    const grid = Object.fromEntries(
      Array.from({ length: width * width }, (_, i) => {
        const layer = Math.floor(i / width);
        const text =
          layer + 1 < width
            ? many(width, (j) => `export * from './l${layer + 1}_${j}.js';`)
            : `let n = 0;\nexport const last${i % width} = () => n++;`;
        return [`src/l${layer}_${i % width}.js`, text];
      }),
    );
    const server = `${app}import { last11, nowhere } from './l0_0.js';\napp.get('/', (req, res) => res.json(last11(nowhere)));`;
    expect(await found({ 'src/server.js': server, ...grid })).toEqual(['n']);
  });

  test('re-exports over a thousand files', async () => {
    const chain = files(1000, (i) =>
      i < 999 ? `export { f } from './f${i + 1}.js';` : 'let n = 0;\nexport const f = () => n++;',
    );
    const server = `${app}import { f } from './f0.js';\napp.get('/', (req, res) => res.json(f()));`;
    expect(await found({ 'src/server.js': server, ...chain })).toEqual(['n']);
  });

  test('calls over a thousand files', async () => {
    const chain = files(1000, (i) =>
      i < 999
        ? `import { f as g } from './f${i + 1}.js';\nexport function f() { return g(); }`
        : 'let n = 0;\nexport function f() { return n++; }',
    );
    const server = `${app}import { f } from './f0.js';\napp.get('/', (req, res) => res.json(f()));`;
    expect(await found({ 'src/server.js': server, ...chain })).toEqual(['n']);
  });

  test('re-exports in circles', async () => {
    const server = `${app}import { x, y } from './a.js';\napp.get('/', (req, res) => res.json(x(y())));`;
    const circle = {
      'src/a.js': "export { x } from './b.js';\nexport * from './b.js';\nexport * from './a.js';",
      'src/b.js': "export { x } from './a.js';\nexport * from './a.js';\nimport './server.js';",
    };
    expect(await found({ 'src/server.js': server, ...circle })).toEqual([]);
  });
});

test('timers that each lead through all functions take no longer than their number squared', async () => {
  const timers = (count: number) => ({
    'src/server.js': `${app}import fs from 'node:fs';
      ${many(count, (i) => `function f${i}(x) { if (x > ${i}) f${(i + 1) % count}(x); return fs.promises.writeFile('/data/${i}', x); }`)}
      ${many(count, (i) => `setInterval(() => f${i}(${i}), 1000);`)}`,
  });
  const cost = async (count: number) => {
    const start = process.cpuUsage();
    const symbols = await found(timers(count));
    const { user, system } = process.cpuUsage(start);
    expect(symbols.length).toBeGreaterThan(count);
    return user + system;
  };
  await cost(50);
  const [less, more] = [await cost(200), await cost(800)];
  // Sixteen times, and room for a busy machine; to the third power it would be sixty-four times and more.
  expect(more / less).toBeLessThan(40);
});

describe('code that tangles', () => {
  const programs: Readonly<Record<string, string>> = {
    'classes that extend themselves and each other': `
      class A extends A { m() { this.x = 1; } }
      class B extends C {}
      class C extends B { m() { this.n++; } }
      const c = new C();
      app.get('/', () => c.m());`,
    'variables that are each other': `
      let a = b, b = a;
      a = a.x.y;
      b = () => b();
      a[a] = a;
      app.get('/', () => { a = a[b]; b = b(b)(a); });
      const c = c.bind(c);
      c.call(c, c).apply(c);`,
    'a function that gives itself': `
      const f = (x) => (y) => f(y)(x)(f)(f(f))((z) => f(z));
      app.get('/', () => f(f)(f));`,
    'functions that all call each other': `
      ${many(400, (i) => `function f${i}(a, b) { f${(i * 7) % 400}(b, a); f${(i * 13 + 1) % 400}(a, f${(i * 3) % 400}); return a || b; }`)}
      app.get('/', (req) => f0(req, f1));`,
    'prototypes and accessors': `
      const o = { __proto__: null, get __proto__() { return o; }, set constructor(v) { o.constructor = v; } };
      Object.setPrototypeOf(o, o);
      Object.assign(Object.prototype, o, { toString: o });
      app.get('/', (req) => { o.__proto__ = req; o.constructor.prototype.polluted = o; });`,
    'branches that each make another value': `
      function f(p) {
        let a = p;
        ${many(400, (i) => `if (p.k${i}) a = { a, n: ${i} }; else a = [a];`)}
        return a;
      }
      let kept = f;
      app.get('/', (req) => f(req, kept));`,
    'early exits one after the other': `
      function f(p) {
        ${many(2000, (i) => `if (p.a${i} && !p.b) return p;`)}
      }
      app.get('/', (req) => f(req));`,
  };
  test.each(Object.entries(programs))('%s', async (_, code) => {
    await found({ 'src/server.js': app + code });
  });

  test('types that are themselves', async () => {
    const server = `${app}
      type A = A[];
      type B = { a: C };
      type C = B & C;
      interface D extends D { x: D }
      interface E extends F {}
      interface F extends E {}
      type G<T> = G<G<T>>;
      let v: A;
      let w: C;
      let d: D;
      let g: G<E>;
      app.get('/', () => { v = d.x as any; w.a.a.a = g as any; d.x.x(); });`;
    await found({ 'package.json': manifest.replace('.js', '.ts'), 'src/server.ts': server });
  });
});
