import type { Tree } from '../tree.ts';
import { kindOfStep } from './kinds.ts';
import { type Launch, type Reading, weights } from './site.ts';

/** Longer scripts (bytes) are installers, not starters. */
const sizeLimit = 100_000;

/** Whether a path is a shell script, by its extension or its first line. */
export function isShellFile(tree: Tree, path: string): boolean {
  return (
    tree.has(path) &&
    !isCodeName(path) &&
    (/\.(?:sh|bash)$/.test(path) || /^#!.*\b(?:ba|da|a|z)?sh\b/.test(firstLine(tree, path)))
  );
}

/** Whether the first line of a file names a JavaScript runtime. */
export function isNodeScript(tree: Tree, path: string): boolean {
  return tree.has(path) && /^#!.*\b(?:node|tsx|ts-node|bun|deno)\b/.test(firstLine(tree, path));
}

/** The words of the first line that names what runs a file: `#!/usr/bin/env -S node --import tsx` gives `node --import tsx`; else none. */
export function runnerOf(tree: Tree, path: string): readonly string[] {
  const words = firstLine(tree, path)
    .slice(2)
    .split(/\s+/)
    .filter((word) => word !== '');
  return /(?:^|\/)env$/.test(words[0] ?? '') ? words.slice(1).filter((word) => word !== '-S') : words;
}

/** Whether a file without extension and first line is code that node runs as it stands (`bin/www` of express-generator). */
export function readsAsNode(tree: Tree, path: string): boolean {
  const text = tree.shortText(path) ?? '';
  return (
    /^\s*(?:\/\/|\/\*|['"]use strict|(?:const|let|var)\s|import\s|require\()/.test(text) &&
    /\brequire\(|\bimport\s/.test(text)
  );
}

/** What the shell script that a command names starts. */
export function readShellFile(written: string, reading: Reading): readonly Launch[] {
  const { world, site, folders, open } = reading;
  const path = site.locate(written, folders).find((p) => isShellFile(world.tree, p));
  if (path === undefined || open.has(path)) return [];
  const text = world.tree.text(path) ?? '';
  const caller = reading.trail.at(-1);
  const step = caller !== undefined && caller.script === undefined ? kindOfStep(path) : null;
  return text.length > sizeLimit
    ? []
    : reading.shell(text, {
        ...reading,
        site: step === null ? site : { ...site, kind: step, weight: weights.script - 1 },
        open: new Set([...open, path]),
        trail: [...reading.trail, { file: path, line: 1 }],
      });
}

function isCodeName(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path);
}

function firstLine(tree: Tree, path: string): string {
  const text = tree.text(path) ?? '';
  return text.startsWith('#!') ? text.slice(0, 120).split('\n', 1)[0]! : '';
}
