/**
 * Checks library entries on the installed packages: `npx jiti proofs/models/run.ts [--write] [--times] [--json=FILE] [FAMILY, start of
 * an id or =ID ...]`. Each check runs twice: with the default the loss that the entry tells of has to be observed, with the safe option its absence.
 */

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Check, type Outcome, runFamily } from './pair.ts';
import { type Result, staleFiles, versionOf, writeResults } from './results.ts';
import { startObjects, startRedis } from './services.ts';
import { typeCheck } from './types.ts';

const here = import.meta.dirname;
/** A run that has not ended by then never will. */
const MOST_MINUTES = 10;

/** What a run observed of one entry, as `--json` writes it. */
export type Observation = {
  readonly id: string;
  readonly package: string;
  readonly version: string;
  readonly failures: readonly string[];
};

async function main(words: readonly string[]): Promise<number> {
  const wanted = words.filter((word) => !word.startsWith('--'));
  install();
  const families = await readFamilies();
  const chosen = families
    .map(({ family, checks }) => ({
      family,
      checks: checks.filter(
        ({ id }) =>
          wanted.length === 0 || wanted.some((word) => family === word || `=${id}` === word || id.startsWith(word)),
      ),
    }))
    .filter(({ checks }) => checks.length > 0)
    .sort((one, other) => other.checks.length - one.checks.length);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'model-checks-'));
  const redis = await startRedis(folder);
  const objects = await startObjects();
  const outcomes: Outcome[] = [];
  let typed: Awaited<ReturnType<typeof typeCheck>>;
  try {
    const env = {
      PATH: process.env.PATH,
      CHECK_REDIS: JSON.stringify({ host: redis.host, port: redis.port }),
      CHECK_OBJECTS: objects.address,
    };
    const queue = [...chosen];
    const work = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        outcomes.push(...(await runFamily(next.family, next.checks, folder, env)));
      }
    };
    // The compiler takes a core for a while; the checks mostly wait.
    [typed] = await Promise.all([typeCheck(chosen.flatMap(({ checks }) => checks)), work(), work()]);
    await again(chosen, outcomes, folder, env);
  } finally {
    redis.stop();
    objects.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
  const results = chosen.flatMap(({ family, checks }) =>
    checks.map((check): Result => {
      const outcome = outcomes.find(({ id }) => id === check.id)!;
      const { errors } = typed.get(check.id)!;
      const failures = [...outcome.failures, ...errors.map((error) => `types of the loud fixture: ${error}`)];
      return { family, check, outcome: { ...outcome, failures }, typed: typed.get(check.id)! };
    }),
  );
  for (const { check, outcome } of results) {
    if (words.includes('--times')) console.log(`${check.id}: ${Math.round(outcome.milliseconds)} ms`);
    for (const failure of outcome.failures) console.log(`${check.id}: ${failure}`);
  }
  const observed = words.find((word) => word.startsWith('--json='))?.slice('--json='.length);
  if (observed !== undefined) {
    const observations = results.map(
      ({ check, outcome }): Observation => ({
        ...{ id: check.id, package: check.package },
        ...{ version: versionOf(check), failures: outcome.failures },
      }),
    );
    fs.writeFileSync(observed, JSON.stringify(observations));
  }
  let failed = results.filter(({ outcome }) => outcome.failures.length > 0).length;
  const passed = results.length - failed;
  if (wanted.length === 0) {
    if (words.includes('--write')) writeResults(results);
    for (const name of staleFiles(results)) {
      console.log(`${name} does not tell what was observed: \`npm run proofs:models -- --write\` writes it anew`);
      failed++;
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

/** Runs what failed once more, with the machine to itself: a wait that was too short on a busy one says nothing of the package. */
async function again(chosen: readonly Family[], outcomes: Outcome[], folder: string, env: NodeJS.ProcessEnv) {
  for (const { family, checks } of chosen) {
    const failed = checks.filter(({ id }) => outcomes.some((one) => one.id === id && one.failures.length > 0));
    if (failed.length === 0) continue;
    for (const outcome of await runFamily(family, failed, path.join(folder, 'again'), env)) {
      outcomes[outcomes.findIndex(({ id }) => id === outcome.id)] = outcome;
    }
  }
}

/** Installs what the lock file says, unless that is what is installed. */
function install(): void {
  const lock = fs.readFileSync(path.join(here, 'package-lock.json'), 'utf8');
  const mark = path.join(here, 'node_modules/.lock-installed');
  if (fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === lock) return;
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: here,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('npm ci in proofs/models failed');
  fs.writeFileSync(mark, lock);
}

type Family = { readonly family: string; readonly checks: readonly Check[] };

async function readFamilies(): Promise<Family[]> {
  const names = fs.readdirSync(path.join(here, 'checks')).sort();
  return Promise.all(
    names.map(async (name) => ({
      family: name.replace('.mjs', ''),
      checks: ((await import(path.join(here, 'checks', name))) as { checks: Check[] }).checks,
    })),
  );
}

const tooLong = () => {
  console.log(`the checks have not ended after ${MOST_MINUTES} minutes`);
  console.log('0 passed, 1 failed');
  process.exit(1);
};
setTimeout(tooLong, MOST_MINUTES * 60_000).unref();
main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(error);
    console.log('0 passed, 1 failed');
    // Processes of checks may still run; they end with this one.
    process.exit(1);
  },
);
