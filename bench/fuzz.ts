// npm run fuzz -- [MINUTES] [SEED]
// Generated programs, servers with pieces and bytes that are others, and words in any order, through every stage, for ten minutes or as
// long as is said. What fails is made as small as it gets and told with the seed that brings it back; exit 1.
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { isCode } from '../src/paths/code-extensions.ts';
import { classifyContent } from '../src/source/content.ts';
import { faultsOf } from '../test/support/faults.ts';
import { byteMutated, mutated, programs, tokenSoup } from '../test/support/programs.ts';

const [minutes = '10', given = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
const until = Date.now() + Number(minutes) * 60_000;
const fixtures = path.join(import.meta.dirname, '../fixtures');
const servers = fs
  .readdirSync(fixtures, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && isCode(entry.name))
  .map((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
const decoded = byteMutated(servers).map((bytes) => {
  const content = classifyContent('src/any.ts', bytes);
  return 'text' in content ? content.text : '';
});
const texts = fc.oneof(programs, mutated(servers), tokenSoup, decoded);
const dialects = ['src/any.ts', 'src/any.tsx', 'src/any.js', 'src/any.mjs', 'src/any.cjs'];

/** The smallest text that fails still: halves, then lines, then single characters are left out as long as it does. */
async function smallest(text: string, fails: (text: string) => Promise<boolean>): Promise<string> {
  let now = text;
  for (let size = Math.ceil(now.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < now.length; ) {
      const without = now.slice(0, at) + now.slice(at + size);
      if (await fails(without)) now = without;
      else at += size;
    }
  }
  return now;
}

let seed = Number(given);
let runs = 0;
while (Date.now() < until && process.exitCode === undefined) {
  for (const text of fc.sample(texts, { seed, numRuns: 50 })) {
    const name = dialects[runs++ % dialects.length]!;
    const [fault] = await faultsOf(text, name);
    if (fault === undefined) continue;
    // The same fault, not another one that a smaller text brings along.
    const kind = (words: string) => words.split('\n')[0]!.replace(/\d+/g, 'n');
    const small = await smallest(text, async (less) =>
      (await faultsOf(less, name)).some((one) => kind(one) === kind(fault)),
    );
    process.stdout.write(`${name}, seed ${seed}: ${fault}\n${JSON.stringify(small)}\n`);
    process.exitCode = 1;
    break;
  }
  seed = (seed + 1) % 2 ** 31;
}
process.stdout.write(`${runs} programs from seed ${given} on\n`);
