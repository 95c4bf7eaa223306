import { createHash } from 'node:crypto';
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commitAll, git, scratchFolder, write } from '../source/scratch.ts';
import { check, notes, shop, shopRepository, told, withVisitors } from './support.ts';

const newFrom = ['--new-from', 'merge-base:main', '--format', 'json'];

describe('--new-from', () => {
  test('a pull request that adds one piece of state fails with exactly that finding', async () => {
    const root = shopRepository();
    write(root, withVisitors);
    commitAll(root);
    const ran = await check(root, newFrom);
    expect(told(ran)).toEqual(['carts existing', 'lastNumber existing', 'visitors new']);
    expect(ran.code).toBe(1);
    const pretty = await check(root, ['--new-from', 'merge-base:main']);
    expect(pretty.stdout).toContain('src/visitors.js:1:7');
    expect(pretty.stdout).not.toContain('src/invoices.js:1:5');
    expect(pretty.code).toBe(1);
  }, 30_000);

  test('one that moves, boxes and renames what was there stays green', async () => {
    const root = shopRepository();
    // A file moves and its symbol is renamed, a counter becomes a field, and everything slips down.
    mkdirSync(join(root, 'src/data'));
    renameSync(join(root, 'src/store.js'), join(root, 'src/data/store.js'));
    write(root, {
      'src/carts.js':
        "import { baskets } from './data/store.js';\n\nexport const addToCart = (id, item) => baskets.set(id, item);\n",
      'src/data/store.js': `// moved\n${shop['src/store.js']!.replace('carts = ', 'baskets = ')}`,
      'src/invoices.js': `// Numbers of invoices.
class Numbers {
  lastNumber = 0;
  next() {
    this.lastNumber += 1;
    return this.lastNumber;
  }
}
const numbers = new Numbers();

export const nextNumber = () => numbers.next();
`,
    });
    commitAll(root);
    const ran = await check(root, newFrom);
    expect(told(ran)).toEqual(['Numbers.lastNumber touched', 'baskets touched']);
    expect(notes(ran, 'compared')).toEqual([
      expect.stringMatching(/^compared with merge-base:main \([0-9a-f]{12}\): 0 new, 2 touched, 0 existing, 0 gone$/),
    ]);
    expect(ran.code).toBe(0);
  }, 30_000);

  test('a change elsewhere touches what its trace runs through; what it takes away is told as gone', async () => {
    const root = shopRepository();
    write(root, {
      'src/carts.js': shop['src/carts.js']!.replace('  carts.set', '  if (id === undefined) return;\n  carts.set'),
      'src/invoices.js': 'export function nextNumber() {\n  return crypto.randomUUID();\n}\n',
    });
    expect(told(await check(root, newFrom))).toEqual(['carts existing']);
    write(root, { 'src/carts.js': shop['src/carts.js']!.replace('carts.set(id, item)', 'carts.set(id, { ...item })') });
    const ran = await check(root, newFrom);
    expect(told(ran)).toEqual(['carts touched']);
    expect(notes(ran, 'compared')[0]).toContain('0 new, 1 touched, 0 existing, 1 gone');
    expect(ran.code).toBe(0);
  }, 30_000);

  test('what got graver is new: a caller in another file can do that', async () => {
    const cached = {
      'src/store.js': `import { load } from './database.js';

/** Everybody's carts. */
export const carts = new Map();

export async function cartOf(id) {
  if (!carts.has(id)) carts.set(id, await load(id));
  return carts.get(id);
}
`,
      'src/database.js':
        "import pg from 'pg';\n\nconst pool = new pg.Pool();\n\nexport const load = async (id) => (await pool.query('select * from carts where id = $1', [id])).rows[0];\n",
      'src/carts.js': "export { cartOf as addToCart } from './store.js';\n",
    };
    const root = shopRepository();
    git(root, ['checkout', '-q', 'main']);
    write(root, cached);
    commitAll(root);
    git(root, ['checkout', '-q', '-B', 'work']);
    const before = await check(root, newFrom);
    expect(told(before)).toEqual(['carts existing', 'lastNumber existing']);
    write(root, {
      'src/carts.js':
        "import { carts } from './store.js';\n\nexport function addToCart(id, item) {\n  carts.set(id, item);\n}\n",
    });
    const ran = await check(root, newFrom);
    expect(told(ran)).toEqual(['carts new', 'lastNumber existing']);
    expect(ran.code).toBe(1);
  }, 30_000);

  test('the base is read from git alone: no file, index or HEAD is touched, and no program of the repository runs', async () => {
    const root = shopRepository({ '.gitattributes': '*.js diff=loud filter=loud\n' });
    const ran = join(root, 'ran');
    for (const [name, value] of [
      ['diff.loud.command', `touch ${ran}`],
      ['diff.loud.textconv', `touch ${ran}; cat`],
      ['filter.loud.clean', `touch ${ran}; cat`],
      ['filter.loud.smudge', `touch ${ran}; cat`],
      ['diff.external', `touch ${ran}`],
      ['core.fsmonitor', `touch ${ran}`],
    ] as const)
      git(root, ['config', name, value]);
    write(root, withVisitors);
    const state = () => [git(root, ['rev-parse', 'HEAD']), git(root, ['stash', 'list'])];
    const before = state();
    expect(told(await check(root, newFrom))).toEqual(['carts existing', 'lastNumber existing', 'visitors new']);
    const { readdirSync } = await import('node:fs');
    expect(readdirSync(root)).not.toContain('ran');
    expect(state()).toEqual(before);
  }, 30_000);

  test('line ends of the checkout are no change', async () => {
    const root = shopRepository();
    git(root, ['config', 'core.autocrlf', 'true']);
    for (const [path, text] of Object.entries(shop)) write(root, { [path]: text.replaceAll('\n', '\r\n') });
    expect(told(await check(root, newFrom))).toEqual(['carts existing', 'lastNumber existing']);
  }, 30_000);

  test('submodules and Git LFS files are the same on both sides', async () => {
    const state = shop['src/invoices.js']!;
    const digest = createHash('sha256').update(state).digest('hex');
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${digest}\nsize ${state.length}\n`;
    const root = shopRepository({ 'src/invoices.js': pointer });
    git(root, ['update-index', '--add', '--cacheinfo', `160000,${'a'.repeat(40)},vendor/lib`]);
    git(root, ['commit', '-q', '-m', 'submodule']);
    git(root, ['branch', '-f', 'main']);
    // What a checkout with LFS writes.
    write(root, { 'src/invoices.js': state });
    const ran = await check(root, newFrom);
    expect(told(ran)).toEqual(['carts existing', 'lastNumber existing']);
    expect(JSON.parse(ran.stdout).projects[0].skipped).toContainEqual({ file: 'vendor/lib', reason: 'submodule' });
    expect(ran.code).toBe(0);
  }, 30_000);

  test('a folder that the base does not have is new as a whole', async () => {
    const root = shopRepository();
    for (const [path, text] of Object.entries(shop)) write(root, { [`apps/second/${path}`]: text });
    commitAll(root);
    const ran = await check(join(root, 'apps/second'), newFrom);
    expect(told(ran)).toEqual(['carts new', 'lastNumber new']);
    expect(ran.code).toBe(1);
  }, 30_000);

  test('a shallow clone ends with the line to add, an unknown branch with what was tried', async () => {
    const root = shopRepository();
    commitAll(root);
    const clone = join(scratchFolder(), 'clone');
    git(root, ['clone', '-q', '--depth=1', `file://${root}`, clone]);
    const shallow = await check(clone, ['--new-from', 'merge-base:main']);
    expect([shallow.code, shallow.stdout]).toEqual([2, '']);
    expect(shallow.stderr).toMatch(/^error\[shallow-clone\]:[\s\S]*`fetch-depth: 0`/);
    const unknown = await check(root, ['--new-from', 'merge-base:mian']);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toMatch(/^error\[revision-unknown\]:[\s\S]*tried: git rev-parse/);
  }, 30_000);
});

