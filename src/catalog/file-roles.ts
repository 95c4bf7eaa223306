/**
 * What code does with files beside writing them: asks for them, reads them, serves them, joins their paths. Writers and removers
 * are entries of `libraries/*.ts`. Callees are written as there, without the call itself.
 * Source: @types/node 22.20 fs.d.ts, path.d.ts, os.d.ts; documentation of the packages named.
 */

/** One role of calls of some packages; `argument` is where the path stands. */
export type FileRole = {
  readonly role: 'read' | 'test' | 'serve' | 'answer' | 'list';
  readonly packages: readonly string[];
  readonly callee: readonly string[];
  readonly argument: number;
};

/** Packages that export the names of node:fs. */
export const fsPackages: readonly string[] = [
  'node:fs',
  'fs-extra',
  'graceful-fs',
  '@npmcli/fs',
  'mz/fs',
  'fs-jetpack',
  'memfs',
];

const both = (names: readonly string[]): string[] => names.flatMap((name) => [`.${name}`, `.${name}Sync`]);

export const fileRoles: readonly FileRole[] = [
  {
    role: 'test',
    packages: fsPackages,
    callee: both(['exists', 'access', 'stat', 'lstat', 'pathExists']),
    argument: 0,
  },
  {
    role: 'read',
    packages: fsPackages,
    callee: [...both(['readFile', 'readJson', 'readJSON', 'open']), '.createReadStream'],
    argument: 0,
  },
  { role: 'list', packages: fsPackages, callee: both(['readdir', 'opendir']), argument: 0 },
  { role: 'test', packages: ['path-exists'], callee: ['.default', '.pathExists', '.pathExistsSync'], argument: 0 },
  { role: 'read', packages: ['jsonfile'], callee: both(['readFile']), argument: 0 },
  {
    role: 'read',
    packages: ['load-json-file'],
    callee: ['.default', '.sync', '.loadJsonFile', '.loadJsonFileSync'],
    argument: 0,
  },
  { role: 'test', packages: ['(global)'], callee: ['.Bun.file'], argument: 0 },
  {
    role: 'read',
    packages: ['(global)'],
    callee: ['.Deno.readFile', '.Deno.readTextFile', '.Deno.readFileSync', '.Deno.readTextFileSync'],
    argument: 0,
  },
  {
    role: 'serve',
    packages: ['express', 'serve-static', 'koa-static', 'sirv', 'serve-handler', 'ecstatic', 'st', 'polka'],
    callee: ['.static', '.default'],
    argument: 0,
  },
  { role: 'serve', packages: ['koa-send', 'send'], callee: ['.default'], argument: 1 },
];

/** Methods of answers that send a file: known only on what a library handed to a handler. */
export const answerMethods: ReadonlyMap<string, number> = new Map([
  ['sendFile', 0],
  ['sendfile', 0],
  ['download', 0],
  ['attachment', 0],
]);

/** Options of served folders in plug-ins that are registered: `register(fastifyStatic, { root })`, `forRoot({ rootPath })`. */
export const servedOptions: ReadonlyMap<string, readonly string[]> = new Map([
  ['@fastify/static', ['root']],
  ['fastify-static', ['root']],
  ['@nestjs/serve-static', ['rootPath']],
  ['@hapi/inert', ['path']],
  ['hono/serve-static', ['root']],
  ['@hono/node-server', ['root']],
]);

/** Names of node:fs by which a module of the program is known as a copy or wrapper of it. */
export const fsNames: ReadonlySet<string> = new Set([
  ...['writeFile', 'readFile', 'appendFile', 'copyFile', 'rename', 'unlink', 'mkdir', 'readdir', 'stat', 'access'],
  ...[
    'writeFileSync',
    'readFileSync',
    'existsSync',
    'mkdirSync',
    'unlinkSync',
    'createReadStream',
    'createWriteStream',
  ],
  ...[
    'copy',
    'move',
    'remove',
    'emptyDir',
    'ensureDir',
    'ensureFile',
    'outputFile',
    'outputJson',
    'pathExists',
    'readJson',
  ],
  ...['writeJson', 'mkdirs', 'rm', 'copySync', 'moveSync', 'removeSync', 'ensureDirSync'],
]);

/** Names of options by which libraries are told where to put something, and those by which they are told where to find it. */
export const folderKey = /(dir|folder|storage|filename|dest)$/i;
export const readerKey =
  /^(root|base|cwd|src|app|work(ing)?)?dir$|view|layout|partial|template|locale|migration|entit|seed|public|static|asset|source|schema|proto|script|test|content|page|route|plugin|module/i;

/**
 * Calls that are handed a function with its arguments, and run it or give back what does: where the function stands, and how the arguments
 * follow it. `method`: an object and the name of its method stand for the function.
 * Source: documentation of async 3.2, q 1.5, kew 0.7, lodash 4.17, p-limit 6.2.
 */
export const appliers: readonly {
  readonly packages: readonly string[];
  readonly callee: readonly string[];
  readonly form: 'rest' | 'list' | 'method';
}[] = [
  { packages: ['async', 'neo-async'], callee: ['.apply'], form: 'rest' },
  { packages: ['q', 'kew'], callee: ['.nfcall'], form: 'rest' },
  { packages: ['q'], callee: ['.nfapply'], form: 'list' },
  { packages: ['q'], callee: ['.ninvoke', '.nsend'], form: 'method' },
  { packages: ['lodash', 'underscore'], callee: ['.partial'], form: 'rest' },
  { packages: ['p-limit'], callee: ['()'], form: 'rest' },
];
