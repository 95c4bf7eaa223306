import fs from 'node:fs';
import path from 'node:path';
import { satisfies } from 'semver';
import { describe, expect, it } from 'vitest';
import { libraryEntries } from '../../src/catalog/libraries/index.ts';
import type { LibraryProof } from '../../src/catalog/proof.ts';
import { proved } from '../../src/catalog/proved.ts';
import { byCodeUnit } from '../../src/text/order.ts';
import { repositoryRoot } from '../support/process.ts';

const models = path.join(repositoryRoot, 'proofs/models');
const entries = new Map(libraryEntries.map((entry) => [entry.id, entry]));
const lock: Record<string, { version: string; name?: string }> = JSON.parse(
  fs.readFileSync(path.join(models, 'package-lock.json'), 'utf8'),
).packages;
const checks = fs
  .readdirSync(path.join(models, 'checks'))
  .map((name) => fs.readFileSync(path.join(models, 'checks', name), 'utf8'))
  .join('\n');
const page = fs.readFileSync(path.join(repositoryRoot, 'docs/proofs/models.md'), 'utf8');

/** Versions of a package at the top of the lock file, under its own name or under that of a second major. */
const lockedVersions = (name: string) =>
  Object.entries(lock)
    .filter(([at, { name: real }]) => at.lastIndexOf('node_modules/') === 0 && (real ?? at.slice(13)) === name)
    .map(([, { version }]) => version);

describe('what is shown of the library entries', () => {
  it('is shown of entries that there are, once each, in order', () => {
    const ids = proved.map(({ id }) => id);
    expect(ids.filter((id) => !entries.has(id))).toEqual([]);
    expect(ids).toEqual([...new Set(ids)].sort(byCodeUnit));
  });

  it('is shown of at least a hundred', () => {
    expect(proved.filter(({ shown }) => shown).length).toBeGreaterThanOrEqual(100);
  });

  it.each(proved.map((proof) => [proof.id, proof] as const))('%s: package, version, check and page', (id, proof) => {
    const { packages, versions, verdict } = entries.get(id)!;
    expect(packages.some((name) => name === proof.package || name.startsWith(`${proof.package}/`))).toBe(true);
    if (!proof.package.startsWith('node:')) {
      expect(lockedVersions(proof.package)).toContain(proof.version);
      if (versions) expect(satisfies(proof.version, versions)).toBe(true);
    }
    expect(checks).toContain(`'${id}'`);
    expect(page).toContain(`| [\`${id}\`]`);
    // A silent entry is proved by the opposite of a loss.
    expect(verdict === 'silent' && (['memory', 'enters', 'twice'] as LibraryProof['kind'][]).includes(proof.kind)).toBe(
      false,
    );
    if (verdict === 'report') expect(proof.kind).not.toBe('shared');
  });
});
