import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extract } from '../../src/extract/extract.ts';
import { isCode } from '../../src/paths/code-extensions.ts';
import { classifyContent } from '../../src/source/content.ts';
import { filesBelow } from '../fixtures/expectations.ts';
import { faultsOf } from '../support/faults.ts';
import { repositoryRoot } from '../support/process.ts';
import { byteMutated, mutated, programs, tokenSoup } from '../support/programs.ts';
import { brokenSpans } from '../support/spans.ts';

const fixtures = path.join(repositoryRoot, 'fixtures');
const servers = ['module-state', 'module-cache', 'in-process-schedule', 'local-persistence', 'showcase']
  .flatMap((folder) => filesBelow(path.join(fixtures, folder)).map((file) => path.join(fixtures, folder, file)))
  .filter(isCode)
  .map((file) => fs.readFileSync(file, 'utf8'));
const dialects = fc.constantFrom('src/any.ts', 'src/any.tsx', 'src/any.js', 'src/any.mjs', 'src/any.cjs');

/** `npm run fuzz` does it for as long as it is told. */
describe('any code is analysed without a crash, and told at places that there are', () => {
  test.each([
    ['generated programs', programs, 40],
    ['servers with pieces taken out, doubled and moved', mutated(servers), 40],
    ['words and signs in any order', tokenSoup, 40],
  ])('%s', async (_, texts, numRuns) => {
    await fc.assert(
      fc.asyncProperty(texts, dialects, async (text, name) => {
        expect(await faultsOf(text, name)).toEqual([]);
      }),
      { numRuns },
    );
  });

  test('words and signs in any order, in the extractor alone', () => {
    fc.assert(
      fc.property(tokenSoup, dialects, (text, name) => {
        const facts = extract(name, text);
        expect('reason' in facts ? [] : brokenSpans(facts, text.length)).toEqual([]);
      }),
      { numRuns: 800 },
    );
  });

  test('servers with bytes that are others: text, or left out with a reason', async () => {
    await fc.assert(
      fc.asyncProperty(byteMutated(servers), dialects, async (bytes, name) => {
        const content = classifyContent(name, bytes);
        if ('text' in content) expect(await faultsOf(content.text, name)).toEqual([]);
        else expect(['encoding', 'binary', 'minified', 'generated']).toContain(content.reason);
      }),
      { numRuns: 40 },
    );
  });
});

/** What other parsers' test suites taught, in code of our own. */
test.each([
  ['a loop that declares nothing', 'for (let of []) { a(); }\nfor (const in {}) b();\nfor (using of of of) c();\n'],
  ['a declaration and a deletion of what has no name', 'delete enum\n'],
  ['the same at the end', 'delete enum'],
  ['a loop that declares too much', 'for (var a, b of []) a = b;\nfor (let x = 1, y in {}) x = y;\n'],
  ['names that only escapes spell', 'let \\u{61} = 0; function f() { \\u0061++; \\u{000061} = f; }\n'],
  ['words of the language as names', 'let of = 0, async = 1, get = 2, set = 3, type = 4, as = 5; async = of => get;\n'],
  ['comments of a browser', '<!-- one\nlet a = 0;\n--> two\na++;\n'],
  ['a first line for the shell, after a byte order mark', '\ufeff#!/usr/bin/env node\nlet a = 0;\n'],
  ['an end in the middle', 'class A { static { async *#a('],
  ['a template without an end', 'const a = `${`${`${'],
  ['an expression without an end', 'let a = /[/'],
  ['a comment without an end', 'let a = 0; /* sharenothing-ignore'],
  [
    'line ends of every kind',
    'let a = 0;\r\nlet b = 1;\rlet c = 2;\u2028let d = 3;\u2029export const f = () => { a++; b++; c++; d++; };\r',
  ],
  ['half a character', 'let a = "\ud800"; let \ud83d = 1; export const b = `\udc00${a}`;\n'],
  ['an empty file', ''],
  ['nothing but blanks', ' \t\n\u00a0\ufeff\n'],
  [
    'decorators, enums and namespaces in a row',
    '@a @b() class A { @c d = 1; constructor(@e private f, public g?) {} }\nenum E { a = 1, b = a, "c" }\nnamespace N.M { export let a = E.a; }\nabstract class B<in out T> extends A { abstract x; declare y; accessor z = 1; }\n',
  ],
])('%s', async (_, text) => {
  for (const name of ['src/any.ts', 'src/any.jsx', 'src/any.mts', 'src/any.cjs'])
    expect(await faultsOf(text, name)).toEqual([]);
});
