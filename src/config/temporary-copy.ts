import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { codeExtensions, sourceExtensions } from '../paths/code-extensions.ts';
import { dirOf, extensionOf, foldersUpward, joinPath } from '../paths/repo-path.ts';
import type { Source } from '../source/source.ts';

/** Files that a configuration and what it imports may come to; real ones have one or two. */
const copyLimit = 500;

/**
 * Writes a code file of a source that is not on disk, and what it imports by relative paths, into a temporary folder, hands over its
 * place there and takes all of it away again. Packages are those that are installed in `root`, the repository on disk: they are
 * linked, never copied.
 */
export async function inTemporaryCopy<T>(
  source: Source,
  id: string,
  root: string | undefined,
  use: (file: string) => Promise<T>,
): Promise<T> {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'sharenothing-config-')));
  try {
    const files = importClosure(source, id);
    const folders = new Set(files.flatMap((file) => foldersUpward(dirOf(file))));
    const manifests = [...folders].map((dir) => (dir === '' ? 'package.json' : `${dir}/package.json`));
    for (const file of new Set([...files, ...manifests])) {
      const bytes = source.read(file);
      if (!bytes) continue;
      fs.mkdirSync(path.join(folder, dirOf(file)), { recursive: true });
      fs.writeFileSync(path.join(folder, file), bytes);
    }
    for (const dir of folders) {
      if (root === undefined) break;
      const installed = path.join(root, dir, 'node_modules');
      if (fs.existsSync(path.join(folder, dir, 'node_modules'))) continue;
      if (fs.statSync(installed, { throwIfNoEntry: false })?.isDirectory())
        fs.symlinkSync(installed, path.join(folder, dir, 'node_modules'), 'junction');
    }
    return await use(path.join(folder, id));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** A file and all that it imports by relative paths that stand in the code as they are; repository-relative. */
export function importClosure(source: Source, id: string): string[] {
  const found = new Set([id]);
  for (const file of found) {
    if (found.size >= copyLimit) break;
    const bytes = codeExtensions.includes(extensionOf(file)) ? source.read(file) : undefined;
    if (!bytes) continue;
    for (const written of importsOf(new TextDecoder('utf-8').decode(bytes))) {
      const target = joinPath(dirOf(file), written);
      const place = target === undefined ? undefined : candidates(target).find((path) => source.read(path));
      if (place !== undefined) found.add(place);
    }
  }
  return [...found];
}

function importsOf(text: string): string[] {
  const pattern = /\b(?:from|import|require)\s{0,9}\(?\s{0,9}(?:'(\.{1,2}\/[^'\n]+)'|"(\.{1,2}\/[^"\n]+)")/g;
  return Array.from(text.matchAll(pattern), ([, single, double]) => (single ?? double)!);
}

function candidates(target: string): string[] {
  const extension = extensionOf(target);
  const stem = target.slice(0, target.length - extension.length);
  return [
    target,
    ...(Object.hasOwn(sourceExtensions, extension) ? sourceExtensions[extension]!.map((other) => stem + other) : []),
    ...[...codeExtensions, '.json'].map((other) => target + other),
    ...codeExtensions.map((other) => `${target}/index${other}`),
  ];
}
