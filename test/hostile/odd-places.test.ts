import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { realStages } from '../../src/stages.ts';
import { makeProject, run } from '../cli/support.ts';
import { git } from '../source/scratch.ts';

/** Names that the tool looks for by itself, together where one does not keep it from the next. */
const names = [
  ['.git'],
  ['.git/info', '.gitignore', '.gitattributes', '.gitmodules'],
  ['.git/info/exclude'],
  ['node_modules'],
  ['node_modules/.cache'],
  ['node_modules/.cache/sharenothing'],
  ['package.json'],
  ['pnpm-workspace.yaml', 'tsconfig.json', 'package-lock.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock'],
  ['lerna.json'],
  ['nx.json', 'turbo.json'],
  ['.sharenothingrc'],
  ['.sharenothingrc.json'],
  ['.sharenothingrc.yaml'],
  ['sharenothing.config.ts'],
  ['sharenothing.baseline.jsonl'],
  ['sharenothing.waivers.yaml'],
  ['Dockerfile', '.dockerignore', 'compose.yaml', 'Procfile', 'ecosystem.config.js', 'serverless.yml', 'vercel.json'],
  ['fly.toml', 'Chart.yaml', 'values.yaml', 'templates', '.github', '.gitlab-ci.yml', 'src'],
  ['server.js', '.github/workflows', 'src/index.ts'],
];

/** What may be there in place of the file or folder that everybody expects. */
const things: Readonly<Record<string, (place: string) => void>> = {
  'a link to itself': (place) => fs.symlinkSync(path.basename(place), place),
  'a link to nothing': (place) => fs.symlinkSync('nowhere', place),
  'a link to all': (place) => fs.symlinkSync('/', place),
  'a link to what never ends': (place) => fs.symlinkSync('/dev/zero', place),
  'a folder': (place) => fs.mkdirSync(place),
  'an empty file': (place) => fs.writeFileSync(place, ''),
  'a file of a third of a gigabyte': (place) => {
    fs.writeFileSync(place, '');
    fs.truncateSync(place, 350_000_000);
  },
};

/** What the tool asks for in the end, and what it says where it is something else: never that it failed itself. */
describe.each(Object.keys(things))('%s', (thing) => {
  test.each([
    ['without git', () => {}],
    ['in git', (dir: string) => git(dir, ['init', '-q'])],
  ])('under any name that is looked for, %s', async (_, prepare) => {
    const failed: string[] = [];
    for (const group of names) {
      const dir = makeProject({
        'package.json': '{"dependencies":{"express":"^5.0.0"},"scripts":{"start":"node server.js"}}',
        'server.js':
          "const app = require('express')();\nlet served = 0;\napp.get('/', (q, r) => r.json(served++));\napp.listen(3000);\n",
      });
      prepare(dir);
      for (const name of group) {
        const place = path.join(dir, name);
        fs.rmSync(place, { recursive: true, force: true });
        fs.mkdirSync(path.dirname(place), { recursive: true });
        things[thing]!(place);
      }
      const { code, stdout, stderr } = await run(['check', '.', '--format', 'json'], { cwd: dir, stages: realStages });
      const told = /^error\[[a-z-]+\]/.exec(stderr)?.[0];
      if (told === 'error[internal]' || (told ? code !== 2 : JSON.parse(stdout).errors.length > 0))
        failed.push(`${group.join(' ')}: ${stderr || stdout}`);
      fs.rmSync(dir, { recursive: true, force: true });
    }
    expect(failed).toEqual([]);
  });
});
