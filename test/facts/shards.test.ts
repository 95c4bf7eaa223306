import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check, told } from '../change/support.ts';
import { commitAll, git, link, scratchFolder, write } from '../source/scratch.ts';
import { repositoryRoot } from '../support/process.ts';
import { monorepo, packages, shardAll, untimed } from './support.ts';

const json = ['--format', 'json', '--now', '2026-05-04'];

/** What a run over the repository says, and what a merge of facts says; they have to be the same bytes. */
async function bothWays(root: string, facts: readonly string[], options: readonly string[] = []): Promise<string> {
  const one = await check(root, [...json, ...options]);
  const merged = await check(root, ['merge', ...facts, ...json, ...options]);
  expect([merged.code, merged.stderr]).toEqual([one.code, one.stderr]);
  expect(untimed(merged.stdout)).toBe(untimed(one.stdout));
  return one.stdout;
}

describe('facts of shards, merged', () => {
  test('say what one run says, byte for byte: package by package, and in parts', async () => {
    const root = monorepo();
    const stdout = await bothWays(root, await shardAll(root));
    expect(JSON.parse(stdout).findings.map(({ symbol }: { symbol: string }) => symbol)).toEqual(['lastNumber']);
    const folder = scratchFolder();
    const parts: string[] = [];
    for (const index of [1, 2, 3]) {
      parts.push(join(folder, `${index}.jsonl`));
      expect((await check(root, ['--shard', `${index}/3`, '--output', parts.at(-1)!])).code).toBe(0);
    }
    await bothWays(root, parts.reverse(), ['--silences', '--confidence', 'low']);
  }, 60_000);

  test('so they do of a repository with everything that can be in one', async () => {
    const root = monorepo();
    cpSync(join(repositoryRoot, 'fixtures/showcase/orders-api'), join(root, 'apps/orders'), { recursive: true });
    write(root, {
      'apps/api/src/broken.js': 'let open = 0;\nexport function f( { open++; }\n',
      'apps/api/src/marked.ts': '\uFEFFlet marked = 0;\nexport const mark = () => (marked += 1);\n',
      'apps/api/src/large.js': `// ${'x'.repeat(1024 * 1024)}\n`,
      'apps/api/src/numbers.js':
        'export const all = [1e999, -0, 0x10, 1n, NaN, -1e999];\nlet seen = 1e999;\nexport const see = (n) => (seen = n);\n',
      'apps/api/src/wide.js': Buffer.from('\ufefflet wide = 0;\n', 'utf16le'),
      'apps/api/src/app.svelte': '<script>let x = 0;</script>\n',
      'apps/api/logo.png': Buffer.from([137, 80, 78, 71, 0, 1, 2]),
      'apps/api/esm/package.json': '{ "type": "module" }\n',
      'apps/api/esm/inner.js': 'export const inner = 1;\n',
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@prices": ["./packages/prices/src/index.js"] } } }\n',
      'apps/worker/src/worker.js': `import { priceOf } from '@prices';\nimport { level } from './level.js';\nlet rounds = 0;\nsetInterval(async () => { rounds += await priceOf(level); }, 1000);\n`,
      'apps/worker/Dockerfile':
        '# sharenothing-ignore-next-line module-state -- none\nFROM node:22\nCMD ["node", "src/worker.js"]\n',
      'sharenothing.config.mjs':
        "import { ignore } from './policy.mjs';\nexport default { ignore, rules: { 'module-cache': 'info' } };\n",
      'policy.mjs': "export const ignore = ['apps/orders/src/invoices.ts'];\n",
    });
    link(root, {
      'apps/worker/src/level.js': '../../api/src/level.js',
      'apps/api/out.js': '/etc/hosts',
      'apps/api/gone.js': 'none.js',
    });
    write(root, { 'apps/api/src/level.js': "export const level = 'apples';\n" });
    commitAll(root);
    write(root, { 'apps/api/src/late.js': 'export const late = 1;\n' });
    const facts = await shardAll(root, [...packages, 'apps/orders']);
    const stdout = await bothWays(root, facts, ['--silences']);
    const [{ skipped }] = JSON.parse(stdout).projects;
    expect(skipped.map(({ reason }: { reason: string }) => reason)).toEqual(
      expect.arrayContaining(['syntax', 'too-large', 'encoding', 'link-outside', 'link-broken', 'language']),
    );
  }, 60_000);

  test('need no source: they are judged where nothing else is', async () => {
    const root = monorepo();
    const facts = await shardAll(root);
    const elsewhere = scratchFolder();
    const moved = facts.map((file, at) => {
      cpSync(file, join(elsewhere, `${at}.jsonl`));
      return `${at}.jsonl`;
    });
    rmSync(root, { recursive: true });
    const ran = await check(elsewhere, ['merge', ...moved, ...json]);
    expect(told(ran)).toEqual(['lastNumber new']);
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.stdout).run).toMatchObject({ root: '', commit: null, dirty: null });
    const pretty = await check(elsewhere, ['merge', ...moved, '--rule', 'module-state=info']);
    expect([pretty.code, pretty.stdout]).toEqual([0, expect.stringContaining('packages/invoices/src/index.js:2:5')]);
  }, 60_000);

  test('are those of a package alone: who calls it changes the verdict and not its facts', async () => {
    const root = monorepo();
    const facts = await shardAll(root);
    const before = facts.map((file) => readFileSync(file, 'utf8'));
    const server = readFileSync(join(root, 'apps/api/src/server.js'), 'utf8');
    write(root, { 'apps/api/src/server.js': server.replace('invoice: nextNumber(), ', '') });
    await shardAll(root);
    const after = facts.map((file) => readFileSync(file, 'utf8'));
    expect(after.map((text, at) => text === before[at])).toEqual([true, false, true, true, true]);
    const ran = await check(root, ['merge', ...facts, ...json]);
    expect([told(ran), ran.code]).toEqual([[], 0]);
    // Neither folder, date nor commit is in them.
    const copy = scratchFolder();
    git(root, ['clone', '-q', root, join(copy, 'clone')]);
    const [other] = await shardAll(join(copy, 'clone'), ['packages/invoices']);
    expect(readFileSync(other!, 'utf8')).toBe(before[3]);
  }, 60_000);

  test('can be compared with a base, as one run can', async () => {
    const root = monorepo();
    git(root, ['checkout', '-q', '-b', 'work']);
    write(root, {
      'packages/prices/src/index.js':
        'let asked = 0;\n\nexport async function priceOf(sku) {\n  asked += 1;\n  return asked;\n}\n',
    });
    const facts = await shardAll(root);
    const stdout = await bothWays(root, facts, ['--new-from', 'merge-base:main']);
    expect(
      JSON.parse(stdout).findings.map(({ symbol, status }: Record<string, string>) => `${symbol} ${status}`),
    ).toEqual(['lastNumber existing', 'asked new']);
  }, 60_000);
});

