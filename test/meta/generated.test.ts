import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { generatedFiles } from '../../scripts/reference/generated.ts';
import { rules } from '../../src/rules/index.ts';
import { repositoryRoot } from '../support/process.ts';

const read = (file: string) => fs.readFileSync(path.join(repositoryRoot, file), 'utf8');

describe('generated files are current (else: npm run docs)', () => {
  test.each([...generatedFiles(rules)])('%s', (file, text) => {
    expect(read(file)).toBe(text);
  });

  test('docs/rules has a page for each rule and no other', () => {
    const pages = fs.readdirSync(path.join(repositoryRoot, 'docs/rules')).sort();
    expect(pages).toEqual(rules.map(({ id }) => `${id}.md`).sort());
  });
});
