// Sessions of protocols and bots, and stores of their sign-in: A keeps a conversation or a token, and B is asked for it.

/** A check of a store: `make` gives `set` and `get` of one text. */
const kept = (row, make) => ({
  kind: 'memory',
  puts: 'keeps a conversation',
  ...row,
  async open(ctx) {
    const store = await make(ctx);
    return { put: async () => void (await store.set('kept')), see: async () => (await store.get()) === 'kept' };
  },
});
const OURS = 'a store of our own in its place, on redis-server';
/** `get` and `set` of JSON by key over the shared redis-server. */
const plain = (ctx) => {
  const client = ctx.redis();
  return {
    get: async (key) => JSON.parse((await client.get(`${ctx.key}:${key}`)) ?? 'null') ?? undefined,
    set: async (key, value) => void (await client.set(`${ctx.key}:${key}`, JSON.stringify(value))),
    delete: async (key) => void (await client.del(`${ctx.key}:${key}`)),
  };
};

export const checks = [
  kept(
    {
      id: 'telegraf-session-memory',
      package: 'telegraf',
      safe: '`store` with `get`, `set` and `delete`, on redis-server',
    },
    async (ctx) => {
      const { session } = (await import('telegraf')).default;
      const middleware = session(ctx.safe ? { store: plain(ctx) } : {});
      const update = (work) => {
        const context = { from: { id: 1 }, chat: { id: 2 }, update: { update_id: 1 } };
        return middleware(context, async () => work(context));
      };
      return {
        set: (text) =>
          update((context) => {
            context.session = { text };
          }),
        async get() {
          let text;
          await update((context) => {
            text = context.session?.text;
          });
          return text;
        },
      };
    },
  ),
  kept(
    {
      id: 'grammy-session-memory',
      package: 'grammy',
      safe: '`storage` with `read`, `write` and `delete`, on redis-server',
    },
    async (ctx) => {
      const { session } = await import('grammy');
      const { get, set, delete: remove } = plain(ctx);
      const storage = { read: get, write: set, delete: remove };
      const middleware = session({ initial: () => ({}), ...(ctx.safe ? { storage } : {}) });
      const update = async (work) => {
        const context = { chat: { id: 2 }, chatId: 2 };
        await middleware(context, async () => work(context));
      };
      return {
        set: (text) =>
          update((context) => {
            context.session.text = text;
          }),
        async get() {
          let text;
          await update((context) => {
            text = context.session.text;
          });
          return text;
        },
      };
    },
  ),
  kept(
    {
      id: 'grammy-memory-storage',
      package: 'grammy',
      safe: '`RedisAdapter` of @grammyjs/storage-redis in its place, on redis-server',
    },
    async (ctx) => {
      const { MemorySessionStorage } = await import('grammy');
      const { RedisAdapter } = await import('@grammyjs/storage-redis');
      const storage = ctx.safe ? new RedisAdapter({ instance: ctx.redis() }) : new MemorySessionStorage();
      return { set: (text) => storage.write(ctx.key, { text }), get: async () => (await storage.read(ctx.key))?.text };
    },
  ),
  kept(
    {
      id: 'grammy-storage-file',
      package: '@grammyjs/storage-file',
      kind: 'file',
      safe: '`RedisAdapter` of @grammyjs/storage-redis in its place, on redis-server',
    },
    async (ctx) => {
      const { FileAdapter } = await import('@grammyjs/storage-file');
      const { RedisAdapter } = await import('@grammyjs/storage-redis');
      const storage = ctx.safe ? new RedisAdapter({ instance: ctx.redis() }) : new FileAdapter({ dirName: 'sessions' });
      return { set: (text) => storage.write(ctx.key, { text }), get: async () => (await storage.read(ctx.key))?.text };
    },
  ),
  kept(
    {
      id: 'slack-oauth-installation-store',
      package: '@slack/oauth',
      puts: 'stores the installation of a workspace',
      safe: '`installationStore` of our own, on redis-server',
    },
    async (ctx) => {
      const { InstallProvider } = (await import('@slack/oauth')).default;
      const { get, set } = plain(ctx);
      const installationStore = {
        storeInstallation: (installation) => set('installation', installation),
        fetchInstallation: () => get('installation'),
      };
      const installer = new InstallProvider({
        ...{ clientId: '1', clientSecret: '2', stateSecret: '3' },
        ...(ctx.safe ? { installationStore } : {}),
      });
      const installation = (token) => ({
        team: { id: 'T1' },
        user: { id: 'U1' },
        bot: { token, userId: 'B1', id: 'B1', scopes: [] },
      });
      return {
        set: (token) => installer.installationStore.storeInstallation(installation(token)),
        async get() {
          try {
            const found = await installer.installationStore.fetchInstallation({ teamId: 'T1', userId: 'U1' });
            return found?.bot.token;
          } catch {
            return undefined;
          }
        },
      };
    },
  ),
  kept(
    {
      id: 'slack-oauth-file-stores',
      package: '@slack/oauth',
      kind: 'file',
      puts: 'stores the installation of a workspace',
      safe: OURS,
    },
    async (ctx) => {
      const { FileInstallationStore } = (await import('@slack/oauth')).default;
      const { get, set } = plain(ctx);
      const ours = {
        storeInstallation: (installation) => set('installation', installation),
        fetchInstallation: () => get('installation'),
      };
      const store = ctx.safe ? ours : new FileInstallationStore({ baseDir: './installations' });
      return {
        set: (token) => store.storeInstallation({ team: { id: 'T1' }, user: { id: 'U1' }, bot: { token } }),
        async get() {
          try {
            return (await store.fetchInstallation({ teamId: 'T1', userId: 'U1' })).bot.token;
          } catch {
            return undefined;
          }
        },
      };
    },
  ),
  kept(
    {
      id: 'langgraph-memory-saver',
      package: '@langchain/langgraph-checkpoint',
      puts: 'keeps a checkpoint of a thread',
      safe: OURS,
    },
    async (ctx) => {
      const { MemorySaver, emptyCheckpoint } = await import('@langchain/langgraph-checkpoint');
      const { get, set } = plain(ctx);
      const saver = new MemorySaver();
      if (ctx.safe) return { set: (text) => set('thread', text), get: () => get('thread') };
      const config = { configurable: { thread_id: 't1', checkpoint_ns: '' } };
      return {
        set: (text) =>
          saver.put(
            config,
            { ...emptyCheckpoint(), channel_values: { text } },
            { source: 'input', step: 1, parents: {} },
          ),
        get: async () => (await saver.getTuple(config))?.checkpoint.channel_values.text,
      };
    },
  ),
  kept(
    {
      id: 'langchain-in-memory-chat-history',
      package: '@langchain/core',
      puts: 'adds a message to the history',
      safe: 'a history of our own that extends `BaseListChatMessageHistory`, on redis-server',
    },
    async (ctx) => {
      const { InMemoryChatMessageHistory, BaseListChatMessageHistory } = await import('@langchain/core/chat_history');
      const { HumanMessage } = await import('@langchain/core/messages');
      const client = ctx.redis();
      class InRedis extends BaseListChatMessageHistory {
        lc_namespace = ['check'];
        addMessage = async (message) => void (await client.rpush(ctx.key, message.content));
        getMessages = async () => (await client.lrange(ctx.key, 0, -1)).map((text) => new HumanMessage(text));
      }
      const history = ctx.safe ? new InRedis() : new InMemoryChatMessageHistory();
      return {
        set: (text) => history.addMessage(new HumanMessage(text)),
        get: async () => (await history.getMessages()).at(-1)?.content,
      };
    },
  ),
  kept(
    {
      id: 'mcp-in-memory-event-store',
      package: '@modelcontextprotocol/sdk',
      puts: 'keeps an event of a stream',
      safe: OURS,
    },
    async (ctx) => {
      const { InMemoryEventStore } = await import('@modelcontextprotocol/sdk/examples/shared/inMemoryEventStore.js');
      const client = ctx.redis();
      const ours = {
        storeEvent: async (stream, message) => {
          await client.rpush(`${ctx.key}:${stream}`, JSON.stringify(message));
          return `${stream}_1`;
        },
        replayEventsAfter: async (id, { send }) => {
          const stream = id.split('_')[0];
          for (const text of await client.lrange(`${ctx.key}:${stream}`, 1, -1)) await send('', JSON.parse(text));
          return stream;
        },
      };
      const store = ctx.safe ? ours : new InMemoryEventStore();
      let first;
      return {
        async set(text) {
          first = await store.storeEvent('s', { method: 'first' });
          // Its events are ordered by the millisecond.
          await new Promise((next) => setTimeout(next, 5));
          await store.storeEvent('s', { method: text });
          await client.set(`${ctx.key}:first`, first);
        },
        async get() {
          let text;
          await store.replayEventsAfter(await client.get(`${ctx.key}:first`), {
            send: async (_, message) => {
              text = message.method;
            },
          });
          return text;
        },
      };
    },
  ),
  kept(
    { id: 'mcp-in-memory-task-store', package: '@modelcontextprotocol/sdk', puts: 'keeps a task', safe: OURS },
    async (ctx) => {
      const { InMemoryTaskStore } = await import('@modelcontextprotocol/sdk/experimental/tasks/stores/in-memory.js');
      const client = ctx.redis();
      const { get, set } = plain(ctx);
      const store = ctx.safe
        ? { createTask: () => set('t1', { taskId: 't1' }).then(() => ({ taskId: 't1' })), getTask: get }
        : new InMemoryTaskStore();
      return {
        async set() {
          const { taskId } = await store.createTask(
            { ttl: 60_000 },
            1,
            { method: 'tools/call', params: {} },
            undefined,
          );
          await client.set(`${ctx.key}:id`, taskId);
        },
        get: async () => ((await store.getTask(await client.get(`${ctx.key}:id`))) ? 'kept' : undefined),
      };
    },
  ),
  kept(
    {
      id: 'saml-in-memory-request-cache',
      package: '@node-saml/node-saml',
      puts: 'keeps the id of a request to the identity provider',
      safe: '`cacheProvider` of our own, on redis-server',
    },
    async (ctx) => {
      const { SAML, ValidateInResponseTo } = (await import('@node-saml/node-saml')).default;
      const { get, set, delete: remove } = plain(ctx);
      const cacheProvider = { saveAsync: (key, value) => set(key, value), getAsync: get, removeAsync: remove };
      const saml = new SAML({
        ...{ callbackUrl: 'http://localhost/cb', issuer: 'check', entryPoint: 'http://localhost/in', idpCert: 'MII' },
        validateInResponseTo: ValidateInResponseTo.always,
        ...(ctx.safe ? { cacheProvider } : {}),
      });
      const client = ctx.redis();
      return {
        async set() {
          const { searchParams } = new URL(await saml.getAuthorizeUrlAsync('', undefined, {}));
          const request = (await import('node:zlib'))
            .inflateRawSync(Buffer.from(searchParams.get('SAMLRequest'), 'base64'))
            .toString();
          await client.set(`${ctx.key}:id`, /ID="([^"]+)"/.exec(request)[1]);
        },
        get: async () => ((await saml.cacheProvider.getAsync(await client.get(`${ctx.key}:id`))) ? 'kept' : undefined),
      };
    },
  ),
  kept(
    {
      id: 'oidc-provider-memory-adapter',
      package: 'oidc-provider',
      puts: 'saves a grant',
      safe: '`adapter` of our own, on redis-server',
    },
    async (ctx) => {
      const Provider = (await import('oidc-provider')).default;
      const client = ctx.redis();
      class InRedis {
        upsert = (id, payload) => client.set(`${ctx.key}:${id}`, JSON.stringify(payload));
        find = async (id) => JSON.parse((await client.get(`${ctx.key}:${id}`)) ?? 'null') ?? undefined;
      }
      const provider = new Provider('http://localhost', {
        clients: [{ client_id: 'c', client_secret: 's', redirect_uris: ['http://localhost/cb'] }],
        ...(ctx.safe ? { adapter: InRedis } : {}),
      });
      return {
        async set() {
          const grant = new provider.Grant({ accountId: 'ada', clientId: 'c' });
          await client.set(`${ctx.key}:id`, await grant.save());
        },
        get: async () => ((await provider.Grant.find(await client.get(`${ctx.key}:id`))) ? 'kept' : undefined),
      };
    },
  ),
];
