import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { agreementOf, type Case, caseTables, parseCases, sharesOf } from '../../bench/cases-score.ts';

type Verdict = Case['first']['verdict'];
const of = (first: Verdict, second: Verdict, told = true): Case => ({
  link: 'https://example.com/o/n/blob/0/a.ts#L1',
  symbol: 'a',
  told: told ? { rule: 'module-state', severity: 'error' } : null,
  first: { verdict: first, rule: 'module-state', severity: 'error' },
  second: { verdict: second },
});
const times = (n: number, one: Case) => Array.from({ length: n }, () => one);

describe('the agreement of two judges', () => {
  it('is that of the textbook', () => {
    // 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: observed 0.7, by chance 0.5.
    const cases = [
      ...times(20, of('violation', 'violation')),
      ...times(5, of('violation', 'benign')),
      ...times(10, of('benign', 'violation')),
      ...times(15, of('benign', 'benign')),
    ];
    expect(agreementOf(cases)).toMatchObject({ cases: 50, agreed: 35 });
    expect(agreementOf(cases).kappa).toBeCloseTo(0.4, 10);
  });

  it('is none where they agree no more than by chance, and whole where there is one verdict', () => {
    const cases = [
      of('violation', 'violation'),
      of('violation', 'benign'),
      of('benign', 'violation'),
      of('benign', 'benign'),
    ];
    expect(agreementOf(cases).kappa).toBeCloseTo(0, 10);
    expect(agreementOf(times(3, of('benign', 'benign'))).kappa).toBe(1);
  });
});

it('counts what is debatable neither way', () => {
  const cases = [of('violation', 'debatable'), of('benign', 'benign'), of('debatable', 'violation')];
  expect(sharesOf(cases, 'first')).toEqual({ right: 1, judged: 2 });
  expect(sharesOf(cases, 'second')).toEqual({ right: 1, judged: 2 });
});

describe('docs/accuracy.md', () => {
  const docs = path.join(import.meta.dirname, '../../docs');
  const page = fs.readFileSync(path.join(docs, 'accuracy.md'), 'utf8');
  for (const name of fs.readdirSync(path.join(docs, 'cases')).filter((one) => one.endsWith('.jsonl'))) {
    const cases = parseCases(fs.readFileSync(path.join(docs, 'cases', name), 'utf8'));
    it(`has the figures of ${name}`, () => {
      expect(page).toContain(caseTables(cases));
    });
    it(`${name} names places at a commit, with two verdicts`, () => {
      expect(cases.length).toBeGreaterThan(0);
      for (const one of cases) {
        expect(one.link).toMatch(/^https:\/\/github\.com\/[^/]+\/[^/]+\/blob\/[0-9a-f]{40}\/.+#L\d+$/);
        for (const judge of [one.first, one.second])
          expect(['violation', 'benign', 'debatable']).toContain(judge.verdict);
      }
    });
  }
});
