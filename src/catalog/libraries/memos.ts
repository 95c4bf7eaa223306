import type { LibraryEntry } from '../libraries.ts';

const keeps = 'keeps what its function fetched in the memory of this process';
const wayOut = 'keep the answers in a shared cache with an expiry (Redis SET with EX), or ask the source each time';
/** Maps of this process that `cache` may be given, beside the default. */
const LOCAL = [
  'absent',
  'from (global) new .Map',
  'from lru-cache',
  'from quick-lru',
  'from tiny-lru',
  'from expiry-map',
  'from @isaacs/ttlcache',
];

/** Functions that remember what another function gave: a copy where that function asks another process (`memoizes`). */
export const memos: readonly LibraryEntry[] = [
  {
    id: 'memoize-utilities',
    packages: ['lodash', 'lodash-es', 'lodash.memoize', 'underscore', 'radash'],
    source: 'lodash.memoize 4.1.2 index.js; underscore 1.13.8 cjs/memoize.js; radash 12.1.1 dist/esm/curry.mjs',
    use: { form: 'call', callee: ['.memoize', '.memo', '.default'] },
    verdict: 'report',
    memoizes: 0,
    rule: 'module-cache',
    severity: 'warning',
    consequences: ['stale', 'not-shared', 'unbounded'],
    keeps,
    wayOut,
  },
  {
    id: 'memoize-functions',
    packages: [
      'memoizee',
      'fast-memoize',
      'moize',
      'memoize-one',
      'micro-memoize',
      'nano-memoize',
      'memoizerific',
      '@formatjs/fast-memoize',
    ],
    source:
      'memoizee 0.4.17 index.js; fast-memoize 2.5.2 src/index.js; moize 6.1.7 dist/moize.cjs.js; memoize-one 6.0.0 dist; micro-memoize 4.2.0 dist; nano-memoize 3.0.16 dist/nano-memoize.js; memoizerific 1.11.3 src/memoizerific.js; @formatjs/fast-memoize 2.2.7 index.js',
    use: {
      form: 'call',
      // `memoizerific(50)(load)`, `moize({ maxAge })(load)`, `moize.maxAge(1000)(load)`
      callee: [
        '.default',
        '.default()',
        '.memoize',
        '.moize',
        '.moize()',
        '.nanomemoize',
        '.promise',
        '.infinite',
        '.maxAge()',
        '.maxSize()',
      ],
    },
    verdict: 'report',
    memoizes: 0,
    rule: 'module-cache',
    severity: 'warning',
    consequences: ['stale', 'not-shared'],
    keeps,
    wayOut,
  },
  {
    id: 'memoize-with-cache',
    packages: ['mem', 'memoize', 'p-memoize', 'es-toolkit'],
    source:
      'es-toolkit 1.53.2 dist/function/memoize.js; mem 9.0.2 dist/index.js; memoize 10.2.0 distribution/index.js; p-memoize 7.1.1 dist/index.js',
    use: { form: 'call', callee: ['.default', '.memoize'] },
    verdict: 'report',
    memoizes: 0,
    // `false` of p-memoize joins the calls that run at the same time, and keeps nothing.
    decide: [{ argument: 1, option: 'cache', unsafe: LOCAL, safe: ['=false', 'from @keyv/*', 'from keyv'] }],
    rule: 'module-cache',
    severity: 'warning',
    consequences: ['stale', 'not-shared'],
    keeps,
    wayOut: 'give `cache` a store that all processes share, with an expiry, or ask the source each time',
    reason: 'backed',
    service: 'the store of the cache',
  },
  {
    id: 'once-functions',
    packages: ['lodash', 'lodash-es', 'lodash.once', 'underscore', 'ramda', 'es-toolkit', 'onetime'],
    source:
      'underscore 1.13.8 cjs/once.js; onetime 7.0.0 index.js; ramda 0.32.0 src/once.js; es-toolkit 1.53.2 dist/function/once.js',
    use: { form: 'call', callee: ['.once', '.default'] },
    verdict: 'report',
    memoizes: 0,
    rule: 'module-cache',
    severity: 'warning',
    consequences: ['stale', 'not-shared'],
    keeps: 'keeps what its function fetched the first time, until this process ends',
    wayOut,
  },
  {
    id: 'express-sitemap-xml-memo',
    packages: ['express-sitemap-xml'],
    source: 'express-sitemap-xml 3.1.0 index.js (SITEMAP_MAX_AGE)',
    use: { form: 'call', callee: ['.default'] },
    verdict: 'report',
    decide: [{ argument: 2, option: 'maxAge', unsafe: ['absent', 'other', 'unknown', '=*'], safe: ['=0'] }],
    rule: 'memory-backend',
    severity: 'warning',
    consequences: ['stale', 'not-shared'],
    keeps: 'keeps the sitemaps for a day in the memory of this process',
    wayOut: 'set `maxAge: 0` and cache at the proxy, or write the sitemap to an object store when its pages change',
  },
];
