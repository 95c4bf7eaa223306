import fs from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { realStages } from '../../src/stages.ts';
import { makeProject, run } from '../cli/support.ts';
import { schemaErrors } from '../support/report-schema.ts';

/** What fails in this test: a stage or rule, and the file that it fails on. */
const faults = vi.hoisted(() => ({ extract: '', rule: '', manifest: false, schedules: false }));

vi.mock('../../src/extract/extract.ts', async (original) => {
  const real = await original<typeof import('../../src/extract/extract.ts')>();
  return {
    ...real,
    extract(path: string, text: string) {
      if (path === faults.extract) throw new Error(`no way through ${path}`);
      return real.extract(path, text);
    },
  };
});
vi.mock('../../src/rules/index.ts', async (original) => {
  const real = await original<typeof import('../../src/rules/index.ts')>();
  return {
    rules: real.rules.map((rule) => ({
      ...rule,
      check(...args: Parameters<typeof rule.check>) {
        rule.check(...args);
        if (rule.id === faults.rule) throw new Error('a rule lost its way');
      },
    })),
  };
});
vi.mock('../../src/discover/manifests/compose.ts', async (original) => {
  const real = await original<typeof import('../../src/discover/manifests/compose.ts')>();
  return {
    ...real,
    readComposeFiles(...args: Parameters<typeof real.readComposeFiles>) {
      const found = real.readComposeFiles(...args);
      if (faults.manifest) throw new Error('a manifest too far');
      return found;
    },
  };
});
vi.mock('../../src/link/schedules.ts', async (original) => {
  const real = await original<typeof import('../../src/link/schedules.ts')>();
  return {
    ...real,
    findSchedules(...args: Parameters<typeof real.findSchedules>) {
      if (faults.schedules) throw new Error('a part of link broke');
      return real.findSchedules(...args);
    },
  };
});

let dir: string;
beforeEach(() => {
  dir = makeProject({
    'package.json': '{"dependencies":{"express":"^5.0.0"},"scripts":{"start":"node src/server.js"}}',
    'compose.yaml': 'services:\n  api:\n    build: .\n    command: node src/server.js\n',
    'src/server.js': `const express = require('express');
require('./broken.js');
const app = express();
let served = 0;
const cache = new Map();
app.get('/', async (req, res) => {
  served += 1;
  if (!cache.has(req.path)) cache.set(req.path, await fetch('https://example.com' + req.path));
  res.send(String(served));
});
app.listen(3000);
`,
    'src/broken.js': 'let kept = 0;\nexports.keep = () => { kept += 1; };\n',
  });
});
afterEach(() => {
  fs.rmSync(dir, { recursive: true, force: true });
  Object.assign(faults, { extract: '', rule: '', manifest: false, schedules: false });
});

async function check(...argv: string[]): Promise<{ code: number; report: Report }> {
  const ran = await run(['check', '.', '--format', 'json', ...argv], { cwd: dir, stages: realStages });
  const report: Report = JSON.parse(ran.stdout);
  expect(schemaErrors(report)).toEqual([]);
  return { code: ran.code, report };
}

const symbolsOf = (report: Report) => report.findings.map(({ ruleId, symbol }) => `${ruleId} ${symbol}`);

describe('a crash', () => {
  test('of nothing: both findings, no error, exit 1', async () => {
    const { code, report } = await check();
    expect(symbolsOf(report)).toEqual(['module-state served', 'module-cache cache']);
    expect([code, report.errors]).toEqual([1, []]);
  });

  test('in a file is told with file and stage, the file is listed, the others are analysed', async () => {
    faults.extract = 'src/broken.js';
    const { code, report } = await check();
    expect(report.errors).toEqual([
      { stage: 'extract', file: 'src/broken.js', rule: null, message: expect.stringContaining('no way through') },
    ]);
    expect(report.projects[0]!.skipped).toEqual([{ file: 'src/broken.js', reason: 'crash' }]);
    expect(symbolsOf(report)).toEqual(['module-state served', 'module-cache cache']);
    expect([code, report.summary.errors]).toEqual([2, 1]);
  });

  test('in a rule is told with the rule, and takes its own findings alone', async () => {
    faults.rule = 'module-cache';
    const { code, report } = await check();
    expect(report.errors).toEqual([
      { stage: 'judge', file: null, rule: 'module-cache', message: 'a rule lost its way' },
    ]);
    expect(symbolsOf(report)).toEqual(['module-state served']);
    expect(code).toBe(2);
  });

  test('in what reads a kind of manifest is told with the file, and leaves the other manifests', async () => {
    faults.manifest = true;
    const { code, report } = await check();
    expect(report.errors).toEqual([
      { stage: 'discover', file: 'compose.yaml', rule: null, message: expect.stringContaining('a manifest too far') },
    ]);
    expect(report.projects[0]!.processes.map(({ name }) => name)).toEqual(['start']);
    expect(symbolsOf(report)).toEqual(['module-state served', 'module-cache cache']);
    expect(code).toBe(2);
  });

  test('in a part of link is told with the part, and leaves what the other parts found', async () => {
    faults.schedules = true;
    const { code, report } = await check();
    expect(report.errors.map(({ stage, message }) => [stage, message])).toEqual([
      ['link.schedules', expect.stringContaining('a part of link broke')],
    ]);
    expect(symbolsOf(report)).toEqual(['module-state served', 'module-cache cache']);
    expect(code).toBe(2);
  });

  test('never passes for success, whatever else the run is told', async () => {
    faults.rule = 'module-state';
    for (const argv of [['--exit-zero'], ['--fail-on', 'never'], ['--only', 'module-state', '--fail-on', 'error']])
      expect((await check(...argv)).code).toBe(2);
  });

  test('names no place of this machine', async () => {
    faults.extract = 'src/broken.js';
    faults.manifest = true;
    const { report } = await check();
    expect(JSON.stringify(report.errors)).not.toMatch(/\/(?:src\/(?:extract|discover)|test|tmp|home|Users)\//);
  });
});
