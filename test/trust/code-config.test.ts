import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeProject } from '../cli/support.ts';
import { runProcess } from '../support/process.ts';

let dir: string;
let marker: string;
beforeEach(() => {
  dir = makeProject({
    'package.json': '{"dependencies":{"express":"^5.0.0"},"scripts":{"start":"node src/server.js"}}',
    'src/server.js':
      "const express = require('express');\nconst app = express();\nlet served = 0;\napp.get('/', (q, r) => r.json(served++));\napp.listen(3000);\n",
  });
  marker = path.join(dir, 'was-run');
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

const put = (name: string, text: string) => fs.writeFileSync(path.join(dir, name), text);
const imported = () =>
  `import fs from 'node:fs';\nfs.writeFileSync(${JSON.stringify(marker)}, '');\nexport default { failOn: 'never' };\n`;
const required = () =>
  `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '');\nmodule.exports = { failOn: 'never' };\n`;
const check = async (...argv: string[]) => {
  const ran = await runProcess(['check', '.', ...argv], { cwd: dir });
  return { ...ran, wasRun: fs.existsSync(marker) };
};

describe.each([
  ['sharenothing.config.ts', imported],
  ['sharenothing.config.mjs', imported],
  ['sharenothing.config.cjs', required],
])('a configuration that is code: %s', (name, text) => {
  test('runs where nothing forbids it, and only then', async () => {
    put(name, text());
    expect(await check()).toMatchObject({ code: 0, wasRun: true });
    fs.rmSync(marker);
    const refused = await check('--no-config-code');
    expect(refused).toMatchObject({ code: 2, stdout: '', wasRun: false });
    expect(refused.stderr).toContain(name);
  });

  test('does not run beside one that is data, which holds in its place', async () => {
    put(name, text());
    put('.sharenothingrc.json', '{ "rules": { "module-state": "info" } }');
    for (const argv of [[], ['--no-config-code']]) {
      const ran = await check(...argv, '--format', 'json');
      expect(ran).toMatchObject({ code: 0, wasRun: false });
      expect(JSON.parse(ran.stdout).findings[0]).toMatchObject({ symbol: 'served', severity: 'info' });
    }
  });
});
