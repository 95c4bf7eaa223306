// Databases that run inside the process: A stores a record, which lies in its memory or on its disk, and B looks for it.

const IN_REDIS = 'a key of redis-server in its place';

/** A check of a database: `make` gives `set` and `get` of one value by its key. */
const stored = (row, make) => ({
  kind: 'file',
  puts: 'stores a record',
  safe: IN_REDIS,
  ...row,
  async open(ctx) {
    const client = ctx.redis();
    const shared = {
      set: (key, value) => client.set(`${ctx.key}:${key}`, value),
      get: (key) => client.get(`${ctx.key}:${key}`),
    };
    // Opened when it is used: what opening leaves on the disk counts.
    let opened;
    const database = () => {
      opened ??= ctx.safe ? Promise.resolve(shared) : make(ctx);
      return opened;
    };
    return {
      put: async () => void (await (await database()).set('ada', 'engineer')),
      see: async () => (await (await database()).get('ada')) === 'engineer',
    };
  },
});
const called = (run) => new Promise((done, fail) => run((error, value) => (error ? fail(error) : done(value))));
/** A table of a SQL client whose `run` resolves to the rows. */
const table = async (run) => {
  await run('create table if not exists people (name text primary key, job text)');
  return {
    set: (name, job) => run(`insert into people values ('${name}', '${job}')`),
    get: async (name) => {
      const [row] = await run(`select job from people where name = '${name}'`);
      return row?.job ?? row?.[0];
    },
  };
};

