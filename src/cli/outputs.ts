import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ToolError } from '../diagnostics/tool-error.ts';
import { contains } from './targets.ts';
import type { Output } from './values.ts';

/** As a place to write to, standard output by the convention of other commands (POSIX, utility syntax guideline 13). */
const STANDARD_OUTPUT = '-';

/** The file that an option names, absolute; null for standard output. */
export function placeOutput(named: string | undefined, cwd: string): string | null {
  return named === undefined || named === STANDARD_OUTPUT ? null : path.resolve(cwd, named);
}

/**
 * Where each report of the run goes, absolute. `file` is the value of `--output`: the place of the one format that names none
 * itself. No two may share a place.
 */
export function placeOutputs(given: readonly Output[], file: string | undefined, cwd: string): Output[] {
  const formats = given.map(({ format, path: own }) => ({ format, path: own === STANDARD_OUTPUT ? null : own }));
  const unplaced = formats.filter(({ path }) => path === null);
  if (unplaced.length > 1)
    throw conflict(`--format ${unplaced[1]?.format}`, 'two formats would both be written to standard output');
  if (file !== undefined && formats.length > 0 && unplaced.length === 0) {
    throw conflict(`--output ${file}`, 'every format has its own file already');
  }
  const outputs = (formats.length === 0 ? [{ format: 'pretty', path: null }] : formats).map(({ format, path: own }) => {
    return { format, path: placeOutput(own ?? file, cwd) };
  });
  const seen = new Set<string>();
  for (const { path: place } of outputs) {
    if (place === null) continue;
    if (seen.has(place)) throw conflict(place, 'two formats would be written to the same file');
    seen.add(place);
  }
  return outputs;
}

function conflict(where: string, what: string): ToolError {
  return new ToolError({
    code: 'output-conflict',
    what,
    where,
    fix: 'give each format its own file: --format pretty --format json:report.json',
  });
}

/** Fails early, before minutes of analysis, where a report could not be written at their end. */
export function assertWritable(named: string): void {
  const file = placeOf(named);
  try {
    if (fs.existsSync(file)) {
      if (fs.statSync(file).isDirectory()) throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' });
      fs.accessSync(file, fs.constants.W_OK);
    }
    fs.accessSync(path.dirname(file), fs.constants.W_OK);
  } catch (error) {
    throw notWritable(file, error);
  }
}

/**
 * Writes a report under a temporary name beside its place and renames it: a reader never sees half a report. A link is
 * followed first, but not out of the project that it lies in; what is no regular file (`/dev/null`, a named pipe) is written to as it is.
 */
export function writeOutput(named: string, text: string | Uint8Array): void {
  const file = placeOf(named);
  if (fs.existsSync(file) && !fs.statSync(file).isFile()) {
    fs.writeFileSync(file, text);
    return;
  }
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    fs.writeFileSync(temporary, text, { flag: 'wx' });
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw notWritable(file, error);
  }
}

/**
 * The place that a path (absolute) leads to. Links of a project may have come with it, and what they lead to outside of it is not to
 * be written over because a report happens to have the same name.
 */
function placeOf(named: string): string {
  const { root } = path.parse(named);
  const segments = path.relative(root, named).split(path.sep);
  let at = root;
  for (const [i, segment] of segments.entries()) {
    const next = path.join(at, segment);
    const asNamed = path.join(next, ...segments.slice(i + 1));
    if (!isLink(next)) {
      at = next;
      continue;
    }
    let real: string;
    try {
      real = fs.realpathSync(next);
    } catch {
      // To nothing, or to what has no name (`/dev/stdout`): there is nothing to write over.
      return asNamed;
    }
    const project = projectAround(at);
    if (project !== undefined && !contains(project, real)) {
      throw new ToolError({
        code: 'output-not-writable',
        what: 'the report cannot be written: a link of the project leads out of it',
        where: named,
        tried: [`${next} → ${real}`],
        fix: 'name the place itself where that is what you want, or another file',
      });
    }
    at = real;
  }
  return at;
}

function isLink(file: string): boolean {
  try {
    return fs.lstatSync(file).isSymbolicLink();
  } catch {
    return false;
  }
}

/** The git repository around a folder (without links), else the outermost folder above it that has a package.json. */
function projectAround(folder: string): string | undefined {
  let project: string | undefined;
  for (let at = folder; ; at = path.dirname(at)) {
    if (fs.existsSync(path.join(at, '.git'))) return at;
    if (fs.existsSync(path.join(at, 'package.json'))) project = at;
    if (path.dirname(at) === at) return project;
  }
}

function notWritable(file: string, cause: unknown): ToolError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const reason =
    code === 'ENOENT'
      ? 'its folder does not exist'
      : code === 'EISDIR'
        ? 'it is a folder'
        : code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
          ? 'it is not permitted'
          : message;
  return new ToolError(
    {
      code: 'output-not-writable',
      what: `the report cannot be written: ${reason}`,
      where: file,
      fix: 'name a file in a folder that exists and may be written to, or leave --output out and redirect standard output',
    },
    { cause },
  );
}

/**
 * Writes a file below a folder (absolute, without links) where there is none, with the folders above it; false where there is one
 * already. Never writes over anything, nor through a link that leads out of the folder.
 */
export function writeNew(root: string, file: string, text: string): boolean {
  const folder = path.dirname(file);
  try {
    let above = folder;
    while (!fs.existsSync(above)) above = path.dirname(above);
    if (!contains(root, fs.realpathSync(above)))
      throw Object.assign(new Error('a link leads out of the repository'), { code: 'ELINK' });
    fs.mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw notWritable(file, error);
  }
  try {
    fs.writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw notWritable(file, error);
  }
}
