// npm run cases [-- --write]
// What two judges say of places of servers that the tool saw for the first time: one file a set in docs/cases, one case a line. Prints
// the tables of docs/accuracy.md (`--write` puts them there).
import fs from 'node:fs';
import path from 'node:path';
import { caseTables, parseCases } from './cases-score.ts';

const docs = path.join(import.meta.dirname, '../docs');
const page = path.join(docs, 'accuracy.md');
let text = fs.readFileSync(page, 'utf8');
for (const name of fs.readdirSync(path.join(docs, 'cases')).sort()) {
  if (!name.endsWith('.jsonl')) continue;
  const tables = caseTables(parseCases(fs.readFileSync(path.join(docs, 'cases', name), 'utf8')));
  console.log(`${name}\n\n${tables}\n`);
  const marks = [`<!-- cases: ${name} -->`, `<!-- end of ${name} -->`] as const;
  const [start, end] = marks.map((mark) => text.indexOf(mark)) as [number, number];
  if (start < 0 || end < start) throw new Error(`${page}: the marks of the tables of ${name} are not there`);
  text = `${text.slice(0, start + marks[0].length)}\n\n${tables}\n\n${text.slice(end)}`;
}
if (process.argv.includes('--write')) fs.writeFileSync(page, text);
