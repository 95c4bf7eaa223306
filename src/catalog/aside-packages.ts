const PAGES =
  /^(?:react|react-dom|preact|vue|vue-router|vuex|pinia|svelte|solid-js|@angular\/.+|jquery|backbone|redux|react-redux|@reduxjs\/toolkit|zustand|mobx|socket\.io-client|react-router(?:-dom)?|@vue\/.+|lit|alpinejs|d3|three|phaser)$/;

const TESTS =
  /^(?:node:test|cucumber|@cucumber\/.+|mocha|chai(?:-.+)?|should|expect(?:\.js)?|must|unexpected|sinon(?:-.+)?|supertest|superagent-defaults|nock|proxyquire|rewire|mockery|vitest|jest|@jest\/.+|ava|tape|tap|uvu|qunit|jasmine|@playwright\/test|cypress|codeceptjs|webdriverio|@wdio\/.+|nightwatch|testcafe|k6|k6\/.+|autocannon|@faker-js\/faker|msw|@testing-library\/.+|testcontainers|@nestjs\/testing|mongodb-memory-server(?:-.+)?)$/;

/** Whether a package is one that pages are made with: a file that uses it, and that no server is seen to load, is code of a page. */
export const isOfPage = (pkg: string): boolean => PAGES.test(pkg);

/** Whether a package is one that tests are written with: a file that uses it, and that no server is seen to load, is a test or its helper. */
export const isOfTests = (pkg: string): boolean => TESTS.test(pkg);
