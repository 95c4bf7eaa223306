/**
 * Checks entries against the newest major versions: `npx jiti proofs/models/newest.ts [PACKAGE ...]`.
 * Packages whose newest major is not the installed one are installed in a copy, the checks run there, and what is told is which facts
 * changed. Nothing of the repository is written: what changed is for a person to read and to mend.
 */

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { proved } from '../../src/catalog/proved.ts';
import type { Observation } from './run.ts';

const here = import.meta.dirname;
const root = path.join(here, '../..');

/** Packages of this folder with a newer major than the installed one, and its version; those of types follow by hand. */
function newerMajors(wanted: readonly string[]): Map<string, string> {
  // It ends with 1 where there is something to tell.
  const { stdout } = spawnSync('npm', ['outdated', '--json', ...wanted], { cwd: here, encoding: 'utf8' });
  const told: Record<string, { current?: string; latest: string }> = JSON.parse(stdout || '{}');
  const majorOf = (version: string) => version.split('.')[0];
  return new Map(
    Object.entries(told)
      // An alias (`name:package@range`) holds an old major on purpose.
      .filter(([name]) => !name.startsWith('@types/') && !name.includes(':'))
      .filter(([, { current, latest }]) => current && majorOf(current) !== majorOf(latest))
      .map(([name, { latest }]) => [name, latest]),
  );
}

/** A copy of this folder with the same surroundings, where other versions can be installed. */
function copyOf(folder: string): string {
  const copy = path.join(folder, 'proofs/models');
  fs.cpSync(here, copy, {
    recursive: true,
    filter: (name) => !/node_modules|\.scratch/.test(path.relative(here, name)),
  });
  for (const name of ['fixtures', 'src', 'docs', 'node_modules'])
    fs.symlinkSync(path.join(root, name), path.join(folder, name));
  return copy;
}

function main(wanted: readonly string[]): number {
  const newer = newerMajors(wanted);
  if (newer.size === 0) {
    console.log('no package has a newer major than the installed one');
    return 0;
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'newest-majors-'));
  try {
    const copy = copyOf(folder);
    const words = [...newer].map(([name, version]) => `${name}@${version}`);
    console.log(`installing ${words.join(', ')}`);
    const { status } = spawnSync(
      'npm',
      ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...words],
      {
        cwd: copy,
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    if (status !== 0) throw new Error('npm install failed');
    fs.copyFileSync(path.join(copy, 'package-lock.json'), path.join(copy, 'node_modules/.lock-installed'));
    const observed = path.join(folder, 'observed.json');
    const jiti = path.join(
      path.dirname(createRequire(path.join(root, 'package.json')).resolve('jiti/package.json')),
      'lib/jiti-cli.mjs',
    );
    // All of them: a package may be checked through another that moved (a framework, a client).
    spawnSync(process.execPath, [jiti, path.join(copy, 'run.ts'), `--json=${observed}`], { stdio: 'ignore' });
    const observations: Observation[] = JSON.parse(fs.readFileSync(observed, 'utf8'));
    return compare(observations);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Tells what holds and what changed; 1 when something did. */
function compare(observations: readonly Observation[]): number {
  const before = new Map(proved.map((proof) => [proof.id, proof]));
  let changed = 0;
  for (const { id, package: name, version, failures } of observations) {
    const { version: old, shown } = before.get(id)!;
    if (shown === (failures.length === 0)) {
      if (old !== version) console.log(`${id}: holds on ${name} ${version} as on ${old}`);
      continue;
    }
    changed++;
    console.log(
      `${id}: changed ${old === version ? `on ${name} ${version}, with what it is used with` : `between ${name} ${old} and ${version}`}`,
    );
    for (const failure of failures) console.log(`  ${failure}`);
  }
  console.log(`${observations.length - changed} hold, ${changed} changed`);
  return changed > 0 ? 1 : 0;
}

process.exitCode = main(process.argv.slice(2));
