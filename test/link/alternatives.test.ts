import { describe, expect, test } from 'vitest';
import type { Alternative } from '../../src/link/alternatives.ts';
import { linkTexts } from '../support/linked.ts';

const MANIFEST = JSON.stringify({
  name: 'shop',
  main: 'server.js',
  scripts: { start: 'node server.js' },
  dependencies: { express: '5', 'express-session': '1', 'connect-redis': '9', '@keyv/redis': '5' },
});

const say = (a: Alternative): string =>
  a.kind === 'literal'
    ? `=${a.literal}`
    : a.kind === 'library'
      ? `${a.pkg} ${a.steps}`
      : a.env
        ? `env ${a.env}`
        : a.kind;

/** What `option` of the object handed to the call of `take` may be. */
function optionOf(texts: Readonly<Record<string, string>>, option = 'store') {
  const linked = linkTexts({ 'package.json': MANIFEST, ...texts });
  const call = linked.p.calls.findIndex(({ file, c }) => {
    const callee = c && linked.p.files[file]!.values[c.callee]!;
    return callee?.k === 'global' && callee.name === 'take';
  });
  const found = linked.follow.argument(call, 0, option);
  return { of: found.of.map(say).sort(), dropped: found.dropped.length };
}
const redis = `import { RedisStore } from 'connect-redis';\nconst client = {};\n`;

