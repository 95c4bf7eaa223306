import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analyze, defineConfig, exitCode, type Report, ToolError } from '../../src/index.ts';
import { toolErrorOf } from '../config/support.ts';
import { runProcess } from '../support/process.ts';
import { schemaErrors } from '../support/report-schema.ts';
import { makeProject } from './support.ts';

let dir: string;
beforeAll(() => {
  dir = makeProject({
    'package.json':
      '{ "type": "module", "dependencies": { "express": "5.1.0" }, "scripts": { "start": "node src/server.js" } }',
    'src/server.js': `import express from 'express';
const app = express();
const carts = new Map();
app.post('/carts/:id', (request, response) => {
  carts.set(request.params.id, request.body);
  response.json(carts.get(request.params.id));
});
app.listen(3000);
`,
    'strict.yaml': 'rules:\n  module-state: info\n',
  });
});
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

const now = '2026-01-02';
const withoutTiming = (report: Report) => ({ ...report, timing: {} });

describe('analyze', () => {
  test('gives the report that the command prints', async () => {
    const report = await analyze({ dir, now });
    expect(schemaErrors(report)).toEqual([]);
    expect(report.findings.map(({ ruleId, symbol }) => [ruleId, symbol])).toEqual([['module-state', 'carts']]);
    expect(exitCode(report)).toBe(1);
    const { stdout } = await runProcess(['--format', 'json', '--now', now], { cwd: dir });
    expect(withoutTiming(JSON.parse(stdout))).toEqual(withoutTiming(JSON.parse(JSON.stringify(report))));
  });

  test('takes a configuration as an object or a file', async () => {
    const off = await analyze({ dir, now, config: defineConfig({ rules: { 'module-state': 'off' } }) });
    expect(off.findings).toEqual([]);
    const [finding] = (await analyze({ dir, now, config: 'strict.yaml' })).findings;
    expect(finding?.severity).toBe('info');
  });

  test('leaves out the files that the configuration ignores, and analyses them', async () => {
    const report = await analyze({ dir, now, config: { ignore: 'src/**' } });
    expect(report.findings).toEqual([]);
    expect(report.projects[0]?.files).toBe(1);
  });

  test('follows a link to the folder', async () => {
    fs.symlinkSync(dir, `${dir}-link`);
    try {
      expect((await analyze({ dir: `${dir}-link`, now, config: 'strict.yaml' })).findings).toHaveLength(1);
    } finally {
      fs.rmSync(`${dir}-link`);
    }
  });

  test('is ended by its signal, with the reason', async () => {
    const reason = new Error('enough');
    await expect(analyze({ dir, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const later = new AbortController();
    const analysis = analyze({ dir, signal: later.signal, onProgress: () => later.abort(reason) });
    await expect(analysis).rejects.toBe(reason);
  });

  test('rejects with a ToolError where folder or configuration cannot be used', async () => {
    expect((await toolErrorOf(analyze({ dir: path.join(dir, 'gone') }))).code).toBe('not-found');
    expect((await toolErrorOf(analyze({ dir, config: { rules: { nope: 'off' } } }))).code).toBe('unknown-rule');
    expect((await toolErrorOf(analyze({ dir, config: 'gone.json' }))).code).toBe('config-not-found');
    const refused = analyze({ dir, config: 'a.config.ts', noConfigCode: true });
    await expect(refused).rejects.toBeInstanceOf(ToolError);
  });
});
