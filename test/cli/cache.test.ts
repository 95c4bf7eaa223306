import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { commitAll, git } from '../source/scratch.ts';
import { repositoryRoot, runProcess } from '../support/process.ts';
import { makeProject } from './support.ts';

const preload = (name: string) => ['--require', path.join(repositoryRoot, 'test/support/preload', name)];

const shop = {
  'package.json': JSON.stringify({
    name: 'shop',
    dependencies: { express: '5', pg: '8' },
    scripts: { start: 'node src/server.js' },
  }),
  'src/server.js': `const express = require('express');
const { priceOf } = require('./prices.js');
const carts = new Map();
const app = express();
app.post('/:id', async (request, response) => {
  carts.set(request.params.id, request.body);
  response.json(await priceOf(request.body.sku));
});
app.listen(3000);
`,
  'src/prices.js': `const { Pool } = require('pg');
const pool = new Pool();
const prices = new Map();
exports.priceOf = async (sku) => {
  if (!prices.has(sku)) prices.set(sku, (await pool.query('select cents from prices where sku = $1', [sku])).rows[0]);
  return prices.get(sku);
};
`,
  'src/broken.js': 'exports.half = (;\n',
  'node_modules/.keep': '',
};

let dir: string;
let location: string;
beforeEach(() => {
  dir = makeProject(shop);
  location = `${dir}-cache`;
});
const made: string[] = [];
afterAll(() => {
  for (const folder of made) fs.rmSync(folder, { recursive: true, force: true });
});

type Run = { readonly argv?: readonly string[]; readonly env?: Record<string, string>; readonly node?: string[] };

async function check({ argv = ['--cache-location', location], env = {}, node = [] }: Run = {}) {
  made.push(dir, location);
  const all = ['--format', 'json', '--silences', '--now', '2026-05-04', '--debug', 'cache', ...argv];
  const ran = await runProcess(all, { cwd: dir, env: { SHARENOTHING_NO_CACHE: '', ...env }, node });
  const report = JSON.parse(ran.stdout) as Report;
  return {
    ...ran,
    report,
    bytes: JSON.stringify({ ...report, timing: {} }),
    taken: ran.stderr.includes('cache: verdict taken over'),
  };
}
const without = () => check({ argv: ['--no-cache'] });
const filesIn = (folder: string) => (fs.existsSync(folder) ? fs.readdirSync(folder).sort() : []);
const write = (file: string, text: string) => {
  fs.mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
  fs.writeFileSync(path.join(dir, file), text);
};

describe('cold and warm', () => {
  test('the same bytes, and the compiler is loaded when cold alone', async () => {
    const node = preload('tell-compilers.cjs');
    const none = await without();
    const cold = await check({ node });
    const warm = await check({ node });
    expect([cold.bytes === none.bytes, warm.bytes === none.bytes]).toEqual([true, true]);
    expect([cold.taken, warm.taken]).toEqual([false, true]);
    expect([cold.code, warm.code]).toEqual([none.code, none.code]);
    expect(cold.stderr).toMatch(/^loaded compilers: [1-9]/m);
    expect(warm.stderr).toMatch(/^loaded compilers: 0$/m);
    expect(none.report.findings.map(({ symbol }) => symbol).sort()).toEqual(['carts', 'prices']);
    expect(warm.report.projects[0]?.skipped).toContainEqual(expect.objectContaining({ reason: 'syntax' }));
  });

  test('the same bytes with any number of threads, before and after a change', async () => {
    const bytes = new Set<string>();
    for (const threads of ['1', '2', '4']) {
      location = `${dir}-cache-${threads}`;
      const argv = ['--cache-location', location, '--concurrency', threads];
      for (let run = 0; run < 2; run++) bytes.add((await check({ argv })).bytes);
    }
    expect(bytes.size).toBe(1);
    write(
      'src/prices.js',
      shop['src/prices.js'].replaceAll('prices.', 'known.').replace('const prices', 'const known'),
    );
    const changed = await check({ argv: ['--cache-location', location, '--concurrency', '2'] });
    expect(changed.stderr).toContain('verdict not taken over: src/prices.js has another content');
    expect(changed.stderr).toContain('cache: facts of src/prices.js: its content is another');
    expect(changed.stderr).not.toContain('facts of src/server.js');
    expect(changed.bytes).toBe((await without()).bytes);
    expect(bytes.has(changed.bytes)).toBe(false);
  });

  test('--no-cache neither reads nor writes', async () => {
    await without();
    expect(filesIn(location)).toEqual([]);
    expect(fs.existsSync(path.join(dir, 'node_modules/.cache'))).toBe(false);
  });
});

