import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openFolder, runAnalysis } from '../../src/run.ts';
import { commitAll, git, scratchFolder } from '../source/scratch.ts';
import { repositoryRoot } from '../support/process.ts';

const folder = join(repositoryRoot, 'fixtures/policy-weakened');

test.each(readdirSync(folder))('fixture %s: what the change takes from the gate, and nothing else', async (name) => {
  const root = scratchFolder();
  git(root, ['init', '-q']);
  cpSync(join(folder, name, 'base'), root, { recursive: true });
  commitAll(root);
  for (const entry of readdirSync(join(folder, name, 'base'))) rmSync(join(root, entry), { recursive: true });
  cpSync(join(folder, name, 'change'), root, { recursive: true });
  const base = { kind: 'revision', revision: 'HEAD' } as const;
  const opened = await openFolder(root, { allowCode: true }, undefined, { base });
  const { findings } = await runAnalysis(opened, { now: '2026-05-04' });
  const told = findings
    .filter(({ ruleId }) => ruleId === 'policy-weakened')
    .map(({ file, line, messageId, symbol }) => `${file}:${line} ${messageId} ${symbol}\n`);
  expect(told.sort().join('')).toBe(readFileSync(join(folder, name, 'expected.txt'), 'utf8'));
});
