import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { realStages } from '../../src/stages.ts';
import { makeProject, run } from '../cli/support.ts';
import { mutated } from '../support/programs.ts';

let dir: string;
/** Each file that a run reads beside the code, in a form that holds. */
const settings: Record<string, string> = {};
const given: Readonly<Record<string, readonly string[]>> = {
  '.sharenothingrc.json': [],
  'sharenothing.baseline.jsonl': [],
  'sharenothing.waivers.yaml': [],
  'base.json': ['--base-report', 'base.json'],
};

const check = (...argv: string[]) =>
  run(['check', '.', ...argv], { cwd: dir, stages: realStages, env: { SHARENOTHING_NO_CACHE: '1' } });

beforeAll(async () => {
  dir = makeProject({
    'package.json': '{"dependencies":{"express":"^5.0.0"},"scripts":{"start":"node server.js"}}',
    'server.js':
      "const express = require('express');\nconst app = express();\nlet served = 0;\napp.get('/', (q, r) => r.json(served++));\napp.listen(3000);\n",
  });
  const report = await check('--format', 'json');
  const [found] = JSON.parse(report.stdout).findings;
  Object.assign(settings, {
    '.sharenothingrc.json': JSON.stringify({
      rules: { 'module-state': 'warning' },
      ignore: ['generated/**'],
      processes: [{ name: 'start', kind: 'server', entry: 'server.js' }],
      overrides: [{ files: ['*.js'], rules: { 'module-cache': 'off' } }],
      failOn: 'error',
    }),
    'sharenothing.waivers.yaml': `waivers:\n  - rule: module-state\n    file: server.js\n    fingerprint: ${found.fingerprint}\n    reason: it is counted elsewhere too\n    owner: shop\n    approvedBy: lead\n    ticket: SHOP-1\n    created: 2026-01-01\n    until: 2026-06-01\n`,
    'base.json': report.stdout,
  });
  await run(['baseline', 'create'], { cwd: dir, stages: realStages });
  settings['sharenothing.baseline.jsonl'] = fs.readFileSync(path.join(dir, 'sharenothing.baseline.jsonl'), 'utf8');
  fs.rmSync(path.join(dir, 'sharenothing.baseline.jsonl'));
});
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

describe.each(Object.entries(given))('%s that holds anything', (name, argv) => {
  test('is used, or is an error that names it; the tool does not fail', async () => {
    const text = fc.oneof(mutated([settings[name]!]), fc.json(), fc.string({ unit: 'binary' }));
    let refused = 0;
    fs.writeFileSync(path.join(dir, name), settings[name]!);
    const asWritten = await check('--format', 'json', ...argv);
    expect([asWritten.stderr, JSON.parse(asWritten.stdout).notes]).toEqual(['', expect.any(Array)]);
    await fc.assert(
      fc.asyncProperty(text, async (content) => {
        fs.writeFileSync(path.join(dir, name), content);
        const { code, stdout, stderr } = await check('--format', 'json', ...argv);
        expect(stderr).not.toContain('error[internal]');
        if (stderr.startsWith('error[')) {
          refused++;
          expect(code).toBe(2);
          expect(stdout).toBe('');
          expect(stderr).toMatch(/\n {2}fix: /);
          // Nothing in it acts on the terminal that shows the error.
          expect(stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        } else expect(JSON.parse(stdout).errors).toEqual([]);
      }),
      { numRuns: 25 },
    );
    fs.rmSync(path.join(dir, name));
    expect(refused).toBeGreaterThan(0);
  });
});
