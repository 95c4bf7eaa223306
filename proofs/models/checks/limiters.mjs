// Rate limiters: process A uses up the allowance of a client, and process B is asked whether it still lets that client through.
import express from 'express';

/** A check of an HTTP limiter: `middleware` makes the handler; one request is allowed. */
const limited = (row, middleware) => ({
  kind: 'memory',
  puts: 'uses up the allowance of a client',
  ...row,
  async open(ctx) {
    const app = express();
    app.use(await middleware(ctx));
    app.get('/', (_, response) => response.send('passed'));
    app.use((error, _request, response, _next) => response.status(429).send(error.message));
    const base = await ctx.listen((await import('node:http')).createServer(app));
    const ask = async () => (await fetch(base)).status;
    return { put: ask, see: async () => (await ask()) === 429 };
  },
});

/** A check of a limiter object: `take` resolves to true when the caller has to wait or is turned away. */
const counted = (row, make) => ({
  kind: 'memory',
  puts: 'uses up the allowance of a client',
  ...row,
  async open(ctx) {
    const take = await make(ctx);
    return { put: () => take(), see: () => take() };
  },
});

const redisStore = async (ctx, prefix) => {
  const { RedisStore } = await import('rate-limit-redis');
  const client = ctx.redis();
  return new RedisStore({ sendCommand: (...words) => client.call(...words), prefix: `${ctx.key}${prefix ?? ''}` });
};
const refused = (error) => {
  if (error instanceof Error) throw error;
  return true;
};
/** A store of our own over the shared redis-server, for packages that take any object with the right methods. */
const countInRedis = (ctx) => {
  const client = ctx.redis();
  return (key) => client.incr(`${ctx.key}:${key}`);
};
/** A handle that waits: true when it is not served within a fifth of a second. */
const waits = (promise) =>
  Promise.race([promise.then(() => false), new Promise((done) => setTimeout(() => done(true), 200))]);

