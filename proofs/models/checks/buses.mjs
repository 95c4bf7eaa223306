// Buses and sockets: a client listens at A and another at B, and A sends to all.
import http from 'node:http';

/** A check of a bus: `make` gives `send`, and calls `heard` when the message comes. */
const sent = (row, make) => ({
  kind: 'memory',
  puts: 'publishes a message',
  ...row,
  async open(ctx) {
    let came = false;
    const send = await make(ctx, () => {
      came = true;
    });
    return { put: async () => void (await send()), see: () => ctx.soon(() => came) };
  },
});
/** Publishing through the shared redis-server. */
const redisBus = async (ctx, heard) => {
  const subscriber = ctx.redis();
  const publisher = ctx.redis();
  subscriber.on('message', heard);
  await subscriber.subscribe(ctx.key);
  return { publish: (text) => publisher.publish(ctx.key, text), subscriber, publisher };
};
/** Reads the first value of an async iterator. */
const first = (iterator, heard) => void iterator.next().then(({ done }) => done || heard());

/** A listener that takes its message and asks for the next. */
const onMessage = (heard) => (_message, next) => {
  heard();
  next();
};

/** A check of a socket.io server: `send` tells all clients. */
const onSocketIo = (row, send) =>
  sent({ package: 'socket.io', puts: 'sends to all clients', ...row }, async (ctx, heard) => {
    const { Server } = await import('socket.io');
    const { io: connect } = await import('socket.io-client');
    const server = http.createServer();
    const adapter = ctx.safe
      ? {
          adapter: (await import('@socket.io/redis-adapter')).default.createAdapter(ctx.redis(), ctx.redis(), {
            key: ctx.key,
          }),
        }
      : {};
    const io = new Server(server, adapter);
    io.on('connection', (socket) => socket.join('room'));
    const client = connect(await ctx.listen(server), { transports: ['websocket'], forceNew: true });
    ctx.later(() => client.disconnect());
    client.on('news', heard);
    await new Promise((done) => client.on('connect', done));
    await ctx.soon(() => io.sockets.adapter.rooms.has('room'), 2000);
    // The subscriptions of both processes stand.
    if (ctx.safe) await ctx.soon(async () => (await io.of('/').adapter.serverCount()) > 1, 3000);
    return () => send(io, ctx);
  });
const ADAPTER = '`adapter: createAdapter()` of @socket.io/redis-adapter, on redis-server';

