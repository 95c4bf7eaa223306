import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { commitAll, git, write } from '../source/scratch.ts';
import type { Finished } from '../support/process.ts';
import { check, shopRepository, withVisitors } from './support.ts';

const newFrom = ['--new-from', 'main', '--format', 'json'];

/** `file:line messageId status` of everything that is said of the gate. */
function weakened({ stdout, stderr }: Finished): string[] {
  if (stdout === '') throw new Error(stderr);
  const report: Report = JSON.parse(stdout);
  return report.findings
    .filter(({ ruleId }) => ruleId === 'policy-weakened')
    .map(({ file, line, messageId, status }) => `${file}:${line} ${messageId} ${status}`);
}

/** `symbol status` of the other findings. */
function states({ stdout, stderr }: Finished): string[] {
  if (stdout === '') throw new Error(stderr);
  const report: Report = JSON.parse(stdout);
  const found = report.findings.filter(({ ruleId }) => ruleId !== 'policy-weakened');
  return found.map(({ symbol, status }) => `${symbol} ${status}`).sort();
}

describe('a change cannot edit the gate that it has to pass', () => {
  test('a rule that it switches off still judges it, and that is told', async () => {
    const root = shopRepository();
    write(root, { ...withVisitors, '.sharenothingrc.yaml': 'rules:\n  module-state: off\n' });
    const ran = await check(root, newFrom);
    expect(states(ran)).toEqual(['carts existing', 'lastNumber existing', 'visitors new']);
    expect(weakened(ran)).toEqual(['.sharenothingrc.yaml:2 severity new']);
    expect(ran.code).toBe(1);
    const pretty = await check(root, ['--new-from', 'main']);
    expect(pretty.stdout).toMatch(/This change makes\s+`module-state`\s+off\s+for\s+every\s+file/);
  }, 30_000);

  test('the weakening alone fails too, until a reviewer accepts it: then it is listed as waived, and holds', async () => {
    const root = shopRepository();
    write(root, { '.sharenothingrc.yaml': 'rules:\n  module-state: off\n' });
    const ran = await check(root, newFrom);
    expect([weakened(ran), ran.code]).toEqual([['.sharenothingrc.yaml:2 severity new'], 1]);
    write(root, withVisitors);
    const accepted = await check(root, [...newFrom, '--allow-policy-change']);
    expect(states(accepted)).toEqual([]);
    expect([weakened(accepted), accepted.code]).toEqual([['.sharenothingrc.yaml:2 severity waived'], 0]);
  }, 30_000);

  test('a comment that suppresses what the change brings is told', async () => {
    const root = shopRepository();
    write(root, {
      ...withVisitors,
      'src/visitors.js': `// sharenothing-ignore-next-line module-state -- it is only a number\n${withVisitors['src/visitors.js']}`,
    });
    const ran = await check(root, newFrom);
    expect(states(ran)).toEqual(['carts existing', 'lastNumber existing']);
    expect(weakened(ran)).toEqual(['src/visitors.js:1 suppression new']);
    expect(ran.code).toBe(1);
    const accepted = await check(root, [...newFrom, '--allow-policy-change']);
    expect([weakened(accepted), accepted.code]).toEqual([['src/visitors.js:1 suppression waived'], 0]);
    // A suppression that was there is none of the change's, wherever it moves.
    commitAll(root);
    git(root, ['branch', '-f', 'main']);
    write(root, {
      'src/visitors.js': `\n\n// sharenothing-ignore-next-line module-state -- it is only a number\n${withVisitors['src/visitors.js']}`,
    });
    const later = await check(root, newFrom);
    expect([weakened(later), later.code]).toEqual([[], 0]);
  }, 30_000);

  test('what makes the gate stricter, or says the same in other words, is no weakening', async () => {
    const root = shopRepository({ '.sharenothingrc.yaml': 'rules:\n  module-cache: off\n  module-state: warning\n' });
    rmSync(join(root, '.sharenothingrc.yaml'));
    write(root, { '.sharenothingrc.json': '{ "rules": { "module-state": { "severity": "warning" } } }\n' });
    const ran = await check(root, newFrom);
    expect([weakened(ran), ran.code]).toEqual([[], 0]);
  }, 30_000);

  test('a server that moves is declared anew by the change, and analysed', async () => {
    const declared = (entry: string) => `processes:\n  - entry: ${entry}\n    kind: server\n`;
    const root = shopRepository({
      'package.json': '{ "name": "shop", "type": "module", "dependencies": { "express": "^5.0.0" } }\n',
      '.sharenothingrc.yaml': declared('src/server.js'),
    });
    git(root, ['mv', 'src/server.js', 'src/main.js']);
    write(root, { '.sharenothingrc.yaml': declared('src/main.js') });
    const ran = await check(root, newFrom);
    expect(states(ran)).toEqual(['carts existing', 'lastNumber existing']);
    expect(JSON.parse(ran.stdout).projects[0].processes).toMatchObject([{ entry: 'src/main.js', kind: 'server' }]);
    expect([weakened(ran), ran.code]).toEqual([[], 0]);
  }, 30_000);

  test('to declare a server a job is told', async () => {
    const root = shopRepository();
    write(root, { '.sharenothingrc.yaml': 'processes:\n  - entry: src/server.js\n    kind: cli\n' });
    const ran = await check(root, newFrom);
    expect(states(ran)).toEqual(['carts existing', 'lastNumber existing']);
    expect(weakened(ran)).toEqual(['.sharenothingrc.yaml:2 process new']);
  }, 30_000);
});

