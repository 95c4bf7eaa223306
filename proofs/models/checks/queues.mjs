// Queues, stores and stand-ins that live in one process: A puts something in, and B looks for it.

const IN_REDIS = 'a key of redis-server in its place';

/** A check of a store: `make` gives `set` and `get` of one text by its key. */
const stored = (row, make) => ({
  kind: 'memory',
  puts: 'stores a record',
  safe: IN_REDIS,
  ...row,
  async open(ctx) {
    const client = ctx.redis();
    const shared = {
      set: (key, value) => client.set(`${ctx.key}:${key}`, value),
      get: (key) => client.get(`${ctx.key}:${key}`),
    };
    const store = ctx.safe ? shared : await make(ctx);
    return {
      put: async () => void (await store.set('ada', 'kept')),
      see: async () => (await store.get('ada')) === 'kept',
    };
  },
});
/**
 * A check of a queue of work: `make` gives `add` of a job and `waiting`, how many wait. What waits in A is lost with A, for B does not
 * know of it; with BullMQ both count it.
 */
const queued = (row, make) => ({
  kind: 'memory',
  puts: 'adds jobs',
  safe: '`new Queue()` of bullmq in its place, on redis-server',
  ...row,
  async open(ctx) {
    if (ctx.safe) {
      const { Queue } = (await import('bullmq')).default;
      const queue = new Queue(ctx.key, { connection: ctx.redisAddress });
      ctx.later(() => queue.close());
      return {
        put: async () => void (await queue.add('mail', {})),
        see: async () => (await queue.getWaitingCount()) > 0,
      };
    }
    const { add, waiting } = await make(ctx);
    return {
      async put() {
        // The first one is taken at once and never ends.
        for (const job of [1, 2, 3]) add(job);
      },
      see: async () => (await waiting()) > 0,
    };
  },
});
const never = () => new Promise(() => {});

export const checks = [
  queued({ id: 'better-queue-memory', package: 'better-queue' }, async () => {
    const Queue = (await import('better-queue')).default;
    const queue = new Queue(() => {}, { concurrent: 1 });
    return {
      add: (job) => queue.push({ id: job }),
      waiting: () => new Promise((done) => setTimeout(() => done(queue.length), 20)),
    };
  }),
  queued({ id: 'fastq-worker-queue', package: 'fastq' }, async () => {
    const queue = (await import('fastq')).default.promise(never, 1);
    return { add: (job) => void queue.push(job), waiting: () => queue.length() };
  }),
  queued({ id: 'p-queue-module', package: 'p-queue' }, async () => {
    const queue = new (await import('p-queue')).default({ concurrency: 2 });
    return { add: () => void queue.add(never), waiting: () => queue.size };
  }),
  queued({ id: 'async-queue', package: 'async' }, async () => {
    const queue = (await import('async')).default.queue(() => {}, 1);
    return {
      add: (job) => void queue.push(job),
      waiting: () => new Promise((done) => setTimeout(() => done(queue.length()), 10)),
    };
  }),
  queued({ id: 'queue-package', package: 'promise-queue' }, async () => {
    const queue = new (await import('promise-queue')).default(1);
    return { add: () => void queue.add(never), waiting: () => queue.getQueueLength() };
  }),
  stored({ id: 'ioredis-mock', package: 'ioredis-mock', safe: 'ioredis in its place, on redis-server' }, async () => {
    const Redis = (await import('ioredis-mock')).default;
    return new Redis();
  }),
  stored({ id: 'pg-mem', package: 'pg-mem' }, async () => {
    const { newDb } = (await import('pg-mem')).default;
    const { public: database } = newDb();
    database.none('create table people (name text primary key, job text)');
    return {
      set: async (name, job) => database.none(`insert into people values ('${name}', '${job}')`),
      get: async (name) => database.many(`select job from people where name = '${name}'`)[0]?.job,
    };
  }),
  stored({ id: 'feathers-memory-service', package: '@feathersjs/memory' }, async () => {
    const { memory } = (await import('@feathersjs/memory')).default;
    const service = memory({ id: 'name' });
    return {
      set: (name, job) => service.create({ name, job }),
      get: async (name) => (await service.find({ query: { name }, paginate: false }))[0]?.job,
    };
  }),
  stored({ id: 'langgraph-in-memory-store', package: '@langchain/langgraph-checkpoint' }, async () => {
    const { InMemoryStore } = await import('@langchain/langgraph-checkpoint');
    const store = new InMemoryStore();
    return {
      set: (key, text) => store.put(['people'], key, { text }),
      get: async (key) => (await store.get(['people'], key))?.value.text,
    };
  }),
  stored({ id: 'langchain-in-memory-store', package: '@langchain/core' }, async () => {
    const { InMemoryStore } = await import('@langchain/core/stores');
    const store = new InMemoryStore();
    return { set: (key, text) => store.mset([[key, text]]), get: async (key) => (await store.mget([key]))[0] };
  }),
];
