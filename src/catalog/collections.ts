/**
 * Collection classes and functions of libraries that keep what is put into them in the process, and functions that write into an
 * argument. An object made by one of these is a holder like a `Map`: the library's name decides nothing, what is put in does.
 */
export type CollectionLibrary = {
  readonly packages: readonly string[];
  readonly puts: readonly string[];
  readonly removes: readonly string[];
};

const MAP_PUTS = [
  'set',
  'put',
  'add',
  'push',
  'enqueue',
  'insert',
  'unshift',
  'setMany',
  'mset',
  'setItem',
  'next',
  'append',
];
const MAP_REMOVES = [
  'delete',
  'del',
  'remove',
  'clear',
  'reset',
  'pop',
  'shift',
  'dequeue',
  'evict',
  'flushAll',
  'prune',
  'purgeStale',
  'take',
  'poll',
  'removeItem',
  'flush',
  'destroy',
];

/** Not read package by package: the methods are those that maps, queues and heaps share. A method that a class lacks is never called. */
export const collectionLibraries: readonly CollectionLibrary[] = [
  {
    packages: [
      'lru-cache',
      'quick-lru',
      'tiny-lru',
      'flru',
      'lru_map',
      'lru',
      'node-cache',
      'memory-cache',
      'ttlcache',
      '@isaacs/ttlcache',
      'expiry-map',
      'stale-lru-cache',
      'mnemonist',
      'denque',
      'yallist',
      'double-ended-queue',
      'collections',
      '@thi.ng/cache',
      'hashlru',
      'simple-lru-cache',
      'bidirectional-map',
      'js-sdsl',
      'heap',
      'tinyqueue',
      'priority-queue',
      'js-priority-queue',
      'circular-buffer',
      'ring-buffer',
      'ringbufferjs',
      '@datastructures-js/queue',
      '@datastructures-js/priority-queue',
      'typescript-collections',
    ],
    puts: MAP_PUTS,
    removes: MAP_REMOVES,
  },
];

/** Functions of libraries that write into one of their arguments: package, export names, argument. */
export const argumentWriters: readonly {
  readonly packages: readonly string[];
  readonly names: readonly string[];
  readonly argument: number;
}[] = [
  {
    packages: ['lodash', 'lodash-es', 'underscore', 'radash'],
    names: [
      'set',
      'setWith',
      'merge',
      'mergeWith',
      'assign',
      'assignIn',
      'extend',
      'defaults',
      'defaultsDeep',
      'unset',
      'update',
      'updateWith',
      'pull',
      'pullAll',
      'pullAt',
      'remove',
      'fill',
    ],
    argument: 0,
  },
  {
    packages: [
      'lodash.set',
      'lodash.merge',
      'lodash.assign',
      'lodash.defaults',
      'lodash.unset',
      'lodash.defaultsdeep',
      'object-assign',
      'extend',
      'deep-extend',
      'set-value',
      'object-path',
      'dot-prop',
      'unordered-array-remove',
      'array-move-mutable',
    ],
    names: ['', 'set', 'setProperty', 'deleteProperty', 'del', 'push'],
    argument: 0,
  },
];

const byName = new Map(collectionLibraries.flatMap((l) => l.packages.map((p) => [p, l] as const)));
/** The collection library that a package is, if any. */
export const collectionOf = (pkg: string): CollectionLibrary | undefined => byName.get(pkg);
