import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join, resolve, sep } from 'node:path';
import { ToolError } from '../diagnostics/tool-error.ts';
import { trustedPath } from '../paths/trusted-path.ts';

/** What surrounds the program, as far as a source asks for it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A git program bound to one repository. */
export type Git = {
  /** Runs a command at the repository's root; bytes of its output. Throws a ToolError `git-failed`. */
  run(args: readonly string[], input?: string): Buffer;
  /** The same, or undefined where the command ends with an error. What it warns of is added to `warnings`, by line. */
  attempt(args: readonly string[], warnings?: string[]): Buffer | undefined;
};

/** How `openGit` ended: a usable git, no program, or a git that will not work on this repository (with its words). */
export type GitState =
  | { readonly git: Git; readonly problem: null }
  | { readonly git: null; readonly problem: 'git-missing' | 'git-refused'; readonly message: string };

/** Output of one command at most, in bytes: the listing of some ten million files. */
const outputLimit = 1024 * 1024 * 1024;

/** Milliseconds after which a command does not end any more: a configuration may name a pipe that nobody writes to. */
const patience = 600_000;

/**
 * Settings in force for every command. A repository's own configuration may name programs (file system monitor, hooks,
 * filters, diff drivers) and git would start them: nothing of the target is ever run.
 */
const settings = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['core.untrackedCache', 'false'],
  ['core.quotePath', 'false'],
  ['protocol.allow', 'never'],
  ['submodule.recurse', 'false'],
].flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/**
 * Binds git to the repository whose work tree starts at `root` (absolute, real path). Variables of an enclosing git
 * process that would point to another repository are dropped; GIT_INDEX_FILE, which a pre-commit hook of a partial
 * commit needs, is kept where it belongs to this one.
 */
export function openGit(root: string, environment: Environment, timeout = patience): GitState {
  const path = trustedPath(environment.PATH ?? environment.Path ?? '', root);
  const program = findGit(path);
  if (!program) return { git: null, problem: 'git-missing', message: 'no git program was found on PATH' };
  const env = childEnvironment(path, environment);
  const start = (args: readonly string[], extra: Environment, input?: string) => {
    const result = spawnSync(program, ['--no-pager', ...settings, ...args], {
      cwd: root,
      env: { ...env, ...extra },
      input: input ?? '',
      maxBuffer: outputLimit,
      timeout,
      killSignal: 'SIGKILL',
      windowsHide: true,
    });
    // What would be left out otherwise would depend on the clock.
    if ((result.error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT') {
      throw failure(root, args, `git ${args[0]} did not end`, `it was ended after ${timeout / 1000} seconds`);
    }
    const failed = result.error !== undefined || result.status !== 0;
    const stderr = result.stderr?.toString('utf8') ?? '';
    const said = result.error?.message ?? stderr.trim().slice(0, 500);
    return { failed, status: result.status, said, stderr, output: result.stdout };
  };

  const probe = start(['rev-parse', '--show-toplevel', '--absolute-git-dir'], {});
  if (probe.failed) return { git: null, problem: 'git-refused', message: probe.said };
  const [said, top] = [probe.output.toString('utf8'), `${root.replaceAll(sep, '/')}\n`];
  // `core.worktree` may name any folder, the root of the file system too.
  if (!said.startsWith(top)) {
    return { git: null, problem: 'git-refused', message: 'its configuration places the work tree elsewhere' };
  }

  const own: Record<string, string> = {};
  const index = environment.GIT_INDEX_FILE;
  const foreign =
    environment.GIT_DIR !== undefined &&
    resolve(root, environment.GIT_DIR) !== resolve(said.slice(top.length).trimEnd());
  if (index && !foreign) own.GIT_INDEX_FILE = index;
  const filters = start(['config', '-z', '--name-only', '--get-regexp', '^filter\\.'], {});
  // 1: there is none. With any other end some may be unknown, which git would start.
  if (filters.failed && filters.status !== 1) return { git: null, problem: 'git-refused', message: filters.said };
  Object.assign(own, withoutFilters(filters.output));

  return {
    problem: null,
    git: {
      run(args, input) {
        const { failed, said, output } = start(args, own, input);
        if (!failed) return output;
        throw failure(root, args, `git ${args[0]} ended with an error`, said);
      },
      attempt(args, warnings) {
        const { failed, stderr, output } = start(args, own);
        warnings?.push(...stderr.split('\n'));
        return failed ? undefined : output;
      },
    },
  };
}

function failure(root: string, args: readonly string[], what: string, said: string): ToolError {
  return new ToolError({
    code: 'git-failed',
    what,
    where: root,
    tried: [`git ${args.join(' ')}`, ...(said ? [said] : [])],
    fix: 'run the command above in that folder and repair what it names',
  });
}

/** The records of an output whose records end in NUL. Names that are no UTF-8 come with replacement characters. */
export function records(output: Buffer): string[] {
  const list = output.toString('utf8').split('\0');
  if (list.at(-1) === '') list.pop();
  return list;
}

function findGit(path: readonly string[]): string | undefined {
  const name = process.platform === 'win32' ? 'git.exe' : 'git';
  for (const folder of path) {
    const candidate = join(folder, name);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // Not here: the next entry may have it.
    }
  }
  return undefined;
}

function childEnvironment(path: readonly string[], environment: Environment): Record<string, string> {
  const env: Record<string, string> = {};
  // Where the user's own configuration is (global ignores, safe.directory) and where discovery has to stop.
  const kept = /^(?:HOME|USERPROFILE|HOMEDRIVE|HOMEPATH|XDG_CONFIG_HOME|SUDO_UID|SYSTEMROOT|TMPDIR|TEMP|TMP)$/i;
  const keptOfGit =
    /^GIT_(?:CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|TEST_ASSUME_DIFFERENT_OWNER)$/;
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && (kept.test(name) || keptOfGit.test(name))) env[name] = value;
  }
  return {
    ...env,
    PATH: path.join(delimiter),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_TERMINAL_PROMPT: '0',
    // No transport is allowed, should an older git want to fetch a missing object all the same.
    GIT_ALLOW_PROTOCOL: 'none',
  };
}

/**
 * Variables that empty every clean, smudge and process filter that any configuration defines: git runs those to compare
 * contents. Passed by environment, since on the command line a name with `=` in it would escape.
 */
function withoutFilters(names: Buffer | null): Record<string, string> {
  const drivers = new Set<string>();
  for (const name of names ? records(names) : []) drivers.add(name.slice(0, name.lastIndexOf('.')));
  const pairs = [...drivers].flatMap((driver) => [
    [`${driver}.clean`, ''],
    [`${driver}.smudge`, ''],
    [`${driver}.process`, ''],
    [`${driver}.required`, 'false'],
  ]);
  const env: Record<string, string> = { GIT_CONFIG_COUNT: String(pairs.length) };
  pairs.forEach(([name, value], i) => {
    env[`GIT_CONFIG_KEY_${i}`] = name!;
    env[`GIT_CONFIG_VALUE_${i}`] = value!;
  });
  return env;
}

/** The commit that HEAD names; null where there is none yet. */
export function headCommit(git: Git): string | null {
  return git.attempt(['rev-parse', '--verify', '-q', 'HEAD^{commit}'])?.toString('latin1').trim() ?? null;
}
