import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readExportedLiteral } from '../../src/discover/literal-reader.ts';

const read = (text: string) => JSON.parse(JSON.stringify(readExportedLiteral(text).value ?? null));

describe('readExportedLiteral', () => {
  it('reads what a CommonJS or ES module exports', () => {
    expect(read('module.exports = { apps: [{ name: \'api\', script: "dist/main.js", instances: 2 }] };')).toEqual({
      apps: [{ name: 'api', script: 'dist/main.js', instances: 2 }],
    });
    expect(read('export default { a: true, b: null, c: -1.5 }')).toEqual({ a: true, b: null, c: -1.5 });
  });

  it('follows constants, wrapping calls, spreads and casts', () => {
    const text = `
      // the app
      const base = { cwd: './api' }
      const apps = [{ ...base, script: 'x.js' }]
      module.exports = defineConfig({ apps } as const)
      console.log('after')`;
    expect(read(text)).toEqual({ apps: [{ cwd: './api', script: 'x.js' }] });
    expect(read('export default { functions } satisfies AWS; const functions = { a: { handler: "a.b" } };')).toEqual({
      functions: { a: { handler: 'a.b' } },
    });
  });

  it('joins paths and takes the fallback of an environment variable', () => {
    expect(
      read("module.exports = { script: path.join(__dirname, 'dist', 'x.js'), cwd: process.env.DIR || './a' }"),
    ).toEqual({
      script: './dist/x.js',
      cwd: './a',
    });
  });

  it('reads a URL beside the file as its path', () => {
    const text = `export default {
      a: fileURLToPath(new URL('./data/', import.meta.url)),
      b: new URL("lib", import.meta.url).pathname,
      c: url.fileURLToPath(new URL(name, import.meta.url)),
      d: fileURLToPath(new URL('./data', base)),
      e: new URL('https://example.org'),
      f: 'after',
    }`;
    expect(read(text)).toEqual({ a: './data/', b: 'lib', f: 'after' });
  });

  it('steps over what is computed without losing what follows', () => {
    const text = `module.exports = {
      a: () => { return { b: "}" } },
      get c() { return 1 },
      async d(x) { return [x] },
      [e]: 1,
      f: cond ? 'x' : 'y',
      g: /* why */ 'kept', // said
      h: \`t\`,
    }`;
    expect(read(text)).toEqual({ g: 'kept', h: 't' });
  });

  it('tells where a key stands', () => {
    const text = "module.exports = {\n  apps: [\n    { script: 'x.js' },\n  ],\n}";
    const { value, offsetOf } = readExportedLiteral(text);
    const apps = (value as { apps: readonly { script: string }[] }).apps;
    expect(text.slice(offsetOf(apps[0] as never, 'script'))).toMatch(/^script: 'x.js'/);
  });

  it('keeps __proto__ a key and stops at self-reference and depth', () => {
    const { value } = readExportedLiteral('module.exports = { "__proto__": { polluted: true } }');
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(read('const a = { b: a }; module.exports = a')).toBeDefined();
    expect(() => readExportedLiteral(`module.exports = ${'['.repeat(100_000)}`)).not.toThrow();
  });

  it('ends for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'{}[]()\'"`,:;/*.ab$\\ \n'.split('')), maxLength: 200 }),
        (text) => {
          readExportedLiteral(`module.exports = ${text}`);
        },
      ),
      { numRuns: 500 },
    );
  });
});
