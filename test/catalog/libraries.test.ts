import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { libraryContexts } from '../../src/catalog/index.ts';
import { libraryEntries } from '../../src/catalog/libraries/index.ts';
import { validateLibraries } from '../../src/catalog/validate-libraries.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/libraries/', import.meta.url));
const families = fs.readdirSync(fixtures);
const folders = new Map(
  families.flatMap((family) =>
    fs.readdirSync(path.join(fixtures, family)).map((id) => [id, path.join(fixtures, family, id)] as const),
  ),
);

/** The text of `loud.ts`, `silent.js`, ... in a fixture; empty where there is none. */
function textOf(folder: string, name: string): string {
  const file = ['.ts', '.js', '.tsx', '.mjs']
    .map((end) => path.join(folder, name + end))
    .find((one) => fs.existsSync(one));
  return file === undefined ? '' : fs.readFileSync(file, 'utf8');
}

describe('the library entries', () => {
  it('have no mistake that the validator knows', () => {
    expect(validateLibraries(libraryEntries, libraryContexts)).toEqual([]);
  });

  it('are data alone: they survive JSON, and are frozen', () => {
    expect(JSON.parse(JSON.stringify(libraryEntries))).toEqual(libraryEntries);
    expect(libraryEntries.filter((entry) => !Object.isFrozen(entry.use))).toEqual([]);
  });

  it('say which way out there is in words that begin in the middle of a sentence', () => {
    for (const { id, keeps, wayOut } of libraryEntries) {
      expect(`${id}: ${keeps}`).toMatch(/: [a-z]/);
      expect(`${id}: ${keeps} ${wayOut}`).not.toMatch(/\.$|\n| {2}/);
    }
  });

  it('have a fixture each, and no fixture is without one', () => {
    expect(libraryEntries.filter((entry) => !folders.has(entry.id)).map((entry) => entry.id)).toEqual([]);
    const ids = new Set(libraryEntries.map((entry) => entry.id));
    expect([...folders.keys()].filter((id) => !ids.has(id))).toEqual([]);
  });

  it.each(libraryEntries.map((entry) => [entry.id, entry] as const))(
    '%s is shown loud, silent and by a decoy',
    (id, entry) => {
      const folder = folders.get(id)!;
      const loud = textOf(folder, 'loud');
      expect(entry.packages.some((name) => names(loud, name))).toBe(true);
      if (entry.verdict === 'report') expect(loud).toMatch(new RegExp(`// (?:todo-)?expect: ${entry.rule}`));
      else expect(loud).not.toContain('// expect:');
      expect(textOf(folder, 'silent')).not.toBe('');
      const decoy = textOf(folder, 'decoy');
      expect(decoy).not.toBe('');
      expect(decoy).not.toBe(loud);
      expect(`${textOf(folder, 'silent')}${decoy}`).not.toContain('expect:');
    },
  );
});

/** Whether a text takes a package in: a specifier of it or of a sub-path, with or without `node:`; a global needs none. */
function names(text: string, name: string): boolean {
  if (name === '(global)') return true;
  const bare = name.replace(/^node:/, '');
  return [...text.matchAll(/(?:from|import|require\(|import\()\s*['"](?:node:)?([^'"\n]+)['"]/g)].some(
    ([, specifier]) => specifier === bare || specifier!.startsWith(`${bare}/`),
  );
}