export const checks = [
  limited(
    {
      id: 'express-rate-limit-memory-store',
      package: 'express-rate-limit',
      safe: '`store: new RedisStore()` of rate-limit-redis, on redis-server',
    },
    async (ctx) =>
      (await import('express-rate-limit')).rateLimit({
        ...{ windowMs: 60_000, limit: 1 },
        ...(ctx.safe ? { store: await redisStore(ctx) } : {}),
      }),
  ),
  limited(
    {
      id: 'express-rate-limit-explicit-memory-store',
      package: 'express-rate-limit',
      safe: '`RedisStore` of rate-limit-redis in its place, on redis-server',
    },
    async (ctx) => {
      const { rateLimit, MemoryStore } = await import('express-rate-limit');
      return rateLimit({ windowMs: 60_000, limit: 1, store: ctx.safe ? await redisStore(ctx) : new MemoryStore() });
    },
  ),
  limited(
    {
      id: 'express-rate-limit-old-constructor',
      package: 'express-rate-limit',
      installedAs: 'express-rate-limit-5',
      safe: '`store` with `incr`, counting in redis-server',
    },
    async (ctx) => {
      const RateLimit = (await import('express-rate-limit-5')).default;
      const count = countInRedis(ctx);
      const store = {
        incr: (key, done) => count(key).then((hits) => done(null, hits, new Date(Date.now() + 60_000)), done),
        decrement() {},
        resetKey() {},
      };
      return new RateLimit({ windowMs: 60_000, max: 1, ...(ctx.safe ? { store } : {}) });
    },
  ),
  {
    id: 'express-slow-down-memory-store',
    package: 'express-slow-down',
    kind: 'memory',
    puts: 'uses up the fast requests of a client',
    safe: '`store: new RedisStore()` of rate-limit-redis, on redis-server',
    async open(ctx) {
      const { slowDown } = await import('express-slow-down');
      const app = express();
      app.use(
        slowDown({
          ...{ windowMs: 60_000, delayAfter: 1, delayMs: () => 1 },
          ...(ctx.safe ? { store: await redisStore(ctx) } : {}),
        }),
      );
      app.get('/', (request, response) => response.json({ delay: request.slowDown.delay ?? 0 }));
      const base = await ctx.listen((await import('node:http')).createServer(app));
      const ask = async () => (await (await fetch(base)).json()).delay > 0;
      return { put: ask, see: ask };
    },
  },
  counted(
    {
      id: 'rate-limiter-flexible-memory',
      package: 'rate-limiter-flexible',
      safe: '`RateLimiterRedis`, on redis-server',
    },
    async (ctx) => {
      const { RateLimiterMemory, RateLimiterRedis } = await import('rate-limiter-flexible');
      const options = { points: 1, duration: 60, keyPrefix: ctx.key };
      const limiter = ctx.safe
        ? new RateLimiterRedis({ ...options, storeClient: ctx.redis() })
        : new RateLimiterMemory(options);
      return () => limiter.consume('ada').then(() => false, refused);
    },
  ),
  counted(
    {
      id: 'rate-limiter-flexible-queue',
      package: 'rate-limiter-flexible',
      puts: 'takes the only turn of the window',
      safe: '`RateLimiterRedis` without the queue, on redis-server',
    },
    async (ctx) => {
      const { RateLimiterMemory, RateLimiterRedis, RateLimiterQueue } = await import('rate-limiter-flexible');
      const options = { points: 1, duration: 60, keyPrefix: ctx.key };
      if (ctx.safe) {
        const limiter = new RateLimiterRedis({ ...options, storeClient: ctx.redis() });
        return () => limiter.consume('ada').then(() => false, refused);
      }
      const queue = new RateLimiterQueue(new RateLimiterMemory(options));
      return () => waits(queue.removeTokens(1, 'ada'));
    },
  ),
  {
    id: 'fastify-rate-limit-local-store',
    package: '@fastify/rate-limit',
    kind: 'memory',
    puts: 'uses up the allowance of a client',
    safe: '`redis: client` (ioredis), on redis-server',
    async open(ctx) {
      const app = (await import('fastify')).default();
      const own = ctx.safe ? { redis: ctx.redis(), nameSpace: ctx.key } : {};
      await app.register((await import('@fastify/rate-limit')).default, { max: 1, timeWindow: 60_000, ...own });
      app.get('/', () => 'passed');
      ctx.later(() => app.close());
      const ask = async () => (await app.inject('/')).statusCode === 429;
      return { put: ask, see: ask };
    },
  },
  {
    id: 'koa-ratelimit-memory-driver',
    package: 'koa-ratelimit',
    kind: 'memory',
    puts: 'uses up the allowance of a client',
    safe: "`driver: 'redis'` with a client, on redis-server",
    async open(ctx) {
      const Koa = (await import('koa')).default;
      const ratelimit = (await import('koa-ratelimit')).default;
      const app = new Koa();
      app.use(
        ratelimit({
          ...{ duration: 60_000, max: 1, id: () => ctx.key },
          ...(ctx.safe ? { driver: 'redis', db: ctx.redis() } : { driver: 'memory', db: new Map() }),
        }),
      );
      app.use((context) => {
        context.body = 'passed';
      });
      const base = await ctx.listen((await import('node:http')).createServer(app.callback()));
      const ask = async () => (await fetch(base)).status === 429;
      return { put: ask, see: ask };
    },
  },
  {
    id: 'koa2-ratelimit-memory-store',
    package: 'koa2-ratelimit',
    kind: 'memory',
    puts: 'uses up the allowance of a client',
    safe: '`store` of our own that counts in redis-server',
    async open(ctx) {
      const Koa = (await import('koa')).default;
      const { RateLimit, Stores } = (await import('koa2-ratelimit')).default;
      const count = countInRedis(ctx);
      class Counting extends (ctx.require('koa2-ratelimit/src/Store.js').default ??
        ctx.require('koa2-ratelimit/src/Store.js')) {
        async incr(key) {
          return { counter: await count(key), dateEnd: Date.now() + 60_000 };
        }
        async decrement() {}
        async saveAbuse() {}
      }
      void Stores;
      const app = new Koa();
      app.use(RateLimit.middleware({ interval: 60_000, max: 1, ...(ctx.safe ? { store: new Counting() } : {}) }));
      app.use((context) => {
        context.body = 'passed';
      });
      const base = await ctx.listen((await import('node:http')).createServer(app.callback()));
      const ask = async () => (await fetch(base)).status === 429;
      return { put: ask, see: ask };
    },
  },
  {
    id: 'nest-throttler-memory-storage',
    package: '@nestjs/throttler',
    kind: 'memory',
    puts: 'uses up the allowance of a client',
    safe: '`storage: new ThrottlerStorageRedisService(client)` of @nest-lab/throttler-storage-redis, on redis-server',
    async open(ctx) {
      await import('reflect-metadata');
      const { NestFactory } = await import('@nestjs/core');
      const { ThrottlerModule, ThrottlerStorage } = await import('@nestjs/throttler');
      const { ThrottlerStorageRedisService } = await import('@nest-lab/throttler-storage-redis');
      const options = {
        throttlers: [{ name: 'default', ttl: 60_000, limit: 1 }],
        ...(ctx.safe ? { storage: new ThrottlerStorageRedisService(ctx.redis()) } : {}),
      };
      const app = await NestFactory.createApplicationContext(ThrottlerModule.forRoot(options), { logger: false });
      ctx.later(() => app.close());
      const storage = app.get(ThrottlerStorage);
      const take = async () => (await storage.increment(ctx.key, 60_000, 1, 60_000, 'default')).isBlocked;
      return { put: take, see: take };
    },
  },
  {
    id: 'hono-rate-limiter-memory-store',
    package: 'hono-rate-limiter',
    kind: 'memory',
    puts: 'uses up the allowance of a client',
    safe: '`store: new RedisStore()` of rate-limit-redis, on redis-server',
    async open(ctx) {
      const { Hono } = await import('hono');
      const { rateLimiter } = await import('hono-rate-limiter');
      const app = new Hono();
      app.use(
        rateLimiter({
          ...{ windowMs: 60_000, limit: 1, keyGenerator: () => 'ada' },
          ...(ctx.safe ? { store: await redisStore(ctx) } : {}),
        }),
      );
      app.get('/', (context) => context.text('passed'));
      const ask = async () => (await app.request('/')).status === 429;
      return { put: ask, see: ask };
    },
  },
  limited(
    {
      id: 'express-brute-memory-store',
      package: 'express-brute',
      safe: 'a store of our own with `get`, `set` and `reset`, on redis-server',
    },
    async (ctx) => {
      const ExpressBrute = (await import('express-brute')).default;
      const AbstractClientStore = ctx.require('express-brute/lib/AbstractClientStore.js');
      const client = ctx.redis();
      class InRedis extends AbstractClientStore {
        get = (key, done) =>
          client.get(`${ctx.key}:${key}`).then((text) => {
            const found = text === null ? null : JSON.parse(text);
            const dated = found && {
              ...found,
              lastRequest: new Date(found.lastRequest),
              firstRequest: new Date(found.firstRequest),
            };
            done(null, dated);
          }, done);
        set = (key, value, _life, done) =>
          client.set(`${ctx.key}:${key}`, JSON.stringify(value)).then(() => done(null), done);
        reset = (_key, done) => done(null);
      }
      const brute = new ExpressBrute(ctx.safe ? new InRedis() : new ExpressBrute.MemoryStore(), {
        freeRetries: 0,
        minWait: 60_000,
        maxWait: 60_000,
      });
      return brute.prevent;
    },
  ),
  counted(
    {
      id: 'limiter-token-bucket',
      package: 'limiter',
      safe: '`RateLimiterRedis` of rate-limiter-flexible in its place, on redis-server',
    },
    async (ctx) => {
      if (ctx.safe) {
        const { RateLimiterRedis } = await import('rate-limiter-flexible');
        const limiter = new RateLimiterRedis({ points: 1, duration: 60, keyPrefix: ctx.key, storeClient: ctx.redis() });
        return () => limiter.consume('ada').then(() => false, refused);
      }
      const { RateLimiter } = await import('limiter');
      const limiter = new RateLimiter({ tokensPerInterval: 1, interval: 'minute' });
      return async () => !limiter.tryRemoveTokens(1);
    },
  ),
  counted(
    {
      id: 'token-buckets-by-hand',
      package: 'rolling-rate-limiter',
      safe: '`RedisRateLimiter` of the package, on redis-server',
    },
    async (ctx) => {
      const { InMemoryRateLimiter, RedisRateLimiter } = (await import('rolling-rate-limiter')).default;
      const options = { interval: 60_000, maxInInterval: 1 };
      const limiter = ctx.safe
        ? new RedisRateLimiter({ ...options, client: ctx.redis(), namespace: ctx.key })
        : new InMemoryRateLimiter(options);
      return () => limiter.limit('ada');
    },
  ),
  counted(
    {
      id: 'bottleneck-local',
      package: 'bottleneck',
      puts: 'takes the only job of the minute',
      safe: "`datastore: 'ioredis'`, on redis-server",
    },
    async (ctx) => {
      const Bottleneck = (await import('bottleneck')).default;
      const shared = {
        datastore: 'ioredis',
        id: ctx.key,
        Redis: (await import('ioredis')).Redis,
        clientOptions: ctx.redisAddress,
      };
      const limiter = new Bottleneck({ ...{ reservoir: 1, maxConcurrent: 5 }, ...(ctx.safe ? shared : {}) });
      ctx.later(() => limiter.disconnect());
      await limiter.ready();
      return () => waits(limiter.schedule(async () => undefined));
    },
  ),
  counted(
    {
      id: 'p-throttle-local',
      package: 'p-throttle',
      puts: 'takes the only call of the minute',
      safe: "Bottleneck with `datastore: 'ioredis'`, on redis-server",
    },
    async (ctx) => {
      if (ctx.safe) {
        const Bottleneck = (await import('bottleneck')).default;
        const { Redis } = await import('ioredis');
        const limiter = new Bottleneck({
          reservoir: 1,
          datastore: 'ioredis',
          id: ctx.key,
          Redis,
          clientOptions: ctx.redisAddress,
        });
        ctx.later(() => limiter.disconnect());
        return () => waits(limiter.schedule(async () => undefined));
      }
      const throttled = (await import('p-throttle')).default({ limit: 1, interval: 60_000 })(async () => undefined);
      return () => waits(throttled());
    },
  ),
  {
    id: 'hapi-rate-limit-cache',
    package: 'hapi-rate-limit',
    kind: 'memory',
    puts: 'uses up the allowance of an address',
    safe: '`userCache.cache` that names a CatboxRedis cache, on redis-server',
    async open(ctx) {
      const Hapi = (await import('@hapi/hapi')).default;
      const { Engine } = await import('@hapi/catbox-redis');
      const provider = { constructor: Engine, options: { ...ctx.redisAddress, partition: ctx.key } };
      const server = Hapi.server(ctx.safe ? { cache: [{ name: 'shared', provider }] } : {});
      await server.register({
        plugin: (await import('hapi-rate-limit')).default,
        options: {
          ...{ userLimit: 1, pathLimit: false, userPathLimit: false },
          ...(ctx.safe ? { userCache: { expiresIn: 60_000, cache: 'shared' } } : {}),
        },
      });
      server.route({ method: 'GET', path: '/', handler: () => 'passed' });
      await server.initialize();
      ctx.later(() => server.stop());
      const ask = async () => (await server.inject('/')).statusCode === 429;
      return { put: ask, see: ask };
    },
  },
  counted(
    {
      id: 'graphql-rate-limit-in-memory',
      package: 'graphql-rate-limit',
      puts: 'uses up the allowance of a resolver',
      safe: '`store: new RedisStore(client)` of the package with a client of our own shape, on redis-server',
    },
    async (ctx) => {
      const { getGraphQLRateLimiter, RedisStore } = (await import('graphql-rate-limit')).default;
      const client = ctx.redis();
      const shaped = {
        set: (words, done) => client.set(...words).then(() => done(null), done),
        get: (key, done) => client.get(key).then((value) => done(null, value), done),
      };
      const limit = getGraphQLRateLimiter({
        identifyContext: () => ctx.key,
        ...(ctx.safe ? { store: new RedisStore(shaped) } : {}),
      });
      const info = { fieldName: 'login' };
      return async () =>
        (await limit({ parent: {}, args: {}, context: {}, info }, { max: 1, window: '60s' })) !== undefined;
    },
  ),
  {
    id: 'express-idempotency-memory',
    package: 'express-idempotency',
    kind: 'memory',
    puts: 'answers a request with an idempotency key',
    safe: '`dataAdapter` of our own, on redis-server',
    async open(ctx) {
      const { idempotency, getSharedIdempotencyService } = (await import('express-idempotency')).default;
      const client = ctx.redis();
      const dataAdapter = {
        findByIdempotencyKey: async (key) => JSON.parse((await client.get(`${ctx.key}:${key}`)) ?? 'null'),
        create: (resource) => client.set(`${ctx.key}:${resource.idempotencyKey}`, JSON.stringify(resource)),
        update: (resource) => client.set(`${ctx.key}:${resource.idempotencyKey}`, JSON.stringify(resource)),
        delete: (key) => client.del(`${ctx.key}:${key}`),
      };
      const app = express();
      let worked = 0;
      app.use(idempotency(ctx.safe ? { dataAdapter } : {}));
      app.get('/', (request, response) => {
        if (getSharedIdempotencyService().isHit(request)) return;
        worked++;
        response.send('done');
      });
      const base = await ctx.listen((await import('node:http')).createServer(app));
      const ask = async () => {
        const before = worked;
        await fetch(base, { headers: { 'idempotency-key': 'order-1' } });
        return worked === before;
      };
      return { put: ask, see: ask };
    },
  },
  {
    id: 'node-idempotency-memory',
    package: '@node-idempotency/storage-adapter-memory',
    kind: 'memory',
    puts: 'stores an idempotency key',
    safe: '`RedisStorageAdapter` of @node-idempotency/storage-adapter-redis, on redis-server',
    async open(ctx) {
      const { MemoryStorageAdapter } = (await import('@node-idempotency/storage-adapter-memory')).default;
      const { RedisStorageAdapter } = (await import('@node-idempotency/storage-adapter-redis')).default;
      const adapter = ctx.safe ? new RedisStorageAdapter({ url: ctx.redisUrl }) : new MemoryStorageAdapter();
      await adapter.connect?.();
      ctx.later(() => adapter.disconnect?.());
      return {
        put: () => adapter.setIfNotExists(ctx.key, 'done', { ttl: 60_000 }),
        see: async () => (await adapter.get(ctx.key)) === 'done',
      };
    },
  },
];