describe('a kept verdict is not taken over', () => {
  const changes: Readonly<Record<string, () => readonly string[]>> = {
    'when code changes': () => {
      write('src/server.js', shop['src/server.js'].replaceAll('carts', 'baskets'));
      return [];
    },
    'when a file comes': () => {
      write('src/extra.js', 'let count = 0;\nexports.next = () => ++count;\n');
      return [];
    },
    'when a file goes': () => {
      fs.rmSync(path.join(dir, 'src/broken.js'));
      return [];
    },
    'when a file is ignored': () => {
      write('.gitignore', 'src/broken.js\n');
      return [];
    },
    'when a manifest changes': () => {
      write('package.json', shop['package.json'].replace('node src/server.js', 'node src/prices.js'));
      return [];
    },
    'when a deployment comes': () => {
      write('Procfile', 'web: node src/server.js\n');
      return [];
    },
    'when the configuration declares a process': () => {
      write('sharenothing.yaml', 'processes:\n  - { name: prices, kind: worker, entry: src/prices.js }\n');
      return [];
    },
    'when the preset is another': () => ['--preset', 'strict'],
  };
  test.each(Object.keys(changes))('%s', async (name) => {
    await check();
    const argv = changes[name]!();
    const changed = await check({ argv: ['--cache-location', location, ...argv] });
    expect(changed.taken).toBe(false);
    expect(changed.bytes).toBe((await check({ argv: ['--no-cache', ...argv] })).bytes);
    expect((await check({ argv: ['--cache-location', location, ...argv] })).bytes).toBe(changed.bytes);
  });

  /** The program was linked, and not what was found before taken over. */
  const isLinked = ({ report }: Awaited<ReturnType<typeof check>>) => 'link.points' in report.timing;

  test('where only what no process loads changed, nothing is linked, and errors of syntax are told as they are now', async () => {
    const first = await check();
    write('src/broken.js', 'exports.half = (;\nexports.other = (;\n');
    const changed = await check();
    expect([isLinked(first), isLinked(changed), changed.taken]).toEqual([true, false, false]);
    expect(changed.bytes).toBe((await without()).bytes);
    expect(changed.bytes).not.toBe(first.bytes);
    expect((await check()).bytes).toBe(changed.bytes);
  });

  test('where a file that no process loads imports another or is code of the server after all, the program is linked', async () => {
    await check();
    for (const text of ["require('./server.js');\n", "require('./server.js');\nprocess.exit();\n"]) {
      write('src/broken.js', text);
      const changed = await check();
      expect(isLinked(changed)).toBe(true);
      expect(changed.bytes).toBe((await without()).bytes);
    }
  });

  test('where a file of the server changed, the program is linked', async () => {
    await check();
    write('src/server.js', shop['src/server.js'].replace('carts.set(', 'carts.set( '));
    const changed = await check();
    expect(isLinked(changed)).toBe(true);
    expect(changed.bytes).toBe((await without()).bytes);
  });

  const settings: Readonly<Record<string, () => readonly string[]>> = {
    'a severity': () => ['--rule', 'module-state=info'],
    'a baseline': () => {
      const entry = { file: 'src/server.js', ruleId: 'module-state', symbol: 'carts', severity: 'error' };
      const line = JSON.stringify({ ...entry, writes: ['put:request'], fingerprint: '0'.repeat(32) });
      fs.writeFileSync(`${location}.jsonl`, `${line}\n`);
      return ['--baseline', `${location}.jsonl`];
    },
    'the date': () => ['--now', '2027-01-01'],
    'a rule that is off': () => ['--skip', 'module-cache'],
    'the confidence': () => ['--confidence', 'low'],
  };
  test.each(Object.keys(settings))('what is settled afterwards holds all the same: %s', async (name) => {
    const first = await check();
    const argv = settings[name]!();
    const second = await check({ argv: ['--cache-location', location, ...argv] });
    expect(second.taken).toBe(true);
    expect(second.bytes).toBe((await check({ argv: ['--no-cache', ...argv] })).bytes);
    if (name !== 'the confidence') expect(second.bytes).not.toBe(first.bytes);
  });

  test('nothing is kept of a run that met a fault', async () => {
    const argv = ['--cache-location', location, '--concurrency', '2'];
    const node = preload('deadly-file.cjs');
    const faulty = await check({ argv, node, env: { TEST_DEADLY: 'src/prices.js' } });
    expect(faulty.report.errors).toHaveLength(1);
    expect(filesIn(location).filter((name) => name.startsWith('verdict'))).toEqual([]);
    const sound = await check({ argv });
    expect(sound.bytes).toBe((await without()).bytes);
  });
});

