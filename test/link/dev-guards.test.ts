import { describe, expect, test } from 'vitest';
import { linkTexts } from '../support/linked.ts';

const MANIFEST = JSON.stringify({ name: 'shop', main: 'server.js', scripts: { start: 'node server.js' } });

/** Whether the call of `work` runs in development or tests alone. */
function kept(texts: Readonly<Record<string, string>>): boolean[] {
  const linked = linkTexts({ 'package.json': MANIFEST, ...texts });
  const calls = linked.p.calls.filter(({ file, c }) => {
    const callee = c && linked.p.files[file]!.values[c.callee]!;
    return callee?.k === 'global' && callee.name === 'work';
  });
  expect(calls.length).toBeGreaterThan(0);
  return calls.map(({ file, c }) => linked.dev.at(file, c.f, c.guard) !== null);
}

describe('what runs in development or tests alone', () => {
  test.each<[string, string]>([
    ['a direct comparison', `if (process.env.NODE_ENV === 'development') work()`],
    ['not production', `if (process.env.NODE_ENV !== 'production') { work() }`],
    ['an early exit', `function f() { if (process.env.NODE_ENV === 'production') return; work() } f()`],
    ['a constant', `const { NODE_ENV } = process.env; const isDev = NODE_ENV === 'development'; if (isDev) work()`],
    ['a predicate', `const isDev = () => process.env.NODE_ENV === 'test'; if (isDev()) work()`],
    ['a field', `const config = { dev: process.env.NODE_ENV !== 'production' }; if (config.dev) work()`],
    ['a list of modes', `if (['development', 'test'].includes(process.env.NODE_ENV)) work()`],
    ['a mode with a default', `const env = process.env.NODE_ENV || 'production'; if (env === 'development') work()`],
    ['a mode of tests by its words', `if (process.env.NODE_ENV === 'e2eTest') work()`],
    ['a switch', `switch (process.env.NODE_ENV) { case 'development': work(); break; default: break }`],
    ['a bundler flag', `if (import.meta.env.DEV) work()`],
    ['an environment variable that is off when unset', `if (process.env.MOCKS) work()`],
    ['the same compared', `if (process.env.USE_MOCKS === 'true') work()`],
    ['a flag of the command line', `if (process.argv.includes('--dev')) work()`],
    ['every call of the function', `function f() { work() } if (process.env.NODE_ENV === 'development') f()`],
    [
      'every registration',
      `import http from 'node:http'; const s = http.createServer(); function f() { work() } if (process.env.NODE_ENV === 'development') s.on('request', f)`,
    ],
    ['one of two conditions', `if (process.env.NODE_ENV === 'development' && process.env.X) work()`],
    ['a function inside', `if (process.env.NODE_ENV === 'development') { setInterval(() => { work() }, 5) }`],
  ])('%s', (_, code) => {
    expect(kept({ 'server.js': code })).toEqual([true]);
  });

  test.each<[string, string]>([
    ['production', `if (process.env.NODE_ENV === 'production') work()`],
    ['the other branch', `if (process.env.NODE_ENV === 'development') {} else work()`],
    ['an address that may be missing', `if (!process.env.REDIS_URL) work()`],
    ['a setting', `if (process.env.USE_MEMORY === 'true') work()`],
    ['one of two conditions is enough', `if (process.env.NODE_ENV === 'development' || process.env.X) work()`],
    ['a call that is not guarded', `function f() { work() } f(); if (process.env.NODE_ENV === 'development') f()`],
    ['a mode that is not development', `if (process.env.NODE_ENV === 'staging') work()`],
    ['a mode that begins like one of tests', `if (process.env.NODE_ENV === 'testProduction') work()`],
    ['a stage that begins like development', `if (process.env.APP_ENV === 'devPreprod') work()`],
    ['a word of tests within another', `if (process.env.APP_ENV === 'LocalGovernment') work()`],
    ['a mode of tests and of something else', `if (process.env.NODE_ENV === 'ciPreview') work()`],
    ['a flag that switches mocks off', `if (process.env.NO_MOCKS) work()`],
    [
      'a function that others may call',
      `export function f() { work() } globalThis.hook = f; import http from 'node:http'; http.createServer(f)`,
    ],
  ])('not by %s', (_, code) => {
    expect(kept({ 'server.js': code })).toEqual([false]);
  });

  test('a module of which every import is guarded, and what it imports', () => {
    const texts = {
      'server.js': `if (process.env.NODE_ENV === 'development') { require('./mocks') }`,
      'mocks.js': `require('./more'); work()`,
      'more.js': `work()`,
    };
    expect(kept(texts)).toEqual([true, true]);
    expect(kept({ ...texts, 'server.js': `${texts['server.js']}; require('./more')` })).toEqual([true, false]);
  });

  test('a module that is loaded on demand', () => {
    expect(
      kept({
        'server.js': `async function main() { if (process.env.NODE_ENV !== 'production') { const m = await import('./dev.js'); m.start() } } main()`,
        'dev.js': `export function start() { work() }`,
      }),
    ).toEqual([true]);
  });
});
