// Caches: process A stores an answer, and B looks for it.
import http from 'node:http';

/** A check of a cache with `get` and `set`. */
const cached = (row, make) => ({
  kind: 'memory',
  puts: 'stores an answer',
  ...row,
  async open(ctx) {
    const cache = await make(ctx);
    return {
      put: async () => void (await cache.set('answer', 'kept')),
      see: async () => (await cache.get('answer')) === 'kept',
    };
  },
});
/** An answer that tells which computation made it: the same in B when B has it from the cache of A. */
const answered = (row, make) => ({
  kind: 'memory',
  puts: 'answers a request and stores the answer',
  ...row,
  async open(ctx) {
    const ask = await make(ctx, () => `${ctx.side} ${Math.random()}`);
    return { put: ask, see: async (first) => (await ask()) === first };
  },
});
const KEYV = '`new KeyvRedis(url)` of @keyv/redis, on redis-server';
const keyvRedis = async (ctx) => {
  const { default: KeyvRedis } = await import('@keyv/redis');
  const store = new KeyvRedis(ctx.redisUrl, { namespace: ctx.key });
  ctx.later(() => store.disconnect?.());
  return store;
};
/** `get` and `set` of JSON over the shared redis-server, for packages that take any object with the right methods. */
const plain = (ctx) => {
  const client = ctx.redis();
  return {
    client,
    get: async (key) => JSON.parse((await client.get(`${ctx.key}:${key}`)) ?? 'null') ?? undefined,
    set: async (key, value) => void (await client.set(`${ctx.key}:${key}`, JSON.stringify(value))),
    delete: async (key) => (await client.del(`${ctx.key}:${key}`)) > 0,
  };
};
const redisCatbox = async (ctx) => ({
  constructor: (await import('@hapi/catbox-redis')).Engine,
  options: { ...ctx.redisAddress, partition: ctx.key },
});