describe('where it is', () => {
  const env = () => ({ XDG_CACHE_HOME: `${dir}-user` });
  const user = () => path.join(`${dir}-user`, 'sharenothing');

  test('outside git: in a folder of the user, whatever came with the project', async () => {
    made.push(`${dir}-user`);
    await check({ argv: [], env: env() });
    expect(fs.existsSync(path.join(dir, 'node_modules/.cache'))).toBe(false);
    expect(filesIn(path.join(user(), filesIn(user())[0]!))).toHaveLength(2);
    expect((await check({ argv: [], env: env() })).taken).toBe(true);
  });

  test('in git: in node_modules, unless git tracks a cache there', async () => {
    made.push(`${dir}-user`);
    write('.gitignore', 'node_modules\n');
    git(dir, ['init', '-q']);
    commitAll(dir);
    await check({ argv: [], env: env() });
    const own = path.join(dir, 'node_modules/.cache/sharenothing');
    expect(filesIn(own)).toHaveLength(2);
    expect((await check({ argv: [], env: env() })).taken).toBe(true);
    expect(filesIn(user())).toEqual([]);
    // A stranger's verdict comes with the repository: it is none.
    git(dir, ['add', '-f', 'node_modules/.cache']);
    commitAll(dir);
    const planted = await check({ argv: [], env: env() });
    expect(planted.taken).toBe(false);
    expect(filesIn(user())).toHaveLength(1);
  });

  test.each([
    ['a link to a folder of the repository', 'node_modules/.cache', '../planted'],
    ['a link to a folder elsewhere', 'node_modules/.cache', 'elsewhere'],
    ['a link below it', 'node_modules/.cache/sharenothing', '../../planted/sharenothing'],
    ['node_modules as a link', 'node_modules', 'modules'],
    ['node_modules as a repository inside', 'node_modules', 'repository'],
  ])('in git: what comes with the repository is no cache: %s', async (_, place, target) => {
    made.push(`${dir}-user`, `${dir}-elsewhere`);
    fs.rmSync(path.join(dir, 'node_modules'), { recursive: true });
    write('.gitignore', 'nothing\n');
    git(dir, ['init', '-q']);
    const kept = 'facts-0000000000000000.bin';
    const planted = [`planted/sharenothing/${kept}`, `modules/.cache/sharenothing/${kept}`];
    for (const file of planted) write(file, 'planted');
    fs.cpSync(path.join(dir, 'planted'), `${dir}-elsewhere`, { recursive: true });
    if (target === 'repository') {
      fs.renameSync(path.join(dir, 'modules'), path.join(dir, 'node_modules'));
      git(path.join(dir, 'node_modules'), ['init', '-q']);
      commitAll(path.join(dir, 'node_modules'));
    } else {
      fs.mkdirSync(path.dirname(path.join(dir, place)), { recursive: true });
      fs.symlinkSync(target === 'elsewhere' ? `${dir}-elsewhere` : target, path.join(dir, place));
    }
    commitAll(dir);
    const before = git(dir, ['status', '--porcelain', '--ignored']);
    await check({ argv: [], env: env() });
    expect(git(dir, ['status', '--porcelain', '--ignored'])).toBe(before);
    expect(fs.readdirSync(`${dir}-elsewhere/sharenothing`)).toEqual([kept]);
    expect(filesIn(user())).toHaveLength(1);
  });

  test('cache info and cache clean', async () => {
    await check();
    const run = (...argv: string[]) => runProcess(argv, { cwd: dir });
    const told = JSON.parse((await run('cache', 'info', '--cache-location', location, '--format', 'json')).stdout);
    expect(told).toMatchObject({ folder: location, why: '--cache-location', files: [{}, {}] });
    fs.writeFileSync(path.join(location, 'mine.txt'), 'not of this tool');
    expect((await run('cache', 'clean', '--cache-location', location)).stdout).toMatch(/: removed 2 files, \d+ KiB\n$/);
    expect(filesIn(location)).toEqual(['mine.txt']);
    expect((await run('cache', 'info', '.', '--cache-location', location)).stdout).toContain('nothing is kept there');
    expect((await check()).taken).toBe(false);
  });
});