describe('alternatives of an option', () => {
  test.each<[string, string, string[], number]>([
    ['missing', 'take({})', ['absent'], 0],
    ['no argument', 'take()', ['absent'], 0],
    ['a literal', `take({ store: 'memory' })`, ['=memory'], 0],
    [
      'a library value through a local',
      `const s = new RedisStore({ client }); take({ store: s })`,
      ['connect-redis new .RedisStore'],
      0,
    ],
    [
      'a conditional on a setting keeps both',
      `take({ store: process.env.REDIS_URL ? new RedisStore({ client }) : undefined })`,
      ['absent', 'connect-redis new .RedisStore'],
      0,
    ],
    [
      'the branch of development is dropped',
      `take({ store: process.env.NODE_ENV === 'development' ? undefined : new RedisStore({ client }) })`,
      ['connect-redis new .RedisStore'],
      1,
    ],
    [
      'the branch that is not production is dropped',
      `const isProd = process.env.NODE_ENV === 'production'; take({ store: isProd ? new RedisStore({ client }) : undefined })`,
      ['connect-redis new .RedisStore'],
      1,
    ],
    ['a fallback', `take({ store: process.env.STORE || 'memory' })`, ['=memory', 'env STORE'], 0],
    [
      'a fallback that is never taken',
      `take({ store: new RedisStore({ client }) ?? 'memory' })`,
      ['connect-redis new .RedisStore'],
      0,
    ],
    [
      'only where something holds',
      `take({ store: client.on && new RedisStore({ client }) })`,
      ['absent', 'connect-redis new .RedisStore'],
      0,
    ],
    [
      'a later property wins over a spread',
      `const base = { store: 'memory' }; take({ ...base, store: new RedisStore({ client }) })`,
      ['connect-redis new .RedisStore'],
      0,
    ],
    [
      'a later spread wins over a property',
      `const base = { store: 'memory' }; take({ store: new RedisStore({ client }), ...base })`,
      ['=memory'],
      0,
    ],
    [
      'a spread that is empty leaves what was there',
      `const base = { name: 'x' }; take({ store: 'memory', ...base })`,
      ['=memory'],
      0,
    ],
    [
      'a conditional spread',
      `take({ ...(process.env.REDIS_URL && { store: new RedisStore({ client }) }) })`,
      ['absent', 'connect-redis new .RedisStore'],
      0,
    ],
    [
      'written later',
      `const o = {}; o.store = new RedisStore({ client }); take(o)`,
      ['connect-redis new .RedisStore'],
      0,
    ],
    [
      'written later under a condition',
      `const o = {}; if (process.env.REDIS_URL) { o.store = new RedisStore({ client }) } take(o)`,
      ['absent', 'connect-redis new .RedisStore'],
      0,
    ],
    [
      'a variable set on one way',
      `let s; if (process.env.REDIS_URL) s = new RedisStore({ client }); take({ store: s })`,
      ['absent', 'connect-redis new .RedisStore'],
      0,
    ],
    [
      'a variable set on both ways',
      `let s; if (process.env.REDIS_URL) s = new RedisStore({ client }); else s = 'file'; take({ store: s })`,
      ['=file', 'connect-redis new .RedisStore'],
      0,
    ],
    [
      'a local set on one way',
      `export function f() { let s; if (process.env.REDIS_URL) s = new RedisStore({ client }); take({ store: s }); } f()`,
      ['absent', 'connect-redis new .RedisStore'],
      0,
    ],
    [
      'a local set in development',
      `export function f() { let s = new RedisStore({ client }); if (process.env.NODE_ENV === 'test') s = undefined; take({ store: s }); } f()`,
      ['connect-redis new .RedisStore'],
      1,
    ],
    [
      'a switch',
      `export function f(kind) { switch (kind) { case 'a': return new RedisStore({ client }); case 'b': return 'disk'; default: throw new Error(kind); } } take({ store: f(process.env.K) })`,
      ['=disk', 'connect-redis new .RedisStore'],
      0,
    ],
    [
      'what a factory returns',
      `const make = async () => { if (!process.env.REDIS_URL) return null; return new RedisStore({ client }); }; take({ store: await make() })`,
      ['absent', 'connect-redis new .RedisStore'],
      0,
    ],
    [
      'a parameter',
      `function limiter(store) { take({ store }) } limiter(new RedisStore({ client })); limiter(undefined)`,
      ['absent', 'connect-redis new .RedisStore'],
      0,
    ],
    [
      'a parameter with a default',
      `function limiter({ store = 'memory' } = {}) { take({ store }) } limiter({}); limiter({ store: new RedisStore({ client }) })`,
      ['=memory', 'connect-redis new .RedisStore'],
      0,
    ],
    [
      'a field',
      `class App { constructor() { this.store = new RedisStore({ client }) } start() { take({ store: this.store }) } } new App().start()`,
      ['connect-redis new .RedisStore'],
      0,
    ],
    ['an own class', `class Store { get() {} } take({ store: new Store() })`, ['instance'], 0],
    ['an unknown value', `take({ store: JSON.parse(process.env.S).store })`, ['unknown'], 0],
  ])('%s', (_, code, of, dropped) => {
    expect(optionOf({ 'server.js': redis + code })).toEqual({ of: [...of].sort(), dropped });
  });

  test.each<[string, string]>([
    ['itself', `let o = {}; export function f() { o = o.next || o; o = o ?? o.a; take(o) } f(); f()`],
    ['each other', `let a, b; export function f() { a = b || a; b = a ?? b; take({ store: a || b }) } f(); f()`],
    [
      'spreads of each other',
      `let a = {}, b = {}; export function f() { a = { ...b }; b = { ...a }; take(b) } f(); f()`,
    ],
    ['a function that calls itself', `function f(x) { return f(x || f(x)) || x } take({ store: f() })`],
    ['rests of each other', `function f({ x, ...rest }) { take(rest); f(rest) } f({})`],
  ])('values that are made of %s end', (_, code) => {
    expect(optionOf({ 'server.js': code }).of.length).toBeGreaterThan(0);
  });

  test('is followed into other files, and development is dropped there too', () => {
    const got = optionOf({
      'env.js': `export const inDevelopment = () => process.env.NODE_ENV !== 'production';`,
      'store.js': `${redis}import { inDevelopment } from './env.js';
        export function makeStore() { if (inDevelopment()) return undefined; return new RedisStore({ client }); }`,
      'server.js': `import { makeStore } from './store.js'; take({ store: makeStore() })`,
    });
    expect(got).toEqual({ of: ['connect-redis new .RedisStore'], dropped: 1 });
  });

  test('an array keeps its elements, a conditional element is none of the others', () => {
    const code = `import KeyvRedis from '@keyv/redis'; take({ stores: [...(process.env.R ? [new KeyvRedis()] : [])] })`;
    expect(optionOf({ 'server.js': code }, 'stores.*')).toEqual({ of: ['@keyv/redis new ', 'absent'], dropped: 0 });
  });

  test.each([
    [undefined, ['literal=false']],
    [true, ['literal=false']],
    [false, ['literal=true']],
  ] as const)('a test for development is what it comes to where production is %s', (production, expected) => {
    const code = "import { take } from '@acme/limits'; take({ store: process.env.NODE_ENV !== 'production' })";
    const linked = linkTexts({ 'package.json': MANIFEST, 'server.js': code }, { production: () => production });
    const call = linked.p.calls.findIndex(({ c }) => c?.args.length === 1);
    const { of } = linked.follow.argument(call, 0, 'store');
    expect(of.map(({ kind, literal }) => `${kind}=${literal}`)).toEqual(expected);
  });

  test('"not production" says nothing where the deployment is known not to set it', () => {
    const code = `${redis}take({ store: process.env.NODE_ENV === 'production' ? new RedisStore({ client }) : undefined })`;
    const linked = linkTexts({ 'package.json': MANIFEST, 'server.js': code }, { production: () => false });
    const call = linked.p.calls.findIndex(({ c }) => c?.args.length === 1 && c.kind === 'call');
    expect(linked.follow.argument(call, 0, 'store').of.map(say).sort()).toEqual([
      'absent',
      'connect-redis new .RedisStore',
    ]);
  });
});
