import { describe, expect, it } from 'vitest';
import { effectOfCall, effectsOf, libraryEffects } from '../../src/catalog/effects/index.ts';
import type { CallWords, Effect } from '../../src/catalog/effects.ts';

const cases: readonly (readonly [pkg: string, steps: string, effect: Effect | undefined, words?: CallWords])[] = [
  ['pg', 'query', 'read', { text: 'select * from orders' }],
  ['pg', 'query', 'store', { text: '  INSERT INTO orders VALUES ($1)' }],
  ['pg', 'query', 'store', { text: '/* nightly */ delete from carts' }],
  ['pg', 'query', 'store', { text: 'with old as (select 1) delete from carts' }],
  ['pg', 'query', 'read', { text: 'with old as (select updated_at from carts) select * from old' }],
  ['pg', 'query', 'lease', { text: 'select id from jobs for update skip locked' }],
  ['pg', 'query', undefined],
  ['pg', 'connect', 'handle'],
  ['better-sqlite3', 'prepare run', 'local', { text: 'update t set a = 1' }],
  ['knex', 'where del', 'store'],
  ['knex', 'where first', 'read'],
  ['knex', 'insert then', 'store'],
  ['kysely', 'insertInto values execute', 'store'],
  ['kysely', 'selectFrom where execute', 'read'],
  ['drizzle-orm', 'update set where execute', 'store'],
  ['sequelize', 'findAll', 'read'],
  ['sequelize', 'bulkCreate', 'store'],
  ['typeorm', 'createQueryBuilder delete from where execute', 'store'],
  ['typeorm', 'findOneOrFail', 'read'],
  ['@mikro-orm/postgresql', 'flush', 'store'],
  ['@prisma/client', 'user findMany', 'read'],
  ['@prisma/client', 'user upsert', 'store'],
  ['@prisma/client', '$queryRaw', undefined],
  ['mongoose', 'find lean exec', 'read'],
  ['mongoose', 'updateOne where exec', 'store'],
  ['mongoose', 'findById', 'read'],
  ['mongoose', 'findByIdAndUpdate', 'store'],
  ['mongodb', 'db collection find toArray', 'read'],
  ['mongodb', 'db collection insertMany', 'store'],
  ['ioredis', 'get', 'read'],
  ['ioredis', 'multi incr exec', 'store'],
  ['redis', 'publish', 'queue'],
  ['redis', 'hSet', 'store'],
  ['@aws-sdk/client-s3', 'send', 'send', { command: 'PutObjectCommand' }],
  ['@aws-sdk/client-s3', 'send', 'read', { command: 'GetObjectCommand' }],
  ['@aws-sdk/client-s3', 'send', undefined],
  ['aws-sdk', 'putObject promise', 'send'],
  ['aws-sdk', 'getObject promise', 'read'],
  ['minio', 'putObject', 'send'],
  ['bullmq', 'add', 'queue'],
  ['bullmq', 'getJobCounts', 'read'],
  ['kafkajs', 'producer send', 'queue'],
  ['matrix-appservice-bridge', 'PrometheusMetrics AgeCounters bump', 'metric'],
  ['matrix-appservice-bridge', 'getIntent sendText', undefined],
  ['nodemailer', 'createTransport', 'handle'],
  ['nodemailer', 'sendMail', 'send'],
  ['@slack/web-api', 'chat postMessage', 'send'],
  ['@slack/web-api', 'users list', 'read'],
  ['axios', 'get', 'read'],
  ['axios', 'post', 'send'],
  ['axios', 'request', 'send', { verb: 'PUT' }],
  ['axios', '', 'read'],
  ['axios', '', 'send', { verb: 'post' }],
  ['node-fetch', '', 'send', { verb: 'PUT' }],
  ['node-fetch', '', 'read'],
  ['needle', '', 'send', { text: 'post' }],
  ['needle', '', 'read', { text: 'get' }],
  ['needle', '', 'read', { text: 'https://example.com' }],
  ['(global)', 'fetch', 'read'],
  ['(global)', 'fetch', 'send', { verb: 'POST' }],
  ['(global)', 'fetch', undefined, { verb: null }],
  ['stripe', 'charges create', 'send'],
  ['stripe', 'customers retrieve', 'read'],
  ['stripe', 'webhooks constructEvent', 'handle'],
  ['node:child_process', 'execSync', 'exec'],
  ['node:child_process', 'fork', 'device'],
  ['node:fs/promises', 'writeFile', 'local'],
  ['node:fs', 'readdirSync', 'read'],
  ['fs', 'renameSync', 'local'],
  ['prom-client', 'inc', 'metric'],
  ['@opentelemetry/api', 'metrics getMeter createCounter add', 'metric'],
  ['winston', 'info', 'none'],
  ['lodash', 'set', 'none'],
  ['socket.io', 'to emit', 'answer'],
  ['some-unknown-package', 'save', undefined],
];

describe('effects of library calls', () => {
  it.each(cases.map(([pkg, steps, effect, words]) => ({ pkg, steps, effect, words })))(
    '$pkg: $steps is $effect',
    (one) => {
      const steps = one.steps === '' ? [] : one.steps.split(' ');
      expect(effectOfCall(one.pkg, steps, one.words ?? {})).toBe(one.effect);
      // The export itself has no name: none is given, or an empty one.
      if (one.steps === '') expect(effectOfCall(one.pkg, [''], one.words ?? {})).toBe(one.effect);
    },
  );

  it('names each package once, and no method twice in a row', () => {
    const packages = libraryEffects.flatMap((row) => row.packages);
    expect(packages.filter((name, at) => packages.indexOf(name) !== at)).toEqual([]);
    for (const row of libraryEffects) {
      const methods = Object.values(row.methods).flat();
      expect(methods.filter((name, at) => methods.indexOf(name) !== at).map((name) => `${row.id}.${name}`)).toEqual([]);
    }
  });

  it('are data alone, and say where they come from', () => {
    expect(JSON.parse(JSON.stringify(libraryEffects))).toEqual(libraryEffects);
    for (const { id, source } of libraryEffects) expect(source.length, id).toBeGreaterThan(15);
    const ids = libraryEffects.map((row) => row.id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it('finds rows of sub-paths, scopes and built-ins with or without `node:`', () => {
    expect(effectsOf('drizzle-orm/node-postgres')?.id).toBe('query-builders');
    expect(effectsOf('@opentelemetry/sdk-metrics')?.id).toBe('metrics');
    expect(effectsOf('child_process')?.id).toBe('child-processes');
    expect(effectsOf('pgx')).toBeUndefined();
  });
});
