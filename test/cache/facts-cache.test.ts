import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { openFactsCache } from '../../src/cache/facts-cache.ts';
import { extract } from '../../src/extract/extract.ts';
import type { Extracted } from '../../src/extraction.ts';
import { packFacts, unpackFacts } from '../../src/facts/facts-text.ts';
import { isCode } from '../../src/paths/code-extensions.ts';
import { sha256 } from '../../src/settle/digest.ts';
import { filesBelow } from '../fixtures/expectations.ts';
import { repositoryRoot } from '../support/process.ts';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'sharenothing-facts-cache-'));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));
let folders = 0;
const newFolder = () => path.join(scratch, `${folders++}`, 'deep');

const identity = '0123456789abcdef'.repeat(4);
const fixtures = path.join(repositoryRoot, 'fixtures/showcase');
const all = filesBelow(fixtures)
  .filter(isCode)
  .map((file) => {
    const text = fs.readFileSync(path.join(fixtures, file), 'utf8');
    return { path: file, digest: sha256(text), facts: extract(file, text) };
  });
const odd = 'export const odd = [1e999, 0, "{\\"$number\\":1}", NaN];\n';
const some = [...all, { path: 'odd.ts', digest: sha256(odd), facts: extract('odd.ts', odd) }];
/** Facts with the body that is read when it is asked for. */
const whole = (facts: Extracted | undefined) => {
  if (facts && 'outline' in facts) expect(facts.values).toBeDefined();
  return facts && { ...facts };
};
const plain = (facts: Extracted | undefined) => JSON.parse(JSON.stringify(whole(facts) ?? null));

async function fill(folder: string, entries: readonly (typeof some)[number][] = some): Promise<void> {
  const cache = openFactsCache(folder, identity);
  for (const { path, digest, facts } of entries) if (!cache.get(path, digest)) cache.set(path, digest, facts);
  cache.complete?.();
  expect(await cache.finish()).toBe(undefined);
}
const fileIn = (folder: string) => path.join(folder, fs.readdirSync(folder)[0]!);

describe('facts as text', () => {
  test('are the same facts again, with numbers that JSON has no form for', () => {
    for (const { facts } of some) expect(whole(unpackFacts(packFacts(facts)))).toEqual(facts);
    expect(new TextDecoder().decode(packFacts(some.at(-1)!.facts).body!)).toContain('"Infinity"');
  });
});

describe('the cache of facts', () => {
  test('gives what was put in, by path and content', async () => {
    const folder = newFolder();
    await fill(folder);
    const cache = openFactsCache(folder, identity);
    for (const { path, digest, facts } of some) expect(whole(cache.get(path, digest))).toEqual(facts);
    expect(cache).toMatchObject({ hits: some.length, misses: [], fault: undefined });
    expect(cache.get('elsewhere.ts', some[0]!.digest)).toBe(undefined);
    expect(cache.get(some[0]!.path, 'f'.repeat(64))).toBe(undefined);
    expect(cache.misses.map(({ why }) => why)).toEqual(['it is not in the cache', 'its content is another']);
  });

  test('writes nothing where all was known, and knows nothing of another build', async () => {
    const folder = newFolder();
    await fill(folder);
    const before = fs.statSync(fileIn(folder));
    await fill(folder);
    expect(fs.statSync(fileIn(folder)).mtimeMs).toBe(before.mtimeMs);
    const other = openFactsCache(folder, 'f'.repeat(64));
    expect(other.get(some[0]!.path, some[0]!.digest)).toBe(undefined);
    expect(other.fault).toBe(undefined);
  });

  test('is compact', async () => {
    const folder = newFolder();
    await fill(folder);
    const text = some.reduce((sum, { facts }) => sum + (packFacts(facts).body?.length ?? 0), 0);
    expect(fs.readdirSync(folder)).toHaveLength(1);
    expect(fs.statSync(fileIn(folder)).size).toBeLessThan(text / 3);
  });

  test('forgets what many runs have not used, and keeps what they have', async () => {
    const folder = newFolder();
    const [first, second] = some;
    await fill(folder, [first!, second!]);
    // Each run brings a new file, and uses the first.
    for (let run = 0; run < 60; run++) await fill(folder, [first!, { ...second!, path: `new-${run}.ts` }]);
    const cache = openFactsCache(folder, identity);
    expect(whole(cache.get(first!.path, first!.digest))).toEqual(first!.facts);
    expect(cache.get(second!.path, second!.digest)).toBe(undefined);
    const kept = Array.from({ length: 60 }, (_, run) => cache.get(`new-${run}.ts`, second!.digest)).filter(Boolean);
    expect(kept).toHaveLength(12);
  });

  test('damaged in any byte: the facts are those of no cache, and it is made anew', async () => {
    const folder = newFolder();
    await fill(folder, some.slice(0, 5));
    const whole = fs.readFileSync(fileIn(folder));
    const file = fileIn(folder);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at]! + by) % 256;
        fs.writeFileSync(file, changed);
        const cache = openFactsCache(folder, identity);
        for (const { path, digest } of some.slice(0, 5)) expect(cache.get(path, digest)).toBe(undefined);
      }),
      { numRuns: 300 },
    );
    fs.writeFileSync(file, whole.subarray(0, whole.length / 2));
    const damaged = openFactsCache(folder, identity);
    expect([damaged.get(some[0]!.path, some[0]!.digest), damaged.fault]).toEqual([undefined, 'corrupt']);
    await fill(folder, some.slice(0, 5));
    const again = openFactsCache(folder, identity);
    expect(plain(again.get(some[0]!.path, some[0]!.digest))).toEqual(plain(some[0]!.facts));
  });

  test('that cannot be written says so, and throws nothing', async () => {
    const blocked = path.join(scratch, 'a-file');
    fs.writeFileSync(blocked, '');
    const cache = openFactsCache(path.join(blocked, 'cache'), identity);
    cache.set(some[0]!.path, some[0]!.digest, some[0]!.facts);
    expect(await cache.finish()).toMatch(/^E\w+$/);
  });
});
