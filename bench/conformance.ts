// npm run conformance -- FOLDER [SUITE...]      SHARENOTHING_THROUGH='nice -n 19' starts each process through a program
// The conformance suites of others as input: extract, link and all rules over every JavaScript and TypeScript file of them. FOLDER
// holds the repositories, checked out; what is missing is told with the commands that fetch it. The counts go to docs/reliability.md.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { byCodeUnit } from '../src/text/order.ts';

/** The suites, at the commits that the figures are of. */
const suites = [
  { name: 'test262', repository: 'tc39/test262', commit: 'be13516fb6441b950ba8a3df97eb34062c186972' },
  { name: 'babel', repository: 'babel/babel', commit: '1da3cfa1a25503c7ecba7304f8738933e6d16dca' },
  { name: 'biome', repository: 'biomejs/biome', commit: '18883b7dafb8f9581534508fdd5b1e34632f2724' },
  { name: 'prettier', repository: 'prettier/prettier', commit: '4f84a934201322ca87750e2b9b25baf296da6560' },
] as const;
/** Files that one process takes: the memory of a process is told for so many. */
const partSize = 2000;
/** What a file may take, in milliseconds, and a process, in MiB. */
const most = { time: 10_000, memory: 1536 };
/** A process that takes longer than this hangs, in milliseconds. */
const hang = 1_800_000;

const root = path.join(import.meta.dirname, '..');
const jiti = path.join(root, 'node_modules/jiti/lib/jiti-cli.mjs');
const page = path.join(root, 'docs/reliability.md');

type FileLine = {
  readonly file: string;
  readonly time: number;
  readonly skipped?: string;
  readonly errors?: number;
  readonly spans?: readonly string[];
  readonly crash?: string;
};
type BatchLine = {
  readonly batch: number;
  readonly first: string;
  readonly shape: string;
  readonly time: number;
  readonly memory: number;
  readonly findings: number;
  readonly silences: number;
  readonly failures: readonly object[];
  readonly spans: readonly string[];
};

/** One process over some files: its lines, and how it ended where that was not as it should. */
async function runPart(dir: string, files: readonly string[], scratch: string): Promise<(FileLine | BatchLine)[]> {
  const [list, out] = [path.join(scratch, 'list'), path.join(scratch, 'out')];
  fs.writeFileSync(list, files.join('\n'));
  fs.writeFileSync(out, '');
  const [program = '', ...argv] = [
    ...(process.env.SHARENOTHING_THROUGH ?? '').split(' ').filter(Boolean),
    ...[process.execPath, `--max-old-space-size=${most.memory}`, jiti],
    ...[path.join(root, 'bench/conformance-part.ts'), dir, list, out],
  ];
  const child = spawn(program, argv, { stdio: 'inherit' });
  const timer = setTimeout(() => child.kill('SIGKILL'), hang);
  const code = await new Promise<number | string | null>((resolve) =>
    child.on('close', (status, signal) => resolve(status ?? signal)),
  );
  clearTimeout(timer);
  const lines = fs.readFileSync(out, 'utf8').split('\n').filter(Boolean);
  const told: (FileLine | BatchLine)[] = lines.map((line) => JSON.parse(line));
  if (code === 0) return told;
  const at = fs.existsSync(`${out}.at`) ? fs.readFileSync(`${out}.at`, 'utf8') : '?';
  return [...told, { file: at, time: 0, crash: `the process ended with ${code}` }];
}

async function runSuite(dir: string, scratch: string): Promise<{ row: readonly string[]; faults: string[] }> {
  const files = fs
    .readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)))
    .sort(byCodeUnit);
  const faults: string[] = [];
  const sum = {
    files: 0,
    whole: 0,
    partly: 0,
    skipped: 0,
    crashes: 0,
    spans: 0,
    file: 0,
    batch: 0,
    memory: 0,
    told: 0,
  };
  for (let from = 0; from < files.length; from += partSize) {
    for (const line of await runPart(dir, files.slice(from, from + partSize), scratch)) {
      if (line.spans && line.spans.length > 0) {
        sum.spans++;
        faults.push(`span: ${'file' in line ? line.file : `${line.shape} ${line.first}`}: ${line.spans.join('; ')}`);
      }
      if ('batch' in line) {
        for (const failure of line.failures) {
          sum.crashes++;
          faults.push(`crash: ${line.shape} ${line.first}: ${JSON.stringify(failure)}`);
        }
        sum.batch = Math.max(sum.batch, line.time);
        sum.memory = Math.max(sum.memory, line.memory);
        sum.told += line.findings + line.silences;
        if (line.time > most.time)
          faults.push(`slow: ${line.shape} ${line.first} and ${line.batch - 1} more: ${line.time.toFixed(0)} ms`);
        continue;
      }
      sum.files++;
      sum.file = Math.max(sum.file, line.time);
      if (line.crash !== undefined) {
        sum.crashes++;
        faults.push(`crash: ${line.file}: ${line.crash}`);
      } else if (line.skipped) sum.skipped++;
      else if (line.errors) sum.partly++;
      else sum.whole++;
      if (line.time > most.time) faults.push(`slow: ${line.file}: ${line.time.toFixed(0)} ms`);
    }
    process.stderr.write(`${dir}: ${Math.min(from + partSize, files.length)} of ${files.length}\n`);
  }
  if (sum.memory > most.memory) faults.push(`memory: ${sum.memory.toFixed(0)} MiB`);
  const count = (value: number) => value.toLocaleString('en-US');
  const row = [
    ...[sum.files, sum.whole, sum.partly, sum.skipped, sum.crashes, sum.spans, sum.told].map(count),
    `${(sum.file / 1000).toFixed(2)} s`,
    `${(sum.batch / 1000).toFixed(1)} s`,
    `${count(Math.round(sum.memory))} MiB`,
  ];
  return { row, faults };
}

const [folder, ...chosen] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('npm run conformance -- FOLDER [SUITE...]\n');
  process.exitCode = 2;
} else {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'sharenothing-conformance-'));
  try {
    for (const { name, repository, commit } of suites) {
      if (chosen.length > 0 && !(chosen as string[]).includes(name)) continue;
      const dir = path.join(folder, name);
      if (!fs.existsSync(dir)) {
        process.stdout.write(
          `${dir} is missing:\n  git clone --filter=blob:none --no-checkout https://github.com/${repository} ${dir}\n  git -C ${dir} checkout ${commit}\n`,
        );
        process.exitCode = 2;
        continue;
      }
      const { row, faults } = await runSuite(dir, scratch);
      const line = `| [${repository}](https://github.com/${repository}/tree/${commit}) | ${row.join(' | ')} |`;
      process.stdout.write(`${line}\n${faults.map((fault) => `  ${fault}\n`).join('')}`);
      if (faults.length > 0) process.exitCode = 1;
      const text = fs.readFileSync(page, 'utf8');
      const old = text.split('\n').find((one) => one.startsWith(`| [${repository}]`));
      if (old)
        fs.writeFileSync(
          page,
          text.replace(old, () => line),
        );
    }
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}