export const checks = [
  cached(
    { id: 'nest-cache-module-memory', package: '@nestjs/cache-manager', safe: `\`stores: ${KEYV.slice(1)}` },
    async (ctx) => {
      await import('reflect-metadata');
      const { NestFactory } = await import('@nestjs/core');
      const { CacheModule, CACHE_MANAGER } = await import('@nestjs/cache-manager');
      const options = ctx.safe ? { stores: [await keyvRedis(ctx)] } : {};
      const app = await NestFactory.createApplicationContext(CacheModule.register(options), { logger: false });
      ctx.later(() => app.close());
      return app.get(CACHE_MANAGER);
    },
  ),
  cached(
    { id: 'cache-manager-create-cache', package: 'cache-manager', safe: `\`stores: ${KEYV.slice(1)}` },
    async (ctx) => {
      const { createCache } = await import('cache-manager');
      const { Keyv } = await import('keyv');
      return createCache(ctx.safe ? { stores: [new Keyv({ store: await keyvRedis(ctx) })] } : {});
    },
  ),
  cached(
    {
      id: 'cache-manager-caching-5',
      package: 'cache-manager',
      installedAs: 'cache-manager-5',
      safe: 'a store factory of our own, on redis-server',
    },
    async (ctx) => {
      const { caching } = await import('cache-manager-5');
      return caching(ctx.safe ? () => plain(ctx) : 'memory');
    },
  ),
  cached(
    {
      id: 'cache-manager-caching-4',
      package: 'cache-manager',
      installedAs: 'cache-manager-4',
      safe: '`store` with `get` and `set` of our own, on redis-server',
    },
    async (ctx) => {
      const { caching } = (await import('cache-manager-4')).default;
      const { get, set } = plain(ctx);
      const store = {
        name: 'ours',
        get: (key, ...rest) => get(key).then((value) => rest.at(-1)(null, value), rest.at(-1)),
        set: (key, value, ...rest) => set(key, value).then(() => rest.at(-1)(null), rest.at(-1)),
      };
      const cache = caching(ctx.safe ? { store } : { store: 'memory', ttl: 60 });
      const call = (method, ...values) =>
        new Promise((done, fail) => cache[method](...values, (error, value) => (error ? fail(error) : done(value))));
      return { get: (key) => call('get', key), set: (key, value) => call('set', key, value, { ttl: 60 }) };
    },
  ),
  cached({ id: 'keyv-default-map', package: 'keyv', safe: KEYV }, async (ctx) => {
    const { Keyv } = await import('keyv');
    return ctx.safe ? new Keyv(await keyvRedis(ctx)) : new Keyv();
  }),
  cached(
    {
      id: 'keyv-4-default-map',
      package: 'keyv',
      installedAs: 'keyv-4',
      safe: '`store` with the methods of a Map, on redis-server',
    },
    async (ctx) => {
      const Keyv = (await import('keyv-4')).default;
      return ctx.safe
        ? new Keyv({ store: plain(ctx), serialize: JSON.stringify, deserialize: JSON.parse })
        : new Keyv();
    },
  ),
  cached(
    { id: 'cacheable-primary-memory', package: 'cacheable', safe: `\`secondary: ${KEYV.slice(1)}` },
    async (ctx) => {
      const { Cacheable } = await import('cacheable');
      return new Cacheable(ctx.safe ? { secondary: await keyvRedis(ctx) } : {});
    },
  ),
  cached(
    { id: 'bentocache-memory-only', package: 'bentocache', safe: '`useL2Layer(redisDriver())`, on redis-server' },
    async (ctx) => {
      const { BentoCache, bentostore } = await import('bentocache');
      const { memoryDriver } = await import('bentocache/drivers/memory');
      const { redisDriver } = await import('bentocache/drivers/redis');
      const local = bentostore().useL1Layer(memoryDriver({}));
      // biome-ignore lint/correctness/useHookAtTopLevel: no hook of React
      const store = ctx.safe ? local.useL2Layer(redisDriver({ connection: ctx.redis(), prefix: ctx.key })) : local;
      const cache = new BentoCache({ default: 'main', stores: { main: store } });
      return { get: (key) => cache.get({ key }), set: (key, value) => cache.set({ key, value }) };
    },
  ),
  cached(
    {
      id: 'unstorage-memory-default',
      package: 'unstorage',
      safe: '`driver` of unstorage/drivers/redis, on redis-server',
    },
    async (ctx) => {
      const { createStorage } = await import('unstorage');
      const driver = ctx.safe
        ? (await import('unstorage/drivers/redis')).default({ ...ctx.redisAddress, base: ctx.key })
        : null;
      const storage = createStorage(driver ? { driver } : {});
      ctx.later(() => storage.dispose());
      return { get: (key) => storage.getItem(key), set: (key, value) => storage.setItem(key, value) };
    },
  ),
  cached(
    {
      id: 'hapi-server-cache-default',
      package: '@hapi/hapi',
      safe: '`cache` with the provider CatboxRedis, on redis-server',
    },
    async (ctx) => {
      const server = (await import('@hapi/hapi')).default.server(
        ctx.safe ? { cache: [{ provider: await redisCatbox(ctx) }] } : {},
      );
      const cache = server.cache({ segment: 'answers', expiresIn: 60_000 });
      await server.initialize();
      ctx.later(() => server.stop());
      return cache;
    },
  ),
  cached(
    {
      id: 'catbox-memory-provider',
      package: '@hapi/catbox-memory',
      safe: '`Engine` of @hapi/catbox-redis in its place, on redis-server',
    },
    async (ctx) => {
      const { Client } = await import('@hapi/catbox');
      const { Engine } = await import('@hapi/catbox-memory');
      const shared = await redisCatbox(ctx);
      const client = new Client(ctx.safe ? new shared.constructor(shared.options) : new Engine({}));
      await client.start();
      ctx.later(() => client.stop());
      const at = (id) => ({ segment: 'answers', id });
      return {
        get: async (key) => (await client.get(at(key)))?.item,
        set: (key, value) => client.set(at(key), value, 60_000),
      };
    },
  ),
  answered(
    { id: 'apicache-memory', package: 'apicache', safe: '`redisClient`, a client of our own shape on redis-server' },
    async (ctx, compute) => {
      const apicache = (await import('apicache')).default.newInstance();
      const client = ctx.redis();
      const shaped = {
        connected: true,
        hgetall: (key, done) =>
          client
            .hgetall(`${ctx.key}${key}`)
            .then((found) => done(null, Object.keys(found).length > 0 ? found : null), done),
        hset: (key, field, value) => client.hset(`${ctx.key}${key}`, field, value),
        expire: (key, seconds) => client.expire(`${ctx.key}${key}`, seconds),
        del: (key) => client.del(`${ctx.key}${key}`),
      };
      if (ctx.safe) apicache.options({ redisClient: shaped });
      const app = (await import('express')).default();
      app.get('/', apicache.middleware('1 minute'), (_, response) => response.send(compute()));
      const base = await ctx.listen(http.createServer(app));
      return async () => (await fetch(base)).text();
    },
  ),
  answered(
    {
      id: 'express-cache-middleware-memory',
      package: 'route-cache',
      safe: '`cacheStore: new IoRedisStore(client)` of the package, on redis-server',
    },
    async (ctx, compute) => {
      const routeCache = (await import('route-cache')).default;
      if (ctx.safe) {
        const IoRedisStore = ctx.require('route-cache/ioRedisStore');
        routeCache.config({ cacheStore: new IoRedisStore(ctx.redis()) });
      }
      const app = (await import('express')).default();
      app.get(`/${ctx.key}`, routeCache.cacheSeconds(60), (_, response) => response.send(compute()));
      const base = await ctx.listen(http.createServer(app));
      return async () => (await fetch(`${base}/${ctx.key}`)).text();
    },
  ),
  cached(
    {
      id: 'fastify-caching-abstract-cache',
      package: '@fastify/caching',
      safe: '`cache: abstractCache()` with the driver abstract-cache-redis shape of our own, on redis-server',
    },
    async (ctx) => {
      const app = (await import('fastify')).default();
      const { get, set } = plain(ctx);
      const cache = {
        get: (key, done) => get(key).then((item) => done(null, item && { item, stored: 0, ttl: 60_000 }), done),
        set: (key, value, _life, done) => set(key, value).then(() => done(null), done),
      };
      await app.register((await import('@fastify/caching')).default, ctx.safe ? { cache } : {});
      await app.ready();
      ctx.later(() => app.close());
      const call = (method, ...values) =>
        new Promise((done, fail) =>
          app.cache[method](...values, (error, value) => (error ? fail(error) : done(value))),
        );
      return {
        get: async (key) => (await call('get', key))?.item,
        set: (key, value) => call('set', key, value, 60_000),
      };
    },
  ),
  answered(
    {
      id: 'axios-cache-interceptor-memory',
      package: 'axios-cache-interceptor',
      safe: '`storage: buildStorage()` of the package, on redis-server',
    },
    async (ctx, compute) => {
      const { setupCache, buildStorage } = await import('axios-cache-interceptor');
      const { get, set, delete: remove } = plain(ctx);
      const storage = buildStorage({ find: get, set, remove: async (key) => void (await remove(key)) });
      const axios = setupCache(
        (await import('axios')).default.create({
          adapter: async (config) => ({ data: compute(), status: 200, statusText: 'OK', headers: {}, config }),
        }),
        {
          ...{ interpretHeader: false },
          ...(ctx.safe ? { storage } : {}),
        },
      );
      return async () => (await axios.get('http://localhost/rates')).data;
    },
  ),
  answered(
    {
      id: 'apollo-server-default-cache',
      package: '@apollo/server',
      puts: 'stores a persisted query',
      safe: '`cache` with `get`, `set` and `delete`, on redis-server',
    },
    async (ctx) => {
      const { ApolloServer } = await import('@apollo/server');
      const { createHash } = await import('node:crypto');
      const server = new ApolloServer({
        typeDefs: 'type Query { rate: Int }',
        resolvers: { Query: { rate: () => 1 } },
        ...(ctx.safe ? { cache: plain(ctx) } : {}),
      });
      await server.start();
      ctx.later(() => server.stop());
      const query = '{ rate }';
      const extensions = {
        persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') },
      };
      const execute = async (more) => {
        const { body } = await server.executeOperation({ extensions, ...more });
        return body.singleResult.data?.rate === 1;
      };
      // The first call brings the text of the query, the later ones its hash alone.
      let first = ctx.side === 'a';
      return async () => {
        const more = first ? { query } : {};
        first = false;
        return execute(more);
      };
    },
  ),
  answered(
    {
      id: 'yoga-response-cache',
      package: '@graphql-yoga/plugin-response-cache',
      safe: '`cache` with `get` and `set`, on redis-server',
    },
    async (ctx, compute) => {
      const { createYoga, createSchema } = await import('graphql-yoga');
      const { useResponseCache } = await import('@graphql-yoga/plugin-response-cache');
      const { get, set } = plain(ctx);
      const yoga = createYoga({
        logging: false,
        schema: createSchema({
          typeDefs: 'type Query { rate: String }',
          resolvers: { Query: { rate: () => compute() } },
        }),
        plugins: [
          useResponseCache({ session: () => null, ...(ctx.safe ? { cache: { get, set, invalidate() {} } } : {}) }),
        ],
      });
      return async () => {
        const response = await yoga.fetch('http://localhost/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: '{ rate }' }),
        });
        const { data } = await response.json();
        // The cache is written after the answer.
        await new Promise((next) => setTimeout(next, 20));
        return data.rate;
      };
    },
  ),
  answered(
    {
      id: 'yoga-apq-store',
      package: '@graphql-yoga/plugin-apq',
      puts: 'stores a persisted query',
      safe: '`store` with `get` and `set`, on redis-server',
    },
    async (ctx) => {
      const { createYoga, createSchema } = await import('graphql-yoga');
      const { useAPQ } = await import('@graphql-yoga/plugin-apq');
      const { createHash } = await import('node:crypto');
      const { get, set } = plain(ctx);
      const yoga = createYoga({
        logging: false,
        schema: createSchema({ typeDefs: 'type Query { rate: Int }', resolvers: { Query: { rate: () => 1 } } }),
        plugins: [useAPQ(ctx.safe ? { store: { get, set } } : {})],
      });
      const query = '{ rate }';
      const extensions = {
        persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') },
      };
      let first = ctx.side === 'a';
      return async () => {
        const body = JSON.stringify({ extensions, ...(first ? { query } : {}) });
        first = false;
        const headers = { 'content-type': 'application/json' };
        const response = await yoga.fetch('http://localhost/graphql', { method: 'POST', headers, body });
        return (await response.json()).data?.rate === 1;
      };
    },
  ),
  answered(
    {
      id: 'dataloader-module-level',
      package: 'dataloader',
      puts: 'loads a row',
      safe: '`cache: false`, with the row read from redis-server each time',
    },
    async (ctx, compute) => {
      const DataLoader = (await import('dataloader')).default;
      const client = ctx.redis();
      // The row changes for all processes with the first load of A.
      const loader = new DataLoader(
        async (keys) => {
          if (!ctx.safe) return keys.map(() => compute());
          await client.set(ctx.key, compute(), 'NX');
          const row = await client.get(ctx.key);
          return keys.map(() => row);
        },
        ctx.safe ? { cache: false } : {},
      );
      return () => loader.load('rate');
    },
  ),
  cached(
    {
      id: 'langchain-in-memory-cache',
      package: '@langchain/core',
      safe: 'a cache of our own that extends `BaseCache`, on redis-server',
    },
    async (ctx) => {
      const { InMemoryCache, BaseCache } = await import('@langchain/core/caches');
      const { get, set } = plain(ctx);
      class InRedis extends BaseCache {
        lookup = (prompt) => get(prompt).then((found) => found ?? null);
        update = (prompt, _llm, value) => set(prompt, value);
      }
      const cache = ctx.safe ? new InRedis() : new InMemoryCache();
      return {
        get: async (key) => (await cache.lookup(key, 'model'))?.[0].text,
        set: (key, text) => cache.update(key, 'model', [{ text }]),
      };
    },
  ),
];
