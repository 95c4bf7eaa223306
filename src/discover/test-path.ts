/** Folders that hold tests or their stand-ins by the convention of a test runner, wherever they are. */
const testFolders =
  /(?:^|\/)(?:__tests__|__test__|__mocks__|__fixtures__|__snapshots__|cypress|e2e|e2e-tests?|playwright|test|tests|spec|specs|test-utils?|testing|testdata|\.storybook)\//;
/** File names of tests by the convention of a test runner. */
const testFiles =
  /(?:^|\/)(?:[^/]+[._-](?:test|tests|spec|specs|e2e|e2e-spec|cy|bench|stories|test-d|unit|it)|test|tests|spec)\.[cm]?[jt]sx?$/i;
/** Configuration and set-up of test runners. */
const testSetup =
  /(?:^|\/)(?:(?:jest|vitest|playwright|cypress|karma|wdio|ava|mocha|codecept|nightwatch|stryker|testcafe)[\w.-]*\.(?:config|conf|setup|workspace|env)[\w.-]*|setup-?tests?|test-?setup|\.mocharc|jest[.-](?:setup|preset|teardown)[\w.-]*|vitest[.-]setup[\w.-]*)\.[cm]?[jt]sx?$/i;

/**
 * Whether a path is test code by convention: its name (`x.test.ts`, `x_spec.js`), its folder (`__tests__`, `test`, `cypress`) or
 * because it configures a test runner. A convention, no proof: who imports it and what it uses decide as well. Pass the path
 * relative to what is analysed, so that a project that lies in a folder called `test` is not all tests.
 */
export function isTestPath(path: string): boolean {
  return testFiles.test(path) || testFolders.test(path) || testSetup.test(path);
}

/** Names that tests alone have, and folders that nothing else is kept in. */
const onlyTests =
  /(?:^|\/)(?:__tests__|__test__|__mocks__|__fixtures__|__snapshots__|cypress|playwright|test-utils?|testdata|\.storybook)\/|\.(?:test|tests|spec|specs|e2e|cy|bench|stories|test-d)\.[cm]?[jt]sx?$/i;

/**
 * Whether a path is that of test code whoever loads it. Servers have tests of their own kind (`add-test.js` of one that measures pages,
 * `specs/` of one that keeps specifications): what the code of a server imports by name is part of it.
 */
export function isOnlyTestPath(path: string): boolean {
  return onlyTests.test(path) || testSetup.test(path);
}

/** Folders that show how a project is used, or how fast it is, and that nobody deploys with it. */
const exampleFolders =
  /(?:^|\/)(?:[\w-]*examples?|bench(?:es|marks?)?|samples?|demos?|playgrounds?|cookbook|sandbox|tutorials?|__fixtures__|fixtures)\//i;

/** Whether a path lies in a folder of examples, by its name. Pass the path relative to what is analysed. */
export function isExamplePath(path: string): boolean {
  return exampleFolders.test(path);
}

const tools =
  '(?:vite|vitest|next|nuxt|svelte|astro|remix|react-router|tailwind|postcss|eslint|prettier|stylelint|babel|jest|playwright|cypress|karma|webpack|rollup|rolldown|rspack|rsbuild|esbuild|tsup|tsdown|unbuild|swc|metro|vue|drizzle|knip|commitlint|lint-staged|release|semantic-release|release-it|changelog|i18next-parser|i18next-scanner|orval|codegen|graphql-codegen|openapi-ts|kubb|sentry|docusaurus|vitepress|storybook|turbo|nx|lerna|craco|windi|uno|panda|capacitor|electron-builder|forge|wdio|stryker|typedoc|api-extractor|syncpack|taskfile|prisma|wallaby|volar|renovate)';
const toolFiles = new RegExp(
  String.raw`(?:^|/)(?:${tools}[\w.-]*\.(?:config|conf)(?:\.[\w-]+)*|gulpfile(?:\.babel)?|gruntfile|jakefile|dangerfile|\.[\w-]+rc|\.pnpmfile|webpack\.[\w.-]+)\.[cm]?[jt]sx?$`,
  'i',
);

/** Whether a path configures a build or a tool (`vite.config.ts`, `gulpfile.js`, `.eslintrc.cjs`), by its name. */
export function isToolPath(path: string): boolean {
  return toolFiles.test(path);
}
