/**
 * Collection classes and functions of libraries that keep what is put into them in the process, and functions that write into an
 * argument. An object made by one of these is a holder like a `Map`: the library's name decides nothing, what is put in does.
 */
export type CollectionLibrary = {
  readonly packages: readonly string[];
  /** Files and versions that were read. */
  readonly source: string;
  readonly puts: readonly string[];
  readonly removes: readonly string[];
  /** Its export is itself a collection: one for all files of the process. */
  readonly shared?: true;
};

/** Read in the packages: the methods are those that each class of a row has, in the version of `source` or, where said, an older one. */
export const collectionLibraries: readonly CollectionLibrary[] = [
  {
    packages: ['lru-cache'],
    source: 'lru-cache 11.5 dist/commonjs/index.d.ts; 6.0 index.js (del, reset, prune)',
    puts: ['set'],
    removes: ['delete', 'clear', 'pop', 'purgeStale', 'del', 'reset', 'prune'],
  },
  {
    packages: ['quick-lru', 'tiny-lru', 'flru', 'lru_map', 'lru', 'hashlru', '@isaacs/ttlcache', 'expiry-map'],
    source:
      'quick-lru 7.3 index.d.ts; tiny-lru 13.1 types/lru.d.ts; flru 1.0 index.d.ts; lru_map 0.4 lru.d.ts; lru 3.1 index.js; hashlru 2.3 index.js; @isaacs/ttlcache 2.1 dist/esm/index.d.ts; expiry-map 2.0 dist/index.d.ts',
    puts: ['set'],
    removes: ['delete', 'remove', 'clear', 'evict', 'resize', 'shift', 'purgeStale'],
  },
  {
    packages: ['stale-lru-cache', 'simple-lru-cache', 'bidirectional-map', 'ttlcache'],
    source:
      'stale-lru-cache 5.1 lib/cache.js; simple-lru-cache 0.0.2 lib/simple-lru.js; bidirectional-map 1.1 index.js',
    puts: ['set'],
    removes: ['delete', 'del', 'reset', 'clear'],
  },
  {
    packages: ['lru.min', 'typescript-lru-cache', 'tmp-cache'],
    source:
      'lru.min 1.1 lib/index.d.ts; typescript-lru-cache 2.0 dist/LRUCache.d.ts; tmp-cache 1.1 index.d.ts (a class that extends Map)',
    puts: ['set'],
    removes: ['delete', 'clear', 'evict', 'resize'],
  },
  {
    packages: ['@alloc/quick-lru', '@wolfy1339/lru-cache', 'toad-cache'],
    source:
      '@alloc/quick-lru 5.3 index.d.ts; @wolfy1339/lru-cache 11.0 dist/commonjs/index.d.ts; toad-cache 3.7 toad-cache.d.ts',
    puts: ['set'],
    removes: ['delete', 'deleteMany', 'clear', 'evict', 'pop', 'purgeStale', 'resize'],
  },
  {
    packages: ['ttl-set'],
    source: 'ttl-set 1.0 index.js',
    puts: ['add'],
    removes: ['clear'],
  },
  {
    packages: ['node-cache'],
    source: 'node-cache 5.1 lib/node_cache.js',
    puts: ['set', 'mset'],
    removes: ['del', 'flushAll', 'take'],
  },
  {
    packages: ['memory-cache'],
    source: 'memory-cache 0.2.0 index.js: module.exports = new Cache()',
    puts: ['put'],
    removes: ['del', 'clear'],
    shared: true,
  },
  {
    packages: ['@thi.ng/cache'],
    source: '@thi.ng/cache 2.3 lru.d.ts, tlru.d.ts',
    puts: ['set'],
    removes: ['delete', 'drop', 'release', 'prune'],
  },
  {
    packages: ['mnemonist', 'collections', 'js-sdsl', 'typescript-collections'],
    source:
      'mnemonist 0.40 *.d.ts; collections 5.1 generic-collection.js, list.js, deque.js; js-sdsl 4.4 dist/cjs; typescript-collections 1.3 dist/lib',
    puts: ['set', 'add', 'push', 'enqueue', 'insert', 'unshift', 'pushBack', 'pushFront', 'setElement', 'setValue'],
    removes: [
      'delete',
      'remove',
      'clear',
      'pop',
      'shift',
      'dequeue',
      'splice',
      'popBack',
      'popFront',
      'eraseElementByKey',
      'reset',
    ],
  },
  {
    packages: ['denque', 'double-ended-queue', 'yallist', '@datastructures-js/queue'],
    source:
      'denque 2.1 index.d.ts; double-ended-queue 0.9 js/deque.js; yallist 5.0 dist/commonjs/index.d.ts; @datastructures-js/queue 4.3 src/queue.d.ts',
    puts: ['push', 'unshift', 'enqueue', 'pushNode', 'unshiftNode'],
    removes: ['pop', 'shift', 'dequeue', 'remove', 'removeOne', 'removeNode', 'splice', 'clear'],
  },
  {
    packages: [
      'heap',
      'tinyqueue',
      'priority-queue',
      'priorityqueue',
      'js-priority-queue',
      '@datastructures-js/priority-queue',
    ],
    source:
      'heap 0.2 lib/heap.js; tinyqueue 3.0 index.d.ts; priorityqueue 2.1 lib; js-priority-queue 0.1 priority-queue.js; @datastructures-js/priority-queue 6.4 src/priorityQueue.d.ts',
    puts: ['push', 'insert', 'enqueue', 'queue'],
    removes: ['pop', 'dequeue', 'remove', 'clear'],
  },
  {
    packages: ['fastpriorityqueue'],
    source: 'fastpriorityqueue 0.7 FastPriorityQueue.d.ts',
    puts: ['add'],
    removes: ['poll', 'remove'],
  },
  {
    // What is to be found again by its words is kept in the index.
    packages: ['minisearch', 'flexsearch', 'fuse.js'],
    source: 'minisearch 7.2 dist/es/index.d.ts; flexsearch 0.7 index.d.ts; fuse.js 7.5 dist/fuse.d.ts',
    puts: ['add', 'addAll', 'addAllAsync', 'addAsync', 'append', 'appendAsync', 'update', 'replace', 'setCollection'],
    removes: ['remove', 'removeAll', 'removeAt', 'discard', 'discardAll'],
  },
  {
    packages: ['circular-buffer', 'ring-buffer', 'ringbufferjs'],
    source: 'circular-buffer 1.0 index.js; ringbufferjs 2.0 index.js',
    puts: ['enq', 'push'],
    removes: ['deq', 'pop', 'shift'],
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

/** Whether an export of a package is a collection, which nobody has to make. */
export const isSharedCollection = (pkg: string, steps: string): boolean =>
  (steps === '' || steps === '.default') && byName.get(pkg)?.shared === true;

/** Classes of libraries that extend `Map`: what is put into one comes out of it as out of a `Map`. */
export const mapClasses: readonly {
  readonly packages: readonly string[];
  readonly name: string;
  readonly source: string;
}[] = [
  {
    packages: ['discord.js', '@discordjs/collection', 'oceanic.js', 'eris'],
    name: 'Collection',
    source: '@discordjs/collection 2.1 dist/index.d.ts; oceanic.js 1.14 and eris 0.18 lib/util/Collection',
  },
  {
    packages: ['discord.js'],
    name: 'LimitedCollection',
    source: 'discord.js 14 src/util/LimitedCollection.js (extends Collection; its options say how many are kept)',
  },
];

/** Whether `new` of a package's export makes a `Map`. */
export function isMapClass(pkg: string, steps: string): boolean {
  return mapClasses.some((c) => steps === `.${c.name}` && c.packages.includes(pkg));
}

/** Whether what stands behind these steps of a package is a subject that keeps what it was given last for whoever comes later. */
export const keepsLast = (pkg: string, steps: string): boolean =>
  // Source: rxjs 7.8 src/internal/BehaviorSubject.ts, ReplaySubject.ts.
  pkg === 'rxjs' && /^new \.(?:Behavior|Replay)Subject$/.test(steps);
