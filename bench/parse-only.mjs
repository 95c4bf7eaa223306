// The floor that `check` is held against: reads the files that are listed in a file, one path a line, and parses each with the
// same compiler, in one thread, doing nothing else. Prints how many there were.
import fs from 'node:fs';
import path from 'node:path';
import { ts } from 'ts-morph';

const [, , dir, list] = process.argv;
const files = fs.readFileSync(list, 'utf8').split('\n').filter(Boolean);
let characters = 0;
for (const file of files) {
  const text = fs.readFileSync(path.join(dir, file), 'utf8');
  ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  characters += text.length;
}
process.stdout.write(`${files.length} ${characters}\n`);
