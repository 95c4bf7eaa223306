/**
 * What calls of libraries hand on: values that they are given, and what functions give that they are given. Promises are transparent, and
 * so is what stands for a value that comes later (an observable, a result).
 */
export type ValueFlow = {
  readonly packages: readonly string[];
  /** Names of exports, or of methods of what the package makes; `default`: the package itself is called, `()`: what such a call gave. */
  readonly calls: readonly string[];
  /**
   * What the call gives. `argument`: its argument `from` (0); `arguments`: any of them; `element`: one of its elements; `receiver`: what its receiver stands for;
   * `returned`: what the functions give that it is given; `list`: a list of that, each called with an element; `tasks`: the same of a list
   * or table of functions; `boxed`: an object whose property `as` is the argument; `promisified`, `coroutine`, `constant`: a function that
   * gives what the given one tells its callback, what the given generator ends with, or the argument. `heard`: what the receiver stands
   * for is handed to the functions, `told`: the receiver stands for the argument from now on.
   */
  readonly gives:
    | 'argument'
    | 'arguments'
    | 'element'
    | 'receiver'
    | 'returned'
    | 'list'
    | 'tasks'
    | 'boxed'
    | 'promisified'
    | 'coroutine'
    | 'constant'
    | 'heard'
    | 'told';
  readonly from?: number;
  readonly as?: string;
  /** The functions may tell of it by a callback of Node's shape, their last parameter, as does the call itself: `async.map(list, each, done)`. */
  readonly node?: boolean;
  /** Where these facts come from. */
  readonly source: string;
};

const limiters = 'READMEs of sindresorhus/p-limit, p-queue, p-retry, p-map, p-all, p-props, p-timeout, p-settle';
const bluebird = 'bluebirdjs.com/docs/api-reference.html (3.7)';
const async = 'caolan.github.io/async/v3';
const rxjs = 'rxjs.dev/api (7)';
const neverthrow = 'supermacro/neverthrow README (8)';

