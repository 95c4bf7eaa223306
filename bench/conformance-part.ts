// A process of bench/conformance.ts: `node jiti bench/conformance-part.ts ROOT LIST OUT`. Reads the files of LIST (a line each, from
// ROOT) and writes one JSON line a file and one a batch to OUT.
import fs from 'node:fs';
import path from 'node:path';
import { analyze } from '../src/analyze.ts';
import { extract } from '../src/extract/extract.ts';
import { memorySource } from '../test/support/memory-source.ts';
import { brokenPlaces, brokenSpans } from '../test/support/spans.ts';

/** Files that are linked together: a program as large as a server. */
const batchSize = 200;
/** Milliseconds of processor time: what else the machine does is not this tool's. */
const since = (start: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
};
/** Above this many milliseconds for a batch, each of its files is analysed alone, to find the one that takes so long. */
const slow = 10_000;

const [root = '', list = '', out = ''] = process.argv.slice(2);
const files = fs.readFileSync(list, 'utf8').split('\n').filter(Boolean);
const tell = (line: object) => fs.appendFileSync(out, `${JSON.stringify(line)}\n`);

for (let from = 0; from < files.length; from += batchSize) {
  const batch = new Map<string, readonly [original: string, text: string]>();
  for (const file of files.slice(from, from + batchSize)) {
    // A hint for whoever looks at a process that never came back.
    fs.writeFileSync(`${out}.at`, file);
    const text = new TextDecoder().decode(fs.readFileSync(path.join(root, file)));
    const name = `src/f${from + batch.size}${/(?:\.d)?\.[^.]+$/.exec(file)?.[0] ?? '.js'}`;
    batch.set(name, [file, text]);
    const start = process.cpuUsage();
    let outcome: object;
    try {
      const facts = extract(name, text);
      if ('reason' in facts) outcome = { skipped: facts.reason };
      else outcome = { errors: facts.syntaxErrors, spans: brokenSpans(facts, text.length).slice(0, 3) };
    } catch (error) {
      outcome = { crash: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    tell({ file, time: since(start), ...outcome });
  }
  for (const shape of ['loaded', 'called'] as const) {
    const time = await analysed(batch, shape, [...batch.values()][0]?.[0] ?? '');
    if (time <= slow) continue;
    for (const [name, one] of batch) await analysed(new Map([[name, one]]), shape, one[0]);
  }
}
fs.rmSync(`${out}.at`, { force: true });

/** The code inside a function that each request runs; imports and exports have to stay where they are. */
function inHandler(text: string): string {
  return /^\s*(?:import|export)\b/m.test(text) ? text : `export function handle(request) {\n${text}\n}\n`;
}

/** Extract, link and all rules over a server that loads every file of a batch and, where `called`, runs its code for each request. */
async function analysed(
  batch: ReadonlyMap<string, readonly [string, string]>,
  shape: 'loaded' | 'called',
  first: string,
): Promise<number> {
  fs.writeFileSync(`${out}.at`, `${shape} ${first} and ${batch.size - 1} more`);
  const texts: Record<string, string> = {
    'package.json':
      '{"name":"suite","type":"module","dependencies":{"express":"^5.0.0"},"scripts":{"start":"node src/server.js"}}',
    'src/server.js': [
      "import express from 'express';",
      ...[...batch.keys()].map((name, i) => `import * as m${i} from './${path.basename(name)}';`),
      'const app = express();',
      "app.get('/', (request, response) => {",
      ...[...batch.keys()].map((_, i) => `  m${i}.handle(request); m${i}.default(request); new m${i}.C().method();`),
      '});',
      'app.listen(3000);',
      '',
    ].join('\n'),
  };
  for (const [name, [, text]] of batch) texts[name] = shape === 'called' ? inHandler(text) : text;
  const start = process.cpuUsage();
  const report = await analyze(memorySource(texts), { now: '2026-01-02', silences: true });
  const time = since(start);
  const original = (file: string | null) => (file && batch.get(file)?.[0]) ?? file;
  tell({
    batch: batch.size,
    first,
    shape,
    time,
    memory: process.resourceUsage().maxRSS / 1024,
    findings: report.findings.length,
    silences: report.silences.length,
    failures: report.errors.map(({ stage, file, rule, message }) => ({ stage, file: original(file), rule, message })),
    spans: brokenPlaces(report, (file) => texts[file]).slice(0, 3),
  });
  return time;
}
