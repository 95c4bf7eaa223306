import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { memorySource } from '../support/memory-source.ts';

type Lock = (pkg: string, version: string) => Readonly<Record<string, string>>;

const npm: Lock = (pkg, version) => ({
  'package-lock.json': JSON.stringify({
    name: 'shop',
    lockfileVersion: 3,
    packages: { '': { name: 'shop' }, [`node_modules/${pkg}`]: { version } },
  }),
});
const pnpm: Lock = (pkg, version) => ({
  'pnpm-lock.yaml': `lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      '${pkg}':\n        specifier: '*'\n        version: ${version}\n`,
});
const yarn: Lock = (pkg, version) => ({
  'yarn.lock': `# yarn lockfile v1\n\n"${pkg}@*":\n  version "${version}"\n`,
});
const bun: Lock = (pkg, version) => ({
  'bun.lock': `{ "lockfileVersion": 1, "workspaces": { "": { "dependencies": { "${pkg}": "*" } } }, "packages": { "${pkg}": ["${pkg}@${version}", "", {}, "sha512-x"] } }`,
});

/** What is told of a server whose lock file holds that version: `rule: what it keeps`. */
async function told(pkg: string, version: string, code: string, lock: Lock = npm): Promise<readonly string[]> {
  const manifest = {
    name: 'shop',
    type: 'module',
    scripts: { start: 'node server.ts' },
    dependencies: { [pkg]: '*', express: '5' },
  };
  const files = { 'package.json': JSON.stringify(manifest), 'server.ts': code, ...lock(pkg, version) };
  const report = await analyze(memorySource(files), { now: '2026-01-01' });
  expect(report.errors).toEqual([]);
  return report.findings.map(({ ruleId, message }) => `${ruleId}: ${message.split('. ')[0]}`);
}

const server = (head: string, body: string) =>
  `import express from 'express';\n${head}\nconst app = express();\n${body}\napp.get('/', (_req, res) => { res.send('ok'); });\napp.listen(3000);\n`;

describe('keyv', () => {
  const named = server("import Keyv from 'keyv';", "const cache = new Keyv('redis://cache:6379');\nvoid cache;");
  const plain = server("import Keyv from 'keyv';", 'const cache = new Keyv();\nvoid cache;');

  test('4 opens the store that an address names', async () => {
    expect(await told('keyv', '4.5.4', named)).toEqual([]);
    expect(await told('keyv', '4.5.4', plain)).toEqual([
      'module-cache: `new Keyv` of keyv keeps values in a Map of this process',
    ]);
  });

  test('5 ignores the address', async () => {
    const ignored =
      'module-cache: `new Keyv` of keyv keeps values in a Map of this process; a connection string is ignored';
    expect(await told('keyv', '5.6.0', named)).toEqual([ignored]);
    expect(await told('keyv', '5.6.0', plain)).toEqual([ignored]);
  });

  test.each([
    ['package-lock.json', npm],
    ['pnpm-lock.yaml', pnpm],
    ['yarn.lock', yarn],
    ['bun.lock', bun],
  ])('the version stands in %s', async (_, lock) => {
    expect(await told('keyv', '4.5.4', named, lock)).toEqual([]);
    expect(await told('keyv', '5.6.0', named, lock)).toHaveLength(1);
  });
});

describe('cache-manager', () => {
  const head = (what: string) => `import { ${what} } from 'cache-manager';\nimport store from './store.js';`;
  const caching = (argument: string) =>
    server(head('caching'), `const cache = caching(${argument});\nvoid cache; void store;`);
  const create = (argument: string) =>
    server(head('createCache'), `const cache = createCache(${argument});\nvoid cache; void store;`);
  const keeps = (name: string, what: string) => [
    `memory-backend: \`${name}\` of cache-manager keeps values in ${what}`,
  ];

  test('4 takes the store among its options', async () => {
    expect(await told('cache-manager', '4.1.0', caching("{ store: 'memory', ttl: 5 }"))).toEqual(
      keeps('caching', 'an LRU of this process'),
    );
    expect(await told('cache-manager', '4.1.0', caching('{ store, ttl: 5 }'))).toEqual([]);
  });

  test('5 takes the store first', async () => {
    expect(await told('cache-manager', '5.7.6', caching("'memory', { ttl: 5 }"))).toEqual(
      keeps('caching', 'an LRU of this process'),
    );
    expect(await told('cache-manager', '5.7.6', caching('store, { ttl: 5 }'))).toEqual([]);
  });

  test.each(['6.4.3', '7.2.9'])('%s takes stores of keyv', async (version) => {
    expect(await told('cache-manager', version, create(''))).toEqual(
      keeps('createCache', 'a Map of this process, without a limit'),
    );
    expect(await told('cache-manager', version, create('{ ttl: 5 }'))).toHaveLength(1);
    expect(await told('cache-manager', version, create('{ stores: [store] }'))).toEqual([]);
  });
});

describe('@nestjs/throttler', () => {
  const nest = (options: string, more = '') =>
    `import { Module } from '@nestjs/common';\nimport { NestFactory } from '@nestjs/core';\nimport { ThrottlerModule } from '@nestjs/throttler';\n${more}\n@Module({ imports: [ThrottlerModule.forRoot(${options})] })\nclass AppModule {}\nNestFactory.create(AppModule).then((app) => app.listen(3000));\n`;
  const redis = "import { ThrottlerStorageRedisService } from 'nestjs-throttler-storage-redis';";
  const counts = (found: readonly string[]) => found.filter((one) => one.startsWith('memory-backend'));

  test('4 takes one object', async () => {
    expect(counts(await told('@nestjs/throttler', '4.2.1', nest('{ ttl: 60, limit: 10 }')))).toHaveLength(1);
    const shared = nest('{ ttl: 60, limit: 10, storage: new ThrottlerStorageRedisService() }', redis);
    expect(counts(await told('@nestjs/throttler', '4.2.1', shared))).toEqual([]);
  });

  test('5 takes a list, which cannot name a storage, or an object with one', async () => {
    expect(counts(await told('@nestjs/throttler', '5.2.0', nest('[{ ttl: 60, limit: 10 }]')))).toHaveLength(1);
    const shared = nest('{ throttlers: [{ ttl: 60, limit: 10 }], storage: new ThrottlerStorageRedisService() }', redis);
    expect(counts(await told('@nestjs/throttler', '5.2.0', shared))).toEqual([]);
  });
});

describe('express, in rows on files', () => {
  const forms = `const express = require('express');\nconst app = express();\napp.use(express.bodyParser());\napp.listen(3000);\n`;

  test.each([
    ['2.5.11', []],
    ['3.21.2', ['local-persistence']],
    ['4.21.2', []],
  ])('%s', async (version, rules) => {
    expect((await told('express', version, forms)).map((line) => line.split(':')[0])).toEqual(rules);
  });
});
