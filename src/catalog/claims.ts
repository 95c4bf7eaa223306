import { names } from './effects/names.ts';
import { deepFreeze } from './freeze.ts';

/**
 * Calls of stores that take something at once for the one process that asked first, so that all others are refused it.
 *
 * `tells`: what the call gives says whether it was taken, and has to be looked at. `throws`: what comes after it runs only where it
 * was taken, and functions that it is handed run under it. `row`: the same for rows that a condition picks and the same call changes
 * so that the condition no longer holds; `row` gives what was taken, `count` gives a record whose numbers say how many that was.
 */
export type ClaimCalls = {
  /** npm package names. */
  readonly packages: readonly string[];
  readonly methods: readonly string[];
  readonly how: 'tells' | 'throws' | 'row' | 'count';
  /** A word among the arguments without which the call takes nothing. */
  readonly word?: string;
  /** A lock, which may be given back: it then keeps runs apart, and the next process has its turn. */
  readonly lock?: true;
  /** Taken out of the store by the call itself, whatever the condition is. */
  readonly takesOut?: true;
  /** Methods that put what the call takes there, under the same name. */
  readonly puts?: readonly string[];
};

const redis = names('redis ioredis @redis/client iovalkey @upstash/redis');
const mongo = names('mongodb mongoose');

/** Read in redlock 4.2 and 5.0, redis-semaphore 5.8, ioredfour 1.4, ioredis 5.8, mongodb 6.20, mongoose 8.19, @prisma/client 6. */
export const claimCalls: readonly ClaimCalls[] = deepFreeze([
  {
    packages: names('redlock @sesamecare-oss/redlock'),
    methods: names('acquire lock using'),
    how: 'throws',
    lock: true,
  },
  { packages: names('redis-semaphore'), methods: names('acquire'), how: 'throws', lock: true },
  { packages: names('redis-semaphore'), methods: names('tryAcquire'), how: 'tells', lock: true },
  { packages: names('ioredfour redfour'), methods: names('acquireLock waitAcquireLock'), how: 'tells', lock: true },
  { packages: redis, methods: names('set'), how: 'tells', word: 'nx', lock: true },
  { packages: redis, methods: names('setnx setNX'), how: 'tells', lock: true },
  {
    packages: redis,
    methods: names('lpop rpop blpop brpop lPop rPop blPop brPop'),
    how: 'tells',
    puts: names('lpush rpush lPush rPush'),
  },
  { packages: redis, methods: names('spop sPop'), how: 'tells', puts: names('sadd sAdd') },
  {
    packages: mongo,
    methods: names('findOneAndDelete findOneAndRemove findByIdAndDelete'),
    how: 'row',
    takesOut: true,
  },
  { packages: mongo, methods: names('findOneAndUpdate findOneAndReplace'), how: 'row' },
  { packages: mongo, methods: names('updateOne updateMany'), how: 'count' },
  { packages: names('@prisma/client'), methods: names('updateMany'), how: 'count' },
]);

/** Calls that take rows out by a condition, which does nothing where another process was first. Same sources. */
export const rowRemovals: readonly { readonly packages: readonly string[]; readonly methods: readonly string[] }[] =
  deepFreeze([
    { packages: mongo, methods: names('deleteOne deleteMany remove') },
    { packages: names('@prisma/client'), methods: names('deleteMany') },
  ]);

/** Properties of an answer that say how many rows were changed. */
export const CHANGED_ROWS: ReadonlySet<string> = new Set(
  names('modifiedCount matchedCount upsertedCount nModified affectedRows changes rowCount count affected length'),
);