export const checks = [
  stored({ id: 'lowdb-json', package: 'lowdb' }, async () => {
    const database = await (await import('lowdb/node')).JSONFilePreset('db.json', {});
    return {
      set: (key, value) =>
        database.update((data) => {
          data[key] = value;
        }),
      get: (key) => database.data[key],
    };
  }),
  stored({ id: 'lowdb-1-adapters', package: 'lowdb', installedAs: 'lowdb-1' }, async (ctx) => {
    const FileSync = ctx.require('lowdb-1/adapters/FileSync');
    const database = ctx.require('lowdb-1')(new FileSync('db.json'));
    return { set: (key, value) => database.set(key, value).write(), get: (key) => database.get(key).value() };
  }),
  stored({ id: 'nedb-datastore', package: '@seald-io/nedb' }, async () => {
    const Datastore = (await import('@seald-io/nedb')).default;
    const database = new Datastore({ filename: 'people.db', autoload: true });
    return {
      set: (name, job) => database.insertAsync({ name, job }),
      get: async (name) => (await database.findOneAsync({ name }))?.job,
    };
  }),
  stored({ id: 'lokijs-db', package: 'lokijs' }, async (ctx) => {
    const Loki = (await import('lokijs')).default;
    const database = new Loki(`${ctx.dir}/people.json`);
    const people = database.addCollection('people');
    return {
      async set(name, job) {
        people.insert({ name, job });
        await called((done) => database.saveDatabase(done));
      },
      get: (name) => people.findOne({ name })?.job,
    };
  }),
  stored({ id: 'node-persist-init', package: 'node-persist' }, async () => {
    const storage = (await import('node-persist')).default;
    await storage.init({ dir: 'people' });
    return { set: (key, value) => storage.setItem(key, value), get: (key) => storage.getItem(key) };
  }),
  stored({ id: 'conf-store', package: 'conf' }, async (ctx) => {
    const Conf = (await import('conf')).default;
    const conf = new Conf({ projectName: 'check', configName: ctx.key });
    return { set: (key, value) => conf.set(key, value), get: (key) => conf.get(key) };
  }),
  stored({ id: 'node-json-db', package: 'node-json-db' }, async () => {
    const { JsonDB, Config } = await import('node-json-db');
    const database = new JsonDB(new Config('people', true, false, '/'));
    return {
      set: (key, value) => database.push(`/${key}`, value),
      get: async (key) => ((await database.exists(`/${key}`)) ? database.getData(`/${key}`) : null),
    };
  }),
  stored({ id: 'diskdb-connect', package: 'diskdb' }, async (ctx) => {
    const database = ctx.require('diskdb').connect(ctx.dir, ['people']);
    return {
      set: (name, job) => database.people.save({ name, job }),
      get: (name) => database.people.findOne({ name })?.job,
    };
  }),
  stored({ id: 'flat-cache-disk', package: 'flat-cache' }, async (ctx) => {
    const { FlatCache } = await import('flat-cache');
    const cache = new FlatCache({ cacheId: 'people', cacheDir: `${ctx.dir}/cache` });
    return {
      set(key, value) {
        cache.setKey(key, value);
        cache.save();
      },
      get: (key) => cache.getKey(key),
    };
  }),
  stored({ id: 'keyv-file', package: 'keyv-file' }, async (ctx) => {
    const { KeyvFile } = await import('keyv-file');
    const file = new KeyvFile({ filename: `${ctx.dir}/people.json`, writeDelay: 10 });
    return { set: (key, value) => file.set(key, value), get: (key) => file.get(key) };
  }),
  stored({ id: 'json-server-router', package: 'json-server' }, async (ctx) => {
    const jsonServer = (await import('json-server')).default;
    const fs = await import('node:fs');
    fs.writeFileSync('people.json', JSON.stringify({ people: [] }));
    const server = jsonServer.create();
    server.use(jsonServer.bodyParser, jsonServer.router('people.json'));
    const base = await ctx.listen((await import('node:http')).createServer(server));
    return {
      async set(id, job) {
        const headers = { 'content-type': 'application/json' };
        await fetch(`${base}/people`, { method: 'POST', headers, body: JSON.stringify({ id, job }) });
        if (!fs.readFileSync('people.json', 'utf8').includes(job)) throw new Error('it is not in the file');
      },
      get: async (id) => (await (await fetch(`${base}/people/${id}`)).json()).job,
    };
  }),
  stored({ id: 'level-open', package: 'level' }, async (ctx) => {
    const { Level } = await import('level');
    const level = new Level('people');
    ctx.later(() => level.close());
    return { set: (key, value) => level.put(key, value), get: (key) => level.get(key) };
  }),
  stored({ id: 'memory-level', package: 'memory-level', kind: 'memory' }, async () => {
    const { MemoryLevel } = await import('memory-level');
    const level = new MemoryLevel();
    return { set: (key, value) => level.put(key, value), get: (key) => level.get(key) };
  }),
  stored({ id: 'lmdb-open', package: 'lmdb' }, async (ctx) => {
    const { open } = await import('lmdb');
    const database = open({ path: 'people' });
    ctx.later(() => database.close());
    return { set: (key, value) => database.put(key, value), get: (key) => database.get(key) };
  }),
  stored({ id: 'libsql-file-url', package: '@libsql/client' }, async (ctx) => {
    const { createClient } = await import('@libsql/client');
    const client = createClient({ url: 'file:people.db' });
    ctx.later(() => client.close());
    return table(async (sql) => (await client.execute(sql)).rows);
  }),
  stored({ id: 'libsql-driver', package: 'libsql' }, async (ctx) => {
    const Database = (await import('libsql')).default;
    const database = new Database('people.db');
    ctx.later(() => database.close());
    return table(async (sql) => (sql.startsWith('select') ? database.prepare(sql).all() : void database.exec(sql)));
  }),
  stored({ id: 'drizzle-libsql-file', package: 'drizzle-orm' }, async () => {
    const database = (await import('drizzle-orm/libsql')).drizzle('file:people.db');
    return table(async (sql) => (await database.run(sql)).rows);
  }),
  stored({ id: 'drizzle-libsql-connection', package: 'drizzle-orm' }, async () => {
    const database = (await import('drizzle-orm/libsql')).drizzle({ connection: { url: 'file:people.db' } });
    return table(async (sql) => (await database.run(sql)).rows);
  }),
  stored({ id: 'marsdb-collection', package: 'marsdb', kind: 'memory' }, async (ctx) => {
    const { Collection } = ctx.require('marsdb');
    const people = new Collection('people');
    return {
      set: (name, job) => people.insert({ name, job }),
      get: async (name) => (await people.findOne({ name }))?.job,
    };
  }),
];
