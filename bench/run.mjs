// npm run bench -- [--runs N] [--only 'a;b'] [--write] DIR... | generated:FILES...
// Whole-process time, processor time and peak memory of `sharenothing check` with an empty cache, with nothing changed and with one
// file changed (of those that a process loads, and of the others), beside a plain parse of the same files and other tools. All are run in turn, several times; medians count, and a
// ratio of two figures of one run says more than either of them. DIR is copied first, and never written to. The other tools come from
// bench/package-lock.json (`npm ci --prefix bench`). `--write` puts the
// tables into docs/performance.md, with `--append` behind those that are there.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { generate } from './generate.mjs';

const { values: options, positionals: targets } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '3' },
    only: { type: 'string' },
    write: { type: 'boolean', default: false },
    append: { type: 'boolean', default: false },
  },
});
const runs = Number(options.runs);
const root = path.join(import.meta.dirname, '..');
const bin = path.join(root, 'bin/sharenothing.js');
const tool = (file) => path.join(root, 'bench/node_modules', file);
const script = (file) => path.join(root, 'bench', file);
const peakModule = pathToFileURL(script('peak.mjs')).href;
const scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'sharenothing-bench-')));

/** Runs node to its end: wall and processor time in milliseconds, peak memory in MiB, exit code and output. */
function measure(args, cwd = scratch) {
  const peak = path.join(scratch, 'peak');
  fs.rmSync(peak, { force: true });
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, ['--import', peakModule, ...args], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, SHARENOTHING_BENCH_PEAK: peak, SHARENOTHING_NO_CACHE: '' },
    });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.resume();
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const time = performance.now() - start;
      if (code === null) return reject(new Error(`ended by ${signal}: ${args.join(' ')}`));
      const { memory, cpu } = JSON.parse(fs.readFileSync(peak, 'utf8'));
      resolve({ time, cpu, memory, code, output: Buffer.concat(chunks).toString('utf8') });
    });
  });
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const listed = (name) => (options.only ? options.only.split(';').includes(name) : true);

/** The files that `check` analyses, as a list in a file. */
async function analysedFiles(dir, list) {
  const report = path.join(scratch, 'report.json');
  await measure([
    bin,
    'check',
    dir,
    '--format',
    'json',
    '--output',
    report,
    '--no-progress',
    '--no-cache',
    '--exit-zero',
  ]);
  const { projects } = JSON.parse(fs.readFileSync(report, 'utf8'));
  const left = new Set(projects[0].skipped.filter(({ reason }) => reason !== 'syntax').map(({ file }) => file));
  const all = JSON.parse((await measure([bin, 'files', dir, '--format', 'json'])).output).files;
  const files = all.filter(({ file, state }) => state === 'analysed' && !left.has(file)).map(({ file }) => file);
  fs.writeFileSync(list, files.join('\n'));
  return files;
}

/** The files that some process of a deployment loads. */
async function loadedFiles(dir) {
  const { processes } = JSON.parse((await measure([bin, 'processes', dir, '--format', 'json'])).output);
  const deployed = processes.filter(({ kind }) => ['server', 'worker', 'job'].includes(kind));
  return new Set(deployed.flatMap(({ files }) => files));
}

/** Why the tools that need types have no place in a comparison; undefined where they have. */
function withoutTypes(dir, files) {
  const tsc = (...args) =>
    spawnSync(process.execPath, [tool('typescript/bin/tsc'), '-p', dir, ...args], { cwd: dir, encoding: 'utf8' });
  const { stdout } = tsc('--listFilesOnly');
  const program = new Set((stdout ?? '').split('\n').map((file) => path.relative(dir, file).split(path.sep).join('/')));
  const count = files.filter((file) => program.has(file)).length;
  // A tsconfig of references alone has no file of its own, and passes.
  if (count * 2 < files.length) return `\`tsc\` checks ${count} of these files as it is here`;
  return tsc('--noEmit').status === 0 ? undefined : '`tsc` fails on it as it is here';
}

