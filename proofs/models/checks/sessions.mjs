// Login sessions: a client logs in at process A and comes back to B with the same cookie.
import http from 'node:http';
import express from 'express';

const OPTIONS = { secret: 'a secret of the check', resave: false, saveUninitialized: false };

/** Logs in and comes back: a handler that sets `session.user` at POST and answers it at GET. */
const visits = (ask) => ({
  async put() {
    const { headers, status } = await ask('POST');
    if (status >= 400) throw new Error(`the login answered ${status}`);
    return (headers.getSetCookie?.() ?? [headers.get('set-cookie')]).map((line) => line.split(';')[0]).join('; ');
  },
  see: async (cookie) => (await (await ask('GET', cookie)).text()) === 'ada',
});
const over = (base) => visits((method, cookie) => fetch(base, { method, headers: cookie ? { cookie } : {} }));

/** A check of a store of express-session: `store` gives it, or nothing for the default. */
const onExpress = (row, store) => ({
  kind: 'memory',
  puts: 'logs a client in',
  ...row,
  async open(ctx) {
    const session = (await import('express-session')).default;
    const app = express();
    const kept = await store(ctx, session);
    app.use(session({ ...OPTIONS, ...(kept ? { store: kept } : {}) }));
    app.post('/', (request, response) => {
      request.session.user = 'ada';
      response.send('in');
    });
    app.get('/', (request, response) => response.send(request.session.user ?? 'nobody'));
    return over(await ctx.listen(http.createServer(app)));
  },
});
const REDIS = '`store: new RedisStore({ client })` of connect-redis, on redis-server';
const redisStore = async (ctx) => {
  const { RedisStore } = await import('connect-redis');
  const client = await (await import('redis')).createClient({ url: ctx.redisUrl }).connect();
  ctx.later(() => client.destroy());
  return new RedisStore({ client, prefix: ctx.key });
};
/** The two functions that most frameworks ask of a store, over the shared redis-server. */
const plainStore = (ctx) => {
  const client = ctx.redis();
  return {
    get: async (id) => JSON.parse((await client.get(`${ctx.key}:${id}`)) ?? 'null'),
    set: async (id, value) => void (await client.set(`${ctx.key}:${id}`, JSON.stringify(value))),
    destroy: async (id) => void (await client.del(`${ctx.key}:${id}`)),
  };
};
const onKoa = async (ctx, use) => {
  const app = new (await import('koa')).default();
  app.keys = ['a secret of the check'];
  await use(app);
  app.use((context) => {
    if (context.method === 'POST') {
      context.session.user = 'ada';
      context.body = 'in';
    } else context.body = context.session.user ?? 'nobody';
  });
  return over(await ctx.listen(http.createServer(app.callback())));
};

