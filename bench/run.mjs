// npm run bench -- DIR...
// Whole-process time and peak memory of `sharenothing check DIR` against a parse of the same files and nothing else. Each is run
// three times, in turn, and the median counts; a ratio of two figures of one run says more than either of them.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';

const runs = 3;
const root = path.join(import.meta.dirname, '..');
const bin = path.join(root, 'bin/sharenothing.js');
const peakModule = pathToFileURL(path.join(root, 'bench/peak.mjs')).href;
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'sharenothing-bench-'));

/** Runs node to its end: milliseconds from start to exit, peak memory in MiB, exit code and output. */
function measure(args) {
  const peak = path.join(scratch, 'peak');
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, ['--import', peakModule, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, SHARENOTHING_BENCH_PEAK: peak },
    });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const time = performance.now() - start;
      if (code === null) return reject(new Error(`ended by ${signal}: ${args.join(' ')}`));
      const memory = Number(fs.readFileSync(peak, 'utf8')) / 1024;
      resolve({ time, memory, code, output: Buffer.concat(chunks).toString('utf8') });
    });
  });
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Rows of cells as lines; the first column is left-aligned, all others right. */
function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '))
    .join('\n');
}

async function bench(dir) {
  const reportFile = path.join(scratch, 'report.json');
  const listFile = path.join(scratch, 'files');
  const check = () => measure([bin, 'check', dir, '--format', 'json', '--output', reportFile, '--no-progress']);

  // Once unmeasured: fills the file cache and tells which files were analysed.
  const first = await check();
  if (first.code > 1) process.stdout.write(`${dir}: check ended with ${first.code}\n`);
  if (!fs.existsSync(reportFile)) return;
  const { projects } = JSON.parse(fs.readFileSync(reportFile, 'utf8'));
  const left = new Set(projects[0].skipped.filter(({ reason }) => reason !== 'syntax').map(({ file }) => file));
  const listed = JSON.parse((await measure([bin, 'files', dir, '--format', 'json'])).output);
  const files = listed.files
    .filter(({ file, state }) => state === 'analysed' && !left.has(file))
    .map(({ file }) => file);
  fs.writeFileSync(listFile, files.join('\n'));

  const checks = [];
  const parses = [];
  const timings = [];
  for (let run = 0; run < runs; run++) {
    checks.push(await check());
    timings.push(JSON.parse(fs.readFileSync(reportFile, 'utf8')).timing);
    parses.push(await measure([path.join(root, 'bench/parse-only.mjs'), dir, listFile]));
  }
  const characters = Number(parses[0].output.split(' ')[1]);
  const [time, memory, parseTime, parseMemory] = [
    median(checks.map((one) => one.time)),
    median(checks.map((one) => one.memory)),
    median(parses.map((one) => one.time)),
    median(parses.map((one) => one.memory)),
  ];
  const ms = (value) => `${value.toFixed(0)} ms`;
  const mib = (value) => `${value.toFixed(0)} MiB`;
  const times = (value) => `${value.toFixed(2)} x`;

  process.stdout.write(`\n${dir}: ${files.length} files, ${(characters / 1e6).toFixed(2)} million characters\n`);
  const { filesAnalysed } = JSON.parse(fs.readFileSync(reportFile, 'utf8')).summary;
  if (filesAnalysed !== files.length)
    process.stdout.write(`  check read ${filesAnalysed - files.length} more, which lie elsewhere in the repository\n`);
  process.stdout.write(
    `${table([
      ['', 'check', 'parse only', 'ratio'],
      ['  whole process', ms(time), ms(parseTime), times(time / parseTime)],
      ['  peak memory', mib(memory), mib(parseMemory), times(memory / parseMemory)],
    ])}\n`,
  );
  const stages = [...new Set(timings.flatMap(Object.keys))];
  const sum = stages.filter((stage) => !stage.includes('.')).reduce((all, stage) => all + stageTime(stage), 0);
  function stageTime(stage) {
    return median(timings.map((timing) => timing[stage] ?? 0));
  }
  process.stdout.write(
    `${table([
      ...stages.map((stage) => [`  ${stage.includes('.') ? '  ' : ''}${stage}`, ms(stageTime(stage))]),
      ['  start, judge, settle, report', ms(time - sum)],
    ])}\n`,
  );
}

const dirs = process.argv.slice(2);
if (dirs.length === 0) {
  process.stderr.write('npm run bench -- DIR...   (after npm run build)\n');
  process.exitCode = 2;
}
try {
  if (dirs.length > 0) {
    const cpu = os.cpus()[0]?.model ?? 'unknown processor';
    process.stdout.write(`Node.js ${process.versions.node}, ${os.cpus().length} x ${cpu}; median of ${runs} runs\n`);
  }
  for (const dir of dirs) await bench(dir);
} finally {
  fs.rmSync(scratch, { recursive: true, force: true });
}
