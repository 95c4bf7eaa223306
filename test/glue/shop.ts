import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { makeProject } from '../cli/support.ts';
import { repositoryRoot } from '../support/process.ts';

/** A server without state of its own; `withState` adds a counter in memory. */
const clean = `import express from 'express';

const app = express();
app.get('/', (request, response) => {
  response.json({ hello: request.query.name });
});
app.listen(3000);
`;

/** The same server after a change that brings no state. */
export const otherwise = clean.replace("get('/'", "get('/hello'");

export const withState = clean
  .replace('const app', 'let visits = 0;\nconst app')
  .replace('response.json({', 'visits += 1;\n  response.json({ visits,');

/** A git repository with a committed server and this tool in its node_modules, as `npm install` would put it there. */
export function makeShop(files: Readonly<Record<string, string>> = {}): string {
  const dir = makeProject({
    'package.json': `${JSON.stringify({ name: 'shop', type: 'module', dependencies: { express: '^5.0.0' }, scripts: { start: 'node src/server.js' } }, null, 2)}\n`,
    '.gitignore': 'node_modules/\n',
    'src/server.js': clean,
    ...files,
  });
  fs.mkdirSync(path.join(dir, 'node_modules/.bin'), { recursive: true });
  fs.symlinkSync(repositoryRoot, path.join(dir, 'node_modules/sharenothing'));
  fs.symlinkSync('../sharenothing/bin/sharenothing.js', path.join(dir, 'node_modules/.bin/sharenothing'));
  git(dir, 'init', '--quiet', '--initial-branch', 'main');
  git(dir, 'config', 'user.name', 'Shop');
  git(dir, 'config', 'user.email', 'shop@example.com');
  git(dir, 'add', '.');
  git(dir, 'commit', '--quiet', '--message', 'A server');
  return dir;
}

export function git(cwd: string, ...argv: string[]): string {
  return execFileSync('git', argv, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: environment() });
}

/** The environment of the machine without what its own CI or a git hook that runs the tests has set. */
export function environment(added: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) =>
      !/^(?:GIT_|CI$|CI_|GITHUB_|NODE_OPTIONS|NO_COLOR|FORCE_COLOR|VITEST|LEFTHOOK|HUSKY|PRE_COMMIT)/.test(name),
  );
  return { ...Object.fromEntries(own), NODE_ENV: undefined, ...added };
}

export type Ended = { readonly code: number; readonly output: string };

/** Runs a program to its end; what it wrote to both streams, in one text. */
export function runProgram(
  cwd: string,
  program: string,
  argv: readonly string[],
  added: Readonly<Record<string, string>> = {},
): Ended {
  const { status, stdout, stderr } = spawnSync(program, argv, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(added),
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status ?? -1, output: `${stdout}${stderr}` };
}

/** Tries to commit the work tree with `text` as the server; what git and its hooks said. */
export function commitServer(dir: string, text: string, added: Readonly<Record<string, string>> = {}): Ended {
  fs.writeFileSync(path.join(dir, 'src/server.js'), text);
  git(dir, 'add', '.');
  return runProgram(dir, 'git', ['commit', '--message', 'A change'], added);
}