describe('what does not fit is told', () => {
  test('facts of files that have changed since', async () => {
    const root = monorepo();
    const facts = await shardAll(root);
    write(root, {
      'packages/prices/src/index.js': 'export const priceOf = () => 1;\n',
      'apps/api/src/more.js': 'let x = 0;\n',
    });
    const ran = await check(root, ['merge', ...facts]);
    expect([ran.code, ran.stdout]).toEqual([2, '']);
    expect(ran.stderr).toMatch(/^error\[facts-stale\]: .*packages\/prices\/src\/index\.js and 1 more/);
    expect(ran.stderr).toContain('packages/prices/sharenothing.facts.jsonl');
  }, 60_000);

  test('a shard that is missing, handed over twice, of another version, or no facts', async () => {
    const root = monorepo();
    const facts = await shardAll(root);
    const merge = async (...files: string[]) => (await check(root, ['merge', ...files])).stderr;
    expect(await merge(...facts.slice(0, 4))).toContain(
      'error[facts-unusable]: the facts cannot be joined: those of packages/prices are missing',
    );
    expect(await merge(...facts.slice(1))).toContain("those of the repository's root are missing");
    expect(await merge(...facts, facts[1]!)).toContain('is in two of them');
    const [first] = facts;
    const text = readFileSync(first!, 'utf8');
    const altered = async (change: string, files = [first!]) => {
      write(root, { 'sharenothing.facts.jsonl': change });
      return merge(...files);
    };
    expect(await altered(text.replace(/"tool":"[^"]*"/, '"tool":"9.9.9"'))).toContain(
      'they were made by sharenothing 9.9.9',
    );
    expect(await altered(text.replace('replicas: 3', 'replicas: 1'))).toContain(
      'their content is not what their header says',
    );
    expect(await altered(text, [first!, 'package.json'])).toContain('facts and other files cannot be merged');
    write(root, { 'report.json': '{}' });
    expect(await merge('report.json', '--new-from', 'main')).toContain(
      'error[bad-option]: --new-from decides of a verdict',
    );
  }, 60_000);

  test('a package that is none', async () => {
    const root = monorepo();
    expect((await check(root, ['--shard', '@market/invoice'])).stderr).toMatch(
      /^error\[unknown-package\][\s\S]*did you mean "@market\/invoices"/,
    );
    expect((await check(root, ['--shard', '5/4'])).stderr).toMatch(/^error\[bad-value\]/);
    const named = await check(root, ['--shard', '@market/invoices']);
    const placed = await check(root, ['--shard', 'packages/invoices']);
    expect(named.stdout).toBe(placed.stdout);
    expect(named.stdout.split('\n')).toHaveLength(4);
  }, 60_000);
});
