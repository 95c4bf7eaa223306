import { expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import type { SkipReason } from '../../src/source/source.ts';
import { memorySource } from '../support/memory-source.ts';
import { brokenPlaces } from '../support/spans.ts';

const many = (count: number, line: (i: number) => string, between = '\n') =>
  Array.from({ length: count }, (_, i) => line(i)).join(between);

/** Files that nobody should write and somebody does: what is said of each, null where it is analysed like any other. */
const nasty: Readonly<Record<string, readonly [reason: SkipReason | null, text: string]>> = {
  'a string of half a megabyte': [null, `export const a = '${'x '.repeat(250_000)}';\n`],
  'a template of half a megabyte': [null, `export const a = \`${'line of text\n'.repeat(40_000)}\`;\n`],
  'a template with ten thousand holes': [null, `export const a = (x) => \`${'${x} and\n'.repeat(10_000)}\`;\n`],
  'an array of fifty thousand numbers': [null, `export const a = [\n${many(50_000, (i) => `${i},`)}\n];\n`],
  'an object of ten thousand keys': [null, `export const a = {\n${many(10_000, (i) => `  key${i}: ${i},`)}\n};\n`],
  'four thousand functions': [null, many(4000, (i) => `export function f${i}(a) {\n  return a + ${i};\n}`)],
  'a thousand classes': [
    null,
    many(1000, (i) => `export class C${i} {\n  x = ${i};\n  m() {\n    this.x += 1;\n  }\n}`),
  ],
  'a switch of five thousand cases': [
    null,
    `export const f = (a) => {\n  switch (a) {\n${many(5000, (i) => `    case ${i}: return ${i};`)}\n  }\n};\n`,
  ],
  'three hundred else ifs': [
    null,
    `export const f = (a) => {\n${many(300, (i) => `if (a === ${i}) return ${i};`, '\nelse ')}\n};\n`,
  ],
  'two thousand else ifs': [
    'nesting',
    `export const f = (a) => {\n${many(2000, (i) => `if (a === ${i}) return ${i};`, '\nelse ')}\n};\n`,
  ],
  'a chain of three hundred calls': [null, `export const a = b\n${many(300, (i) => `  .with(${i})`)};\n`],
  'a chain of five thousand members': ['nesting', `export const a = b\n${many(5000, (i) => `  .m${i}`)};\n`],
  'a sum of five thousand strings': ['nesting', `export const a = 'a'\n${many(5000, (i) => `  + 'b${i}'`)};\n`],
  'a function of a thousand parameters': [
    null,
    `export function f(\n${many(1000, (i) => `  a${i},`)}\n) {\n  return a0;\n}\n`,
  ],
  'two thousand imports of nothing': [null, many(2000, (i) => `import { a as a${i} } from './gone-${i}.js';`)],
  'ten thousand comments to the tool': [
    null,
    many(10_000, () => '// sharenothing-ignore-next-line module-state -- x\nlet a;'),
  ],
  'one line of code without blanks': [
    'minified',
    `export const a=[${many(3000, (i) => `{a:${i},b:c=>c+d.e(f)}`, ',')}];`,
  ],
  'a file of the size limit and one byte': ['too-large', `//${'x'.repeat(1024 * 1024 - 1)}`],
  'a NUL in the middle': ['binary', 'export const a = 1;\0\n'],
  'line ends of Windows': [null, 'let a = 0;\r\nexport const f = () => {\r\n  return (a += 1);\r\n};\r\n'],
  'line ends of old Macs': [null, 'let a = 0;\rexport const f = () => {\r  return (a += 1);\r};\r'],
  'a byte order mark and no line end': [null, '\ufefflet a = 0; export const f = () => (a += 1);'],
  'a regular expression of ten thousand groups': ['minified', `export const a = /${'(a|b)'.repeat(10_000)}/;\n`],
  'syntax of tomorrow': ['syntax', 'export const a = match (b) { when { c } -> c };\nlet d = 0;\n'],
};

test('nasty files are analysed, or listed with their reason, and hide nothing of the others', async () => {
  const names = Object.keys(nasty);
  const fileOf = (i: number) => `src/nasty-${i}.js`;
  const texts: Record<string, string> = {
    'package.json': '{"type":"module","dependencies":{"express":"^5.0.0"},"scripts":{"start":"node src/server.js"}}',
    'src/server.js': `import express from 'express';
${names.map((_, i) => `import * as n${i} from './nasty-${i}.js';`).join('\n')}
const app = express();
let served = 0;
app.get('/', (req, res) => {
  served += 1;
  res.json([served, ${names.map((_, i) => `n${i}.f(req), n${i}.a`).join(', ')}]);
});
app.listen(3000);
`,
  };
  for (const [i, name] of names.entries()) texts[fileOf(i)] = nasty[name]![1];
  const report = await analyze(memorySource(texts), { now: '2026-01-02', silences: true });
  expect(report.errors).toEqual([]);
  const told = new Map(report.projects[0]!.skipped.map(({ file, reason }) => [file, reason] as const));
  const said = Object.fromEntries(names.map((name, i) => [name, told.get(fileOf(i)) ?? null]));
  expect(said).toEqual(Object.fromEntries(names.map((name) => [name, nasty[name]![0]])));
  expect(brokenPlaces(report, (file) => texts[file]?.replace(/^\ufeff/, ''))).toEqual([]);
  const found = report.findings.map(({ file, symbol }) => `${file} ${symbol}`);
  expect(found).toContain('src/server.js served');
  for (const name of ['line ends of Windows', 'line ends of old Macs', 'a byte order mark and no line end'])
    expect(found).toContain(`${fileOf(names.indexOf(name))} a`);
});
