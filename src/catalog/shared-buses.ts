/** Where listeners are put for messages that every process hears: queues, which give a message to one process alone, are none of them. */
type SharedBus = {
  readonly packages: readonly string[];
  /** Methods that take a listener for such messages. */
  readonly methods: readonly string[];
  /** Events of `on` and `addListener` that bring them. */
  readonly events: readonly string[];
};

/** Source: redis 5 docs/pub-sub.md; ioredis 5 README "Pub/Sub"; mqtt 5 README "Event 'message'"; pg 8 docs, "client.on('notification')". */
const sharedBuses: readonly SharedBus[] = [
  {
    packages: ['redis', 'ioredis', '@redis/client', 'iovalkey'],
    methods: ['subscribe', 'pSubscribe', 'sSubscribe', 'psubscribe', 'ssubscribe', 'SUBSCRIBE', 'PSUBSCRIBE'],
    events: ['message', 'pmessage', 'smessage', 'messageBuffer', 'pmessageBuffer', 'message_buffer', 'pmessage_buffer'],
  },
  { packages: ['mqtt', 'async-mqtt'], methods: [], events: ['message'] },
  { packages: ['pg', 'pg-listen'], methods: [], events: ['notification'] },
];

/** Whether a method of a package, with the event that its first argument names (null: none), takes a listener that every process has. */
export const isHeardByEach = (pkg: string, method: string, event: string | null): boolean =>
  sharedBuses.some(
    (bus) =>
      bus.packages.includes(pkg) &&
      (bus.methods.includes(method) ||
        ((method === 'on' || method === 'addListener') && event !== null && bus.events.includes(event))),
  );