describe('--new-from-patch', () => {
  test('compares with the state before a patch, from a file or standard input', async () => {
    const root = shopRepository();
    write(root, withVisitors);
    git(root, ['add', '-A']);
    const patch = join(scratchFolder(), 'change.patch');
    write(join(patch, '..'), { 'change.patch': git(root, ['diff', '--cached']) });
    const ran = await check(root, ['--new-from-patch', patch, '--format', 'json']);
    expect(told(ran)).toEqual(['carts existing', 'lastNumber existing', 'visitors new']);
    expect(notes(ran, 'compared')[0]).toContain('compared with the state before the patch change.patch: 1 new');
    expect(ran.code).toBe(1);
    // A work tree that does not have the change cannot be compared.
    write(root, { 'src/visitors.js': '' });
    const other = await check(root, ['--new-from-patch', patch]);
    expect([other.code, other.stderr]).toEqual([2, expect.stringMatching(/^error\[patch-unusable\]/)]);
  }, 30_000);
});

describe('--base-report', () => {
  test('compares with what an earlier run said, whatever folder that looked at', async () => {
    const root = shopRepository();
    const saved = join(scratchFolder(), 'base.json');
    await check(root, ['--format', `json:${saved}`]);
    write(root, { ...withVisitors, 'src/invoices.js': `\n\n${shop['src/invoices.js']}` });
    const ran = await check(root, ['--base-report', saved, '--format', 'json']);
    expect(told(ran)).toEqual(['carts existing', 'lastNumber existing', 'visitors new']);
    expect(ran.code).toBe(1);
    const inner = await check(join(root, 'src'), ['--base-report', saved, '--format', 'json']);
    expect(told(inner)).toEqual(['carts existing', 'lastNumber existing', 'visitors new']);
  }, 30_000);

  test.each(['{', '[]', '{"version":2}', '{"version":1,"findings":[]}'])('that is none is told: %s', async (text) => {
    const root = shopRepository();
    const saved = join(scratchFolder(), 'base.json');
    write(join(saved, '..'), { 'base.json': text });
    const ran = await check(root, ['--base-report', saved]);
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringMatching(/^error\[report-unusable\]: [\s\S]*base\.json/)]);
  });

  test('two bases are one too many', async () => {
    const ran = await check(shopRepository(), ['--new-from', 'main', '--base-report', 'a.json']);
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringMatching(/^error\[bad-option\]: .*--base-report/)]);
  });
});
