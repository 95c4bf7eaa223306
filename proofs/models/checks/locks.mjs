// Locks: process A holds the lock, and a second caller asks for it, in A and in B.

/** A check of a lock. `make` gives a function that tries to enter and resolves to true when it does within a fifth of a second. */
const lock = (row, make) => ({
  kind: 'enters',
  puts: 'holds the lock',
  ...row,
  async open(ctx) {
    const enter = await make(ctx);
    return { put: () => entered(enter()), see: () => entered(enter()) };
  },
});
/** Whether a promise is kept within a fifth of a second; a refusal counts as no. */
const entered = (promise) =>
  Promise.race([
    promise.then(
      () => true,
      () => false,
    ),
    new Promise((done) => setTimeout(() => done(false), 200)),
  ]);
const SEMAPHORE = '`Mutex` of redis-semaphore in its place, on redis-server';
const redisMutex = async (ctx) => {
  const { Mutex } = (await import('redis-semaphore')).default;
  const client = ctx.redis();
  const mutexes = [];
  ctx.later(() => Promise.allSettled(mutexes.map((mutex) => mutex.release())));
  return () => {
    const mutex = new Mutex(client, ctx.key, { acquireTimeout: 60, retryInterval: 20 });
    mutexes.push(mutex);
    return mutex.acquire();
  };
};
/** The lock of the package, or the shared one with the safe option. */
const orRedis = (row, make) =>
  lock({ safe: SEMAPHORE, ...row }, async (ctx) => (ctx.safe ? redisMutex(ctx) : make(ctx)));
/** A section that never ends, entered through a function that runs it when the turn has come. */
const section = (run) => () =>
  new Promise((done) => {
    run(() => {
      done();
      return new Promise(() => {});
    });
  });

export const checks = [
  orRedis({ id: 'async-mutex', package: 'async-mutex' }, async () => {
    const mutex = new (await import('async-mutex')).Mutex();
    return () => mutex.acquire();
  }),
  orRedis({ id: 'async-lock', package: 'async-lock' }, async () => {
    const one = new (await import('async-lock')).default();
    return section((run) => void one.acquire('stock', run));
  }),
  orRedis({ id: 'await-lock', package: 'await-lock' }, async () => {
    const module = (await import('await-lock')).default;
    const one = new (module.default ?? module)();
    return () => one.acquireAsync();
  }),
  orRedis({ id: 'await-semaphore', package: 'await-semaphore' }, async () => {
    const one = new (await import('await-semaphore')).default.Mutex();
    return () => one.acquire();
  }),
  orRedis({ id: 'semaphore-package', package: 'semaphore' }, async () => {
    const one = (await import('semaphore')).default(1);
    return () => new Promise((done) => one.take(done));
  }),
  orRedis({ id: 'async-sema', package: 'async-sema' }, async () => {
    const one = new (await import('async-sema')).default.Sema(1);
    return () => one.acquire();
  }),
  orRedis({ id: 'mutexify', package: 'mutexify' }, async () => {
    const one = (await import('mutexify')).default();
    return () => new Promise((done) => one(done));
  }),
  orRedis({ id: 'p-limit-as-lock', package: 'p-limit' }, async () => {
    const one = (await import('p-limit')).default(1);
    return section((run) => void one(run));
  }),
  orRedis({ id: 'p-queue-as-lock', package: 'p-queue' }, async () => {
    const one = new (await import('p-queue')).default({ concurrency: 1 });
    return section((run) => void one.add(run));
  }),
  lock(
    { id: 'bottleneck-max-concurrent-1', package: 'bottleneck', safe: "`datastore: 'ioredis'`, on redis-server" },
    async (ctx) => {
      const Bottleneck = (await import('bottleneck')).default;
      const shared = {
        datastore: 'ioredis',
        id: ctx.key,
        Redis: (await import('ioredis')).Redis,
        clientOptions: ctx.redisAddress,
      };
      const one = new Bottleneck({ maxConcurrent: 1, ...(ctx.safe ? shared : {}) });
      ctx.later(() => one.disconnect(false));
      await one.ready();
      return section((run) => void one.schedule(run));
    },
  ),
  lock(
    { id: 'proper-lockfile', package: 'proper-lockfile', puts: 'holds the lock of its file', safe: SEMAPHORE },
    async (ctx) => {
      if (ctx.safe) return redisMutex(ctx);
      const lockfile = (await import('proper-lockfile')).default;
      const { writeFileSync } = await import('node:fs');
      writeFileSync('stock.json', '{}');
      return () => lockfile.lock('stock.json', { retries: 0 });
    },
  ),
  {
    id: 'broadcast-channel',
    package: 'node:worker_threads',
    kind: 'memory',
    puts: 'posts a message',
    safe: 'PUBLISH and SUBSCRIBE of redis-server in its place',
    async open(ctx) {
      let heard = false;
      const hear = () => {
        heard = true;
      };
      const one = new BroadcastChannel(ctx.key);
      const receiver = new BroadcastChannel(ctx.key);
      receiver.onmessage = hear;
      for (const channel of [one, receiver]) ctx.later(() => channel.close());
      const client = ctx.redis();
      if (ctx.safe) {
        const subscriber = ctx.redis();
        subscriber.on('message', hear);
        await subscriber.subscribe(ctx.key);
      }
      return {
        put: async () => void (ctx.safe ? await client.publish(ctx.key, 'stock') : one.postMessage('stock')),
        see: () => ctx.soon(() => heard),
      };
    },
  },
  {
    id: 'redlock-silent',
    package: 'redlock',
    kind: 'shared',
    puts: 'holds the lock',
    safe: '`Mutex` of async-mutex in its place',
    async open(ctx) {
      const Redlock = (await import('redlock')).default;
      const redlock = new Redlock([ctx.redis()], { retryCount: 0 });
      const mutex = new (await import('async-mutex')).Mutex();
      const enter = ctx.safe ? () => mutex.acquire() : () => redlock.lock(ctx.key, 5000);
      return { put: () => entered(enter()), see: async () => !(await entered(enter())) };
    },
  },
];