describe('baseline and waivers', () => {
  const waiver = (symbol: string, expires: string) =>
    `  - { rule: module-state, path: src/${symbol === 'carts' ? 'store' : 'visitors'}.js, symbol: ${symbol}, reason: one instance,\n      owner: '@shop', approvedBy: '@lead', created: 2026-01-01, expires: ${expires} }\n`;

  test('that the change writes for itself hold nothing, and are told line by line', async () => {
    const root = shopRepository({ 'sharenothing.waivers.yaml': `waivers:\n${waiver('carts', '2026-05-01')}` });
    await check(root, ['baseline', 'create']);
    commitAll(root);
    git(root, ['branch', '-f', 'main']);
    write(root, withVisitors);
    await check(root, ['baseline', 'update', '--add']);
    const dated = [...newFrom, '--now', '2026-04-01'];
    write(root, {
      'sharenothing.waivers.yaml': `waivers:\n${waiver('carts', '2026-06-01')}${waiver('visitors', '2026-06-01')}`,
    });
    const ran = await check(root, dated);
    expect(states(ran)).toEqual(['carts waived', 'lastNumber existing', 'visitors new']);
    expect(weakened(ran)).toEqual([
      'sharenothing.baseline.jsonl:2 baseline new',
      'sharenothing.waivers.yaml:2 waiver new',
      'sharenothing.waivers.yaml:4 waiver new',
    ]);
    expect(ran.code).toBe(1);
    const accepted = await check(root, [...dated, '--allow-policy-change']);
    expect(states(accepted)).toEqual(['carts waived', 'lastNumber existing', 'visitors waived']);
    expect(accepted.code).toBe(0);
  }, 60_000);
});

describe('a configuration that is code', () => {
  const config = (body: string) =>
    `import { level } from './policy/level.mjs';\n${body}\nexport default { rules: { 'module-state': level } };\n`;
  const files = { 'sharenothing.config.mjs': config(''), 'policy/level.mjs': "export const level = 'error';\n" };

  test('is run from a copy of the base; that of the change is not run, and told', async () => {
    const root = shopRepository(files);
    write(root, {
      ...withVisitors,
      'sharenothing.config.mjs': config("import fs from 'node:fs';\nfs.writeFileSync('ran', '');\nprocess.exit(0);"),
      'policy/level.mjs': "export const level = 'off';\n",
    });
    const ran = await check(root, newFrom);
    expect(states(ran)).toEqual(['carts existing', 'lastNumber existing', 'visitors new']);
    expect(weakened(ran)).toEqual(['sharenothing.config.mjs:1 code new']);
    expect(ran.code).toBe(1);
    expect(git(root, ['status', '--porcelain'])).not.toContain('ran');
  }, 30_000);

  test('that did not change is nothing to tell; what it imports counts as part of it', async () => {
    const root = shopRepository(files);
    const same = await check(root, newFrom);
    expect([weakened(same), same.code]).toEqual([[], 0]);
    write(root, { 'policy/level.mjs': "export const level = 'off';\n" });
    const ran = await check(root, newFrom);
    expect([weakened(ran), ran.code]).toEqual([['policy/level.mjs:1 code new'], 1]);
    const accepted = await check(root, [...newFrom, '--allow-policy-change']);
    expect([states(accepted), accepted.code]).toEqual([[], 0]);
    expect(weakened(accepted)).toEqual(['sharenothing.config.mjs:1 severity waived']);
  }, 30_000);

  test('is refused where no code may run', async () => {
    const ran = await check(shopRepository(files), [...newFrom, '--no-config-code']);
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringMatching(/^error\[config-code-refused\]/)]);
  }, 30_000);
});
