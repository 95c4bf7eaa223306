import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cleanUpAtTheEnd, start } from './children.ts';
import { findingsOf } from './findings.ts';
import { buildNative, installServices } from './prepare.ts';
import { type Check, findExperiments, type Placed, runExperiment, serverOf, sidesOf } from './run-experiment.ts';
import { createServices, type ServiceName } from './services/index.ts';

const folder = path.join(import.meta.dirname, '..');
const jiti = path.join(folder, '../node_modules/jiti/lib/jiti-cli.mjs');
const minutes = 60_000;
/** The longest that a run may take. */
const bounds = { all: 15 * minutes, ci: 9 * minutes };

/**
 * Runs the experiments and the model checks, prints what came out and, as the last line, the sum. With `--ci` one experiment a rule,
 * and what they show is compared with what is written down; without it, it is written down and becomes docs/proofs. Names choose
 * experiments. Gives the exit code.
 */
export async function runAll(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { ci: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  cleanUpAtTheEnd();
  const limit = values.ci ? bounds.ci : bounds.all;
  const overtime = setTimeout(() => {
    console.log(`not done after ${limit / minutes} minutes\n0 passed, 1 failed`);
    process.exit(1);
  }, limit);
  overtime.unref();

  const all = await findExperiments(path.join(folder, 'experiments'));
  const chosen = all.filter(({ name, about }) =>
    positionals.length > 0 ? positionals.some((one) => name.startsWith(one)) : !(values.ci && about.onlyInFull),
  );
  installServices(servicesOf(chosen));
  const types = node([path.join(folder, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', folder]).then(
    (one) => one.problem,
  );
  const sum = { passed: 0, failed: 0 };
  const services = createServices();
  try {
    const servers = chosen.flatMap(({ rule, folder }) => sidesOf(rule).map((side) => serverOf(folder, side)));
    const findings = findingsOf(servers);
    // Told where it is waited for, with the first experiment.
    findings.catch(() => {});
    for (const one of chosen) await runOne(one, findings, values.ci, services, sum);
  } finally {
    await services.stop();
  }
  if (positionals.length === 0) await runModels(values.ci, sum);
  const typeProblem = await types;
  console.log(typeProblem === null ? 'passed  servers and clients type-check' : `FAILED  types\n${typeProblem}`);
  sum[typeProblem === null ? 'passed' : 'failed'] += 1;
  if (!values.ci && sum.failed === 0) {
    const { problem } = await node([jiti, 'scripts/docs.ts']);
    console.log(problem === null ? 'docs/proofs is written' : `FAILED  docs/proofs\n${problem}`);
    if (problem !== null) sum.failed += 1;
  }
  clearTimeout(overtime);
  if (chosen.length === 0) {
    console.log(`no experiment is called ${positionals.join(' or ')}`);
    sum.failed += 1;
  }
  console.log(`${sum.passed} passed, ${sum.failed} failed`);
  return sum.failed === 0 ? 0 : 1;
}

type Sum = { passed: number; failed: number };

function servicesOf(chosen: readonly Placed[]): readonly ServiceName[] {
  const names = chosen.flatMap(({ about }) => [...(about.services ?? []), ...(about.mendedServices ?? [])]);
  return [...new Set(names)];
}

async function runOne(
  one: Placed,
  findings: ReturnType<typeof findingsOf>,
  compare: boolean,
  services: ReturnType<typeof createServices>,
  sum: Sum,
): Promise<void> {
  const told = (checks: readonly Check[]) => {
    for (const { what, problem } of checks) {
      console.log(`${problem === null ? 'passed' : 'FAILED'}  ${one.name}: ${what}`);
      if (problem !== null) console.log(problem.replace(/^/gm, '    '));
      sum[problem === null ? 'passed' : 'failed'] += 1;
    }
  };
  const { native } = one.about;
  if (native) {
    try {
      buildNative(native);
    } catch (error) {
      console.log(
        `left out: ${one.name}: ${native.join(', ')} cannot be built here: ${(error as Error).message.split('\n')[0]}`,
      );
      return;
    }
  }
  const began = performance.now();
  const { checks, leftOut, transcripts } = await runExperiment(one, findings, services);
  told(checks);
  for (const why of leftOut) console.log(`left out: ${one.name}: ${why}`);
  if (checks.every(({ problem }) => problem === null)) told(writeDown(one, transcripts, compare));
  console.log(`        ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

/** Writes what happened beside the experiment, from where the pages take it; or compares. */
function writeDown({ folder: place }: Placed, transcripts: ReadonlyMap<string, string>, compare: boolean): Check[] {
  return Array.from(transcripts).flatMap(([side, transcript]) => {
    const file = path.join(place, `${side}.transcript.txt`);
    if (!compare) {
      fs.writeFileSync(file, transcript);
      return [];
    }
    const same = fs.existsSync(file) && fs.readFileSync(file, 'utf8') === transcript;
    const problem = same ? null : `npm run proofs writes it anew. Seen now:\n${transcript}`;
    return [{ what: `${side}: what happened is what is written down`, problem }];
  });
}

/** Runs the checks of library entries, in a process of their own, and adds their numbers. */
async function runModels(ci: boolean, sum: Sum): Promise<void> {
  const file = path.join(folder, 'models/run.ts');
  if (!fs.existsSync(file)) return;
  const { output } = await node([jiti, file, ...(ci ? ['--ci'] : [])], (text) => process.stdout.write(text));
  const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(output) ?? [null, '0', '1'];
  sum.passed += Number(passed);
  sum.failed += Number(failed);
}

/** Runs a program of Node.js in the root of the repository. `problem` is what it wrote, where it ended with an error. */
async function node(
  args: readonly string[],
  onText: (text: string) => void = () => {},
): Promise<{ readonly output: string; readonly problem: string | null }> {
  const child = start(process.execPath, args, { cwd: path.join(folder, '..') });
  child.process.stdout?.on('data', (chunk: Buffer) => onText(chunk.toString('utf8')));
  const [code] = await once(child.process, 'close');
  return { output: child.output(), problem: code === 0 ? null : child.output() };
}
