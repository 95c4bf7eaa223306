import path from 'node:path';
import { diskFiles } from '../config/config-files.ts';
import { ToolError } from '../diagnostics/tool-error.ts';
import { baseOf, dirOf, foldersUpward, isBelow } from '../paths/repo-path.ts';
import type { Baseline, BaselineFile } from '../settle/baseline.ts';
import { digestOf } from '../settle/digest.ts';
import type { Waivers } from '../settle/waive.ts';
import type { Source } from '../source/source.ts';
import { baselineName, readBaseline } from './baseline-file.ts';
import { readWaivers, waiversNames } from './waivers-file.ts';

/** Which file to use: the absolute path of one that the user named, `null` for none, undefined for those that are found. */
export type PolicyFile = string | null | undefined;

export type PolicyRequest = {
  /** Where the files are read: what is analysed, or another state of it that the change under review cannot edit. */
  readonly source: Source;
  /** The repository's root on disk; absent for sources that are not on disk. */
  readonly root?: string;
  readonly baseline?: PolicyFile;
  readonly waivers?: PolicyFile;
  readonly ruleIds: readonly string[];
};

/** What was agreed on beforehand: findings that are known, and findings that are accepted for a time. */
export type Policy = {
  readonly baseline: Baseline | null;
  readonly waivers: Waivers | null;
  /** SHA-256 over both. */
  readonly digest: string;
};

/** Larger files are not read (bytes): an entry takes about two hundred. */
const baselineLimit = 16 * 1024 * 1024;
const waiversLimit = 1024 * 1024;

/**
 * Finds and reads baselines and waivers. Of waivers, the file of the analysed folder counts, else that of the nearest folder above. Of
 * baselines all do, of the folder, of those above it and of those below: each speaks for its own folder.
 * @throws ToolError where one of them cannot be used
 */
export function loadPolicy(request: PolicyRequest): Policy {
  const baseline = loadBaseline(request);
  const waivers = loadWaivers(request);
  const digest = digestOf({
    baseline: (baseline ?? []).flatMap(({ entries }) => entries.map(({ from, line, ...entry }) => entry)),
    waivers: (waivers?.entries ?? []).map(({ line, ...waiver }) => waiver),
  });
  return { baseline, waivers, digest };
}

function loadBaseline(request: PolicyRequest): Baseline | null {
  const { source, baseline } = request;
  if (baseline === null) return null;
  const read = ({ name, dir, text }: Found): BaselineFile => ({
    file: name,
    dir,
    entries: readBaseline(text, name, dir),
  });
  if (baseline !== undefined) return [read(named(baseline, '--baseline', request, baselineLimit))];
  const below = source
    .list()
    .files.map((file) => file.path)
    .filter((file) => baseOf(file) === baselineName && dirOf(file) !== source.dir && isBelow(file, source.dir));
  const found = [...allAbove(source, [baselineName]), ...below].map((file) =>
    read(foundIn(source, file, baselineLimit)),
  );
  return found.length === 0 ? null : found;
}

function loadWaivers(request: PolicyRequest): Waivers | null {
  const { source, waivers, ruleIds } = request;
  if (waivers === null) return null;
  const place = waivers === undefined ? allAbove(source, waiversNames)[0] : undefined;
  if (waivers === undefined && place === undefined) return null;
  const { name, dir, text } =
    waivers === undefined ? foundIn(source, place!, waiversLimit) : named(waivers, '--waivers', request, waiversLimit);
  return { file: name, dir, entries: readWaivers(text, name, dir, ruleIds) };
}

/** A file with the name that reports call it by, and the folder that it speaks for. */
type Found = { readonly name: string; readonly dir: string; readonly text: string };

/** The files of some names in the analysed folder and in those above it up to the repository's root, nearest first. */
function allAbove(source: Source, names: readonly string[]): readonly string[] {
  const files = new Set(source.list().files.map((file) => file.path));
  return foldersUpward(source.dir)
    .flatMap((dir) => names.map((name) => (dir === '' ? name : `${dir}/${name}`)))
    .filter((file) => files.has(file));
}

function foundIn(source: Source, file: string, limit: number): Found {
  return { name: file, dir: dirOf(file), text: textOf(source.read(file) ?? new Uint8Array(), file, limit) };
}

/** The file that the user named: of the source where it lies in it, else from disk. That one speaks for the analysed folder. */
function named(file: string, option: string, { source, root }: PolicyRequest, limit: number): Found {
  const inside = root === undefined ? undefined : path.relative(root, file).split(path.sep).join('/');
  const isInside = inside !== undefined && !inside.startsWith('../') && !path.isAbsolute(inside);
  const bytes = isInside ? source.read(inside) : undefined;
  if (bytes) return { name: inside!, dir: dirOf(inside!), text: textOf(bytes, inside!, limit) };
  const onDisk = isInside && source.kind !== 'worktree' ? undefined : diskFiles(source.dir).read(file);
  if (onDisk) {
    const name = isInside ? inside! : path.basename(file);
    return { name, dir: isInside ? dirOf(inside!) : source.dir, text: textOf(onDisk, name, limit) };
  }
  throw new ToolError({
    code: 'policy-not-found',
    what: 'there is no such file',
    where: `${option} ${file}`,
    fix: `name an existing file, or leave ${option} out to search for one`,
  });
}

function textOf(bytes: Uint8Array, where: string, limit: number): string {
  if (bytes.length > limit) {
    throw new ToolError({
      code: 'policy-unreadable',
      what: `the file has ${bytes.length} bytes, more than ${limit}`,
      where,
      fix: 'keep one such file for each package',
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ToolError(
      { code: 'policy-unreadable', what: 'the file is no UTF-8 text', where, fix: 'save it as UTF-8' },
      { cause: error },
    );
  }
}
