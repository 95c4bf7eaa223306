import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { extract } from '../../src/extract/extract.ts';
import { type FileFacts, type Sketch, Unready } from '../../src/extract/facts.ts';
import { sketch } from '../../src/extract/sketch.ts';
import { laterFacts } from '../../src/facts/later-facts.ts';
import { joinProgram, type LinkInput, mentionsName } from '../../src/link/program.ts';
import { isCode } from '../../src/paths/code-extensions.ts';
import { filesBelow } from '../fixtures/expectations.ts';
import { repositoryRoot } from '../support/process.ts';

const factsOf = (file: string, text: string): FileFacts => {
  const facts = extract(file, text);
  if (!('outline' in facts)) throw new Error(`${file} has no facts`);
  return facts;
};
const sketchOf = (file: string, text: string): Sketch => {
  const made = sketch(file, text);
  if (!('sketch' in made)) throw new Error(`${file} has no sketch`);
  return made;
};
const told = ['version', 'file', 'length', 'esm', 'directives', 'comments', 'syntaxErrors', 'firstError'] as const;
const counts = ['values', 'bindings', 'functions', 'classes', 'calls'] as const;
const namesIn = (bars: string) => bars.split('|').filter((name) => name !== '');
/** Names that no text need have: of elements, and those that the extractor gives. */
const isGiven = (name: string) => /^(?:\d+|\?|globalThis)$/.test(name);

describe('the sketch of a file', () => {
  test('says the same as its facts, or is them', () => {
    const root = path.join(repositoryRoot, 'fixtures');
    // Every third is enough, and takes a third of the time.
    const files = filesBelow(root).filter((file, at) => isCode(file) && at % 3 === 0);
    const faults: string[] = [];
    let sketched = 0;
    for (const file of files) {
      const text = fs.readFileSync(path.join(root, file), 'utf8');
      const facts = extract(file, text);
      const made = sketch(file, text);
      const differs = (what: string, one: unknown, other: unknown) => {
        if (JSON.stringify(one) !== JSON.stringify(other)) faults.push(`${what} of ${file}`);
      };
      if (!('sketch' in made) || !('outline' in facts)) {
        differs('the facts', made, facts);
        continue;
      }
      sketched++;
      for (const key of told) differs(key, made[key], facts[key]);
      const { maybe, ...outline } = { ...made.sketch, loads: false };
      for (const key of ['specs', 'typeSpecs', 'loads'] as const) differs(key, outline[key], facts.outline[key]);
      for (const key of counts) if (outline[key] < facts.outline[key]) faults.push(`room for ${key} of ${file}`);
      const named = { ...facts.outline, globals: facts.outline.globals.join('|') };
      for (const kind of ['globals', 'called', 'methods'] as const)
        for (const name of namesIn(named[kind]))
          if (!isGiven(name) && !maybe[kind].includes(`|${name}|`)) faults.push(`${name}, ${kind}, of ${file}`);
    }
    expect(faults).toEqual([]);
    expect(sketched).toBeGreaterThan(files.length / 2);
  });

  test.each([
    ['loads others while it runs', "export const page = () => import('./page');"],
    ['asks for others by require', "const one = require('./one'); module.exports = one;"],
    ['has a namespace', 'export namespace A { export const b = 1; }'],
    ['has a comment to this tool', '// sharenothing-ignore module-state -- told\nexport let a = 0;'],
    ['was not understood in full', 'export const = 1;'],
    ['exports from within', '{ export const a = 1; }'],
  ])('is not made of what %s', (_, text) => {
    expect('outline' in sketch('a.ts', text)).toBe(true);
  });

  test('fails where the facts do', () => {
    const deep = `export const a = ${'('.repeat(320)}1${')'.repeat(320)};`;
    expect(sketch('a.ts', deep)).toEqual(extract('a.ts', deep));
    const chained = `export const a = 1${' + 1'.repeat(800)};`;
    expect(sketch('a.ts', chained)).toEqual(extract('a.ts', chained));
  });
});

describe('facts that are made later', () => {
  const text = 'let orders = 0;\nexport class Desk { take() { orders++; this.ring.bell(); } }\n';
  const later = (made: string[], of: Sketch = sketchOf('desk.ts', text)) =>
    laterFacts(of, () => {
      made.push(of.file);
      return factsOf('desk.ts', text);
    });

  test('are made once, when more than their sketch is asked for', () => {
    const made: string[] = [];
    const facts = later(made);
    expect([facts.file, facts.esm, facts.outline.specs, facts.outline.loads]).toEqual(['desk.ts', true, [], false]);
    expect([mentionsName(facts.outline, 'called', 'order'), made]).toEqual([false, []]);
    expect([mentionsName(facts.outline, 'called', 'bell'), made]).toEqual([true, ['desk.ts']]);
    expect([facts.functions, facts.outline, made]).toEqual([
      factsOf('desk.ts', text).functions,
      factsOf('desk.ts', text).outline,
      ['desk.ts'],
    ]);
  });

  test('that have no room in a program are joined anew', () => {
    const small = sketchOf('desk.ts', text);
    const facts = later([], { ...small, sketch: { ...small.sketch, values: 1 } });
    const inputOf = () =>
      ({ facts: [facts], resolve: () => ({ kind: 'none' }), isTestPath: () => false }) as unknown as LinkInput;
    expect(() => joinProgram(inputOf()).open(0)).toThrow(Unready);
    const p = joinProgram(inputOf());
    p.open(0);
    expect([p.isOpen(0), p.valueCount]).toEqual([true, factsOf('desk.ts', text).values.length]);
  });
});