export const checks = [
  onExpress(
    { id: 'express-session-memory-store', package: 'express-session', safe: REDIS },
    (ctx) => ctx.safe && redisStore(ctx),
  ),
  onExpress(
    { id: 'express-session-explicit-memory-store', package: 'express-session', safe: REDIS },
    (ctx, { MemoryStore }) => (ctx.safe ? redisStore(ctx) : new MemoryStore()),
  ),
  onExpress({ id: 'memorystore-for-express-session', package: 'memorystore', safe: REDIS }, async (ctx, session) => {
    const MemoryStore = (await import('memorystore')).default(session);
    return ctx.safe ? redisStore(ctx) : new MemoryStore({ checkPeriod: 86_400_000 });
  }),
  onExpress(
    { id: 'session-file-store', package: 'session-file-store', kind: 'file', safe: REDIS },
    async (ctx, session) => {
      const FileStore = (await import('session-file-store')).default(session);
      return ctx.safe ? redisStore(ctx) : new FileStore({ path: './sessions', logFn() {} });
    },
  ),
  onExpress({ id: 'session-nedb-store', package: 'connect-loki', kind: 'file', safe: REDIS }, async (ctx, session) => {
    const LokiStore = (await import('connect-loki')).default(session);
    return ctx.safe ? redisStore(ctx) : new LokiStore({ path: `${ctx.dir}/sessions.db` });
  }),
  {
    id: 'koa-generic-session-memory-store',
    package: 'koa-generic-session',
    typesApart: true,
    kind: 'memory',
    puts: 'logs a client in',
    safe: '`store` with `get`, `set` and `destroy`, on redis-server',
    open: (ctx) =>
      onKoa(ctx, async (app) => {
        const session = (await import('koa-generic-session')).default;
        app.use(session(ctx.safe ? { store: plainStore(ctx) } : {}));
      }),
  },
  {
    id: 'koa-session-minimal-memory',
    package: 'koa-session-minimal',
    typesApart: true,
    kind: 'memory',
    puts: 'logs a client in',
    safe: '`store` with `get`, `set` and `destroy`, on redis-server',
    open: (ctx) =>
      onKoa(ctx, async (app) => {
        const session = (await import('koa-session-minimal')).default;
        app.use(session(ctx.safe ? { store: plainStore(ctx) } : {}));
      }),
  },
  {
    id: 'koa-session-cookie-silent',
    package: 'koa-session',
    typesApart: true,
    kind: 'shared',
    puts: 'logs a client in',
    safe: '`store` that keeps sessions in a Map',
    open: (ctx) =>
      onKoa(ctx, async (app) => {
        const module = await import('koa-session');
        const session = module.default?.default ?? module.default ?? module.createSession;
        const kept = new Map();
        const store = {
          get: (id) => kept.get(id),
          set: (id, value) => void kept.set(id, value),
          destroy: (id) => kept.delete(id),
        };
        app.use(session(ctx.safe ? { store } : {}, app));
      }),
  },
  {
    id: 'cookie-session-silent',
    package: 'cookie-session',
    kind: 'shared',
    puts: 'logs a client in',
    safe: 'express-session with its MemoryStore in its place',
    async open(ctx) {
      const app = express();
      const session = ctx.safe
        ? (await import('express-session')).default(OPTIONS)
        : (await import('cookie-session')).default({ keys: ['a secret of the check'] });
      app.use(session);
      app.post('/', (request, response) => {
        request.session.user = 'ada';
        response.send('in');
      });
      app.get('/', (request, response) => response.send(request.session.user ?? 'nobody'));
      return over(await ctx.listen(http.createServer(app)));
    },
  },
  ...[
    ['fastify-session-memory-store', (ctx) => ctx.safe && redisStore(ctx)],
    [
      'fastify-session-explicit-memory-store',
      async (ctx) =>
        ctx.safe
          ? redisStore(ctx)
          : new (
              (await import('@fastify/session')).default.MemoryStore ?? (await import('@fastify/session')).default.Store
            )(new Map()),
    ],
  ].map(([id, store]) => ({
    id,
    package: '@fastify/session',
    kind: 'memory',
    puts: 'logs a client in',
    safe: REDIS,
    async open(ctx) {
      const app = (await import('fastify')).default();
      const kept = await store(ctx);
      await app.register((await import('@fastify/cookie')).default);
      await app.register((await import('@fastify/session')).default, {
        ...{ secret: 'a secret of the check that is long enough', cookie: { secure: false } },
        ...(kept ? { store: kept } : {}),
      });
      app.post('/', async (request) => {
        request.session.user = 'ada';
        return 'in';
      });
      app.get('/', async (request) => request.session.user ?? 'nobody');
      ctx.later(() => app.close());
      return over(await app.listen({ host: '127.0.0.1', port: 0 }));
    },
  })),
  {
    id: 'hapi-yar-memory-cache',
    package: '@hapi/yar',
    kind: 'memory',
    puts: 'logs a client in',
    safe: '`cache: { cache }` that names a CatboxRedis cache, on redis-server',
    async open(ctx) {
      const Hapi = (await import('@hapi/hapi')).default;
      const { Engine } = await import('@hapi/catbox-redis');
      const provider = { constructor: Engine, options: { ...ctx.redisAddress, partition: ctx.key } };
      const server = Hapi.server({ host: '127.0.0.1', ...(ctx.safe ? { cache: [{ name: 'shared', provider }] } : {}) });
      await server.register({
        plugin: (await import('@hapi/yar')).default,
        options: {
          ...{ maxCookieSize: 0, storeBlank: false },
          cookieOptions: { password: 'a secret of the check that is long enough', isSecure: false },
          ...(ctx.safe ? { cache: { cache: 'shared' } } : {}),
        },
      });
      server.route([
        { method: 'POST', path: '/', handler: (request) => request.yar.set('user', 'ada') ?? 'in' },
        { method: 'GET', path: '/', handler: (request) => request.yar.get('user') ?? 'nobody' },
      ]);
      await server.start();
      ctx.later(() => server.stop());
      return over(server.info.uri);
    },
  },
  {
    id: 'hono-sessions-memory-store',
    package: 'hono-sessions',
    kind: 'memory',
    puts: 'logs a client in',
    safe: 'a store of our own in its place, on redis-server',
    async open(ctx) {
      const { Hono } = await import('hono');
      const { sessionMiddleware, MemoryStore } = await import('hono-sessions');
      const client = ctx.redis();
      const store = {
        getSessionById: async (id) => JSON.parse((await client.get(`${ctx.key}:${id}`)) ?? 'null'),
        createSession: async (id, data) => void (await client.set(`${ctx.key}:${id}`, JSON.stringify(data))),
        persistSessionData: async (id, data) => void (await client.set(`${ctx.key}:${id}`, JSON.stringify(data))),
        deleteSession: async (id) => void (await client.del(`${ctx.key}:${id}`)),
      };
      const app = new Hono();
      app.use(
        sessionMiddleware({
          store: ctx.safe ? store : new MemoryStore(),
          expireAfterSeconds: 900,
          cookieOptions: { path: '/' },
        }),
      );
      app.post('/', (context) => {
        context.get('session').set('user', 'ada');
        return context.text('in');
      });
      app.get('/', (context) => context.text(context.get('session').get('user') ?? 'nobody'));
      return visits((method, cookie) => app.request('/', { method, headers: cookie ? { cookie } : {} }));
    },
  },
  ...[
    ['remix-memory-session-storage', 'memory', async () => (await import('react-router')).createMemorySessionStorage()],
    [
      'remix-file-session-storage',
      'file',
      async () => (await import('@react-router/node')).createFileSessionStorage({ dir: './sessions' }),
    ],
  ].map(([id, kind, local]) => ({
    id,
    package: kind === 'file' ? '@react-router/node' : 'react-router',
    kind,
    puts: 'commits a session',
    safe: '`createSessionStorage()` of the package with functions of our own, on redis-server',
    async open(ctx) {
      const { createSessionStorage } = await import('react-router');
      const { get, set, destroy } = plainStore(ctx);
      let last = 0;
      const createData = async (data) => {
        const name = `${++last}`;
        await set(name, data);
        return name;
      };
      const storage = ctx.safe
        ? createSessionStorage({ createData, readData: get, updateData: set, deleteData: destroy })
        : await local();
      return {
        async put() {
          const session = await storage.getSession();
          session.set('user', 'ada');
          return (await storage.commitSession(session)).split(';')[0];
        },
        see: async (cookie) => (await storage.getSession(cookie)).get('user') === 'ada',
      };
    },
  })),
  {
    id: 'nest-session-memory',
    package: 'nestjs-session',
    kind: 'memory',
    puts: 'logs a client in',
    safe: REDIS,
    async open(ctx) {
      await import('reflect-metadata');
      const { NestFactory } = await import('@nestjs/core');
      const { SessionModule } = await import('nestjs-session');
      const { Controller, Get, Module, Post, Session } = await import('@nestjs/common');
      const kept = ctx.safe ? { store: await redisStore(ctx) } : {};
      class Web {
        enter(session) {
          session.user = 'ada';
          return 'in';
        }
        who(session) {
          return session.user ?? 'nobody';
        }
      }
      // What decorators do, by hand: this file is not compiled.
      for (const [name, route] of [
        ['enter', Post()],
        ['who', Get()],
      ]) {
        Session()(Web.prototype, name, 0);
        route(Web.prototype, name, Object.getOwnPropertyDescriptor(Web.prototype, name));
      }
      Controller()(Web);
      class Root {}
      Module({ imports: [SessionModule.forRoot({ session: { ...OPTIONS, ...kept } })], controllers: [Web] })(Root);
      const app = await NestFactory.create(Root, { logger: false });
      await app.listen(0, '127.0.0.1');
      ctx.later(() => app.close());
      return over(`${await app.getUrl()}/`);
    },
  },
];