async function bench(target) {
  const dir = path.join(scratch, 'target');
  fs.rmSync(dir, { recursive: true, force: true });
  const generated = /^generated:(\d+)$/.exec(target);
  if (generated) generate(dir, Number(generated[1]));
  else fs.cpSync(target, dir, { recursive: true, verbatimSymlinks: true });
  const list = path.join(scratch, 'files');
  const files = await analysedFiles(dir, list);
  const characters = files.reduce((sum, file) => sum + fs.readFileSync(path.join(dir, file), 'utf8').length, 0);

  const cache = path.join(scratch, 'cache');
  const check = [bin, 'check', dir, '--cache-location', cache, '--format', 'json', '--no-progress', '--exit-zero'];
  check.push('--output', path.join(scratch, 'report.json'));
  const loaded = await loadedFiles(dir);
  let changes = 0;
  // Another constant each time: code, and neither white space nor a comment.
  const change = (among) => {
    const file = path.join(dir, among[Math.floor(among.length / 2)]);
    const text = fs.readFileSync(file, 'utf8').replace(/\nvoid \d+;\n$/, '\n');
    fs.writeFileSync(file, `${text.replace(/\n?$/, '\n')}void ${changes++};\n`);
    return measure(check);
  };
  const [own, others] = [files.filter((file) => loaded.has(file)), files.filter((file) => !loaded.has(file))];
  const contenders = {
    'plain parse': () => measure([script('parse-only.mjs'), dir, list]),
    'check, empty cache': () => {
      fs.rmSync(cache, { recursive: true, force: true });
      return measure(check);
    },
    'check, nothing changed': () => measure(check),
    ...(own.length > 0 && { 'check, one file of a process changed': () => change(own) }),
    ...(others.length > 0 && { 'check, one other file changed': () => change(others) }),
    'ESLint, one rule on syntax': () => measure([script('eslint.mjs'), dir, list]),
    'typescript-eslint, one typed rule': () => measure([script('eslint.mjs'), dir, list, 'typed']),
    'tsc --noEmit': () => measure([tool('typescript/bin/tsc'), '--noEmit', '-p', dir], dir),
    oxlint: () => measure([tool('oxlint/bin/oxlint'), '--silent', dir], dir),
  };
  const left = [];
  const why = withoutTypes(dir, files);
  if (why) {
    for (const name of ['tsc --noEmit', 'typescript-eslint, one typed rule']) delete contenders[name];
    left.push(`${why}: left out for the tools that need types`);
  }
  const figures = new Map(
    Object.keys(contenders)
      .filter(listed)
      .map((name) => [name, []]),
  );
  for (let run = 0; run < runs; run++) for (const [name, all] of figures) all.push(await contenders[name]());
  return {
    name: generated ? `generated, ${generated[1]} files` : path.basename(target).replace(/^.*\+/, ''),
    files,
    characters,
    figures,
    left,
  };
}

function tableOf({ name, files, characters, figures, left }) {
  const of = (all, key) => median(all.map((one) => one[key]));
  const floor = figures.get('plain parse') ?? [...figures.values()][0];
  const ratio = (all, key) => `${(of(all, key) / of(floor, key)).toFixed(2)} ×`;
  const rows = [...figures].map(
    ([tool, all]) =>
      `| ${tool} | ${(of(all, 'time') / 1000).toFixed(2)} s | ${ratio(all, 'time')} | ${(of(all, 'cpu') / 1000).toFixed(2)} s | ${ratio(all, 'cpu')} | ${of(all, 'memory').toFixed(0)} MiB |`,
  );
  return `### ${name}

${files.length} files, ${(characters / 1e6).toFixed(2)} million characters.${left.map((one) => ` ${one}.`).join('')}

| | time | to the parse | processor time | to the parse | peak memory |
| --- | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}
`;
}

function versions() {
  const of = (name) => {
    const file = tool(`${name}/package.json`);
    return fs.existsSync(file)
      ? `${name} ${JSON.parse(fs.readFileSync(file, 'utf8')).version}`
      : `${name} (not installed)`;
  };
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  return [`sharenothing ${version}`, ...['eslint', 'typescript-eslint', 'typescript', 'oxlint'].map(of)].join(', ');
}

if (targets.length === 0) {
  process.stderr.write(
    'npm run bench -- [--runs N] [--only "NAME;NAME"] [--write] DIR... | generated:FILES...   (after npm run build)\n',
  );
  process.exitCode = 2;
} else {
  const [processor] = os.cpus();
  const parts = [
    `Node.js ${process.versions.node}, ${os.availableParallelism()} × ${processor?.model.trim() ?? 'unknown processor'}, ${(os.totalmem() / 2 ** 30).toFixed(0)} GiB; ${versions()}. Medians of ${runs} runs, all tools in turn.\nLoad of the machine at the start: ${os.loadavg()[0].toFixed(1)}.\n`,
  ];
  try {
    for (const target of targets) {
      parts.push(tableOf(await bench(target)));
      process.stdout.write(`${parts.at(-1)}\n`);
    }
    const help = [];
    const bare = [];
    for (let run = 0; run < Math.max(5, runs); run++) {
      help.push(await measure([bin, '--help']));
      bare.push(await measure(['--eval', '0']));
    }
    const time = (all, key) => median(all.map((one) => one[key]));
    parts.push(
      `\`--help\` takes ${(time(help, 'time') / time(bare, 'time')).toFixed(2)} × the time of a bare \`node\` (processor time ${(time(help, 'cpu') / time(bare, 'cpu')).toFixed(2)} ×).\n`,
    );
    process.stdout.write(`${parts.at(-1)}\n`);
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
  if (options.write) {
    const file = path.join(root, 'docs/performance.md');
    const page = fs.readFileSync(file, 'utf8');
    const marks = ['<!-- figures: npm run bench -- --write -->', '<!-- end of figures -->'];
    const [before, known = ''] = page.split(options.append ? marks[1] : marks[0]);
    const after = (options.append ? known : page.split(marks[1])[1]) ?? '\n';
    const start = options.append ? '' : `${marks[0]}\n\n`;
    fs.writeFileSync(file, `${before}${start}${parts.join('\n')}\n${marks[1]}${after}`);
  }
}
