import { isUtf8 } from 'node:buffer';
import { applyPatch, parsePatch, reversePatch, type StructuredPatch } from 'diff';
import { ToolError } from '../diagnostics/tool-error.ts';
import { byCodeUnit } from '../text/order.ts';
import { isRepositoryPath } from './repository-path.ts';
import type { Source, SourceFile } from './source.ts';

/** A path as a patch writes it → repository path. */
type Naming = (written: string) => string;

/**
 * What a source was before a patch that it has: the patch is taken back, file by file. A unified diff, or the output of `git diff` or
 * `git format-patch`, made at the repository's root or (`--relative`) in DIR. What it says of binary files and submodules is left
 * aside, since no code is either. `name` is how errors call the patch.
 * @throws ToolError `patch-unusable` where it is no patch, or where the source does not have what it leads to
 */
export function openUnpatched(source: Source, patch: string, name: string): Source {
  const { files, skipped, links } = source.list();
  const now = new Map(files.map((file) => [file.path, file]));
  /** What was there before: bytes, or null for nothing. */
  const before = new Map<string, Buffer | null>();
  const read = (path: string): Uint8Array | null => {
    const restored = before.get(path);
    return restored === undefined ? (source.read(path) ?? null) : restored;
  };
  const parts = parse(patch, name);
  const pathOf = namingOf(parts, source.dir, (path) => now.has(path));
  // What was changed last is taken back first.
  for (const part of [...parts].reverse()) takeBack(part, pathOf, read, before, name);

  const listed: SourceFile[] = files.filter(({ path }) => !before.has(path));
  for (const [path, bytes] of before) {
    if (bytes && isRepositoryPath(path)) listed.push({ ...now.get(path), path, size: bytes.length });
  }
  listed.sort((a, b) => byCodeUnit(a.path, b.path));
  const listing = { files: listed, skipped: skipped.filter(({ file }) => !before.has(file)), ...(links && { links }) };
  return {
    // Not on disk: whoever wants to run code of it has to make a copy.
    kind: 'revision',
    dir: source.dir,
    commit: null,
    dirty: null,
    list: () => listing,
    read: (path) => read(path) ?? undefined,
  };
}

const nothing = '/dev/null';
const oldName = ({ oldFileName }: StructuredPatch): string => oldFileName ?? nothing;
const newName = ({ newFileName }: StructuredPatch): string => newFileName ?? nothing;
const isGone = (part: StructuredPatch): boolean => part.isDelete === true || newName(part) === nothing;
const isNew = (part: StructuredPatch): boolean =>
  part.isCreate === true || part.isCopy === true || oldName(part) === nothing;

function parse(text: string, name: string): StructuredPatch[] {
  // The signature of a mail that `git format-patch` wrote would be read as a line that the patch takes away.
  const plain = text.replace(/^-- \r?\n(?=\d+\.\d)/gm, '');
  let parts: StructuredPatch[];
  try {
    parts = parsePatch(plain);
  } catch (error) {
    throw unusable(`it is no unified diff (${(error as Error).message})`, name, error);
  }
  const named = parts.filter((part) => oldName(part) !== nothing || newName(part) !== nothing);
  if (named.length === 0 && text.trim() !== '') throw unusable('it is no unified diff: it names no file', name);
  return named;
}

/** How a patch writes paths, told by the files that are there: with `a/` and `b/` or bare, from the root or from DIR. */
function namingOf(parts: readonly StructuredPatch[], dir: string, has: (path: string) => boolean): Naming {
  const strip: Naming = (written) => written.replace(/^[abciow12]\//, '');
  const below =
    (naming: Naming): Naming =>
    (written) =>
      `${dir}/${naming(written)}`;
  const bare: Naming = (written) => written;
  const namings = [strip, bare, ...(dir === '' ? [] : [below(strip), below(bare)])];
  const there = parts.filter((part) => !isGone(part)).map(newName);
  const fits = namings.map((naming) => there.filter((written) => has(naming(written))).length);
  return namings[fits.indexOf(Math.max(...fits))]!;
}

function takeBack(
  part: StructuredPatch,
  pathOf: Naming,
  read: (path: string) => Uint8Array | null,
  before: Map<string, Buffer | null>,
  name: string,
): void {
  if (part.isBinary || part.hunks.some(({ lines }) => lines.some(isNoContent))) return;
  const path = isGone(part) ? null : pathOf(newName(part));
  const earlier = isNew(part) ? null : pathOf(oldName(part));
  const bytes = path === null ? new Uint8Array() : read(path);
  if (bytes === null) throw mismatch(path!, name);
  // Of a copy the patch tells how it differs from what it was copied from, not its content.
  const restored = part.isCopy || !isUtf8(bytes) ? bytes : contentBefore(part, bytes, path !== null);
  if (restored === null) throw mismatch(path ?? earlier ?? '', name);
  if (path !== null && path !== earlier) before.set(path, null);
  if (earlier !== null) before.set(earlier, Buffer.from(restored));
}

/** What a text was before its part of the patch; null where the part does not lead to it. */
function contentBefore(part: StructuredPatch, bytes: Uint8Array, exists: boolean): Buffer | null {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  // A file that is gone has no line ends that the restored one should follow.
  const options = { autoConvertLineEndings: exists };
  const restored = part.hunks.length === 0 ? text : applyPatch(text, reversePatch(part), options);
  return restored === false ? null : Buffer.from(restored, 'utf8');
}

/** Lines that git shows in place of a submodule's or an LFS file's content. */
function isNoContent(line: string): boolean {
  return /^[+-](?:Subproject commit [0-9a-f]{40}|version https:\/\/git-lfs\.github\.com\/)/.test(line);
}

function mismatch(path: string, name: string): ToolError {
  return unusable(`${path} is not as the patch leaves it`, name);
}

function unusable(why: string, name: string, cause?: unknown): ToolError {
  return new ToolError(
    {
      code: 'patch-unusable',
      what: `the patch cannot be taken back: ${why}`,
      where: name,
      fix: 'make it of the base and the files that are analysed (`git diff BASE`, in CI after the checkout), or use --new-from BASE',
    },
    { cause },
  );
}
