import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../src/report/report.ts';
import { check } from '../change/support.ts';
import { commitAll, git, scratchFolder } from '../source/scratch.ts';
import { repositoryRoot } from '../support/process.ts';

export const example = join(repositoryRoot, 'examples/monorepo');

/** The packages of the example, and its root. */
export const packages = ['.', 'apps/api', 'apps/worker', 'packages/invoices', 'packages/prices'];

/** A repository with the example committed. */
export function monorepo(): string {
  const root = scratchFolder();
  git(root, ['init', '-q']);
  cpSync(example, root, { recursive: true });
  commitAll(root);
  return root;
}

/** Writes the facts of each package beside it, as its script does, and returns their paths. */
export async function shardAll(root: string, folders: readonly string[] = packages): Promise<string[]> {
  for (const folder of folders) {
    const ran = await check(join(root, folder), ['--shard', '.', '--output', 'sharenothing.facts.jsonl']);
    if (ran.code !== 0) throw new Error(ran.stderr);
  }
  return folders.map((folder) => join(root, folder, 'sharenothing.facts.jsonl'));
}

/** A JSON report without what no two runs share. */
export function untimed(text: string): string {
  const report: Report = JSON.parse(text);
  return JSON.stringify({ ...report, timing: {} }, null, 2);
}