export const valueFlows: readonly ValueFlow[] = [
  { packages: ['p-limit', 'promise-limit', 'throat'], calls: ['()'], gives: 'returned', source: limiters },
  { packages: ['p-queue', 'p-queue-cjs'], calls: ['add'], gives: 'returned', source: limiters },
  { packages: ['p-queue', 'p-queue-cjs'], calls: ['addAll'], gives: 'tasks', source: limiters },
  { packages: ['bottleneck'], calls: ['schedule'], gives: 'returned', source: 'SGrondin/bottleneck README (2)' },
  {
    packages: [
      'p-retry',
      'async-retry',
      'promise-retry',
      'ts-retry-promise',
      '@lifeomic/attempt',
      'exponential-backoff',
    ],
    calls: ['default', 'retry', 'attempt', 'backOff', 'execute'],
    gives: 'returned',
    source: 'READMEs of p-retry (7), vercel/async-retry (1.3), IndigoUnited/node-promise-retry (2), the others',
  },
  { packages: ['p-timeout', 'p-props', 'p-finally', 'p-tap'], calls: ['default'], gives: 'argument', source: limiters },
  { packages: ['p-any', 'p-race'], calls: ['default', 'pAny'], gives: 'element', source: limiters },
  { packages: ['p-map', 'p-map-series', 'p-times'], calls: ['default'], gives: 'list', source: limiters },
  { packages: ['p-all', 'p-series'], calls: ['default'], gives: 'tasks', source: limiters },
  {
    packages: ['async-mutex', 'async-lock', 'redlock'],
    calls: ['runExclusive', 'acquire', 'using'],
    gives: 'returned',
    source:
      'DirtyHairy/async-mutex README (0.5); rogierschouten/async-lock README (1.4); mike-marcacci/node-redlock README (5)',
  },
  { packages: ['bluebird'], calls: ['all', 'props', 'resolve', 'cast', 'settle'], gives: 'argument', source: bluebird },
  { packages: ['bluebird'], calls: ['any', 'race'], gives: 'element', source: bluebird },
  { packages: ['bluebird'], calls: ['try', 'attempt'], gives: 'returned', source: bluebird },
  { packages: ['bluebird'], calls: ['map', 'mapSeries'], gives: 'list', source: bluebird },
  { packages: ['bluebird'], calls: ['promisify'], gives: 'promisified', source: bluebird },
  { packages: ['bluebird'], calls: ['coroutine'], gives: 'coroutine', source: bluebird },
  { packages: ['co'], calls: ['default'], gives: 'returned', source: 'tj/co README (4.6)' },
  { packages: ['co'], calls: ['wrap'], gives: 'coroutine', source: 'tj/co README (4.6)' },
  {
    packages: ['node:util', 'util', 'util.promisify', 'pify', 'es6-promisify'],
    calls: ['promisify', 'default'],
    gives: 'promisified',
    source: 'nodejs.org/api/util.html (util.promisify); READMEs of the packages',
  },
  {
    packages: ['node:timers/promises', 'timers/promises'],
    calls: ['setTimeout', 'setImmediate'],
    gives: 'argument',
    from: 1,
    source: 'nodejs.org/api/timers.html',
  },
  {
    packages: ['node:timers/promises', 'timers/promises'],
    calls: ['setImmediate'],
    gives: 'argument',
    source: 'nodejs.org/api/timers.html',
  },
  {
    packages: ['async', 'neo-async'],
    calls: [
      'map',
      'mapSeries',
      'mapLimit',
      'mapValues',
      'mapValuesLimit',
      'mapValuesSeries',
      'times',
      'timesSeries',
      'timesLimit',
    ],
    gives: 'list',
    node: true,
    source: async,
  },
  {
    packages: ['async', 'neo-async'],
    calls: ['parallel', 'parallelLimit', 'series', 'auto', 'autoInject'],
    gives: 'tasks',
    node: true,
    source: async,
  },
  { packages: ['async', 'neo-async'], calls: ['waterfall', 'retry'], gives: 'returned', node: true, source: async },
  {
    packages: ['deep-freeze', 'deep-freeze-strict', 'deepfreeze'],
    calls: ['default'],
    gives: 'argument',
    source: 'READMEs of the packages',
  },
  {
    packages: ['ramda', 'lodash/fp', 'remeda', 'radash'],
    calls: ['map', 'mapObjIndexed', 'mapValues', 'parallel', 'times', 'addIndex'],
    gives: 'list',
    source: 'ramdajs.com/docs (0.30); lodash/lodash wiki, FP-Guide; remedajs.com/docs; radash-docs.vercel.app',
  },
  {
    packages: ['ramda', 'lodash', 'lodash-es', 'underscore', 'remeda'],
    calls: ['always', 'constant'],
    gives: 'constant',
    source: 'ramdajs.com/docs (0.30); lodash.com/docs (4)',
  },
  { packages: ['rxjs'], calls: ['of', 'from', 'firstValueFrom', 'lastValueFrom'], gives: 'argument', source: rxjs },
  { packages: ['rxjs'], calls: ['BehaviorSubject'], gives: 'boxed', as: 'value', source: rxjs },
  {
    packages: ['rxjs', 'rxjs/operators'],
    calls: ['defer', 'map', 'switchMap', 'mergeMap', 'concatMap', 'exhaustMap'],
    gives: 'returned',
    source: rxjs,
  },
  { packages: ['rxjs'], calls: ['pipe', 'toPromise', 'asObservable', 'getValue'], gives: 'receiver', source: rxjs },
  { packages: ['rxjs'], calls: ['pipe'], gives: 'arguments', source: rxjs },
  { packages: ['rxjs'], calls: ['subscribe', 'forEach'], gives: 'heard', source: rxjs },
  { packages: ['rxjs'], calls: ['next'], gives: 'told', source: rxjs },
  {
    packages: [
      'neverthrow',
      'true-myth',
      'true-myth/maybe',
      'true-myth/result',
      'oxide.ts',
      'ts-results',
      '@badrap/result',
    ],
    calls: ['ok', 'okAsync', 'Ok', 'just', 'Some'],
    gives: 'boxed',
    as: 'value',
    source: neverthrow,
  },
  {
    packages: [
      'neverthrow',
      'true-myth',
      'true-myth/maybe',
      'true-myth/result',
      'oxide.ts',
      'ts-results',
      '@badrap/result',
    ],
    calls: ['unwrapOr', '_unsafeUnwrap', 'unwrap', 'expect', 'unwrapOrElse', 'mapErr', 'orElse', 'orTee', 'andTee'],
    gives: 'receiver',
    source: neverthrow,
  },
  {
    packages: ['effect'],
    calls: ['succeed', 'runPromise', 'runSync'],
    gives: 'argument',
    source: 'effect.website/docs (3)',
  },
];
