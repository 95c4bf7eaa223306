// What a build is, for the cache: two builds that could make other facts, or say something else of the same facts, differ in it.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** Files below a folder that run, by their path from there, sorted. */
function codeBelow(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map((entry) =>
      path
        .relative(folder, path.join(entry.parentPath ?? entry.path, entry.name))
        .split(path.sep)
        .join('/'),
    )
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function digestOf(folder, files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(fs.readFileSync(path.join(folder, file)))
      .update('\0');
  return hash.digest('hex');
}

/** What facts come from: the extractor, and how they are written down. */
export const extractorFiles = ['extract/extract.js', 'facts/facts-text.js'];

/** These files and all of the same folder that they import, whatever folder that is; sorted. */
function withImports(dist, entries) {
  const found = new Set();
  const visit = (file) => {
    if (found.has(file)) return;
    found.add(file);
    const text = fs.readFileSync(path.join(dist, file), 'utf8');
    for (const [, to] of text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"\n]*)"/g))
      visit(path.posix.join(path.posix.dirname(file), to));
  };
  for (const file of entries) visit(file);
  return [...found].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** `extractor`: what facts depend on; `tool`: what a verdict depends on. SHA-256 over the compiled code. */
export function buildIdentity(dist) {
  return { extractor: digestOf(dist, withImports(dist, extractorFiles)), tool: digestOf(dist, codeBelow(dist)) };
}
