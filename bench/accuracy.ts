// npm run accuracy -- LABELS REPORTS [--write]
// How often sharenothing is right where people have labelled servers. LABELS holds one JSON file a repository, REPORTS the JSON report of
// a run on it under the same name. Prints the tables of docs/accuracy.md (`--write` puts them there): by rule, by confidence, by severity.
import fs from 'node:fs';
import path from 'node:path';
import { type AccuracyLabels, type AccuracyReport, addScores, type Score, scoreOf, tables } from './accuracy-score.ts';

const page = path.join(import.meta.dirname, '../docs/accuracy.md');
const marks = ['<!-- tables: npm run accuracy -- --write -->', '<!-- end of tables -->'] as const;

const places = process.argv.slice(2).filter((one) => !one.startsWith('--'));
const [labels, reports] = places;
if (labels === undefined || reports === undefined || places.length > 2) {
  console.error('usage: npm run accuracy -- LABELS REPORTS [--write]');
  process.exit(2);
}

const names = fs.readdirSync(labels).filter((name) => name.endsWith('.json'));
const scores = names.sort().map((name): Score => {
  const label = JSON.parse(fs.readFileSync(path.join(labels, name), 'utf8')) as AccuracyLabels;
  if (!Array.isArray(label.labels)) throw new Error(`${name}: its labels cannot be read: score.mjs gives sums of such`);
  return scoreOf(label, JSON.parse(fs.readFileSync(path.join(reports, name), 'utf8')) as AccuracyReport);
});
const text = tables(addScores(scores), scores.length);
console.log(text);
if (process.argv.includes('--write')) {
  const old = fs.readFileSync(page, 'utf8');
  const [start, end] = marks.map((mark) => old.indexOf(mark)) as [number, number];
  if (start < 0 || end < start) throw new Error(`${page}: the marks of the tables are not there`);
  fs.writeFileSync(page, `${old.slice(0, start + marks[0].length)}\n\n${text}\n\n${old.slice(end)}`);
}
