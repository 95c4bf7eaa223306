// Writes the generated documentation and schema. A test holds that they are current.
import fs from 'node:fs';
import path from 'node:path';
import { rules } from '../src/rules/index.ts';
import { generatedFiles } from './reference/generated.ts';
import { proofPages } from './reference/proofs.ts';

const root = path.join(import.meta.dirname, '..');
for (const [file, text] of [...generatedFiles(rules), ...(await proofPages(rules))]) {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), text);
}
