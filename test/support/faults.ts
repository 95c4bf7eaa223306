import { analyze } from '../../src/analyze.ts';
import { extract } from '../../src/extract/extract.ts';
import { classifyContent } from '../../src/source/content.ts';
import { memorySource } from './memory-source.ts';
import { brokenPlaces, brokenSpans } from './spans.ts';

const manifest =
  '{"name":"any","type":"module","dependencies":{"express":"^5.0.0"},"scripts":{"start":"node src/server.js"}}';

/**
 * What the tool gets wrong about a text as a file of code, for whatever the text is: a crash in a stage or rule, a place outside the
 * text. Empty where all is well. `name` decides the dialect.
 */
export async function faultsOf(text: string, name = 'src/any.ts'): Promise<readonly string[]> {
  const faults: string[] = [];
  try {
    const facts = extract(name, text);
    if (!('reason' in facts)) faults.push(...brokenSpans(facts, text.length));
  } catch (error) {
    return [`extract: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
  const texts = {
    'package.json': manifest,
    'src/other.js': 'export let a = 0;\nexport default function next() { return a++; }\n',
    'src/server.js': `import express from 'express';
import './${name.slice('src/'.length)}';
import * as any from './${name.slice('src/'.length)}';
express().get('/', (req) => any.a(req, any.b));
`,
    [name]: text,
  };
  const report = await analyze(memorySource(texts), { now: '2026-01-02', silences: true });
  faults.push(...report.errors.map(({ stage, rule, message }) => `${stage} ${rule ?? ''}: ${message}`));
  // What was decoded from bytes is what places are of; lone surrogates do not come through.
  const decoded = classifyContent(name, new TextEncoder().encode(text));
  faults.push(
    ...brokenPlaces(report, (file) =>
      file === name ? ('text' in decoded ? decoded.text : '') : texts[file as keyof typeof texts],
    ),
  );
  return faults;
}
