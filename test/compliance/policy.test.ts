import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { policyNames } from '../../src/compliance/policy/names.ts';
import { readPolicyPack } from '../../src/compliance/policy/read.ts';
import { ToolError } from '../../src/diagnostics/tool-error.ts';
import { rules } from '../../src/rules/index.ts';
import { hostileText } from '../support/hostile.ts';

const ruleIds = rules.map(({ id }) => id);
const textOf = (name: string) => readFileSync(new URL(`../../policies/${name}.yaml`, import.meta.url), 'utf8');
const read = (text: string) => readPolicyPack(text, 'own.yaml', ruleIds);
const ajv = new Ajv({ strict: false, allErrors: true });
const validate = ajv.compile(
  JSON.parse(readFileSync(new URL('../../schema/policy-v1.schema.json', import.meta.url), 'utf8')),
);

/** What is said of a policy that cannot be used: each problem with its place. */
function problemsOf(text: string): string[] {
  try {
    read(text);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    expect(error.code).toBe('compliance-policy-invalid');
    return [`${error.where} ${error.what.replace('the policy cannot be used: ', '')}`, ...error.also];
  }
  return [];
}

describe('the policies that are shipped', () => {
  test.each(policyNames)('%s is valid, by the schema for editors too', (name) => {
    const pack = readPolicyPack(textOf(name), name, ruleIds);
    expect(pack.id).toBe(name);
    expect([validate(parse(textOf(name))), validate.errors]).toEqual([true, null]);
    expect(pack.controls.length).toBeGreaterThan(3);
    // A mapping to somebody else's controls is a proposal.
    expect(pack.toBeConfirmed).toBe(name !== 'twelve-factor-vi');
  });
});

const head = 'policy: 1\nid: own\ntitle: Own\nversion: "1"\n';

describe('a policy of one’s own', () => {
  test('needs four lines, and has the defaults for all else', () => {
    expect(read(head)).toMatchObject({
      toBeConfirmed: true,
      thresholds: { severity: 'warning', confidence: 'medium', skipped: [] },
      exceptions: { accept: ['waiver'], require: ['reason', 'owner', 'approvedBy', 'until'] },
      evidence: [],
      controls: [],
    });
  });

  test.each([
    ['', ['own.yaml it is no map of keys']],
    ['a: [', ['own.yaml:1 it is no YAML']],
    [head.replace('"1"', '1.0'), ['own.yaml:4 "version" cannot be 1: it takes a text']],
    ['policy: 1\ntitle: Own\nversion: "1"\n', ['own.yaml "id" is missing']],
    [`${head}control: []\n`, ['own.yaml:5 there is no key "control" (did you mean "controls"?']],
    [
      `${head}thresholds:\n  severity: fatal\n`,
      ['own.yaml:6 "thresholds.severity" cannot be "fatal": it takes "error"'],
    ],
    [`${head}thresholds:\n  skipped: [vendor]\n`, ['own.yaml:6 thresholds.skipped[0]: there is no reason "vendor"']],
    [`${head}evidence: [who]\n`, ['own.yaml:5 "evidence[0]" cannot be "who"']],
    [
      `${head}controls:\n  - id: A\n    title: T\n`,
      ['own.yaml:6 "controls[0]" cannot be a map: name clauses or rules'],
    ],
    [
      `${head}controls:\n  - id: A\n    title: T\n    clauses: [VI.9]\n  - id: B\n    title: { vi: T }\n    rules: [module-stat]\n`,
      [
        'own.yaml:8 "controls[0].clauses[0]" cannot be "VI.9"',
        'own.yaml:10 "controls[1].title" cannot be a map: there is always an English',
      ],
    ],
    [
      `${head}controls:\n  - { id: A, title: T, rules: [module-stat] }\n  - { id: A, title: T, clauses: [VI.1] }\n`,
      [
        'own.yaml:6 controls[0].rules[0]: there is no rule "module-stat" (did you mean "module-state"?',
        'own.yaml:7 controls[1].id: there are two controls "A"',
      ],
    ],
  ])('names the file, the line and the key: %j', (text, expected) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(expected.length);
    expected.forEach((start, at) => {
      expect(problems[at]).toContain(start);
    });
  });

  test('any text is a policy or told to be none', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        problemsOf(text);
        problemsOf(`${head}controls: ${text}`);
      }),
    );
  });
});