export const checks = [
  sent(
    {
      id: 'graphql-subscriptions-pubsub',
      package: 'graphql-subscriptions',
      safe: '`RedisPubSub` of graphql-redis-subscriptions in its place, on redis-server',
    },
    async (ctx, heard) => {
      const { PubSub } = await import('graphql-subscriptions');
      const { RedisPubSub } = (await import('graphql-redis-subscriptions')).default;
      const bus = ctx.safe ? new RedisPubSub({ publisher: ctx.redis(), subscriber: ctx.redis() }) : new PubSub();
      await bus.subscribe(ctx.key, heard);
      return () => bus.publish(ctx.key, { news: 'kept' });
    },
  ),
  sent(
    { id: 'graphql-yoga-create-pubsub', package: 'graphql-yoga', safe: '`eventTarget` of our own, on redis-server' },
    async (ctx, heard) => {
      const { createPubSub } = await import('graphql-yoga');
      const target = new EventTarget();
      const { publish } = await redisBus(ctx, (_, text) =>
        target.dispatchEvent(new CustomEvent('news', { detail: JSON.parse(text) })),
      );
      const eventTarget = {
        addEventListener: (...words) => target.addEventListener(...words),
        removeEventListener: (...words) => target.removeEventListener(...words),
        dispatchEvent: (event) => publish(JSON.stringify(event.detail)) && true,
      };
      const bus = createPubSub(ctx.safe ? { eventTarget } : {});
      first(bus.subscribe('news'), heard);
      return () => bus.publish('news', 'kept');
    },
  ),
  sent(
    { id: 'mqemitter-memory', package: 'mqemitter', safe: 'mqemitter-redis in its place, on redis-server' },
    async (ctx, heard) => {
      const emitter = ctx.safe
        ? (await import('mqemitter-redis')).default(ctx.redisAddress)
        : (await import('mqemitter')).default();
      ctx.later(() => new Promise((done) => emitter.close(done)));
      await new Promise((done) => emitter.on(ctx.key, onMessage(heard), done));
      return () => new Promise((done) => emitter.emit({ topic: ctx.key }, done));
    },
  ),
  sent(
    {
      id: 'mercurius-default-emitter',
      package: 'mercurius',
      safe: '`subscription.emitter` of mqemitter-redis, on redis-server',
    },
    async (ctx, heard) => {
      const app = (await import('fastify')).default();
      const emitter = ctx.safe ? (await import('mqemitter-redis')).default(ctx.redisAddress) : undefined;
      await app.register((await import('mercurius')).default, {
        schema: 'type Query { a: Int } type Subscription { news: String }',
        subscription: emitter ? { emitter } : true,
      });
      await app.ready();
      ctx.later(() => app.close());
      const { pubsub } = app.graphql;
      const { Readable } = await import('node:stream');
      const queue = new Readable({ objectMode: true, read() {} });
      queue.on('data', heard);
      await pubsub.subscribe(ctx.key, queue);
      return () => pubsub.publish({ topic: ctx.key, payload: { news: 'kept' } });
    },
  ),
  sent(
    {
      id: 'moleculer-no-transporter',
      package: 'moleculer',
      puts: 'broadcasts an event',
      safe: '`transporter` of redis-server',
    },
    async (ctx, heard) => {
      const { ServiceBroker } = (await import('moleculer')).default;
      const transporter = ctx.safe ? { transporter: ctx.redisUrl } : {};
      const broker = new ServiceBroker({
        nodeID: `${ctx.key}-${ctx.side}`,
        namespace: ctx.key,
        logger: false,
        ...transporter,
      });
      broker.createService({ name: 'news', events: { 'news.came': heard } });
      await broker.start();
      ctx.later(() => broker.stop());
      if (ctx.safe) await ctx.soon(() => broker.registry.nodes.list({ onlyAvailable: true }).length > 1, 3000);
      return () => broker.broadcast('news.came');
    },
  ),
  {
    id: 'moleculer-memory-cacher',
    package: 'moleculer',
    kind: 'memory',
    puts: 'stores an answer',
    safe: '`cacher` of redis-server',
    async open(ctx) {
      const { ServiceBroker } = (await import('moleculer')).default;
      const cacher = ctx.safe ? { type: 'Redis', options: { redis: ctx.redisAddress } } : 'Memory';
      const broker = new ServiceBroker({ namespace: ctx.key, logger: false, cacher });
      await broker.start();
      ctx.later(() => broker.stop());
      return {
        put: async () => void (await broker.cacher.set('answer', 'kept')),
        see: async () => (await broker.cacher.get('answer')) === 'kept',
      };
    },
  },
  sent(
    {
      id: 'aedes-memory-bus',
      package: 'aedes',
      puts: 'publishes to a topic of MQTT',
      safe: '`mq` of mqemitter-redis and `persistence` of aedes-persistence-redis, on redis-server',
    },
    async (ctx, heard) => {
      const { Aedes } = await import('aedes');
      const shared = ctx.safe
        ? {
            mq: (await import('mqemitter-redis')).default(ctx.redisAddress),
            persistence: (await import('aedes-persistence-redis')).default(ctx.redisAddress),
          }
        : {};
      const broker = await Aedes.createBroker({ id: `${ctx.key}-${ctx.side}`, ...shared });
      ctx.later(() => new Promise((done) => broker.close(done)));
      await new Promise((done) => broker.subscribe(ctx.key, onMessage(heard), done));
      return () =>
        new Promise((done) => broker.publish({ topic: ctx.key, payload: 'kept', qos: 0, retain: false }, done));
    },
  ),
  {
    id: 'aedes-memory-persistence',
    package: 'aedes',
    kind: 'memory',
    puts: 'publishes a retained message of MQTT',
    safe: '`persistence` of aedes-persistence-redis, on redis-server',
    async open(ctx) {
      const { Aedes } = await import('aedes');
      const persistence = ctx.safe ? (await import('aedes-persistence-redis')).default(ctx.redisAddress) : undefined;
      const broker = await Aedes.createBroker({
        id: `${ctx.key}-${ctx.side}`,
        ...(persistence ? { persistence } : {}),
      });
      ctx.later(() => new Promise((done) => broker.close(done)));
      const message = { topic: ctx.key, payload: 'kept', qos: 1, retain: true };
      return {
        put: async () => void (await new Promise((done) => broker.publish(message, done))),
        async see() {
          const found = [];
          for await (const packet of broker.persistence.createRetainedStream(ctx.key)) found.push(packet);
          return found.length > 0;
        },
      };
    },
  },
  onSocketIo({ id: 'socketio-default-adapter', safe: ADAPTER }, (io) => io.emit('news', 'kept')),
  onSocketIo({ id: 'socketio-local-sockets', safe: `\`io.emit\` in place of the walk, with ${ADAPTER}` }, (io, ctx) => {
    if (ctx.safe) return io.emit('news', 'kept');
    for (const socket of io.of('/').sockets.values()) socket.emit('news', 'kept');
  }),
  onSocketIo(
    { id: 'socketio-adapter-rooms', safe: `\`io.to(room)\` in place of the walk, with ${ADAPTER}` },
    (io, ctx) => {
      if (ctx.safe) return io.to('room').emit('news', 'kept');
      for (const id of io.of('/').adapter.rooms.get('room')) io.of('/').sockets.get(id).emit('news', 'kept');
    },
  ),
  onSocketIo({ id: 'socketio-adapter-sids', safe: `\`io.emit\` in place of the walk, with ${ADAPTER}` }, (io, ctx) => {
    if (ctx.safe) return io.emit('news', 'kept');
    for (const id of io.of('/').adapter.sids.keys()) io.of('/').sockets.get(id).emit('news', 'kept');
  }),
  sent(
    {
      id: 'ws-server-clients-broadcast',
      package: 'ws',
      puts: 'sends to all clients',
      safe: 'the message published through redis-server, and sent by each process to its clients',
    },
    async (ctx, heard) => {
      const { WebSocketServer, default: WebSocket } = await import('ws');
      const server = http.createServer();
      const sockets = new WebSocketServer({ server });
      const tell = () => {
        for (const client of sockets.clients) client.send('news');
      };
      const bus = ctx.safe ? await redisBus(ctx, tell) : undefined;
      const client = new WebSocket((await ctx.listen(server)).replace('http', 'ws'));
      ctx.later(() => client.terminate());
      client.on('message', heard);
      await new Promise((done) => client.on('open', done));
      return () => (bus ? bus.publish('news') : tell());
    },
  ),
  sent(
    {
      id: 'fastify-websocket-broadcast',
      package: '@fastify/websocket',
      puts: 'sends to all clients',
      safe: 'the message published through redis-server, and sent by each process to its clients',
    },
    async (ctx, heard) => {
      const app = (await import('fastify')).default();
      await app.register((await import('@fastify/websocket')).default);
      app.get('/', { websocket: true }, () => {});
      const tell = () => app.websocketServer.clients.forEach((client) => void client.send('news'));
      const bus = ctx.safe ? await redisBus(ctx, tell) : undefined;
      const address = await app.listen({ host: '127.0.0.1', port: 0 });
      ctx.later(() => app.close());
      const client = new (await import('ws')).default(address.replace('http', 'ws'));
      ctx.later(() => client.terminate());
      client.on('message', heard);
      await new Promise((done) => client.on('open', done));
      return () => (bus ? bus.publish('news') : tell());
    },
  ),
  sent(
    {
      id: 'better-sse-channel',
      package: 'better-sse',
      puts: 'broadcasts to a channel',
      safe: 'the message published through redis-server, and broadcast by each process to its channel',
    },
    async (ctx, heard) => {
      const { createChannel, createSession } = await import('better-sse');
      const channel = createChannel();
      const bus = ctx.safe ? await redisBus(ctx, () => channel.broadcast('kept', 'news')) : undefined;
      const server = http.createServer(async (request, response) =>
        channel.register(await createSession(request, response)),
      );
      await listenToEvents(await ctx.listen(server), ctx, heard);
      await ctx.soon(() => channel.sessionCount > 0, 2000);
      return () => (bus ? bus.publish('news') : channel.broadcast('kept', 'news'));
    },
  ),
  sent(
    {
      id: 'express-sse-send',
      package: 'express-sse',
      puts: 'sends to all listeners',
      safe: 'the message published through redis-server, and sent by each process to its listeners',
    },
    async (ctx, heard) => {
      const SSE = (await import('express-sse')).default;
      const sse = new SSE();
      const bus = ctx.safe ? await redisBus(ctx, () => sse.send('kept', 'news')) : undefined;
      const app = (await import('express')).default();
      app.get('/', sse.init);
      await listenToEvents(await ctx.listen(http.createServer(app)), ctx, heard);
      return () => (bus ? bus.publish('news') : sse.send('kept', 'news'));
    },
  ),
];

/** Opens a stream of events and calls `heard` at the event `news`; resolves when the stream stands. */
async function listenToEvents(address, ctx, heard) {
  await new Promise((done, fail) => {
    const request = http.get(address, (response) => {
      done();
      response.on('data', (chunk) => `${chunk}`.includes('news') && heard());
    });
    request.on('error', fail);
    ctx.later(() => request.destroy());
  });
}