describe('what is wrong with it', () => {
  const spoil = (change: (bytes: Buffer) => Buffer | string) => {
    for (const name of filesIn(location)) {
      const file = path.join(location, name);
      fs.writeFileSync(file, change(fs.readFileSync(file)));
    }
  };

  test.each([
    ['damaged', 'is damaged', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -2), Buffer.from('zz')])],
    ['cut off', 'is damaged', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['of others', 'holds a file that sharenothing did not write', () => '{ "name": "something else" }\n'],
    ['empty', 'holds a file that sharenothing did not write', () => ''],
  ])('%s: it is not used, that is told, and it is made anew', async (_, told, change) => {
    const first = await check();
    spoil(change);
    const second = await check();
    expect(second.stderr).toContain(`warning: the cache in ${location} ${told}: it was not used, and is made anew\n`);
    expect([second.taken, second.bytes === first.bytes, second.code]).toEqual([false, true, first.code]);
    const third = await check();
    expect([third.taken, third.stderr.includes('warning')]).toEqual([true, false]);
  });

  test('a place that cannot be written: told where it was asked for, and the report is whole', async () => {
    made.push(location);
    fs.writeFileSync(location, 'a file');
    const ran = await check({ argv: ['--cache-location', path.join(location, 'inside')] });
    expect(ran.stderr).toMatch(/^warning: the cache in .* cannot be written \(E\w+\)$/m);
    expect(ran.bytes).toBe((await without()).bytes);
  });

  test('several at once: the same bytes, and a cache that holds', async () => {
    const all = await Promise.all([check(), check(), check()]);
    expect(new Set(all.map(({ bytes }) => bytes))).toEqual(new Set([(await without()).bytes]));
    const after = await check();
    expect([after.taken, after.stderr.includes('warning')]).toEqual([true, false]);
    expect(filesIn(location).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('the build', () => {
  let copy: string;
  beforeAll(() => {
    copy = fs.mkdtempSync(path.join(repositoryRoot, 'dist.test-'));
    fs.cpSync(path.join(repositoryRoot, 'dist'), copy, { recursive: true });
  });
  afterAll(() => fs.rmSync(copy, { recursive: true, force: true }));
  const identity = () => {
    const module = path.join(repositoryRoot, 'scripts/build-identity.mjs');
    const code = `import(${JSON.stringify(module)}).then((m) => console.log(JSON.stringify(m.buildIdentity(${JSON.stringify(copy)}))))`;
    return JSON.parse(spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' }).stdout);
  };

  test('is another where the code is another: the extractor for facts, anything for verdicts', () => {
    const before = identity();
    expect(before).toEqual(JSON.parse(fs.readFileSync(path.join(repositoryRoot, 'dist/build-identity.json'), 'utf8')));
    fs.appendFileSync(path.join(copy, 'cli/main.js'), '\n// another command line\n');
    const other = identity();
    expect([other.extractor === before.extractor, other.tool === before.tool]).toEqual([true, false]);
    fs.appendFileSync(path.join(copy, 'extract/extract.js'), '\n// another extractor\n');
    expect(identity().extractor).not.toBe(before.extractor);
  });

  test('what the extractor imports from elsewhere belongs to it', () => {
    const text = fs.readFileSync(path.join(copy, 'extract/extract.js'), 'utf8');
    const imported = [...text.matchAll(/"\.\.\/(chunks\/[^"]+)"/g)].map(([, chunk]) => chunk!);
    expect(imported).not.toEqual([]);
    const before = identity();
    fs.appendFileSync(path.join(copy, imported[0]!), '\n// another part\n');
    expect(identity().extractor).not.toBe(before.extractor);
  });
});
