/** Where a value comes from, as a set of bits. `unknown` is one of them: no silence may rest on it. */
export const From = {
  constant: 1,
  /** Environment, command line, configuration objects that boot fills. */
  environment: 2,
  /** Data of one request, job or message. */
  request: 4,
  /** Awaited answer of a library's call: a database, a service, a file. */
  answer: 8,
  time: 16,
  random: 32,
  /** An object that is used by its methods: a client, an instance, a stream. */
  handle: 64,
  timer: 128,
  promise: 256,
  /** The holder itself. */
  self: 512,
  /** A new empty or constant collection or object. */
  fresh: 1024,
  unknown: 2048,
  /** Another holder that changes after start-up. */
  state: 4096,
  fn: 8192,
  /** Payload of an event, a socket message, a callback of a library. */
  event: 16384,
  /** Result of a library's call that is not awaited: a computation, as far as is known. */
  library: 32768,
  file: 65536,
  /** A path of the installed program itself: `__dirname`, `import.meta`, `require.resolve`. */
  shipped: 131072,
  /** An answer of a client of another process (a database, a service): it can change there. */
  remote: 262144,
  /** What a call made there (a row inserted, a job started): it cannot be asked for again. */
  created: 524288,
  /** A measurement of the machine or of this process: its load, its memory. */
  machine: 1048576,
  /** Something unknown that was waited for, as answers are. Only ever beside `unknown`: no silence may rest on it. */
  awaited: 2097152,
} as const;

/** Bits of `From`. */
export type Origin = number;

/** The names of the bits that are set, for messages and tests. */
export const originNames = (o: Origin): string[] => Object.entries(From).flatMap(([n, b]) => (o & b ? [n] : []));

/** What of a callback's answer tells of the list that is made of it. */
export const BROUGHT =
  From.answer |
  From.remote |
  From.created |
  From.file |
  From.request |
  From.event |
  From.random |
  From.time |
  From.unknown;

/** What of the object that a method is called on is told of what the method gives. */
export const CARRIED = From.answer | From.remote | From.created | From.file | From.request | From.event;

/** What is there once a promise has settled. */
export const answered = (o: Origin): Origin => (o & ~From.promise) | (o & From.unknown ? From.awaited : 0);

/** What was waited for, and brings nothing that is known, may be anything. */
export const answerOf = (o: Origin): Origin => o | (o & BROUGHT ? 0 : From.unknown);
